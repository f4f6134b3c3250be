"""A figure is about its subject: no part of a portfolio is ever given a figure of the whole."""

import pytest
from tests.query.books import scope_on

from plumbline.facts.fact import SubjectKind
from plumbline.query.executor import run_query
from plumbline.query.schemas import Ask, Query, Rank, Selection

OF_THE_WHOLE = ("net_value", "cash_value", "risk_score")
PARTS = (
    Selection(of="holdings"),
    Selection(of="sectors"),
    Selection(of="group", sectors=("Health Care",)),
    Selection(of="group", side="long"),
)


@pytest.mark.parametrize("measure", OF_THE_WHOLE)
@pytest.mark.parametrize("current", ["growth", "retirement", "long_short"])
def test_no_part_has_the_figure_of_the_whole(measure: str, current: str) -> None:
    ask = (Ask(measure=measure),)
    whole = run_query(Query(measures=ask), scope_on(current=current)).rows[0].value
    for part in PARTS:
        rows = run_query(Query(select=(part,), measures=ask), scope_on(current=current)).rows
        assert whole not in [row.value for row in rows], part


def test_the_value_of_a_sector_is_that_of_its_holdings() -> None:
    health = (Selection(of="group", sectors=("Health Care",)),)
    net, own = (run_query(Query(select=health, measures=(Ask(measure=key),)), scope_on()).rows[0] for key in ("net_value", "market_value"))
    assert (net.measure, net.value, net.subject.label) == ("market_value", own.value, "Health Care")


def test_a_holding_among_several_portfolios_is_named_with_its_own() -> None:
    ask = Ask(measure="market_value")
    query = Query(
        all_portfolios=True, select=(Selection(of="holdings", symbols=("AAPL",)),), measures=(ask,), rank=Rank(ask=ask), summary="total"
    )
    result = run_query(query, scope_on())
    assert [row.subject.label for row in result.rows] == [
        "AAPL in Long/short technology",
        "AAPL in Growth",
        "AAPL in Options overlay",
    ]
    assert result.summary[0].value == sum(float(row.value) for row in result.rows)
    assert result.summary[0].subject.label == "AAPL in 3 portfolios"


def test_sectors_of_several_portfolios_are_different_subjects() -> None:
    rows = run_query(Query(all_portfolios=True, select=(Selection(of="sectors"),), measures=(Ask(measure="weight"),)), scope_on()).rows
    assert len({row.subject.id for row in rows}) == len(rows)


def test_the_return_of_all_portfolios_is_their_gain_over_their_value_at_the_start() -> None:
    asks = (Ask(measure="period_return", period="ytd"), Ask(measure="period_change", period="ytd"))
    result = run_query(Query(all_portfolios=True, measures=asks, summary="total"), scope_on())
    share, gain = (float(row.value) for row in result.summary)
    rows = {(row.subject.id, row.measure): float(row.value) for row in result.rows}
    start = sum(rows[one, "period_change"] / rows[one, "period_return"] for one in {key for key, _measure in rows})
    assert share == pytest.approx(gain / start)


def test_losses_of_a_bad_day_are_not_added_up() -> None:
    query = Query(all_portfolios=True, measures=(Ask(measure="historical_value_at_risk_money"),), summary="total")
    total = run_query(query, scope_on()).summary[0]
    assert total.value is None
    assert "does not add up" in (total.reason or "")


@pytest.mark.parametrize(("sector", "symbol"), [("Industrials", "GE"), ("Consumer Staples", "KO")])
def test_a_sector_of_one_short_holding_keeps_its_sign(sector: str, symbol: str) -> None:
    asks = (Ask(measure="beta"), Ask(measure="worst_day", period="2021"))
    scope = scope_on(current="long_short")
    group = run_query(Query(select=(Selection(of="group", sectors=(sector,)),), measures=asks), scope).rows
    share = run_query(
        Query(select=(Selection(of="symbols", symbols=(symbol,)),), measures=(asks[0], Ask(measure="best_day", period="2021"))), scope
    ).rows
    assert group[0].subject.kind is SubjectKind.SECTOR
    assert [row.value for row in group] == pytest.approx([-float(row.value) for row in share])
