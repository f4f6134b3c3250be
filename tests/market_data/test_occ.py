from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.core.errors import InvalidInput
from plumbline.market_data.occ import OptionContract, OptionRight, find_occ, parse_occ

CALL = OptionContract(underlying="AAPL", expiry=date(2023, 3, 17), right=OptionRight.CALL, strike=140.0)


@pytest.mark.parametrize(
    "text",
    [
        "AAPL  230317C00140000",
        "AAPL230317C00140000",
        "-AAPL230317C00140000",
        ".AAPL230317C140",
        "  aapl  230317c00140000 ",
        "AAPL230317C140.000",
    ],
)
def test_every_way_brokers_write_it(text: str) -> None:
    assert parse_occ(text) == CALL


def test_standard_symbol_and_label() -> None:
    assert CALL.symbol == "AAPL  230317C00140000"
    assert len(CALL.symbol) == 21
    assert CALL.label == "AAPL 2023-03-17 140 call"
    assert CALL.multiplier == 100


def test_fractions_of_a_dollar() -> None:
    contract = parse_occ("F     230120P00012500")
    assert (contract.underlying, contract.right, contract.strike) == ("F", OptionRight.PUT, 12.5)
    assert contract.symbol == "F     230120P00012500"


@pytest.mark.parametrize(
    "text",
    ["AAPL", "", "AAPL231317C00140000", "AAPL230317X00140000", "AAPL230317C00000000", "TOOLONGROOT230317C00140000", "230317C00140000"],
)
def test_what_is_no_option(text: str) -> None:
    assert find_occ(text) is None
    with pytest.raises(InvalidInput, match="Expected an option symbol"):
        parse_occ(text)


@given(
    root=st.from_regex(r"[A-Z]{1,6}", fullmatch=True),
    expiry=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    right=st.sampled_from(OptionRight),
    thousandths=st.integers(1, 99_999_999),
)
def test_symbol_and_contract_are_the_same_thing(root: str, expiry: date, right: OptionRight, thousandths: int) -> None:
    contract = OptionContract(underlying=root, expiry=expiry, right=right, strike=thousandths / 1000)
    assert parse_occ(contract.symbol) == contract
