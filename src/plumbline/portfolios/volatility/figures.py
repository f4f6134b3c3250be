"""Volatility figures of one series of daily returns; what is not defined says why."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.performance import downside_deviation
from plumbline.analytics.volatility import volatility_annualized
from plumbline.analytics.volatility_forecast import HarForecast, ewma_volatility, har_forecast, volatility_proxy
from plumbline.analytics.volatility_history import volatility_cone, volatility_percentile
from plumbline.core.errors import CalculationFailed, MissingData
from plumbline.facts.fact import Quality
from plumbline.facts.result import MeasuredValue
from plumbline.portfolios.path_statistics import Frame
from plumbline.portfolios.volatility.results import ConeRow, VolatilityForecast

YEAR = 252
MONTH = 21
QUARTILES = (0.0, 0.25, 0.5, 0.75, 1.0)
_NOT_MOVING = "the price does not move"


@dataclass(frozen=True, eq=False)
class Volatilities:
    """Figures of `returns`, (n_sessions,), the newest last; NaN where there is none is left out of each figure."""

    frame: Frame
    returns: FloatArray

    def figure(
        self, measure: str, compute: Callable[[], float | FloatArray], *, period: str | None = None, **parameters: float | str
    ) -> MeasuredValue:
        """The figure, or why there is none."""
        frame = {**self.frame, "period": period or self.frame["period"]}
        try:
            value = float(compute())
        except (CalculationFailed, MissingData) as failure:
            return _absent(frame, measure, failure.message, parameters)
        if not np.isfinite(value):
            return _absent(frame, measure, _NOT_MOVING, parameters)
        return MeasuredValue.model_validate({**frame, "measure": measure, "value": value, "parameters": parameters})

    def realized(self, window: int) -> MeasuredValue:
        """Of the last `window` sessions, of which at least two thirds must have a return."""
        rows = self.returns[-window:]
        known = int(np.isfinite(rows).sum())

        def compute() -> float | FloatArray:
            if self.returns.size < window or 3 * known < 2 * window:
                message = f"Expected returns of {window} sessions, found {known}. Choose a shorter window or a later day."
                raise MissingData(message)
            return volatility_annualized(rows, periods_per_year=TRADING_DAYS)

        found = self.figure("volatility_annualized", compute, period=f"{window}d")
        if found.value is None or known == window:
            return found
        return found.model_copy(update={"quality": Quality.PARTIAL, "reason": f"{known} of {window} sessions have a return"})

    def ewma(self, decay: float) -> MeasuredValue:
        """Exponentially weighted."""
        compute = lambda: ewma_volatility(self.returns, periods_per_year=TRADING_DAYS, decay=decay)  # noqa: E731 - one line a figure
        return self.figure("volatility_ewma", compute, decay=decay)

    def percentile(self) -> MeasuredValue:
        """Of the volatility of a month among the readings of a year."""
        compute = lambda: volatility_percentile(self.returns, window=MONTH, lookback=YEAR)  # noqa: E731
        return self.figure("volatility_percentile", compute, period=f"{YEAR}d", window=float(MONTH))

    def downside(self) -> MeasuredValue:
        """Downside deviation of a year, from a target of zero."""
        compute = lambda: downside_deviation(self.returns[-YEAR:], periods_per_year=TRADING_DAYS)  # noqa: E731
        return self.figure("downside_deviation", compute, period=f"{YEAR}d", target=0.0)

    def forecast(self, horizon: int) -> VolatilityForecast:
        """Expected level and trend, with the weights of the last day, week and month that they rest on."""
        found: list[HarForecast] = []

        def fitted() -> HarForecast:
            if not found:
                found.append(har_forecast(volatility_proxy(self.returns), periods_per_year=TRADING_DAYS, horizon=horizon))
            return found[0]

        def trend() -> float:
            """Against the 21 sessions that every table shows, so that a person can check it."""
            now = self.realized(MONTH)
            if now.value is None:
                raise MissingData(now.reason or _NOT_MOVING)
            assert isinstance(now.value, float)
            return float(fitted().level) / now.value - 1.0 if now.value > 0.0 else float("nan")

        def coefficient(term: str, place: int) -> MeasuredValue:
            return self.figure("volatility_forecast_coefficient", lambda: fitted().coefficients[place], term=term)

        return VolatilityForecast(
            horizon=horizon,
            level=self.figure("volatility_forecast", lambda: fitted().level, horizon_days=float(horizon)),
            trend=self.figure("volatility_trend", trend, horizon_days=float(horizon)),
            constant=coefficient("constant", 0), daily=coefficient("day", 1), weekly=coefficient("week", 2),
            monthly=coefficient("month", 3),
            r_squared=self.figure("volatility_forecast_r_squared", lambda: fitted().r_squared),
        )  # fmt: skip

    def cone(self, windows: tuple[int, ...]) -> tuple[ConeRow, ...]:
        """Quantiles of past volatility by window; windows longer than the history are left out."""
        try:
            found = volatility_cone(self.returns, periods_per_year=TRADING_DAYS, windows=windows, probabilities=QUARTILES)
        except MissingData:
            return ()
        rows = []
        for place, window in enumerate(found.windows):
            quantiles = [self._quantile(window, *pair) for pair in zip(QUARTILES, found.quantiles[place].tolist(), strict=True)]
            rows.append(
                ConeRow(
                    window=window, n_figures=found.n_figures[place], current=self.realized(window), lowest=quantiles[0],
                    lower_quartile=quantiles[1], median=quantiles[2], upper_quartile=quantiles[3], highest=quantiles[4],
                )
            )  # fmt: skip
        return tuple(rows)

    def _quantile(self, window: int, probability: float, value: float) -> MeasuredValue:
        return self.figure("volatility_quantile", lambda: value, window=float(window), probability=probability)


def _absent(frame: dict[str, object], measure: str, reason: str, parameters: dict[str, float | str]) -> MeasuredValue:
    return MeasuredValue.model_validate({**frame, "reason": reason, "measure": measure, "value": None, "parameters": parameters})
