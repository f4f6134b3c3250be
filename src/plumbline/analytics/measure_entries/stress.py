"""Measures of stress: episodes replayed, shocks that drag others along, and the most plausible way to a loss."""

# fmt: off - the formatter would put each word on its own line and bury the entries
from plumbline.analytics.measure import Measure, Sign, Takes
from plumbline.facts.fact import Unit

_REPLAY = "A holding without all returns of the episode uses its proxy; without one it stays unmoved and marks it partial."
_JORION = "Jorion, Value at Risk (3rd ed., 2007), chapter 14"
_BREUER = "Breuer, Jandacka, Rheinberger and Summer (2009), How to Find Plausible, Severe, and Useful Stress Scenarios"

STRESS_MEASURES: tuple[Measure, ...] = (
    Measure(
        key="episode_return",
        name="Return in an episode",
        unit=Unit.FRACTION,
        sign=Sign.GAIN_POSITIVE,
        definition="What the current weights, held without trading, would have returned over a historical episode.",
        missing_data=_REPLAY,
        source=_JORION,
        words=("stress test", "historical stress", "episode return", "crisis replay", "stress scenarios", "historical scenario"),
        higher_is="better",
    ),
    Measure(
        key="episode_worst_loss",
        name="Worst loss within an episode",
        unit=Unit.FRACTION,
        sign=Sign.LOSS_POSITIVE,
        definition="Deepest fall from a peak on the way through a historical episode.",
        missing_data=_REPLAY,
        source=_JORION,
        words=("worst loss in the episode", "episode drawdown"),
        higher_is="worse",
    ),
    Measure(
        key="episode_coverage",
        name="Coverage of an episode",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Share of gross weight replayed with its own returns; what has a proxy or nothing is not counted.",
        missing_data=_REPLAY,
        source=_JORION,
        words=("stress coverage", "episode coverage", "scenario coverage"),
        higher_is="better",
    ),
    Measure(
        key="conditional_shock_impact",
        name="Impact of a propagated shock",
        unit=Unit.FRACTION,
        sign=Sign.GAIN_POSITIVE,
        definition="Sum of weight times the expected move of each holding given what the shocked drivers do.",
        missing_data="A holding with fewer than 20 shared sessions stays unmoved and marks it partial.",
        source="Kupiec (1998), Stress Testing in a Value at Risk Framework",
        words=("propagated shock", "conditional shock", "correlated shock", "predictive stress"),
        higher_is="better",
        takes=(Takes.SHOCK,),
    ),
    Measure(
        key="reverse_stress_distance",
        name="Distance of a reverse stress",
        unit=Unit.RATIO,
        sign=Sign.NEVER_NEGATIVE,
        definition="Mahalanobis distance of the most plausible moves that lose a given share: 1 is a usual period.",
        missing_data="Holdings with a short history are left out and mark it partial.",
        source=_BREUER,
        words=("reverse stress", "reverse stress test", "reverse stress distance", "smallest shock that loses"),
        higher_is="better",
    ),
    Measure(
        key="reverse_stress_move",
        name="Move in a reverse stress",
        unit=Unit.FRACTION,
        sign=Sign.GAIN_POSITIVE,
        definition="Move of one holding or factor in the most plausible way to lose a given share.",
        missing_data="As the distance of a reverse stress.",
        source=_BREUER,
        words=("reverse stress move", "reverse stress moves"),
    ),
)
