"""What another agent can do with the rooms of one folder, in short texts; knows nothing of the protocol."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from agents.events import MessageEvent
from harness.edit_verbs import how, verbs
from harness.room import Edited, Room
from harness.runs import folder as runfolder
from harness.runs import report as reports
from harness.runs import transcript
from tools.blender.export_options import ExportOptions
from tools.critique import Finding
from tools.errors import InputError
from tools.files import read_text, write_text
from tools.names import file_stem
from tools.program import edit, kit_index
from tools.program.model import RoomSpec
from tools.program.template import empty_program, rectangle
from tools.run_files import REPORT_PAGE, SCENE, TRANSCRIPT

FROM_FILES = ("geometry", "cell")
"""Verbs of `room edit` that read a file, or standard input, which is the protocol's here."""
MOST = 6
"""Words of the kit that one search shows whole."""
LINES = 60
"""Of a diff that are shown."""
MANY = 200
"""Texts of rooms that are listed."""
WIDTHS = (64, 1536)
Quality = Literal["fast", "lit", "final"]


@dataclass
class Work:
    """A team at work on a room, in a process of its own."""

    process: subprocess.Popen[bytes]
    said: Path
    began: float


@dataclass
class Desk:
    """The rooms below one folder, one of them open at a time.

    Every method is to be called from one and the same thread: Blender's worker ends with the thread that
    started it. Errors are `RoomError`, one line each.

    Attributes:
        root: where the rooms lie; no name leads out of it.
    """

    root: Path
    _open: Room | None = None
    _teams: dict[str, Work] = field(default_factory=dict)

    def close(self) -> None:
        """End Blender's worker and every team; a team's run can be gone on with."""
        if self._open is not None:
            self._open.close()
        for work in self._teams.values():
            if work.process.poll() is None:
                work.process.kill()
                work.process.wait()

    def rooms(self) -> str:
        """A line for each room."""
        there = {p for p in self.root.iterdir() if (p / SCENE).is_file()} if self.root.is_dir() else set()
        there |= {self.root / name for name in self._teams}  # a team makes its folder when it begins
        lines = [self._row(path) for path in sorted(there)]
        return "\n".join(lines) or "no room yet: begin one, or have a team make one"

    def begin(self, name: str, width: float, depth: float, height: float) -> str:
        """A room with nothing in it."""
        folder = self._new(name)
        for what, value, most in (("width", width, 100), ("depth", depth, 100), ("height", height, 20)):
            if not 0.5 < value < most:
                raise InputError(f"{what} {value:g}: use metres, more than 0.5 and less than {most}")
        write_text(folder / SCENE, empty_program(RoomSpec(floor=rectangle(width, depth), height=height)))
        return self.describe(name)

    def describe(self, name: str) -> str:
        """Shell, openings and every object with size, place and what it stands on."""
        room = self._room(name)
        found = room.measured
        lines = [f"{name}: version {room.version}, {len(found.objects)} objects, {found.triangles} triangles"]
        if found.room:
            points = " ".join(f"({x:g},{y:g})" for x, y in found.room.floor_polygon)
            lines.append(f"floor {points}, {found.room.height:g} m high")
        for o in found.objects:
            at, size = (" ".join(f"{v:.2f}" for v in vector) for vector in (o.center, o.size))
            on = f" on {o.on}" if o.on else ""
            box = " (plain box)" if o.placeholder else ""
            lines.append(f"{o.id}: {o.category}, centre {at}, size {size}, yaw {o.yaw_deg:.0f}{on}{box}")
        return "\n".join(lines)

    def edit(self, name: str, words: str) -> str:
        """The words of `room edit`."""
        first, *rest = words.split() or [""]
        if first in FROM_FILES:
            raise InputError(f"{first} reads a file: send the code with write_geometry")
        if {"--help", "-h", "-"} & {first, *rest}:
            asked_for = [first] if first in self.verbs() else []
            raise InputError(f"no edit: {words}: {self.form(asked_for)}")
        return _edited(self._room(name).edit(words))

    def form(self, words: list[str]) -> str:
        """How an edit is written."""
        return how(words) if words else f"the edits are {', '.join(self.verbs())}"

    @staticmethod
    def verbs() -> list[str]:
        """The edits that can be asked for in words."""
        return [v for v in verbs if not v.startswith("-") and v not in FROM_FILES]

    def write_geometry(self, name: str, ids: list[str], code: str) -> str:
        """Build objects by code; it runs in the jailed worker before it is kept."""
        why = f"geometry of {', '.join(ids)}"
        return _edited(self._room(name).edit(lambda text: edit.write_geometry(text, ids, code), why=why))

    def check(self, name: str, *, fix: bool) -> str:
        """What is wrong, and what was moved."""
        done = self._room(name).check(fix=fix)
        lines = [f"moved {line}" for line in (done.fixed.lines() if done.fixed else [])]
        lines += _findings(done.findings) + [f"warning: {line}" for line in done.warnings]
        return "\n".join(lines) or "all in order"

    def render(self, name: str, view: str, quality: Quality, width: int) -> bytes:
        """A picture as PNG."""
        if not WIDTHS[0] <= width <= WIDTHS[1]:
            raise InputError(f"width {width}: use {WIDTHS[0]} to {WIDTHS[1]} pixels")
        with tempfile.TemporaryDirectory(prefix="room-mcp-") as folder:
            out = self._room(name).render(view, Path(folder) / "view.png", quality=quality, width=width)
            return out.read_bytes()

    def export(self, name: str, kind: str, options: ExportOptions) -> str:
        """Write a file into the room's exports folder; returns its path."""
        ending = kind.removeprefix(".")
        if not ending.isalnum():
            raise InputError(f"{kind!r}: name a kind of file, as glb, usdz or obj")
        room = self._room(name)
        out = room.export(ending, options)
        return f"{out.resolve()} ({out.stat().st_size:,} bytes)"

    def history(self, name: str, *, undo: int) -> str:
        """Every version; first take back so many edits."""
        room = self._room(name)
        if undo:
            room.undo(undo)
        return "\n".join(f"{v.number}: {v.why} ({v.by})" for v in room.history[-40:]) or "no version yet"

    def kit(self, query: str) -> str:
        """Building words for what is looked for, the best whole."""
        found = kit_index.search(query)
        if not found:
            raise InputError(f"nothing in the kit for {query!r}: try a category, a part or a detail")
        more = ", ".join(e.name for e in found[MOST:])
        return "\n\n".join(map(kit_index.detail, found[:MOST])) + (f"\n\nalso: {more}" if more else "")

    def make(self, name: str, *, words: str, picture: str, model: str) -> str:
        """Set the team to work on a picture or on words, in a process of its own."""
        folder = self._new(name)
        if bool(words) == bool(picture):
            raise InputError("give words or a picture, one of them")
        if picture and not Path(picture).is_file():
            raise InputError(f"{picture}: there is no such picture")
        what = [picture] if picture else ["--words", words]
        command = [sys.executable, "-c", "from harness.cli import main; main()", "run", *what]
        command += ["--out", str(folder), *(["--model", model] if model else [])]
        said = Path(tempfile.mkdtemp(prefix="room-mcp-")) / "said.log"
        with said.open("wb") as log:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self._teams[name] = Work(process, said, time.monotonic())
        return f"the team is at work on {name}: ask for its progress"

    def progress(self, name: str) -> str:
        """How far the team is, or how it ended."""
        folder, work = self._folder(name), self._teams.get(name)
        if work is not None and (code := work.process.poll()) is None:
            seconds = time.monotonic() - work.began
            return f"{name}: at work for {seconds:.0f} s, stage {_stage(folder) or 'beginning'}"
        if (folder / REPORT_PAGE).is_file():
            report = reports.load(folder)
            return f"{name}: {report.outcome}, {report.reason}; {len(report.objects)} objects"
        if work is not None:
            said = work.said.read_text(errors="replace").strip().splitlines()
            raise InputError(f"{name}: the run ended with code {code}: {said[-1] if said else 'no word'}")
        raise InputError(f"{name}: no team made this room")

    def file(self, name: str, file: str) -> str:
        """A text of a room: scene.py or report.md."""
        if file not in (SCENE, REPORT_PAGE):
            raise InputError(f"{file}: only {SCENE} and {REPORT_PAGE} are there to be read")
        folder = self._folder(name)
        if not folder.is_dir():
            raise InputError(f"there is no room {name}: {self._others()}")
        if not (folder / file).is_file():
            made = (
                "a team writes it at the end of its run"
                if file == REPORT_PAGE
                else "the team has not begun it"
            )
            raise InputError(f"{name} has no {file}: not there yet: {made}")
        return read_text(folder / file)

    def files(self) -> list[str]:
        """The texts that can be read now, as NAME/FILE."""
        there = sorted(self.root.iterdir()) if self.root.is_dir() else []
        return [f"{p.name}/{f}" for p in there for f in (SCENE, REPORT_PAGE) if (p / f).is_file()][:MANY]

    def _row(self, folder: Path) -> str:
        if folder.name in self._teams and self._teams[folder.name].process.poll() is None:
            return f"{folder.name}: a team is at work"
        if (folder / REPORT_PAGE).is_file():
            return f"{folder.name}: {reports.load(folder).outcome}"
        return f"{folder.name}: {'by hand' if (folder / SCENE).is_file() else 'no room came of it'}"

    def _others(self) -> str:
        """What to do about a name that no room has."""
        names = [
            p.name
            for p in (sorted(self.root.iterdir()) if self.root.is_dir() else [])
            if (p / SCENE).is_file()
        ]
        more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
        return f"begin_room makes one{', or one of ' + ', '.join(names[:MOST]) + more if names else ''}"

    def _folder(self, name: str) -> Path:
        if file_stem(name) != name or name.startswith("."):
            raise InputError(f"{name!r} is no room's name: letters, digits, _ . and -")
        return self.root / name

    def _new(self, name: str) -> Path:
        folder = self._folder(name)
        if folder.exists():
            raise InputError(f"{name}: there is a room of that name already")
        return folder

    def _room(self, name: str) -> Room:
        folder = self._folder(name)
        work = self._teams.get(name)
        if work is not None and work.process.poll() is None:
            raise InputError(f"{name}: the team is at work on it; wait for it")
        if self._open is None or self._open.folder != folder:
            if not (folder / SCENE).is_file():
                raise InputError(f"there is no room {name}: {self._others()}")
            found = runfolder.find_scene(folder)
            if self._open is not None:
                self._open.close()
            self._open = Room(found)
        return self._open


def _edited(done: Edited) -> str:
    if not done.diff:
        return "nothing changes"
    diff = done.diff.rstrip().splitlines()
    rest = [f"... {len(diff) - LINES} lines more"] if len(diff) > LINES else []
    note = [done.note] if done.note else []
    return "\n".join(
        [f"version {done.version}: {done.why}", *note, *diff[:LINES], *rest, *_findings(done.findings)]
    )


def _findings(findings: list[Finding]) -> list[str]:
    return [f"{f.kind}: {f.problem}" for f in findings]


def _stage(folder: Path) -> str:
    """The stage that a run is in, by its transcript."""
    path = folder / TRANSCRIPT
    briefs: list[Any] = transcript.read(path) if path.exists() else []
    heads = [e.header for e in briefs if isinstance(e, MessageEvent) and e.header]
    return next((h.stage for h in reversed(heads) if h.kind == "brief"), "")
