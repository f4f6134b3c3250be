"""The bullets below a figure: the same of the benchmark, the money it stands for, where it sits."""

from collections.abc import Sequence

from plumbline.agent.offline.figures_book import known, mark, number
from plumbline.agent.offline.phrases import capital, period_words, subject_name
from plumbline.agent.offline.write.sentences import sentence
from plumbline.agent.offline.write.writing import Writing
from plumbline.agent.tools.output import FactLine
from plumbline.facts.fact import SubjectKind

_PAIRS = {
    "weight": "That is {v} of the portfolio.",
    "sector_weight": "That is {v} of the portfolio.",
    "historical_value_at_risk": "As a share of net value: {v}.",
    "historical_value_at_risk_money": "In money: {v}.",
    "historical_expected_shortfall": "The mean loss beyond it (expected shortfall): {v}.",
    "historical_expected_shortfall_money": "The mean loss beyond it (expected shortfall): {v}.",
    "effective_positions": "As concentrated as {v} equal holdings.",
    "top_5_weight": "The five largest together: {v}.",
    "hedge_ratio": "The hedge ratio, short over long, is {v}.",
    "correlation": "The correlation with it is {v}.",
    "drawdown_peak_date": "The fall began on {v}.",
    "drawdown_trough_date": "It was deepest on {v}.",
    "worst_day_date": "That was on {v}.",
    "best_day_date": "That was on {v}.",
    "worst_day": "The return of that day: {v}.",
    "best_day": "The return of that day: {v}.",
    "net_value": "Net value is {v}.",
    "cash_value": "Cash is {v} of it.",
    "n_holdings": "It holds {v} positions.",
    "largest_weight": "The largest alone: {v}.",
    "daily_return": "Return of the day: {s}.",
    "daily_change": "Change on the day: {s}.",
    "maximum_drawdown": "Maximum drawdown over the last 252 sessions: {v}.",
    "volatility_annualized": "Volatility over the last 252 sessions: {v}.",
    "period_return": "As a return: {s}.",
    "diluted_eps": "Diluted earnings per share: {v}.",
    "dividends_per_share": "Dividends per share of that year: {v}.",
    "price": "The last price: {v}.",
    "delta_exposure": "It moves like {v} of the underlying.",
}  # fmt: skip


def context_bullets(writing: Writing, rows: Sequence[FactLine]) -> list[str]:
    """Return one bullet for each figure of the further calls."""
    asked = {(row.measure, row.subject.id) for row in rows}
    further = [fact for outcome in writing.outcomes[1:] for fact in known(outcome.rows)]
    in_money = {f"{row.measure}_money" for row in rows[1:]}
    return [
        _bullet(fact, rows, writing) for fact in further if (fact.measure, fact.subject.id) not in asked and fact.measure not in in_money
    ]


def _bullet(fact: FactLine, rows: Sequence[FactLine], writing: Writing) -> str:
    if fact.subject.kind is SubjectKind.BENCHMARK and not (rows and rows[0].subject.kind is SubjectKind.BENCHMARK):
        return _of_benchmark(fact, rows, writing)
    lead = rows[0].measure if rows else ""
    special = _of_same_family(fact, lead) or _of_cost(fact, lead, writing) or _in_words(fact)
    if special:
        return special
    template = _PAIRS.get(fact.measure)
    if template is None or len({row.period for row in rows if row.measure == lead}) > 1:
        return writing.say(fact)
    return template.format(v=mark(fact), s=mark(fact, "signed"))


def _of_cost(fact: FactLine, lead: str, writing: Writing) -> str | None:
    """What was paid, or taken in for a short position; the gain on it."""
    negative = (number(fact) or 0.0) < 0.0
    if fact.measure == "cost_basis":
        if not negative:
            return f"It cost {mark(fact)}."
        return (
            f"It was sold for {mark(fact, 'abs')}." if fact.subject.kind is SubjectKind.HOLDING else f"It took in {mark(fact, 'abs')} net."
        )
    if fact.measure == "unrealized_return":
        several = fact.subject.kind is not SubjectKind.HOLDING and bool(writing.situation.shorts(writing.frame))
        base = "what was paid and taken in together" if several else "its cost"
        return f"That is {mark(fact)} on {base}." if lead == "unrealized_gain" else f"Gain or loss on {base}: {mark(fact, 'signed')}."
    return None


def _of_same_family(fact: FactLine, lead: str) -> str | None:
    """The same figure in money or as a share, or the value at risk beside the shortfall."""
    if fact.measure == f"{lead}_weight":
        return f"That is {mark(fact)} of net value."
    if fact.measure == f"{lead}_money":
        return f"In money: {mark(fact)}."
    if lead == f"{fact.measure}_money":
        return f"As a share of net value: {mark(fact)}."
    return f"The value at risk itself: {mark(fact)}." if fact.measure == "historical_value_at_risk" else None


def _in_words(fact: FactLine) -> str | None:
    """Figures whose sign chooses a word."""
    below = (number(fact) or 0.0) < 0
    match fact.measure:
        case "period_change":
            return f"In money: {'lost' if below else 'made'} {mark(fact, 'abs')}."
        case "unrealized_gain":
            return f"Unrealized {'loss' if below else 'gain'}: {mark(fact, 'abs')}."
        case "risk_contribution" | "sector_risk_contribution":
            whose = "Their" if fact.subject.kind is SubjectKind.GROUP and fact.subject.label.endswith("s") else "Its"
            return f"{whose} share of the portfolio's risk: {mark(fact)}."
    return None


def _of_benchmark(fact: FactLine, rows: Sequence[FactLine], writing: Writing) -> str:
    same = next((row for row in rows if row.measure == fact.measure and row.period == fact.period), None)
    own, other = number(same), number(fact)
    name = capital(subject_name(fact.subject))
    words = period_words(fact.period, writing.today)
    if own is None or other is None:
        return sentence(fact, writing.today)
    if fact.measure in {"period_return", "daily_return", "annualized_return"}:
        verb = "lost" if other < 0 else "gained"
        several = len({row.period for row in rows}) > 1
        place = "about the same" if same is not None and same.text == fact.text else "ahead of it" if own >= other else "behind it"
        return f"{name} {verb} {mark(fact, 'abs')}{words if several else ' over the same time'}: {place}."
    return f"{name}: {mark(fact)}{words}, so this is {'higher' if own > other else 'lower'}."
