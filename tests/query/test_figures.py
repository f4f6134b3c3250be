"""Single figures of a query against the independent reference of the question file."""

from datetime import date

import pytest
from tests.query.books import KEYS, demo_books, scope_on
from tests.questions.reference import Book, figure

from plumbline.portfolios.performance.report import performance_report
from plumbline.portfolios.snapshot import take_snapshot
from plumbline.query.executor import run_query
from plumbline.query.schemas import Ask, Query, Selection

LAST = date(2022, 12, 28)
ME = Selection(of="portfolio")


def symbol(name: str) -> Selection:
    return Selection(of="symbols", symbols=(name,))


def holding(name: str) -> Selection:
    return Selection(of="holdings", symbols=(name,))


def sector(name: str) -> Selection:
    return Selection(of="group", sectors=(name,))


CASES = [
    ("growth", ME, Ask(measure="net_value"), "value()"),
    ("growth", ME, Ask(measure="cash_value"), "cash()"),
    ("retirement", ME, Ask(measure="volatility_annualized"), "vol('me')"),
    ("retirement", ME, Ask(measure="volatility_annualized", period="2020"), "vol('me','2020')"),
    ("growth", symbol("AAPL"), Ask(measure="volatility_annualized", period="63d"), "vol('AAPL',63)"),
    ("growth", sector("Energy"), Ask(measure="volatility_annualized"), "vol('sec:Energy')"),
    ("options", ME, Ask(measure="volatility_annualized"), "vol('me')"),
    ("long_short", ME, Ask(measure="beta"), "beta('me')"),
    ("long_short", Selection(of="group", side="short"), Ask(measure="beta"), "beta('short')"),
    ("growth", symbol("AAPL"), Ask(measure="correlation", against="MSFT"), "corr('AAPL','MSFT')"),
    ("growth", ME, Ask(measure="historical_value_at_risk", confidence=0.99), "var('me',.99)"),
    ("growth", ME, Ask(measure="historical_expected_shortfall"), "es('me',.95)"),
    ("growth", ME, Ask(measure="parametric_value_at_risk"), "pvar('me',.95)"),
    ("growth", ME, Ask(measure="parametric_expected_shortfall", confidence=0.99), "pes('me',.99)"),
    ("growth", holding("AAPL"), Ask(measure="historical_value_at_risk_money"), "var_money('AAPL',.95)"),
    ("growth", ME, Ask(measure="maximum_drawdown", period="2020"), "mdd('me','2020')"),
    ("growth", symbol("AAPL"), Ask(measure="maximum_drawdown", period="ytd"), "mdd('AAPL','ytd')"),
    ("growth", ME, Ask(measure="sharpe_ratio", period="5y"), "sharpe('me','5y')"),
    ("retirement", ME, Ask(measure="tracking_error", period="1y"), "te('1y')"),
    ("growth", ME, Ask(measure="worst_day", period="1y"), "worst_day('me','1y')"),
    ("growth", ME, Ask(measure="up_days", period="2022"), "up_days('me','ytd')"),
    ("growth", ME, Ask(measure="period_return", period="18m"), "ret('me','18m')"),
    ("growth", ME, Ask(measure="period_return", period="2022Q2"), "ret('me','2022Q2')"),
    ("growth", ME, Ask(measure="period_return", period="2020-03-01/"), "ret('me','since:2020-03-01')"),
    ("options", ME, Ask(measure="period_return", period="ytd"), "ret('me','ytd')"),
    ("options", ME, Ask(measure="period_change", period="6m"), "change('me','6m')"),
    ("long_short", Selection(of="group", side="short"), Ask(measure="period_change", period="ytd"), "change('short','ytd')"),
    ("retirement", ME, Ask(measure="active_return", period="ytd"), "active('ytd')"),
    ("growth", ME, Ask(measure="annualized_return", period="5y"), "cagr('me','5y')"),
    ("growth", ME, Ask(measure="daily_return"), "daily()"),
    ("growth", holding("AMD"), Ask(measure="risk_contribution"), "rc('AMD')"),
    ("growth", sector("Financials"), Ask(measure="risk_contribution"), "sector_rc('Financials')"),
    ("options", holding("AAPL230317C00140000"), Ask(measure="option_delta"), "delta('AAPL230317C00140000')"),
    ("options", holding("JPM230317P00120000"), Ask(measure="market_value"), "mv('JPM230317P00120000')"),
    ("options", ME, Ask(measure="delta_exposure"), "delta_exposure()"),
    ("long_short", ME, Ask(measure="hedge_ratio"), "hedge()"),
    ("long_short", ME, Ask(measure="net_exposure"), "net()"),
    ("retirement", ME, Ask(measure="concentration_hhi"), "hhi()"),
    ("growth", ME, Ask(measure="top_5_weight"), "top5()"),
    ("retirement", holding("KO"), Ask(measure="unrealized_return"), "gain_pct('KO')"),
    ("growth", holding("MSFT"), Ask(measure="cost_basis_per_share"), "cost_ps('MSFT')"),
    ("growth", symbol("AMD"), Ask(measure="distance_from_high"), "from_high('AMD')"),
    ("growth", symbol("JNJ"), Ask(measure="price_to_earnings"), "pe('JNJ')"),
    ("growth", symbol("MSFT"), Ask(measure="market_capitalization"), "mcap('MSFT')"),
    ("retirement", symbol("KO"), Ask(measure="dividend_yield"), "dy('KO')"),
]


@pytest.mark.parametrize(("portfolio", "selection", "ask", "want"), CASES, ids=[case[3] for case in CASES])
def test_figure_equals_the_reference(portfolio: str, selection: Selection, ask: Ask, want: str) -> None:
    [row] = run_query(Query(select=(selection,), measures=(ask,)), scope_on(current=portfolio)).rows
    expected = figure(want, Book(KEYS[portfolio], LAST))
    assert row.value == pytest.approx(float(expected), rel=1e-9)


@pytest.mark.parametrize("day", [date(2008, 9, 12), date(2016, 2, 11), date(2020, 3, 16)])
def test_figures_of_a_past_day_equal_the_reference(day: date) -> None:
    asks = (Ask(measure="net_value"), Ask(measure="volatility_annualized"), Ask(measure="historical_value_at_risk"), Ask(measure="beta"))
    rows = run_query(Query(measures=asks), scope_on(day, current="long_short")).rows
    book = Book("L", day)
    expected = [book.value(), book.vol("me"), book.var("me", 0.95), book.beta("me")]
    assert [row.value for row in rows] == pytest.approx([float(one) for one in expected], rel=1e-9)
    assert {row.as_of for row in rows} == {day}


def test_a_query_about_the_past_sees_what_a_run_of_that_day_saw() -> None:
    day = date(2019, 6, 28)
    query = Query(
        select=(ME, Selection(of="sectors"), Selection(of="benchmark")),
        measures=(Ask(measure="volatility_annualized"), Ask(measure="period_return", period="ytd"), Ask(measure="maximum_drawdown")),
    )
    then = run_query(query, scope_on(day, current="retirement"))
    now = run_query(query.model_copy(update={"as_of": day}), scope_on(current="retirement"))
    assert then.rows == now.rows


def test_gain_to_pain_is_of_months_as_in_the_performance_report() -> None:
    scope = scope_on(current="growth")
    [row] = run_query(Query(select=(ME,), measures=(Ask(measure="gain_to_pain_ratio", period="1y"),)), scope).rows
    report = performance_report(take_snapshot(demo_books()[0], scope.view), scope.view, period="1y")
    assert row.value == pytest.approx(report.ratios.gain_to_pain_ratio.value)
