from pathlib import Path

from plumbline.core.settings import Settings
from plumbline.core.settings_reference import render_settings_reference

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_page_is_what_the_class_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_settings_reference(), "Run: plumbline settings --markdown > docs/settings.md"


def test_every_setting_says_what_it_means() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
