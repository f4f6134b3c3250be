"""Assignments as a person types them: `market=-20%`, `AAPL=0.1`."""

import math

from plumbline.core.errors import InvalidInput


def assignment(text: str, *, option: str) -> tuple[str, float]:
    """Name and fraction of `NAME=SIZE`; a size is a percentage with its sign, or a fraction. `InvalidInput` when it is neither."""
    name, equals, size = text.rpartition("=")
    if not equals or not name.strip():
        raise InvalidInput(f"Expected NAME=SIZE such as market=-20%, found '{text}'.", subject=option)
    return name.strip(), fraction(size, option=option)


def assignments(text: str, *, option: str) -> tuple[str | None, list[tuple[str, float]]]:
    """Title and parts of `less tech: AAPL=5%, CASH=20%`; the title may be left out. `InvalidInput` as `assignment`."""
    title, colon, parts = text.partition(":")
    if not colon or "=" in title:
        title, parts = "", text
    return title.strip() or None, [assignment(part, option=option) for part in parts.split(",") if part.strip()]


def fraction(text: str, *, option: str) -> float:
    """`-20%` and `-0.2` are the same. `InvalidInput` when it is not a number."""
    digits = text.strip().replace("\u2212", "-")
    try:
        value = float(digits.removesuffix("%"))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise InvalidInput(f"Expected a size such as -20% or -0.2 after {option}, found '{text}'.", subject=option)
    return value / 100.0 if digits.endswith("%") else value
