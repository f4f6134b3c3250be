"""Every setting of the product, declared once: the environment, `plumbline settings` and docs/settings.md follow from here."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from plumbline.core.errors import InvalidInput

PREFIX = "PLUMBLINE_"
_PROVIDERS = ("anthropic", "openai", "google")
_DATABASES = ("sqlite:///", "sqlite+aiosqlite:///", "postgresql://", "postgresql+asyncpg://", "postgres://")
_EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - recognized here, not bound to
_DAY_HOURS = 24


class Settings(BaseSettings):
    """What a person or an operator may choose. Every field is read from `PLUMBLINE_<NAME>` unless it names other variables."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", populate_by_name=True, hide_input_in_errors=True, env_ignore_empty=True
    )

    data_dir: Path = Field(
        default_factory=lambda: _checkout() / "var",
        description="Folder for everything the product keeps. It is created when it is missing.",
    )
    database_url: str = Field(
        default_factory=lambda data: f"sqlite:///{data['data_dir'] / 'plumbline.db'}",
        description="`sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST/NAME`. Default: a file in the data folder.",
    )
    market_data: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("sample",), min_length=1, description="Market-data providers, separated by commas: `sample`, `folder:PATH`."
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port to listen on.")
    public_url: str | None = Field(
        default=None, description="Address that people type, when it differs from host and port. `https` makes cookies secure-only."
    )
    grounding_policy: Literal["strict", "mark"] = Field(
        default="strict", description="A sentence with a figure that no fact supports is withheld (`strict`) or visibly marked (`mark`)."
    )
    model: str = Field(
        default="offline", description="`offline` (no network), or `anthropic:NAME`, `openai:NAME`, `google:NAME` with the matching key."
    )
    anthropic_api_key: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("PLUMBLINE_ANTHROPIC_API_KEY", "ANTHROPIC_API_KEY"),
        description="Key for models `anthropic:NAME`.",
    )
    openai_api_key: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("PLUMBLINE_OPENAI_API_KEY", "OPENAI_API_KEY"),
        description="Key for models `openai:NAME`. Not needed with a base URL that asks for none.",
    )
    google_api_key: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("PLUMBLINE_GOOGLE_API_KEY", "GOOGLE_API_KEY", "GEMINI_API_KEY"),
        description="Key for models `google:NAME`.",
    )
    openai_base_url: str | None = Field(
        default=None,
        validation_alias=AliasChoices("PLUMBLINE_OPENAI_BASE_URL", "OPENAI_BASE_URL"),
        description="Any OpenAI-compatible server, for instance a local one.",
    )
    risk_free_rate: float = Field(default=0.0, gt=-0.5, lt=0.5, description="Per year, as a fraction: 0.04 is 4 %.")
    max_upload_bytes: int = Field(default=25_000_000, ge=1_000, description="Largest file that an import takes.")
    session_idle_hours: float = Field(default=7.0 * _DAY_HOURS, gt=0, description="A browser that is silent for so long is signed out.")
    session_absolute_hours: float = Field(default=30.0 * _DAY_HOURS, gt=0, description="After so long everyone signs in again.")
    sign_in_link_minutes: float = Field(default=15.0, gt=0, le=24 * 60, description="How long a one-time sign-in link works.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="warning", description="Least severity that is logged; `info` has a line for every request."
    )
    log_format: Literal["console", "json"] = Field(default="console", description="`json` writes one object a line.")

    @field_validator("market_data", mode="before")
    @classmethod
    def _split_providers(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value.startswith(_DATABASES) or ":memory:" in value:
            raise ValueError("expected sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME")
        return value

    @field_validator("public_url")
    @classmethod
    def _origin_only(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise ValueError("expected an address such as https://risk.example.com, without a path")
        return f"{parts.scheme}://{parts.netloc}"

    @field_validator("model")
    @classmethod
    def _known_model(cls, value: str) -> str:
        provider, _, name = value.partition(":")
        if value != "offline" and (provider not in _PROVIDERS or not name):
            raise ValueError("expected `offline`, `anthropic:NAME`, `openai:NAME` or `google:NAME`")
        return value

    @model_validator(mode="after")
    def _key_for_model(self) -> "Settings":
        provider = self.model.partition(":")[0]
        keys = {"anthropic": self.anthropic_api_key, "openai": self.openai_api_key or self.openai_base_url, "google": self.google_api_key}
        if provider in keys and not keys[provider]:
            raise ValueError(f"the model '{self.model}' needs a key: set {provider.upper()}_API_KEY, or the model to `offline`")
        return self

    @property
    def origin(self) -> str:
        """The address that people type: scheme, host and port."""
        host = "127.0.0.1" if self.host in _EVERY_ADDRESS else self.host
        host = f"[{host}]" if ":" in host else host
        return self.public_url or f"http://{host}:{self.port}"


def load_settings(**given: Any) -> Settings:
    """Read the settings from the environment, `given` first; raise `InvalidInput` with one line that names the variable."""
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        variable = _variable(str(first["loc"][0])) if first["loc"] else None
        problem = first["msg"].removeprefix("Value error, ")
        raise InvalidInput(f"The setting {variable}: {problem}." if variable else f"The settings: {problem}.", subject=variable) from error


def ensure_data_dir(settings: Settings) -> Path:
    """Create the data folder when it is missing and prove that it can be written to."""
    folder = settings.data_dir
    probe = folder / f".write-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        message = f"Expected a folder that can be written to, found {folder} ({error.strerror}). Set PLUMBLINE_DATA_DIR to another folder."
        raise InvalidInput(message, subject="PLUMBLINE_DATA_DIR") from error
    return folder


def variables(name: str) -> tuple[str, ...]:
    """The environment variables that set the field `name`, the first found wins."""
    alias = Settings.model_fields[name].validation_alias
    if isinstance(alias, AliasChoices):
        return tuple(str(choice) for choice in alias.choices)
    return (PREFIX + name.upper(),)


def source_of(name: str, environment: Mapping[str, str] = os.environ) -> str:
    """Where the value of the field `name` comes from: a variable, or `default`."""
    upper = {key.upper() for key, value in environment.items() if value}
    return next((variable for variable in variables(name) if variable in upper), "default")


def unknown_variables(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Variables that look like ours but set nothing: most likely misspelled."""
    known = {variable for name in Settings.model_fields for variable in variables(name)}
    return sorted(name for name in environment if name.upper().startswith(PREFIX) and name.upper() not in known)


def printable(settings: Settings, name: str) -> str:
    """The value of a field as text, with secrets and the password of a database URL masked."""
    value = getattr(settings, name)
    if isinstance(value, SecretStr):
        return "********"
    if isinstance(value, tuple):
        return ", ".join(value)
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:********@", str(value)) if value is not None else ""


def _variable(location: str) -> str:
    return _variable_by_location().get(location, location)


def _variable_by_location() -> dict[str, str]:
    return {place: variables(name)[0] for name in Settings.model_fields for place in (name, *variables(name))}


def _checkout() -> Path:
    """The checkout that this code runs from, or the working folder of an installed package."""
    root = Path(__file__).resolve().parents[3]
    return root if (root / "pyproject.toml").is_file() else Path.cwd()
