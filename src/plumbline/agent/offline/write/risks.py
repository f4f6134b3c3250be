"""Writes the investigations of risk: what drives it, how concentrated it is, how hedged, what stands out."""

from plumbline.agent.offline.figures_book import Outcome, known, mark, number
from plumbline.agent.offline.limit_checks import Check, checks_of, limit_words, state_words
from plumbline.agent.offline.phrases import capital, listed
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.failures import failed
from plumbline.agent.offline.write.second_round import cures, drilled
from plumbline.agent.offline.write.sentences import sentence
from plumbline.agent.offline.write.tables import table_of
from plumbline.agent.offline.write.writing import Writing
from plumbline.agent.tools.output import FactLine

_SPREAD, _MODERATE = 0.10, 0.18
"""Bounds of the HHI for words: ten equal holdings, and between five and six."""
_NOTABLE_GAP = 0.05
"""A share of risk that exceeds the weight by five points of a hundred is worth a sentence."""
_DEEP = 0.10


def drivers(writing: Writing) -> Answer:
    """What drives the risk: the largest contributors, against their weights, and the sectors."""
    portfolio, holdings, top, sectors, benchmark = (writing.outcome(place) for place in range(5))
    rows = known(holdings.rows)
    first = next((row for row in rows if row.measure == "risk_contribution"), None)
    if first is None:
        return _no_risk(writing, holdings)
    weight = holdings.find("weight", subject=first.subject.id)
    lead = f"**{first.subject.label} drives the risk of {writing.name} most: it carries {mark(first)} of it"
    lead += f"{_size(weight)}.**"
    total = next((fact for fact in top.part("summary") if fact.measure == "risk_contribution" and fact.value is not None), None)
    held = next((fact for fact in top.part("summary") if fact.measure == "weight" and fact.value is not None), None)
    names = list(dict.fromkeys(row.subject.label for row in top.rows))
    if total is not None and len(names) > 1:
        lead += f" {listed(names)} together carry {mark(total)}{_size(held)}."
    answer = Answer(lead=lead, table=table_of(holdings.rows, writing.today))
    answer.bullets += [*drilled(writing), *_sector_bullets(sectors)[:1], *_volatility_bullets(writing, portfolio, benchmark)]
    answer.caveats = writing.caveats(rows)
    answer.suggestions = [
        f"What if {_plain(first)} falls 10%?",
        "How concentrated am I, and what would you look at first?",
        "Show me the risk dashboard",
    ]
    return answer


def concentration(writing: Writing) -> Answer:
    """How concentrated, what it is made of, what to look at first."""
    figures, holdings, sectors, risky, report = (writing.outcome(place) for place in range(5))
    hhi, effective, held = figures.find("concentration_hhi"), figures.find("effective_positions"), figures.find("n_holdings")
    value = number(hhi)
    if hhi is None or value is None or effective is None:
        return Answer(lead=sentence(hhi, writing.today) if hhi is not None else failed(writing).lead)
    word = "well spread" if value < _SPREAD else "moderately concentrated" if value < _MODERATE else "highly concentrated"
    of = f" instead of its {mark(held, 'whole')}" if held is not None else ""
    lead = f"**{writing.name} is {word}: its HHI is {mark(hhi)}, as if it held {mark(effective)} equal positions{of}.**"
    answer = Answer(lead=lead)
    largest = next((row for row in known(holdings.rows) if row.measure == "weight"), None)
    top_5 = figures.find("top_5_weight")
    checks = {check.key: check for check in checks_of(report)}
    if largest is not None:
        answer.bullets.append(
            f"Largest holding: {largest.subject.label}, {mark(largest)} of net value{_against(checks.get('single_name'))}."
        )
    if top_5 is not None and top_5.value is not None:
        answer.bullets.append(f"The five largest: {mark(top_5)} of what is invested{_against(checks.get('top_5'))}.")
    sector = next((row for row in known(sectors.rows) if row.measure == "sector_weight"), None)
    if sector is not None:
        answer.bullets.append(f"Largest sector: {sector.subject.label}, {mark(sector)} of net value{_against(checks.get('sector'))}.")
    answer.bullets += _look_first(risky, sectors, checks)
    answer.bullets += cures(writing)
    answer.caveats = writing.caveats(figures.rows)
    answer.suggestions = ["What is driving my risk?", "Sector breakdown", "Am I breaching any limits?"]
    return answer


def attention(writing: Writing) -> Answer:
    """What stands out: breaches first, then who carries the risk, a bad day, the fall so far, what cost most."""
    report, risky, sectors, portfolio, worst = (writing.outcome(place) for place in range(5))
    checks = checks_of(report)
    breaches, warnings = [check for check in checks if check.status == "breach"], [check for check in checks if check.status == "warn"]
    rows = known(risky.rows)
    first = next((row for row in rows if row.measure == "risk_contribution"), None)
    if first is None:
        return _no_risk(writing, risky)
    weight = next((row for row in rows if row.measure == "weight"), None)
    carries = f"{first.subject.label} carries {mark(first)} of the risk{_size(weight)}"
    lead = (
        f"**Look first at {breaches[0].label.lower()}: {limit_words(breaches[0])}.**"
        if breaches
        else f"**Look first at {first.subject.label}: {carries}.**"
    )
    answer = Answer(lead=lead)
    answer.bullets += [f"{capital(check.label)}: {limit_words(check)}." for check in (*breaches[1:], *warnings)][:2]
    answer.bullets += cures(writing)
    if breaches:
        answer.bullets.append(f"{carries}.")
    sector = next((row for row in known(sectors.rows) if row.measure == "sector_risk_contribution"), None)
    if sector is not None:
        answer.bullets.append(f"By sector, {sector.subject.label} carries {mark(sector)} of the risk.")
    var, fall = portfolio.find("historical_value_at_risk_money"), portfolio.find("current_drawdown")
    if var is not None and var.value is not None:
        answer.bullets.append(f"A bad day (one in twenty) costs {mark(var)} or more.")
    loss = next((row for row in known(worst.rows) if row.measure == "period_change"), None)
    if loss is not None and (number(loss) or 0.0) < 0.0:
        answer.bullets.append(f"{loss.subject.label} has cost most this year: {mark(loss, 'abs')}.")
    elif fall is not None and (number(fall) or 0.0) > _DEEP:
        answer.bullets.append(f"It is {mark(fall)} below its peak of the last 252 sessions.")
    answer.caveats = writing.caveats([])
    answer.suggestions = ["What is driving my risk?", f"What if {_plain(first)} falls 10%?", "What if the market drops 20%?"]
    return answer


def hedge(writing: Writing) -> Answer:
    """Long against short, what moves with the market, and whether the shorts lower the risk."""
    figures, shorts, book = (writing.outcome(place) for place in range(3))
    ratio, long, short = (figures.find(key) for key in ("hedge_ratio", "long_exposure", "short_exposure"))
    if ratio is None or ratio.value is None or long is None or short is None:
        return Answer(lead=sentence(ratio, writing.today) if ratio is not None else failed(writing).lead, caveats=writing.caveats([]))
    if not number(short):
        lead = f"**{writing.name} is not hedged: it has nothing short, so the hedge ratio is {mark(ratio)} of {mark(long)} held long.**"
    else:
        lead = f"**The hedge ratio of {writing.name} is {mark(ratio)}: {mark(short)} short against {mark(long)} long.**"
    answer = Answer(lead=lead)
    gross, net, beta = (figures.find(key) for key in ("gross_exposure_weight", "net_exposure_weight", "beta"))
    if gross is not None and net is not None and gross.value is not None:
        answer.bullets.append(f"Gross exposure is {mark(gross)} of net value, net exposure {mark(net)}.")
    if beta is not None and beta.value is not None:
        left = ": that is what is left of the market after the shorts" if number(short) else ""
        answer.bullets.append(f"Beta to {writing.benchmark} is {mark(beta)}{left}.")
    share = book.find("risk_contribution")
    if share is not None and share.value is not None:
        effect = "lowers the risk: its share of it is" if (number(share) or 0.0) < 0 else "adds to the risk: its share of it is"
        answer.bullets.append(f"The short book {effect} {mark(share)}.")
    largest = [row for row in known(shorts.rows) if row.measure == "market_value"]
    if largest:
        answer.bullets.append("Largest shorts: " + listed([f"{row.subject.label} ({mark(row)})" for row in largest]) + ".")
    answer.caveats = writing.caveats(figures.rows)
    answer.suggestions = ["What if the market drops 20%?", "What is driving my risk?", "Which holding has the highest beta?"]
    if number(short):
        answer.suggestions = ["What if the market drops 20%?", "How did my short book do this year?", "Which positions reduce my risk?"]
    return answer


def _no_risk(writing: Writing, outcome: Outcome) -> Answer:
    details = outcome.output.details if outcome.output else ()
    reason = next((detail.text for detail in details if detail.path.startswith("/excluded") and detail.path.endswith("reason")), None)
    notes = " ".join(outcome.notes)
    return Answer(
        lead=reason or outcome.failure or notes or f"{writing.name} holds nothing that carries risk on {writing.today.isoformat()}."
    )


def _sector_bullets(sectors: Outcome) -> list[str]:
    found = []
    for row in known(sectors.rows):
        if row.measure == "sector_risk_contribution":
            weight = sectors.find("sector_weight", subject=row.subject.id)
            found.append(f"{row.subject.label} carries {mark(row)} of the risk{_size(weight)}.")
    return found[:2]


def _volatility_bullets(writing: Writing, portfolio: Outcome, benchmark: Outcome) -> list[str]:
    own, other, var = (
        portfolio.find("volatility_annualized"),
        benchmark.find("volatility_annualized"),
        portfolio.find("historical_value_at_risk"),
    )
    found = []
    if own is not None and own.value is not None:
        text = f"Volatility over the last 252 sessions is {mark(own)}"
        if other is not None and other.value is not None:
            text += f", {'above' if (number(own) or 0) > (number(other) or 0) else 'below'} the {mark(other)} of {writing.benchmark}"
        found.append(f"{text}.")
    if var is not None and var.value is not None:
        found.append(f"One-day value at risk at 95% is {mark(var)}.")
    return found


def _look_first(risky: Outcome, sectors: Outcome, checks: dict[str, Check]) -> list[str]:
    first = next((row for row in known(risky.rows) if row.measure == "risk_contribution"), None)
    if first is None:
        return []
    weight = risky.find("weight", subject=first.subject.id)
    gap = (number(first) or 0.0) - (number(weight) or 0.0)
    why = ", more than its weight" if gap > _NOTABLE_GAP else ""
    breach = next((check for check in checks.values() if check.status == "breach"), None)
    if breach is not None and breach.key == "sector":
        sector = next((row for row in known(sectors.rows) if row.measure == "sector_risk_contribution"), None)
        carried = f", which carries {mark(sector)} of the risk" if sector is not None else ""
        return [f"Look first at the sector above its limit{carried}; inside it, {first.subject.label} carries {mark(first)}{why}."]
    return [f"Look first at {first.subject.label}: it carries {mark(first)} of the risk{_size(weight)}{why}."]


def _size(weight: FactLine | None) -> str:
    """` on 17.7% of the value`; a short position has no such part."""
    if weight is None or weight.value is None:
        return ""
    return (
        f" on {mark(weight)} of the value"
        if (number(weight) or 0.0) >= 0.0
        else f", as a short position of {mark(weight, 'abs')} of net value"
    )


def _against(check: Check | None) -> str:
    if check is None:
        return ""
    return f", {state_words(check)}"


def _plain(row: FactLine) -> str:
    """The symbol to ask about: of an option, its underlying."""
    return row.subject.label.split(" ")[0]
