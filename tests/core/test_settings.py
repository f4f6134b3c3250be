from pathlib import Path

import pytest

from plumbline.core.errors import InvalidInput
from plumbline.core.settings import Settings, ensure_data_dir, load_settings, printable, source_of


def test_defaults_need_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLUMBLINE_DATA_DIR")
    settings = load_settings()
    assert settings.model == "offline"
    assert settings.market_data == ("sample",)
    assert settings.database_url == f"sqlite:///{settings.data_dir}/plumbline.db"
    assert settings.data_dir.name == "var"
    assert settings.origin == "http://127.0.0.1:8000"


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLUMBLINE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PLUMBLINE_MARKET_DATA", "sample, folder:/prices")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-1")
    monkeypatch.setenv("PLUMBLINE_MODEL", "anthropic:some-model")
    monkeypatch.setenv("PLUMBLINE_PUBLIC_URL", "https://risk.example.com/")
    settings = load_settings()
    assert settings.market_data == ("sample", "folder:/prices")
    assert settings.anthropic_api_key is not None
    assert settings.anthropic_api_key.get_secret_value() == "sk-ant-1"
    assert settings.database_url == f"sqlite:///{tmp_path}/plumbline.db"
    assert settings.origin == "https://risk.example.com"


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("PLUMBLINE_PORT", "x", "PLUMBLINE_PORT"),
        ("PLUMBLINE_PORT", "70000", "65535"),
        ("PLUMBLINE_DATABASE_URL", "mysql://x", "postgresql://"),
        ("PLUMBLINE_MODEL", "gpt", "anthropic:NAME"),
        ("PLUMBLINE_MODEL", "google:gemini", "GOOGLE_API_KEY"),
        ("PLUMBLINE_GROUNDING_POLICY", "loose", "PLUMBLINE_GROUNDING_POLICY"),
        ("PLUMBLINE_PUBLIC_URL", "risk.example.com", "https://risk.example.com"),
        ("PLUMBLINE_MARKET_DATA", ",", "PLUMBLINE_MARKET_DATA"),
    ],
)
def test_a_wrong_value_is_one_line_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch, variable: str, value: str, says: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(InvalidInput, match=r"^[^\n]*$") as caught:
        load_settings()
    assert says in caught.value.message


def test_an_empty_variable_sets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty data folder would be the working folder, whichever that is."""
    before = load_settings()
    monkeypatch.setenv("PLUMBLINE_PORT", "")
    monkeypatch.setenv("PLUMBLINE_RISK_FREE_RATE", "")
    assert load_settings() == before
    assert source_of("port") == "default"


def test_a_wrong_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_DATABASE_URL", "mysql://me:hunter22@db/x")
    with pytest.raises(InvalidInput) as caught:
        load_settings()
    assert "hunter22" not in caught.value.message


def test_secrets_are_masked_and_sources_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1")
    monkeypatch.setenv("PLUMBLINE_DATABASE_URL", "postgresql://me:hunter22@db/x")
    settings = load_settings()
    assert "sk-1" not in printable(settings, "openai_api_key") + repr(settings)
    assert printable(settings, "database_url") == "postgresql://me:********@db/x"
    assert source_of("openai_api_key") == "OPENAI_API_KEY"
    assert source_of("port") == "default"


def test_a_folder_that_can_not_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InvalidInput, match="PLUMBLINE_DATA_DIR"):
        ensure_data_dir(Settings(data_dir=tmp_path / "file" / "var"))


def test_the_data_folder_is_made(tmp_path: Path) -> None:
    folder = ensure_data_dir(Settings(data_dir=tmp_path / "a" / "b"))
    assert folder.is_dir()
    assert list(folder.iterdir()) == []
