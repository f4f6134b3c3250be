"""Times what a person waits for before anything happens: the warm start of the server, and `plumbline --help`.

Bars: server under 2 s, help under 0.5 s, on an idle machine.
"""

import statistics
import subprocess
import time
from pathlib import Path

from rich.console import Console

from bench.server import PLUMBLINE, fresh_data_dir, running_server

SERVER_BAR_SECONDS = 2.0
HELP_BAR_SECONDS = 0.5
ROUNDS = 5


def main() -> None:
    """Print the median of each beside its bar."""
    console = Console()
    with fresh_data_dir() as folder:
        with running_server(folder) as first:
            console.print(f"first start (migrates, loads the demo portfolios) {first.seconds_to_healthy:.2f} s")
        warm = [_start(folder) for _ in range(ROUNDS)]
    helped = [_help() for _ in range(ROUNDS)]
    for name, seconds, bar in (("server, warm", warm, SERVER_BAR_SECONDS), ("plumbline --help", helped, HELP_BAR_SECONDS)):
        middle = statistics.median(seconds)
        console.print(f"{name} {middle:.2f} s (bar {bar} s), met: {middle < bar}")


def _start(folder: Path) -> float:
    with running_server(folder) as server:
        return server.seconds_to_healthy


def _help() -> float:
    begin = time.perf_counter()
    subprocess.run([PLUMBLINE, "--help"], check=True, capture_output=True)
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
