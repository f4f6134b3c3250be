"""Models of providers over the network. Their SDKs cost one to four seconds to import: only the chosen one is imported."""

from dataclasses import dataclass

from pydantic_ai.models import Model
from pydantic_ai.settings import ModelSettings

TIMEOUT_SECONDS = 120.0
_SETTINGS = ModelSettings(timeout=TIMEOUT_SECONDS)


@dataclass(frozen=True)
class Access:
    """How to reach a provider. `key` may be missing for a local OpenAI-compatible server."""

    name: str
    key: str | None
    base_url: str | None = None


def anthropic_model(access: Access) -> Model:
    """A model of Anthropic's Messages interface."""
    # The provider's SDK is heavy and imported only when it was chosen.
    from pydantic_ai.models.anthropic import AnthropicModel
    from pydantic_ai.providers.anthropic import AnthropicProvider

    return AnthropicModel(access.name, provider=AnthropicProvider(api_key=access.key, base_url=access.base_url), settings=_SETTINGS)


def openai_model(access: Access) -> Model:
    """A model behind OpenAI's chat completions, which is what compatible servers speak as well."""
    # The provider's SDK is heavy and imported only when it was chosen.
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider

    # A server of one's own often asks for no key, but the SDK insists on one.
    provider = OpenAIProvider(base_url=access.base_url, api_key=access.key or "not-needed")
    return OpenAIChatModel(access.name, provider=provider, settings=_SETTINGS)


def google_model(access: Access) -> Model:
    """A model of Google's Gemini interface."""
    # The provider's SDK is heavy and imported only when it was chosen.
    from pydantic_ai.models.google import GoogleModel
    from pydantic_ai.providers.google import GoogleProvider

    return GoogleModel(access.name, provider=GoogleProvider(api_key=access.key, base_url=access.base_url), settings=_SETTINGS)
