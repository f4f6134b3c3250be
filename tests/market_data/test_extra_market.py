"""505 real names with real defects, read in place. Runs where the data lies beside the checkout, in addition to everything else."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from plumbline.market_data.catalog import build_market
from plumbline.market_data.findings import FindingCode
from plumbline.market_data.market import Market

EXTRA = Path(__file__).resolve().parents[3] / "shared" / "data" / "extra"

if (EXTRA / "prices").is_dir():

    @pytest.fixture(scope="module")
    def market() -> Market:
        return build_market([f"folder:{EXTRA / 'prices'}"])

    def test_shape_and_names(market: Market) -> None:
        assert market.close.shape == (1259, 505)
        assert (market.first_session, market.last_session) == (date(2013, 2, 8), date(2018, 2, 7))
        assert {instrument.sector is None for instrument in market.instruments.values()} == {False}
        assert market.instruments["GOOGL"].name == "Alphabet Inc Class A"
        brk = market.as_of().find_instrument("brk-b")
        assert brk is not None
        assert brk.symbol == "BRK.B"

    def test_the_known_bad_rows_are_marked(market: Market) -> None:
        bad = {(finding.symbol, finding.on) for finding in market.findings if finding.marked}
        assert {("LNT", date(2016, 5, 19)), *((symbol, date(2017, 9, 14)) for symbol in ("FLR", "MRO", "NWL", "MRK"))} <= bad
        assert len(bad) == 11
        row = np.searchsorted(market.sessions, np.datetime64("2016-05-19"))
        assert market.raw_close[row, market.symbols.index("LNT")] == 17.87
        assert np.isnan(market.close[row, market.symbols.index("LNT")])

    def test_spin_offs_and_true_leaps_are_reported_and_kept(market: Market) -> None:
        jumps = {finding.symbol for finding in market.findings if finding.code is FindingCode.PRICE_JUMP}
        assert {"NI", "EBAY", "BAX", "AMD", "VRTX", "STZ"} <= jumps
        splits = {finding.symbol for finding in market.findings if finding.code is FindingCode.SUSPECTED_SPLIT}
        assert splits == {"DISCA", "DISCK"}

    def test_beside_the_sample_market(market: Market) -> None:
        both = build_market(["sample", f"folder:{EXTRA}"])
        assert both.providers["AAPL"] == "sample"
        assert both.providers["AMZN"] == "folder:data/extra"
        assert both.close.shape[0] == 8313
        day = date(2016, 5, 19)
        assert both.as_of(day).last_price("LNT").price == market.as_of(day).last_price("LNT").price == 17.87
