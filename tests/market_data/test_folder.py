import gzip
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from plumbline.core.errors import InvalidInput, MissingData, PlumblineError
from plumbline.market_data.catalog import build_market
from plumbline.market_data.findings import FindingCode
from plumbline.market_data.instruments import InstrumentKind
from plumbline.market_data.market import Market

WIDE = "date,AAA,BBB\n2020-01-02,10.5,20\n2020-01-03,10.6,\n2020-01-06,10.7,20.2\n"
LONG = (
    "Date,Ticker,Open,Close,Adj Close,Volume\n2020-01-03,bbb,1,20.1,20.0,100\n2020-01-02,aaa,1,10.6,10.5,100\n2020-01-02,bbb,1,19.9,19.8,7"
)


def load(folder: Path) -> Market:
    return build_market([f"folder:{folder}"])


def column(market: Market, symbol: str) -> list[float]:
    return market.close[:, market.symbols.index(symbol)].tolist()


def test_wide(tmp_path: Path) -> None:
    (tmp_path / "closes.csv").write_text(WIDE)
    market = load(tmp_path)
    assert market.symbols == ("AAA", "BBB")
    assert market.sessions.astype(str).tolist() == ["2020-01-02", "2020-01-03", "2020-01-06"]
    assert column(market, "AAA") == [10.5, 10.6, 10.7]
    assert np.isnan(column(market, "BBB")[1])
    assert market.providers["AAA"] == f"folder:{tmp_path.parent.name}/{tmp_path.name}"


def test_long_prefers_adjusted_closes_and_needs_no_order(tmp_path: Path) -> None:
    (tmp_path / "quotes.csv").write_text(LONG)
    market = load(tmp_path)
    assert column(market, "AAA")[0] == 10.5
    assert column(market, "BBB") == [19.8, 20.0]


def test_long_by_name(tmp_path: Path) -> None:
    (tmp_path / "all_stocks.csv").write_text(
        "date,open,high,low,close,volume,Name\n2020-01-02,1,1,1,1.5,9,AAL\n2020-01-03,1,1,1,1.6,9,AAL\n"
    )
    assert column(load(tmp_path), "AAL") == [1.5, 1.6]


def test_one_instrument_named_by_the_file(tmp_path: Path) -> None:
    (tmp_path / "ibm.csv").write_text(
        "Date,Open,High,Low,Close,Adj Close,Volume\n2020-01-02,1,1,1,135,130.5,9\n2020-01-03,1,1,1,134,129.5,9\n"
    )
    assert column(load(tmp_path), "IBM") == [130.5, 129.5]


@pytest.mark.parametrize("layout", [WIDE, LONG])
def test_gzip_and_parquet_are_the_same(tmp_path: Path, layout: str) -> None:
    for name in ("plain", "packed", "columns"):
        (tmp_path / name).mkdir()
    (tmp_path / "plain" / "prices.csv").write_text(layout)
    (tmp_path / "packed" / "prices.csv.gz").write_bytes(gzip.compress(layout.encode()))
    pd.read_csv(tmp_path / "plain" / "prices.csv").to_parquet(tmp_path / "columns" / "prices.parquet")
    markets = [load(tmp_path / name) for name in ("plain", "packed", "columns")]
    assert len({market.digest for market in markets}) == 1


def test_parquet_with_dates_as_index(tmp_path: Path) -> None:
    frame = pd.DataFrame({"AAA": [1.0, 1.1]}, index=pd.DatetimeIndex(["2020-01-02", "2020-01-03"], name="Date"))
    frame.to_parquet(tmp_path / "prices.parquet")
    assert column(load(tmp_path), "AAA") == [1.0, 1.1]


@pytest.mark.parametrize(
    "text",
    [
        "date;AAA\n2020-01-02;10.5\n",
        "date\tAAA\n20200102\t10.5\n",
        ",AAA\n2020-01-02 00:00:00-05:00,10.5\n",
        "\ufeffDate,aaa\r\n2020-01-02,10.5\r\n",
        "date,AAA\n2020-01-02T00:00:00,10.5\n",
    ],
)
def test_other_ways_to_write_the_same(tmp_path: Path, text: str) -> None:
    (tmp_path / "p.csv").write_text(text, encoding="utf-8")
    market = load(tmp_path)
    assert (market.symbols, column(market, "AAA"), market.first_session) == (("AAA",), [10.5], date(2020, 1, 2))


def test_words_for_nothing_and_a_company_called_na(tmp_path: Path) -> None:
    (tmp_path / "wide.csv").write_text("date,AAA,NA\n2020-01-02,n/a,3\n2020-01-03,5,NaN\n")
    market = load(tmp_path)
    assert market.symbols == ("AAA", "NA")
    assert np.isnan(column(market, "AAA")[0])
    (tmp_path / "wide.csv").write_text("date,symbol,close\n2020-01-02,NA,3\n")
    assert load(tmp_path).symbols == ("NA",)


def test_volumes_are_no_prices(tmp_path: Path) -> None:
    (tmp_path / "close.csv").write_text(WIDE)
    (tmp_path / "a_volume.csv").write_text("date,AAA,CCC\n2020-01-02,1000,2000\n")
    (tmp_path / "flows.csv").write_text("date,symbol,volume\n2020-01-02,DDD,2000\n")
    assert load(tmp_path).symbols == ("AAA", "BBB")


def test_names_and_sectors_beside_the_prices(tmp_path: Path) -> None:
    (tmp_path / "prices").mkdir()
    (tmp_path / "reference").mkdir()
    (tmp_path / "prices" / "close.csv").write_text(WIDE)
    (tmp_path / "reference" / "a_other_year.csv").write_text("Symbol,Security,GICS Sector\nAAA,Wrong Year,Energy\nZZZ,Unpriced,Energy\n")
    (tmp_path / "reference" / "members.csv").write_text(
        "Symbol,Name,GICS Sector,CIK,Kind\nAAA,Alpha Corp,Utilities,91142,\nBBB,Beta Fund,,,ETF\nBBB,Twice,,,\n"
    )
    for folder in (tmp_path, tmp_path / "prices"):
        market = load(folder)
        alpha, beta = market.instruments["AAA"], market.instruments["BBB"]
        assert (alpha.name, alpha.sector, alpha.cik) == ("Alpha Corp", "Utilities", "0000091142")
        assert (beta.name, beta.kind, beta.sector) == ("Beta Fund", InstrumentKind.ETF, None)
        assert set(market.instruments) == {"AAA", "BBB"}
        assert not [finding for finding in market.findings if finding.code is FindingCode.UNKNOWN_SYMBOL]


def test_prices_without_a_name_are_reported(tmp_path: Path) -> None:
    (tmp_path / "close.csv").write_text(WIDE)
    unknown = [finding.symbol for finding in load(tmp_path).findings if finding.code is FindingCode.UNKNOWN_SYMBOL]
    assert unknown == ["AAA", "BBB"]


def test_repeated_dates_and_symbols(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("date,AAA,AAA\n2020-01-02,1,7\n2020-01-02,9,9\n2020-01-03,1.1,7\n")
    (tmp_path / "b.csv").write_text("date,symbol,close\n2020-01-03,AAA,8\n2020-01-03,BBB,2\n2020-01-03,BBB,3\n")
    market = load(tmp_path)
    assert column(market, "AAA") == [1.0, 1.1]
    assert column(market, "BBB")[1] == 2.0
    found = {(finding.code, finding.symbol, finding.on) for finding in market.findings if finding.code.startswith("duplicate")}
    assert found == {
        (FindingCode.DUPLICATE_DATE, "AAA", date(2020, 1, 2)),
        (FindingCode.DUPLICATE_SYMBOL, "AAA", date(2020, 1, 2)),
        (FindingCode.DUPLICATE_SYMBOL, "AAA", date(2020, 1, 3)),
        (FindingCode.DUPLICATE_DATE, "BBB", date(2020, 1, 3)),
    }


def test_files_by_year_are_joined(tmp_path: Path) -> None:
    (tmp_path / "2020.csv").write_text("date,AAA\n2020-12-30,1\n2020-12-31,1.01\n")
    (tmp_path / "2021.csv").write_text("date,AAA\n2021-01-04,1.02\n")
    market = load(tmp_path)
    assert column(market, "AAA") == [1.0, 1.01, 1.02]
    assert [finding.code for finding in market.findings] == [FindingCode.UNKNOWN_SYMBOL]


def test_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "close.csv").write_text(WIDE)
    load(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["close.csv"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("date,AAA\n2020-01-02,1\n2020-01-03,12x\n", r"a number in p\.csv, row 3, column AAA; found '12x'"),
        ("date,AAA\n2020-01-02,1\n03.01.2020,2\n", r"a date such as 2022-12-28 in p\.csv, row 3, column date; found '03\.01\.2020'"),
        ("date,AAA\n2020-02-30,1\n", r"a date such as 2022-12-28 in p\.csv, row 2"),
        ("date,AAA\n,1\n", r"a date such as 2022-12-28 in p\.csv, row 2"),
        ("date,AAA\n2020-01-02,inf\n", r"a finite number in p\.csv, row 2, column AAA"),
        ("date,symbol,close\n2020-01-02,,1\n", r"a symbol in p\.csv, row 2, column symbol"),
        ("date,symbol,close\n2020-01-02,AAA,true\n", r"a number in p\.csv, row 2, column close"),
        (f"date,{'X' * 40}\n2020-01-02,1\n", r"a symbol of 1 to 32 characters in p\.csv"),
        ("date,AAA\n2020-01-02,1,2,3\n", r"a readable table in p\.csv"),
        ("date,AAA\n2020-01-02,1\n2020-01-03,1,2\n", r"a readable table in p\.csv.*line 3"),
        ("date,AAA\n1850-01-02,1\n", r"from 1970-01-01"),
    ],
)
def test_wrong_content_is_named(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "p.csv").write_text(content)
    with pytest.raises(InvalidInput, match=message):
        load(tmp_path)


@pytest.mark.parametrize("name", ["p.csv", "p.csv.gz", "p.parquet"])
def test_a_file_that_is_something_else(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n" + bytes(range(256)))
    with pytest.raises(PlumblineError, match=name.replace(".", r"\.")):
        load(tmp_path)


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"Expected a folder.*Correct the path"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize("content", ["", "symbol,quantity\nAAA,3\n", "date,AAA\n", "just text\n"])
def test_no_usable_file(tmp_path: Path, content: str) -> None:
    with pytest.raises(MissingData, match="no table at all"):
        load(tmp_path)
    (tmp_path / "holdings.csv").write_text(content)
    with pytest.raises(MissingData, match=r"found holdings\.csv"):
        load(tmp_path)
