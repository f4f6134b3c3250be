"""Proposals on both databases: what is kept, who sees and withdraws it, and when it is stale."""

import csv
import io
from datetime import date

import pytest
from sqlalchemy import delete, update

from plumbline.access.models import GrantLevel
from plumbline.access.principal import Principal
from plumbline.audit.log import list_entries
from plumbline.core.errors import InvalidInput, NotFound, NotPermitted
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.models import HoldingLotRow, ProposalRow
from plumbline.portfolios.optimization.request import OptimizationRequest
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.proposals.report import trades_csv
from plumbline.portfolios.proposals.schemas import Proposal, ProposalRequest
from plumbline.portfolios.proposals.service import choose_proposal, create_proposal, delete_proposal, get_proposal, list_proposals
from plumbline.portfolios.rebalancing.report import rebalance_report
from plumbline.portfolios.rebalancing.request import RebalanceRequest, TargetWeight
from plumbline.portfolios.repository import delete_portfolio
from plumbline.portfolios.service import get_snapshot, rename_portfolio
from plumbline.portfolios.sharing import share
from plumbline.portfolios.what_if.report import Variant, WeightEdit, what_if_report

LESS_APPLE = Variant(edits=(WeightEdit(symbol="AAPL", weight=0.1),))


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind is enough for what is computed; the tables themselves are tested on both in tests/storage."""
    return sqlite_url


@pytest.fixture
async def growth(platform: Platform, anna: Principal) -> str:
    return (await load_demo_portfolios(platform, anna))[0].id


async def propose(platform: Platform, person: Principal, portfolio: str, title: str = "Less Apple", **more: object) -> Proposal:
    request = ProposalRequest.model_validate({"title": title, "variant": LESS_APPLE, **more})
    return await create_proposal(platform, person, portfolio, request)


async def test_a_proposal_keeps_what_the_what_if_said(platform: Platform, anna: Principal, growth: str) -> None:
    made = await propose(platform, anna, growth)
    view = platform.market.as_of()
    snapshot = await get_snapshot(platform, anna, growth, view=view)
    found = what_if_report(snapshot, view, (LESS_APPLE,))
    [outcome] = found.variants
    report = made.report
    assert made.snapshot == snapshot.digest
    assert made.edits == LESS_APPLE.edits
    assert (report.before.volatility, report.after.volatility) == (found.before.volatility, outcome.after.volatility)
    assert (report.after.score, report.after.cash) == (outcome.after.score, outcome.after.cash)
    assert [(trade.symbol, trade.quantity) for trade in report.trades] == [(trade.symbol, trade.quantity) for trade in outcome.trades]
    assert report.before.breached == ("Largest sector", "Volatility, 252 days")
    assert report.after.breached == ()
    assert made.entry.stale == ()
    assert await get_proposal(platform, anna, made.entry.id) == made
    assert await list_proposals(platform, anna, growth) == (made.entry,)


async def test_an_optimum_becomes_a_proposal(platform: Platform, anna: Principal, growth: str) -> None:
    request = ProposalRequest(title="Least variance", optimization=OptimizationRequest(max_weight=0.2))
    made = await create_proposal(platform, anna, growth, request)
    assert made.entry.source == "optimization"
    assert made.report.after.volatility is not None
    assert made.report.before.volatility is not None
    assert made.report.after.volatility < made.report.before.volatility
    assert max(edit.weight for edit in made.edits) <= 0.2 + 1e-9
    for wrong in ({}, {"variant": LESS_APPLE, "optimization": OptimizationRequest()}):
        with pytest.raises(InvalidInput, match="one thing to propose"):
            await create_proposal(platform, anna, growth, ProposalRequest.model_validate({"title": "x", **wrong}))


async def test_a_rebalancing_keeps_its_own_trades(platform: Platform, anna: Principal, growth: str) -> None:
    targets = (TargetWeight(symbol="AAPL", weight=0.10), TargetWeight(symbol="XOM", weight=0.08))
    rebalance = RebalanceRequest(targets=targets, lot_size=0.5, minimum_trade=1_000.0)
    made = await create_proposal(platform, anna, growth, ProposalRequest(title="Back to target", rebalance=rebalance))
    view = platform.market.as_of()
    expected = rebalance_report(await get_snapshot(platform, anna, growth, view=view), view, rebalance)
    assert made.entry.source == "rebalance"
    assert {trade.symbol: trade.quantity for trade in made.report.trades} == {
        row.symbol: row.trade_quantity for row in expected.positions if row.trade_quantity
    }
    assert made.report.turnover == expected.turnover
    assert made.report.after.cash.amount == pytest.approx(expected.cash_after.amount)
    assert (await propose(platform, anna, growth, "By weights", source="rebalance")).entry.source == "rebalance"
    near = RebalanceRequest(targets=targets, band=0.5)
    with pytest.raises(InvalidInput, match="near enough"):
        await create_proposal(platform, anna, growth, ProposalRequest(title="x", rebalance=near))


async def test_what_moved_since_is_said(platform: Platform, anna: Principal, growth: str) -> None:
    past = await propose(platform, anna, growth, "Past", as_of=date(2022, 12, 27))
    assert past.entry.stale == ("It was computed at prices of 2022-12-27; the newest are of 2022-12-28.",)
    made = await propose(platform, anna, growth)
    await rename_portfolio(platform, anna, growth, name="Other name")
    assert (await get_proposal(platform, anna, made.entry.id)).entry.stale == ()
    async with platform.database.write() as session:
        await session.execute(delete(HoldingLotRow).where(HoldingLotRow.symbol == "AAPL"))
    stale = (await get_proposal(platform, anna, made.entry.id)).entry.stale
    assert stale == ("The holdings are not those of 2022-12-28 any more.",)
    assert (await get_proposal(platform, anna, made.entry.id)).report == made.report
    async with platform.database.write() as session:
        await session.execute(update(ProposalRow).values(market="other@2022-12-28"))
    stale = (await get_proposal(platform, anna, made.entry.id)).entry.stale
    assert stale[1:] == ("The prices of 2022-12-28 were corrected since.",)


async def test_whose_it_is(platform: Platform, anna: Principal, ben: Principal, growth: str) -> None:
    made = await propose(platform, anna, growth)
    for attempt in (
        get_proposal(platform, ben, made.entry.id), delete_proposal(platform, ben, made.entry.id),
        list_proposals(platform, ben, growth), propose(platform, ben, growth),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            await attempt
    async with platform.database.write() as session:
        await share(session, anna, growth, user=ben.user_id, level=GrantLevel.READ)
    assert [entry.deletable for entry in await list_proposals(platform, ben, growth)] == [False]
    for refused in (delete_proposal(platform, ben, made.entry.id), propose(platform, ben, growth)):
        with pytest.raises(NotPermitted):
            await refused
    async with platform.database.write() as session:
        await share(session, anna, growth, user=ben.user_id, level=GrantLevel.WRITE)
    written = await propose(platform, ben, growth, "Ben's")
    assert written.entry.author_name == "Ben"
    await delete_proposal(platform, anna, written.entry.id)  # the owner of the portfolio may
    await delete_proposal(platform, anna, made.entry.id)
    assert await list_proposals(platform, anna, growth) == ()
    async with platform.database.write() as session:
        assert [entry.action for entry in await list_entries(session, limit=2)] == ["proposal.delete", "proposal.delete"]


async def test_it_goes_with_its_portfolio_and_groups_have_none(platform: Platform, anna: Principal, growth: str) -> None:
    other = (await load_demo_portfolios(platform, anna))[1].id
    with pytest.raises(InvalidInput, match="is a group"):
        await propose(platform, anna, f"{growth}+{other}")
    made = await propose(platform, anna, growth)
    async with platform.database.write() as session:
        await delete_portfolio(session, anna, growth)
    with pytest.raises(NotFound):
        await get_proposal(platform, anna, made.entry.id)


async def test_the_trade_list_can_be_opened_anywhere(platform: Platform, anna: Principal, growth: str) -> None:
    made = await propose(platform, anna, growth)
    [row] = list(csv.DictReader(io.StringIO(trades_csv(made.report))))
    [trade] = made.report.trades
    assert (row["side"], row["symbol"], float(row["quantity"])) == ("sell", "AAPL", -trade.quantity)
    assert float(row["price"]) * float(row["quantity"]) == pytest.approx(-trade.value.amount, rel=1e-6)
    hostile = made.report.model_copy(update={"trades": (trade.model_copy(update={"name": "=HYPERLINK(1)"}),)})
    assert "'=HYPERLINK(1)" in trades_csv(hostile)


@pytest.mark.parametrize("title", ["", "  ", "x" * 81, "a\nb\x00", "\u202eevil"])
async def test_a_title_is_a_name(platform: Platform, anna: Principal, growth: str, title: str) -> None:
    with pytest.raises(InvalidInput, match="Expected a name"):
        await propose(platform, anna, growth, title)


async def test_a_proposal_is_chosen_by_title(platform: Platform, anna: Principal, growth: str) -> None:
    made = await propose(platform, anna, growth)
    entries = await list_proposals(platform, anna, growth)
    assert choose_proposal(entries, " less apple ") == made.entry
    with pytest.raises(NotFound, match="'Less Apple'"):
        choose_proposal(entries, "more")
