"""Imports point down the page, and nothing is imported late to dodge that."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source_tree import PACKAGE, ROOT, Function, functions

FRAMEWORK_CONTRACT = "Only llm and agent know the model framework"
MODEL_FRAMEWORK_FOLDERS = {"llm", "agent"}


def test_layer_contracts_hold() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    finished = subprocess.run([lint_imports, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout


def test_every_folder_is_under_the_model_framework_contract() -> None:
    """Import-linter knows no "all but these", so that a new folder must be added to the list by hand."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    listed = next(set(contract["source_modules"]) for contract in contracts if contract["name"] == FRAMEWORK_CONTRACT)
    folders = {f"plumbline.{path.parent.name}" for path in PACKAGE.glob("*/__init__.py") if path.parent.name not in MODEL_FRAMEWORK_FOLDERS}
    assert folders - listed == set(), f"Add these to the contract '{FRAMEWORK_CONTRACT}' in pyproject.toml."


def test_late_imports_are_of_heavy_external_packages_and_say_why() -> None:
    """The command line may also import its own server late: `--help` must not wait for it, and nothing imports the command line."""
    wrong = [
        f"{function.where} imports {name} in line {line}"
        for function in functions("src")
        for line, name in _late_imports(function)
        if _is_own(name) and not function.path.is_relative_to(PACKAGE / "cli")
    ]
    assert not wrong, f"Move these to the top of their file; if that makes a cycle, the layers are wrong: {wrong}"

    silent = [
        f"{function.where} imports {name} in line {line}"
        for function in functions("src")
        for line, name in _late_imports(function)
        if not _has_reason(function.path, line)
    ]
    assert not silent, f"Expected a comment that says why on the line above (or on the same line), found none: {silent}"


def _late_imports(function: Function) -> Iterator[tuple[int, str]]:
    for node in ast.walk(function.node):
        if isinstance(node, ast.Import):
            yield node.lineno, node.names[0].name
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""


def _is_own(name: str) -> bool:
    return name.split(".", maxsplit=1)[0] == "plumbline"


def _has_reason(path: Path, line: int) -> bool:
    """One comment may stand above several imports."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if "#" in lines[line - 1].replace("# noqa", "").replace("# type:", ""):
        return True
    above = line - 2
    while lines[above].lstrip().startswith(("import ", "from ")):
        above -= 1
    return lines[above].lstrip().startswith("#")
