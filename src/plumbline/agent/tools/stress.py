"""The tool that stresses a portfolio."""

from datetime import date

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.reading import book_of, snapshot_on, view_on
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.portfolios.stress.report import StressQuestion, stress_report
from plumbline.portfolios.stress.results import StressReport
from plumbline.portfolios.stress.scenarios import choose_scenario, list_scenarios, named
from plumbline.portfolios.stress.schemas import StressRequest, question_of
from plumbline.portfolios.stress.shocks import ShockInput


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Stress test")
async def get_stress_test(
    run: RunContext[RunDeps],
    portfolio: str | None = None,
    shocks: tuple[ShockInput, ...] = (),
    episodes: tuple[str, ...] = (),
    loss: float | None = None,
    as_of: date | None = None,
) -> StressReport:
    """What a crisis or a shock would do to the portfolio. Name what is asked to see its holdings; nothing named gives headlines of all.

    Replays historical episodes on the holdings of the day, propagates hypothetical shocks to every holding by its slopes, and
    finds the most plausible way to lose a given share.

    Args:
        run: the run.
        portfolio: name or id; leave out for the portfolio in question.
        shocks: what is assumed at once: target (market, volatility, rates, sector, momentum factor, symbol) and move (-0.2 = -20 %).
        episodes: years or names, such as 2008, covid, lehman.
        loss: share of net value whose likeliest cause is asked for, such as 0.1.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    question = question_of(StressRequest(shocks=shocks, episodes=episodes, loss=loss), ())
    report = stress_report(snapshot_on(run, portfolio, view), view, question)
    return report if question != StressQuestion() else _headlines(report)


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Saved scenarios")
async def run_saved_scenarios(
    run: RunContext[RunDeps], scenario: str | None = None, portfolio: str | None = None, as_of: date | None = None
) -> StressReport:
    """What the stress scenarios that the person saved, or that are shared with the portfolio, would do to it.

    Args:
        run: the run.
        scenario: name of one; leave out for all of them.
        portfolio: name or id; leave out for the portfolio in question.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    async with run.deps.platform.database.read() as session:
        saved = await list_scenarios(session, run.deps.principal, book_of(run.deps, portfolio).id)
    every = StressQuestion(saved=named(saved), only_saved=True)
    question = every if scenario is None else StressQuestion(scenarios=(choose_scenario(saved, scenario),))
    return stress_report(snapshot_on(run, portfolio, view), view, question)


def _headlines(report: StressReport) -> StressReport:
    """The whole report without the holdings of each episode and shock: those are told when one is asked for by name."""
    return report.model_copy(
        update={
            "episodes": tuple(item.model_copy(update={"largest": ()}) for item in report.episodes),
            "shocks": tuple(item.model_copy(update={"largest": ()}) for item in report.shocks),
        }
    )
