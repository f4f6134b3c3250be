"""Figures of return series: constant exposures for risk, constant quantities for performance."""

import math
from itertools import pairwise
from statistics import fmean, stdev

import numpy as np
from tests.questions.figure import NORMAL, Figure, option_of, returns_of
from tests.questions.market import closes, sessions
from tests.questions.performance import Performance


class Risk(Performance):
    # series: constant exposures for risk, constant quantities for performance

    def series(self, subject: str, first: int, last: int) -> list[float]:
        symbol = "SP500" if subject == "spx" else subject
        if symbol in closes():
            return returns_of(symbol, first, last)
        symbols = self.members(subject)
        scale = self.net if subject == "me" else sum(abs(self.exposure(one)) for one in symbols)
        total = [0.0] * (last - first)
        for one in symbols:
            driver = option_of(one).underlying if option_of(one) else one
            share = self.exposure(one) / scale
            for position, move in enumerate(returns_of(driver, first, last)):
                total[position] += share * move
        return total

    def path(self, subject: str, first: int, last: int) -> list[float]:
        if subject != "me":
            return self.series(subject, first, last)
        values = [self.worth_of(list(self.quantities), row) for row in range(first, last + 1)]
        return [after / before - 1.0 for before, after in pairwise(values)]

    def window(self, subject: str, period: str | int) -> list[float]:
        return self.series(subject, *self.span(f"{period}d" if isinstance(period, int) else period))

    def vol(self, subject: str, window: str | int = 252, p: str | None = None, at: str | None = None) -> Figure:
        return Figure(stdev(self.other(p, at).window(subject, window)) * math.sqrt(252), "fraction")

    def beta(self, subject: str, window: int = 252, at: str | None = None) -> Figure:
        book = self.other(None, at)
        own, market = book.window(subject, window), book.window("spx", window)
        return Figure(covariance(own, market) / covariance(market, market), "ratio")

    def corr(self, one: str, other: str) -> Figure:
        first, second = self.window(one, 252), self.window(other, 252)
        return Figure(covariance(first, second) / math.sqrt(covariance(first, first) * covariance(second, second)), "ratio")

    def var(self, subject: str, confidence: float) -> Figure:
        return Figure(-float(np.quantile(self.window(subject, 504), 1 - confidence)), "fraction")

    def es(self, subject: str, confidence: float) -> Figure:
        returns = self.window(subject, 504)
        edge = float(np.quantile(returns, 1 - confidence))
        return Figure(-fmean(move for move in returns if move <= edge), "fraction")

    def pvar(self, subject: str, confidence: float) -> Figure:
        returns = self.window(subject, 504)
        return Figure(-(fmean(returns) + stdev(returns) * NORMAL.inv_cdf(1 - confidence)), "fraction")

    def pes(self, subject: str, confidence: float) -> Figure:
        returns = self.window(subject, 504)
        z = NORMAL.inv_cdf(1 - confidence)
        return Figure(-fmean(returns) + stdev(returns) * NORMAL.pdf(z) / (1 - confidence), "fraction")

    def var_money(self, subject: str, confidence: float) -> Figure:
        base = self.net if subject == "me" else abs(self.worth(subject))
        return Figure(float(self.var(subject, confidence)) * base, "money")

    def es_money(self, subject: str, confidence: float) -> Figure:
        base = self.net if subject == "me" else abs(self.worth(subject))
        return Figure(float(self.es(subject, confidence)) * base, "money")

    def performance(self, subject: str, period: str) -> list[float]:
        return self.path(subject, *self.span(period))

    def mdd(self, subject: str, period: str) -> Figure:
        level = peak = 1.0
        deepest = 0.0
        for move in self.performance(subject, period):
            level *= 1.0 + move
            peak = max(peak, level)
            deepest = max(deepest, 1.0 - level / peak)
        return Figure(deepest, "fraction")

    def sharpe(self, subject: str, period: str) -> Figure:
        returns = self.performance(subject, period)
        return Figure(fmean(returns) / stdev(returns) * math.sqrt(252), "ratio")

    def te(self, period: str) -> Figure:
        own, market = self.performance("me", period), self.performance("spx", period)
        return Figure(stdev([one - other for one, other in zip(own, market, strict=True)]) * math.sqrt(252), "fraction")

    def up_days(self, subject: str, period: str) -> Figure:
        returns = self.performance(subject, period)
        return Figure(sum(move > 0 for move in returns) / len(returns), "fraction")

    def best_day(self, subject: str, period: str) -> Figure:
        return Figure(max(self.performance(subject, period)), "fraction")

    def worst_day(self, subject: str, period: str) -> Figure:
        return Figure(min(self.performance(subject, period)), "fraction")

    def best_date(self, subject: str, period: str) -> Figure:
        first, _last = self.span(period)
        returns = self.performance(subject, period)
        return Figure(sessions()[first + 1 + returns.index(max(returns))].toordinal(), "date")

    def worst_date(self, subject: str, period: str) -> Figure:
        first, _last = self.span(period)
        returns = self.performance(subject, period)
        return Figure(sessions()[first + 1 + returns.index(min(returns))].toordinal(), "date")


def covariance(one: list[float], other: list[float]) -> float:
    first, second = fmean(one), fmean(other)
    return sum((a - first) * (b - second) for a, b in zip(one, other, strict=True)) / (len(one) - 1)
