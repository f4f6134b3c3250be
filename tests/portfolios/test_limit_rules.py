"""Limit rules: what a person writes, what is refused, and every kind checked on every demo portfolio by a second way."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.market_data.markets import market_of, wobble
from tests.portfolios.books import book, demo_book, snapshot

from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.document.compose import compose_document
from plumbline.artifacts.document.html import render_html
from plumbline.artifacts.document.title_block import about_portfolio
from plumbline.artifacts.limits_board import limits_board
from plumbline.core.errors import InvalidInput, NotFound
from plumbline.facts.derive import figures
from plumbline.facts.fact import Quality
from plumbline.market_data.market import MarketView
from plumbline.portfolios.limit_figures import figure_of
from plumbline.portfolios.limit_rules import DEFAULT_POLICY, Direction, LimitKind, LimitRule
from plumbline.portfolios.limit_texts import checked_rules, read_rule, rule_text
from plumbline.portfolios.limits import BY_SIZE
from plumbline.portfolios.limits_report import limits_report
from plumbline.portfolios.results import LimitCheck, LimitStatus
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot
from plumbline.portfolios.what_if.book import what_if_book
from plumbline.portfolios.what_if.report import Variant, WeightEdit, what_if_report

DEMOS = ["growth", "retirement", "long_short", "options"]
EVERY_KIND = (
    *(LimitRule(kind=kind, level=0.5) for kind in LimitKind),
    LimitRule(kind=LimitKind.SINGLE_NAME, level=0.1, name="AAPL"),
    LimitRule(kind=LimitKind.SECTOR, level=0.1, name="Health Care"),
    LimitRule(kind=LimitKind.RISK_SHARE, level=0.1, name="AAPL"),
    LimitRule(kind=LimitKind.TOP_HOLDINGS, level=0.5, count=3),
    LimitRule(kind=LimitKind.VOLATILITY, level=0.2, window=21),
    LimitRule(kind=LimitKind.VOLATILITY, level=0.2, window=63),
    LimitRule(kind=LimitKind.VALUE_AT_RISK, level=0.03, confidence=0.99),
    LimitRule(kind=LimitKind.EXPECTED_SHORTFALL, level=0.03, confidence=0.99),
)


def under(rules: tuple[LimitRule, ...], name: str, view: MarketView) -> PortfolioSnapshot:
    return take_snapshot(replace(demo_book(name, view), limits=rules), view)


def by_key(checks: tuple[LimitCheck, ...]) -> dict[str, LimitCheck]:
    return {check.key: check for check in checks}


def size_of(rule: LimitRule, check: LimitCheck) -> float:
    """What the rule compares: names and sectors count by size."""
    value = check.figure.value
    assert isinstance(value, float)
    return abs(value) if rule.kind in BY_SIZE else value


@pytest.mark.parametrize(
    ("text", "rule", "said"),
    [
        ("AAPL at most 10%", {"kind": "single_name", "name": "AAPL", "level": 0.1}, "AAPL, of net value: at most 10 %"),
        ("apple <= 10% warn 9%", {"kind": "single_name", "name": "AAPL", "level": 0.1, "warn": 0.09}, "AAPL, of net value: at most 10 %"),
        ("largest holding max 15 %", {"kind": "single_name", "level": 0.15}, "Largest holding, of net value: at most 15 %"),
        ("health care < 0.3", {"kind": "sector", "name": "Health Care", "level": 0.3}, "Health Care: at most 30 %"),
        ("any sector at most 30%", {"kind": "sector", "level": 0.3}, "Largest sector: at most 30 %"),
        ("Volatility <= 20%", {"kind": "volatility", "level": 0.2}, "Volatility, 252 days: at most 20 %"),
        ("volatility 21d <= 20%", {"kind": "volatility", "window": 21, "level": 0.2}, "Volatility, 21 days: at most 20 %"),
        ("VaR 99 <= 4%", {"kind": "value_at_risk", "confidence": 0.99, "level": 0.04}, "One-day value at risk, 99%: at most 4 %"),
        ("expected shortfall at most 3%", {"kind": "expected_shortfall", "level": 0.03}, "One-day expected shortfall, 95%: at most 3 %"),
        ("top 10 holdings at most 80%", {"kind": "top_holdings", "count": 10, "level": 0.8}, "10 largest holdings, of gross: at most 80 %"),
        ("risk share of AAPL <= 20%", {"kind": "risk_share", "name": "AAPL", "level": 0.2}, "AAPL, share of risk: at most 20 %"),
        ("beta <= 1.2", {"kind": "beta", "level": 1.2}, "Beta: at most 1.2"),
        ("cash at least 5%", {"kind": "cash", "direction": "at_least", "level": 0.05}, "Cash, of net value: at least 5 %"),
        ("net exposure >= -20%", {"kind": "net_exposure", "direction": "at_least", "level": -0.2}, "Net exposure: at least -20 %"),
        ("short max 0", {"kind": "short_exposure", "level": 0.0}, "Short exposure: at most 0 %"),
    ],
)
def test_a_rule_is_read_and_said(view: MarketView, text: str, rule: dict[str, object], said: str) -> None:
    [found] = checked_rules((read_rule(text, view),), view)
    assert found == LimitRule.model_validate(rule)
    assert rule_text(found).partition(", warning")[0] == said


def test_the_warning_is_said(view: MarketView) -> None:
    assert rule_text(read_rule("cash at least 5%", view)).endswith(", warning from 6.25 %")
    assert rule_text(read_rule("beta <= 1.2, warn from 1", view)).endswith(", warning from 1")


@pytest.mark.parametrize("text", ["", "AAPL", "AAPL 10%", "at most 10%", "AAPL at most ten", "beta <= 1.2 and more", "<script> at most"])
def test_what_is_no_rule_is_said(view: MarketView, text: str) -> None:
    with pytest.raises(InvalidInput, match="Expected a rule such as"):
        read_rule(text, view)


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ((), "Expected 1 to 100 rules"),
        ((LimitRule(kind=LimitKind.VOLATILITY, level=25.0),), "such as 0.15 for 15 %"),
        ((LimitRule(kind=LimitKind.VOLATILITY, level=math.nan),), "found nan"),
        ((LimitRule(kind=LimitKind.BETA, level=math.inf),), "found inf"),
        ((LimitRule(kind=LimitKind.VOLATILITY, level=0.2, warn=0.3),), "before its level"),
        ((LimitRule(kind=LimitKind.CASH, direction="at_least", level=0.05, warn=0.01),), "before its level"),
        ((LimitRule(kind=LimitKind.VOLATILITY, level=0.2, window=100),), "21 or 63 or 252"),
        ((LimitRule(kind=LimitKind.BETA, level=1.0, window=21),), "Expected no window"),
        ((LimitRule(kind=LimitKind.VALUE_AT_RISK, level=0.1, confidence=0.9),), "0.95 or 0.99"),
        ((LimitRule(kind=LimitKind.TOP_HOLDINGS, level=0.1, count=0),), "1 to 500"),
        ((LimitRule(kind=LimitKind.BETA, level=1.0, name="AAPL"),), "Expected no name"),
        ((LimitRule(kind=LimitKind.BETA, level=1.0), LimitRule(kind="beta", level=2.0)), "found two"),
        ((LimitRule(kind=LimitKind.VOLATILITY, level=1.0), LimitRule(kind="volatility", level=2.0, window=252)), "found two"),
    ],
)
def test_what_can_not_hold_is_refused(view: MarketView, rules: tuple[LimitRule, ...], words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        checked_rules(rules, view)


@pytest.mark.parametrize("name", ["ZZZZ", "'; DROP TABLE limit_policies;--", "\u202egnp", "A" * 500])
@pytest.mark.parametrize("kind", [LimitKind.SINGLE_NAME, LimitKind.SECTOR])
def test_an_unknown_name_is_refused(view: MarketView, kind: LimitKind, name: str) -> None:
    with pytest.raises(NotFound):
        checked_rules((LimitRule(kind=kind, level=0.1, name=name),), view)


@pytest.mark.parametrize("name", DEMOS)
def test_every_kind_has_the_figure_of_the_report_in_the_what_if_and_in_the_search_for_cures(view: MarketView, name: str) -> None:
    held = under(EVERY_KIND, name, view)
    report, checks = risk_report(held, view), by_key(risk_report(held, view).limits)
    assert len(checks) == len(EVERY_KIND)
    before = by_key(what_if_report(held, view, (Variant(edits=(WeightEdit(symbol="CASH", weight=0.5),)),)).before.limits)
    whole = what_if_book(held, view, ())
    for rule in EVERY_KIND:
        check, other = checks[rule.key], before[rule.key]
        assert check.figure.value is not None, rule.key
        assert other.figure.value == pytest.approx(check.figure.value, abs=1e-9), rule.key
        assert (other.status, other.level, other.warn) == (check.status, check.level, check.warn)
        by_weights = float(figure_of(rule, whole)(whole.weights[None, :])[0])
        assert by_weights == pytest.approx(size_of(rule, check), abs=1e-9), rule.key
    assert checks["volatility"].figure.value == report.volatility.days_252
    assert checks["value_at_risk:0.99"].figure.value == report.tail_risk.historical_value_at_risk_99
    assert checks["risk_score"].figure.value == report.score.score
    assert checks["cash"].figure.value == pytest.approx(report.cash_value.amount / report.net_value.amount)


@pytest.mark.parametrize("direction", ["at_most", "at_least"])
@pytest.mark.parametrize("name", DEMOS)
def test_cures_bring_every_kind_back(view: MarketView, name: str, direction: Direction) -> None:
    """A rule just beyond today's figure: what is proposed meets it, checked by a what-if of the weights after."""
    plain = {check.key: check for check in risk_report(under(EVERY_KIND, name, view), view).limits}
    found = 0
    for rule in EVERY_KIND:
        size = size_of(rule, plain[rule.key])
        level = size - 0.02 * abs(size) - 1e-6 if direction == "at_most" else size + 0.02 * abs(size) + 1e-6
        tight = rule.model_copy(update={"level": level, "direction": direction, "warn": level})
        held = under((tight,), name, view)
        [review] = limits_report(held, view).reviews
        assert review.check.status is LimitStatus.BREACH, tight.key
        weights = {row.symbol: row.weight for row in what_if_book(held, view, ()).rows}
        for cure in review.cures:
            found += 1
            edits = tuple(WeightEdit(symbol=trade.symbol, weight=weights[trade.symbol] + trade.change) for trade in cure.trades)
            if len(cure.trades) >= 20:
                continue  # only the largest trades are listed
            [check] = what_if_report(held, view, (Variant(edits=edits),)).variants[0].after.limits
            assert check.status is not LimitStatus.BREACH, (tight.key, cure.title)
            assert cure.after.value == pytest.approx(size_of(rule, check), abs=1e-7)
    assert found >= 5


def test_a_floor_warns_and_breaches_from_below(view: MarketView) -> None:
    price = view.last_price("AAPL").price
    for weight, status in ((0.10, LimitStatus.OK), (0.055, LimitStatus.WARN), (0.05, LimitStatus.WARN), (0.04, LimitStatus.BREACH)):
        plain = book({"AAPL": 1_000 * (1.0 - weight) / price, "CASH": 1_000 * weight})
        rule = LimitRule(kind=LimitKind.CASH, direction="at_least", level=0.05)
        [check] = risk_report(take_snapshot(replace(plain, limits=(rule,)), view), view).limits
        assert check.status is status
        assert check.headroom == pytest.approx(weight - 0.05)
        assert check.label == "Cash, of net value (at least)"


def test_what_is_not_held_is_within_and_what_has_no_figure_is_never(view: MarketView) -> None:
    rules = (
        LimitRule(kind=LimitKind.SINGLE_NAME, level=0.1, name="KO"),
        LimitRule(kind=LimitKind.HEDGE_RATIO, level=0.1),
        LimitRule(kind=LimitKind.SECTOR, level=0.1),
    )
    fund = take_snapshot(replace(book({"MTUM": 10, "CASH": 100}), limits=rules), view)
    not_held, hedge, sector = risk_report(fund, view).limits
    assert (not_held.status, not_held.figure.value) == (LimitStatus.OK, 0.0)
    assert (hedge.status, hedge.figure.value) == (LimitStatus.OK, 0.0)
    assert (sector.status, sector.figure.value, sector.headroom) == (LimitStatus.UNAVAILABLE, None, None)
    assert sector.reason == "nothing that is held has a sector"


@pytest.mark.parametrize("held", [{"NOPE": 10}, {"NOPE": 10, "CASH": 100}, {"AAPL": -10, "KO": -5}])
def test_a_portfolio_without_prices_or_value_keeps_no_limit(view: MarketView, held: dict[str, float]) -> None:
    frozen = snapshot(held, view)
    frozen = replace(frozen, limits=(*DEFAULT_POLICY, LimitRule(kind=LimitKind.CASH, level=0.5)), digest=f"{frozen.digest}x")
    report = risk_report(frozen, view)
    counted = {check.key for check in report.limits if check.status is not LimitStatus.UNAVAILABLE}
    assert counted <= ({"top_5"} if "AAPL" in held else set())
    for check in report.limits:
        assert check.status is not LimitStatus.UNAVAILABLE or (check.reason and check.figure.quality is Quality.UNAVAILABLE)
    assert all(figure.value is None or not (isinstance(figure.value, float) and math.isnan(figure.value)) for figure in figures(report))
    assert limits_report(frozen, view).reviews[0].cures == ()


def test_before_there_is_history_only_weights_are_checked() -> None:
    market = market_of({"AAA": np.asarray(wobble(20)).tolist(), "SP500": np.asarray(wobble(20, seed=3)).tolist()})
    checks = by_key(risk_report(snapshot({"AAA": 10, "CASH": 50}, market.as_of()), market.as_of()).limits)
    assert checks["volatility"].status is checks["value_at_risk"].status is LimitStatus.UNAVAILABLE
    assert checks["single_name"].status is LimitStatus.BREACH


def test_rules_are_part_of_the_frozen_input_and_the_default_is_not(view: MarketView) -> None:
    plain = demo_book("growth", view)
    first = take_snapshot(plain, view)
    other = take_snapshot(replace(plain, limits=(LimitRule(kind=LimitKind.BETA, level=1.0),)), view)
    assert first.limits == DEFAULT_POLICY
    assert first.digest != other.digest
    assert [check.key for check in risk_report(other, view).limits] == ["beta"]
    early = take_snapshot(plain, view.market.as_of(date(2021, 6, 30)))
    assert early.limits == DEFAULT_POLICY


def test_a_document_shows_what_has_no_figure(view: MarketView) -> None:
    frozen = snapshot({"NOPE": 10, "CASH": 100}, view)
    report = limits_report(frozen, view)
    board = limits_board(report, recorded_facts(report, calculation="limits_report", snapshot="x"))
    page = render_html(compose_document({"limits": board}, about_portfolio(frozen, view), title="Limits"))
    assert page.count("no figure") == len(DEFAULT_POLICY)
    assert "none of the holdings has a price" in page
