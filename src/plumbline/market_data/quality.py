"""Checks of prices: what is missing, what stands still, what leaps. They report; only two of them exclude a print.

Excluded from `close` ("marked") are prices that are not positive and prints that leap and are back one session later (see
`moves.reversed_spikes`). Everything else stays in use and is only reported, because it may be true: crashes, takeovers, spin-offs.
Each check looks at nothing but the rows it is given, so that running it on a cut shows what was known on that day.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from plumbline.market_data.findings import MARKED, SEVERITY, Finding, FindingCode
from plumbline.market_data.moves import one_day_moves, recent_scale, reversed_spikes
from plumbline.market_data.panel import Mark, PriceArray, SessionArray, first_valid_rows, last_valid_rows, previous_valid

JUMP = 0.30
"""One-day moves from this size on are reported when they are also unusual for the instrument."""
JUMP_SCALES = 6.0
"""How many recent daily scales a reported jump needs: banks in 2009 moved 30 % in a day at 3 scales, and that was no news."""
SPLIT_TOLERANCE = 0.025
"""How near the ratio of two closes must be to a split ratio: room for the true move of the day."""
SPLIT_RATIOS = (2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 15.0, 20.0, 25.0, 30.0, 50.0, 100.0)
"""Whole ratios, tried as splits and as reverse splits. 3:2 is left out: true moves of a third are too frequent."""
STILL = 10
"""Identical closes in a row from which a run is reported."""
MOST_PER_SYMBOL = 25
"""Findings of one code for one symbol that are kept, the largest; one more says how many were left out."""


def bad_prints(raw_close: PriceArray) -> tuple[Mark, ...]:
    """Return the prints to exclude: prices that are not positive, and reversed spikes."""
    rows, columns = np.nonzero(raw_close <= 0)
    worthless = [Mark(row, column, row) for row, column in zip(rows.tolist(), columns.tolist(), strict=True)]
    return (*worthless, *reversed_spikes(np.where(raw_close > 0, raw_close, np.nan)))


def without(raw_close: PriceArray, marks: Sequence[Mark]) -> PriceArray:
    """Return a copy of the prices with the marked prints set to NaN."""
    close = raw_close.copy()
    for mark in marks:
        close[mark.row, mark.column] = np.nan
    return close


def price_findings(
    sessions: SessionArray,
    symbols: Sequence[str],
    raw_close: PriceArray,
    *,
    marks: Sequence[Mark],
    providers: Mapping[str, str],
) -> tuple[Finding, ...]:
    """Return every finding about these prices, ordered by symbol and date.

    Args:
        sessions: (n_sessions,) ascending.
        symbols: (n_symbols,).
        raw_close: (n_sessions, n_symbols) as delivered, NaN where nothing was.
        marks: what `bad_prints` says about the same prices.
        providers: provider key of each symbol.
    """
    panel = _Panel(sessions, symbols, raw_close, without(raw_close, marks), providers)
    found = [*panel.marked(marks), *panel.gaps(), *panel.stale_ends(), *panel.stale_runs(), *panel.jumps()]
    return tuple(sorted(_bounded(found), key=lambda finding: (finding.symbol or "", finding.on, finding.code)))


class _Panel:
    """Prices under inspection."""

    def __init__(
        self, sessions: SessionArray, symbols: Sequence[str], raw: PriceArray, close: PriceArray, providers: Mapping[str, str]
    ) -> None:
        self._days: list[date] = sessions.astype("datetime64[D]").tolist()
        self._symbols = symbols
        self._raw = raw
        self._close = close
        self._providers = providers

    def marked(self, marks: Sequence[Mark]) -> Iterator[Finding]:
        if not marks:
            return
        before = previous_valid(self._close)
        for mark in marks:
            symbol, day, price = self._symbols[mark.column], self._days[mark.row], self._raw[mark.row, mark.column]
            if price <= 0:
                text = f"The close of {symbol} on {day} is {price:g}. A price must be positive; the print is not used."
                yield self._finding(FindingCode.NON_POSITIVE, mark.column, (mark.row, mark.row), text)
                continue
            move = price / before[mark.row, mark.column] - 1.0
            text = (
                f"The close of {symbol} on {day} is {price:g}, {move:+.0%} in one session, and the next close is back at "
                f"{self._raw[mark.known_row, mark.column]:g}. It looks like a wrong print and is not used."
            )
            yield self._finding(FindingCode.BAD_PRINT, mark.column, (mark.row, mark.row), text, value=move)

    def gaps(self) -> Iterator[Finding]:
        first, last = first_valid_rows(self._raw), last_valid_rows(self._raw)
        for column in np.flatnonzero(last > first).tolist():
            inside = np.isnan(self._raw[first[column] : last[column] + 1, column])
            for start, stop in _runs(inside):
                rows = (int(first[column]) + start, int(first[column]) + stop - 1)
                text = f"{self._symbols[column]} has no close {self._span(rows)} ({_sessions(stop - start)}). No price is filled in."
                yield self._finding(FindingCode.GAP, column, rows, text, value=float(stop - start))

    def stale_ends(self) -> Iterator[Finding]:
        end = len(self._days) - 1
        last = last_valid_rows(self._close)
        for column in np.flatnonzero((last >= 0) & (last < end)).tolist():
            behind = end - int(last[column])
            text = (
                f"Prices of {self._symbols[column]} end on {self._days[last[column]]}, {_sessions(behind)} before the market's last. "
                f"Its value is shown at that price and marked stale."
            )
            rows = (int(last[column]), end)
            yield self._finding(FindingCode.STALE_END, column, rows, text, value=float(behind))

    def stale_runs(self) -> Iterator[Finding]:
        still = np.zeros(self._close.shape, dtype=bool)
        still[1:] = self._close[1:] == self._close[:-1]
        for column in np.flatnonzero(still.sum(axis=0) >= STILL - 1).tolist():
            for start, stop in _runs(still[:, column]):
                length = stop - start + 1
                if length < STILL:
                    continue
                rows = (start - 1, stop - 1)
                text = (
                    f"{self._symbols[column]} closes at {self._close[start, column]:g} on {length} sessions in a row "
                    f"({self._span(rows)}). It may not have traded, or the source repeated a price."
                )
                yield self._finding(FindingCode.STALE_RUN, column, rows, text, value=float(length))

    def jumps(self) -> Iterator[Finding]:
        all_moves = one_day_moves(self._close)
        # The scale is the costly part: few columns need it.
        columns = np.flatnonzero((np.abs(all_moves) >= JUMP).any(axis=0))
        moves = all_moves[:, columns]
        # Without enough history of its own nothing says that a move is usual: it is reported.
        unusual = (np.abs(moves) >= JUMP) & ~(np.abs(moves) < JUMP_SCALES * recent_scale(moves))
        for row, position in np.argwhere(unusual).tolist():
            move, column = float(moves[row, position]), int(columns[position])
            symbol, day = self._symbols[column], self._days[row]
            ratio = split_ratio(1.0 + move)
            if ratio is None:
                code = FindingCode.PRICE_JUMP
                text = (
                    f"{symbol} moved {move:+.0%} in one session on {day}. It may be true, or a spin-off or another event that the "
                    f"prices were not adjusted for. The price is used."
                )
            else:
                code = FindingCode.SUSPECTED_SPLIT
                text = (
                    f"{symbol} moved {move:+.0%} in one session on {day}, close to a {ratio} split that the earlier prices were not "
                    f"adjusted for. The price is used: returns over this day may be wrong."
                )
            yield self._finding(code, column, (row, row), text, value=move)

    def _finding(self, code: FindingCode, column: int, rows: tuple[int, int], message: str, *, value: float | None = None) -> Finding:
        symbol = self._symbols[column]
        return Finding(
            code=code,
            severity=SEVERITY[code],
            symbol=symbol,
            on=self._days[rows[0]],
            until=self._days[rows[1]],
            message=message,
            value=value,
            marked=code in MARKED,
            provider=self._providers.get(symbol, ""),
        )

    def _span(self, rows: tuple[int, int]) -> str:
        first, last = self._days[rows[0]], self._days[rows[1]]
        return f"on {first}" if first == last else f"from {first} to {last}"


def split_ratio(relative: float) -> str | None:
    """Return the split that a ratio of two closes resembles (`2:1`, or `1:10` for a reverse split), or None."""
    size = relative if relative >= 1.0 else 1.0 / relative
    for ratio in SPLIT_RATIOS:
        if abs(size / ratio - 1.0) <= SPLIT_TOLERANCE:
            return f"{ratio:g}:1" if relative < 1.0 else f"1:{ratio:g}"
    return None


def _runs(flags: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[tuple[int, int]]:
    """Start and stop (exclusive) of each run of True."""
    edges = np.diff(np.concatenate([[0], flags.astype(np.int8), [0]]))
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True))


def _sessions(number: int) -> str:
    return "1 session" if number == 1 else f"{number} sessions"


def _bounded(found: Sequence[Finding]) -> Iterator[Finding]:
    """At most `MOST_PER_SYMBOL` findings of one kind and symbol: a broken file must not bury everything else."""
    groups: dict[tuple[str | None, FindingCode], list[Finding]] = {}
    for finding in found:
        groups.setdefault((finding.symbol, finding.code), []).append(finding)
    for group in groups.values():
        kept = sorted(group, key=lambda finding: (-abs(finding.value or 0.0), finding.on))[:MOST_PER_SYMBOL]
        yield from kept
        left_out = len(group) - len(kept)
        if left_out:
            first, last = min(f.on for f in group), max(f.until for f in group)
            text = f"{left_out} more findings of this kind for {group[0].symbol} from {first} to {last} are not listed one by one."
            yield group[0].model_copy(update={"on": first, "until": last, "message": text, "value": float(left_out)})
