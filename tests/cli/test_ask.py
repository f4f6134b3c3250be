"""`plumbline ask`, with the offline analyst and the demo portfolios of a first start."""

import json
from typing import Any

import pytest
from pydantic import TypeAdapter
from tests.cli.conftest import Run

from plumbline.agent.events import StreamEvent


def events_of(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_json_lines_are_the_stream_events_and_citations_cover_their_figures(run: Run) -> None:
    result = run("ask", "What is driving my risk?", "--json", "--portfolio", "Growth")
    assert result.exit_code == 0, result.output
    events = events_of(result.stdout)
    for event in events:
        TypeAdapter(StreamEvent).validate_python(event)
    assert [event["id"] for event in events] == list(range(1, len(events) + 1))
    assert (events[0]["event"], events[-1]["event"]) == ("meta", "done")
    answer = "".join(event["data"]["text"] for event in events if event["event"] == "token")
    citations = [event["data"] for event in events if event["event"] == "citation"]
    assert len(citations) > 3
    assert all(answer[cited["start"] : cited["end"]] == cited["text"] for cited in citations)
    assert events[-1]["data"]["n_citations"] == len(citations)


def test_the_answer_goes_to_standard_output_and_everything_else_to_standard_error(run: Run) -> None:
    result = run("ask", "What is my beta?", "--portfolio", "Growth")
    assert result.exit_code == 0, result.output
    assert "Growth" in result.stdout
    assert "as of 2022-12-28" in result.stderr
    assert "›" in result.stderr
    assert "›" not in result.stdout
    assert "[[" not in result.output
    assert "{{" not in result.output


def test_an_earlier_day_and_an_earlier_conversation(run: Run) -> None:
    first = events_of(run("ask", "What is my beta?", "--json", "--as-of", "2020-03-16").stdout)
    assert first[0]["data"]["as_of"] == "2020-03-16"
    assert {event["data"]["as_of"] for event in first if event["event"] == "citation"} <= {"2020-03-16"}
    thread = first[0]["data"]["thread_id"]
    second = events_of(run("ask", "And volatility?", "--json", "--as-of", "2020-03-16", "--thread", thread).stdout)
    assert second[0]["data"]["thread_id"] == thread
    assert any(event["data"]["measure"] == "volatility_annualized" for event in second if event["event"] == "citation")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ((), 2, "QUESTION"),
        (("",), 2, "Expected a question"),
        (("x" * 5_000,), 2, "at most 4,000 characters"),
        (("Hello?", "--as-of", "yesterday"), 2, "Expected a date"),
        (("Hello?", "--as-of", "1929-10-28"), 2, "Prices start on"),
        (("Hello?", "--portfolio", "Nobody's"), 1, "No portfolio"),
        (("Hello?", "--thread", "thread_x"), 1, "none of yours"),
    ],
)
def test_what_can_not_be_asked_is_one_line(run: Run, arguments: tuple[str, ...], code: int, says: str) -> None:
    result = run("ask", *arguments)
    assert result.exit_code == code
    assert says in result.output
    assert "Traceback" not in result.output


def test_a_model_that_can_not_be_reached_falls_back_and_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_MODEL", "openai:local")
    monkeypatch.setenv("PLUMBLINE_OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    result = run("ask", "What is my beta?")
    assert result.exit_code == 0
    assert "offline analyst answers instead" in result.stderr
    assert "eta" in result.stdout
