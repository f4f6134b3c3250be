"""`plumbline findings`."""

import json

from tests.cli.conftest import Run


def test_findings_are_listed_with_their_days(run: Run) -> None:
    shown = run("findings", "AAPL")
    assert shown.exit_code == 0
    assert "2000-09-29" in shown.stdout
    assert "0 prints are marked as bad" in shown.stderr


def test_a_past_day_knows_nothing_later(run: Run) -> None:
    found = json.loads(run("findings", "AAPL", "--as-of", "1999-12-31", "--json").stdout)
    assert found
    assert all(finding["on"] <= "1999-12-31" for finding in found)


def test_an_unknown_symbol_is_one_line(run: Run) -> None:
    refused = run("findings", "NOPE")
    assert refused.exit_code == 1
    assert "No instrument 'NOPE'" in refused.stderr
