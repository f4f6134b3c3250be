"""Interest rates, read from a bond fund: its return over its duration is what yields did, with the sign turned."""

from dataclasses import dataclass

from plumbline.core.errors import MissingData
from plumbline.market_data.market import MarketView


@dataclass(frozen=True)
class RateProxy:
    """A fund of bonds whose price moves by about `-duration` times the change of yields."""

    symbol: str
    duration: float


PROXIES: tuple[RateProxy, ...] = (
    RateProxy("IEF", 7.5), RateProxy("GOVT", 6.0), RateProxy("TLT", 17.0), RateProxy("IEI", 4.5), RateProxy("VGIT", 5.0),
    RateProxy("AGG", 6.2), RateProxy("BND", 6.2), RateProxy("SHY", 1.9),
)  # fmt: skip
"""Funds of United States Treasury bonds, then of all investment-grade bonds, the most usual maturity first. Durations in years, rounded
from what their providers publish (in January 2014: IEF 7.5, TLT 16.4, SHY 1.8); they drift by about one year with the level of yields."""


def rate_proxy(view: MarketView) -> RateProxy:
    """The first known fund that has prices by the day of the view. Raises: MissingData when there is none."""
    known = set(view.symbols)
    found = next((proxy for proxy in PROXIES if proxy.symbol in known), None)
    if found is None:
        names = ", ".join(proxy.symbol for proxy in PROXIES)
        raise MissingData(
            f"The loaded market has no bond fund to read interest rates from; looked for {names}. Load one of them, or shock the market.",
            subject="rates",
        )
    return found
