"""What a page asks for, done through the same door as everything else: `harness.room.Room`."""

from __future__ import annotations

import secrets
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from harness.edit_verbs import asked
from harness.room import Room
from harness.studio.asks import (
    Ask,
    BackAsk,
    CheckAsk,
    DiscardAsk,
    EditAsk,
    EditsAsk,
    Ending,
    ExportAsk,
    RenderAsk,
    SayAsk,
    StepAsk,
    TextAsk,
    ThereAsk,
)
from harness.studio.messages import (
    Done,
)
from tools import vocabulary
from tools.errors import InputError
from tools.program import kit_index
from tools.program.model import ViewSpec
from tools.run_files import RENDERS, REPORT_PAGE, SCENE
from tools.solve.words import word_for

if TYPE_CHECKING:
    from harness.studio.desk import Desk

VERBS = frozenset({
    "move", "rotate", "scale", "add", "remove", "replace", "attach", "rename", "material", "wear", "line",
    "view", "duplicate", "set", "light",
})  # fmt: skip
"""Words of `room edit` that a page may say: not those that read files."""
PICTURES = (".png", ".jpg", ".webp")
NAMES = 12
"""Names that are offered at once."""


class Asking:
    """Carries out what pages ask for."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    async def answer(self, ask: Ask) -> Done:
        """Do it.

        Raises:
            RoomError: it cannot be done; nothing has changed.
        """
        if isinstance(ask, EditAsk):
            return await self._edit(ask)
        if isinstance(ask, EditsAsk):
            return await self._edits(ask)
        if isinstance(ask, TextAsk):
            return await self._text(ask)
        if isinstance(ask, StepAsk):
            step = ask.do
            version = await self.desk.edit(lambda room: room.undo() if step == "undo" else room.redo())
            return Done(n=ask.n, note=version.why)
        if isinstance(ask, CheckAsk):
            return await self._check(ask)
        if isinstance(ask, DiscardAsk):
            await self.desk.edit(_discard)
            return Done(n=ask.n, note="scene.py is as it was last accepted")
        if isinstance(ask, RenderAsk):
            return await self._render(ask)
        if isinstance(ask, ExportAsk):
            return await self._export(ask)
        if isinstance(ask, ThereAsk):
            return Done(n=ask.n, data=await self.desk.in_lane(self._there))
        if isinstance(ask, SayAsk):
            self.desk.team.say(ask.text, ask.terms)
            return Done(n=ask.n)
        if isinstance(ask, BackAsk):
            placed = await self.desk.aside(
                "an earlier room", lambda room: self.desk.past.at(room, ask.version)
            )
            return Done(n=ask.n, data=placed.model_dump(mode="json"))
        return Done(n=ask.n, data=near_words(ask.query))

    async def _edit(self, ask: EditAsk) -> Done:
        _check(ask.words)
        done = await self.desk.edit(lambda room: room.edit(ask.words, check=False))
        return Done(n=ask.n, note=". ".join(line for line in (done.why, done.note) if line))

    async def _edits(self, ask: EditsAsk) -> Done:
        for words in ask.edits:
            _check(words)
        wanted = [asked(words) for words in ask.edits]

        def all_of_them(text: str) -> str:
            for each in wanted:
                text = each.edit(text)
            return text

        why = "; ".join(each.why for each in wanted)
        done = await self.desk.edit(lambda room: room.edit(all_of_them, why, check=False))
        return Done(n=ask.n, note=done.why)

    async def _text(self, ask: TextAsk) -> Done:
        def replaced(room: Room) -> str:
            if room.version != ask.base:
                raise InputError(
                    f"the program was changed meanwhile (version {room.version}): take it over first"
                )
            return room.edit(lambda _: ask.text, "edited in the studio", check=False).why

        return Done(n=ask.n, note=await self.desk.edit(replaced))

    async def _check(self, ask: CheckAsk) -> Done:
        done = await self.desk.edit(lambda room: room.check(fix=ask.fix))
        moved = done.fixed.lines() if done.fixed else []
        return Done(n=ask.n, note=f"{len(moved)} things moved" if ask.fix else "", data=moved)

    async def _render(self, ask: RenderAsk) -> Done:
        view: str | ViewSpec = ask.view
        if ask.camera is not None:
            here = ask.camera
            size = (ask.width, max(64, round(ask.width * here.high)))
            view = ViewSpec(
                name="studio",
                at=here.at,
                look_at=here.look_at,
                focal=here.focal,
                resolution=size,
            )
        name = f"studio-{secrets.token_hex(4)}.png"
        out = self.desk.folder / RENDERS / name
        path = await self.desk.aside(
            "picture", lambda room: room.render(view, out, quality=ask.quality, width=ask.width)
        )
        return self._made(ask.n, path)

    async def _export(self, ask: ExportAsk) -> Done:
        name = _named(ask.ending)
        path = await self.desk.aside(name, lambda room: room.export(self.desk.folder / name))
        return self._made(ask.n, path)

    def _there(self, room: Room) -> list[dict[str, object]]:
        """What lies in the folder to be taken away, and whether it is of before the newest edit."""
        folder = self.desk.folder
        drawn = [path for path in (folder / RENDERS).glob("*") if path.suffix in PICTURES]
        drawn.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        paths = [*(folder / _named(ending) for ending in get_args(Ending)), folder / REPORT_PAGE, *drawn]
        found = [path for path in paths if path.is_file() and not path.is_symlink()]
        self.desk.files |= {path.name: path for path in found}
        # What nobody has edited yet is as it was brought, whenever its files were copied.
        edited = (folder / SCENE).stat().st_mtime if room.version > 1 else 0.0
        return [
            {"file": path.name, "bytes": path.stat().st_size, "older": path.stat().st_mtime < edited}
            for path in found
        ]

    def _made(self, n: int, path: Path) -> Done:
        """Tell where the page finds a file that was made for it."""
        self.desk.files[path.name] = path
        return Done(n=n, note=path.name, data={"file": path.name, "bytes": path.stat().st_size})


def _check(words: list[str]) -> None:
    if not words or words[0] not in VERBS or any("\0" in word for word in words):
        raise InputError(f"{words[0] if words else ''!r} is no edit that the page makes")


def _named(ending: str) -> str:
    return "room.py" if ending == "py" else f"scene.{ending}"


def _discard(room: Room) -> None:
    # Not `room.workspace`: that takes in what is refused.
    room.discard()


def _as_called(word: str, called: str) -> str:
    """The parameter of a kit's word that makes it what it is called, as `set` has it; "" where none does."""
    entry = next((each for each in kit_index.words() if each.name == word), None)
    given = [p.name for p in entry.parameters if called in p.options] if entry and called != word else []
    return f"{given[0]}={called}" if given else ""


@cache
def known_words() -> list[dict[str, Any]]:
    """Every category that a thing may have, with its other names and the kit's word that is shown for it."""
    return [
        {
            "carries": entry.mount == "floor" or entry.surface is not None,
            "name": name,
            "also": entry.synonyms,
            "size": entry.size,
            "mount": entry.mount,
            "word": word.name if (word := word_for(name)) else "",
        }
        for name, entry in vocabulary.entries().items()
        if name != vocabulary.UNKNOWN
    ]


def near_words(query: str) -> list[dict[str, Any]]:
    """What is called so, then what begins with it, then what holds it, then what sounds like it."""
    typed = vocabulary.plain(query)
    known = {name: entry for name, entry in vocabulary.entries().items() if name != vocabulary.UNKNOWN}
    rows: dict[str, str] = {}
    for test in (str.__eq__, str.startswith, str.__contains__):
        for name, entry in known.items():
            called = next((n for n in (name, *entry.synonyms) if test(n, typed)), None)
            if called is not None:
                rows.setdefault(name, called)
    for close in vocabulary.nearest(typed, NAMES) if typed else ():
        rows.setdefault(vocabulary.canonical(close) or close, close)
    return [
        {
            "name": name,
            "called": called,
            "size": known[name].size,
            "mount": known[name].mount,
            "word": word.name if (word := word_for(name)) else "",
            "as": _as_called(word.name, called) if word else "",
        }
        for name, called in list(rows.items())[:NAMES]
        if name in known
    ]
