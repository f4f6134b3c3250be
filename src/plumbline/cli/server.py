"""Starts the server in this process: checks first, then data, then the listening socket, then the sign-in link."""

import asyncio
import errno
import signal
import socket
from collections.abc import Generator
from contextlib import AsyncExitStack, contextmanager

import uvicorn
from fastapi import FastAPI

from plumbline.access.sign_in import create_sign_in_link
from plumbline.api.app import create_app
from plumbline.audit.log import record
from plumbline.cli.local import Installation, opened_installation
from plumbline.cli.terminal import err, out
from plumbline.core.errors import Conflict, InvalidInput
from plumbline.core.logs import configure_logs
from plumbline.core.settings import Settings, load_settings

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_GRACE_SECONDS = 3  # open streams get so long after Ctrl-C
_QUEUE = 2048


def run_server(*, host: str | None, port: int | None) -> None:
    """Serve until Ctrl-C. Options win over the environment."""
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = load_settings(**given)
    configure_logs(settings.log_level, settings.log_format)
    with listening_socket(settings.host, settings.port) as listener:
        asyncio.run(_serve(settings, listener))


def listening_socket(host: str, port: int) -> socket.socket:
    """Take the port before anything else is done; one clear line when that is not possible."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except socket.gaierror as error:
        raise InvalidInput(f"Expected an address of this machine, found '{host}'. Try --host 127.0.0.1.", subject=host) from error
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except OSError as error:
        listener.close()
        raise Conflict(_not_free(host, port, error), subject=str(port)) from error
    return listener


class _Server(uvicorn.Server):
    """Says where to go once it listens."""

    def __init__(self, app: FastAPI, installation: Installation) -> None:
        config = uvicorn.Config(
            app,
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            backlog=_QUEUE,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        super().__init__(config)
        self._app = app
        self._installation = installation

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Replaces uvicorn's, which raises the signal again at the end: that would cut short the closing of the database."""
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, self.handle_exit, number, None)
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            await _welcome(self._installation)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        err.print("\nStopping. Answers that are being written are kept as far as they are.")
        await self._app.state.runs.close()  # first: an open stream of events ends when its answer ends
        await super().shutdown(sockets)


async def _serve(settings: Settings, listener: socket.socket) -> None:
    async with AsyncExitStack() as stack:
        with err.status("Opening database and market data"):
            installation = await stack.enter_async_context(opened_installation(settings))
        await _Server(create_app(installation.platform), installation).serve(sockets=[listener])


async def _welcome(installation: Installation) -> None:
    settings, owner = installation.platform.settings, installation.owner
    async with installation.platform.database.write() as session:
        link = await create_sign_in_link(session, owner.user_id, origin=settings.origin, minutes=settings.sign_in_link_minutes)
        await record(session, owner, action="sign_in_link.create", subject=owner.user_id)
    market = installation.platform.market
    out.print(f"\n[bold]Plumbline[/] is running at {settings.origin}  [dim](Ctrl-C stops it)[/]")
    if installation.n_demos:
        out.print(f"First start: {installation.n_demos} demo portfolios are loaded. Everything is kept in {settings.data_dir}.")
    out.print(f"Model: {settings.model}. Market data: {len(market.symbols)} symbols up to {market.last_session}.")
    if settings.host not in _LOOPBACK and not settings.origin.startswith("https://"):
        out.print("[yellow]Reachable from other machines without https: put a proxy in front and set PLUMBLINE_PUBLIC_URL.[/]")
    out.print(f"\nSign in within {settings.sign_in_link_minutes:g} minutes (the link works once):\n\n  [bold]{link}[/]\n", soft_wrap=True)


def _not_free(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return f"Port {port} is taken. Stop what uses it, or choose another one: plumbline serve --port {other}"
    if error.errno == errno.EACCES:
        return f"Port {port} needs the rights of an administrator. Choose one above 1023: plumbline serve --port 8000"
    return f"Expected to listen on {host}:{port}, found: {error.strerror}. Choose another address with --host and --port."
