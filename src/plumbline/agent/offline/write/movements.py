"""Writes what moved, what would move, and how things did beside each other."""

# ruff: noqa: E501 (sentences are read in one piece)

import re

from plumbline.agent.offline.figures_book import Outcome, known, mark, number
from plumbline.agent.offline.phrases import capital, listed, period_words, subject_name
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.failures import failed
from plumbline.agent.offline.write.second_round import singled_out
from plumbline.agent.offline.write.sentences import sentence
from plumbline.agent.offline.write.tables import table_of
from plumbline.agent.offline.write.writing import Writing
from plumbline.agent.tools.output import FactLine
from plumbline.facts.fact import SubjectKind

_MOST_HIT = 5
_PARTS = {0.1: "a tenth", 0.2: "a fifth", 0.25: "a quarter", 1 / 3: "a third", 0.5: "half"}


def versus(writing: Writing) -> Answer:
    """The return against the benchmark's, in points, in money, and who made the difference."""
    own_outcome, benchmark = writing.outcome(0), writing.outcome(1)
    own, active, change = (own_outcome.find(key) for key in ("period_return", "active_return", "period_change"))
    other = benchmark.find("period_return")
    if own is None or own.value is None or other is None or other.value is None or active is None:
        missing = next((row for row in (own, other) if row is not None and row.value is None), None)
        return Answer(lead=sentence(missing, writing.today) if missing is not None else failed(writing).lead)
    ahead = (number(active) or 0.0) >= 0.0
    words = period_words(own.period, writing.today)
    end = f" to {own.as_of.isoformat()}" if own.period in {"ytd", "mtd", "qtd"} else ""
    claim = writing.frame.claim
    yes = "" if claim is None or claim.level is not None else "Yes: " if ahead == (claim.operator == "above") else "No: "
    lead = (
        f"**{yes}{capital(subject_name(own.subject))} {_verb(own)} {mark(own, 'abs')}{words}{end}, {mark(active, 'points')} {'ahead of' if ahead else 'behind'} "
        f"{writing.benchmark}, which {_verb(other)} {mark(other, 'abs')}.**"
    )
    answer = Answer(lead=lead)
    if change is not None and change.value is not None:
        made = "made" if (number(change) or 0.0) >= 0 else "lost"
        answer.bullets.append(f"In money: {made} {mark(change, 'abs')}.")
    answer.bullets += _movers(writing.outcome(2), writing.outcome(3))
    beta = writing.outcome(4).find("beta")
    if beta is not None and beta.value is not None:
        answer.bullets.append(f"Beta to {writing.benchmark} over the last 252 sessions is {mark(beta)}.")
    answer.caveats = [*writing.caveats([own]), *_price_index(writing)]
    answer.suggestions = [
        "What moved my portfolio this year?",
        "What was my tracking error over the last year?",
        "How did I do over the last 3 years?",
    ]
    return answer


def moved(writing: Writing) -> Answer:
    """Why it moved: the market's part, and the holdings that gained and lost most."""
    if writing.frame.subjects.symbols:
        return _symbol_moved(writing)
    own_outcome, benchmark, worst, best = (writing.outcome(place) for place in range(4))
    own, change, other = (
        own_outcome.find("period_return") or own_outcome.find("daily_return"),
        own_outcome.find("period_change"),
        benchmark.find("period_return"),
    )
    if own is None or own.value is None:
        return Answer(lead=sentence(own, writing.today)) if own is not None else failed(writing)
    money = f" ({mark(change, 'abs')})" if change is not None and change.value is not None else ""
    lead = f"**{capital(subject_name(own.subject))} {_verb(own)} {mark(own, 'abs')}{money}{_when(own, writing)}"
    falling = (number(own) or 0.0) < 0
    leading = known((worst if falling else best).rows)
    first = next((row for row in leading if row.measure == "period_change"), None)
    lead += (
        f", {'most of all by' if falling else 'above all with'} {_named(first, worst if falling else best)} ({mark(first, 'signed')}).**"
        if first is not None
        else ".**"
    )
    answer = Answer(lead=lead)
    if other is not None and other.value is not None:
        ahead = (number(own) or 0.0) >= (number(other) or 0.0)
        answer.bullets.append(
            f"{capital(writing.benchmark)} {_verb(other)} {mark(other, 'abs')} over the same time, so it was {'better' if ahead else 'worse'} than the market."
        )
    answer.bullets += singled_out(writing, first, falling=falling) if first is not None else []
    answer.bullets += _movers(worst, best)
    answer.caveats = writing.caveats([own])
    answer.suggestions = [
        "How did I do against the S&P 500 this year?",
        "Which holdings fell more than 20% this year?",
        "What is driving my risk?",
    ]
    return answer


def shocked(writing: Writing) -> Answer:
    """What an assumed move would do, and whom it would hit."""
    if writing.failure:
        return failed(writing)
    main = writing.outcome(0)
    money = main.find("shock_impact_money", kind=SubjectKind.HYPOTHETICAL)
    share, after = main.find("shock_impact"), main.find("shocked_value")
    if money is None:
        return failed(writing)
    loses = (number(money) or 0.0) < 0.0
    part = f" ({mark(share, 'abs')} of its value)" if share is not None and share.value is not None else ""
    left = f" and be worth {mark(after)}" if after is not None and after.value is not None else ""
    lead = f"**{_assumed(writing)}, {writing.name} would {'lose' if loses else 'gain'} {mark(money, 'abs')}{part}{left}.**"
    answer = Answer(lead=_asked_of(writing, main.rows) + lead)
    hit = [row for row in known(main.rows) if row.subject.kind is SubjectKind.HOLDING]
    if len(hit) > 1:
        answer.bullets += _hit(hit[:_MOST_HIT], loses=loses)
    var = writing.outcome(1).find("historical_value_at_risk_money")
    if var is not None and var.value is not None and loses:
        more = abs(number(money) or 0.0) > (number(var) or 0.0)
        answer.bullets.append(f"That is {'more' if more else 'less'} than a bad day (one in twenty) has cost: {mark(var)}.")
    answer.caveats = list(main.notes)
    if "default shock" in writing.frame.notes:
        answer.caveats.append(
            "You named no size, so I assumed a fall of the size that is commonly called a bear market: name another one to change it"
        )
    answer.suggestions = ["What if the market drops 20%?", "What is my 99% expected shortfall?", "What is driving my risk?"]
    return answer


def symbols_compared(writing: Writing) -> Answer:
    """Two or more symbols in one table, with who did better and who moves more."""
    main = writing.outcome(0)
    if writing.failure:
        return failed(writing)
    rows = main.rows
    returns = [row for row in known(rows) if row.measure == "period_return"]
    volatility = [row for row in known(rows) if row.measure == "volatility_annualized"]
    last = returns[-1].period if returns else None
    same = [row for row in returns if row.period == last]
    sentences = []
    if len(same) > 1:
        best = max(same, key=lambda row: number(row) or 0.0)
        others = [row for row in same if row is not best]
        sentences.append(
            f"{best.subject.label} did better{period_words(last, writing.today)}: {mark(best, 'signed')} against "
            + listed([f"{mark(row, 'signed')} for {row.subject.label}" for row in others])
        )
    if len(volatility) > 1:
        wildest = max(volatility, key=lambda row: number(row) or 0.0)
        sentences.append(f"{wildest.subject.label} moves most")
    answer = Answer(
        lead=f"**{'. '.join(sentences)}.**" if sentences else "There are no figures to compare.", table=table_of(rows, writing.today)
    )
    pair = writing.outcome(1).find("correlation")
    symbols = writing.frame.subjects.symbols
    if pair is not None and pair.value is not None:
        answer.bullets.append(
            f"The correlation of {symbols[0]} and {symbols[1]}{period_words(pair.period, writing.today)} is {mark(pair)}."
        )
    answer.caveats = writing.caveats(rows)
    answer.suggestions = [
        f"{symbols[0]} vs {symbols[1]} return over 5 years",
        "Which of my holdings has the highest beta?",
        f"What if {symbols[0]} falls 10%?",
    ]
    return answer


def _symbol_moved(writing: Writing) -> Answer:
    own_outcome, benchmark, position = (writing.outcome(place) for place in range(3))
    own, beta, other = own_outcome.find("period_return"), own_outcome.find("beta"), benchmark.find("period_return")
    if own is None or own.value is None:
        return Answer(lead=sentence(own, writing.today)) if own is not None else failed(writing)
    lead = f"**{own.subject.label} {_verb(own)} {mark(own, 'abs')}{_when(own, writing)}"
    lead += f", {writing.benchmark} {_verb(other)} {mark(other, 'abs')}.**" if other is not None and other.value is not None else ".**"
    answer = Answer(lead=lead, after=["I have no news, so I can not say what caused the rest."])
    if beta is not None and beta.value is not None:
        answer.bullets.append(f"Its beta over the last 252 sessions is {mark(beta)}: so much of a move of the market it has shared.")
    change = position.find("period_change")
    if change is not None and change.value is not None:
        effect = "cost" if (number(change) or 0.0) < 0 else "brought"
        answer.bullets.append(f"In {writing.name} it {effect} {mark(change, 'abs')}.")
    answer.caveats = writing.caveats([own])
    answer.suggestions = [
        f"How much of my risk comes from {own.subject.label}?",
        f"Show the volatility of {own.subject.label}",
        "What moved my portfolio this year?",
    ]
    return answer


def _asked_of(writing: Writing, rows: list[FactLine]) -> str:
    """`how much would Apple lose` in a move of the market: its own part, before that of the whole."""
    moved = {symbol for shock in writing.frame.shocks for symbol in shock.symbols}
    asked = [symbol for symbol in writing.frame.subjects.symbols if symbol not in moved]
    own = [row for row in known(rows) if row.subject.kind is SubjectKind.HOLDING and row.subject.id.rpartition("/")[2] in asked]
    said = [f"your {row.subject.label} position would {'lose' if (number(row) or 0.0) < 0.0 else 'gain'} {mark(row, 'abs')}" for row in own]
    return f"**{_assumed(writing)}, {listed(said)}.** " if said else ""


def _hit(rows: list[FactLine], *, loses: bool) -> list[str]:
    """Those that lose and those that gain, the side of the total first."""
    losing = [f"{row.subject.label} {mark(row, 'signed')}" for row in rows if (number(row) or 0.0) < 0.0]
    gaining = [f"{row.subject.label} {mark(row, 'signed')}" for row in rows if (number(row) or 0.0) > 0.0]
    said = [f"Would lose most: {listed(losing)}." if losing else "", f"Would gain most: {listed(gaining)}." if gaining else ""]
    return [line for line in (said if loses else reversed(said)) if line]


def _movers(worst: Outcome, best: Outcome) -> list[str]:
    losers = [row for row in known(worst.rows) if row.measure == "period_change" and (number(row) or 0.0) < 0]
    winners = [row for row in known(best.rows) if row.measure == "period_change" and (number(row) or 0.0) > 0]
    found = []
    if losers:
        found.append("Lost most: " + listed([_mover(row, worst) for row in losers]) + ".")
    if winners:
        found.append("Gained most: " + listed([_mover(row, best) for row in winners]) + ".")
    return found


def _mover(row: FactLine, outcome: Outcome) -> str:
    own = outcome.find("period_return", subject=row.subject.id)
    if own is None or own.value is None:
        return f"{row.subject.label} {mark(row, 'signed')}"
    if _is_short(row, own):
        return (
            f"{row.subject.label} (short) {mark(row, 'signed')} as it {'rose' if (number(own) or 0.0) > 0 else 'fell'} {mark(own, 'abs')}"
        )
    return f"{row.subject.label} {mark(row, 'signed')} ({mark(own, 'signed')})"


def _named(row: FactLine, outcome: Outcome) -> str:
    own = outcome.find("period_return", subject=row.subject.id)
    return f"the {row.subject.label} short" if _is_short(row, own) else row.subject.label


def _is_short(row: FactLine, own: FactLine | None) -> bool:
    """Money and price went opposite ways."""
    return (number(row) or 0.0) * (number(own) or 0.0) < 0.0


def _assumed(writing: Writing) -> str:
    said = [note.removeprefix("assumed: ") for note in writing.frame.notes if note.startswith("assumed: ")]
    if said:
        return f"If {listed(said)}"
    parts = []
    for shock in writing.frame.shocks:
        size = _size_words(shock.size, writing)
        names = [*shock.symbols, *shock.sectors] or (
            [f"the {shock.side} book"] if shock.side else [writing.benchmark] if shock.market else ["every holding"]
        )
        verb = (
            size.replace("falls", "fall").replace("rises", "rise").replace("halves", "halve").replace("doubles", "double")
            if len(names) > 1
            else size
        )
        parts.append(f"{listed(names)} {verb}")
    return f"If {listed(parts)}"


def _size_words(size: float, writing: Writing) -> str:
    """The person's own number; in words where it was ours, because only facts and the person's numbers are printed."""
    verb = "falls" if size < 0 else "rises"
    if "default shock" in writing.frame.notes:
        return f"{verb} by a fifth"
    if size == -0.5 and "hal" in writing.frame.text:
        return "halves"
    if size in {1.0, -1.0} and "100" not in writing.frame.text:
        return "doubles" if size > 0 else "goes to zero"
    printed = f"{abs(size) * 100:g}"
    worded = next((words for part, words in _PARTS.items() if abs(abs(size) - part) < 1e-9 and printed not in writing.frame.text), None)
    # The number as the person typed it: `20%`, or `20` alone.
    sign = "%" if re.search(rf"{re.escape(printed)} ?%", writing.frame.text) or printed not in writing.frame.text else " (percent)"
    return f"{verb} by {worded}" if worded else f"{verb} {printed}{sign}"


def _when(own: FactLine, writing: Writing) -> str:
    if own.period == "1d":
        return f" on {own.as_of.isoformat()}"
    end = f" to {own.as_of.isoformat()}" if own.period in {"ytd", "mtd", "qtd"} else ""
    return f"{period_words(own.period, writing.today)}{end}"


def _verb(fact: FactLine) -> str:
    return "lost" if (number(fact) or 0.0) < 0.0 else "gained"


def _price_index(writing: Writing) -> list[str]:
    return (
        ["The S&P 500 here is the price index without dividends; prices of the holdings include them"]
        if "S&P 500" in writing.benchmark
        else []
    )
