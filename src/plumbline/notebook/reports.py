"""The reports of the product as methods: each computes, records the facts of its figures, and draws its board."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from plumbline.analytics.attribution import Model
from plumbline.analytics.volatility_forecast import RISKMETRICS_DECAY
from plumbline.artifacts.attribution_board import attribution_board, drift_board
from plumbline.artifacts.backtest_board import backtest_board
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.correlation_board import correlation_board
from plumbline.artifacts.document.title_block import about_portfolio
from plumbline.artifacts.drawdowns_board import drawdowns_board
from plumbline.artifacts.factor_board import factor_board
from plumbline.artifacts.hedging_board import hedging_board
from plumbline.artifacts.limits_board import limits_board
from plumbline.artifacts.optimization_board import optimization_board
from plumbline.artifacts.option_board import option_board
from plumbline.artifacts.performance_board import performance_board
from plumbline.artifacts.rebalance_board import rebalance_board
from plumbline.artifacts.risk_board import risk_board
from plumbline.artifacts.slots import Board
from plumbline.artifacts.stress_board import stress_board
from plumbline.artifacts.tail_board import tail_board
from plumbline.artifacts.volatility_board import volatility_board
from plumbline.artifacts.what_if_board import what_if_board
from plumbline.facts.fact import Fact
from plumbline.facts.result import Result
from plumbline.market_data.market import MarketView
from plumbline.notebook.report import Report
from plumbline.portfolios.attribution.report import attribution_report
from plumbline.portfolios.attribution.results import AttributionReport
from plumbline.portfolios.backtest.report import BacktestTerms, backtest_report
from plumbline.portfolios.backtest.results import BacktestReport
from plumbline.portfolios.correlation.estimators import Estimator
from plumbline.portfolios.correlation.report import CorrelationTerms, correlation_report
from plumbline.portfolios.correlation.results import CorrelationReport
from plumbline.portfolios.drawdowns.report import DrawdownTerms, drawdown_report
from plumbline.portfolios.drawdowns.results import DrawdownReport
from plumbline.portfolios.drift.report import drift_report
from plumbline.portfolios.drift.results import DriftReport
from plumbline.portfolios.factors.report import factor_report
from plumbline.portfolios.factors.results import FactorReport
from plumbline.portfolios.hedging.report import hedging_report
from plumbline.portfolios.hedging.results import HedgingReport
from plumbline.portfolios.limits_report import limits_report
from plumbline.portfolios.limits_results import LimitsReport
from plumbline.portfolios.optimization.report import optimization_report
from plumbline.portfolios.optimization.request import OptimizationRequest
from plumbline.portfolios.optimization.results import OptimizationReport
from plumbline.portfolios.option_book.question import Exercise, OptionQuestion
from plumbline.portfolios.option_book.report import option_report
from plumbline.portfolios.option_book.results import OptionReport
from plumbline.portfolios.performance.report import performance_report
from plumbline.portfolios.performance.results import PerformanceReport
from plumbline.portfolios.rebalancing.report import rebalance_report
from plumbline.portfolios.rebalancing.request import RebalanceRequest, TargetWeight
from plumbline.portfolios.rebalancing.results import RebalanceReport
from plumbline.portfolios.results import RiskReport
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.stress.report import NamedScenario, StressQuestion, stress_report
from plumbline.portfolios.stress.results import StressReport
from plumbline.portfolios.stress.shocks import ShockInput
from plumbline.portfolios.tail.question import TailQuestion
from plumbline.portfolios.tail.report import tail_report
from plumbline.portfolios.tail.results import TailReport
from plumbline.portfolios.volatility.report import VolatilityTerms, volatility_report
from plumbline.portfolios.volatility.results import VolatilityReport
from plumbline.portfolios.what_if.report import Variant, WeightEdit, what_if_report
from plumbline.portfolios.what_if.results import WhatIfReport

R = TypeVar("R", bound=Result)


class Reports(ABC):
    """What can be asked of a portfolio. Options, units and errors are those of the functions in `plumbline.portfolios`."""

    @property
    @abstractmethod
    def view(self) -> MarketView:
        """The market as it could be seen on the day."""

    @property
    @abstractmethod
    def snapshot(self) -> PortfolioSnapshot:
        """The frozen input of every figure."""

    def risk(self) -> Report[RiskReport]:
        """Value, returns, volatility, tail risk, drawdown, contributions, sectors, exposure, limits."""
        return self._report("risk_report", risk_report(self.snapshot, self.view), risk_board)

    def performance(self, period: str = "ytd", *, benchmark: str | None = None, window: int = 63) -> Report[PerformanceReport]:
        """Return and ratios beside a benchmark (`'60% SPY + 40% AGG'` blends), calendar, rolling figures over `window` sessions."""
        report = performance_report(self.snapshot, self.view, period=period, benchmark=benchmark, window=window)
        return self._report("performance_report", report, performance_board)

    def volatility(self, *, horizon: int = 21, decay: float = RISKMETRICS_DECAY, sessions: int = 1_260) -> Report[VolatilityReport]:
        """Realized, exponentially weighted and expected volatility, its cone, and what holdings and pairs bring to it."""
        terms = VolatilityTerms(decay=decay, horizon=horizon, n_sessions=sessions)
        return self._report("volatility_report", volatility_report(self.snapshot, self.view, terms), volatility_board)

    def options(
        self, *, exercise: str = "european", confidence: float = 0.99, quotes: Mapping[str, float] | None = None
    ) -> Report[OptionReport]:
        """Greeks of each option and of the book, tail risk by full revaluation, scenarios; `quotes` give implied volatilities."""
        question = OptionQuestion(exercise=Exercise(exercise), confidence=confidence, quotes=tuple((quotes or {}).items()))
        return self._report("option_report", option_report(self.snapshot, self.view, question), option_board)

    def correlation(self, *, estimator: str = "sample", sessions: int = 252, top: int = 20) -> Report[CorrelationReport]:
        """Which holdings move together: sample, ewma, ledoit_wolf_correlation, ledoit_wolf_identity, factor_model."""
        terms = CorrelationTerms(n_sessions=sessions, estimator=Estimator(estimator), top=top)
        return self._report("correlation_report", correlation_report(self.snapshot, self.view, terms), correlation_board)

    def tail_risk(self, *, confidence: float = 0.99, horizon: int = 1, sessions: int = 504) -> Report[TailReport]:
        """Value at risk and expected shortfall by every method, and the holdings' parts, which add up."""
        question = TailQuestion(confidence=confidence, horizon=horizon, n_sessions=sessions)
        return self._report("tail_report", tail_report(self.snapshot, self.view, question), tail_board)

    def stress(
        self, shocks: Mapping[str, float] | None = None, *, episodes: Sequence[str] = (), loss: float | None = None
    ) -> Report[StressReport]:
        """Episodes of the past on today's holdings, shocks that hold together ({'market': -0.2}), the likeliest way to lose `loss`."""
        asked = tuple(ShockInput(target=target, move=move) for target, move in (shocks or {}).items())
        scenarios = (NamedScenario(None, asked),) if asked else ()
        question = StressQuestion(episodes=tuple(episodes), scenarios=scenarios, loss=loss)
        return self._report("stress_report", stress_report(self.snapshot, self.view, question), stress_board)

    def what_if(self, *variants: Mapping[str, float], financing: str = "cash") -> Report[WhatIfReport]:
        """Every figure before and after other weights: `what_if({'AAPL': 0.1, 'XOM': 0.0}, {'CASH': 0.3})` compares two variants."""
        asked = tuple(
            Variant.model_validate(
                {"edits": tuple(WeightEdit(symbol=symbol, weight=weight) for symbol, weight in edits.items()), "financing": financing}
            )
            for edits in variants
        )
        return self._report("what_if_report", what_if_report(self.snapshot, self.view, asked), what_if_board)

    def optimize(self, objective: str = "minimum_variance", **limits: Any) -> Report[OptimizationReport]:
        """Better weights under limits, with the trades toward them; `limits` are the fields of `OptimizationRequest`."""
        request = OptimizationRequest.model_validate({"objective": objective, **limits}, strict=False)
        return self._report("optimization_report", optimization_report(self.snapshot, self.view, request), optimization_board)

    def rebalance(self, targets: Mapping[str, float], **terms: Any) -> Report[RebalanceReport]:
        """Drift against target weights, trades toward them in whole shares, and what they realize; `terms`: `RebalanceRequest`."""
        asked = tuple(TargetWeight(symbol=symbol, weight=weight) for symbol, weight in targets.items())
        request = RebalanceRequest.model_validate({"targets": asked, **terms}, strict=False)
        return self._report("rebalance_report", rebalance_report(self.snapshot, self.view, request), rebalance_board)

    def backtest(self, *, confidence: float = 0.99, window: int = 500, days: int = 1000) -> Report[BacktestReport]:
        """Would the value at risk have held? By every method."""
        terms = BacktestTerms(confidence=confidence, window=window, n_tested=days)
        return self._report("backtest_report", backtest_report(self.snapshot, self.view, terms), backtest_board)

    def factors(self, *, sessions: int = 504, benchmark: str | None = None) -> Report[FactorReport]:
        """Exposures to market and styles, and where the variance comes from. Needs the factor funds among the prices."""
        return self._report(
            "factor_report", factor_report(self.snapshot, self.view, n_sessions=sessions, benchmark=benchmark), factor_board
        )

    def attribution(
        self, period: str = "ytd", *, against: Sequence[str] = (), model: Model = "brinson_fachler"
    ) -> Report[AttributionReport]:
        """Allocation and selection by sector (Brinson), contributions by holding, linked over the months. Needs sectors."""
        report = attribution_report(self.snapshot, self.view, period=period, against=tuple(against), model=model)
        return self._report("attribution_report", report, attribution_board)

    def drift(self, period: str = "1y") -> Report[DriftReport]:
        """How weights, sectors and volatility moved without trading."""
        return self._report("drift_report", drift_report(self.snapshot, self.view, period=period), drift_board)

    def drawdowns(self, *, sessions: int = 2_520, horizon: int = 252) -> Report[DrawdownReport]:
        """Falls from a high: depth, length, recovery, and the chance of one ahead."""
        terms = DrawdownTerms(n_sessions=sessions, horizon=horizon)
        return self._report("drawdown_report", drawdown_report(self.snapshot, self.view, terms), drawdowns_board)

    def hedging(self, against: Sequence[str] = ()) -> Report[HedgingReport]:
        """Beta-adjusted exposure, the match of longs and shorts, and how well each of `against` would hedge."""
        return self._report("hedging_report", hedging_report(self.snapshot, self.view, tuple(against)), hedging_board)

    def limits(self) -> Report[LimitsReport]:
        """The limits, their headroom, and the trades that would cure a breach."""
        return self._report("limits_report", limits_report(self.snapshot, self.view), limits_board)

    def _report(self, calculation: str, result: R, board: Callable[[R, Mapping[str, Fact]], Board]) -> Report[R]:
        facts = recorded_facts(result, calculation=calculation, snapshot=self.snapshot.digest)
        return Report(result, facts, board(result, facts), about_portfolio(self.snapshot, self.view))
