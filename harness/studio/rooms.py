"""The rooms that a studio shows: what was named on the command line, the runs, and the shipped example."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel

from harness.runs import folder as folders
from harness.runs.driving import not_understood
from harness.settings import load
from harness.studio.asks import Terms
from harness.studio.desk import Desk
from harness.studio.given import Given, laid_out
from harness.studio.marking import PICTURE as MARKED_PICTURE
from harness.studio.marking import Sheet
from harness.studio.shipped import FINISHED, Shipped, copy_of_example, shipped
from harness.studio.sketch import Sketch
from harness.studio.team import flags_of
from tools.blender.worker import Worker
from tools.errors import InputError
from tools.picture_file import decode
from tools.run_files import PICTURE, RENDERS, SCENE
from tools.run_folder import checked
from tools.source.scan import SUFFIXES
from tools.source.words import Pins, WordsSource

MARKED = ".marks"
"""Below the runs: pictures that are being marked."""
PICTURES = ("reference-final", "reference-lit", "reference")


class Card(BaseModel):
    """A room to choose."""

    key: str
    name: str
    when: str
    example: bool = False
    input: bool = False
    render: bool = False
    open: bool = False
    marks: bool = False
    """A picture that is being marked, and no room yet."""


class Rooms:
    """Rooms by the key in their address; nothing else is served.

    Args:
        root: the folder of runs.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folders: dict[str, Path] = {}
        self._desks: dict[str, Desk] = {}
        self.sheets: dict[str, Sheet] = {}
        self._sketches: dict[str, Sketch] = {}
        self._worker: Worker | None = None
        """Builds what is marked; one for all pictures."""

    def add(self, folder: Path) -> str:
        """Show a room's folder; returns its key."""
        whole = folder.resolve()
        for key, known in self._folders.items():
            if known == whole:
                return key
        plain = re.sub(r"[^A-Za-z0-9_-]+", "-", whole.name).strip("-")[:60] or "room"
        key, number = plain, 2
        while key in self._folders:
            key, number = f"{plain}-{number}", number + 1
        self._folders[key] = whole
        return key

    def desk(self, key: str) -> Desk | None:
        """The room of a key; None when there is none, or no program in it yet."""
        folder = self._folders.get(key)
        if folder is None or not (key in self._desks or (folder / SCENE).is_file()):
            return None
        if key not in self._desks:
            self._desks[key] = Desk(folder, _called(folder.name))
        return self._desks[key]

    def mark(self, picture: Path) -> str:
        """Lay a picture out to be marked; returns its key.

        Raises:
            InputError: it cannot be used.
        """
        folder = folders.default_folder(picture.stem, self.root / MARKED)
        sheet = Sheet.bring(picture, folder)
        self.sheets[folder.name] = sheet
        return folder.name

    def sketch(self, key: str) -> Sketch | None:
        """The room that a picture's marks come to; None when there is no such picture."""
        sheet = self.sheets.get(key)
        if sheet is None:
            return None
        return self._sketches.setdefault(key, Sketch(sheet, self._working))

    def _working(self) -> Worker:
        if self._worker is None:
            self._worker = Worker()
        return self._worker

    def build(self, sheet: Sheet, terms: Terms) -> str:
        """Let the team build what is marked, on these terms; returns the key of its run."""
        key = self._call(sheet.picture, _plain(sheet.folder.name), terms)
        self._desks[key].team.shows = sheet.picture
        return key

    def from_words(self, words: str, terms: Terms) -> str:
        """Let the team build a room that is told in words; returns the key of its run.

        Raises:
            InputError: without a model nothing of them is understood.
        """
        if load().resolved_model == "embedded":
            told = WordsSource(words, Pins())
            if told.brief.impossible:
                raise InputError(told.brief.impossible)
            unknown = not_understood(told)
            if unknown:
                raise InputError(
                    f"nothing of this is a room or a thing that I know ({unknown}): name the kind of room "
                    "and its things in English, as in: a small bedroom with a double bed and a desk"
                )
        name = "-".join(re.findall(r"[a-z0-9]+", words.lower())[:4]) or "words"
        return self._call(self._brought(f"{name}.txt", words.encode()), name, terms)

    def from_scan(self, name: str, data: bytes, terms: Terms) -> str:
        """Let the team build what a scan shows; returns the key of its run.

        Raises:
            InputError: its name does not end as a scan's does.
        """
        path = Path(name)
        if path.suffix.lower() not in SUFFIXES:
            raise InputError(f"{path.name}: is neither a picture nor a scan ({', '.join(sorted(SUFFIXES))})")
        stem = re.sub(r"[^A-Za-z0-9_-]+", "-", path.stem).strip("-")[:60] or "scan"
        return self._call(self._brought(stem + path.suffix.lower(), data), stem, terms)

    def from_picture(self, given: Given, parts: list[bytes]) -> str:
        """Let the team build what a picture shows, with its masks or marks; returns the key of its run.

        Raises:
            InputError: picture or masks cannot be used as they were given.
        """
        for file, data in zip(given.files, parts, strict=True):
            if file.kind == "picture":
                decode(data, file.name)
        picture, flags = laid_out(given, parts, self._place())
        return self._call(picture, picture.stem, given.terms, flags)

    def _brought(self, name: str, data: bytes) -> Path:
        """A file that a page brought; the team reads it when it begins."""
        path = self._place() / name
        path.write_bytes(data)
        return path

    def _place(self) -> Path:
        """A new folder below the runs, for what a page brings."""
        (self.root / MARKED).mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix="brought-", dir=self.root / MARKED))

    def _call(self, what: Path, name: str, terms: Terms, flags: Sequence[str] = ()) -> str:
        folder = folders.default_folder(name, self.root)
        key = self.add(folder)
        desk = self._desks[key] = Desk(folder, _called(folder.name))
        desk.team.start(what, *flags, *flags_of(terms))
        return key

    def cards(self) -> list[Card]:
        """Every room there is, the newest first, then the example."""
        for folder in folders.all_runs(self.root):
            try:
                checked(folder)
            except InputError:
                continue
            if (folder / SCENE).is_file():
                self.add(folder)
        for folder in sorted((self.root / MARKED).glob("*/")):
            if (folder / MARKED_PICTURE).is_file() and not folder.is_symlink():
                self.sheets.setdefault(folder.name, Sheet(folder))
        known = [(key, folder) for key, folder in self._folders.items() if folder.is_dir()]
        rows = [(folder.stat().st_mtime, key, folder) for key, folder in known]
        cards = [self._card(key, folder, when) for when, key, folder in sorted(rows, reverse=True)]
        cards += [
            Card(key=key, name=_plain(key), when="a picture with marks", input=True, marks=True)
            for key in sorted(self.sheets, reverse=True)
        ]
        cards += [
            Card(key=s.key, name=s.name, when=s.what, example=True, input=s.picture.is_file(),
                 render=s.render is not None)
            for s in shipped()
        ]  # fmt: skip
        return cards

    def _card(self, key: str, folder: Path, when: float) -> Card:
        return Card(
            key=key,
            name=_called(folder.name),
            when=f"{datetime.fromtimestamp(when):%Y-%m-%d %H:%M}",
            input=(folder / PICTURE).is_file(),
            render=_render_of(folder) is not None,
            open=key in self._desks,
        )

    def card_picture(self, key: str, which: str) -> Path | None:
        """A card's picture."""
        if key in self.sheets:
            return self.sheets[key].picture
        folder, one = self._folders.get(key), _shipped(key)
        if folder is None and one is None:
            return None
        if folder is None and one is not None:
            path = one.picture if which == "input" else one.render
        else:
            assert folder is not None
            path = folder / PICTURE if which == "input" else _render_of(folder)
        if which == "input" and key in self._desks and (path is None or not path.is_file()):
            path = self._desks[key].team.shows
        return path if path is not None and path.is_file() and not path.is_symlink() else None

    def open(self, key: str) -> dict[str, str] | None:
        """Where a card leads: a room's key, or that of a picture laid out; of what ships, a copy."""
        if key in self._folders:
            return {"room": key} if (self._folders[key] / SCENE).is_file() else None
        one = _shipped(key)
        if one is None:
            return None
        if one.start == FINISHED:
            return {"room": self.add(copy_of_example(self.root))}
        if one.start == one.picture:
            return {"mark": self.mark(one.picture)}
        key = self.replay(one.start)
        if one.picture.is_file():
            self._desks[key].team.shows = one.picture
        return {"room": key}

    def replay(self, transcript: Path) -> str:
        """Let a recorded run be played again; returns the key of the run that it becomes."""
        folder = folders.default_folder(f"{transcript.parent.name}-again", self.root)
        key = self.add(folder)
        desk = self._desks[key] = Desk(folder, _called(folder.name))
        desk.team.replay(transcript)
        return key

    async def close(self) -> None:
        """End every worker."""
        for desk in self._desks.values():
            await desk.close()
        if self._worker is not None:
            await asyncio.to_thread(self._worker.close)


def _plain(key: str) -> str:
    """A folder's name without the time it begins with."""
    return key.split("-", 2)[-1]


def _called(name: str) -> str:
    """A run's folder as people call it: without the time, and in words."""
    made = re.fullmatch(r"\d{8}-\d{6}-(.+)", name)
    return made[1].replace("-", " ") if made else name


def _shipped(key: str) -> Shipped | None:
    return next((one for one in shipped() if one.key == key), None)


def _render_of(folder: Path) -> Path | None:
    drawn = sorted((folder / RENDERS).iterdir()) if (folder / RENDERS).is_dir() else []
    found = [path for path in drawn if path.suffix in (".png", ".jpg", ".webp")]
    named = {path.stem: path for path in found}
    return next((named[name] for name in PICTURES if name in named), found[0] if found else None)
