"""The catalog of measures: complete, consistent, in sync with its page."""

import re
import runpy
from collections import Counter
from pathlib import Path

import pytest

from plumbline.analytics import measure_entries
from plumbline.analytics.measures import MEASURE_KEYS, MEASURES, Measure, Sign, UnknownMeasure, measure
from plumbline.analytics.score import RiskScoreInputs, risk_score
from plumbline.facts.fact import Unit

REPOSITORY = Path(__file__).parents[2]
BY_KEY = pytest.mark.parametrize("entry", MEASURES, ids=[entry.key for entry in MEASURES])


@BY_KEY
def test_an_entry_says_everything(entry: Measure) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", entry.key)
    assert entry.name[0].isupper() or entry.name[0].isdigit()
    assert entry.definition.endswith((".", "%"))
    assert entry.missing_data.endswith(".")
    assert entry.source


@BY_KEY
def test_an_entry_can_be_asked_for(entry: Measure) -> None:
    assert all(word == word.lower().strip() and word for word in entry.words)
    if not entry.key.startswith("calculated_"):
        assert entry.words


@BY_KEY
def test_dates_have_no_sign_and_figures_have_one(entry: Measure) -> None:
    assert (entry.sign is Sign.NONE) == (entry.unit is Unit.DATE)


def test_keys_names_and_words_are_unique() -> None:
    for what in (
        Counter(entry.key for entry in MEASURES),
        Counter(entry.name for entry in MEASURES),
        Counter(word for entry in MEASURES for word in entry.words),
    ):
        assert [name for name, count in what.items() if count > 1] == []


def test_lookup() -> None:
    assert {measure(key).key for key in MEASURE_KEYS} == {entry.key for entry in MEASURES}
    with pytest.raises(UnknownMeasure, match=r"found 'volatility'.*volatility_annualized"):
        measure("volatility")


def test_every_module_of_entries_is_listed() -> None:
    text = (REPOSITORY / "src/plumbline/analytics/measures.py").read_text(encoding="utf-8")
    folder = Path(measure_entries.__file__).parent
    for module in folder.glob("[a-z]*.py"):
        assert f"measure_entries.{module.stem} import" in text


def test_the_score_names_measures_of_the_catalog() -> None:
    components = risk_score(RiskScoreInputs(0.1, 0.1, 0.1, 0.1, 0.1)).components
    assert {component.measure for component in components} <= MEASURE_KEYS
    assert sum(component.weight for component in components) == pytest.approx(1.0)


def test_sources_in_this_repository_exist() -> None:
    for entry in MEASURES:
        for page in re.findall(r"docs/\S+?\.md", f"{entry.source} {entry.definition}"):
            assert (REPOSITORY / page).is_file(), (entry.key, page)


def test_the_page_is_in_sync() -> None:
    generator = runpy.run_path(str(REPOSITORY / "scripts/generate_measures_page.py"))
    page = (REPOSITORY / "docs/methods/measures.md").read_text(encoding="utf-8")
    assert page == generator["measures_page"](), "Run scripts/generate_measures_page.py."
