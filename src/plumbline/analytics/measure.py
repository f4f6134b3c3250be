"""What the product says about a kind of figure: one `Measure` per figure that can appear anywhere."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from plumbline.facts.fact import Unit

HigherIs = Literal["better", "worse", "neutral"]


class Sign(StrEnum):
    """How to read the sign of a value."""

    GAIN_POSITIVE = "positive = gain"
    LOSS_POSITIVE = "positive = loss"
    NEVER_NEGATIVE = "never negative"
    LONG_POSITIVE = "positive = long, negative = short"
    SIGNED = "signed"
    NONE = "no sign"


class Takes(StrEnum):
    """What has to be said with the measure before it is one figure."""

    PERIOD = "period"  # 1d 5d 1m 3m 6m mtd qtd ytd 1y 3y 5y 10y max, or from/to
    WINDOW = "window"  # 21d 63d 252d, trailing sessions
    CONFIDENCE = "confidence"  # 0.95, 0.99
    BENCHMARK = "benchmark"
    SHOCK = "shock"  # a fraction, -0.10 for a fall of 10 %


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One kind of figure.

    `key` is stable and stored with facts; `name` is printed; `words` are what people call it in questions (lower case, no
    word belongs to two measures); `version` rises when the definition changes.
    """

    key: str
    name: str
    unit: Unit
    sign: Sign
    definition: str
    missing_data: str
    source: str
    words: tuple[str, ...]
    higher_is: HigherIs = "neutral"
    takes: tuple[Takes, ...] = ()
    version: str = "1"
