"""Every figure has a definition that a risk manager would sign, and a source."""

import ast
import re

import pytest
from tests.architecture.source_tree import ROOT, Function, functions

from plumbline.analytics.measures import MEASURES, Measure

# Arguments and results of the arithmetic; other functions of the folder prepare or look up.
NUMERIC = re.compile(r"\b(FloatArray|NDArray)\b")
# Shapes and checks what the figures are made of: there is no paper on that.
PLUMBING = {"observations.py"}


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.key)
def test_measure_says_what_it_is(measure: Measure) -> None:
    assert len(measure.source.strip()) > 3
    assert measure.definition.strip().endswith(".")
    assert measure.missing_data.strip()
    assert re.fullmatch(r"[a-z][a-z0-9_]*", measure.key)


def test_keys_are_unique() -> None:
    keys = [measure.key for measure in MEASURES]
    assert sorted(keys) == sorted(set(keys))


def test_numeric_functions_say_what_they_do_with_missing_data() -> None:
    """A function that differs from another one in a detail may say so: "Everything else as `drawdown_path`"."""
    numeric = [function for function in functions("src/plumbline/analytics") if _is_public_figure(function)]
    assert len(numeric) > 10
    silent = [function.where for function in numeric if not re.search(r"Missing|NaN|Raises:|\bas (in )?`\w+`", _docstring(function))]
    assert not silent, f"Expected docstrings that say what becomes of missing data ('Missing: ...'), found: {silent}"


def test_arithmetic_names_its_sources() -> None:
    numeric = [function for function in functions("src/plumbline/analytics") if _is_public_figure(function)]
    sourced = {function.path for function in numeric if "Source:" in _docstring(function)}
    bare = sorted({function.path.name for function in numeric} - {path.name for path in sourced})
    assert not bare, f"Expected a 'Source: ...' line in the docstrings of these files, found none: {bare}"


def _is_public_figure(function: Function) -> bool:
    if function.node.name.startswith("_") or function.in_class or function.path.name in PLUMBING:
        return False
    return bool(NUMERIC.search(ast.unparse(function.node.args))) and function.node.returns is not None


def test_golden_files_exist() -> None:
    named = {name for function in functions("src/plumbline/analytics") for name in _golden_files(function)}
    missing = sorted(name for name in named if not (ROOT / name).is_file())
    assert not missing, f"Docstrings name these golden files, which do not exist: {missing}"


def _golden_files(function: Function) -> list[str]:
    return re.findall(r"Golden: (tests/golden/[\w./-]+)", _docstring(function))


def _docstring(function: Function) -> str:
    return ast.get_docstring(function.node) or ""
