"""Documents from the terminal: which files are written, and which are not overwritten."""

import io
import json
from pathlib import Path

import pypdf
import pytest
from tests.cli.conftest import Run


def test_a_report_as_html_and_pdf(run: Run, tmp_path: Path) -> None:
    html, pdf = tmp_path / "risk.html", tmp_path / "risk.pdf"
    result = run("risk", "growth", "--html", str(html), "--pdf", str(pdf), "--paper", "us-letter")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert str(html) in result.stderr.replace("\n", "")
    assert "Risk of Growth" in html.read_text()
    assert pypdf.PdfReader(pdf).pages[0].mediabox.width == 612


def test_nothing_is_overwritten_by_accident(run: Run, tmp_path: Path) -> None:
    taken = tmp_path / "drawdowns.html"
    taken.write_text("mine")
    refused = run("drawdowns", "growth", "--html", str(taken))
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert taken.read_text() == "mine"
    assert run("drawdowns", "growth", "--html", str(taken), "--force").exit_code == 0
    assert "Drawdowns of Growth" in taken.read_text()


def test_documents_go_through_pipes(run: Run) -> None:
    piped = run("limits", "growth", "--pdf", "-")
    assert piped.exit_code == 0, piped.stderr
    assert "Limits of Growth" in pypdf.PdfReader(io.BytesIO(piped.stdout_bytes)).pages[0].extract_text()


def test_data_and_a_document_at_once(run: Run, tmp_path: Path) -> None:
    result = run("hedging", "long/short", "--json", "--pdf", str(tmp_path / "hedging.pdf"))
    assert json.loads(result.stdout)["as_of"] == "2022-12-28"
    assert (tmp_path / "hedging.pdf").stat().st_size > 10_000


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--html", "/nowhere/at/all.html"], "/nowhere/at"),
        (["--html", "."], "folder"),
        (["--html", "-", "--pdf", "-"], "standard output"),
        (["--json", "--csv"], "standard output"),
        (["--json", "--html", "-"], "standard output"),
        (["--html", "same", "--pdf", "same"], "two files"),
        (["--pdf", "a.pdf", "--paper", "napkin"], "napkin"),
    ],
)
def test_what_can_not_be_written_is_said_before_anything_is_calculated(run: Run, arguments: list[str], word: str) -> None:
    result = run("risk", "growth", *arguments)
    assert result.exit_code == 2
    assert word in " ".join(result.stderr.split())
    assert not Path("a.pdf").exists()


def test_all_reports_in_one_document(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    result = run("report", "growth", "--sections", "limits, risk,drawdowns", "--html", str(target), "--as-of", "2021-06-30")
    assert result.exit_code == 0, result.output
    text = target.read_text()
    places = [text.index(f">{title}</h2>") for title in ("Risk", "Drawdowns", "Limits")]
    assert places == sorted(places)
    assert "as of 2021-06-30" in text


@pytest.mark.parametrize("arguments", [[], ["--sections", "weather", "--pdf", "a.pdf"], ["--sections", ",", "--pdf", "a.pdf"]])
def test_a_report_needs_a_file_and_known_sections(run: Run, arguments: list[str]) -> None:
    result = run("report", "growth", *arguments)
    assert result.exit_code == 2
    assert "Expected" in result.stderr


REPORTS = (
    "risk", "performance", "volatility", "tail", "factors", "correlation", "attribution", "drift", "drawdowns", "hedging", "limits",
    "stress", "backtest --days 300", "optimize", "what-if --set AAPL=5%", "rebalance --target AAPL=10%",
)  # fmt: skip


@pytest.mark.parametrize("command", [*REPORTS, "options", "group show"])
def test_every_report_command_writes_a_document(run: Run, tmp_path: Path, command: str) -> None:
    name, *arguments = command.split(" --", maxsplit=1)
    whose = {"options": "options", "group show": "all"}.get(name, "growth")
    extra = f"--{arguments[0]}".split() if arguments else []
    target = tmp_path / "report.html"
    result = run(*name.split(), whose, *extra, "--html", str(target))
    assert result.exit_code == 0, result.output
    text = target.read_text()
    assert "How these figures are defined" in text
    assert text.count('href="#fact-') > 5
    assert ">2022-12-28<" in text
