"""From the subjects of a frame to the selections of a query."""

import re

from plumbline.agent.offline.planning.shapes import ADDITIVE, counts_everything, keys_of, lists_members, shape_of
from plumbline.agent.offline.planning.situation import Situation
from plumbline.agent.offline.reading.frame import Frame, Shape
from plumbline.query.schemas import Kind, Selection

POSITION_MEASURES = ADDITIVE | {
    "quantity",
    "cost_basis_per_share",
    "unrealized_return",
    "risk_contribution_volatility",
    "marginal_risk",
    "historical_value_at_risk_money",
    "historical_expected_shortfall_money",
    "parametric_value_at_risk_money",
    "parametric_expected_shortfall_money",
    "option_delta",
    "option_value",
    "beta_adjusted_exposure",
    "share_of_total",
    "long_exposure",
    "short_exposure",
    "net_exposure",
    "gross_exposure",
}
"""Figures of a holding, which an instrument by itself does not have."""
_RELATIVE = {
    "beta",
    "correlation",
    "tracking_error",
    "information_ratio",
    "up_capture",
    "down_capture",
    "active_return",
    "treynor_ratio",
    "jensens_alpha",
    "bull_beta",
    "bear_beta",
    "beta_adjusted_exposure",
}
_MOVES = {"period_return", "period_change", "daily_return", "daily_change"}
_BETA_TO = re.compile(r"\b(?:portfolio|book|account|my beta)\b.*\b(?:to|against|vs)\b")
_KINDS: tuple[Kind, ...] = ("equity", "etf", "option", "cash")
_AGAINST = re.compile(r"\b(?:vs|versus|against|compared to) (?:my )?cash\b")
_SET_AGAINST = re.compile(r"\b(?:vs|versus|against|compared (?:to|with)|relative to)\b")
_NO_OPTION = "-"
"""A symbol that nothing has: the answer is then that no such option is held."""


def selections(frame: Frame, situation: Situation) -> tuple[Selection, ...]:
    """Return what the rows are about."""
    subjects = frame.subjects
    if "cash_weight" in keys_of(frame):
        holdings = (Selection(of="group", label="holdings"),) if subjects.holdings else ()
        return (*holdings, Selection(of="group", kinds=("cash",), label="cash"))
    if subjects.right or (subjects.kinds == ("option",) and subjects.symbols):
        return (_options(frame, situation),)
    if subjects.without:
        return _rest(frame, situation)
    if subjects.by_sector:
        return (Selection(of="sectors", side=subjects.side, kinds=subjects.kinds, conditions=frame.conditions),)
    if subjects.all_portfolios and not (subjects.symbols or subjects.sectors or subjects.holdings):
        return (Selection(of="portfolio"),)
    if _chooses(frame):
        return (_holdings(frame),)
    return _summed(frame, situation)


def _rest(frame: Frame, situation: Situation) -> tuple[Selection, ...]:
    """Everything but what is excluded, as one group; beside the cash where the two are set against each other."""
    without = frame.subjects.without
    instruments = situation.view.market.instruments
    symbols = [symbol for symbol in without if symbol in instruments]
    symbols += [one for one in sorted(situation.held(frame)) if one in instruments and instruments[one].sector in without]
    kinds = tuple(kind for kind in _KINDS if kind not in without)
    names = {"cash": "cash", "option": "option"}
    label = f"non-{' and non-'.join(names.get(one, one) for one in without)} holdings"
    rest = Selection(of="group", without=tuple(symbols), kinds=kinds, label=label)
    beside = without == ("cash",) and _AGAINST.search(frame.text)
    return (rest, Selection(of="group", kinds=("cash",), label="cash")) if beside else (rest,)


def _chooses(frame: Frame) -> bool:
    """Whether the rows are single holdings of which some are chosen."""
    listed = shape_of(frame) in {Shape.LIST, Shape.COUNT} and not counts_everything(frame)
    return listed and not (frame.subjects.symbols and not frame.ranking and not frame.conditions)


def _summed(frame: Frame, situation: Situation) -> tuple[Selection, ...]:
    if shape_of(frame) is Shape.COUNT:
        return (Selection(of="portfolio"),)
    named = _named(frame, situation)
    everything = named == (Selection(of="portfolio"),) and frame.subjects.holdings
    return (Selection(of="holdings", conditions=frame.conditions),) if frame.summary == "total" and everything else named


def _options(frame: Frame, situation: Situation) -> Selection:
    right = frame.subjects.right
    symbols = situation.options(frame, right) or (_NO_OPTION,)
    if len(symbols) > 1 and keys_of(frame) <= ADDITIVE and not lists_members(frame):
        return Selection(of="group", symbols=symbols, label=f"{right or 'option'}s")
    return Selection(of="holdings", symbols=symbols)


def _holdings(frame: Frame) -> Selection:
    subjects = frame.subjects
    return Selection(
        of="holdings",
        symbols=subjects.symbols,
        sectors=subjects.sectors,
        kinds=subjects.kinds,
        side=subjects.side,
        conditions=frame.conditions,
        without=(subjects.against,) if subjects.against else (),
    )


def _named(frame: Frame, situation: Situation) -> tuple[Selection, ...]:
    """One selection for each thing named, in the order of the portfolio, symbols, groups, benchmark."""
    subjects = frame.subjects
    found: list[Selection] = _symbols(frame, situation) if subjects.symbols else []
    found += [Selection(of="group", sectors=(sector,), side=subjects.side) for sector in subjects.sectors]
    if subjects.kinds and not subjects.sectors and not subjects.symbols:
        found.append(Selection(of="group", kinds=subjects.kinds))
    if subjects.side and not (subjects.symbols or subjects.sectors):
        found.append(Selection(of="group", side=subjects.side, label=f"{subjects.side} book"))
    own = _own(frame, found)
    against = frame.asks and keys_of(frame) <= _RELATIVE
    if subjects.benchmark and not against:
        found.append(Selection(of="benchmark"))
    return tuple([Selection(of="portfolio"), *found] if own or not found else found)


def _own(frame: Frame, found: list[Selection]) -> bool:
    """Whether the portfolio itself is one side of a comparison."""
    subjects = frame.subjects
    if subjects.benchmark and not found and not subjects.portfolios and _SET_AGAINST.search(frame.text):
        return True
    if (
        frame.compare is None
        or len(subjects.symbols) + len(subjects.sectors) >= 2
        or (found and subjects.benchmark and not subjects.myself)
    ):
        return False
    return subjects.myself and not keys_of(frame) & POSITION_MEASURES


def _symbols(frame: Frame, situation: Situation) -> list[Selection]:
    subjects, keys = frame.subjects, keys_of(frame)
    if keys == {"beta"} and subjects.myself and _BETA_TO.search(frame.text):
        return [Selection(of="portfolio")]
    if keys == {"correlation"} and len(subjects.symbols) >= 2:
        return [Selection(of="symbols", symbols=subjects.symbols[:1])]
    if keys == {"correlation"} and subjects.myself and not subjects.benchmark:
        return [Selection(of="portfolio")]
    held = set(subjects.symbols) & situation.held(frame)
    if subjects.side == "short" and keys and keys <= _MOVES and held and held <= situation.shorts(frame):
        return [Selection(of="holdings", symbols=(symbol,)) for symbol in subjects.symbols]
    if keys & POSITION_MEASURES and (held or keys <= POSITION_MEASURES):
        # Each by itself, so that the order is that of the question and a missing one does not hide the others.
        return [Selection(of="holdings", symbols=(symbol,)) for symbol in subjects.symbols]
    return [Selection(of="symbols", symbols=subjects.symbols)]
