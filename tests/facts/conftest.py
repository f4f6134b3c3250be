"""A small ledger with figures of every unit."""

from datetime import date

import pytest

from plumbline.facts.fact import Lineage, Subject, SubjectKind, Unit
from plumbline.facts.ledger import Ledger
from plumbline.facts.result import MeasuredValue

AS_OF = date(2022, 12, 28)
LINEAGE = Lineage(calculation="test", version="1", snapshot="none")
GROWTH = Subject(kind=SubjectKind.PORTFOLIO, id="pf_1", label="Growth")
AAPL = Subject(kind=SubjectKind.HOLDING, id="pf_1/AAPL", label="AAPL")
MSFT = Subject(kind=SubjectKind.HOLDING, id="pf_1/MSFT", label="MSFT")
UNITS = {
    "volatility_annualized": Unit.FRACTION,
    "risk_contribution": Unit.FRACTION,
    "weight": Unit.FRACTION,
    "daily_return": Unit.FRACTION,
    "net_value": Unit.MONEY,
    "price": Unit.PRICE,
    "quantity": Unit.COUNT,
    "beta": Unit.RATIO,
    "risk_score": Unit.SCORE,
    "last_price_date": Unit.DATE,
}
WORDS = {
    "volatility_annualized": ("volatility", "vol"),
    "risk_contribution": ("risk contribution", "of the risk"),
    "weight": ("weight", "of the value"),
    "beta": ("beta",),
    "net_value": ("worth", "value"),
}


def words_of(measure: str) -> tuple[str, ...]:
    return WORDS.get(measure, ())


def unit_of(measure: str) -> Unit:
    return UNITS[measure]


@pytest.fixture
def ledger() -> Ledger:
    """f1 ... f11, in this order."""
    ledger = Ledger(unit_of)
    rows = [
        (GROWTH, "volatility_annualized", 0.21337, None),
        (GROWTH, "net_value", 412345.67, "USD"),
        (AAPL, "risk_contribution", 0.3412, None),
        (AAPL, "weight", 0.274, None),
        (AAPL, "price", 125.674, "USD"),
        (AAPL, "quantity", 900.0, None),
        (MSFT, "weight", 0.294, None),
        (GROWTH, "beta", 1.1249, None),
        (GROWTH, "risk_score", 61.6, None),
        (GROWTH, "daily_return", -0.0132, None),
        (GROWTH, "last_price_date", AS_OF, None),
    ]
    for subject, measure, value, currency in rows:
        ledger.record(MeasuredValue(subject=subject, as_of=AS_OF, measure=measure, value=value, currency=currency), LINEAGE)
    return ledger
