"""Says which terms of a request a proposal keeps to, and which it does not take into account."""

from dataclasses import replace

from plumbline.agent.offline.phrases import listed
from plumbline.agent.offline.reading.trade_terms import Bound, TradeTerms

_PARTS = {0.5: "half", 1 / 3: "a third", 0.25: "a quarter", 0.2: "a fifth", 0.1: "a tenth"}
_LOTS = {
    "highest_cost": "lots with the highest cost first",
    "last_in_first_out": "last lots first",
    "first_in_first_out": "first lots first",
}


def terms_kept(terms: TradeTerms | None) -> list[str]:
    """One sentence with every term that the proposal was asked with; none when there is none."""
    kept = _said(terms) if terms else []
    return [f"Terms that it keeps to: {'; '.join(kept)}."] if kept else []


def terms_unused(terms: TradeTerms | None) -> list[str]:
    """The same of targets that are named: only lots and costs can be kept to then."""
    rest = _said(replace(terms, lots=None, cost_rate=None)) if terms else []
    return [f"Not taken into account, because the targets are fixed: {'; '.join(rest)}."] if rest else []


def _said(terms: TradeTerms) -> list[str]:
    lower, upper = terms.net or (None, None)
    said = [
        f"gross at most {_percent(terms.gross)}" if terms.gross is not None else "short positions allowed" if terms.short else "",
        f"net {_between(lower, upper)}" if terms.net else "",
        f"{_percent(terms.invested)} invested, the rest cash" if terms.invested is not None and terms.net is None else "",
        *(_bound(bound) for bound in terms.bounds),
        f"no sale of {listed(list(terms.keep))}" if terms.keep else "",
        f"{listed(list(terms.add))} may be bought" if terms.add else "",
        f"at most {terms.names} names" if terms.names is not None else "",
        f"turnover at most {_percent(terms.turnover)}" if terms.turnover is not None else "",
        "the trading costs that you name" if terms.cost_rate is not None else "",
        *(f"{_PARTS.get(share) or _percent(share)} of the risk from {name}" for name, share in terms.risk_shares),
        _LOTS.get(terms.lots or "", ""),
    ]
    return [text for text in said if text]


def terms_left(terms: TradeTerms | None) -> list[str]:
    """One sentence with what was said and is not taken into account."""
    rest = terms.rest if terms else ()
    return [f"Not taken into account: {'; '.join(f'“{text}”' for text in rest)}."] if rest else []


def lots_used(terms: TradeTerms | None) -> str:
    """Which lots a sale uses first."""
    return _LOTS.get(terms.lots if terms and terms.lots else "first_in_first_out", "")


def _bound(bound: Bound) -> str:
    if bound.upper == 0.0 and bound.of:
        return f"nothing in {bound.of[0]}"
    if not bound.of:
        return f"each name {_between(bound.lower, bound.upper)}"
    return f"{listed(list(bound.of))}{' together' if len(bound.of) > 1 else ''} {_between(bound.lower, bound.upper)}"


def _between(lower: float | None, upper: float | None) -> str:
    if lower is not None and lower == upper:
        return _percent(lower)
    if lower is not None and upper is not None:
        return f"{_percent(lower).rstrip('%')} to {_percent(upper)}"
    return f"at most {_percent(upper)}" if upper is not None else f"at least {_percent(lower)}"


def _percent(value: float | None) -> str:
    return f"{100.0 * (value or 0.0):.10g}%"
