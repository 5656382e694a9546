"""Edits of the room, materials, lighting and camera cells: text to text, one line each."""

from __future__ import annotations

from collections.abc import Sequence

from tools.errors import ProgramError
from tools.program import lines
from tools.program.cells import new_cell
from tools.program.model import (
    CameraSpec,
    ExposureSpec,
    LightSpec,
    MaterialSpec,
    OpeningSpec,
    PartitionSpec,
    RoomSpec,
    Spec,
    ViewSpec,
    Wear,
)
from tools.program.program import Program
from tools.program.read import read, read_cell


def set_room(text: str, room: RoomSpec) -> str:
    """Give the room another shell."""
    return _set(text, room)


def set_partition(text: str, partition: PartitionSpec) -> str:
    """Add a wall inside the room, or change the one of that id."""
    _free(read(text), partition)
    return _set(text, partition)


def remove_partition(text: str, id: str) -> str:
    """Take a wall inside the room out, with the openings in it."""
    program = read(text)
    text = _remove(text, program, PartitionSpec, id)
    for opening in program.openings:
        if opening.wall == id:
            text = lines.remove(text, opening)
    return text


def set_opening(text: str, opening: OpeningSpec) -> str:
    """Add a door, window or plain opening, or change the one of that id."""
    program = read(text)
    _free(program, opening)
    walls = len(program.room.floor) if program.room else 0
    known = [p.id for p in program.partitions]
    if opening.wall not in known and not (isinstance(opening.wall, int) and 0 <= opening.wall < walls):
        names = ", ".join([f"0 to {walls - 1}", *known])
        raise ProgramError(
            f"{opening.id!r}: there is no wall {opening.wall!r}; there are {names}", cell="room"
        )
    return _set(text, opening)


def remove_opening(text: str, id: str) -> str:
    """Close a door, window or plain opening."""
    return _remove(text, read(text), OpeningSpec, id)


def set_material(text: str, material: MaterialSpec) -> str:
    """Add a material to the palette, or change the one of that name."""
    return _set(text, material)


def remove_material(text: str, name: str) -> str:
    """Take a material out of the palette; refused while something wears it."""
    program = read(text)
    users = [w.key for w in program.wears if name in [w.material, *w.slots.values()]]
    if users:
        raise ProgramError(f"material {name!r} is worn by {', '.join(users)}", cell="materials")
    return _remove(text, program, MaterialSpec, name)


def set_wear(text: str, wear: Wear) -> str:
    """Say what an object (or "room") wears; replaces what was said about it before."""
    program = read(text)
    known = {m.name for m in program.materials}
    for name in [wear.material, *wear.slots.values()]:
        if name is not None and name not in known:
            names = ", ".join(sorted(known)) or "none"
            raise ProgramError(f"wear({wear.target!r}): there is no material {name!r}; there are {names}")
    for extra in [w for w in program.wears if w.key == wear.key][1:]:
        text = lines.remove(text, extra)  # the first such line: those behind it stay for the last
    return _set(text, wear)


def undress(text: str, ids: Sequence[str]) -> str:
    """Take these objects out of every `wear(...)` line."""
    for wear in read(text).wears:
        left = [id for id in wear.targets if id not in ids]
        if len(left) < len(wear.targets):
            made = wear.model_copy(update={"target": left})
            text = lines.put(text, made, old=wear) if left else lines.remove(text, wear)
    return text


def set_light(text: str, light: LightSpec) -> str:
    """Add a light, or change the one of that kind and name."""
    return _set(text, light)


def remove_light(text: str, name: str) -> str:
    """Take a light out, by its name, or by its kind when it has none ("sun", "sky")."""
    program = read(text)
    for light in program.lights:
        if name in (light.name, "" if light.name else light.kind):
            return lines.remove(text, light)
    raise ProgramError(f"there is no light {name!r}", cell="lighting")


def set_exposure(text: str, exposure: ExposureSpec) -> str:
    """Set the exposure."""
    return _set(text, exposure)


def set_camera(text: str, camera: CameraSpec) -> str:
    """Add a named view, or change the one of that name."""
    return _set(text, camera)


def set_view(text: str, view: ViewSpec) -> str:
    """Add a view that looks at a place, or change the one of that name."""
    return _set(text, view)


def remove_camera(text: str, name: str) -> str:
    """Take a named camera or view out."""
    program = read(text)
    return _remove(text, program, ViewSpec if name in [v.name for v in program.views] else CameraSpec, name)


def merge_lines(text: str, name: str, code: str) -> str:
    """Set every line of `code` in the declarative cell `name`; lines that it does not name stay.

    Raises:
        ProgramError: the code is not such lines.
    """
    for spec, _ in read_cell(new_cell(name, code)):
        text = _set(text, spec)
    return text


def merge_materials(text: str, code: str) -> str:
    """Set these `material(...)` and `wear(...)` lines; others stay."""
    return merge_lines(text, "materials", code)


def _set(text: str, spec: Spec) -> str:
    old = next((s for s in read(text).specs if type(s) is type(spec) and s.key == spec.key), None)
    if isinstance(old, LightSpec) and old.word != spec.word and not spec.key:
        old = next((s for s in read(text).specs if s.word == spec.word), None)
    return lines.put(text, spec, old=old)


def _remove(text: str, program: Program, kind: type[Spec], key: str) -> str:
    for spec in program.specs:
        if isinstance(spec, kind) and spec.key == key:
            return lines.remove(text, spec)
    raise ProgramError(f"there is no {kind.__name__.removesuffix('Spec').lower()} {key!r}", cell=kind.CELL)


def _free(program: Program, spec: Spec) -> None:
    """Objects, walls and openings share one set of names."""
    others = [s for s in program.specs if s.CELL in ("room", "layout") and type(s) is not type(spec)]
    if spec.key in [s.key for s in others if s.key]:
        raise ProgramError(f"the id {spec.key!r} is taken", cell=spec.CELL)
