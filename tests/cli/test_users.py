"""`plumbline users`, `grant` and `sign-in-link --user`, as a person types them."""

import json

import pytest
from tests.cli.conftest import Run


@pytest.fixture
def first_start(run: Run) -> None:
    assert run("portfolios").exit_code == 0


@pytest.mark.usefixtures("first_start")
def test_people_come_change_and_go(run: Run) -> None:
    assert "Added Änne Muster with the role risk" in run("users", "add", "Änne Muster", "--role", "RISK").stdout
    assert "role user, active" in run("users", "role", "änne muster", "user").stdout
    assert run("sign-in-link", "--user", "Änne Muster").stdout.startswith("http://127.0.0.1:8000/sign-in#")
    assert "disabled" in run("users", "disable", "Änne Muster").stdout
    refused = run("sign-in-link", "--user", "Änne Muster")
    assert refused.exit_code == 1
    assert "plumbline users enable" in refused.stderr
    [line] = [line for line in run("users", "list").stdout.splitlines() if "Änne Muster" in line]
    assert "disabled" in line
    assert "active" in run("users", "enable", "Änne Muster").stdout
    log = run("audit").stdout
    for action in ("user.create", "user.role", "sign_in_link.create", "user.disable", "user.enable"):
        assert action in log


@pytest.mark.usefixtures("first_start")
def test_a_portfolio_is_opened_and_closed(run: Run) -> None:
    run("users", "add", "Anna")
    assert "Anna may read Growth." in run("grant", "grow", "anna").stdout
    assert "Anna may write Growth." in run("grant", "Growth", "Anna", "--write").stdout
    assert "Anna may no longer see Growth." in run("grant", "Growth", "Anna", "--revoke").stdout
    assert run("audit").stdout.count("grant.") == 3
    assert len(json.loads(run("portfolios", "--json").stdout)) == 4


@pytest.mark.usefixtures("first_start")
@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("users", "add", ""), 2, "1 to 80 printable characters"),
        (("users", "add", "owner"), 1, "Choose another name"),
        (("users", "add", "Anna", "--role", "BOSS"), 2, "'BOSS' is not one of"),
        (("users", "disable", "Owner"), 1, "owns this installation"),
        (("users", "role", "Nobody", "risk"), 1, "who is not here"),
        (("sign-in-link", "--user", "Nobody"), 1, "who is not here"),
        (("grant", "Growth", "Nobody"), 1, "who is not here"),
        (("grant", "Growth", "Owner"), 1, "yours already"),
        (("grant", "Nowhere", "Owner"), 1, "No portfolio 'Nowhere'"),
        (("grant", "Growth", "Owner", "--write", "--revoke"), 2, "found both"),
    ],
)
def test_mistakes_are_one_clear_line(run: Run, arguments: tuple[str, ...], code: int, words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert words in " ".join(result.output.replace("│", " ").split())
    assert "Traceback" not in result.output
