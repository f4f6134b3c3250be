"""What is not shown, and why: no figure is left out without a word."""

from collections.abc import Iterable

from plumbline.facts.fact import Fact

MOST_ROWS = 60
"""Of a table: more belong in the CSV."""
_MOST_NAMES = 6


def reasons(figures: Iterable[tuple[str, Fact | None]]) -> tuple[str, ...]:
    """One sentence for each reason why figures are absent, with the names of the figures."""
    absent: dict[str, list[str]] = {}
    for name, fact in figures:
        if fact is not None and fact.value is None:
            absent.setdefault(fact.reason or "there is not enough data", []).append(name)
    return tuple(f"Not available (n/a) for {_some(names)}: {reason}" for reason, names in absent.items())


def left_out(count: int, word: str) -> tuple[str, ...]:
    """Says how many are not shown; nothing where all are."""
    if count <= 0:
        return ()
    return (f"And {count:,} more {word if count == 1 else word + 's'}: the whole list is in the report as CSV or JSON.",)


def _some(names: list[str]) -> str:
    rest = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {rest:,} more" if rest > 0 else "")
