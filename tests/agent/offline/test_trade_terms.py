"""Terms of a proposal: each is read for what it is, or kept as said, so that the answer can name it."""

from typing import Any

import pytest
from tests.agent.offline.reading import read, read_thread

from plumbline.agent.offline.lexicon.report_words import Topic
from plumbline.agent.offline.planning.proposal_requests import optimization_request
from plumbline.agent.offline.reading.frame import Frame
from plumbline.agent.offline.reading.trade_terms import Bound, TradeTerms
from plumbline.agent.offline.write.reports.terms import terms_kept, terms_left, terms_unused
from plumbline.portfolios.optimization.request import OptimizationRequest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "optimize this long short book with gross at most 150% and net 30-60%",
            {"objective": "minimum_variance", "gross": 1.5, "net_lower": 0.3, "net_upper": 0.6, "min_weight": -1.0},
        ),
        (
            "long short min variance, gross at most 150% and net at least 30%",
            {"objective": "minimum_variance", "gross": 1.5, "net_lower": 0.3, "min_weight": -1.0},
        ),
        ("optimize with gross 150%", {"objective": "minimum_variance", "gross": 1.5, "min_weight": -1.0}),
        (
            "130/30 minimum variance",
            {"objective": "minimum_variance", "gross": 1.6, "net_lower": 1.0, "net_upper": 1.0, "min_weight": -1.0},
        ),
        ("min variance with net between 40 and 60%", {"objective": "minimum_variance", "net_lower": 0.4, "net_upper": 0.6}),
        ("optimize long only with gross 100%", {"objective": "minimum_variance", "gross": 1.0}),
        (
            "max sharpe with tech at most 30% and do not sell AAPL",
            {
                "objective": "maximum_sharpe",
                "keep": ["AAPL"],
                "sector_limits": [{"sector": "Information Technology", "upper": 0.3}],
            },
        ),
        ("minimum variance with costs of 10bp", {"objective": "minimum_variance", "cost_rate": 0.001}),
        ("min variance with 5 basis points costs", {"objective": "minimum_variance", "cost_rate": 0.0005}),
        ("min variance, 8 names", {"objective": "minimum_variance", "n_names": 8}),
        ("min variance with at most eight names", {"objective": "minimum_variance", "n_names": 8}),
        ("optimize, keep 60% in stocks", {"objective": "minimum_variance", "invested": 0.6}),
        ("min variance hold 30% cash", {"objective": "minimum_variance", "invested": 0.7}),
        ("optimize for target return 15%", {"objective": "target_return", "target": 0.15}),
        ("optimize to a return of 15%", {"objective": "target_return", "target": 0.15}),
        ("optimize to 12% volatility without selling apple", {"objective": "target_volatility", "target": 0.12, "keep": ["AAPL"]}),
        ("get my volatility down to 15%", {"objective": "target_volatility", "target": 0.15}),
        (
            "risk budget: half of the risk from AAPL and 20% of the risk in MSFT",
            {"objective": "risk_budget", "risk_budgets": [{"name": "AAPL", "share": 0.5}, {"name": "MSFT", "share": 0.2}]},
        ),
        (
            "black litterman with apple beating microsoft by 3% and at most 20% per name",
            {"objective": "black_litterman", "max_weight": 0.2, "views": [{"symbol": "AAPL", "over": "MSFT", "value": 0.03}]},
        ),
        (
            "min variance, apple and microsoft together at most 20%",
            {
                "objective": "minimum_variance",
                "group_limits": [{"name": "AAPL + MSFT", "symbols": ["AAPL", "MSFT"], "upper": 0.2}],
            },
        ),
        (
            "min variance without tech, with at least 2% in each name",
            {
                "objective": "minimum_variance",
                "min_weight": 0.02,
                "sector_limits": [{"sector": "Information Technology", "lower": 0.0, "upper": 0.0}],
            },
        ),
        ("max sharpe, keep apple, add KO", {"objective": "maximum_sharpe", "keep": ["AAPL"], "add": ["KO"]}),
        ("minimum variance with turnover under 20%", {"objective": "minimum_variance", "turnover": 0.2}),
    ],
)
def test_each_term_is_a_field_of_the_request(text: str, wanted: dict[str, Any]) -> None:
    frame = read(text)
    request = optimization_request(frame.report, None)
    assert frame.report.topic is Topic.OPTIMIZE
    assert request == wanted
    assert OptimizationRequest.model_validate(request)
    assert terms_left(frame.report.terms) == []


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("min variance with beta below 0.8", "beta below 0.8"),
        ("max sharpe with tracking error at most 3%", "tracking error at most 3%"),
        ("minimum variance but no esg laggards", "esg"),
        ("min variance with a drawdown of at most 10%", "drawdown of at most 10%"),
        ("minimum variance after taxes", "taxes"),
        ("minimum variance with no tobacco", "no tobacco"),
        ("optimize for the least risk, no more than 20 trades", "no more than 20"),
    ],
)
def test_what_no_field_takes_is_named_and_is_no_target(text: str, rest: str) -> None:
    terms = _terms(read(text))
    assert any(rest in words for words in terms.rest)
    assert rest in terms_left(terms)[0]
    assert set(optimization_request(read(text).report, None)) == {"objective"}


@pytest.mark.parametrize("percent", ["gross at most 60%", "net 60%", "tech at most 60%", "turnover 60%", "60% cash", "beta under 60%"])
def test_the_size_of_a_limit_is_never_a_target(percent: str) -> None:
    request = optimization_request(read(f"optimize with {percent}").report, None)
    assert request["objective"] == "minimum_variance"
    assert "target" not in request


def test_a_follow_up_adds_to_the_terms() -> None:
    thread = read_thread("max sharpe with gross 130% and at most 30% tech", "and net 50%", "with at most 10% per name")
    request = optimization_request(thread.report, None)
    assert (request["objective"], request["gross"], request["net_lower"], request["max_weight"]) == ("maximum_sharpe", 1.3, 0.5, 0.1)
    assert request["sector_limits"] == [{"sector": "Information Technology", "upper": 0.3}]


def test_what_is_kept_to_is_said() -> None:
    [said] = terms_kept(
        TradeTerms(net=(0.3, 0.6), gross=1.5, bounds=(Bound(("AAPL", "MSFT"), upper=0.2),), names=8, risk_shares=(("AAPL", 0.5),))
    )
    first = "Terms that it keeps to: gross at most 150%; net 30 to 60%; AAPL and MSFT together at most 20%; "
    assert said == first + "at most 8 names; half of the risk from AAPL."
    assert terms_kept(None) == terms_left(None) == terms_unused(TradeTerms(lots="highest_cost")) == []


def test_rebalancing_takes_the_lots() -> None:
    frame = read("rebalance to equal weights with highest cost lots")
    assert (frame.report.topic, _terms(frame).lots) == (Topic.REBALANCE, "highest_cost")
    kept = read("rebalance to equal weights without selling apple")
    assert "no sale of AAPL" in terms_unused(kept.report.terms)[0]


def _terms(frame: Frame) -> TradeTerms:
    assert frame.report.terms is not None
    return frame.report.terms
