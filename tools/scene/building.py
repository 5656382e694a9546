"""A program built, of which only what changed since the last time is built anew."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from tools.blender.digests import whole
from tools.blender.jobs import Limits, Meshes, Output, View
from tools.measured import JobResult, JointReport, ObjectReport, SceneMeshes, SceneReport
from tools.program import assets
from tools.program.inputs import inputs
from tools.program.model import MaterialSpec
from tools.program.program import Program
from tools.run_files import ASSETS
from tools.shown import Shown

LIT = " lit by "
"""What stands in the name of a lit lamp's own copy of a material, behind the material's."""
NAME = 60
"""Bytes of a material's name up to which Blender keeps it as it is."""
NOTES = 100
"""Notes of a report; where there are as many, some may have been left out."""
WORN = re.compile(r"(?:wear|fit)\('([^']*)'\): ")
"""How a note begins that is about one object; the others are of the whole program."""


class Runner(Protocol):
    """What building needs of the worker."""

    def job(
        self, program: str, folder: Path, outputs: list[Output] = ..., *, only: Collection[str] | None = None
    ) -> JobResult:
        """Run a program; see `tools.blender.worker.Worker.job`."""


@dataclass(frozen=True)
class Built:
    """A program, and what running it gave.

    Attributes:
        program: as it was read.
        report: what was measured.
        meshes: evaluated meshes by object id.
        shown: what a viewer draws; None where nobody asked for it.
        inputs: what each object depends on (see `tools.program.inputs`); None where that is not known.
        pictures: what tells the pictures of its materials, and its assets, from others of their name.
    """

    program: Program
    report: SceneReport
    meshes: SceneMeshes
    shown: Shown | None
    inputs: Mapping[str, str] | None
    pictures: Mapping[str, object]


class Building:
    """Builds one scene's programs, one after the other.

    An object is built again when something that it depends on has changed, and what stands on it with it;
    what carries these is built to stand them on. The shell, the lights and the views always are. The result
    is the one that building all of it gives, digit by digit.

    Args:
        worker: runs programs.
        folder: where the scene lies.
    """

    def __init__(self, worker: Runner, folder: Path) -> None:
        self.worker, self.folder = worker, folder
        self.last: Built | None = None

    def build(self, program: Program, *, shown: bool) -> Built:
        """Run a program, or as much of it as is new.

        Args:
            program: to build.
            shown: also what a viewer draws.

        Raises:
            RoomError: as `tools.blender.worker.Worker.job`.
        """
        wanted: list[Output] = [Meshes(), *([View()] if shown else [])]
        known, pictures = inputs(program), _pictures(program, self.folder)
        last = self.last
        only = None
        if last is not None and known is not None and (last.shown is not None or not shown):
            only = changed(last, program, known, pictures)
        if only is None or last is None:
            result = self.worker.job(program.text, self.folder, wanted)
            made = Built(program, result.report, result.meshes, result.shown, known, pictures)
        else:
            result = self.worker.job(program.text, self.folder, wanted, only=only)
            made = joined(last, result, replace(last, program=program, inputs=known, pictures=pictures))
            if made.report.triangles > Limits().triangles:  # said by the worker, as of any program
                result = self.worker.job(program.text, self.folder, wanted)
                made = Built(program, result.report, result.meshes, result.shown, known, pictures)
        self.last = made
        return made


def wearers(built: Built) -> set[str] | None:
    """Ids of objects that between them wear every material; None where objects are not built alone."""
    if built.inputs is None:
        return None
    found, worn = set[str](), set[str]()
    for o in sorted(built.report.objects, key=lambda o: o.triangles):
        own = {part.material for part in o.parts if part.material} - worn
        if own:
            found.add(o.id)
            worn |= own
    return found


def changed(
    last: Built, program: Program, known: Mapping[str, str], pictures: Mapping[str, object]
) -> set[str] | None:
    """Ids of the objects to build for a program, with what carries them; None: all of it.

    Args:
        last: what was built before.
        program: what is to be built.
        known: what its objects depend on.
        pictures: of its materials.
    """
    before = {o.id: o for o in last.report.objects}
    if (
        not before
        or last.inputs is None
        or set(before) != set(last.inputs)
        or len(last.report.notes) >= NOTES
    ):
        return None
    if any(len(m.name.encode()) + len(LIT) > NAME for m in program.materials):
        return None
    if any(pictures.get(name) != file for name, file in last.pictures.items() if name.startswith(ASSETS)):
        return None
    looks = _palette(program.materials, pictures)
    old = _palette(last.program.materials, last.pictures)
    names = {name for name in looks.keys() | old.keys() if looks.get(name) != old.get(name)}
    found = {
        id for id, text in known.items() if last.inputs.get(id) != text or names & _worn(before[id])
    }  # fmt: skip
    return found | {above for id in found for above in program.ancestors(id)}


def _palette(
    materials: Iterable[MaterialSpec], pictures: Mapping[str, object]
) -> dict[str, tuple[str, object]]:
    return {m.name: (m.source(), pictures.get(m.texture or "")) for m in materials}


def _worn(found: ObjectReport) -> set[str]:
    """Names of an object's materials, lit ones under the name that the palette has for them."""
    names = {part.material for part in found.parts if part.material}
    return names | {name.split(LIT)[0] for name in names}


def _pictures(program: Program, folder: Path) -> dict[str, object]:
    """When each picture that a material names, and each asset, was last written."""
    found: dict[str, object] = {}
    files = {f"{ASSETS}/{name}{assets.SUFFIX}" for name in assets.named(program.text)}
    for name in {m.texture for m in program.materials if m.texture} | files:
        try:
            stat = (folder / name).stat()
        except (OSError, ValueError):  # the program says so when it runs
            continue
        found[name] = stat.st_mtime_ns, stat.st_size, stat.st_ino
    return found


def joined(last: Built, result: JobResult, now: Built) -> Built:
    """What was built anew put among what stayed.

    Args:
        last: what was built before.
        result: of the job that built some objects and the shell.
        now: what the whole is of: its program, and what that depends on.
    """
    ids = now.program.ids  # whatever is none of them (the shell) was built anew
    new = {o.id: o for o in result.report.objects}
    kept = set(ids) - set(new)
    old = {o.id: o for o in last.report.objects}
    objects = [new[id] if id in new else old[id] for id in ids]
    owners = result.report.owners | {id: last.report.owners[id] for id in kept if id in last.report.owners}
    shell = result.report.triangles - sum(o.triangles for o in new.values())
    report = result.report.model_copy(
        update={
            "objects": objects,
            "owners": owners,
            "joints": _joints(last.report.joints, result.report.joints, kept, ids),
            "digest": whole(owners),
            "triangles": shell + sum(o.triangles for o in objects),
            "notes": _notes(last.report.notes, result.report.notes, kept, ids),
        }
    )
    meshes = result.meshes | {id: last.meshes[id] for id in kept if id in last.meshes}
    return replace(
        now,
        report=report,
        meshes={id: meshes[id] for id in sorted(meshes, key=lambda id: f"{id}.")},
        shown=_shown(last.shown, result.shown, kept),
    )


def _joints(
    before: list[JointReport], now: list[JointReport], kept: set[str], ids: list[str]
) -> list[JointReport]:
    """What moves: of the objects in their order, then of the shell."""
    of: dict[str, list[JointReport]] = {id: [] for id in ids}
    for joint in [*(j for j in before if j.object in kept), *(j for j in now if j.object not in kept)]:
        of.setdefault(joint.object, []).append(joint)
    return [joint for joints in of.values() for joint in joints]


def _notes(before: list[str], now: list[str], kept: set[str], ids: list[str]) -> list[str]:
    """Notes of the whole program first, then those of objects in their order, then the shell's."""
    of = {id: [n for n in before if _about(n) == id] for id in kept}
    for note in now:
        of.setdefault(_about(note), []).append(note)
    order = ["", *ids, *(id for id in of if id and id not in ids)]
    return [note for id in order for note in of.get(id, [])][:NOTES]


def _about(note: str) -> str:
    found = WORN.match(note)
    return found[1] if found else ""


def _shown(before: Shown | None, now: Shown | None, kept: set[str]) -> Shown | None:
    if before is None or now is None:
        return None
    things = now.things | {id: before.things[id] for id in kept if id in before.things}
    worn = {part.material for thing in things.values() for part in thing.parts if part.material}
    looks = before.materials | now.materials
    return Shown(
        {id: things[id] for id in sorted(things)}, {name: looks[name] for name in sorted(worn & looks.keys())}
    )
