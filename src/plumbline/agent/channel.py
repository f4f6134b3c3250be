"""The events of one run: numbered as they happen, kept for whoever connects again, waited for by whoever listens."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

from pydantic import BaseModel

from plumbline.agent.events import AnyStreamEvent, Event

PING_SECONDS = 15.0
"""A comment line after so much silence keeps proxies from closing the connection."""

PING = b": ping\n\n"


class RunChannel:
    """Publishing never waits for a reader. The whole run is the replay buffer: an answer is a few hundred events."""

    def __init__(self) -> None:
        self.events: list[AnyStreamEvent] = []
        self.closed = False
        self.published_at = time.monotonic()
        self._frames: list[bytes] = []
        self._heard = asyncio.Event()
        self._changed = asyncio.Event()

    def publish(self, kind: type[Event], data: BaseModel) -> None:
        """Give the event the next number and wake every reader."""
        event: AnyStreamEvent = kind(id=len(self.events) + 1, data=data)  # type: ignore[assignment, call-arg]  # every kind of the union has `data`
        self.events.append(event)
        self._frames.append(frame(event))
        self.published_at = time.monotonic()
        self._wake()

    def close(self) -> None:
        """No event will follow."""
        self.closed = True
        self._wake()

    async def wait_for_reader(self, seconds: float) -> None:
        """Return when somebody has received the first events, or after `seconds`."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._heard.wait(), seconds)

    async def follow(self, after: int = 0) -> AsyncIterator[AnyStreamEvent]:
        """Yield every event after number `after`, those to come included, until the channel is closed."""
        while True:
            changed, closed = self._changed, self.closed
            for event in self.events[after:]:
                after = event.id
                yield event
                self._heard.set()
            if closed and after >= len(self.events):
                return
            if not closed:
                await changed.wait()

    async def frames(self, after: int = 0, *, ping_seconds: float = PING_SECONDS) -> AsyncIterator[bytes]:
        """Yield the same as server-sent events."""
        while True:
            changed, closed = self._changed, self.closed
            if after < len(self._frames):
                waiting = self._frames[after:]
                after += len(waiting)
                yield b"".join(waiting)
                self._heard.set()
            elif closed:
                return
            else:
                try:
                    await asyncio.wait_for(changed.wait(), ping_seconds)
                except TimeoutError:
                    yield PING

    def _wake(self) -> None:
        # A fresh event at each publish: a reader that took the old one before this can not miss the wake-up.
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()


def frame(event: AnyStreamEvent) -> bytes:
    """One server-sent event. JSON has no raw line breaks, so `data` is one line."""
    return f"id: {event.id}\nevent: {event.event}\ndata: {event.data.model_dump_json()}\n\n".encode()
