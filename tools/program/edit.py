"""Edits of a scene program: pure functions from text to text that touch only what they change.

Each refuses with a `ProgramError` what cannot be: an unknown or taken id, a parent that does not exist, a
value out of range. None of them runs the program; `tools.scene.scene.Scene.apply` does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import ValidationError

from tools.errors import ProgramError
from tools.geometry import Vec2, turn, wrap
from tools.program import lines
from tools.program.edit_code import (
    drop_geometry,
    patch_cell,
    rename_geometry,
    replace_in_cell,
    set_cell,
    write_geometry,
)
from tools.program.edit_look import (
    merge_lines,
    merge_materials,
    remove_camera,
    remove_light,
    remove_material,
    remove_opening,
    remove_partition,
    set_camera,
    set_exposure,
    set_light,
    set_material,
    set_opening,
    set_partition,
    set_room,
    set_view,
    set_wear,
    undress,
)
from tools.program.frames import parent_place, underside, world_place
from tools.program.model import Placement, Spec
from tools.program.program import Program
from tools.program.read import explain, read

Edit = Callable[[str], str]
Size = tuple[float, float, float]
T = TypeVar("T", bound=Spec)

__all__ = [
    "Edit",
    "add_object",
    "attach_object",
    "drop_geometry",
    "merge_lines",
    "merge_materials",
    "move_object",
    "patch_cell",
    "remove_camera",
    "remove_light",
    "remove_material",
    "remove_object",
    "remove_opening",
    "remove_partition",
    "rename",
    "replace_in_cell",
    "replace_object",
    "rotate_object",
    "scale_object",
    "set_camera",
    "set_cell",
    "set_exposure",
    "set_light",
    "set_material",
    "set_opening",
    "set_partition",
    "set_room",
    "set_view",
    "set_wear",
    "undress",
    "write_geometry",
]


def add_object(text: str, placement: Placement) -> str:
    """Place one more object; its line goes behind its parent's, or last in the layout cell."""
    program = read(text)
    if placement.id in taken(program):
        raise ProgramError(f"the id {placement.id!r} is taken", cell="layout")
    after = []
    if placement.on is not None:
        program.placement(placement.on)
        after = [("place", id) for id in [placement.on, *program.descendants(placement.on)]]
    return lines.put(text, placement, after=after)


def move_object(
    text: str,
    id: str,
    *,
    by: Vec2 | None = None,
    to: Vec2 | None = None,
    at: Vec2 | None = None,
    z: float | None = None,
    dz: float | None = None,
    settle: bool = False,
) -> str:
    """Move an object; what stands on it goes along.

    Args:
        text: the program.
        id: which object.
        by: world x, y to go, metres.
        to: world x, y to go to, metres.
        at: new `at` as its line writes it: in the parent's frame when it stands on something.
        z: new height of its underside as its line writes it.
        dz: metres to go up from where it is; only where the line gives a z, or it stands on the floor.
        settle: forget its z, so that it comes to rest on what is under it.
    """
    program = read(text)
    old = program.placement(id)
    base = parent_place(program, old)
    if sum(way is not None for way in (by, to, at)) > 1 or sum((z is not None, dz is not None, settle)) > 1:
        raise ProgramError("move takes one of by, to, at, and one of z, dz, settle", cell="layout")
    changes: dict[str, Any] = {}
    if by is not None:
        dx, dy = turn(by, -base.yaw)
        # Rounded by itself, so that moving there and back gives the same line whatever the parent's yaw.
        changes["at"] = (old.at[0] + round(dx, 4), old.at[1] + round(dy, 4))
    elif to is not None:
        changes["at"] = base.local(to)
    elif at is not None:
        changes["at"] = at
    if z is not None:
        changes["z"] = z
    elif dz:
        if old.z is None and old.on is not None:
            cause = f"{id!r} rests on {old.on!r} wherever that really is: give z, not dz"
            raise ProgramError(cause, cell="layout", line=program.lines["place", id][1])
        changes["z"] = underside(program, old) + dz
    elif settle:
        changes["z"] = None
    return _change(text, old, **changes)


def rotate_object(
    text: str, id: str, *, by: float | None = None, yaw: float | None = None, to: float | None = None
) -> str:
    """Turn an object about the centre of its footprint; degrees counter-clockwise from above.

    Args:
        text: the program.
        id: which object.
        by: degrees to turn.
        yaw: new yaw as its line writes it: relative to the parent when it stands on something.
        to: new world yaw; 0 faces -Y.
    """
    if sum(way is not None for way in (by, yaw, to)) != 1:
        raise ProgramError("rotate takes exactly one of by, yaw, to", cell="layout")
    program = read(text)
    old = program.placement(id)
    if by is not None:
        turned = old.yaw + by
    elif yaw is not None:
        turned = yaw
    else:
        assert to is not None
        turned = to - parent_place(program, old).yaw
    return _change(text, old, yaw=wrap(turned))


def scale_object(text: str, id: str, *, size: Size | None = None, factor: float | Size | None = None) -> str:
    """Give an object a new outer size (width, depth, height) in metres, or multiply the one it has."""
    if (size is None) == (factor is None):
        raise ProgramError("scale takes exactly one of size, factor", cell="layout")
    old = read(text).placement(id)
    if size is None:
        assert factor is not None
        each = factor if isinstance(factor, tuple) else (factor, factor, factor)
        size = (old.size[0] * each[0], old.size[1] * each[1], old.size[2] * each[2])
    return _change(text, old, size=size)


def replace_object(text: str, id: str, category: str, *, size: Size | None = None) -> str:
    """Make an object something else where it stands.

    The code that built the old thing and what it wore go; the new thing shows its placeholder until it is
    built. What stood on it stays.
    """
    program = read(text)
    old = program.placement(id)
    text = drop_geometry(text, [id])
    text = undress(text, [id])
    return _change(text, old, category=category, **({} if size is None else {"size": size}))


def remove_object(text: str, id: str, *, children: bool = False) -> str:
    """Take an object out, with the code that builds it, what it wears and the lamp in it.

    An object that carries others is refused, unless `children` says that they go with it.
    """
    program = read(text)
    program.placement(id)
    carried = program.descendants(id)
    if carried and not children:
        names = ", ".join(carried)
        raise ProgramError(f"{id!r} carries {names}; move them first, or remove them with it", cell="layout")
    gone = [id, *carried]
    text = drop_geometry(text, gone)
    text = undress(text, gone)
    for light in program.lights:
        if light.options.get("on") in gone:
            text = lines.remove(text, light)
    for each in reversed(gone):
        text = lines.remove(text, program.placement(each))
    return text


def attach_object(text: str, id: str, on: str | None, *, z: float | None = None) -> str:
    """Stand an object on another one (or, with None, on the floor) without moving it sideways.

    Its x, y and facing in the world stay; its underside comes to rest on the new parent's surface, or at
    `z` above the new parent's underside.
    """
    program = read(text)
    old = program.placement(id)
    if on is not None and on in [id, *program.descendants(id)]:
        raise ProgramError(f"{id!r} cannot stand on {on!r}, which it carries", cell="layout")
    here = world_place(program, id)
    if on is None:
        change = {"at": here.at, "yaw": here.yaw, "on": None, "mount": "floor", "z": z}
        return _change(text, old, **change)
    base = world_place(program, on)
    at = base.local(here.at)
    text = _change(text, old, at=at, yaw=wrap(here.yaw - base.yaw), on=on, mount="object", z=z)
    if program.ids.index(on) > program.ids.index(id):
        moved = [program.placement(each) for each in [id, *program.descendants(id)]]
        behind = [("place", each) for each in [on, *program.descendants(on)]]
        text = lines.move_behind(text, moved, behind)
    return text


def rename(text: str, old: str, new: str) -> str:
    """Give an object another id everywhere: its line, its children's, its geometry, materials and lamp."""
    program = read(text)
    placement = program.placement(old)
    if new in taken(program):
        raise ProgramError(f"the id {new!r} is taken", cell="layout")
    text = rename_geometry(text, old, new)
    for wear in program.wears:
        if old in wear.targets:
            targets = [new if id == old else id for id in wear.targets]
            target = new if isinstance(wear.target, str) else targets
            text = lines.put(text, _made(wear, target=target), old=wear)
    for light in program.lights:
        if light.options.get("on") == old:
            text = lines.put(text, _made(light, options=light.options | {"on": new}), old=light)
    text = _change(text, placement, id=new)
    for child in program.children(old):
        text = _change(text, program.placement(child), on=new)
    return text


def taken(program: Program) -> set[str]:
    """Names that a new object cannot have."""
    shell: list[Spec] = [*program.partitions, *program.openings]
    return {*program.ids, *(spec.key for spec in shell), "room"}


def world_at(program: Program, id: str) -> Vec2:
    """World x, y of the centre of an object's footprint, metres."""
    placement = program.placement(id)
    return parent_place(program, placement).world(placement.at)


def _change(text: str, old: Placement, **fields: Any) -> str:
    return lines.put(text, _made(old, **fields), old=old)


def _made(spec: T, **fields: Any) -> T:
    try:
        return type(spec).model_validate(spec.model_dump() | fields)
    except ValidationError as error:
        raise ProgramError(f"{spec.word}({spec.key!r}): {explain(error)}", cell=spec.CELL) from error
