"""Plans of the investigations of risk: what drives it, how concentrated, how hedged, what stands out."""

from plumbline.agent.offline.planning.calls import query_of, report_call
from plumbline.agent.offline.planning.situation import Situation
from plumbline.agent.offline.planning.task import Task, asks
from plumbline.agent.offline.reading.frame import Frame
from plumbline.query.schemas import Ask, Rank, Selection


def plan_drivers(frame: Frame, situation: Situation) -> Task:
    """What drives the risk."""
    rank = Rank(ask=Ask(measure="risk_contribution"), limit=5)
    return Task(
        frame,
        f"risk contributions of {situation.name(frame)}",
        (
            query_of(frame, measures=asks("volatility_annualized", "historical_value_at_risk", "beta")),
            query_of(
                frame,
                select=(Selection(of="holdings"),),
                measures=asks("risk_contribution", "weight", "volatility_annualized", "beta"),
                rank=rank,
            ),
            query_of(
                frame,
                select=(Selection(of="holdings"),),
                measures=asks("risk_contribution", "weight"),
                rank=rank.model_copy(update={"limit": 3}),
                summary="total",
            ),
            query_of(
                frame,
                select=(Selection(of="sectors"),),
                measures=asks("risk_contribution", "weight"),
                rank=rank.model_copy(update={"limit": 2}),
            ),
            query_of(frame, select=(Selection(of="benchmark"),), measures=asks("volatility_annualized")),
        ),
    )


def plan_concentration(frame: Frame, situation: Situation) -> Task:
    """How concentrated, and what to look at first."""
    return Task(
        frame,
        f"concentration of {situation.name(frame)}",
        (
            query_of(frame, measures=asks("concentration_hhi", "effective_positions", "top_5_weight", "largest_weight", "n_holdings")),
            query_of(
                frame,
                select=(Selection(of="holdings"),),
                measures=asks("weight", "risk_contribution"),
                rank=Rank(ask=Ask(measure="weight"), limit=3, absolute=True),
            ),
            query_of(
                frame,
                select=(Selection(of="sectors"),),
                measures=asks("weight", "risk_contribution"),
                rank=Rank(ask=Ask(measure="weight"), limit=2, absolute=True),
            ),
            query_of(
                frame,
                select=(Selection(of="holdings"),),
                measures=asks("risk_contribution", "weight"),
                rank=Rank(ask=Ask(measure="risk_contribution"), limit=1),
            ),
            report_call(frame),
        ),
    )


def plan_attention(frame: Frame, situation: Situation) -> Task:
    """What stands out."""
    return Task(
        frame,
        f"what stands out in {situation.name(frame)}",
        (
            report_call(frame),
            query_of(
                frame,
                select=(Selection(of="holdings"),),
                measures=asks("risk_contribution", "weight"),
                rank=Rank(ask=Ask(measure="risk_contribution"), limit=1),
            ),
            query_of(
                frame,
                select=(Selection(of="sectors"),),
                measures=asks("risk_contribution", "weight"),
                rank=Rank(ask=Ask(measure="risk_contribution"), limit=1),
            ),
            query_of(
                frame,
                measures=(
                    *asks("historical_value_at_risk_money", "current_drawdown", "beta"),
                    Ask(measure="volatility_annualized"),
                    Ask(measure="volatility_annualized", period="21d"),
                ),
            ),
            query_of(
                frame,
                select=(Selection(of="holdings"),),
                measures=asks("period_change", "period_return", period="ytd"),
                rank=Rank(ask=Ask(measure="period_change", period="ytd"), order="lowest", limit=1),
            ),
        ),
    )


def plan_hedge(frame: Frame, situation: Situation) -> Task:
    """Long against short."""
    return Task(
        frame,
        f"long and short side of {situation.name(frame)}",
        (
            query_of(
                frame,
                measures=asks("hedge_ratio", "long_exposure", "short_exposure", "gross_exposure_weight", "net_exposure_weight", "beta"),
            ),
            query_of(
                frame,
                select=(Selection(of="holdings", side="short"),),
                measures=asks("market_value", "risk_contribution"),
                rank=Rank(ask=Ask(measure="market_value"), order="lowest", limit=3),
            ),
            query_of(
                frame,
                select=(Selection(of="group", side="short", label="short book"),),
                measures=asks("risk_contribution", "period_change"),
            ),
        ),
    )


def plan_options(frame: Frame, situation: Situation) -> Task:
    """Options with their deltas."""
    symbols = situation.options(frame, frame.subjects.right)
    select = (Selection(of="holdings", kinds=("option",), symbols=symbols),)
    group = (Selection(of="group", kinds=("option",), symbols=symbols, label="options"),)
    return Task(
        frame,
        f"options of {situation.name(frame)}",
        (
            query_of(frame, select=select, measures=asks("quantity", "market_value", "option_delta", "delta_exposure")),
            query_of(frame, select=group, measures=asks("market_value", "delta_exposure", "weight")),
        ),
    )


def plan_limits(frame: Frame, situation: Situation) -> Task:
    """The limit checks."""
    return Task(frame, f"limit checks of {situation.name(frame)}", (report_call(frame),))
