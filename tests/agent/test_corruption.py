"""One wrong digit in a figure of the model's own text: how often the grounding check lets it through, and whether it cries wolf.

The scripted model writes a whole report in its own words, without a single marker, about each demo portfolio. Then it
writes it again with one digit of one figure changed, in several hundred ways, each through the whole run loop.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from tests.agent.scripted import Round, answer_of, ask, data_of, registry_of, scripted

from plumbline.access.principal import Principal
from plumbline.agent.deps import RunDeps
from plumbline.core.ids import PortfolioId
from plumbline.facts.binding import BoundText, bind
from plumbline.facts.fact import Fact
from plumbline.llm.script import Call, Say, Script
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform

QUESTION = "Tell me all about my portfolio."
CALLS: Script = (
    Call("get_risk_report", {}),
    Call("get_holdings", {}),
    Call("get_performance", {"period": "ytd"}),
)
CORRUPTIONS_PER_PORTFOLIO = 75
LEAST_CAUGHT = 0.99


@dataclass(frozen=True)
class Corruption:
    """The report with one digit changed: `figure` became `wrong`."""

    text: str
    figure: str
    wrong: str


@pytest.fixture
async def demos(platform: Platform, owner: Principal) -> dict[str, PortfolioId]:
    return {summary.name: summary.id for summary in await load_demo_portfolios(platform, owner)}


async def test_a_wrong_digit_is_caught_and_a_right_one_passes(platform: Platform, owner: Principal, demos: dict[str, PortfolioId]) -> None:
    missed: list[str] = []
    n_tried = 0
    for name, portfolio_id in demos.items():
        original = await _report(platform, owner, portfolio_id)
        assert await _alarms(platform, owner, portfolio_id, original.text) == []
        for corruption in _corruptions(original, seed=n_tried):
            n_tried += 1
            alarms = await _alarms(platform, owner, portfolio_id, corruption.text)
            if not any(alarm in corruption.wrong or corruption.wrong in alarm for alarm in alarms):
                missed.append(f"{name}: {corruption.figure} -> {corruption.wrong}")
    assert n_tried >= 200
    assert len(missed) <= (1 - LEAST_CAUGHT) * n_tried, f"{len(missed)} of {n_tried} passed: {missed}"


async def _report(platform: Platform, owner: Principal, portfolio_id: PortfolioId) -> BoundText:
    """What the model writes, with the characters of each figure."""
    written: list[BoundText] = []

    def write(deps: RunDeps) -> Script:
        written.append(bind(_template(deps), deps.ledger))
        return (Say(written[-1].text),)

    await _run(platform, owner, portfolio_id, write)
    return written[-1]


async def _alarms(platform: Platform, owner: Principal, portfolio_id: PortfolioId, text: str) -> list[str]:
    return await _run(platform, owner, portfolio_id, (Say(text),))


async def _run(platform: Platform, owner: Principal, portfolio_id: PortfolioId, last: Round) -> list[str]:
    model, _ = scripted(CALLS, last)
    registry = registry_of(platform, model, policy="mark")
    _, events = await ask(platform, registry, owner, QUESTION, portfolio_id=portfolio_id)
    assert answer_of(events)
    return [problem.text for problem in data_of(events, "unverified")]


def _corruptions(report: BoundText, *, seed: int) -> list[Corruption]:
    every = list(_every_corruption(report))
    return random.Random(seed).sample(every, min(CORRUPTIONS_PER_PORTFOLIO, len(every)))


def _every_corruption(report: BoundText) -> Iterator[Corruption]:
    for figure in report.figures:
        for place, letter in enumerate(figure.text.partition("/")[0]):
            for digit in "0123456789" if letter.isdigit() else "":
                if digit != letter:
                    wrong = figure.text[:place] + digit + figure.text[place + 1 :]
                    yield Corruption(report.text[: figure.start] + wrong + report.text[figure.end :], figure.text, wrong)


def _template(deps: RunDeps) -> str:
    return "\n\n".join((_summary(deps), _tail(deps), _contributors(deps), _table(deps), _spread(deps)))


def _summary(deps: RunDeps) -> str:
    return (
        f"{_name(deps)} is worth {_of(deps, 'net_value')}, of which {_of(deps, 'cash_value')} is cash. "
        f"Its volatility over the last 252 days is {_of(deps, 'volatility_annualized', period='252d')} and over 21 days "
        f"{_of(deps, 'volatility_annualized', period='21d')}; its beta to the S&P 500 is {_of(deps, 'beta')}. "
        f"This year it returned {_of(deps, 'period_return', period='ytd')}. The risk score is {_of(deps, 'risk_score')}."
    )


def _tail(deps: RunDeps) -> str:
    return (
        f"On the worst 5% of days it loses at least {_of(deps, 'historical_value_at_risk')}: that is the one-day historical value at "
        f"risk at 95%, {_of(deps, 'historical_value_at_risk_money')} in money. The historical expected shortfall is "
        f"{_of(deps, 'historical_expected_shortfall')}.\n"
        f"The maximum drawdown was {_of(deps, 'maximum_drawdown')}, and the current drawdown is {_of(deps, 'current_drawdown')}."
    )


def _contributors(deps: RunDeps) -> str:
    lines = [
        f"- {symbol} makes up {_held(deps, symbol, 'risk_contribution')} of the risk contribution at a weight of "
        f"{_held(deps, symbol, 'weight')}, with a beta of {_held(deps, symbol, 'beta')}."
        for symbol in _symbols(deps)[:3]
    ]
    return "\n".join(lines)


def _table(deps: RunDeps) -> str:
    measures = ("weight", "market_value", "volatility_annualized")
    rows = [f"| {symbol} | {' | '.join(_held(deps, symbol, measure) for measure in measures)} |" for symbol in _symbols(deps)]
    return "\n".join(("| Holding | Weight | Market value | Volatility |", "|---|---|---|---|", *rows))


def _spread(deps: RunDeps) -> str:
    return (
        f"The HHI is {_of(deps, 'concentration_hhi')}, as if there were {_of(deps, 'effective_positions')} effective positions; the top 5 "
        f"weight is {_of(deps, 'top_5_weight')}. Gross exposure is {_of(deps, 'gross_exposure_weight')} of net value."
    )


def _name(deps: RunDeps) -> str:
    assert deps.portfolio is not None
    return deps.portfolio.name


def _of(deps: RunDeps, measure: str, *, period: str | None = None) -> str:
    assert deps.portfolio is not None
    return _marker(deps, measure, subject=deps.portfolio.id, period=period)


def _held(deps: RunDeps, symbol: str, measure: str) -> str:
    assert deps.portfolio is not None
    return _marker(deps, measure, subject=f"{deps.portfolio.id}/{symbol}")


def _marker(deps: RunDeps, measure: str, *, subject: str, period: str | None = None) -> str:
    fact = next(fact for fact in deps.ledger if fact.measure == measure and fact.subject.id == subject and period in (None, fact.period))
    return f"{{{{{fact.id}}}}}"


def _symbols(deps: RunDeps) -> list[str]:
    return [fact.subject.id.rpartition("/")[2] for fact in deps.ledger if _is_contribution(fact)]


def _is_contribution(fact: Fact) -> bool:
    return fact.measure == "risk_contribution" and isinstance(fact.value, float)
