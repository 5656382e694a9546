"""A plan that is done while a person is there: the outputs are left before their next wish is waited for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from agents.events import AnswerEvent, RestEvent
from tools.errors import RoomError

if TYPE_CHECKING:
    from harness.runs.session import Session

POLL = 0.05
"""Seconds between two looks at whether a person who was silent has said something."""


async def rest(session: Session) -> None:
    """Until the person says something: leave the outputs of the room, once for each version."""
    assert session.inbox is not None
    left: int | None = None
    while session.inbox.empty():
        if left == session.workspace.scene.version or not session.idle():
            await asyncio.sleep(POLL)
            continue
        left = session.workspace.scene.version
        await _leave(session)


async def _leave(session: Session) -> None:
    assert session.at_rest is not None
    outcome, reason = session.finished()
    session.transcript.write(RestEvent(outcome=outcome, reason=reason))
    session.resting = True
    try:
        await asyncio.to_thread(session.at_rest, session.end(outcome, reason))
        session.transcript.write(RestEvent(outcome=outcome, reason=reason, written=True))
    except RoomError as error:  # a full disk ends no chat
        session.transcript.write(AnswerEvent(text=f"the outputs are not written: {error}", good=False))
    finally:
        session.resting = False
