"""Names that say nothing are refused, and the web app has one spelling of file names."""

import re

from tests.architecture.source_tree import ROOT, files_below

# "service.py" is part of the vocabulary of a noun folder: one function for each use case.
BANNED = re.compile(r"(utils?|commons?|helpers?|base|managers?|services|misc|shared)$")
WEB_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.(test|gen|spec|d))*\.(tsx?|m?js|css|json|svg)")


def test_folders_and_files_are_named_for_what_they_hold() -> None:
    files = files_below("src", "web/src", "web/e2e", "scripts", suffixes=(".py", ".ts", ".tsx", ".sh", ".mjs"))
    vague = {
        str(path.relative_to(ROOT)) for path in files if any(BANNED.match(part.split(".")[0]) for part in path.relative_to(ROOT).parts)
    }
    assert files
    assert not vague, f"Expected names that say what is inside, found: {sorted(vague)}"


def test_web_files_are_kebab_case() -> None:
    files = files_below("web/src", suffixes=(".ts", ".tsx", ".css", ".js"))
    odd = [str(path.relative_to(ROOT)) for path in files if not WEB_NAME.fullmatch(path.name)]
    assert not odd, f"Expected kebab-case names, found: {odd}"
