"""The builder, on a tiny source of its own; with the real source beside the checkout, also against the packaged files."""

import gzip
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
REAL_SOURCE = ROOT.parent / "shared" / "data"
PACKAGED = ROOT / "src" / "plumbline" / "market_data" / "sample"


def load_script() -> ModuleType:
    path = ROOT / "scripts" / "build_sample_market.py"
    spec = importlib.util.spec_from_file_location("build_sample_market", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


SCRIPT = load_script()


def source_with(folder: Path, stocks: str) -> Path:
    contents = [stocks, "date,MTUM\n2020-01-03,50.125\n", "date,SP500\n2020-01-02,3257.85\n2020-01-03,3234.85\n"]
    for name, content in zip(SCRIPT.PRICE_FILES, contents, strict=True):
        path = folder / "prices" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(content.encode()))
    (folder / "reference").mkdir()
    (folder / "reference" / "sample_companies.csv").write_text(
        "symbol,name,sector,industry,city,country,cik,exchange,description,peers\n"
        "KO,The Coca-Cola Company,Consumer Staples,Beverages,Atlanta,United States,0000021344,NYSE,Runs supercentres.,PEP;PG\n"
    )
    (folder / "reference" / "sample_fundamentals.csv").write_text(
        "symbol,fiscal_year_end,item,value,unit,status\nKO,2021-12-31,revenue,38655,USD millions,recalled\n"
    )
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    source = source_with(tmp_path / "source", "date,KO\n2020-01-02,54.99\n2020-01-03,54.69\n")
    SCRIPT.build(source, tmp_path / "one")
    SCRIPT.build(source, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert set(contents(tmp_path / "one")) == {"prices.npz", "instruments.json", "fundamentals.json", "ATTRIBUTION.txt"}
    assert b"supercenters" in (tmp_path / "one" / "instruments.json").read_bytes()


@pytest.mark.parametrize(
    ("stocks", "message"),
    [
        ("date,KO\n2020-01-02,54.9901\n", "at most three decimals"),
        ("date,KO,PG\n2020-01-02,54.99,1\n2020-01-03,,1\n", "a price of KO on every session"),
        ("date,KO\n2020-01-02,abc\n", "could not convert"),
    ],
)
def test_prices_that_can_not_be_stored_exactly_stop_the_build(tmp_path: Path, stocks: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        SCRIPT.build(source_with(tmp_path / "source", stocks), tmp_path / "out")


if (REAL_SOURCE / "prices").is_dir():

    def test_the_packaged_files_are_those_of_the_real_source(tmp_path: Path) -> None:
        SCRIPT.build(REAL_SOURCE, tmp_path)
        assert contents(tmp_path) == contents(PACKAGED)
