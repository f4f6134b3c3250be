"""Measures of hedging and of what is really spread: effectiveness, matches, clusters, bets."""

# fmt: off - the formatter would put each word on its own line and bury the entries
from plumbline.analytics.measure import Measure, Sign, Takes
from plumbline.facts.fact import Unit

_ED = "Ederington (1979), The Hedging Performance of the New Futures Markets"
_PAIR = "Sessions where either series is missing are dropped; fewer than 3, or a constant series, make it unavailable."
_PAGE = "docs/methods/hedging.md"

HEDGING_MEASURES: tuple[Measure, ...] = (
    Measure(
        key="minimum_variance_hedge_ratio",
        name="Minimum-variance hedge ratio",
        unit=Unit.RATIO,
        sign=Sign.SIGNED,
        definition="Units of hedge sold per unit of exposure that leave the least variance: covariance divided by the variance of "
        "the hedge.",
        missing_data=_PAIR,
        source=_ED,
        words=("minimum variance hedge ratio", "optimal hedge ratio", "best hedge ratio", "minimum-variance hedge ratio"),
    ),
    Measure(
        key="hedge_effectiveness",
        name="Hedge effectiveness",
        unit=Unit.FRACTION,
        sign=Sign.SIGNED,
        definition="1 less the variance with the hedge divided by the variance without it; 1 is a perfect hedge, negative adds risk.",
        missing_data=_PAIR,
        source=_ED,
        words=("hedge effectiveness", "hedging effectiveness", "variance reduction", "how effective is the hedge", "how well hedged"),
        higher_is="better",
    ),
    Measure(
        key="hedge_r_squared",
        name="Hedge R squared",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Squared correlation of exposure and hedge: the effectiveness at the minimum-variance ratio.",
        missing_data=_PAIR,
        source=_ED,
        words=("hedge r squared", "r squared of the hedge", "hedge r2"),
        higher_is="better",
    ),
    Measure(
        key="book_match",
        name="Match of longs and shorts",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Sum over sectors of the smaller side divided by the short side; 1 means every short sits where a long sits.",
        missing_data="A holding without a price is left out and marks it partial; without longs and shorts it is unavailable.",
        source=_PAGE,
        words=("sector match", "match of longs and shorts", "long short match", "how well do my shorts match my longs"),
    ),
    Measure(
        key="book_similarity",
        name="Similarity of longs and shorts",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Cosine of the long and short sides' weights by sector; 0 means no sector has both.",
        missing_data="As the match of longs and shorts.",
        source=_PAGE,
        words=("similarity of longs and shorts", "long short similarity"),
    ),
    Measure(
        key="diversification_ratio",
        name="Diversification ratio",
        unit=Unit.RATIO,
        sign=Sign.NEVER_NEGATIVE,
        definition="Weighted mean volatility of the holdings (absolute weights) divided by the volatility of the portfolio; 1 is none.",
        missing_data="Sessions where a holding is missing are dropped; a portfolio that does not vary has none.",
        source="Choueifaty and Coignard (2008), Toward Maximum Diversification",
        words=("diversification ratio",),
        higher_is="better",
        takes=(Takes.WINDOW,),
    ),
    Measure(
        key="effective_bets",
        name="Effective bets",
        unit=Unit.COUNT,
        sign=Sign.NEVER_NEGATIVE,
        definition="Number of uncorrelated sources of risk: the exponential of the entropy of variance shares by principal component.",
        missing_data="As the diversification ratio.",
        source="Meucci (2009), Managing Diversification",
        words=("effective number of bets", "independent bets", "number of bets"),
        higher_is="better",
        takes=(Takes.WINDOW,),
    ),
    Measure(
        key="cluster_weight",
        name="Weight of a correlation cluster",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Sum of the absolute weights of holdings whose mean correlation is at least the threshold, as a share of gross "
        "exposure.",
        missing_data="Holdings with a short history are left out and mark it partial.",
        source="Mantegna (1999), Hierarchical Structure in Financial Markets",
        words=("correlation clusters", "correlation cluster", "cluster weight", "holdings that move together"),
    ),
    Measure(
        key="cluster_correlation",
        name="Mean correlation within a cluster",
        unit=Unit.RATIO,
        sign=Sign.SIGNED,
        definition="Mean of the correlations of all pairs of a cluster's members; 1 for a single member.",
        missing_data="As the weight of a correlation cluster.",
        source="Mantegna (1999), Hierarchical Structure in Financial Markets",
        words=("correlation within the cluster", "cluster correlation"),
    ),
)
