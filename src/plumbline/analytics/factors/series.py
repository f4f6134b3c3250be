"""Factor returns made from the universe itself: market, industries, and long-short portfolios of any score."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import BoolArray, FloatArray, as_series
from plumbline.analytics.periods import DateArray
from plumbline.core.errors import InvalidInput, MissingData


@dataclass(frozen=True)
class LongShortSeries:
    """Return of the long side less the short side, (n_observations,), NaN before the first formation.

    `n_long` names on each side per session (n_observations,), 0 where there is no series.
    """

    returns: FloatArray
    n_long: np.ndarray[tuple[int, ...], np.dtype[np.int64]]


def market_series(returns: FloatArray, weights: FloatArray | None = None) -> FloatArray:
    """Mean return of the universe in each session, (n_observations,).

    Args:
        returns: (n_observations, n_assets) simple returns, fraction.
        weights: (n_assets,) or (n_observations, n_assets) of at least 0, such as market value of the session before; None = equal.

    Missing: assets without a return are left out of that session and the rest scaled up; a session without any is NaN.
    Source: Sharpe (1964); equal-weighted as Fama and MacBeth (1973).
    """
    table = _table(returns)
    held = np.ones(table.shape) if weights is None else np.broadcast_to(np.asarray(weights, dtype=np.float64), table.shape)
    if (held < 0.0).any():
        message = "Expected market weights of zero or more, found a negative one. Correct it."
        raise InvalidInput(message)
    return _mean(table, np.nan_to_num(held))


def industry_series(returns: FloatArray, industries: Sequence[str]) -> tuple[tuple[str, ...], FloatArray]:
    """Mean return of each industry less that of the universe: names in order of appearance, and (n_observations, n_industries).

    All industries together add up to the market, so that a regression must leave one out; `variance_decomposition` need not.
    Missing: as `market_series`, per industry. Raises: InvalidInput unless there is one industry per asset.
    Source: Grinold and Kahn (2000), chapter 3; Heston and Rouwenhorst (1994), Journal of Financial Economics 36(1).
    """
    table = _table(returns)
    if len(industries) != table.shape[1]:
        message = f"Expected one industry per asset, found {len(industries)} for {table.shape[1]}."
        raise InvalidInput(message)
    names = tuple(dict.fromkeys(industries))
    market = market_series(table)
    members = np.array([[name == industry for industry in industries] for name in names], dtype=np.float64)
    columns = [_mean(table, np.broadcast_to(member, table.shape)) - market for member in members]
    return names, np.column_stack(columns)


def long_short_series(returns: FloatArray, scores: FloatArray, formations: Sequence[int], *, share: float = 0.3) -> LongShortSeries:
    """Equal-weighted return of the assets with the highest scores less that of those with the lowest.

    Args:
        returns: (n_observations, n_assets) simple returns, fraction.
        scores: (n_observations, n_assets) as known at the close of each session; higher = long.
        formations: rows at whose close the two sides are chosen, ascending; they earn from the next row on, weighted equally every session.
        share: of the assets with a score on each side, above 0 to one half; at least one asset.

    Missing: an asset without a score is not chosen; without a return it is left out of that session. A formation with fewer than 2 scores
        gives NaN until the next.
    Raises: InvalidInput for shapes, shares or formations that do not fit.
    Source: Fama and French (1993), Common Risk Factors; Carhart (1997), On Persistence in Mutual Fund Performance (30 % breakpoints).
    Golden: tests/golden/factors.csv
    """
    table, ranks = _table(returns), _table(scores)
    rows = np.asarray(formations, dtype=np.int64)
    if ranks.shape != table.shape or not 0.0 < share <= 0.5:
        message = f"Expected a score per return and a share up to one half, found {ranks.shape} for {table.shape} and {share}."
        raise InvalidInput(message)
    if rows.ndim != 1 or not rows.size or (np.diff(rows) <= 0).any() or rows[0] < 0 or rows[-1] >= table.shape[0]:
        message = f"Expected ascending rows between 0 and {table.shape[0] - 1} as formations, found {rows.tolist()[:5]}."
        raise InvalidInput(message)
    series, counts = np.full(table.shape[0], np.nan), np.zeros(table.shape[0], dtype=np.int64)
    for row, following in zip(rows, [*rows[1:], table.shape[0] - 1], strict=True):
        earning = slice(int(row) + 1, int(following) + 1)
        long, short = _sides(ranks[row], share)
        if long.any() and earning.start < earning.stop:
            chosen = table[earning]
            series[earning] = _mean(chosen, np.broadcast_to(long, chosen.shape)) - _mean(chosen, np.broadcast_to(short, chosen.shape))
            counts[earning] = int(long.sum())
    return LongShortSeries(returns=series, n_long=counts)


def month_ends(sessions: DateArray) -> tuple[int, ...]:
    """Rows of the last session of each calendar month except the last, which may not be over: the customary formations."""
    months = np.asarray(sessions, dtype="datetime64[M]").astype(np.int64)
    return tuple(np.flatnonzero(np.diff(months)).tolist())


def momentum_scores(returns: FloatArray, *, lookback: int = 252, skip: int = 21) -> FloatArray:
    """Compounded return over the last `lookback` sessions without the last `skip`, at the close of each session.

    Args:
        returns: (n_observations, n_assets) simple returns above -1, fraction.
        lookback: sessions back to the start; 252 is a year.
        skip: latest sessions left out; 21 is a month.

    Missing: NaN where one of those returns is missing or there are fewer.
    Raises: InvalidInput unless lookback is larger than skip; MissingData on a return of -100 % or less.
    Source: Jegadeesh and Titman (1993); Carhart (1997): eleven months, lagged one month.
    """
    if not lookback > skip >= 0:
        message = f"Expected a lookback longer than what is skipped, found {lookback} and {skip}."
        raise InvalidInput(message)
    table = _table(returns)
    if (table <= -1.0).any():
        message = "Expected returns above -100 %, found a total loss, which has no momentum. Leave that asset out."
        raise MissingData(message)
    scores = np.full(table.shape, np.nan)
    if table.shape[0] >= lookback:
        sums = _moving_sums(np.log1p(table), lookback - skip)
        scores[lookback - 1 :] = np.expm1(sums[: table.shape[0] - lookback + 1])
    return scores


def low_volatility_scores(returns: FloatArray, *, window: int = 252) -> FloatArray:
    """Standard deviation of the last `window` returns with a minus sign: the calmest asset scores highest.

    Missing: as `momentum_scores`.
    Source: Frazzini and Pedersen (2014), Betting Against Beta; Blitz and van Vliet (2007), The Volatility Effect.
    """
    if window < 2:
        message = f"Expected a window of at least 2 returns, found {window}. Choose a longer one."
        raise InvalidInput(message)
    table = _table(returns)
    scores = np.full(table.shape, np.nan)
    if table.shape[0] >= window:
        known = ~np.isnan(table)
        means = np.where(known, table, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        shifted = table - means  # sums of squares around the mean of the whole lose few digits
        mean = _moving_sums(shifted, window) / window
        squares = _moving_sums(shifted**2, window) / window
        scores[window - 1 :] = -np.sqrt(np.maximum(squares - mean**2, 0.0) * window / (window - 1))
    return scores


def _sides(scores: FloatArray, share: float) -> tuple[BoolArray, BoolArray]:
    """Members of the long and of the short side; ties go by the order of the assets."""
    known = np.flatnonzero(~np.isnan(scores))
    long, short = np.zeros(scores.size, dtype=bool), np.zeros(scores.size, dtype=bool)
    if known.size >= 2:
        count = max(1, int(share * known.size + 1e-9))
        order = known[np.argsort(scores[known], kind="stable")]
        short[order[:count]], long[order[-count:]] = True, True
    return long, short


def _mean(table: FloatArray, weights: FloatArray) -> FloatArray:
    valid = ~np.isnan(table)
    mass = (weights * valid).sum(axis=1)
    total = (np.where(valid, table, 0.0) * weights).sum(axis=1)
    return np.where(mass > 0.0, total / np.where(mass > 0.0, mass, 1.0), np.nan)


def _moving_sums(values: FloatArray, days: int) -> FloatArray:
    """Sum of each run of `days` rows, (n_rows - days + 1, n_columns); NaN where one is missing."""
    missing = np.isnan(values)
    totals = np.cumsum(np.where(missing, 0.0, values), axis=0)
    runs = totals[days - 1 :].copy()
    runs[1:] -= totals[:-days]
    if missing.any():
        gaps = np.cumsum(missing, axis=0)
        held = gaps[days - 1 :].copy()
        held[1:] -= gaps[:-days]
        runs[held > 0] = np.nan
    return runs


def _table(returns: FloatArray) -> FloatArray:
    table = as_series(returns)
    if table.ndim != 2 or table.shape[1] == 0:
        message = f"Expected (n_observations, n_assets) with at least one asset, found shape {table.shape}."
        raise InvalidInput(message)
    return table
