"""The door for programmers: a room in a folder, to look at, edit, check and export."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import BaseModel

from harness import exporting
from harness.edit_verbs import Asked, asked
from harness.runs import folder as folders
from harness.runs import report as reports
from harness.runs.made import missing, outdated, remember
from harness.runs.report import Report
from harness.runs.stale import renew
from tools.blender.export_options import WHOLE, ExportOptions
from tools.blender.jobs import Quality, Render, View
from tools.blender.worker import Worker
from tools.checks.check import FAMILIES, PLACES, known
from tools.checks.fix import Fixed, fix
from tools.critique import Finding
from tools.errors import InputError
from tools.measured import ObjectReport, SceneReport
from tools.names import file_stem
from tools.physics.scene import Tell, check_physics, fix_physics, silent
from tools.program.edit import Edit, set_view
from tools.program.history import History, Version
from tools.program.model import ViewSpec
from tools.program.program import Program
from tools.run_files import HISTORY, RENDERS, REPORT
from tools.scene.scene import Scene
from tools.shown import Shown
from tools.workspace import Workspace


class Edited(BaseModel):
    """What an edit did.

    Attributes:
        version: number of the version in force.
        why: what was done, as the history tells it.
        note: what else there is to say ("lamp_2: word floor_lamp."); "" when nothing.
        diff: unified diff of the program, the kit folded; "" when nothing changed.
        objects: what was added, or stands differently than before.
        removed: ids that are gone.
        findings: what is wrong with the objects that changed.
    """

    version: int
    why: str
    note: str = ""
    diff: str = ""
    objects: list[ObjectReport] = []
    removed: list[str] = []
    findings: list[Finding] = []


class Checked(BaseModel):
    """What a check found, after moving things when it was asked to.

    Attributes:
        findings: what is wrong.
        warnings: what the program itself had to say when it ran, where all checks were asked for.
        fixed: what was moved, when that was asked for.
        version: number of the version in force.
    """

    findings: list[Finding]
    warnings: list[str] = []
    fixed: Fixed | None = None
    version: int


class Room:
    """A room: a folder with its `scene.py`, which alone is its state.

    Lengths are metres, angles degrees. World: right-handed, Z up, origin at the centre of the floor's
    bounding rectangle, +X to the right of the picture, +Y up it; yaw is counter-clockwise from above, and 0
    faces -Y.

    One Blender worker is started when it is first needed and stays warm until `close`; use the room as a
    context manager. What somebody wrote into `scene.py` with an editor is taken in before anything else is
    done. Not for several threads at once; several processes may work on one folder.

    Errors are `tools.errors.RoomError`, one line each that says what, where and what to do: `InputError`
    (what was given cannot be used) and `ProgramError` (a program is refused; nothing has changed then).

    Attributes:
        folder: where the room lies.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: Workspace | None = None

    @classmethod
    def open(cls, run: str | Path) -> Self:
        """A room that is there: its folder, its scene.py, or its name under runs/.

        Raises:
            InputError: there is no scene, or the folder holds links that lead out of it.
        """
        return cls(folders.find_scene(Path(run)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the worker. The room can be used on; that starts a new one."""
        if self._open is not None:
            self._open.worker.close()
            self._open = None

    @property
    def workspace(self) -> Workspace:
        """What the team's tools work on, with what a person changed in `scene.py` taken in.

        Raises:
            ProgramError: what a person wrote there is refused; the file stays as it is.
            RoomError: Blender cannot be started.
        """
        if self._open is None:
            self._open = Workspace(self.folder, Worker())
        self._open.scene.refresh()
        return self._open

    @property
    def scene(self) -> Scene:
        """The program, and the only way to change it."""
        return self.workspace.scene

    @property
    def text(self) -> str:
        """The program's text."""
        return self.scene.text

    @property
    def program(self) -> Program:
        """The program as read: its cells, placements, materials, openings, views."""
        return self.scene.program

    @property
    def measured(self) -> SceneReport:
        """What stands in Blender now: shell, objects, views, triangles; metres, world frame."""
        return self.scene.report

    @property
    def objects(self) -> list[ObjectReport]:
        """Every placed object as it stands in Blender: centre, size, yaw, bounds, colour, parts."""
        return self.measured.objects

    @property
    def report(self) -> Report:
        """What the run that made it found: outcome, gates, findings, cost, ... (`report.json`).

        Raises:
            InputError: no run made this room, or it did not end.
        """
        path = self.folder / REPORT
        if not path.is_file():
            raise InputError(f"{self.folder}: has no report: no run made this room, or it did not end")
        return reports.load(self.folder)

    @property
    def version(self) -> int:
        """Number of the version in force."""
        return self.scene.version

    @property
    def history(self) -> list[Version]:
        """Every accepted version, oldest first; a hand edit that was not taken in yet is not among them."""
        return History(self.folder / HISTORY).versions

    @property
    def outdated(self) -> list[str]:
        """The run's files (renders, .blend, .glb, report) that show an earlier scene; see `renew`."""
        return outdated(self.folder)

    @property
    def unmade(self) -> list[str]:
        """What `renew` makes: the outdated files, and the .blend and .glb where there is none."""
        return [*self.outdated, *missing(self.folder)]

    def edit(self, edit: str | Sequence[str] | Edit, why: str = "", *, check: bool = True) -> Edited:
        """Change the program, or leave everything as it was.

        The edit is parsed, held against the policy and run in Blender before it is kept.

        Args:
            edit: the words of `room edit`, as one string ("move bed_1 --by 0.2 0") or one by one; or a
                function from the program's text to its new text, as `tools.program.edit` has them.
            why: what is done, for the history; words say it themselves.
            check: look for what the edit did wrong; without, `findings` is empty and the answer sooner there.

        Raises:
            InputError: the words ask for nothing that there is; or a function comes without a why.
            ProgramError: it was refused.
        """
        wanted = Asked(edit, why) if callable(edit) else asked(_split(edit))
        if not (why or wanted.why):
            raise InputError("say why: room.edit(function, why='...') stands in the history")
        workspace = self.workspace
        scene = workspace.scene
        before, version = scene.report, scene.version
        after = scene.apply(wanted.edit, why or wanted.why, by="hand")
        done = Edited(version=scene.version, why=why or wanted.why, note=wanted.note)
        if scene.version == version:
            return done
        done.diff = scene.history.diff(version, scene.version)
        done.objects, done.removed = _changes(before, after)
        names = {o.id for o in done.objects}
        if check:
            done.findings = [f for f in workspace.check(PLACES) if names & set(f.objects)]
        return done

    def undo(self, steps: int = 1) -> Version:
        """Take back that many edits; the history keeps them. Returns the version that this makes.

        Raises:
            InputError: there are not that many.
        """
        return self.scene.undo(steps)

    def redo(self, steps: int = 1) -> Version:
        """Take back that many undos, as long as nothing was changed since; returns the version this makes.

        Raises:
            InputError: there are not that many.
        """
        return self.scene.redo(steps)

    def discard(self) -> bool:
        """Put the accepted program back over what was written into scene.py; True when that differed."""
        if self._open is None:
            self._open = Workspace(self.folder, Worker())
        return self._open.scene.discard()

    def shown(self, *, pictures: bool = False) -> Shown:
        """What a viewer draws: every object's geometry in its own frame, where it stands, how it looks.

        Args:
            pictures: also the pictures on materials, which take longer to make.
        """
        scene = self.scene
        if not pictures:
            return scene.shown
        shown = scene.worker.job(scene.text, scene.folder, [View(pictures=True)]).shown
        assert shown is not None
        return shown

    def looks(self) -> Shown:
        """The materials with the pictures on them; of the things as many as wear them all."""
        return self.scene.looks()

    def diff(self, old: int | None = None, new: int | None = None) -> str:
        """Unified diff of two versions: the last two, one against the newest, or any two.

        Raises:
            InputError: there are no such versions.
        """
        history = History(self.folder / HISTORY)
        head = history.head.number if history.head else 0
        second = new if new is not None else head
        first = old if old is not None else second - 1
        if not head:
            raise InputError(f"{self.folder}: there is no history yet")
        return history.diff(first, second) if first else history.text(second)

    def check_physics(self, *, fix: bool = False, tell: Tell = silent) -> Checked:
        """As `check`, of what moves, tips or starts in something (group `physics`); `tell` hears how far."""
        done = fix_physics(self.scene, tell) if fix else None
        found = done.left if done and not done.moves else check_physics(self.scene, tell)
        return Checked(findings=found, fixed=done, version=self.scene.version)

    def check(self, *, fix: bool = False, only: Collection[str] = tuple(FAMILIES)) -> Checked:
        """Everything that is wrong with the room as it stands.

        Args:
            fix: first make the smallest moves that end contacts and close gaps to walls.
            only: which checks: contacts, room, support, shape, look, openings.

        Raises:
            InputError: a check that there is not.
        """
        known(only)
        workspace = self.workspace
        done = _mended(workspace) if fix else None
        found = workspace.check(only)
        said = workspace.report.notes if set(only) >= set(FAMILIES) else []
        return Checked(findings=found, warnings=said, fixed=done, version=workspace.scene.version)

    def render(
        self,
        view: str | ViewSpec | None = "reference",
        out: str | Path | None = None,
        *,
        quality: Quality = "lit",
        width: int | None = None,
    ) -> Path:
        """Draw a view of the room as it is now; returns the file.

        Args:
            view: a camera of the program, or "top" or "iso", which frame everything; or one that the program
                need not have.
            out: the picture; left out, renders/VIEW-QUALITY.png in the folder.
            quality: "fast" (flat colours), "lit" (Cycles, 2 samples), "final" (8), or the maps "ids", "depth"
                (metres) and "normal" (world), as .png to look at or .npy to count with.
            width: pixels, 8 to 8192; left out, the view's own, at most 512 for fast and lit.

        Raises:
            RoomError: there is no such view, or the ending does not fit the quality.
        """
        scene = self.scene
        name = view.name if isinstance(view, ViewSpec) else view
        text = set_view(scene.text, view) if isinstance(view, ViewSpec) else scene.text
        named = f"{file_stem(name or 'reference')}-{quality}.png"
        target = Path(out) if out is not None else self.folder / RENDERS / named
        scene.worker.job(text, scene.folder, [Render(target, name, quality, width)])
        self._note_made(target)
        return target

    def export(self, out: str | Path | None = None, options: ExportOptions = WHOLE) -> Path:
        """Write the room as it is now; returns the file.

        Args:
            out: .glb, .usdc, .usdz, .obj, .fbx or .blend; or .py, one program that stands alone, words and
                textures inside. An ending alone, or nothing (then .glb), writes exports/NAME in the folder.
            options: what of the room, and how; .blend and .py take none.

        Raises:
            RoomError: another ending, an option that it does not take, no such object, or a picture that a
                material names is missing.
        """
        return self.export_all(out, options)[0]

    def export_all(
        self, out: str | Path | None = None, options: ExportOptions = WHOLE, *, lods: Sequence[float] = ()
    ) -> list[Path]:
        """As `export`, with further files of fewer triangles beside it: NAME-lod1, NAME-lod2, ...

        Args:
            out: as for `export`.
            options: as for `export`.
            lods: shares of the triangles, between 0 and 1.

        Raises:
            RoomError: as `export`, or a share that is none.
        """
        written = exporting.write(self.scene, exporting.target(self.folder, out, options), options, lods)
        for path in written:
            self._note_made(path)
        return written

    def renew(self, tell: Callable[[str], None] = lambda name: None) -> list[str]:
        """Make the `unmade` files from the room as it is now, the quick ones first; returns their names.

        Args:
            tell: hears the name of each file as soon as it is there.

        Raises:
            InputError: report.json, or the picture to show beside the render, is missing or is none.
        """
        names, done = self.unmade, []
        for name in renew(self.scene, names) if names else ():
            tell(name)
            done.append(name)
        return done

    def _note_made(self, out: Path) -> None:
        """Take note of a file made inside the room's folder."""
        if out.resolve().is_relative_to(self.folder.resolve()):
            remember(self.folder, [out.resolve().relative_to(self.folder.resolve()).as_posix()])


def _mended(workspace: Workspace) -> Fixed:
    return fix(workspace.scene, workspace.overlaps)


def _split(words: str | Sequence[str]) -> list[str]:
    try:
        return shlex.split(words) if isinstance(words, str) else list(words)
    except ValueError as error:
        raise InputError(f"{words}: {str(error).lower()}") from error


def _changes(before: SceneReport, after: SceneReport) -> tuple[list[ObjectReport], list[str]]:
    was = {o.id: o for o in before.objects}
    changed = [o for o in after.objects if was.get(o.id) != o]
    return changed, [id for id in was if id not in {o.id for o in after.objects}]
