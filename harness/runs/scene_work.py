"""What the scene commands do: plain functions over a run's folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel

from harness.runs.folder import places
from harness.runs.made import outdated, remember
from harness.runs.stale import renew
from tools.blender.jobs import Export, Quality, Render
from tools.blender.worker import Worker
from tools.checks.check import FAMILIES, PLACES, known
from tools.checks.fix import Fixed, fix
from tools.critique import Finding
from tools.errors import InputError
from tools.files import read_bytes, write_text
from tools.measured import ObjectReport, SceneReport
from tools.picture_file import MAX_BYTES
from tools.program.edit import Edit
from tools.program.history import History, Version
from tools.program.kit_cell import standalone
from tools.program.model import MaterialSpec
from tools.run_files import HISTORY, SCENE
from tools.run_folder import checked
from tools.scene.scene import Scene
from tools.workspace import Workspace


class Edited(BaseModel):
    """What an edit did.

    Attributes:
        version: number of the version in force.
        diff: unified diff of the program, the kit folded; "" when nothing changed.
        objects: what was added, or stands differently than before.
        removed: ids that are gone.
        findings: what is wrong with the objects that changed.
    """

    version: int
    diff: str
    objects: list[ObjectReport] = []
    removed: list[str] = []
    findings: list[Finding] = []


class Checked(BaseModel):
    """What a check found, after moving things when it was asked to."""

    findings: list[Finding]
    warnings: list[str] = []
    """What the program itself had to say when it ran, where all checks were asked for."""
    fixed: Fixed | None = None
    version: int


def folder_of(run: Path) -> Path:
    """A run's folder: a path to it or to its scene.py, or its name under runs/.

    Raises:
        InputError: there is no scene.
    """
    for folder in places(run, SCENE):
        if (folder / SCENE).is_file():
            return checked(folder)
    raise InputError(f"{run}: no scene.py there: give a run folder, or a folder that holds a scene.py")


@contextmanager
def workspace_of(run: Path) -> Iterator[Workspace]:
    """The workspace of a run, with a worker, what a person changed in its scene taken in first."""
    folder = folder_of(run)
    with Worker() as worker:
        workspace = Workspace(folder, worker)
        workspace.scene.refresh()
        yield workspace


@contextmanager
def opened(run: Path) -> Iterator[Scene]:
    """The scene of a run; see `workspace_of`."""
    with workspace_of(run) as workspace:
        yield workspace.scene


def edit_run(run: Path, edit: Edit, why: str) -> Edited:
    """Make one edit and say what it changed.

    Raises:
        ProgramError: it was refused; nothing changed.
    """
    with workspace_of(run) as workspace:
        scene = workspace.scene
        before, version = scene.report, scene.version
        after = scene.apply(edit, why, by="hand")
        if scene.version == version:
            return Edited(version=version, diff="")
        changed, removed = _changes(before, after)
        names = {o.id for o in changed}
        found = [f for f in workspace.check(PLACES) if names & set(f.objects)]
        return Edited(
            version=scene.version,
            diff=scene.history.diff(version, scene.version),
            objects=changed,
            removed=removed,
            findings=found,
        )


def check_run(run: Path, *, mend: bool = False, families: Collection[str] = tuple(FAMILIES)) -> Checked:
    """Check a scene; with `mend`, first make the smallest moves that put it right.

    Raises:
        InputError: a family of checks that there is not.
    """
    known(families)
    with workspace_of(run) as workspace:
        done = fix(workspace.scene, workspace.overlaps) if mend else None
        found = workspace.check(families)
        said = workspace.report.notes if set(families) >= set(FAMILIES) else []
        return Checked(findings=found, warnings=said, fixed=done, version=workspace.scene.version)


def history_of(run: Path) -> list[Version]:
    """Every accepted version, oldest first; an edit by hand that was not taken in yet is not among them."""
    return History(folder_of(run) / HISTORY).versions


def diff_of(run: Path, old: int | None, new: int | None) -> str:
    """Diff of two versions: the last two, one against the newest, or any two.

    Raises:
        InputError: there are no such versions.
    """
    history = History(folder_of(run) / HISTORY)
    head = history.head.number if history.head else 0
    second = new if new is not None else head
    first = old if old is not None else second - 1
    if not head:
        raise InputError(f"{run}: there is no history yet")
    if first == 0:
        return history.text(second)
    return history.diff(first, second)


def undo_run(run: Path, steps: int = 1) -> tuple[Version, str]:
    """Undo that many edits; returns the new version and the diff that it made.

    Raises:
        InputError: there are not that many.
    """
    with opened(run) as scene:
        before = scene.version
        made = scene.undo(steps)
        return made, scene.history.diff(before, made.number)


def render_run(run: Path, out: Path, *, view: str | None, quality: Quality, width: int | None) -> Path:
    """Draw one view of a scene into a file."""
    with opened(run) as scene:
        scene.worker.job(scene.text, scene.folder, [Render(out, view, quality, width)])
        _note_made(scene.folder, out)
    return out


def renew_run(run: Path) -> list[str]:
    """Make anew what a run left of an earlier scene; returns the files' names."""
    with opened(run) as scene:
        names = outdated(scene.folder)
        return renew(scene, names) if names else []


def export_run(run: Path, out: Path) -> Path:
    """Write a scene as .blend, .glb or .usdc, or as one .py that stands alone, its textures inside."""
    with opened(run) as scene:
        if out.suffix == ".py":
            write_text(out, standalone(scene.text, _pictures(scene)))
        else:
            scene.worker.job(scene.text, scene.folder, [Export(out)])
            _note_made(scene.folder, out)
    return out


def _note_made(folder: Path, out: Path) -> None:
    """Take note of a file made inside the run's folder."""
    if out.resolve().is_relative_to(folder.resolve()):
        remember(folder, [out.resolve().relative_to(folder.resolve()).as_posix()])


def _pictures(scene: Scene) -> dict[str, bytes]:
    """The files of the textures that a program names, by the path it names them by.

    Raises:
        InputError: one is missing, or lies outside the scene's folder.
    """
    named = {s.texture for s in scene.program.specs if isinstance(s, MaterialSpec) and s.texture}
    found: dict[str, bytes] = {}
    for name in sorted(named):
        path = (scene.folder / name).resolve()
        if not path.is_relative_to(scene.folder.resolve()) or not path.is_file():
            raise InputError(
                f"{scene.folder / name}: is no picture of this room's folder, but a material names it"
            )
        found[name] = read_bytes(path, MAX_BYTES)
    return found


def _changes(before: SceneReport, after: SceneReport) -> tuple[list[ObjectReport], list[str]]:
    was = {o.id: o for o in before.objects}
    changed = [o for o in after.objects if was.get(o.id) != o]
    return changed, [id for id in was if id not in {o.id for o in after.objects}]
