"""What questions say about time."""

from datetime import date

import pytest

from plumbline.agent.offline.reading.normalize import normalize
from plumbline.agent.offline.reading.times import find_times
from plumbline.agent.offline.reading.tokens import tokenize

LAST = date(2022, 12, 28)

PERIODS = {
    "ytd": "ytd",
    "this year": "ytd",
    "so far this year": "ytd",
    "year to date": "ytd",
    "Y.T.D.": "ytd",
    "mtd": "mtd",
    "this month": "mtd",
    "this quarter": "qtd",
    "today": "1d",
    "last year": "2021",
    "the past year": "1y",
    "over the last year": "1y",
    "last 12 months": "1y",
    "last month": "2022-11",
    "over the past month": "1m",
    "last quarter": "2022Q3",
    "past decade": "10y",
    "two years": "2y",
    "18 months": "18m",
    "over the past 18 months": "18m",
    "60 day": "60d",
    "60d": "60d",
    "5y": "5y",
    "5 yrs": "5y",
    "3m": "3m",
    "in 2020": "2020",
    "2020": "2020",
    "March 2020": "2020-03",
    "mar 2020": "2020-03",
    "in march": "2022-03",
    "in may": "2022-05",
    "2020-03": "2020-03",
    "Q1 2020": "2020Q1",
    "2020 q1": "2020Q1",
    "first quarter of 2020": "2020Q1",
    "first half of 2022": "2022H1",
    "h1 2022": "2022H1",
    "since 2020": "2020-01-01/",
    "since March 2020": "2020-03-01/",
    "since 2020-03-16": "2020-03-16/",
    "since the end of 2021": "2022-01-01/",
    "since the start of 2020": "2020-01-01/",
    "since inception": "max",
    "all time": "max",
    "between Jan and June 2022": "2022-01-01/2022-06-30",
    "from 2019 to 2021": "2019-01-01/2021-12-31",
    "2019-2021": "2019-01-01/2021-12-31",
    "from 2020-02-19 to 2020-03-23": "2020-02-19/2020-03-23",
    "during the covid crash": "2020-02-20/2020-03-23",
    "in the financial crisis": "2007-10-10/2009-03-09",
    "this week": "2022-12-26/",
    "last week": "2022-12-19/2022-12-25",
    "last december": "2021-12",
}
MOMENTS = {
    "on 2020-03-16": date(2020, 3, 16),
    "on 16 March 2020": date(2020, 3, 16),
    "as of March 16, 2020": date(2020, 3, 16),
    "as of 03/16/2020": date(2020, 3, 16),
    "on 16.3.2020": date(2020, 3, 16),
    "a year ago": date(2021, 12, 28),
    "six months ago": date(2022, 6, 28),
    "at the end of 2019": date(2019, 12, 31),
    "at the start of 2020": date(2019, 12, 31),
    "at the end of last year": date(2021, 12, 31),
    "yesterday": date(2022, 12, 27),
}
NEITHER = [
    "52 week high of AMD",
    "1-day VaR",
    "max drawdown",
    "what may happen",
    "top 5 holdings",
    "S&P 500",
    "the biggest one-day loss",
    "$2020",
]


@pytest.mark.parametrize(("text", "period"), PERIODS.items())
def test_periods(text: str, period: str) -> None:
    assert [mention.period for mention in find_times(tokenize(normalize(text)), LAST)] == [period]


@pytest.mark.parametrize(("text", "day"), MOMENTS.items())
def test_moments(text: str, day: date) -> None:
    assert [mention.moment for mention in find_times(tokenize(normalize(text)), LAST)] == [day]


@pytest.mark.parametrize("text", NEITHER)
def test_what_is_no_time(text: str) -> None:
    assert find_times(tokenize(normalize(text)), LAST) == []


def test_a_month_without_a_year_is_the_latest_that_has_begun() -> None:
    [mention] = find_times(tokenize(normalize("in september")), date(2022, 3, 15))
    assert mention.period == "2021-09"
