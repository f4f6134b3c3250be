"""What was understood, in a few words: the chips of the plan."""

from plumbline.agent.offline.phrases import period_words
from plumbline.agent.offline.planning.situation import Situation
from plumbline.agent.offline.reading.frame import Frame
from plumbline.analytics.measures import MEASURE_KEYS, measure


def label_of(frame: Frame, situation: Situation) -> str:
    """`volatility and beta of AMD, 2022`."""
    what = " and ".join(dict.fromkeys(_measure_name(ask.measure) for ask in frame.asks)) or "figures"
    when = [period_words(period, situation.as_of).strip() for period in frame.periods]
    when += [f"as of {frame.as_of.isoformat()}"] if frame.as_of else []
    when += [f"against {frame.versus.isoformat()}"] if frame.versus else []
    parts = [f"{what} of {subject_words(frame, situation)}", *when]
    if frame.ranking:
        count = f" {frame.ranking.limit}" if frame.ranking.limit else ""
        parts.append(f"{frame.ranking.order}{count} first")
    return ", ".join(part for part in parts if part)


def subject_words(frame: Frame, situation: Situation) -> str:
    """Whom the frame is about."""
    subjects = frame.subjects
    names = [*subjects.symbols, *subjects.sectors]
    if subjects.right:
        names.append(f"{subjects.right}s")
    elif subjects.kinds:
        names += [{"etf": "ETFs", "option": "options", "equity": "single stocks", "cash": "cash"}[kind] for kind in subjects.kinds]
    if subjects.side:
        names.append(f"the {subjects.side} book")
    if subjects.benchmark:
        names.append("the benchmark")
    if subjects.by_sector:
        names.append("each sector")
    if names:
        return " and ".join(names)
    return f"the holdings of {situation.name(frame)}" if subjects.holdings or frame.conditions or frame.ranking else situation.name(frame)


def _measure_name(key: str) -> str:
    if key == "cash_weight":
        return "weight"
    name = measure(key).name if key in MEASURE_KEYS else key
    return name if name[:2].isupper() else name[0].lower() + name[1:]
