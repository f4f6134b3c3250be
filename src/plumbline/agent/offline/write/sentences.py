"""One sentence per figure: what it is about, what it is, over which time. The sign chooses the verb."""

# ruff: noqa: E501 (sentences are read in one piece)

from datetime import date

from plumbline.agent.offline.figures_book import as_of_words, mark, number
from plumbline.agent.offline.phrases import capital, period_words, plain, subject_name
from plumbline.agent.tools.output import FactLine
from plumbline.analytics.measures import measure
from plumbline.facts.fact import SubjectKind

_PLAIN: dict[str, str] = {
    "net_value": "{S} {is} worth {v}{D}.",
    "cash_value": "{S} {holds} {v} in cash{D}.",
    "weight": "{S} {is} {v} of the portfolio{D}.",
    "sector_weight": "{S} {is} {v} of the portfolio{D}.",
    "price": "{S} closed at {v}{on}.",
    "cost_basis_per_share": "You paid {v} per share for {S} on average.",
    "n_holdings": "{S} has {v} holdings{D}.",
    "volatility_annualized": "{S_poss} annualized volatility{P} {one_is} {v}{D}.",
    "beta": "{S_poss} beta to {against}{P} {one_is} {v}{D}.",
    "correlation": "The correlation of {S} with {against}{P} is {v}{D}.",
    "maximum_drawdown": "{S_poss} maximum drawdown{P} is {v}{D}.",
    "current_drawdown": "{S} {is} {v} below {its} peak{P}.",
    "historical_value_at_risk": "{S_poss} one-day value at risk at {level} is {v}: a loss to be exceeded on {rest}.",
    "historical_value_at_risk_money": "On a bad day {S} could lose {v} or more: the one-day value at risk at {level}.",
    "historical_expected_shortfall": "{S_poss} one-day expected shortfall at {level} is {v}: the mean loss on the days beyond the value at risk.",
    "historical_expected_shortfall_money": "{S_poss} one-day expected shortfall at {level} is {v}.",
    "parametric_value_at_risk": "{S_poss} parametric (normal) one-day value at risk at {level} is {v}.",
    "parametric_expected_shortfall": "{S_poss} parametric (normal) one-day expected shortfall at {level} is {v}.",
    "sharpe_ratio": "{S_poss} Sharpe ratio{P} is {v}.",
    "tracking_error": "{S_poss} tracking error to the benchmark{P} is {v}.",
    "concentration_hhi": "{S_poss} concentration (HHI) is {v}{D}.",
    "effective_positions": "{S} {is} as concentrated as {v} equal holdings.",
    "top_5_weight": "The five largest holdings of {S} are {v} of everything that is invested{D}.",
    "largest_weight": "The largest holding of {S} is {v} of everything that is invested{D}.",
    "long_exposure": "{S} is long {v}{D}.",
    "short_exposure": "{S} is short {v}{D}.",
    "gross_exposure": "{S_poss} gross exposure is {v}{D}.",
    "net_exposure": "{S_poss} net exposure is {v}{D}.",
    "gross_exposure_weight": "{S_poss} gross exposure is {v} of net value{D}.",
    "net_exposure_weight": "{S_poss} net exposure is {v} of net value{D}.",
    "hedge_ratio": "{S_poss} hedge ratio is {v}{D}: short over long exposure.",
    "risk_score": "{S_poss} risk score is {v}{D}.",
    "high_52w": "{S_poss} 52-week high is {v}{D}.",
    "low_52w": "{S_poss} 52-week low is {v}{D}.",
    "distance_from_high": "{S} is {v} below its 52-week high{D}.",
    "price_to_earnings": "{S} trades at {v} times its earnings of the last reported fiscal year{D}.",
    "dividend_yield": "{S_poss} dividend yield is {v}{D}, on the dividends of the last reported fiscal year.",
    "market_capitalization": "{S_poss} market capitalization is {v}{D}.",
    "worst_day_date": "{S_poss} worst day{P} was {v}.",
    "best_day_date": "{S_poss} best day{P} was {v}.",
    "worst_day": "On {its} worst day{P} {S} returned {v}.",
    "best_day": "On {its} best day{P} {S} returned {v}.",
    "up_days": "{S} rose on {v} of the days{P}.",
    "last_price_date": "The last price of {S} is of {v}.",
    "drawdown_peak_date": "The maximum drawdown of {S}{P} began on {v}.",
    "drawdown_trough_date": "The maximum drawdown of {S}{P} was deepest on {v}.",
    "drawdown_recovery_date": "The maximum drawdown of {S}{P} was made good on {v}.",
    "n_observations": "{v} daily returns stand behind the figures of {S}{P}.",
    "option_delta": "The delta of {S} is {v} per share{D}.",
    "option_value": "{S} is worth {v} per share by the model{D}.",
    "delta_exposure": "{S} moves like {v} of stock{D}.",
    "active_return": "{S} {was} {points} {ahead} the benchmark{P}.",
}  # fmt: skip
_SIGNED: dict[str, tuple[str, str]] = {
    "period_return": ("{S} gained {a}{P}{E}.", "{S} lost {a}{P}{E}."),
    "daily_return": ("{S} gained {a} on {day}.", "{S} lost {a} on {day}."),
    "benchmark_return": ("The benchmark gained {a}{P}{E}.", "The benchmark lost {a}{P}{E}."),
    "annualized_return": ("{S} gained {a} a year{P}{E}.", "{S} lost {a} a year{P}{E}."),
    "period_change": ("{S} made {a}{P}{E}.", "{S} lost {a}{P}{E}."),
    "daily_change": ("{S} made {a} on {day}.", "{S} lost {a} on {day}."),
    "unrealized_gain": ("{You} up {a} on {S}{D}.", "{You} down {a} on {S}{D}."),
    "unrealized_return": ("{You} up {a} on the cost of {S}{D}.", "{You} down {a} on the cost of {S}{D}."),
    "cost_basis": ("{Your} cost {v}.", "You took in {a} for {S}."),
    "market_value": ("{Your} worth {v}{D}.", "{Your} a short position of {v}{D}."),
    "quantity": ("You hold {v} {unit} of {S}{D}.", "You are short {a} {unit} of {S}{D}."),
    "risk_contribution": ("{S} {carries} {v} of the portfolio's risk{D}.", "{S} {lowers} the portfolio's risk: the share is {v}{D}."),
    "sector_risk_contribution": ("{S} {carries} {v} of the portfolio's risk{D}.", "{S} {lowers} the portfolio's risk: the share is {v}{D}."),
}  # fmt: skip
_ODDS = {
    0.9: "one day in ten",
    0.95: "one day in twenty",
    0.975: "one day in forty",
    0.99: "one day in a hundred",
    0.995: "one day in two hundred",
}
_PROPER = {"Sharpe", "Sortino", "Calmar", "Omega", "Treynor", "Jensen's", "Ulcer"}
_WHOLE = {"quantity", "n_holdings", "n_observations"}


def sentence(fact: FactLine, today: date, *, benchmark: str = "the benchmark") -> str:
    """Say one figure; an absent one says why."""
    if fact.value is None:
        return _absent(fact, today)
    template = _template(fact)
    return capital(template.format(**_words(fact, today, benchmark)))


def told(fact: FactLine, today: date, *, benchmark: str, shorts: frozenset[str]) -> str:
    """`sentence`, where a figure of a short position reads otherwise."""
    short = fact.subject.kind is SubjectKind.HOLDING and fact.subject.id.rpartition("/")[2] in shorts
    if short and fact.value is not None:
        name = subject_name(fact.subject)
        if fact.measure == "cost_basis_per_share":
            return f"You sold {name} short at {mark(fact)} per share on average."
        if fact.measure in {"period_change", "daily_change"}:
            verb = "lost" if (number(fact) or 0.0) < 0.0 else "made"
            when = period_words(fact.period, today) if fact.period else f" on {fact.as_of.isoformat()}"
            return f"The {name} short {verb} {mark(fact, 'abs')}{when}{_end(fact)}."
        if fact.measure in {"period_return", "daily_return"}:
            verb = "fell" if (number(fact) or 0.0) < 0.0 else "rose"
            return f"The share itself {verb} {mark(fact, 'abs')}{period_words(fact.period, today)}."
    return sentence(fact, today, benchmark=benchmark)


def _template(fact: FactLine) -> str:
    signed = _SIGNED.get(fact.measure)
    if fact.measure == "market_value" and fact.subject.kind is SubjectKind.GROUP and "short" not in fact.subject.label:
        # Bought and sold options, or longs and shorts: below zero together, but not one short position.
        return "{Your} worth {v}{D}."
    if signed:
        return signed[1] if (number(fact) or 0.0) < 0.0 else signed[0]
    found = _PLAIN.get(fact.measure)
    if found is None:
        name = measure(fact.measure).name
        proper = name[:2].isupper() or name.split(" ")[0] in _PROPER
        return "{S_poss} " + (name if proper else name[0].lower() + name[1:]) + "{F}{P} {one_is} {v}{D}."
    if fact.measure == "active_return":
        return found.replace("{ahead}", "ahead of" if (number(fact) or 0.0) >= 0 else "behind")
    return found


def _words(fact: FactLine, today: date, benchmark: str) -> dict[str, str]:
    name = subject_name(fact.subject)
    several = (
        (fact.subject.kind is SubjectKind.GROUP and fact.subject.label.endswith("s") and " in " not in fact.subject.label)
        or " and " in fact.subject.label
        or _counted(fact)
    )
    past = fact.as_of != today
    level = float(fact.parameters.get("confidence", 0.95))
    return {
        "S": name,
        "S_poss": f"{name}'" if name.endswith("s") else f"{name}'s",
        "v": mark(fact, "whole") if fact.measure in _WHOLE else mark(fact),
        "a": mark(fact, "abs"),
        "points": mark(fact, "points"),
        "P": f" on {fact.as_of.isoformat()}" if fact.period == "1d" else period_words(fact.period, today),
        "E": _end(fact),
        "D": as_of_words(fact, today),
        "on": f" on {fact.as_of.isoformat()}",
        "day": fact.as_of.isoformat(),
        "is": ("were" if past else "are") if several else ("was" if past else "is"),
        "one_is": "was" if past else "is",
        "holds": "held" if past else "hold" if several else "holds",
        "carries": "carry" if several else "carries",
        "lowers": "lower" if several else "lowers",
        "F": _fiscal(fact),
        "was": "were" if several else "was",
        "its": "their" if several else "its",
        "against": str(fact.parameters.get("against", benchmark)),
        "level": f"{level * 100:g}%",
        "rest": _ODDS.get(level, "few days"),
        "You": "You are",
        "Your": _your(fact, name, past=past),
        "unit": _unit(fact),
    }


def _counted(fact: FactLine) -> bool:
    """`4 portfolios`."""
    return fact.subject.kind is SubjectKind.GROUP and fact.subject.label.endswith(" portfolios") and " in " not in fact.subject.label


def _fiscal(fact: FactLine) -> str:
    end = fact.parameters.get("fiscal_year_end")
    return f" of the fiscal year to {end}" if end else ""


def _unit(fact: FactLine) -> str:
    if "call" in fact.subject.label or "put" in fact.subject.label:
        return "contracts"
    return "shares"


def _your(fact: FactLine, name: str, *, past: bool) -> str:
    """`Your AAPL position is`, `Your calls are`, `Growth is`; for costs without the verb."""
    kind = fact.subject.kind
    whole = kind in {SubjectKind.PORTFOLIO, SubjectKind.SYMBOL, SubjectKind.BENCHMARK}
    name = name.replace(" in ", " position in ", 1) if kind is SubjectKind.HOLDING else name
    if fact.measure == "cost_basis" and whole:
        return f"The holdings of {name}"
    one, many = (" was", " were") if past else (" is", " are")
    if whole:
        return name + one
    verb = "" if fact.measure == "cost_basis" else one if kind is SubjectKind.HOLDING else many
    if kind is SubjectKind.HOLDING:
        return f"Your {name}{verb}" if " position in " in name else f"Your {name} position{verb}"
    if " book" in name:
        return capital(name) + (verb and one)
    if " and " in name or name.endswith(" portfolios"):
        return name + verb
    listed_whole = name.endswith(("holdings", "calls", "puts", "options", "ETFs", "etfs"))
    return f"Your {name}{verb}" if listed_whole else f"Your {name} holdings{verb}"


def _end(fact: FactLine) -> str:
    return f" to {fact.as_of.isoformat()}" if fact.period in {"ytd", "mtd", "qtd"} else ""


def _absent(fact: FactLine, today: date) -> str:
    name = measure(fact.measure).name
    words = name if name[:2].isupper() else name[0].lower() + name[1:]
    reason = plain(fact.reason or "it is not available").rstrip(".")
    return f"I can not state the {words} of {subject_name(fact.subject)}{period_words(fact.period, today)}: {reason}."
