"""Writes overviews and checks: a portfolio or a symbol at a glance, what is held, limits, data, the list of portfolios."""

# ruff: noqa: E501 (sentences are read in one piece)

import re

from plumbline.agent.offline.figures_book import known, mark, number
from plumbline.agent.offline.limit_checks import Check, checks_of, limit_words
from plumbline.agent.offline.phrases import capital, listed
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.explanations import explanation
from plumbline.agent.offline.write.failures import failed
from plumbline.agent.offline.write.second_round import cures
from plumbline.agent.offline.write.sentences import sentence
from plumbline.agent.offline.write.tables import table_of
from plumbline.agent.offline.write.writing import Writing, without_figures
from plumbline.agent.tools.output import FactLine
from plumbline.facts.fact import SubjectKind

_MOST_NAMES = 6


def overview(writing: Writing) -> Answer:
    """A portfolio, a symbol or the benchmark at a glance."""
    subjects = writing.frame.subjects
    if subjects.symbols or subjects.benchmark:
        return _symbol(writing)
    main, benchmark, largest, risky, report = (writing.outcome(place) for place in range(5))
    value, own, active = main.find("net_value"), main.find("period_return"), main.find("active_return")
    if value is None or value.value is None:
        return Answer(lead=sentence(value, writing.today), caveats=writing.caveats([])) if value is not None else failed(writing)
    lead = f"**{writing.name} is worth {mark(value)}"
    if own is not None and own.value is not None:
        verb = "has lost" if (number(own) or 0.0) < 0 else "has gained"
        lead += f" and {verb} {mark(own, 'abs')} this year"
        if active is not None and active.value is not None:
            lead += f", {mark(active, 'points')} {'ahead of' if (number(active) or 0.0) >= 0 else 'behind'} {writing.benchmark}"
    answer = Answer(lead=f"{lead}.**")
    change, day = main.find("daily_change"), main.find("daily_return")
    if change is not None and day is not None and change.value is not None:
        answer.bullets.append(f"On {change.as_of.isoformat()}: {mark(change, 'signed')} ({mark(day, 'signed')}).")
    volatility, score, other = main.find("volatility_annualized"), main.find("risk_score"), benchmark.find("volatility_annualized")
    if volatility is not None and volatility.value is not None:
        beside = f" ({mark(other)} for {writing.benchmark})" if other is not None and other.value is not None else ""
        scored = f"; the risk score is {mark(score)}" if score is not None and score.value is not None else ""
        answer.bullets.append(f"Volatility {mark(volatility)}{beside}{scored}.")
    weight = next((row for row in known(largest.rows) if row.measure == "weight"), None)
    share = next((row for row in known(risky.rows) if row.measure == "risk_contribution"), None)
    if weight is not None and share is not None:
        answer.bullets.append(
            f"Largest holding: {weight.subject.label}, {mark(weight)}. Most of the risk: {share.subject.label}, {mark(share)}."
        )
    var = main.find("historical_value_at_risk_money")
    if var is not None and var.value is not None:
        answer.bullets.append(f"A bad day (one in twenty) costs {mark(var)} or more.")
    broken = [check for check in checks_of(report) if check.status == "breach"]
    answer.bullets.append(f"Limits: {limit_words(broken[0])} ({broken[0].label.lower()})." if broken else "No limit is breached.")
    answer.caveats = writing.caveats([value])
    answer.suggestions = ["What is driving my risk?", "How did I do against the S&P 500 this year?", "What moved my portfolio today?"]
    return answer


def _profile(writing: Writing) -> list[str]:
    """What the company is, in words."""
    symbols = writing.frame.subjects.symbols
    instrument = writing.situation.view.market.instruments.get(symbols[0]) if symbols else None
    if instrument is None or instrument.name == instrument.symbol:
        return []
    line = ", ".join(
        part for part in (instrument.sector, instrument.industry if instrument.industry != instrument.sector else None) if part
    )
    return [" ".join([f"{instrument.name}{f': {line}' if line else ''}.", *without_figures(instrument.description or "")])]


_LIMIT_NAMES = (
    (r"\b(?:leverage\w*|gross)\b", "gross"),
    (r"\bvolatility\b", "volatility"),
    (r"\b(?:var|value at risk)\b", "var"),
    (r"\bsectors?\b", "sector"),
    (r"\b(?:single name|largest (?:holding|position|name)|concentration)\b", "single_name"),
    (r"\b(?:top (?:5|five)|five largest)\b", "top_5"),
)


def _asked_limit(writing: Writing, check: Check) -> str:
    """The one limit that the question names, with its yes or no."""
    negative = re.search(r"\b(?:breach\w*|exceed\w*|over|above|violat\w*|broken?)\b", writing.frame.text)
    asked = re.match(r"(?:am|is|are|do|does|did|have|has)\b", writing.frame.text)
    kept = check.status != "breach"
    yes = ("Yes: " if kept != bool(negative) else "No: ") if asked else ""
    label = check.label[0].lower() + check.label[1:] if yes else check.label
    return f"**{yes}{label} of {writing.name} is {limit_words(check)}.**"


def _yes_or_no(text: str) -> str:
    """How the sentence that limits are breached begins: who asks whether all is within them hears a no."""
    if not re.match(r"(?:am|is|are|do|does|did|have|has|any)\b", text):
        return ""
    return "No, " if re.search(r"\b(?:within|inside|under|below|ok|okay|fine|respect\w*|keep\w*|comply\w*|compliant)\b", text) else "Yes, "


def limits(writing: Writing) -> Answer:
    """Every limit with its figure and what is left."""
    if writing.failure:
        return failed(writing)
    checks = checks_of(writing.outcome(0))
    if not checks:
        return Answer(
            lead=f"There is no limit that could be checked for {writing.name} on {writing.today.isoformat()}.", caveats=writing.caveats([])
        )
    broken = [check for check in checks if check.status == "breach"]
    near = [check for check in checks if check.status == "warn"]
    asked = next(
        (check for words, key in _LIMIT_NAMES if re.search(words, writing.frame.text) for check in checks if check.key.startswith(key)),
        None,
    )
    if asked is not None:
        lead = _asked_limit(writing, asked)
    elif broken:
        lead = f"**{_yes_or_no(writing.frame.text)}{writing.name} breaches {listed([check.label.lower() for check in broken])}: {limit_words(broken[0])}.**"
    else:
        lead = (
            f"**No limit of {writing.name} is breached{f'; closest is {near[0].label.lower()}, {limit_words(near[0])}' if near else ''}.**"
        )
    words = {"breach": "breach", "warn": "close", "ok": "ok", "unavailable": "not available"}
    header = ["Limit", "Figure", "Level", "Left", "State"]
    rows = []
    for check in checks:
        who = f" ({check.figure.subject.label})" if check.key in {"single_name", "sector"} else ""
        rows.append(
            [
                f"{check.label}{who}",
                mark(check.figure),
                mark(check.level),
                mark(check.headroom) if check.headroom else "–",
                words[check.status],
            ]
        )
    return Answer(
        lead=lead,
        table=[header, *rows],
        bullets=cures(writing),
        caveats=writing.caveats([]),
        suggestions=["What is driving my risk?", "How concentrated am I?", "Show me the risk dashboard"],
    )


def quality(writing: Writing) -> Answer:
    """Whether the data behind the figures can be relied on."""
    dates = known(writing.outcome(0).rows)
    view = writing.situation.view
    stale = [row for row in dates if row.value != view.as_of]
    held = sorted({row.subject.id.rpartition("/")[2] for row in dates})
    findings = view.findings(held)
    marked = sorted({finding.symbol for finding in findings if finding.symbol})
    if stale:
        lead = f"**Not all of it: the prices of {listed([row.subject.label for row in stale[:_MOST_NAMES]])} are older than {view.as_of.isoformat()}.**"
    elif marked:
        lead = f"**Prices are up to date ({view.as_of.isoformat()}), but the quality checks found something in {listed(marked[:_MOST_NAMES])}.**"
    else:
        lead = f"**Yes: every holding of {writing.name} has a price of {view.as_of.isoformat()}, and the quality checks found nothing in them.**"
    kinds = sorted({finding.code.value.replace("_", " ") for finding in findings})
    answer = Answer(lead=lead)
    if kinds:
        answer.bullets.append(
            f"Found: {listed(kinds)}. Prints that are surely wrong are excluded from every figure; the Market page lists them."
        )
    answer.bullets += [sentence(row, writing.today) for row in stale[:3]]
    answer.caveats = [note for outcome in writing.outcomes for note in outcome.notes]
    answer.suggestions = ["Give me an overview", "What is driving my risk?"]
    return answer


def portfolio_list(writing: Writing) -> Answer:
    """The portfolios with their values."""
    output = writing.outcome(0).output
    facts = [fact for fact in (output.facts if output else ()) if fact.measure in {"net_value", "n_holdings"}]
    names = list(dict.fromkeys(fact.subject.label for fact in facts))
    if not names:
        return failed(writing)
    return Answer(
        lead=f"**You have {listed(names)}.**",
        table=table_of(facts, writing.today, first="Portfolio"),
        suggestions=["Which of my portfolios is the riskiest?", "Total value of all portfolios"],
    )


def dashboard(writing: Writing) -> Answer:
    """The dashboard is on the screen; its headline."""
    if writing.failure:
        return failed(writing)
    shown = writing.outcome(0)
    score, volatility, first = shown.find("risk_score"), shown.find("volatility_annualized", period="252d"), shown.find("risk_contribution")
    parts = [
        f"risk score {mark(score)}" if score and score.value is not None else "",
        f"volatility {mark(volatility)}" if volatility and volatility.value is not None else "",
    ]
    parts.append(f"{first.subject.label} carries {mark(first)} of the risk" if first and first.value is not None else "")
    lead = f"**The risk dashboard of {writing.name} is open: {', '.join(part for part in parts if part)}.**"
    return Answer(
        lead=lead,
        after=["Click a bar to select a holding, and ask about it."],
        suggestions=["What is driving my risk?", "Am I breaching any limits?"],
    )


def explained(writing: Writing) -> Answer:
    """What a measure means, and the person's own."""
    key = writing.frame.topic or "volatility_annualized"
    own = next((row for row in known(writing.outcome(0).rows)), None) if writing.outcomes else None
    answer = Answer(lead=explanation(key))
    if own is not None and key not in {"risk_contribution", "sector_risk_contribution", "weight", "sector_weight"}:
        answer.after.append(sentence(own, writing.today, benchmark=writing.benchmark))
    answer.suggestions = ["What is driving my risk?", "What is my 99% VaR?"]
    return answer


def _whole(held: FactLine, writing: Writing) -> str:
    """The portfolio that a holding belongs to."""
    own = held.subject.id.partition("/")[0]
    return next((ref.name for ref in writing.situation.portfolios if ref.id == own), writing.name)


def _symbol(writing: Writing) -> Answer:
    main, position = writing.outcome(0), writing.outcome(1)
    rows = known(main.rows)
    if not rows:
        return failed(writing)
    first = rows[0]
    year = main.find("period_return", period="ytd")
    held = position.find("market_value", kind=SubjectKind.HOLDING)
    weight, share, gain = (position.find(key) for key in ("weight", "risk_contribution", "unrealized_gain"))
    if held is not None and held.value is not None:
        lead = f"**Your {held.subject.label} position is worth {mark(held)}" + (
            f", {mark(weight)} of {_whole(held, writing)}" if weight and weight.value is not None else ""
        )
        lead += f", and carries {mark(share)} of its risk.**" if share and share.value is not None else ".**"
    elif year is not None and year.value is not None:
        lead = f"**{capital(sentence(year, writing.today))}**"
    else:
        lead = f"**{sentence(first, writing.today)}**"
    answer = Answer(
        lead=lead,
        table=table_of(
            [*rows, *(row for row in known(position.rows) if row.measure in {"quantity", "unrealized_gain", "unrealized_return"})][:0]
            or rows,
            writing.today,
        ),
    )
    if gain is not None and gain.value is not None:
        answer.bullets.append(sentence(gain, writing.today))
    answer.bullets += _profile(writing)
    answer.caveats = writing.caveats(rows)
    symbol = writing.frame.subjects.symbols[0] if writing.frame.subjects.symbols else "the S&P 500"
    answer.suggestions = [
        f"How did {symbol} do this year?",
        f"What if {symbol} falls 10%?",
        f"Maximum drawdown of {symbol} in the last 5 years",
    ]
    return answer
