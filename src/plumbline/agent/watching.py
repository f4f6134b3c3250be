"""Watching a run and stopping it. The watcher must own the run; whether it is live, stored, or elsewhere makes no difference."""

import asyncio
from collections.abc import AsyncIterator

from plumbline.access.principal import Principal
from plumbline.agent.channel import PING, PING_SECONDS, frame
from plumbline.agent.models import RunState
from plumbline.agent.recovery import end_lost, is_lost
from plumbline.agent.registry import RunRegistry
from plumbline.agent.repository import get_run, list_events
from plumbline.core.errors import Conflict
from plumbline.portfolios.platform import Platform

_LOOK_AGAIN_SECONDS = 0.5  # another process stores what it says every second


async def watch(platform: Platform, registry: RunRegistry, principal: Principal, run_id: str, *, after: int = 0) -> AsyncIterator[bytes]:
    """The events of a run after number `after` as server-sent events, until it ends; `NotFound` unless it is the person's own."""
    async with platform.database.read() as session:
        await get_run(session, principal, run_id)
    live = registry.find(run_id)
    return live.job.channel.frames(after) if live else _stored_frames(platform, registry, principal, run_id, after=after)


async def stop_run(platform: Platform, registry: RunRegistry, principal: Principal, run_id: str) -> None:
    """Stop an answer; one that has ended already stays as it is."""
    async with platform.database.read() as session:
        run = await get_run(session, principal, run_id)
    live = registry.find(run_id)
    if live is not None:
        registry.stop(live)
    elif run.state is RunState.RUNNING and not is_lost(run):
        raise Conflict(
            "This answer is being written by another process (the command line, or another server). Stop it there.", subject=run_id
        )


async def _stored_frames(
    platform: Platform, registry: RunRegistry, principal: Principal, run_id: str, *, after: int
) -> AsyncIterator[bytes]:
    silence = 0.0
    while True:
        # The state is read before the events: whatever was said before the end is then surely among them.
        async with platform.database.read() as session:
            run = await get_run(session, principal, run_id)
            events = (await list_events(session, [run_id], after=after))[run_id]
        if events:
            after, silence = events[-1].id, 0.0
            yield b"".join(frame(event) for event in events)
        if run.state is not RunState.RUNNING:
            return
        if is_lost(run) and registry.find(run_id) is None:
            async with platform.database.write() as session:
                await end_lost(session, [await get_run(session, principal, run_id)])
            continue
        await asyncio.sleep(_LOOK_AGAIN_SECONDS)
        silence += _LOOK_AGAIN_SECONDS
        if silence >= PING_SECONDS:
            silence = 0.0
            yield PING
