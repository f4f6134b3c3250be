"""The figures of many portfolios as facts: the same measure keys, periods and parameters as in the report of one portfolio."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from plumbline.analytics.many_portfolios.report import RiskFigures
from plumbline.analytics.many_portfolios.rows import LEVELS, RowDrawdowns
from plumbline.analytics.observations import FloatArray
from plumbline.facts.columns import ColumnValues, FigureColumn, FigureFrame, FigureTable
from plumbline.facts.fact import Fact, Subject, SubjectKind
from plumbline.facts.result import Measured

Days = NDArray[np.datetime64]


@dataclass(frozen=True, kw_only=True)
class Labels:
    """Names of what the figures number: `portfolio_ids` and `portfolio_names` of the whole table, symbols, sectors, days.

    `days` (n_observations + 1,) of the universe's sessions, the one before the first return included.
    """

    portfolio_ids: Sequence[str]
    portfolio_names: Sequence[str]
    symbols: Sequence[str]
    sectors: Sequence[str]
    days: Days
    currency: str


@dataclass(frozen=True)
class PortfolioFacts:
    """The facts of one block: about the portfolios, their holdings and their sectors."""

    figures: RiskFigures
    portfolios: FigureTable
    holdings: FigureTable
    sectors: FigureTable

    def __len__(self) -> int:
        return len(self.portfolios) + len(self.holdings) + len(self.sectors)

    def of_portfolio(self, row: int) -> Iterator[Fact]:
        """Every fact about one portfolio of the block; empty slots are left out."""
        yield from self.portfolios.facts(row)
        weights = self.figures.portfolios.weights[row]
        for slot in np.flatnonzero(weights).tolist():
            yield from self.holdings.facts(row * weights.size + slot)
        n_sectors = self.figures.sector_weights.shape[1]
        for sector in range(n_sectors):
            yield from self.sectors.facts(row * n_sectors + sector)

    def find(self, fact_id: str) -> Fact | None:
        """The fact of an id, or None when it belongs to another block."""
        found = (table.find(fact_id) for table in (self.portfolios, self.holdings, self.sectors))
        return next((fact for fact in found if fact is not None), None)


def portfolio_facts(figures: RiskFigures, labels: Labels, frame: FigureFrame) -> PortfolioFacts:
    """Columns of facts over the figures; nothing is copied but days and money, and no fact is made yet.

    Ids follow from the number of the portfolio in the whole table, so that blocks never share one.
    Missing: a figure that is not defined becomes a fact without a value, with the reason of the frame.
    Source: docs/methods/portfolios.md
    """
    n_rows, n_slots = figures.portfolios.weights.shape
    n_sectors = figures.sector_weights.shape[1]
    own, held, sector = _portfolio_columns(figures, labels), _holding_columns(figures, labels.currency), _sector_columns(figures)
    first = 1 + figures.first * (len(own) + n_slots * len(held) + n_sectors * len(sector))
    assets = figures.portfolios.assets

    def portfolio(row: int) -> Subject:
        number = figures.first + row
        return Subject(kind=SubjectKind.PORTFOLIO, id=labels.portfolio_ids[number], label=labels.portfolio_names[number])

    def holding(place: int) -> Subject:
        row, slot = divmod(place, n_slots)
        symbol = labels.symbols[int(assets[row, slot])]
        return Subject(kind=SubjectKind.HOLDING, id=f"{labels.portfolio_ids[figures.first + row]}/{symbol}", label=symbol)

    def sector_of(place: int) -> Subject:
        row, number = divmod(place, n_sectors)
        name = labels.sectors[number]
        return Subject(kind=SubjectKind.SECTOR, id=f"{labels.portfolio_ids[figures.first + row]}/{name}", label=name)

    whole = FigureTable(frame=frame, columns=own, subject_of=portfolio, n_rows=n_rows, first_id=first)
    holdings = FigureTable(frame=frame, columns=held, subject_of=holding, n_rows=n_rows * n_slots, first_id=first + len(whole))
    sectors = FigureTable(frame=frame, columns=sector, subject_of=sector_of, n_rows=n_rows * n_sectors)
    return PortfolioFacts(figures, whole, holdings, replace(sectors, first_id=holdings.first_id + len(holdings)))


def _portfolio_columns(figures: RiskFigures, labels: Labels) -> tuple[FigureColumn, ...]:
    year, spread, drawdowns = f"{figures.n_year}d", figures.spread, figures.drawdowns
    peaks, troughs = _days(drawdowns, labels.days, figures.n_year)
    return (
        FigureColumn(Measured("net_value"), figures.portfolios.net_values, labels.currency),
        FigureColumn(Measured("volatility_annualized", period="21d"), figures.volatility_21),
        FigureColumn(Measured("volatility_annualized", period="63d"), figures.volatility_63),
        FigureColumn(Measured("volatility_annualized", period=year), figures.volatility_year),
        FigureColumn(Measured("beta", period=year), figures.beta),
        *_tail_columns(figures, labels.currency),
        FigureColumn(Measured("maximum_drawdown", period=year), drawdowns.maximum),
        FigureColumn(Measured("current_drawdown", period=year), drawdowns.current),
        FigureColumn(Measured("drawdown_peak_date", period=year), peaks),
        FigureColumn(Measured("drawdown_trough_date", period=year), troughs),
        FigureColumn(Measured("concentration_hhi"), spread.hhi),
        FigureColumn(Measured("effective_positions"), spread.effective_positions),
        FigureColumn(Measured("largest_weight"), spread.largest),
        FigureColumn(Measured("top_5_weight"), spread.top_5),
        FigureColumn(Measured("n_holdings"), spread.n_holdings),
        *_exposure_columns(figures, labels.currency),
        FigureColumn(Measured("risk_score"), figures.score),
    )


def _tail_columns(figures: RiskFigures, currency: str) -> Iterator[FigureColumn]:
    period, net = f"{figures.n_observations}d", figures.portfolios.net_values
    tails = (
        ("historical_value_at_risk", figures.tails.historical_value_at_risk),
        ("historical_expected_shortfall", figures.tails.historical_expected_shortfall),
        ("parametric_value_at_risk", figures.tails.parametric_value_at_risk),
        ("parametric_expected_shortfall", figures.tails.parametric_expected_shortfall),
    )
    for key, losses in tails:
        for place, level in enumerate(LEVELS):
            parameters = (("confidence", level), ("horizon_days", 1))
            yield FigureColumn(Measured(key, period, parameters), losses[:, place])
            yield FigureColumn(Measured(f"{key}_money", period, parameters), losses[:, place] * net, currency)
    yield FigureColumn(Measured("n_observations", period), np.full(len(net), figures.n_observations))


def _exposure_columns(figures: RiskFigures, currency: str) -> Iterator[FigureColumn]:
    long, short, net_value = figures.spread.long, figures.spread.short, figures.portfolios.net_values
    for name, weights in (("long", long), ("short", short), ("gross", long + short), ("net", long - short)):
        yield FigureColumn(Measured(f"{name}_exposure_weight"), weights)
        yield FigureColumn(Measured(f"{name}_exposure"), weights * net_value, currency)
    yield FigureColumn(Measured("hedge_ratio"), figures.spread.hedge_ratio)
    yield FigureColumn(Measured("beta_adjusted_exposure", period=f"{figures.n_year}d"), figures.beta)


def _holding_columns(figures: RiskFigures, currency: str) -> tuple[FigureColumn, ...]:
    year, part = f"{figures.n_year}d", figures.portfolios
    tables: tuple[tuple[Measured, FloatArray, str | None], ...] = (
        (Measured("market_value"), part.weights * part.net_values[:, None], currency),
        (Measured("weight"), part.weights, None),
        (Measured("risk_contribution", year), figures.shares, None),
        (Measured("risk_contribution_volatility", year), figures.volatilities, None),
        (Measured("volatility_annualized", year), figures.own_volatilities, None),
        (Measured("beta", year), figures.own_betas, None),
    )
    return tuple(FigureColumn(measured, table.ravel(), unit) for measured, table, unit in tables)


def _sector_columns(figures: RiskFigures) -> tuple[FigureColumn, ...]:
    shares = Measured("sector_risk_contribution", f"{figures.n_year}d")
    return (FigureColumn(Measured("sector_weight"), figures.sector_weights.ravel()), FigureColumn(shares, figures.sector_shares.ravel()))


def _days(drawdowns: RowDrawdowns, days: Days, n_year: int) -> tuple[ColumnValues, ColumnValues]:
    """Days of peak and trough; no day where nothing fell or the value fell below zero."""
    path = days[-(n_year + 1) :]
    fell = drawdowns.maximum > 0.0
    nowhere = np.datetime64("NaT")
    return np.where(fell, path[drawdowns.peak], nowhere), np.where(fell, path[drawdowns.trough], nowhere)
