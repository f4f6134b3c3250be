"""Reading, writing and comparing the samples that Python and TypeScript share. Ids, moments and digests are made stable."""

import json
import math
import re
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
_GENERATED = re.compile(r"\b(?P<kind>[a-z]+)_[0-9a-z]{20}\b")
_DIGEST = re.compile(r"\b[0-9a-f]{32,64}\b")
_MOMENT = re.compile(r"\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")
_MEASURED = {"milliseconds", "elapsed_milliseconds"}
"""Fields that say how long something took on this machine."""
_SECRET = {"csrf_token", "token"}
_SAME = 1e-6
"""Relative: another processor may round the last digits of a figure differently."""
_DIGITS = 10


def stable(sent: Any) -> Any:
    """What was sent, with generated ids numbered in the order they appear, and without moments, durations and secrets."""
    return _Stable().of(sent)


class _Stable:
    def __init__(self) -> None:
        self.ids: dict[str, str] = {}

    def of(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {self.text(key): self.field(key, item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.of(item) for item in value]
        if isinstance(value, float):
            return float(f"{value:.{_DIGITS}g}")
        return self.text(value) if isinstance(value, str) else value

    def field(self, key: str, value: Any) -> Any:
        if key in _MEASURED:
            return 7
        if key in _SECRET and isinstance(value, str):
            return f"a {key}"
        return self.of(value)

    def text(self, value: str) -> str:
        numbered = _GENERATED.sub(self.numbered, value)
        return _MOMENT.sub("2022-12-28T21:00:00Z", _DIGEST.sub("0" * 32, numbered))

    def numbered(self, found: re.Match[str]) -> str:
        return self.ids.setdefault(found[0], f"{found['kind']}_{len(self.ids) + 1:020d}")


def write(root: str, samples: dict[str, Any]) -> None:
    """Write the samples of one wire type: one line each, so that a change shows which one changed."""
    written = {name: json.dumps(sample, ensure_ascii=False, separators=(",", ":")) for name, sample in samples.items()}
    lines = ",\n".join(f"{json.dumps(name)}: {sample}" for name, sample in written.items())
    (FOLDER / f"{root}.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def read(root: str) -> dict[str, Any]:
    """The samples of one wire type as they are checked in; none where there is no file."""
    path = FOLDER / f"{root}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def difference(known: Any, found: Any, place: str = "") -> str | None:
    """The first place where two samples differ, as a JSON pointer with both values; None where they agree."""
    if isinstance(known, dict) and isinstance(found, dict):
        if list(known) != list(found):
            return f"{place}: fields {sorted(set(known) ^ set(found)) or 'in another order'}"
        pairs = [(f"{place}/{key}", known[key], found[key]) for key in known]
        return _first_difference(pairs)
    if isinstance(known, list) and isinstance(found, list):
        if len(known) != len(found):
            return f"{place}: {len(known)} entries, now {len(found)}"
        return _first_difference([(f"{place}/{index}", *pair) for index, pair in enumerate(zip(known, found, strict=True))])
    if _are_figures(known, found):
        return None if math.isclose(known, found, rel_tol=_SAME, abs_tol=_SAME) else f"{place}: {known}, now {found}"
    return None if known == found else f"{place}: {known!r}, now {found!r}"


def _first_difference(pairs: list[tuple[str, Any, Any]]) -> str | None:
    return next((problem for place, known, found in pairs if (problem := difference(known, found, place))), None)


def _are_figures(*values: Any) -> bool:
    return all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
