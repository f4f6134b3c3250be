"""Returns and changes over periods, holding today's quantities."""

from calendar import monthrange
from datetime import date, timedelta
from statistics import fmean

from tests.questions.figure import Figure, price_at
from tests.questions.holdings import Holdings
from tests.questions.market import closes, row_before, row_on


class Performance(Holdings):
    # periods: rows of the closes to start from and to end at

    def span(self, period: str) -> tuple[int, int]:
        day, end = self.day, self.row
        if period.endswith("d") and period[:-1].isdigit():
            return end - int(period[:-1]), end
        starts = {"mtd": day.replace(day=1), "ytd": day.replace(month=1, day=1), "qtd": date(day.year, day.month - (day.month - 1) % 3, 1)}
        if period in starts:
            return row_before(starts[period]), end
        if period[-1] in "my" and period[:-1].isdigit():
            months = int(period[:-1]) * (12 if period[-1] == "y" else 1)
            year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
            return row_on(date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))), end
        if period.endswith("w"):
            return row_on(day - timedelta(weeks=int(period[:-1]))), end
        first, last = self.days(period)
        return row_before(first), min(row_on(last), end)

    def days(self, period: str) -> tuple[date, date]:
        if period.startswith("since:"):
            return date.fromisoformat(period[6:]), self.day
        if "/" in period:
            first, last = period.split("/")
            return date.fromisoformat(first), date.fromisoformat(last)
        year = int(period[:4])
        if len(period) == 4:
            first, months = 1, 12
        elif period[4] == "-":
            first, months = int(period[5:]), 1
        else:
            months = 3 if period[4] == "Q" else 6
            first = (int(period[5]) - 1) * months + 1
        last = first + months - 1
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])

    def worth_of(self, symbols: list[str], row: int) -> float:
        return sum(self.worth(symbol, row) for symbol in symbols)

    def ret(self, subject: str, period: str) -> Figure:
        first, last = self.span(period)
        symbol = "SP500" if subject == "spx" else subject
        if symbol in closes():
            return Figure(price_at(symbol, last) / price_at(symbol, first) - 1.0, "fraction")
        symbols = list(self.quantities) if subject == "me" else self.members(subject)
        gain = self.worth_of(symbols, last) - self.worth_of(symbols, first)
        base = self.worth_of(symbols, first) if subject == "me" else sum(abs(self.worth(one, first)) for one in symbols)
        return Figure(gain / base, "fraction")

    def change(self, subject: str, period: str) -> Figure:
        first, last = self.span(period)
        symbols = [subject] if subject in self.quantities else self.invested if subject == "me" else self.members(subject)
        return Figure(self.worth_of(symbols, last) - self.worth_of(symbols, first), "money")

    def active(self, period: str) -> Figure:
        return Figure(float(self.ret("me", period)) - float(self.ret("spx", period)), "fraction")

    def daily(self) -> Figure:
        return self.ret("me", "1d")

    def daily_money(self) -> Figure:
        return self.change("me", "1d")

    def cagr(self, subject: str, period: str) -> Figure:
        first, last = self.span(period)
        return Figure((1.0 + float(self.ret(subject, period))) ** (252 / (last - first)) - 1.0, "fraction")

    def avg_ret(self, period: str) -> Figure:
        return Figure(fmean(float(self.ret(symbol, period)) for symbol in self.invested), "fraction")

    def by_return(self, period: str) -> list[str]:
        return sorted(self.invested, key=lambda symbol: float(self.ret(symbol, period)))

    def best(self, period: str) -> str:
        return self.by_return(period)[-1]

    def worst(self, period: str) -> str:
        return self.by_return(period)[0]

    def count_up(self, period: str) -> Figure:
        return Figure(sum(float(self.ret(symbol, period)) > 0 for symbol in self.invested), "count")

    def count_down(self, period: str) -> Figure:
        return Figure(sum(float(self.ret(symbol, period)) < 0 for symbol in self.invested), "count")
