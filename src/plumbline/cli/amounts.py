"""Assignments as a person types them: `market=-20%`, `AAPL=0.1`."""

import math

from plumbline.core.errors import InvalidInput


def assignment(text: str, *, option: str) -> tuple[str, float]:
    """Name and fraction of `NAME=SIZE`; a size is a percentage with its sign, or a fraction. `InvalidInput` when it is neither.

    More than the whole (`AAPL=5`) has to be written with its percent sign: 5 % is meant more often than five times net value.
    """
    name, equals, size = text.rpartition("=")
    if not equals or not name.strip():
        raise InvalidInput(f"Expected NAME=SIZE such as market=-20%, found '{text}'.", subject=option)
    value = fraction(size, option=option)
    if abs(value) > 1.0 and not size.strip().endswith("%"):
        percent, whole = (f"{name.strip()}={factor * value:g}%" for factor in (1.0, 100.0))
        raise InvalidInput(f"Expected a size with its percent sign after {option}: {percent}, or {whole} if that is meant.", subject=option)
    return name.strip(), value


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


def confidence(text: str) -> float:
    """`97.5%`, `97.5` and `0.975` are the same. `InvalidInput` when it is not a number."""
    value = fraction(text, option="--confidence")
    return value / 100.0 if value > 1.0 and not text.strip().endswith("%") else value


def share_or_money(text: str, *, option: str) -> tuple[float, bool]:
    """`10%` and `0.1` are a share of net value (False); `100000`, `$100,000` an amount of money (True)."""
    plain = text.strip().removeprefix("$").replace(",", "")
    value = fraction(plain, option=option)
    return value, not plain.endswith("%") and (abs(value) > 1.0 or text.strip().startswith("$"))
