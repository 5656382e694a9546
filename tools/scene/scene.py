"""A scene: its program, the folder it lies in, and the only way to change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.assets.bringing import brought
from tools.blender.jobs import View
from tools.errors import ProgramError, ToolError
from tools.files import locked, read_text, write_text
from tools.measured import SceneMeshes, SceneReport
from tools.program import cells
from tools.program.edit import Edit
from tools.program.history import History, Version, hash_of
from tools.program.kit_cell import check_kit, linked, names_of, write_kit
from tools.program.program import Program
from tools.program.read import read
from tools.program.template import RUN
from tools.run_files import HISTORY, SCENE
from tools.run_folder import checked
from tools.scene.building import Building, Built, Runner, wearers
from tools.shown import Shown

Gate = Callable[[SceneReport, Program], None]
"""Raises `ProgramError` to refuse what ran."""


class Scene:
    """One room's program and what running it found.

    The text on disk is the scene. Every change goes through `apply`: it parses, reads, bundles, runs (the
    worker holds it against the policy first) and passes the gate, or nothing changes. What a person wrote
    into `scene.py` with an editor goes the same way, before the next change or when `adopt` is called.

    Attributes:
        folder: where `scene.py`, its words (`room_kit.py`), its `textures/` and its `history/` lie.
        text: the program as last accepted; "" before there is one.
        history: the accepted versions.
    """

    def __init__(self, text: str, folder: Path, worker: Runner, history: History) -> None:
        self.text, self.folder, self.worker, self.history = text, folder, worker, history
        self._program: Program | None = None
        self._building = Building(worker, folder)
        self._built: Built | None = None
        self._watched = False

    @classmethod
    def open(cls, folder: Path, worker: Runner) -> Scene:
        """The scene in a folder, as last accepted; an empty one where there is none yet.

        Raises:
            InputError: the folder holds what leads out of it (see `tools.run_folder`), or a damaged history.
        """
        checked(folder)
        history = History(folder / HISTORY)
        return cls(history.text(history.head.number) if history.head else "", folder, worker, history)

    @property
    def path(self) -> Path:
        """The program's file."""
        return self.folder / SCENE

    @property
    def version(self) -> int:
        """Number of the version in force; 0 before the first."""
        return self.history.head.number if self.history.head else 0

    @property
    def program(self) -> Program:
        """The program as read."""
        if self._program is None:
            self._program = read(self.text)
        return self._program

    @property
    def report(self) -> SceneReport:
        """What running the program found."""
        return self.found.report

    @property
    def meshes(self) -> SceneMeshes:
        """The evaluated meshes by object id."""
        return self.found.meshes

    @property
    def found(self) -> Built:
        """What running the program found; another scene of the folder may `take` it over."""
        if self._built is None or (self._watched and self._built.shown is None):
            self._built = self._building.build(self.program, shown=self._watched)
        return self._built

    def take(self, found: Built) -> bool:
        """Take over what another scene found, if this one has the same program; True when it did."""
        with self._lock():
            if self.text != found.program.text:
                return False
            self._built = self._building.last = found
            return True

    @property
    def shown(self) -> Shown:
        """What a viewer draws, without pictures. Once asked for, every later change brings it along."""
        self._watched = True
        shown = self.found.shown
        assert shown is not None
        return shown

    def looks(self) -> Shown:
        """The materials with the pictures on them, and as many of the things as wear them all."""
        result = self.worker.job(self.text, self.folder, [View(pictures=True)], only=wearers(self.found))
        assert result.shown is not None
        return result.shown

    def apply(self, edit: Edit, why: str, *, by: str = "team", gate: Gate | None = None) -> SceneReport:
        """Change the program, or leave everything as it was.

        Args:
            edit: from the text to the new text.
            why: what is done, in words, for the history.
            by: who does it.
            gate: looks at what ran and may refuse it.

        Raises:
            ProgramError: the new program was refused; says cell, line, cause and the lines around it.
        """
        with self._lock():
            self.adopt()
            text = edit(self.text)
            read(text)  # before anything else parses it: what is nested too deeply ends here
            text = complete(text)
            if text == self.text:
                return self.report
            return self._accept(text, why, by, gate)

    def adopt(self) -> bool:
        """Take in what a person changed in `scene.py`; True when there was something.

        Raises:
            ProgramError: it was refused. The file stays as the person left it.
            InputError: `room_kit.py` was edited by hand.
        """
        check_kit(self.folder)
        text = self._on_disk()
        if text is None or text == self.text:
            return False
        try:
            read(text)
            self._accept(complete(text), "edited by hand" if self.text else "as it was found", "hand", None)
        except ProgramError as error:
            where = place_in(text, error)
            cause = f"{self.path}{where} was edited by hand and is refused: {error.cause}"
            raise ProgramError(
                cause, cell=error.cell, line=error.line, column=error.column, excerpt=error.excerpt
            ) from error
        return True

    def refresh(self) -> bool:
        """Take in a person's edits, and give an older scene the words of this version; True when it changed.

        Raises:
            ProgramError: either was refused.
        """
        with self._lock():
            changed = self.adopt()
            if not self.text:
                return changed
            text = complete(self.text)
            if text == self.text:
                write_kit(self.folder, text)
                return changed
            self._accept(text, "the building words of this version", "kit", None)
            return True

    def undo(self, steps: int = 1, *, by: str = "hand") -> Version:
        """Go back that many accepted changes; the history keeps what is left behind.

        Raises:
            InputError: there are not that many.
        """
        with self._lock():
            self.adopt()
            target = self.history.back(steps)
            return self._restore(target, f"undo of {steps}: back to version {target.number}", by)

    def redo(self, steps: int = 1, *, by: str = "hand") -> Version:
        """Take back that many undos, newest first, as long as nothing was changed since.

        Raises:
            InputError: there are not that many.
        """
        with self._lock():
            self.adopt()
            target = self.history.forward(steps)
            return self._restore(target, f"redo of {steps}: version {target.number} again", by)

    def revert_to(self, number: int, why: str, *, by: str = "team") -> Version:
        """Make the text of version `number` the newest version; 0 is the state before anything was built.

        Raises:
            InputError: there is no such version.
        """
        with self._lock():
            if number == 0:
                empty = Version(number=0, parent=None, why="", by=by, when="", sha256="")
                return self._restore(empty, why, by)
            return self._restore(self.history.version(number), why, by)

    def discard(self) -> bool:
        """Put the accepted text back into `scene.py`, over what a person wrote; True when it differed."""
        differed = self._on_disk() not in (None, self.text)
        self._write(self.text)
        return differed

    def _accept(self, text: str, why: str, by: str, gate: Gate | None) -> SceneReport:
        found = self._on_disk()
        program = read(text)
        with brought(self.folder, text):
            built = self._building.build(program, shown=self._watched)
            if gate is not None:
                gate(built.report, program)
            if self._on_disk() != found:
                raise ToolError(f"{self.path} was edited while this change was being tried; try again")
            self._keep(text)
        self._program, self._built = program, built
        self.history.add(text, why, by=by)
        return built.report

    def _restore(self, target: Version, why: str, by: str) -> Version:
        # A version of before the words had a file of their own is written as the others are.
        text = complete(self.history.text(target.number)) if target.number else ""
        self._keep(text)
        return self.history.add(text, why, by=by, restores=target)

    def _keep(self, text: str) -> None:
        self._write(text)
        self._forget(text)

    def _write(self, text: str) -> None:
        if text:  # the words first: a program is never there without them
            write_kit(self.folder, text)
        write_text(self.path, text, within=self.folder)

    def _forget(self, text: str) -> None:
        self.text = text
        self._program, self._built = None, None

    def _on_disk(self) -> str | None:
        return read_text(self.path) if self.path.exists() or self.path.is_symlink() else None

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """One change at a time in this folder, whichever process makes it."""
        with locked(self.history.folder / "lock", within=self.folder):
            self._catch_up()
            yield

    def _catch_up(self) -> None:
        """Take in versions that another process added."""
        self.history.refresh()
        head = self.history.head
        if head is not None and head.sha256 != hash_of(self.text):
            self._forget(self.history.text(head.number))


def complete(text: str) -> str:
    """The program as it is kept: its kit cell loads `room_kit.py`, and the last cell is there.

    Raises:
        ProgramError: a cell does not parse.
    """
    parts = cells.split(text)
    if cells.find(parts, "run") is None:
        text = cells.join(cells.put(parts, "run", RUN))
    names_of(text)  # what does not parse ends here
    return linked(text)


def place_in(text: str, error: ProgramError) -> str:
    """`:line:column` of an error in the whole program, as editors write it; as much of it as is known."""
    line, column = position(text, error)
    return "" if line is None else f":{line}" + (f":{column}" if column else "")


def position(text: str, error: ProgramError) -> tuple[int | None, int | None]:
    """Line and column (1-based) of an error in the whole program, as far as they are known."""
    cell = next((c for c in cells.split(text) if c.name == (error.cell or "")), None)
    if cell is None or error.line is None:
        return None, None
    return cell.first_line + error.line - 1, error.column
