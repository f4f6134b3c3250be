"""Figures from annual reports, in whole units, with the day on which they may first be used."""

from datetime import date, timedelta
from enum import StrEnum

from pydantic import Field

from plumbline.core.schema import Schema
from plumbline.facts.fact import Quality

FILING_LAG = timedelta(days=90)
"""How long after the fiscal year end a figure counts as published when the data names no date. The longest deadline of the
SEC for an annual report (Form 10-K, non-accelerated filers): later than most filings, so nothing is known too early."""


class FundamentalItem(StrEnum):
    REVENUE = "revenue"
    NET_INCOME = "net_income"
    NET_INCOME_COMMON = "net_income_common"
    DILUTED_EPS = "diluted_eps"
    DILUTED_SHARES = "diluted_shares"
    DIVIDENDS_PER_SHARE = "dividends_per_share"
    TOTAL_ASSETS = "total_assets"
    TOTAL_EQUITY = "total_equity"
    OPERATING_CASH_FLOW = "operating_cash_flow"
    CAPITAL_EXPENDITURE = "capital_expenditure"
    LONG_TERM_DEBT = "long_term_debt"


class FundamentalUnit(StrEnum):
    MONEY = "money"
    MONEY_PER_SHARE = "money_per_share"
    SHARES = "shares"


class FundamentalFigure(Schema):
    symbol: str
    fiscal_year_end: date
    item: FundamentalItem
    value: float = Field(description="In whole units of `unit`: dollars, dollars per share, shares.")
    unit: FundamentalUnit
    currency: str | None = Field(default="USD", description="None for a number of shares.")
    quality: Quality = Quality.COMPLETE
    published: date | None = Field(default=None, description="Day of the report, where the source states it.")

    @property
    def known_on(self) -> date:
        """First day on which the figure may be used."""
        return self.published or self.fiscal_year_end + FILING_LAG
