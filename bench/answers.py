"""Times answers over HTTP: the first event and the whole answer, for three questions over every demo portfolio.

Bars: first event within 100 ms, whole answer within 1 s, on an idle machine.
"""

import statistics
import time
from typing import NamedTuple

import httpx
from rich.console import Console
from rich.table import Table

from bench.server import fresh_data_dir, running_server

QUESTIONS = (
    "What is driving my risk?",
    "How did I do against the S&P 500 this year?",
    "How concentrated am I, and what would you look at first?",
)
FIRST_EVENT_BAR_MS = 100.0
ANSWER_BAR_MS = 1_000.0
ROUNDS = 3
SIGNING_IN_SECONDS = 4
"""Nobody asks in the first moments of a server: it loads the model framework then, beside answering."""


class Timing(NamedTuple):
    first_event_ms: float
    answer_ms: float


def main() -> None:
    """Print a row per portfolio and question: medians over the rounds, and the slowest of all beside the bars."""
    table = Table("portfolio", "question", "first event ms", "whole answer ms", title="Answers of the offline analyst over HTTP")
    slowest = Timing(0.0, 0.0)
    with fresh_data_dir() as folder, running_server(folder) as server:
        time.sleep(SIGNING_IN_SECONDS)
        portfolios = server.client.get("/api/v1/portfolios").raise_for_status().json()
        for portfolio in portfolios:
            for question in QUESTIONS:
                timings = [_ask(server.client, question, portfolio["id"]) for _ in range(ROUNDS)]
                middle = Timing(*(statistics.median(column) for column in zip(*timings, strict=True)))
                slowest = Timing(*(max(pair) for pair in zip(slowest, *timings, strict=True)))
                table.add_row(portfolio["name"], question, f"{middle.first_event_ms:.0f}", f"{middle.answer_ms:.0f}")
    console = Console()
    console.print(table)
    for name, took, bar in (
        ("first event", slowest.first_event_ms, FIRST_EVENT_BAR_MS),
        ("whole answer", slowest.answer_ms, ANSWER_BAR_MS),
    ):
        console.print(f"slowest {name} {took:.0f} ms (bar {bar:.0f} ms), met: {took <= bar}")


def _ask(client: httpx.Client, question: str, portfolio_id: str) -> Timing:
    begin = time.perf_counter()
    started = client.post("/api/v1/chat/runs", json={"text": question, "portfolio_id": portfolio_id}).raise_for_status().json()
    first = 0.0
    with client.stream("GET", f"/api/v1/chat/runs/{started['run_id']}/events") as stream:
        for line in stream.iter_lines():
            if line.startswith("event:") and not first:
                first = time.perf_counter()
            if line == "event: done":
                break
            if line == "event: error":
                raise SystemExit(f"'{question}' ended in an error: run it with `plumbline ask` and read what it says.")
    end = time.perf_counter()
    return Timing((first - begin) * 1e3, (end - begin) * 1e3)


if __name__ == "__main__":
    main()
