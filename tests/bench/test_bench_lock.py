"""The lock file of the peers: any registry, nothing without a hash, and the same arithmetic libraries as the program."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements-bench.lock").read_text(encoding="utf-8")


def test_it_names_no_address_and_has_a_hash_for_each_package() -> None:
    assert "://" not in LOCK
    assert not re.search(r"^\s*--(?!hash=)", LOCK, re.MULTILINE)
    entries = re.split(r"\n(?=[a-z0-9])", LOCK.strip(), flags=re.IGNORECASE)
    assert len(entries) > 30
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_it_measures_the_versions_that_the_program_is_tested_with() -> None:
    program = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    for name in ("numpy", "scipy", "clarabel", "pydantic"):
        assert _versions(LOCK, name) == _versions(program, name) != []


def test_every_peer_that_is_asked_for_is_locked() -> None:
    asked = re.findall(r"^([A-Za-z0-9_-]+)[>=]", (ROOT / "bench/peers.in").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(asked) >= 10
    assert [name for name in asked if not _versions(LOCK, name)] == []


def _versions(lock: str, name: str) -> list[str]:
    normal = name.lower().replace("_", "-")
    return re.findall(rf"^{re.escape(normal)}==([^\s;]+)", lock, re.MULTILINE)
