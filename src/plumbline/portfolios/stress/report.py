"""The stress report of a snapshot: episodes of the past, hypothetical shocks, and the likeliest way to a loss."""

from dataclasses import dataclass
from functools import lru_cache

from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData, NotFound
from plumbline.core.money import Money
from plumbline.market_data.market import MarketView
from plumbline.portfolios.contributions import FUNDS, UNCLASSIFIED, sector_of
from plumbline.portfolios.risk_series import analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.stress.episodes import StressedBook, choose_episodes, episode_stress, stressed_book
from plumbline.portfolios.stress.rates import rate_proxy
from plumbline.portfolios.stress.results import ShockStress, StressReport
from plumbline.portfolios.stress.reverse import reverse_stress_of
from plumbline.portfolios.stress.shocks import NamedShock, ShockInput, read_shock, shock_stress
from plumbline.portfolios.subjects import portfolio_subject

USUAL_LOSS = 0.10
"""What the reverse stress loses unless told otherwise: a tenth of net value."""
_SECTOR_FALL, _HOLDING_FALL = -0.20, -0.30


@dataclass(frozen=True)
class NamedScenario:
    """Shocks that hold together under a name: what a person saves, or asks for at once."""

    title: str | None
    shocks: tuple[ShockInput, ...]


@dataclass(frozen=True)
class StressQuestion:
    """What is asked. Nothing at all = every episode that is known by then, the usual shocks, and the reverse stress.

    `episodes`: keys, parts of names, years. `saved`: scenarios of the person, shown beside the usual shocks, or alone (`only_saved`).
    `loss`: for the reverse stress, share of net value.
    """

    episodes: tuple[str, ...] = ()
    scenarios: tuple[NamedScenario, ...] = ()
    saved: tuple[NamedScenario, ...] = ()
    loss: float | None = None
    only_saved: bool = False


@lru_cache(maxsize=64)
def stress_report(snapshot: PortfolioSnapshot, view: MarketView, question: StressQuestion) -> StressReport:
    """Stress of the portfolio on the day of the snapshot; what is asked by name is answered alone."""
    book = stressed_book(snapshot, view, analyze(snapshot, view))
    whole = not (question.episodes or question.scenarios or question.loss is not None or question.only_saved)
    chosen = choose_episodes(question.episodes, view) if whole or question.episodes else ()
    notes: list[str] = [*snapshot.notes, *book.analysis.valuation.notes]
    shocks = [shock_stress(book, read_shock(asked.shocks, book, title=asked.title)) for asked in question.scenarios]
    if whole and book.holdings:
        shocks += _usual(book, notes)
    if (whole or question.only_saved) and book.holdings:
        shocks += _saved(book, question.saved, notes)
    loss = USUAL_LOSS if question.loss is None else question.loss
    reverse = reverse_stress_of(book, loss) if whole or question.loss is not None else None
    valuation = book.analysis.valuation
    return StressReport(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, quality=valuation.quality, reason=valuation.reason,
        portfolio_id=snapshot.portfolio_id, name=snapshot.name, benchmark=snapshot.benchmark, currency=snapshot.currency,
        net_value=Money(amount=valuation.net_value, currency=snapshot.currency),
        episodes=tuple(episode_stress(book, episode) for episode in chosen), shocks=tuple(shocks), reverse=reverse,
        notes=tuple(dict.fromkeys([*notes, *_notes(book, shocks)])),
    )  # fmt: skip


def share_of_value(amount: float, snapshot: PortfolioSnapshot, view: MarketView) -> float:
    """An amount of money of the portfolio as a share of its net value. Raises: InvalidInput unless it is above zero and below that."""
    net = analyze(snapshot, view).valuation.net_value
    if not 0.0 < amount < net:
        raise InvalidInput(
            f"Expected a loss above 0 and below the net value of {net:,.0f} {snapshot.currency}, found {amount:,.0f}.", subject="loss"
        )
    return amount / net


def _usual(book: StressedBook, notes: list[str]) -> list[ShockStress]:
    """The usual shocks; one that the history does not tell anything about is left out and said."""
    found = []
    for shock in _usual_shocks(book):
        try:
            found.append(shock_stress(book, shock))
        except (CalculationFailed, MissingData) as failure:
            notes.append(f"The shock '{shock.title}' is left out: {failure.message}")
    return found


def _usual_shocks(book: StressedBook) -> list[NamedShock]:
    """Shocks worth knowing of any portfolio: the market both ways, volatility, its largest sector and its largest holding."""
    inputs: list[ShockInput] = []
    if book.snapshot.benchmark in book.view.market.columns:
        inputs += [ShockInput(target="market", move=move) for move in (-0.20, -0.10, 0.10)]
        if book.view.n_sessions > 2 * 252:
            inputs.append(ShockInput(target="volatility", move=0.10))
    gross: dict[str, float] = {}
    for holding, weight in zip(book.holdings, book.weights, strict=True):
        gross[sector_of(holding)] = gross.get(sector_of(holding), 0.0) + abs(float(weight))
    sectors = {name: weight for name, weight in gross.items() if name not in {FUNDS, UNCLASSIFIED}}
    if sectors:
        inputs.append(ShockInput(target=max(sectors, key=lambda name: sectors[name]), move=_SECTOR_FALL))
    inputs.append(ShockInput(target=book.holdings[0].driver or "", move=_HOLDING_FALL))
    return [read_shock((given,), book) for given in inputs]


def _saved(book: StressedBook, scenarios: tuple[NamedScenario, ...], notes: list[str]) -> list[ShockStress]:
    """A scenario that names what this portfolio's market does not have is left out and said, not fatal."""
    found = []
    for scenario in scenarios:
        try:
            found.append(shock_stress(book, read_shock(scenario.shocks, book, title=scenario.title)))
        except (CalculationFailed, InvalidInput, NotFound, MissingData) as failure:
            notes.append(f"The saved scenario '{scenario.title}' is left out: {failure.message}")
    return found


def _by_month(shocks: list[ShockStress]) -> bool:
    return any(term.kind == "volatility" for shock in shocks for term in shock.terms)


def _notes(book: StressedBook, shocks: list[ShockStress]) -> list[str]:
    notes = [
        "Shocks drag the rest along by its slopes over the last 252 sessions; what is special to a company does not move.",
        "Episodes replay the holdings of the day without trading; only episodes that were over by then are known.",
    ]
    if shocks:
        span = "of one session; with a shock of volatility of 21 sessions" if _by_month(shocks) else "of one session"
        notes.append(f"+/-: what the shock leaves open of the portfolio's return {span}, one standard deviation.")
    if any(term.kind == "rates" for shock in shocks for term in shock.terms):
        proxy = rate_proxy(book.view)
        notes.append(f"Yields change by the return of {proxy.symbol} over its duration of about {proxy.duration:g} years, sign turned.")
    if any(holding.quote for holding in book.holdings):
        notes.append("Options are valued anew at each move; time does not pass and their volatility changes only where it is shocked.")
    return notes
