"""Stress against figures worked out here by other means, at any day, and where there is nothing to say."""

import math
from datetime import date

import numpy as np
import pytest
from tests.market_data.markets import MemoryProvider, market_of
from tests.portfolios.books import book, demo_book, snapshot

from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.slots import MetricsSlot
from plumbline.artifacts.stress_board import stress_board
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData, NotFound, PlumblineError
from plumbline.facts.derive import figures
from plumbline.facts.fact import Quality
from plumbline.market_data.assemble import assemble
from plumbline.market_data.calendar import sessions_between
from plumbline.market_data.instruments import Instrument
from plumbline.market_data.market import Market, MarketView
from plumbline.market_data.provider import ProviderData
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot
from plumbline.portfolios.stress.report import NamedScenario, StressQuestion, stress_report
from plumbline.portfolios.stress.results import ShockStress
from plumbline.portfolios.stress.shocks import ShockInput

WHOLE = StressQuestion()


def shocked(held: PortfolioSnapshot, view: MarketView, *shocks: tuple[str, float]) -> ShockStress:
    inputs = tuple(ShockInput(target=target, move=move) for target, move in shocks)
    [only] = stress_report(held, view, StressQuestion(scenarios=(NamedScenario(None, inputs),))).shocks
    return only


def growth_of(view: MarketView, symbol: str, start: str, end: str) -> float:
    close = view.prices((symbol,), start=date.fromisoformat(start), end=date.fromisoformat(end)).close[:, 0]
    return float(close[-1] / close[0])


def test_an_episode_is_the_growth_of_each_holding_times_its_weight(view: MarketView) -> None:
    held = snapshot({"AAPL": 100.0, "XOM": -50.0, "CASH": 20_000.0}, view)
    [episode] = stress_report(held, view, StressQuestion(episodes=("lehman",))).episodes
    value = {symbol: view.last_price(symbol).price for symbol in ("AAPL", "XOM")}
    gain = sum(
        quantity * value[symbol] * (growth_of(view, symbol, "2008-09-12", "2008-11-20") - 1.0)
        for symbol, quantity in (("AAPL", 100.0), ("XOM", -50.0))
    )
    net = 100.0 * value["AAPL"] - 50.0 * value["XOM"] + 20_000.0
    assert episode.change is not None
    assert episode.change.amount == pytest.approx(gain)
    assert episode.value == pytest.approx(gain / net)
    assert (episode.coverage, episode.proxied) == (1.0, 0.0)
    assert episode.benchmark is not None
    assert episode.benchmark.move == pytest.approx(growth_of(view, "SP500", "2008-09-12", "2008-11-20") - 1.0)
    assert [row.symbol for row in episode.largest] == ["AAPL", "XOM"]


def test_what_did_not_exist_is_replayed_by_its_beta_times_the_index(view: MarketView) -> None:
    held = snapshot({"USMV": 100.0, "PG": 100.0}, view)
    [episode] = stress_report(held, view, StressQuestion(episodes=("lehman",))).episodes
    by_symbol = {row.symbol: row for row in episode.largest}
    slope = next(row.beta for row in risk_report(held, view).contributions if row.symbol == "USMV")
    index = view.prices(("SP500",), start=date(2008, 9, 12), end=date(2008, 11, 20)).close[:, 0]
    assert slope is not None
    assert by_symbol["USMV"].replayed_by == "index"
    assert by_symbol["USMV"].move == pytest.approx(float(np.prod(1.0 + slope * (index[1:] / index[:-1] - 1.0)) - 1.0))
    weights = {symbol: view.last_price(symbol).price for symbol in ("USMV", "PG")}
    assert episode.proxied == pytest.approx(weights["USMV"] / sum(weights.values()))
    assert episode.quality is Quality.PARTIAL
    assert "USMV" in (episode.reason or "")


def test_only_episodes_that_were_over_are_known(market: Market) -> None:
    view = market.as_of(date(2008, 10, 31))
    report = stress_report(snapshot({"AAPL": 10.0}, view), view, WHOLE)
    assert [item.key for item in report.episodes] == ["gulf_1990", "russia_1998", "dotcom_2000", "september_2001"]
    with pytest.raises(InvalidInput, match="2008-09-12 to 2008-11-20"):
        stress_report(snapshot({"AAPL": 10.0}, view), view, StressQuestion(episodes=("lehman",)))


def test_a_year_names_every_episode_of_it_and_nonsense_none(view: MarketView) -> None:
    held = snapshot({"AAPL": 10.0}, view)
    assert [item.key for item in stress_report(held, view, StressQuestion(episodes=("2008",))).episodes] == ["crisis_2008", "lehman_2008"]
    assert [item.key for item in stress_report(held, view, StressQuestion(episodes=("2002",))).episodes] == ["dotcom_2000"]
    for nonsense in ("tulips", " ", "1637"):
        with pytest.raises(InvalidInput, match="covid_2020"):
            stress_report(held, view, StressQuestion(episodes=(nonsense,)))


def test_a_shock_of_the_market_is_beta_times_the_shock(view: MarketView) -> None:
    held = take_snapshot(demo_book("growth", view), view)
    beta = risk_report(held, view).beta
    assert beta is not None
    assert shocked(held, view, ("market", -0.1)).impact == pytest.approx(-0.1 * beta)


def test_a_shocked_holding_makes_its_move_and_the_rest_follows_its_slope(view: MarketView) -> None:
    held = snapshot({"AAPL": 10.0, "MSFT": 10.0}, view)
    moves = {row.symbol: row.move for row in shocked(held, view, ("apple", -0.3)).largest}
    close = view.prices(("AAPL", "MSFT"), start=view.sessions[-253].item()).close
    returns = close[1:] / close[:-1] - 1.0
    slope = np.cov(returns.T)[0, 1] / np.var(returns[:, 0], ddof=1)
    assert moves["AAPL"] == -0.3
    assert moves["MSFT"] == pytest.approx(-0.3 * slope)


def test_a_shock_of_a_sector_moves_each_of_its_holdings(view: MarketView) -> None:
    held = snapshot({"AAPL": 10.0, "MSFT": 10.0, "XOM": 10.0}, view)
    moves = {row.symbol: row.move for row in shocked(held, view, ("technology", -0.2)).largest}
    assert (moves["AAPL"], moves["MSFT"]) == (-0.2, -0.2)
    assert moves["XOM"] is not None
    assert -0.2 < moves["XOM"] < 0.0


def test_stocks_fall_when_volatility_rises_and_a_hedged_option_gains(view: MarketView) -> None:
    held = snapshot({"AAPL": 100.0, "AAPL  230616P00115000": 1.0}, view)
    moves = {row.symbol: row.move for row in shocked(held, view, ("volatility", 0.1)).largest}
    assert moves["AAPL"] is not None
    assert moves["AAPL"] < 0.0
    assert (moves["AAPL  230616P00115000"] or 0.0) > 0.2


def test_options_are_valued_anew_not_by_delta(view: MarketView) -> None:
    """A put can not lose more than it is worth, however far its underlying rises; and a fall follows the model's value."""
    held = snapshot({"AAPL  230616P00115000": 1.0, "CASH": 50_000.0}, view)
    option = risk_report(held, view).contributions[0]
    worth = option.market_value.amount
    rise = shocked(held, view, ("AAPL", 1.0))
    assert rise.change is not None
    assert -worth <= rise.change.amount < -0.9 * worth
    fall = shocked(held, view, ("AAPL", -0.5))
    assert fall.change is not None
    spot = view.last_price("AAPL").price
    assert fall.change.amount == pytest.approx(100.0 * (115.0 - 0.5 * spot) - worth, rel=0.02)


def test_the_reverse_stress_loses_what_was_asked(view: MarketView) -> None:
    held = take_snapshot(demo_book("growth", view), view)
    reverse = stress_report(held, view, StressQuestion(loss=0.2)).reverse
    assert reverse is not None
    assert reverse.distance is not None
    assert reverse.benchmark is not None
    beta = risk_report(held, view).beta
    assert beta is not None
    assert reverse.benchmark.move == pytest.approx(-0.2 / beta)
    twice = stress_report(held, view, StressQuestion(loss=0.1)).reverse
    assert twice is not None
    assert twice.distance is not None
    assert reverse.distance == pytest.approx(2.0 * twice.distance)


@pytest.mark.parametrize(
    ("shocks", "error", "words"),
    [
        ((("market", -1.5),), InvalidInput, "Write -0.2"),
        ((("market", 0.0),), InvalidInput, "not 0"),
        ((("AAPL", math.nan),), InvalidInput, "Expected a move"),
        ((("market", -0.1), ("SP500", -0.2)), InvalidInput, "twice"),
        ((("rates", 0.01),), MissingData, "bond fund"),
        ((("ZZZZ", -0.1),), NotFound, "ZZZZ"),
        ((), InvalidInput, "1 to 10"),
    ],
)
def test_impossible_shocks_are_explained(
    view: MarketView, shocks: tuple[tuple[str, float], ...], error: type[PlumblineError], words: str
) -> None:
    with pytest.raises(error, match=words):
        shocked(snapshot({"AAPL": 10.0}, view), view, *shocks)


@pytest.mark.parametrize("name", ["growth", "retirement", "long_short", "options"])
@pytest.mark.parametrize("day", [None, date(2022, 3, 1), date(2020, 3, 16)])
def test_every_figure_is_finite_or_absent(market: Market, name: str, day: date | None) -> None:
    view = market.as_of(day)
    held = take_snapshot(demo_book(name, market.as_of()), view)
    report = stress_report(held, view, WHOLE) if held.lots else None
    for figure in figures(report) if report else ():
        assert not isinstance(figure.value, float) or math.isfinite(figure.value), figure.path


def test_cash_alone_and_no_net_value(view: MarketView) -> None:
    cash = stress_report(snapshot({"CASH": 100.0}, view), view, WHOLE)
    assert {item.value for item in cash.episodes} == {0.0}
    assert cash.shocks == ()
    assert cash.reverse is not None
    assert cash.reverse.distance is None
    with pytest.raises(CalculationFailed, match="positive net value"):
        stress_report(snapshot({"AAPL": -10.0}, view), view, WHOLE)


def test_a_saved_scenario_that_does_not_fit_is_left_out_and_said(view: MarketView) -> None:
    good = NamedScenario("Hard landing", (ShockInput(target="market", move=-0.3),))
    bad = NamedScenario("Other book", (ShockInput(target="ZZZZ", move=-0.3),))
    report = stress_report(snapshot({"AAPL": 10.0}, view), view, StressQuestion(saved=(good, bad)))
    assert report.shocks[-1].title == "Hard landing"
    assert any("Other book" in note for note in report.notes)


def test_a_short_history_moves_by_what_is_known(market: Market) -> None:
    view = market.as_of(date(2014, 1, 20))
    held = take_snapshot(book({"MTUM": 10.0, "AAPL": 10.0}), view)
    result = shocked(held, view, ("market", -0.1))
    assert result.quality is Quality.PARTIAL
    assert "MTUM" in (result.reason or "")
    assert {row.symbol: row.move for row in result.largest}["MTUM"] == 0.0


def test_no_move_changes_nothing(view: MarketView) -> None:
    """The stress of options starts from the value that the holdings report."""
    held = snapshot({"AAPL  230616P00115000": 2.0, "AAPL": 100.0}, view)
    assert shocked(held, view, ("AAPL", 1e-9)).impact == pytest.approx(0.0, abs=1e-6)


def young_market(n_peers: int, *, with_index: bool = True) -> MarketView:
    """Four years to the end of 2022: NEW is listed in 2021, its sector has some older names, and there is an index or none."""
    days = sessions_between(date(2019, 1, 2), date(2022, 12, 28))
    rng = np.random.Generator(np.random.SFC64(3))
    names = ("NEW", *(f"OLD{number}" for number in range(n_peers)), *(("SP500",) if with_index else ()))
    close = 100.0 * np.cumprod(1.0 + 0.01 * rng.standard_normal((len(days), len(names))), axis=0)
    close[:500, 0] = np.nan
    sectors = {name: None if name == "SP500" else "Utilities" for name in names}
    instruments = tuple(Instrument(symbol=name, name=f"{name} Corporation", sector=sectors[name]) for name in names)
    data = ProviderData(sessions=days, symbols=names, close=close, instruments=instruments)
    return assemble([(MemoryProvider(data), data)]).as_of()


def test_three_names_of_a_sector_stand_in_for_a_young_one() -> None:
    view = young_market(3)
    held = snapshot({"NEW": 10.0}, view)
    [episode] = stress_report(held, view, StressQuestion(episodes=("covid",))).episodes
    close = view.prices(("OLD0", "OLD1", "OLD2"), start=date(2020, 2, 19), end=date(2020, 3, 23)).close
    mean = (close[1:] / close[:-1] - 1.0).mean(axis=1)
    assert episode.largest[0].replayed_by == "sector"
    assert episode.value == pytest.approx(float(np.prod(1.0 + mean) - 1.0))
    assert (episode.coverage, episode.proxied) == (0.0, pytest.approx(1.0))


def test_with_two_names_the_index_stands_in_and_without_one_it_stays_unmoved() -> None:
    view = young_market(2)
    [episode] = stress_report(snapshot({"NEW": 10.0}, view), view, StressQuestion(episodes=("covid",))).episodes
    assert episode.largest[0].replayed_by == "index"
    blind = young_market(2, with_index=False)
    [unmoved] = stress_report(snapshot({"NEW": 10.0, "OLD0": 10.0}, blind), blind, StressQuestion(episodes=("covid",))).episodes
    by_symbol = {row.symbol: row for row in unmoved.largest}
    assert (by_symbol["NEW"].replayed_by, by_symbol["NEW"].move) == ("none", 0.0)
    assert unmoved.benchmark is None
    assert unmoved.quality is Quality.PARTIAL
    assert "NEW" in (unmoved.reason or "")
    with pytest.raises(MissingData, match="not in the loaded market"):
        shocked(snapshot({"NEW": 10.0, "OLD0": 10.0}, blind), blind, ("market", -0.1))


def with_bonds() -> Market:
    """A stock that falls by three times the rise of yields, another that does not care, and a fund of Treasury bonds."""
    rng = np.random.Generator(np.random.SFC64(4))
    yields = rng.normal(0.0, 0.0005, 600)
    moves = {"IEF": -7.5 * yields, "RATE": -3.0 * yields, "FREE": rng.normal(0.0, 0.01, 600), "SP500": rng.normal(0.0, 0.01, 600)}
    moves["FREE"] -= yields * float(np.cov(moves["FREE"][-252:], yields[-252:])[0, 1] / yields[-252:].var(ddof=1))
    return market_of({symbol: np.concatenate([[100.0], 100.0 * np.cumprod(1.0 + move)]).tolist() for symbol, move in moves.items()})


def test_rates_are_read_from_a_bond_fund_by_its_duration() -> None:
    view = with_bonds().as_of()
    held = snapshot({"RATE": 100.0, "FREE": 100.0, "IEF": 50.0}, view)
    found = shocked(held, view, ("rates", 0.01))
    assert found.title == "rates +1 points"
    moves = {row.symbol: row.move for row in found.largest}
    assert moves["IEF"] == pytest.approx(-0.075, abs=1e-9)
    assert moves["RATE"] == pytest.approx(-0.03, abs=1e-9)
    assert moves["FREE"] == pytest.approx(0.0, abs=1e-6)
    [note] = [note for note in stress_report(held, view, asked(("rates", 0.01))).notes if "duration" in note]
    assert "IEF" in note
    with pytest.raises(InvalidInput, match=r"0\.01 for a point"):
        shocked(held, view, ("rates", 1.0))


def asked(*shocks: tuple[str, float]) -> StressQuestion:
    return StressQuestion(scenarios=(NamedScenario(None, tuple(ShockInput(target=target, move=move) for target, move in shocks)),))


def test_a_short_book_that_gains_in_every_episode_has_no_worst_one(view: MarketView) -> None:
    words = {}
    for name, held in (("short", snapshot({"AAPL": -10.0, "CASH": 50_000.0}, view)), ("long", snapshot({"AAPL": 10.0}, view))):
        report = stress_report(held, view, StressQuestion(episodes=("2008", "covid")))
        board = stress_board(report, recorded_facts(report, calculation="stress_report", snapshot="x"))
        metrics = board.slots[0]
        assert isinstance(metrics, MetricsSlot)
        words[name] = metrics.metrics[0].label
        assert all((episode.value or 0.0) * (-1.0 if name == "long" else 1.0) > 0.0 for episode in report.episodes)
    assert words["short"].startswith("Smallest gain in an episode: ")
    assert words["long"].startswith("Worst episode: ")


def test_saved_scenarios_alone(view: MarketView) -> None:
    saved = (
        NamedScenario("Crash", (ShockInput(target="market", move=-0.3),)),
        NamedScenario("Odd", (ShockInput(target="ZZZZ", move=-0.3),)),
    )
    report = stress_report(snapshot({"AAPL": 10.0}, view), view, StressQuestion(saved=saved, only_saved=True))
    assert [shock.title for shock in report.shocks] == ["Crash"]
    assert (report.episodes, report.reverse) == ((), None)
    assert any("'Odd' is left out" in note for note in report.notes)


def test_a_factor_is_its_fund_less_the_market(view: MarketView) -> None:
    """The slope of each holding to the difference of the two, worked out here from prices."""
    held = snapshot({"AAPL": 50.0, "KO": 100.0}, view)
    found = shocked(held, view, ("Momentum factor", -0.05))
    assert (found.title, found.terms[0].kind) == ("Momentum factor -5 %", "factor")
    close = view.close[-253:][:, [view.market.columns[symbol] for symbol in ("AAPL", "KO", "MTUM", "SP500")]]
    moves = close[1:] / close[:-1] - 1.0
    factor = moves[:, 2] - moves[:, 3]
    slopes = [np.cov(moves[:, place], factor)[0, 1] / factor.var(ddof=1) for place in range(2)]
    assert {row.symbol: row.move for row in found.largest} == pytest.approx({"AAPL": -0.05 * slopes[0], "KO": -0.05 * slopes[1]})
    together = shocked(held, view, ("market", -0.1), ("low volatility factor", 0.02), ("volatility", 0.1))
    assert together.impact is not None
    assert together.impact < 0.0
    with pytest.raises(NotFound, match="momentum factor"):
        shocked(held, view, ("tulip factor", -0.05))
