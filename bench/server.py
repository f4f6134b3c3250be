"""A real server for the benchmarks: its own data folder, a loopback port, signed in by link."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

PLUMBLINE = str(Path(sys.executable).with_name("plumbline"))
START_LIMIT_SECONDS = 60


@dataclass(frozen=True)
class RunningServer:
    """A signed-in client of a server, and how long the server took from its start to its first healthy answer."""

    client: httpx.Client
    seconds_to_healthy: float


@contextmanager
def running_server(data_dir: Path) -> Iterator[RunningServer]:
    """Start `plumbline serve` on `data_dir`, sign in, and stop the server at the end."""
    port = _free_port()
    environment = {**os.environ, "PLUMBLINE_DATA_DIR": str(data_dir), "PLUMBLINE_PORT": str(port)}
    begin = time.perf_counter()
    process = subprocess.Popen([PLUMBLINE, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            _wait_until_healthy(client, process)
            seconds = time.perf_counter() - begin
            _sign_in(client, environment)
            yield RunningServer(client, seconds)
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def fresh_data_dir() -> Iterator[Path]:
    """An empty data folder that is removed at the end."""
    with tempfile.TemporaryDirectory(prefix="plumbline-bench-") as folder:
        yield Path(folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if client.get("/healthz").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.01)
    raise SystemExit("The server did not start: run `plumbline serve` and read what it says.")


def _sign_in(client: httpx.Client, environment: dict[str, str]) -> None:
    printed = subprocess.run([PLUMBLINE, "sign-in-link"], env=environment, capture_output=True, text=True, check=True).stdout
    token = printed.split("#", 1)[1].split()[0]
    answer = client.post("/api/v1/session", json={"token": token}, headers={"Origin": str(client.base_url).rstrip("/")})
    answer.raise_for_status()
    client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
    client.headers["Origin"] = str(client.base_url).rstrip("/")
