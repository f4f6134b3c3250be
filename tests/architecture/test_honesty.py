"""Nothing in the repository depends on one machine, and no test is switched off."""

import re
from pathlib import Path

from tests.architecture.source_tree import ROOT, files_below, tracked_files

MACHINE_PATH = re.compile(r"(?<![\w.~-])/(work|root|home|Users|opt/pypi|opt/wheels)/\w")
SWITCHED_OFF = re.compile(
    r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)\b|unittest\.skip|\b(it|test|describe)\.(skip|todo|only|fixme)\b"
)


def test_no_file_names_a_path_of_one_machine() -> None:
    found = [f"{path.relative_to(ROOT)}: {match.group()}" for path in tracked_files() if (match := MACHINE_PATH.search(_text(path)))]
    assert not found, f"Expected paths relative to the repository, found: {found}"


def test_no_test_is_switched_off() -> None:
    files = [path for path in files_below("tests", "web", suffixes=(".py", ".ts", ".tsx")) if path != Path(__file__)]
    found = [f"{path.relative_to(ROOT)}: {match.group()}" for path in files if (match := SWITCHED_OFF.search(_text(path)))]
    assert files
    assert not found, f"Repair these tests or delete them: {found}"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""  # a binary file
