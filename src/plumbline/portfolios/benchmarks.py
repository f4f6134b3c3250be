"""Benchmarks as people write them: one symbol, or a blend such as `60% SP500 + 40% USMV`."""

import re
from dataclasses import dataclass

import numpy as np

from plumbline.analytics.blend import blended_returns
from plumbline.analytics.observations import FloatArray
from plumbline.core.errors import InvalidInput, MissingData
from plumbline.facts.fact import Subject, SubjectKind
from plumbline.market_data.market import MarketView
from plumbline.portfolios.price_paths import RowArray, prices_at, session_day
from plumbline.portfolios.subjects import benchmark_subject

CASH = "CASH"
_EXAMPLE = "such as '60% SP500 + 40% USMV'"
_MOST_PARTS = 10
_SHARE_FIRST = re.compile(r"(?P<share>\d+(?:\.\d+)?)\s*%\s*(?:of\s+|in\s+)?(?P<name>.+)")
_SHARE_LAST = re.compile(r"(?P<name>.+?)\s+(?P<share>\d+(?:\.\d+)?)\s*%")
_SHARES_THEN_NAMES = re.compile(r"(?P<shares>\d+(?:\.\d+)?(?:\s*/\s*\d+(?:\.\d+)?)+)\s+(?P<names>.+)")


@dataclass(frozen=True)
class Benchmark:
    """Symbols with their shares, which add to 1. A blend starts each month with these and drifts in between; cash earns nothing."""

    parts: tuple[tuple[str, float], ...]

    @property
    def key(self) -> str:
        """The symbol, or the blend written out."""
        if not self.is_blend:
            return self.parts[0][0]
        return " + ".join(f"{100.0 * share:g}% {symbol}" for symbol, share in self.parts)

    @property
    def is_blend(self) -> bool:
        return len(self.parts) > 1

    def subject(self, view: MarketView) -> Subject:
        """What figures of it are about."""
        if self.is_blend or self.key == CASH:
            return Subject(kind=SubjectKind.BENCHMARK, id=self.key, label=self.key)
        return benchmark_subject(view.instrument(self.key))


def find_benchmark(text: str, view: MarketView) -> Benchmark:
    """What a person means: a symbol or name, shares with names (`60% SP500 + 40% USMV`), or `60/40 SP500/USMV`.

    Raises: InvalidInput that names the part that is wrong, or the sum of shares; NotFound for an unknown name.
    """
    wanted = text.strip()
    short = _SHARES_THEN_NAMES.fullmatch(wanted)
    if short is None and "%" not in wanted:
        return Benchmark(((_symbol(wanted, view), 1.0),))
    parts = _short_form(short["shares"], short["names"]) if short else [_part(part) for part in re.split(r"\s*[+,;]\s*|\s+and\s+", wanted)]
    totals: dict[str, float] = {}
    for share, name in parts:
        symbol = _symbol(name, view)
        totals[symbol] = totals.get(symbol, 0.0) + share
    total = sum(totals.values())
    if abs(total - 100.0) > 0.05 or not all(totals.values()):
        raise InvalidInput(
            f"Expected shares of a blend above zero that add to 100 %, {_EXAMPLE}, found {total:g} % in '{wanted}'.", subject="benchmark"
        )
    if len(totals) > _MOST_PARTS:
        raise InvalidInput(f"Expected a blend of at most {_MOST_PARTS} parts, found {len(totals)}.", subject="benchmark")
    return Benchmark(tuple((symbol, share / total) for symbol, share in totals.items()))


def benchmark_path(benchmark: Benchmark, view: MarketView, rows: RowArray, *, since: int = 0) -> FloatArray | None:
    """Its value at each of consecutive session rows, (n_rows,), in any unit; NaN before it starts; None when it has no prices at all.

    Args:
        benchmark: as `find_benchmark` found it.
        view: the market.
        rows: consecutive.
        since: place in `rows` at which a blend must have prices of all its parts.

    Raises: MissingData that names the part of a blend without a price then.
    """
    if not benchmark.is_blend:
        known = benchmark.key == CASH or benchmark.key in view.market.columns
        return _part_prices(benchmark.key, view, rows) if known else None
    lead = int(rows[0]) - _month_start(view, int(rows[0]))
    every = np.arange(int(rows[0]) - lead, int(rows[-1]) + 1, dtype=np.int64)
    prices = np.column_stack([_part_prices(symbol, view, every) for symbol, _ in benchmark.parts])
    for place, (symbol, _) in enumerate(benchmark.parts):
        if not np.isfinite(prices[lead + since, place]):
            day = session_day(view, int(rows[since]))
            raise MissingData(
                f"Expected prices of {symbol}, a part of the benchmark '{benchmark.key}', since {day}, found none. Choose a later start or "
                "another part.",
                subject=symbol,
            )
    first = int(np.flatnonzero(np.isfinite(prices).all(axis=1))[0])
    returns = prices[first + 1 :] / prices[first:-1] - 1.0
    shares = np.array([share for _, share in benchmark.parts])
    blended = blended_returns(returns, shares, sessions=view.sessions[every[first + 1 :]])
    return np.concatenate([np.full(first, np.nan), [1.0], np.cumprod(1.0 + blended)])[lead:]


def _month_start(view: MarketView, row: int) -> int:
    """The last session of the month before, where a blend last had its shares: what it earns must not depend on the first row asked for."""
    months = view.sessions[: row + 1].astype("datetime64[M]")
    return max(int(np.searchsorted(months, months[-1])) - 1, 0)


def _part_prices(symbol: str, view: MarketView, rows: RowArray) -> FloatArray:
    return np.ones(rows.size) if symbol == CASH else prices_at(view, symbol, rows)


def _short_form(shares: str, names: str) -> list[tuple[float, str]]:
    """`60/40` and `SPY/AGG`."""
    numbers, symbols = [float(share) for share in shares.split("/")], [name.strip() for name in names.split("/")]
    if len(numbers) != len(symbols):
        raise InvalidInput(
            f"Expected a name for each of {len(numbers)} shares, found {len(symbols)} in '{names}'. Write it out, {_EXAMPLE}.",
            subject="benchmark",
        )
    return list(zip(numbers, symbols, strict=True))


def _part(text: str) -> tuple[float, str]:
    found = _SHARE_FIRST.fullmatch(text.strip()) or _SHARE_LAST.fullmatch(text.strip())
    if found is None:
        raise InvalidInput(f"Expected a share and a name in each part of a blend, {_EXAMPLE}, found '{text.strip()}'.", subject="benchmark")
    return float(found["share"]), found["name"].strip()


def _symbol(name: str, view: MarketView) -> str:
    if name.upper() == CASH:
        return CASH
    return (view.find_instrument(name) or view.instrument(name)).symbol
