"""One room that pages look at: what they ask for is done one after the other, and told to all of them."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from harness.room import Checked, Room
from harness.studio.asking import Asking
from harness.studio.asks import Ask
from harness.studio.changes import change_of, scene_change
from harness.studio.messages import (
    Busy,
    Events,
    FindingRow,
    Findings,
    PictureRow,
    Pictures,
    Refused,
    RoomState,
)
from harness.studio.past import Past
from harness.studio.state import finding_row, state_of
from harness.studio.team import Team
from tools.errors import ProgramError, RoomError
from tools.picture_file import decode
from tools.program import cells
from tools.program.history import hash_of
from tools.run_files import HISTORY, SCENE
from tools.scene.building import Built
from tools.scene.scene import position
from tools.shown import Shown, ShownThing

T = TypeVar("T")
Send = Callable[[BaseModel], Awaitable[None]]
LOOK_SECONDS = 0.4
"""How often the folder is looked at for edits that came another way."""
SETTLE_SECONDS = 0.7
"""How long a version must stand before it is checked."""
PICTURE_SIDE = 1024
"""Pixels of a material's picture on the page."""
UNSEEN = ("layout", "lighting", "camera")
"""Cells that no material's picture depends on."""
log = logging.getLogger(__name__)


class Desk:
    """A room, the pages that look at it, and two workers: one for edits, one for what takes its time.

    Args:
        folder: the room's.
        name: as the page shows it.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.pages: set[Send] = set()
        self.blobs: dict[str, ShownThing] = {}
        self.pictures: dict[str, bytes] = {}
        self.files: dict[str, Path] = {}
        """What was made to be taken away, by the name in its address."""
        self._room, self._aside = Room(folder), Room(folder)
        self._lane, self._slow = ThreadPoolExecutor(1, "studio-edit"), ThreadPoolExecutor(1, "studio-slow")
        self._state: RoomState | None = None
        self._sent: Shown | None = None
        self._looks: Pictures | None = None
        self._findings: Findings | None = None
        self._looks_of, self._checked, self._editing = "", 0, 0
        self._seen: tuple[object, ...] = ()
        self._outside: Refused | None = None
        self._telling = asyncio.Lock()
        """Held while pages are told of a change, and while one that comes is told everything."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._watching: asyncio.Task[None] | None = None
        self.team, self.past = Team(folder), Past()
        self._live, self._fault = False, ""
        self.asking = Asking(self)

    async def join(self, send: Send) -> None:
        """A page comes: it is told everything there is."""
        self._news()
        await send(self._events(0))  # at once: to build the room takes its time
        if self._state is None and (self.folder / SCENE).is_file():
            await self.refresh()
        async with self._telling:  # what changes meanwhile is told behind it
            await send(self._events(0))
            if self._state is not None and self._sent is not None:
                await send(self._state)
                await send(scene_change(None, self._sent, self._state.version))
            for message in (self._looks, self._findings, self._outside):
                if message is not None:
                    await send(message)
            self.pages.add(send)
        if self._watching is None:
            self._watching = asyncio.create_task(self._watch())

    def leave(self, send: Send) -> None:
        """A page goes."""
        self.pages.discard(send)

    async def ask(self, ask: Ask, send: Send) -> None:
        """Carry out what a page asks for; its answer goes to that page, what changed to all."""
        try:
            await send(await self.asking.answer(ask))
        except ProgramError as error:
            where = position(getattr(ask, "text", "") or self._text, error)
            await send(Refused(n=ask.n, message=error.cause, line=where[0], column=where[1]))
        except RoomError as error:
            await send(Refused(n=ask.n, message=str(error)))

    @property
    def _text(self) -> str:
        return self._state.text if self._state else ""

    async def edit(self, work: Callable[[Room], T]) -> T:
        """Do something with the room that may change it, then tell the pages what did."""
        self._editing += 1
        try:
            return await self.in_lane(work)
        finally:
            try:
                await self.refresh()
            finally:
                self._editing -= 1

    async def in_lane(self, work: Callable[[Room], T]) -> T:
        """Do something quick with the room, when what was asked before is done."""
        return await asyncio.get_running_loop().run_in_executor(self._lane, lambda: work(self._room))

    async def aside(self, what: str, work: Callable[[Room], T]) -> T:
        """Do something that takes its time, beside the edits."""
        await self._tell(Busy(what=what))
        try:
            return await asyncio.get_running_loop().run_in_executor(self._slow, lambda: work(self._aside))
        finally:
            await self._tell(Busy(what=""))

    async def refresh(self) -> None:
        """Look at the room anew and tell the pages what changed."""
        try:
            state, shown, seen = await self.in_lane(lambda room: self._look(room))
        except RoomError as error:
            await self._refuse(error)
            return
        self._seen = seen
        async with self._telling:
            old, before = self._state, self._sent
            state.serial = old.serial + 1 if old else 1
            self._state, self._sent = state, shown
            self.blobs = {thing.digest: thing for thing in shown.things.values()}
            changed = old is None or state.version != old.version or self._outside is not None
            if not changed:
                state.serial -= 1  # nobody is told of it
                return
            said = change_of(old, state) if old and self._outside is None else state
            self._outside = None
            await self._tell(said)
            await self._tell(scene_change(before, shown, state.version))
        self._later(self._dress())
        self._later(self._check())

    async def _refuse(self, error: RoomError) -> None:
        """Somebody wrote into scene.py what cannot be: the pages keep the room as it was."""
        self._seen = self._marks()
        line = column = None
        message = str(error)
        if isinstance(error, ProgramError):
            path = self.folder / SCENE
            text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
            line, column = position(text, error)
        self._outside = Refused(n=0, message=message, line=line, column=column, outside=True)
        await self._tell(self._outside)

    def _look(self, room: Room) -> tuple[RoomState, Shown, tuple[object, ...]]:
        _ = room.workspace  # takes in what was written elsewhere
        shown = room.shown()
        return state_of(room, self.name), shown, self._marks()

    async def _dress(self) -> None:
        """Bring the pictures on materials, if they may have changed."""
        kept = [c.marker + c.source for c in cells.split(self._text) if c.name not in UNSEEN]
        digest = hash_of("".join(kept))
        if digest == self._looks_of:
            return
        self._looks_of = digest
        try:
            newest = await self.in_lane(lambda room: room.scene.found)
            shown = await self.aside("textures", lambda room: _looks(room, newest))
            found = await asyncio.get_running_loop().run_in_executor(
                self._slow, lambda: {name: _page_picture(data) for name, data in shown.pictures.items()}
            )
        except RoomError as error:
            log.warning("no textures: %s", error)
            return
        self.pictures = {name: data for name, data in found.items() if data is not None}
        rows = {
            name: PictureRow(picture=look.picture, mapping=look.mapping)
            for name, look in shown.materials.items()
            if look.picture in self.pictures and look.picture is not None
        }
        self._looks = Pictures(version=self._state.version if self._state else 0, materials=rows)
        await self._tell(self._looks)

    async def _check(self) -> None:
        """Say what is wrong with the newest version."""
        version = self._state.version if self._state else 0
        await asyncio.sleep(SETTLE_SECONDS)  # whoever makes one edit after another waits for none of this
        while self._editing:
            await asyncio.sleep(LOOK_SECONDS / 4)
        newest = self._state.version if self._state else 0
        if version in (self._checked, 0) or version != newest or (self.team.live and not self.team.rests):
            return  # the team checks its own work
        self._checked = version
        try:
            known = await self.in_lane(lambda room: room.scene.found)  # no second run for what was run
            found = await self.aside("check", lambda room: _checked(room, known))
        except RoomError as error:
            log.warning("no check: %s", error)
            return
        rows = [finding_row(f) for f in found[0].findings]
        rows += [
            FindingRow(kind="warning", objects=[], problem=words, at=None, remedy=None)
            for words in found[0].warnings
        ]  # what `room check` says, too
        self._findings = Findings(version=found[1], findings=rows)
        await self._tell(self._findings)

    async def _watch(self) -> None:
        """See edits that came from another editor, the command line, a specialist."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if not self.pages:
                continue
            told, now = len(self.team.rows), (self.team.live, self.team.fault())
            if self._news() or now != (self._live, self._fault):
                self._live, self._fault = now
                await self._tell(self._events(min(told, len(self.team.rows))))
                if self.team.rests:
                    self._later(self._check())
            # An edit of ours writes these files, too: it tells of it itself, and of what came with it.
            if not self._editing and self._marks() != self._seen and (self.folder / SCENE).is_file():
                await self.refresh()

    def _news(self) -> bool:
        return bool(self.team.news())

    def _events(self, first: int) -> Events:
        team = self.team
        rows, left = team.rows[first:], team.left()
        return Events(
            first=first, events=rows, live=team.live, left=left, fault=team.fault(),
            playing=team.playing, shows=team.shows is not None,
        )  # fmt: skip

    def _marks(self) -> tuple[object, ...]:
        """What changes when somebody writes the program or its history."""
        found: list[object] = []
        for path in (self.folder / SCENE, self.folder / HISTORY / "log.jsonl"):
            try:
                stat = path.stat()
                found.append((stat.st_mtime_ns, stat.st_size, stat.st_ino))
            except OSError:
                found.append(None)
        return tuple(found)

    async def _tell(self, message: BaseModel) -> None:
        for send in list(self.pages):
            await send(message)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def geometry(self, digests: Iterable[str]) -> list[ShownThing]:
        """The geometry of these digests, as far as it is still shown."""
        found = [self.blobs.get(digest) or self.past.thing(digest) for digest in digests]
        return [thing for thing in found if thing is not None]

    async def close(self) -> None:
        """End both workers."""
        await asyncio.to_thread(self.team.stop)
        for task in [*self._tasks, *([self._watching] if self._watching else [])]:
            task.cancel()
        for lane, room in ((self._lane, self._room), (self._slow, self._aside)):
            lane.shutdown(wait=False, cancel_futures=True)
            room.close()


def _looks(room: Room, known: Built) -> Shown:
    room.scene.take(known)
    return room.looks()


def _checked(room: Room, known: Built) -> tuple[Checked, int]:
    room.scene.take(known)
    return room.check(), room.version


def _page_picture(data: bytes) -> bytes | None:
    """A material's picture for the page, written anew; None when it is none."""
    try:
        picture = decode(data, "a material's picture")
    except RoomError:
        return None
    picture.thumbnail((PICTURE_SIDE, PICTURE_SIDE))
    out = io.BytesIO()
    picture.convert("RGBA" if "A" in picture.getbands() else "RGB").save(out, "WEBP", quality=80, method=2)
    return out.getvalue()
