"""Which model the settings mean."""

import subprocess
import sys

import pytest
from pydantic import SecretStr

from plumbline.core.errors import InvalidInput
from plumbline.core.settings import Settings
from plumbline.llm.catalog import PROVIDERS, provider_model


def test_offline_needs_no_provider() -> None:
    assert provider_model(Settings()) is None


@pytest.mark.parametrize(
    ("model", "system"), [("anthropic:claude-x", "anthropic"), ("openai:gpt-x", "openai"), ("google:gemini-x", "google")]
)
def test_each_provider_builds_its_model(model: str, system: str) -> None:
    provider = model.partition(":")[0]
    built = provider_model(Settings.model_validate({"model": model, f"{provider}_api_key": "secret"}))
    assert built is not None
    assert (built.model_name, built.system) == (model.partition(":")[2], system)


def test_a_compatible_server_needs_no_key() -> None:
    built = provider_model(Settings.model_validate({"model": "openai:local", "openai_base_url": "http://127.0.0.1:9/v1"}))
    assert built is not None
    assert built.base_url == "http://127.0.0.1:9/v1/"


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda provider: provider.key)
def test_a_missing_key_is_one_clear_line(provider: object) -> None:
    settings = Settings().model_copy(update={"model": f"{provider.key}:name"})
    with pytest.raises(InvalidInput, match=provider.variable) as raised:
        provider_model(settings)
    assert "\n" not in raised.value.message


def test_an_unknown_provider_is_named() -> None:
    settings = Settings().model_copy(update={"model": "elsewhere:name", "openai_api_key": SecretStr("x")})
    with pytest.raises(InvalidInput, match="elsewhere"):
        provider_model(settings)


def test_no_sdk_is_imported_before_it_is_chosen() -> None:
    program = "import sys, plumbline.llm.catalog; print([name for name in ('anthropic', 'openai', 'google.genai') if name in sys.modules])"
    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert finished.stdout.strip() == "[]"
