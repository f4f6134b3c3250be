"""The page docs/settings.md, written from the class of the settings so that it can not fall behind."""

from pydantic_core import PydanticUndefined

from plumbline.core.settings import Settings, variables

_HEAD = """# Settings

<!-- Written by `plumbline settings --markdown > docs/settings.md`. Do not edit; a test compares. -->

Every setting is an environment variable. `plumbline settings` shows the values in use and where each comes from; a wrong value is
one line that names the variable. Nothing has to be set, and an empty variable sets nothing.

| variable | default | meaning |
|---|---|---|
"""
_COMPUTED_DEFAULTS = {"data_dir": "`var` in the checkout", "database_url": "`plumbline.db` in the data folder"}


def render_settings_reference() -> str:
    """The page as Markdown, one row a setting, in the order of the class."""
    return _HEAD + "".join(_row(name) for name in Settings.model_fields)


def _row(name: str) -> str:
    names = " or ".join(f"`{variable}`" for variable in variables(name))
    return f"| {names} | {_default(name)} | {Settings.model_fields[name].description} |\n"


def _default(name: str) -> str:
    if name in _COMPUTED_DEFAULTS:
        return _COMPUTED_DEFAULTS[name]
    default = Settings.model_fields[name].default
    assert default is not PydanticUndefined, f"Say in _COMPUTED_DEFAULTS what '{name}' is by default."
    if default is None:
        return "not set"
    return f"`{', '.join(default) if isinstance(default, tuple) else default}`"
