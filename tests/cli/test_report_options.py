"""Options that every report command has."""

import pytest
from tests.cli.conftest import Run

REPORTS = (
    "performance", "risk", "report", "stress", "scenarios", "what-if", "proposals", "limits", "limit-rules", "drawdowns", "volatility",
    "correlation", "hedging", "tail", "options", "backtest", "optimize", "rebalance", "factors", "attribution", "drift",
)  # fmt: skip


@pytest.mark.parametrize("command", REPORTS)
def test_a_portfolio_is_named_as_in_ask(run: Run, command: str) -> None:
    shown = run(command, "--help")
    assert shown.exit_code == 0
    assert "--portfolio" in shown.output


def test_argument_and_option_mean_the_same(run: Run) -> None:
    assert run("hedging", "-p", "long", "--json").stdout == run("hedging", "long", "--json").stdout
    both = run("hedging", "long", "-p", "growth")
    assert both.exit_code == 2
    assert "Expected one portfolio" in " ".join(both.output.split())


def test_no_name_is_cut(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    outputs = {"hedging": run("hedging", "growth").stdout, "limits": run("limits", "growth").stdout}
    outputs["what-if"] = run("what-if", "growth", "--sell", "AMD").stdout
    for output in outputs.values():
        assert max(map(len, output.splitlines())) <= 80
        assert "…" not in output
    assert "Min Vol" in outputs["hedging"]
    assert "Technology" in outputs["limits"].partition("To cure")[0]
    assert "Advanced Micro Devices, Inc." in outputs["what-if"]
