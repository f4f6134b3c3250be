"""The lock files work with any registry and install nothing without a hash."""

import json
import re

import pytest
from tests.architecture.source_tree import ROOT

PYTHON_LOCKS = ["requirements.lock", "requirements-dev.lock"]


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_python_lock_names_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=)", text, re.MULTILINE), "Expected no option but --hash, such as an index or a folder of wheels."


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_python_lock_has_a_hash_for_each_package(name: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text().strip(), flags=re.IGNORECASE)
    assert len(entries) > 50
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_dev_lock_contains_the_runtime_lock() -> None:
    """Both are installed into one environment: a difference would make `make run` and `make test` undo each other."""
    runtime, dev = (set(re.findall(r"^([A-Za-z0-9._-]+==\S+)", (ROOT / name).read_text(), re.MULTILINE)) for name in PYTHON_LOCKS)
    assert runtime - dev == set()


def test_npm_lock_names_no_address_and_has_a_hash_for_each_package() -> None:
    packages = _npm_packages()
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry and not entry.get("inBundle")] == []


def test_npm_lock_has_every_platform() -> None:
    """`npm ci` refuses a lock file that lacks a platform's optional package, even on another platform."""
    packages = _npm_packages()
    locked = {name.rsplit("node_modules/", 1)[-1] for name in packages}
    missing = {wanted for entry in packages.values() for wanted in entry.get("optionalDependencies", {}) if wanted not in locked}
    assert missing == set()


def _npm_packages() -> dict[str, dict[str, object]]:
    packages = json.loads((ROOT / "web" / "package-lock.json").read_text())["packages"]
    del packages[""]  # the web app itself
    return packages
