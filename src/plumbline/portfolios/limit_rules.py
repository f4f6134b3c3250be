"""What a limit rule is: a figure of the risk report, a level, and a direction; and the policy where nobody wrote one.

The levels of the default policy are what a diversified, unleveraged mandate is commonly held to; docs/methods/limits.md gives
the reason for each.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from pydantic import Field

from plumbline.core.schema import Schema

WARN_SHARE = 0.8
"""A figure from 80 % of a ceiling on is a warning unless the rule says otherwise: there is still time to act."""

Direction = Literal["at_most", "at_least"]
Takes = Literal["symbol", "sector", "window", "confidence", "count"]


class LimitKind(StrEnum):
    """The figures that a rule can hold to a level."""

    SINGLE_NAME = "single_name"
    SECTOR = "sector"
    RISK_SHARE = "risk_share"
    TOP_HOLDINGS = "top_holdings"
    VOLATILITY = "volatility"
    VALUE_AT_RISK = "value_at_risk"
    EXPECTED_SHORTFALL = "expected_shortfall"
    MAXIMUM_DRAWDOWN = "maximum_drawdown"
    BETA = "beta"
    TRACKING_ERROR = "tracking_error"
    HEDGE_RATIO = "hedge_ratio"
    GROSS_EXPOSURE = "gross_exposure"
    NET_EXPOSURE = "net_exposure"
    LONG_EXPOSURE = "long_exposure"
    SHORT_EXPOSURE = "short_exposure"
    CONCENTRATION = "concentration"
    EFFECTIVE_POSITIONS = "effective_positions"
    N_HOLDINGS = "n_holdings"
    RISK_SCORE = "risk_score"
    CASH = "cash"


@dataclass(frozen=True)
class KindWords:
    """How a kind of rule is called, what may be said with it, and whether its level is a share (15 %) or a number (1.2)."""

    label: str
    takes: Takes | None = None
    is_share: bool = True


KINDS: dict[LimitKind, KindWords] = {
    LimitKind.SINGLE_NAME: KindWords("Largest holding, of net value", "symbol"),
    LimitKind.SECTOR: KindWords("Largest sector", "sector"),
    LimitKind.RISK_SHARE: KindWords("Largest share of risk", "symbol"),
    LimitKind.TOP_HOLDINGS: KindWords("Five largest holdings, of gross", "count"),
    LimitKind.VOLATILITY: KindWords("Volatility, 252 days", "window"),
    LimitKind.VALUE_AT_RISK: KindWords("One-day value at risk, 95%", "confidence"),
    LimitKind.EXPECTED_SHORTFALL: KindWords("One-day expected shortfall, 95%", "confidence"),
    LimitKind.MAXIMUM_DRAWDOWN: KindWords("Maximum drawdown, 252 days"),
    LimitKind.BETA: KindWords("Beta", is_share=False),
    LimitKind.TRACKING_ERROR: KindWords("Tracking error, 252 days"),
    LimitKind.HEDGE_RATIO: KindWords("Hedge ratio"),
    LimitKind.GROSS_EXPOSURE: KindWords("Gross exposure"),
    LimitKind.NET_EXPOSURE: KindWords("Net exposure"),
    LimitKind.LONG_EXPOSURE: KindWords("Long exposure"),
    LimitKind.SHORT_EXPOSURE: KindWords("Short exposure"),
    LimitKind.CONCENTRATION: KindWords("Concentration (HHI)", is_share=False),
    LimitKind.EFFECTIVE_POSITIONS: KindWords("Effective positions", is_share=False),
    LimitKind.N_HOLDINGS: KindWords("Number of holdings", is_share=False),
    LimitKind.RISK_SCORE: KindWords("Risk score", is_share=False),
    LimitKind.CASH: KindWords("Cash, of net value"),
}
WINDOWS = (21, 63, 252)
CONFIDENCES = (0.95, 0.99)


class LimitRule(Schema):
    """One rule. Shares are fractions, 0.15 = 15 %; names and sectors count by their absolute weight, all else with its sign."""

    kind: LimitKind
    level: float = Field(description="At this level the rule is still kept; beyond it the rule is breached.")
    direction: Direction = "at_most"
    warn: float | None = Field(default=None, description="From here on there is a warning; left out = 80 % of a ceiling.")
    name: str | None = Field(default=None, description="A symbol or a sector; left out = whichever is the largest.")
    confidence: float | None = Field(default=None, description="Of value at risk and expected shortfall: 0.95 or 0.99.")
    window: int | None = Field(default=None, description="Sessions of the volatility: 21, 63 or 252.")
    count: int | None = Field(default=None, description="How many of the largest holdings count together.")

    @property
    def key(self) -> str:
        """What tells the rules of a policy apart, and is the same in every report."""
        plain = f"top_{self.count or 5}" if self.kind is LimitKind.TOP_HOLDINGS else self.kind.value
        parts = [plain, *([self.name] if self.name else []), *([f"{self.window}d"] if self.window not in {None, 252} else [])]
        if self.confidence not in {None, 0.95}:
            parts.append(f"{self.confidence}")
        return ":".join([*parts, *(["at_least"] if self.direction == "at_least" else [])])

    @property
    def label(self) -> str:
        """What a table calls the rule: `AAPL, of net value`; of a floor `Cash, of net value (at least)`."""
        return f"{self.figure_words} (at least)" if self.direction == "at_least" else self.figure_words

    @property
    def figure_words(self) -> str:
        """The words of the figure alone."""
        words = KINDS[self.kind].label
        if self.name:
            return {LimitKind.SINGLE_NAME: f"{self.name}, of net value", LimitKind.RISK_SHARE: f"{self.name}, share of risk"}.get(
                self.kind, self.name
            )
        if self.kind is LimitKind.TOP_HOLDINGS and self.count not in {None, 5}:
            return f"{self.count} largest holdings, of gross"
        if self.window:
            words = words.replace("252", f"{self.window}")
        return words.replace("95%", f"{100 * self.confidence:.4g}%") if self.confidence else words

    @property
    def warning_level(self) -> float:
        """Where the warning begins: as stated, else 80 % of a ceiling and a quarter above a floor, or the level if that is not positive."""
        if self.warn is not None:
            return self.warn
        if self.level <= 0.0:
            return self.level
        return self.level * WARN_SHARE if self.direction == "at_most" else self.level / WARN_SHARE


DEFAULT_POLICY: tuple[LimitRule, ...] = (
    LimitRule(kind=LimitKind.SINGLE_NAME, level=0.20),
    LimitRule(kind=LimitKind.SECTOR, level=0.40),
    LimitRule(kind=LimitKind.TOP_HOLDINGS, level=0.65),
    LimitRule(kind=LimitKind.VOLATILITY, level=0.25),
    LimitRule(kind=LimitKind.VALUE_AT_RISK, level=0.03),
    LimitRule(kind=LimitKind.GROSS_EXPOSURE, level=2.00),
)
