"""Tells proposals: better weights, hedges, and trades that cure a breach. Nothing is traded."""

# ruff: noqa: E501 (sentences are read in one piece)

import re

from plumbline.agent.offline.phrases import capital, listed
from plumbline.agent.offline.planning.proposal_requests import REBALANCED_TO
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.reports.page import Page
from plumbline.agent.offline.write.reports.terms import lots_used, terms_kept, terms_left, terms_unused

_MOST_ROWS = 6
_OBJECTIVES: dict[str, tuple[str, str, str]] = {
    # what it is called, the figure that it improves, and its name
    "minimum_variance": ("Minimum variance", "volatility", "volatility"),
    "black_litterman": ("Black-Litterman, with your view,", "expected_return", "expected return"),
    "risk_budget": ("The risk budget", "volatility", "volatility"),
    "target_volatility": ("The target volatility", "volatility", "volatility"),
    "risk_parity": ("Risk parity", "volatility", "volatility"),
    "maximum_sharpe": ("The highest Sharpe ratio", "sharpe", "Sharpe ratio of the past two years"),
    "target_return": ("The target return at the least risk", "volatility", "volatility"),
    "minimum_expected_shortfall": ("Minimum expected shortfall", "expected_shortfall", "one-day expected shortfall at 95%"),
    "maximum_diversification": ("Maximum diversification", "diversification", "diversification ratio"),
    "minimum_tracking_error": ("Minimum tracking error", "tracking_error", "tracking error"),
}
_FUND = re.compile(r"\b(?:etfs?|funds?)\b")
_OWN = re.compile(
    r"\beffective\w*\b|\b(?:match|offset)\w*\b|\br[ -]?squared\b|\bhow good\b|\bshorts?\b.*\b(?:remov|reduc|take)\w*|\boptimal hedge ratio\b|\bbest hedge ratio\b"
)
_TOGETHER = re.compile(r"\bmoves? together\b|\bclusters?\b")
_AFTER = re.compile(r"\b(?:volatility|vol|risk) (?:would be |is )?left\b|\bvolatility (?:after|then)\b")
_ROOM = re.compile(r"\b(?:room|headroom|distance|close|far|near|space)\b")
_LIMIT_WORDS = (
    ("volatility", r"\bvol\w*"),
    ("var", r"\b(?:var|value at risk)\b"),
    ("sector", r"\bsector\b"),
    ("single_name", r"\b(?:single|largest|name|position|holding)\b"),
    ("top_5", r"\b(?:top|five)\b"),
    ("gross", r"\b(?:gross|leverage)\b"),
)


def optimization(page: Page) -> Answer:
    """The proposal: what it improves, the largest trades, what holds it back."""
    if page.writing.failure:
        return _out_of_reach(page)
    terms = page.ask.terms
    title, field, name = _OBJECTIVES.get(page.text("/objective"), _OBJECTIVES["minimum_variance"])
    lead = page.line(f"**{title} would take the {name} of {page.name} from {{/current/{field}}} to {{/proposed/{field}}}.**")
    answer = Answer(lead=lead or page.line(f"**{title} would give {page.name} a {name} of {{/proposed/{field}}}.**"))
    rows = [
        (page.label(f"{place}/weight"), f"{place}/weight", f"{place}/optimal_weight", f"{place}/trade_quantity|signed")
        for place in page.places("/positions")[:_MOST_ROWS]
    ]
    answer.table = page.table(("Holding", "Weight now", "Proposed", "Shares to trade"), rows)
    other = page.lines("Volatility from {/current/volatility} to {/proposed/volatility}.") if field != "volatility" else []
    binding = [text for path, text in page.words.items() if path.startswith("/binding/")]
    answer.bullets = [
        *other,
        *page.lines(
            "Turnover {/turnover}: half the sum of all changes of weight.",
            "As spread as {/proposed/effective_positions} equal positions, now {/current/effective_positions}.",
        ),
        *(
            [f"Held back by: {listed(binding[:3])}."]
            if binding and not any(char.isdigit() for text in binding[:3] for char in text)
            else []
        ),
    ]
    if page.ask.objective == "black_litterman":
        answer.bullets = [*_views(page), *answer.bullets]
    if page.places("/frontier"):
        answer = _frontier(page)
    if terms and terms.cost_rate is not None:
        answer.bullets = [*page.lines("Its trades would cost {/costs} of net value."), *answer.bullets][:5]
    if page.ask.objective == "target_return":
        answer.lead += page.line(" It reaches an expected return of {/proposed/expected_return}, now {/current/expected_return}.")
    answer.after = [
        *terms_kept(terms),
        *terms_left(terms),
        "A proposal from the past two years of prices, at fixed weights: nothing is traded.",
    ]
    answer.suggestions = ["Minimize my variance with at most 10% per name", "Give me equal risk", "What would 2008 do to my portfolio?"]
    return answer


def _views(page: Page) -> list[str]:
    return [
        f"Your view: {symbol} {'returns' if over is None else f'beats {over} by'} {size * 100:g}% a year, half certain."
        for symbol, over, size in page.ask.views
    ]


def _frontier(page: Page) -> Answer:
    """The efficient frontier: the least volatility for each expected return, from its calmest point on."""
    places = page.places("/frontier")
    first, last = places[0], places[-1]
    answer = Answer(
        lead=page.line(
            f"**The efficient frontier of what {page.name} holds runs from {{{first}/volatility}} volatility with an expected return of {{{first}/expected_return}} to {{{last}/volatility}} with {{{last}/expected_return}}; now it is at {{/current/volatility}} with {{/current/expected_return}}.**"
        )
    )
    rows = [(f"{place}/volatility", f"{place}/expected_return") for place in places]
    answer.table = page.table(("Volatility", "Expected return"), rows)
    return answer


def _out_of_reach(page: Page) -> Answer:
    """The target can not be met: what can."""
    if page.ask.objective == "target_return":
        reach = "the best Sharpe ratio of the past two years would come with an expected return of {/proposed/expected_return}"
    else:
        reach = "the lowest that a long-only mix of them can have is {/proposed/volatility}, with volatility {/current/volatility} now"
    lead = page.line(f"**{capital(page.name)} can not get there with what it holds: {reach}.**")
    return Answer(
        lead=lead,
        after=[*terms_left(page.ask.terms), "Adding names, holding cash, or a hedge could. A proposal: nothing is traded."],
        suggestions=[
            "What is the minimum variance portfolio of my names?",
            "Which ETF hedges my portfolio best?",
            "What if I raise cash to 30%?",
        ],
    )


def rebalancing(page: Page) -> Answer:
    """The trades to the targets, and what they realize."""
    places = sorted(page.places("/positions"), key=lambda place: -abs(page.value(f"{place}/trade_value")))
    said = [
        trade
        for place in places[:3]
        if page.value(f"{place}/trade_quantity") and (trade := _trade(page, place, "trade_quantity", "trade_value"))
    ]
    head = "/turnover"
    lead = (
        page.line(
            f"**Rebalancing {page.name} takes {{/n_trades}} trades worth {{/traded}}, a turnover of {{{head}}}: above all {listed(said)}.**"
        )
        if said
        else ""
    )
    answer = Answer(lead=lead or f"**{capital(page.name)} is at these targets already: nothing has to be traded.**")
    rows = [
        (
            page.text(f"{place}/symbol"),
            f"{place}/weight",
            f"{place}/target",
            f"{place}/trade_quantity|signed",
            f"{place}/trade_value|signed",
        )
        for place in places[:_MOST_ROWS]
    ]
    answer.table = page.table(("Holding", "Weight", "Target", "Shares", "Value"), rows)
    gain = "gain" if page.value("/taxes/realized_gain") >= 0.0 else "loss"
    answer.bullets = page.lines(
        f"It would realize a {gain} of {{/taxes/realized_gain|abs}}: long term {{/taxes/long_term_gain|signed}}, short term {{/taxes/short_term_gain|signed}}.",
        "Cash goes from {/cash} to {/cash_after}.",
        "The furthest from its target is {/largest_drift} of net value away.",
    )
    if page.ask.shares and all(not name for name, _size in page.ask.shares):
        answer.after.append("There are no bonds in the loaded market: I read the second part as cash.")
    elif not page.ask.shares and page.ask.objective is None:
        answer.after.append("The targets are equal weights of everything that is held.")
    terms = page.ask.terms
    chosen = page.ask.objective in REBALANCED_TO or "variance" in page.writing.frame.text
    answer.after += terms_kept(terms) if chosen else [] if page.ask.shares else terms_unused(terms)
    answer.after += [*([] if page.ask.shares else terms_left(terms)), f"A proposal, {lots_used(terms)}: nothing is traded."]
    answer.suggestions = ["Give me equal risk", "Minimize my variance with at most 10% per name", "How has my allocation drifted?"]
    return answer


def hedges(page: Page) -> Answer:
    """The best hedge and its size; how the shorts that are held do; or what moves together."""
    text = page.writing.frame.text
    if _TOGETHER.search(text):
        return _clusters(page)
    candidates = page.places("/candidates")
    funds = [place for place in candidates if "ETF" in page.text(f"{place}/name")]
    first = funds[0] if funds and _FUND.search(text) else candidates[0] if candidates else None
    answer = Answer(lead=_own_lead(page) if _OWN.search(text) else _hedge_lead(page, first))
    rows = [
        (page.text(f"{place}/symbol"), f"{place}/amount", f"{place}/ratio", f"{place}/effectiveness", f"{place}/volatility_after")
        for place in candidates[:5]
    ]
    answer.table = page.table(("Hedge", "To sell", "Ratio", "Variance removed", "Volatility left"), rows)
    answer.bullets = page.lines(
        "Beta-adjusted exposure is {/beta_adjusted} of net value.",
        "Its risk is as spread as {/effective_bets} independent bets; the diversification ratio is {/diversification_ratio}.",
    )
    answer.suggestions = ["How hedged am I?", "What if the market drops 20%?", "Which holdings move together?"]
    return answer


def _hedge_lead(page: Page, place: str | None) -> str:
    if place is None:
        return f"Nothing in the loaded market hedges {page.name}."
    symbol, name = page.text(f"{place}/symbol"), page.text(f"{place}/name")
    who = f"{symbol} ({name})" if name != symbol and page.ask.against == () else name if symbol == "SP500" else symbol
    best = "" if page.ask.against else " hedges it best: sell"
    figures = f"{{{place}/amount|abs}}"
    removes = f"{{{place}/effectiveness}} of the variance of {page.name}, and volatility falls from {{/volatility}} to {{{place}/volatility_after}}"
    if best:
        return page.line(f"**{who}{best} {figures} of it short, which takes away {removes}.**")
    return page.line(f"**Sell {figures} of {'the ' if symbol == 'SP500' else ''}{who} short: that takes away {removes}.**")


def _own_lead(page: Page) -> str:
    text = page.writing.frame.text
    if re.search(r"\br[ -]?squared\b|\bhow good\b", text):
        good = "**The R squared of the shorts of {} on its longs is {{/own/r_squared}}: they take away {{/own/effectiveness}} of the variance of the longs.**"
        return page.line(good.format(page.name)) or f"{capital(page.name)} holds nothing short, so there is no hedge to judge."
    if re.search(r"\b(?:match|offset)\w*\b", text):
        return page.line(f"**The shorts of {page.name} match {{/own/match}} of its longs by sector.**")
    if re.search(r"\bhedge ratio\b", text):
        return page.line("**The hedge ratio with the least variance is {/own/best_ratio}; the one held is {/hedge_ratio}.**")
    return (
        page.line(f"**The shorts of {page.name} take away {{/own/effectiveness}} of the variance of its longs.**")
        or f"{page.name} holds nothing short, so there is no hedge to judge."
    )


def _clusters(page: Page) -> Answer:
    places = page.places("/clusters")
    if not places:
        return Answer(lead=f"No two holdings of {page.name} move closely together.", suggestions=["How concentrated am I?"])
    first = places[0]
    answer = Answer(
        lead=page.line(
            f"**{page.label(f'{first}/weight')} move together: {{{first}/weight}} of the portfolio, with a mean correlation of {{{first}/correlation}}.**"
        )
    )
    answer.bullets = [
        *page.lines(
            *(f"{page.label(f'{place}/weight')}: {{{place}/weight}}, mean correlation {{{place}/correlation}}." for place in places[1:4])
        ),
        *page.lines("Its risk is as spread as {/effective_bets} independent bets; the diversification ratio is {/diversification_ratio}."),
    ]
    answer.suggestions = ["How concentrated am I?", "What is the maximum diversification portfolio?", "What is driving my risk?"]
    return answer


def cures(page: Page) -> Answer:
    """Breached limits with the smallest trade that brings each back; or the room that is left."""
    reviews = page.places("/reviews")
    state = {place: page.text(f"{place}/check/status") for place in reviews}
    text = page.writing.frame.text
    breached = [place for place in reviews if state[place] == "breach"]
    named = next(
        (
            place
            for key, pattern in _LIMIT_WORDS
            if re.search(pattern, text)
            for place in reviews
            if page.text(f"{place}/check/key").startswith(key)
        ),
        None,
    )
    if _ROOM.search(text):
        place = named or min(reviews, key=lambda one: page.value(f"{one}/check/headroom"))
        answer = Answer(lead=_room(page, place))
    elif breached:
        first = named if named in breached else breached[0]
        answer = Answer(lead=_cure(page, first, lead=True))
        answer.bullets = [_cure(page, place, lead=False) for place in breached if place != first][:3]
    else:
        answer = Answer(lead=f"**{capital(page.name)} breaches no limit, so there is nothing to cure.**")
    rows = [
        (
            page.text(f"{place}/check/label"),
            f"{place}/check/figure/value",
            f"{place}/check/level",
            f"{place}/check/headroom|signed",
            state[place],
        )
        for place in reviews
    ]
    answer.table = page.table(("Limit", "Figure", "Limit at", "Headroom", "State"), rows)
    answer.after = ["Trades are proposals in whole shares: nothing is traded."] if breached and not _ROOM.search(text) else []
    answer.suggestions = [
        "How concentrated am I, and what would you look at first?",
        "Minimize my variance with at most 10% per name",
        "What is driving my risk?",
    ]
    return answer


def _room(page: Page, place: str) -> str:
    label = page.text(f"{place}/check/label")
    over = page.value(f"{place}/check/headroom") < 0.0
    verb = f"is {{{place}/check/headroom|abs}} above its limit" if over else f"has {{{place}/check/headroom}} of room to its limit"
    return page.line(f"**{capital(label)} {verb}: {{{place}/check/figure/value}} against {{{place}/check/level}}.**")


def _cure(page: Page, place: str, *, lead: bool) -> str:
    label = page.text(f"{place}/check/label")
    trades = [_trade(page, one) for one in page.places(f"{place}/cures/0/trades")[:3]]
    said = [trade for trade in trades if trade]
    cure = f"; the smallest cure: {listed(said)}, which leaves {{{place}/cures/0/after/value}}" if said else "; no single trade cures it"
    head = page.line(f"{capital(label)} is at {{{place}/check/figure/value}}, above the limit of {{{place}/check/level}}")
    tail = page.line(cure) if "{/" in cure else cure
    return f"**{head}{tail}.**" if lead else f"{head}{tail}."


def _trade(page: Page, place: str, quantity: str = "quantity", value: str = "value") -> str:
    verb = "sell" if page.value(f"{place}/{quantity}") < 0.0 else "buy"
    return page.line(f"{verb} {{{place}/{quantity}|abs}} {page.text(f'{place}/symbol')} ({{{place}/{value}|abs}})")
