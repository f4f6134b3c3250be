"""Every model provider, written out, and the choice that the settings make among them."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import SecretStr
from pydantic_ai.models import Model

from plumbline.core.errors import InvalidInput
from plumbline.core.settings import Settings
from plumbline.llm.providers import Access, anthropic_model, google_model, openai_model

OFFLINE = "offline"


@dataclass(frozen=True)
class ModelProvider:
    """`variable` is the environment variable that holds the key."""

    key: str
    label: str
    variable: str
    secret: Callable[[Settings], SecretStr | None]
    build: Callable[[Access], Model]
    base_url: Callable[[Settings], str | None] = lambda _settings: None


PROVIDERS: tuple[ModelProvider, ...] = (
    ModelProvider("anthropic", "Anthropic", "ANTHROPIC_API_KEY", lambda settings: settings.anthropic_api_key, anthropic_model),
    ModelProvider(
        "openai",
        "OpenAI, or any compatible server",
        "OPENAI_API_KEY",
        lambda settings: settings.openai_api_key,
        openai_model,
        base_url=lambda settings: settings.openai_base_url,
    ),
    ModelProvider("google", "Google", "GOOGLE_API_KEY", lambda settings: settings.google_api_key, google_model),
)
_BY_KEY = {provider.key: provider for provider in PROVIDERS}


def provider_model(settings: Settings) -> Model | None:
    """The provider's model that the settings name, or None for the offline analyst.

    Raises:
        InvalidInput: the provider is unknown, or its key is missing; one line says which variable to set.
    """
    if settings.model == OFFLINE:
        return None
    key, _, name = settings.model.partition(":")
    provider = _BY_KEY.get(key)
    if provider is None or not name:
        known = ", ".join(f"{known}:NAME" for known in _BY_KEY)
        raise InvalidInput(f"Expected the model to be '{OFFLINE}' or one of {known}, found '{settings.model}'.", subject="PLUMBLINE_MODEL")
    secret, base_url = provider.secret(settings), provider.base_url(settings)
    if secret is None and base_url is None:
        raise InvalidInput(
            f"The model '{settings.model}' needs a key: set {provider.variable}, or PLUMBLINE_MODEL={OFFLINE}.", subject=provider.variable
        )
    return provider.build(Access(name=name, key=secret.get_secret_value() if secret else None, base_url=base_url))
