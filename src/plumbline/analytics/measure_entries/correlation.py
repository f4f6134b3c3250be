"""Measures of how a portfolio's holdings move together, and of the estimate that this rests on."""

# fmt: off - the formatter would put each word on its own line and bury the entries
from plumbline.analytics.measure import Measure, Sign, Takes
from plumbline.facts.fact import Unit

CORRELATION_MEASURES: tuple[Measure, ...] = (
    Measure(
        key="average_correlation",
        name="Average correlation",
        unit=Unit.RATIO,
        sign=Sign.SIGNED,
        definition="Mean of the correlations of all pairs of holdings; with weighting 'weights' each pair counts by the product of its two "
        "absolute weights.",
        missing_data="A pair counts over the sessions that both have; holdings with too few are left out and mark it partial.",
        source="Tierens and Anadu (2004), Does It Matter Which Methodology You Use to Measure Average Correlation Across Stocks?",
        words=(
            "average correlation",
            "mean correlation",
            "average pairwise correlation",
            "mean pairwise correlation",
        ),
        higher_is="worse",
        takes=(Takes.WINDOW,),
    ),
    Measure(
        key="covariance_shrinkage",
        name="Shrinkage of the covariance",
        unit=Unit.FRACTION,
        sign=Sign.NEVER_NEGATIVE,
        definition="Weight of the structured target in the covariance estimate; the sample has the rest.",
        missing_data="Sessions with any missing return are dropped and mark it partial.",
        source="Ledoit and Wolf (2004), Honey, I Shrunk the Sample Covariance Matrix; A Well-Conditioned Estimator",
        words=("shrinkage", "shrinkage intensity", "covariance shrinkage"),
    ),
)
