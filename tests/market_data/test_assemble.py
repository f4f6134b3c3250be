from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.market_data.markets import MemoryProvider, provider_data, wobble

from plumbline.core.errors import InvalidInput, MissingData
from plumbline.market_data.assemble import assemble
from plumbline.market_data.catalog import PROVIDERS, build_market, provider_for
from plumbline.market_data.findings import FindingCode
from plumbline.market_data.instruments import Instrument
from plumbline.market_data.provider import ProviderData


def test_the_first_provider_wins_whole() -> None:
    first = provider_data({"A": [1.0, 1.01, 1.02]})
    second = provider_data({"A": [9.0] * 6, "B": [5.0] * 6})
    second = replace(second, instruments=(Instrument(symbol="A", name="Other"), Instrument(symbol="B", name="B Corporation")))
    market = assemble([(MemoryProvider(first, "one"), first), (MemoryProvider(second, "two"), second)])
    assert dict(market.providers) == {"A": "one", "B": "two"}
    assert market.instruments["A"].name == "A Corporation"
    assert market.close[:, 0].tolist()[:3] == [1.0, 1.01, 1.02]
    assert np.isnan(market.close[3:, 0]).all()  # not filled up from the second
    assert {finding.provider for finding in market.findings if finding.symbol == "A"} == {"one"}


def test_prices_on_closed_days_are_left_out_and_reported() -> None:
    data = provider_data({"A": [1.0, 1.01, 1.02]})
    weekend = np.array([*data.sessions[:2], np.datetime64("2020-01-04")])
    market = assemble([(MemoryProvider(part), part) for part in [replace(data, sessions=weekend)]])
    assert market.last_session == date(2020, 1, 3)
    (finding,) = market.findings
    assert (finding.code, finding.on) == (FindingCode.NOT_A_SESSION, date(2020, 1, 4))


def test_symbols_without_master_data_are_reported() -> None:
    data = replace(provider_data({"A": [1.0, 1.01]}), instruments=())
    market = assemble([(MemoryProvider(data), data)])
    assert [finding.code for finding in market.findings] == [FindingCode.UNKNOWN_SYMBOL]
    assert market.instruments["A"].sector is None


def test_digest_follows_the_content() -> None:
    def digest(**changes: object) -> str:
        data = replace(provider_data({"A": wobble(5), "B": wobble(5)}), **changes)
        return assemble([(MemoryProvider(data), data)]).digest

    other_prices = provider_data({"A": wobble(5), "B": wobble(5) + 0.001}).close
    renamed = (Instrument(symbol="A", name="New name"),)
    digests = [digest(), digest(close=other_prices), digest(instruments=renamed), digest(symbols=("A", "C"))]
    assert len(set(digests)) == 4
    assert digest() == digests[0]


def test_nothing_to_load() -> None:
    empty = ProviderData(sessions=np.array([], dtype="datetime64[D]"), symbols=(), close=np.empty((0, 0)))
    with pytest.raises(MissingData, match="found none"):
        assemble([(MemoryProvider(empty), empty)])
    with pytest.raises(MissingData):
        build_market([])


def test_the_same_source_twice() -> None:
    with pytest.raises(InvalidInput, match="each source of market data once"):
        build_market(["sample", "sample"])


@pytest.mark.parametrize("spec", ["bloomberg", "sample:x", "folder", "folder:", ""])
def test_unknown_sources_are_refused(spec: str) -> None:
    with pytest.raises(InvalidInput, match="Expected"):
        provider_for(spec)


def test_the_catalog_is_what_its_examples_say() -> None:
    assert [entry.scheme for entry in PROVIDERS] == ["sample", "folder"]
    for entry in PROVIDERS:
        assert provider_for(entry.example).key.split(":")[0] == entry.scheme
