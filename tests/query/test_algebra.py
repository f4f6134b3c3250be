"""Filters, ranks, totals, comparisons, multiples, changes and shocks."""

from dataclasses import replace
from datetime import date

import pytest
from tests.query.books import book_of, cash, demo_books, equity, scope_on
from tests.questions.reference import Book

from plumbline.core.errors import InvalidInput, NotFound
from plumbline.core.ids import PortfolioId
from plumbline.facts.fact import Quality, SubjectKind
from plumbline.query.evaluators import EVALUATORS
from plumbline.query.executor import run_query
from plumbline.query.schemas import Ask, Condition, Query, QueryResult, Rank, Selection, Shock

LAST = date(2022, 12, 28)
EACH = Selection(of="holdings")


def ask(measure: str, period: str | None = None) -> Ask:
    return Ask(measure=measure, period=period)


def run(query: Query, current: str = "growth") -> QueryResult:
    return run_query(query, scope_on(current=current))


def labels(result: QueryResult) -> list[str]:
    return list(dict.fromkeys(row.subject.label for row in result.rows))


def test_weights_of_holdings_and_cash_add_to_one() -> None:
    everything = Selection(of="holdings", kinds=("equity", "etf", "option", "cash"))
    for current in ("growth", "retirement", "long_short", "options"):
        rows = run(Query(select=(everything,), measures=(ask("weight"),)), current).rows
        assert sum(float(row.value) for row in rows) == pytest.approx(1.0)


def test_risk_contributions_of_holdings_and_of_sectors_add_to_one() -> None:
    for select in (EACH, Selection(of="sectors")):
        rows = run(Query(select=(select,), measures=(ask("risk_contribution"),)), "long_short").rows
        assert sum(float(row.value) for row in rows) == pytest.approx(1.0)


def test_rank_orders_and_limits_and_counts_all_that_matched() -> None:
    result = run(Query(select=(EACH,), measures=(ask("beta"),), rank=Rank(ask=ask("beta"), order="lowest", limit=3)))
    values = [row.value for row in result.rows]
    assert values == sorted(values)
    assert len(values) == 3
    assert result.n_matched == 13


def test_conditions_keep_what_satisfies_all_of_them() -> None:
    selection = Selection(
        of="holdings",
        conditions=(
            Condition(ask=ask("weight"), operator="above", value=0.05),
            Condition(ask=ask("period_return", "ytd"), operator="below", value=0.0),
        ),
    )
    result = run(Query(select=(selection,), measures=(ask("weight"), ask("period_return", "ytd"))))
    book = Book("G", LAST)
    expected = {one for one in book.invested if book.weight(one) > 0.05 and book.ret(one, "ytd") < 0}
    assert set(labels(result)) == expected


def test_a_group_under_a_condition_is_made_of_the_holdings_that_satisfy_it() -> None:
    losers = Selection(of="group", label="losers", conditions=(Condition(ask=ask("period_return", "ytd"), operator="below", value=0.0),))
    [row] = run(Query(select=(losers,), measures=(ask("market_value"),))).rows
    book = Book("G", LAST)
    assert row.value == pytest.approx(sum(float(book.mv(one)) for one in book.invested if book.ret(one, "ytd") < 0))
    assert row.subject.kind is SubjectKind.GROUP


def test_total_of_a_measure_that_does_not_add_up_is_that_of_the_group() -> None:
    both = Selection(of="holdings", symbols=("AAPL", "MSFT"))
    result = run(Query(select=(both,), measures=(ask("weight"), ask("volatility_annualized")), summary="total"))
    weight, volatility = result.summary
    single = [row.value for row in result.rows if row.measure == "volatility_annualized"]
    assert weight.value == pytest.approx(sum(float(row.value) for row in result.rows if row.measure == "weight"))
    assert min(single) * 0.8 < volatility.value < max(single)
    assert weight.subject.label == "MSFT and AAPL"


def test_average_count_and_share() -> None:
    average = run(Query(select=(EACH,), measures=(ask("period_return", "ytd"),), summary="average"))
    assert average.summary[0].value == pytest.approx(float(Book("G", LAST).avg_ret("ytd")))
    count = run(Query(select=(Selection(of="holdings", sectors=("Financials",)),), measures=(ask("weight"),), summary="count"))
    assert count.summary[0].value == 2.0
    tech = Selection(of="holdings", sectors=("Information Technology",))
    share = run(Query(select=(tech,), measures=(ask("risk_contribution"),), summary="share"))
    assert share.summary[0].value == pytest.approx(float(Book("G", LAST).sector_rc("Information Technology")))
    assert share.summary[0].measure == "share_of_total"


def test_difference_ratio_and_multiple() -> None:
    pair = (Selection(of="holdings", symbols=("AAPL",)), Selection(of="holdings", symbols=("JPM",)))
    book = Book("G", LAST)
    difference = run(Query(select=pair, measures=(ask("market_value"),), compare="difference")).summary[0]
    ratio = run(Query(select=pair, measures=(ask("market_value"),), compare="ratio")).summary[0]
    half = run(Query(select=pair[:1], measures=(ask("market_value"),), scale=0.5)).summary[0]
    assert difference.value == pytest.approx(float(book.mv("AAPL")) - float(book.mv("JPM")))
    assert (difference.measure, difference.currency) == ("calculated_money", "USD")
    assert ratio.value == pytest.approx(float(book.mv("AAPL")) / float(book.mv("JPM")))
    assert (ratio.measure, ratio.currency) == ("calculated_ratio", None)
    assert half.value == pytest.approx(float(book.mv("AAPL")) / 2)


def test_change_over_time_has_both_ends() -> None:
    result = run(Query(measures=(ask("volatility_annualized"),), versus=date(2021, 12, 31)))
    before, now = Book("G", date(2021, 12, 31)).vol("me"), Book("G", LAST).vol("me")
    assert result.earlier[0].value == pytest.approx(float(before))
    assert result.change[0].value == pytest.approx(float(now) - float(before))
    assert result.earlier[0].as_of == date(2021, 12, 31)


def test_every_portfolio_at_once_and_their_total() -> None:
    result = run(Query(all_portfolios=True, measures=(ask("net_value"),), summary="total"))
    assert len(result.rows) == 4
    assert result.summary[0].value == pytest.approx(sum(Book(key, LAST).net for key in "GRLO"))


@pytest.mark.parametrize("size", [-0.2, 0.05])
def test_a_shock_of_the_market_moves_every_holding_by_its_beta(size: float) -> None:
    result = run(Query(shocks=(Shock(size=size, market=True),)), "long_short")
    total = next(row for row in result.rows if row.subject.kind is SubjectKind.HYPOTHETICAL and row.measure == "shock_impact_money")
    parts = [row.value for row in result.rows if row.subject.kind is SubjectKind.HOLDING]
    assert total.value == pytest.approx(float(Book("L", LAST).market_shock(size)))
    assert sum(parts) == pytest.approx(total.value)
    assert [abs(part) for part in parts] == sorted((abs(part) for part in parts), reverse=True)


def test_a_shock_of_a_symbol_values_its_options_anew() -> None:
    rows = run(Query(shocks=(Shock(size=-0.1, symbols=("AAPL",)),)), "options").rows
    assert rows[0].value == pytest.approx(float(Book("O", LAST).shock("AAPL", -0.1)))
    assert rows[0].quality is Quality.PARTIAL
    assert {row.measure for row in rows[:3]} == {"shock_impact_money", "shock_impact", "shocked_value"}


def test_a_shock_of_nothing_held_says_so() -> None:
    with pytest.raises(InvalidInput, match="does not hold GE, so a move of it has no direct effect"):
        run(Query(shocks=(Shock(size=-0.1, symbols=("GE",)),)))


def test_what_is_not_held_is_noted_and_not_made_up() -> None:
    result = run(Query(select=(Selection(of="holdings", symbols=("GE",)),), measures=(ask("weight"),)))
    assert result.rows == ()
    assert result.notes == ("Growth does not hold GE.",)


def test_full_history_starts_where_every_holding_has_a_price() -> None:
    [row] = run(Query(measures=(ask("period_return", "max"),))).rows
    assert row.period == "2014-01-03/2022-12-28"
    assert row.value == pytest.approx(float(Book("G", LAST).ret("me", "since:2014-01-03")))


@pytest.mark.parametrize(
    ("query", "error", "words"),
    [
        (Query(), InvalidInput, "at least one measure"),
        (Query(measures=(Ask(measure="nonsense"),)), InvalidInput, "it is unknown"),
        (Query(measures=(Ask(measure="limit_level"),)), InvalidInput, "comes from a report"),
        (Query(measures=(ask("beta"),), portfolios=("other",)), NotFound, "one of your portfolios"),
        (Query(measures=(ask("beta"),), as_of=date(2023, 5, 1)), InvalidInput, "up to 2022-12-28"),
        (Query(measures=(ask("beta"),), versus=date(2023, 5, 1)), InvalidInput, "earlier day"),
        (Query(measures=(ask("period_return", "2030"),)), InvalidInput, "has begun"),
        (Query(measures=(ask("period_return", "yesterday"),)), InvalidInput, "Expected a period like"),
        (Query(select=(Selection(of="symbols", symbols=("NOPE",)),), measures=(ask("price"),)), NotFound, "NOPE"),
    ],
)
def test_errors_say_what_was_expected(query: Query, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        run(query)


def test_odd_books_give_reasons_instead_of_figures() -> None:
    empty, idle = book_of("empty", ()), book_of("idle", (cash(5_000.0),))
    shorts = book_of("shorts", (equity("GE", -100.0), equity("XOM", -50.0)))
    for book in (empty, idle, shorts):
        scope = scope_on(current=book.id, books=(book,))
        for key in EVALUATORS:
            rows = run_query(Query(measures=(ask(key),)), scope).rows
            assert all(row.value is not None or row.reason for row in rows), (book.name, key)


@pytest.mark.parametrize("of", ["portfolio", "holdings", "group", "sectors", "symbols", "benchmark"])
@pytest.mark.parametrize("current", ["growth", "options"])
def test_every_measure_of_every_kind_of_subject_is_a_figure_or_a_reason(of: str, current: str) -> None:
    selection = Selection(of=of, symbols=("AAPL",) if of == "symbols" else ())
    for key in EVALUATORS:
        rows = run(Query(select=(selection,), measures=(ask(key),)), current).rows
        assert rows, key
        assert all(row.value is not None or row.reason for row in rows), key


def test_a_move_of_a_market_that_is_not_loaded_is_refused_not_zero() -> None:
    book = replace(demo_books()[0], id=PortfolioId("unloaded"), benchmark="NOPE")
    with pytest.raises(InvalidInput, match="has a beta to NOPE"):
        run_query(Query(shocks=(Shock(size=-0.1, market=True),)), scope_on(current="unloaded", books=(book,)))
