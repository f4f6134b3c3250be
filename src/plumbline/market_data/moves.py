"""One-day moves measured against the recent behavior of the same instrument. Everything here looks backward only."""

import numpy as np

from plumbline.market_data.panel import Mark, PriceArray, previous_valid

WINDOW = 63
"""Observations that make up an instrument's recent behavior: a quarter of a year."""
_ENOUGH = 20
"""Below this many observations nothing is known about the instrument's own volatility."""
_QUIET = 0.005
"""Least daily scale: the prices of the early 1990s stand still for weeks, and any move would be infinitely large."""
_WINSOR = 0.20
"""Moves count at most this much in the scale, so that one bad print does not hide the next."""

SPIKE_MOVE = 0.12
"""A bad print is at least this far from the print before it."""
SPIKE_SCALES = 10.0
"""A bad print is at least this many daily scales away. Among 20 large US stocks from 1990 to 2022 the wildest true reversals of
12 % or more reach 6.4 scales (JPM on 2002-07-23; BAC on 2009-01-20, -29 % and back, 3.6), while the known bad rows of a public
file begin at 10.9 (LNT on 2016-05-19 reaches 47; FLR, MRO and NWL on 2017-09-14 reach 17 to 22)."""
SPIKE_LEFT = 0.20
"""At most this share of the move may remain one session later."""


def one_day_moves(close: PriceArray) -> PriceArray:
    """Simple return from the newest earlier price, (n_sessions, n_symbols), fraction; NaN where there is no pair of prices."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return close / previous_valid(close) - 1.0


def recent_scale(moves: PriceArray) -> PriceArray:
    """Root mean square of the previous `WINDOW` one-day moves, today's excluded, (n_sessions, n_symbols), fraction per day.

    Moves are limited to 20 %. Missing: ignored; NaN where fewer than 20 moves were seen. Never below 0.5 %.
    """
    seen = np.isfinite(moves)
    squares = np.square(np.clip(np.where(seen, moves, 0.0), -_WINSOR, _WINSOR))
    total = _trailing_sum(squares)
    count = _trailing_sum(seen.astype(np.float64))
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.sqrt(np.maximum(total, 0.0) / count)
    return np.where(count >= _ENOUGH, np.maximum(scale, _QUIET), np.nan)


def reversed_spikes(close: PriceArray) -> tuple[Mark, ...]:
    """Prints that leap and are back one session later: bad prints, by a rule that spares true crashes.

    All three must hold: the move is at least 12 %, at least ten times the recent daily scale, and at most a fifth of it is left at
    the next session. A move that stays is never marked, whatever its size: it may be a split, a spin-off or the truth.
    Missing: a print is judged only when both neighboring sessions have one.
    """
    if close.shape[0] < 3:
        return ()
    before, here, after = close[:-2], close[1:-1], close[2:]
    with np.errstate(divide="ignore", invalid="ignore"):
        jump = np.abs(here / before - 1.0)
        left = np.abs(after / before - 1.0)
        suspicious = (jump >= SPIKE_MOVE) & (left <= SPIKE_LEFT * jump)
    # The scale is the costly part: few columns need it.
    columns = np.flatnonzero(suspicious.any(axis=0))
    scale = recent_scale(one_day_moves(close[:, columns]))[1:-1]
    far = suspicious[:, columns] & (jump[:, columns] >= SPIKE_SCALES * scale)
    rows, positions = np.nonzero(far)
    marks: list[Mark] = []
    taken: set[tuple[int, int]] = set()
    for row, column in zip(rows.tolist(), columns[positions].tolist(), strict=True):
        # In a see-saw (good, bad, good, bad) the return to the good level looks like a spike too: the first one decides.
        if (row - 1, column) not in taken:
            taken.add((row, column))
            marks.append(Mark(row=row + 1, column=column, known_row=row + 2))
    return tuple(marks)


def _trailing_sum(values: PriceArray) -> PriceArray:
    """Sum over the `WINDOW` rows before each row."""
    running = np.vstack([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])
    ends = np.arange(values.shape[0])
    return running[ends] - running[np.maximum(ends - WINDOW, 0)]
