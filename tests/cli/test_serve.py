"""The real command in a process of its own."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLUMBLINE = Path(sys.executable).with_name("plumbline")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(data_dir: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running server and what it printed until the sign-in link."""
    environment = {**os.environ, "PLUMBLINE_DATA_DIR": str(data_dir), "PLUMBLINE_LOG_FORMAT": "json"}
    process = subprocess.Popen(
        [PLUMBLINE, "serve", "--port", str(port)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        printed = ""
        assert process.stdout is not None
        for line in process.stdout:
            printed += line
            if "/sign-in#" in line:
                break
        yield process, printed
    finally:
        process.kill()
        process.communicate()


def ask(port: int, method: str, path: str, *, body: object = None, headers: dict[str, str] | None = None) -> tuple[int, object, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    text = None if body is None else json.dumps(body)
    connection.request(method, path, text, {"content-type": "application/json", **(headers or {})})
    response = connection.getresponse()
    content = response.read()
    cookie = (response.getheader("set-cookie") or "").partition(";")[0]
    connection.close()
    return response.status, json.loads(content) if content else None, cookie


def test_from_nothing_to_a_signed_in_page_and_again(tmp_path: Path) -> None:
    port = free_port()
    for is_first in (True, False):
        with server(tmp_path / "var", port) as (process, printed):
            assert ("First start" in printed) is is_first
            link = re.search(rf"http://127\.0\.0\.1:{port}/sign-in#(\S+)", printed)
            assert link
            assert ask(port, "GET", "/readyz")[0] == 200
            status, me, cookie = ask(port, "POST", "/api/v1/session", body={"token": link[1]})
            assert status == 200, me
            assert ask(port, "GET", "/api/v1/session", headers={"cookie": cookie})[1] == me
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=15)
            assert process.returncode == 0
            assert "Traceback" not in errors
            assert link[1] not in errors


def test_a_taken_port_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        environment = {**os.environ, "PLUMBLINE_DATA_DIR": str(tmp_path / "var")}
        finished = subprocess.run(
            [PLUMBLINE, "serve", "--port", str(port)], env=environment, capture_output=True, text=True, check=False, timeout=30
        )
    assert finished.returncode == 1
    assert finished.stderr.count("\n") == 1
    assert f"Port {port} is taken" in finished.stderr
    assert f"--port {port + 1}" in finished.stderr
    assert not (tmp_path / "var").exists()


def test_an_address_of_another_machine_is_one_line(tmp_path: Path) -> None:
    environment = {**os.environ, "PLUMBLINE_DATA_DIR": str(tmp_path / "var")}
    finished = subprocess.run(
        [PLUMBLINE, "serve", "--host", "192.0.2.1"], env=environment, capture_output=True, text=True, check=False, timeout=30
    )
    assert finished.returncode == 1
    assert finished.stderr.count("\n") == 1
    assert "--host" in finished.stderr
