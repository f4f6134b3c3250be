"""The tool that stresses a portfolio."""

from datetime import date

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.reading import snapshot_on, view_on
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.portfolios.stress.report import NamedScenario, StressQuestion, stress_report
from plumbline.portfolios.stress.results import StressReport
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
        shocks: what is assumed at once: target (market, volatility, a sector, a symbol) and move (-0.2 = falls 20 %).
        episodes: years or names, such as 2008, covid, lehman.
        loss: share of net value whose likeliest cause is asked for, such as 0.1.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    asked = (NamedScenario(None, shocks),) if shocks else ()
    question = StressQuestion(episodes=episodes, scenarios=asked, loss=loss)
    report = stress_report(snapshot_on(run, portfolio, view), view, question)
    return report if question != StressQuestion() else _headlines(report)


def _headlines(report: StressReport) -> StressReport:
    """The whole report without the holdings of each episode and shock: those are told when one is asked for by name."""
    return report.model_copy(
        update={
            "episodes": tuple(item.model_copy(update={"largest": ()}) for item in report.episodes),
            "shocks": tuple(item.model_copy(update={"largest": ()}) for item in report.shocks),
        }
    )
