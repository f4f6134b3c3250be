"""Writes what is held: where a symbol is held, and the options with their deltas, expiries and strikes."""

from plumbline.agent.offline.figures_book import known, mark
from plumbline.agent.offline.phrases import capital, listed
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.failures import failed
from plumbline.agent.offline.write.tables import table_of
from plumbline.agent.offline.write.writing import Writing
from plumbline.agent.tools.output import FactLine
from plumbline.core.errors import MissingData
from plumbline.market_data.occ import OptionContract, find_occ


def owned(writing: Writing) -> Answer:
    """Yes or no, where and how much."""
    main = writing.outcome(0)
    if writing.failure:
        return failed(writing)
    rows = known(main.rows)
    symbols = listed(list(writing.frame.subjects.symbols))
    if not rows:
        return Answer(
            lead=f"**No: {writing.name if writing.frame.subjects.portfolios else 'none of your portfolios'} holds {symbols}.**",
            suggestions=[f"How did {writing.frame.subjects.symbols[0]} do this year?"],
        )
    names: dict[str, str] = {ref.id: ref.name for ref in writing.situation.portfolios}
    current = writing.situation.current.id if writing.situation.current else ""
    places: dict[str, list[str]] = {}
    for row in rows:
        places.setdefault(row.subject.id.partition("/")[0], [])
    first = next((place for place in places if place == current), None)
    answer = Answer(lead="")
    for place in places:
        own = [row for row in rows if row.subject.id.startswith(f"{place}/")]
        held = list(dict.fromkeys(row.subject.id.rpartition("/")[2] for row in own))
        sizes = [
            _size([row for row in own if row.subject.id.endswith(f"/{symbol}")], symbol, named=len(writing.frame.subjects.symbols) > 1)
            for symbol in held
        ]
        answer.bullets.append(f"{names.get(place, place)}: {'; '.join(sizes)}.")
    symbols = listed(list(dict.fromkeys(row.subject.id.rpartition("/")[2] for row in rows)))
    where = listed([names.get(place, place) for place in places])
    if len(places) == 1 and first:
        return _one_owner(rows, where)
    answer.lead = (
        f"**Yes, {where} hold{'s' if len(places) == 1 else ''} {symbols}.**"
        if first or not current
        else f"**Not in {writing.name}, but {where} hold{'s' if len(places) == 1 else ''} {symbols}.**"
    )
    answer.suggestions = [
        f"How did {writing.frame.subjects.symbols[0]} do this year?",
        f"How much of my risk comes from {writing.frame.subjects.symbols[0]}?",
    ]
    return answer


def _size(rows: list[FactLine], symbol: str, *, named: bool) -> str:
    """`900 shares, worth $113,107, 16.5% of it`."""
    found = {row.measure: row for row in rows}
    quantity, worth, weight = (found.get(key) for key in ("quantity", "market_value", "weight"))
    parts = [
        f"{mark(quantity, 'whole')} shares" + (f" of {symbol}" if named else "") if quantity else "",
        f"worth {mark(worth)}" if worth else "",
        f"{mark(weight)} of it" if weight else "",
    ]
    return ", ".join(part for part in parts if part)


def _one_owner(rows: list[FactLine], where: str) -> Answer:
    found = {row.measure: row for row in rows}
    worth, weight, quantity = found.get("market_value"), found.get("weight"), found.get("quantity")
    size = f"{mark(quantity, 'whole')} shares of {rows[0].subject.label}" if quantity else rows[0].subject.label
    lead = (
        f"**Yes, {where} holds {size}"
        + (f", worth {mark(worth)}" if worth else "")
        + (f" and {mark(weight)} of it.**" if weight else ".**")
    )
    symbol = rows[0].subject.label
    return Answer(lead=lead, suggestions=[f"How did {symbol} do this year?", f"How much of my risk comes from {symbol}?"])


def options(writing: Writing) -> Answer:
    """The options with their deltas, and what they move like together; first what was asked: expiry, or in the money."""
    main, together = writing.outcome(0), writing.outcome(1)
    rows = known(main.rows)
    if not rows:
        kind = " of that kind" if writing.frame.subjects.right or writing.frame.subjects.symbols else ""
        return Answer(lead=f"**{writing.name} holds no options{kind}.**")
    contracts = [contract for row in rows if (contract := find_occ(row.subject.id.rpartition("/")[2]))]
    contracts = list(dict.fromkeys(contracts))
    answer = Answer(lead=f"**{_asked(writing, contracts) or _worth(writing, rows, together.rows)}**")
    answer.table = table_of(main.rows, writing.today, first="Option")
    answer.caveats = [
        "There are no option quotes: values and deltas are of the Black-Scholes-Merton model with the realized volatility of the underlying"
    ]
    answer.suggestions = ["When do my options expire?", "Which of my options are in the money?", "What if the market drops 10%?"]
    answer.suggestions = [one for one in answer.suggestions if one.lower().rstrip("?") != writing.frame.text.rstrip("?")]
    return answer


def _asked(writing: Writing, contracts: list[OptionContract]) -> str | None:
    words = writing.frame.text
    if any(part in words for part in ("expir", "matur", "run out", "days until", "days left")):
        return _expiries(writing, contracts)
    if "money" in words.split() or any(part in words for part in ("itm", "otm", "assign", "exercis")):
        return _in_the_money(writing, contracts)
    return None


def _expiries(writing: Writing, contracts: list[OptionContract]) -> str:
    """Each day with what expires on it, the next one first."""
    days = sorted({contract.expiry for contract in contracts})
    parts = [f"{day.isoformat()} ({listed([contract.label for contract in contracts if contract.expiry == day])})" for day in days]
    verb = "expires" if len(contracts) == 1 else "expire"
    alive = (
        f"None of the options of {writing.name} has expired: they" if "expired" in writing.frame.text else f"The options of {writing.name}"
    )
    return f"{alive} {verb} on {listed(parts)}."


def _in_the_money(writing: Writing, contracts: list[OptionContract]) -> str:
    """Strike against the last price of the underlying."""
    inside = [contract.label for contract in contracts if _is_inside(writing, contract)]
    if not inside:
        return (
            f"None of the options of {writing.name} is in the money: no call has a strike below the price of its stock, no put one above."
        )
    return f"In the money: {listed(inside)}."


def _is_inside(writing: Writing, contract: OptionContract) -> bool:
    try:
        last = writing.situation.view.last_price(contract.underlying).price
    except MissingData:
        return False
    return last > contract.strike if contract.right.value == "call" else last < contract.strike


def _worth(writing: Writing, rows: list[FactLine], together: list[FactLine]) -> str:
    subjects = list(dict.fromkeys(row.subject.id for row in rows))
    summed = {row.measure: row for row in known(rows if len(subjects) == 1 else together)}
    value, exposure = summed.get("market_value"), summed.get("delta_exposure")
    if len(subjects) == 1:
        lead = f"{capital(rows[0].subject.label)} is worth {mark(value)}" if value else f"{writing.name} holds {rows[0].subject.label}"
        return f"{lead} and moves like {mark(exposure)} of stock." if exposure else f"{lead}."
    lead = f"The options of {writing.name} are worth {mark(value)} together" if value else f"{writing.name} holds options"
    return f"{lead} and move like {mark(exposure)} of stock." if exposure else f"{lead}."
