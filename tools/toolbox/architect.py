"""What the Layout Architect can do: have the layout solved, then correct it object by object."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from tools.checks.check import PLACES
from tools.checks.finding import LEAST
from tools.errors import ProgramError, ToolError
from tools.geometry import wrap
from tools.place import FLOOR
from tools.program import edit
from tools.program.frames import world_place
from tools.program.model import Placement, RoomSpec
from tools.program.read import read
from tools.program.template import empty_program
from tools.remedy import Attach, Move, Remedy, Resize
from tools.solve import layout
from tools.toolbox.assets import Own, building
from tools.toolbox.common import told
from tools.toolbox.tool import tool
from tools.toolbox.words import scene_lines
from tools.workspace import Workspace

SHOWN = 20
"""Findings told at once."""
Metres = Annotated[float, Field(description="metres, +x right in the picture, +y up in the picture")]
Size = Annotated[
    list[float], Field(min_length=3, max_length=3, description="width, depth, height in its own frame")
]
Yaw = Annotated[float, Field(description="degrees; 0 faces the picture's bottom, 90 right")]


@tool(edits=True)
def solve_layout(workspace: Workspace, kinds: layout.Kind) -> str:
    """Place all surveyed things of a kind: code turns pixels, relations and contacts into metres.

    "large" also writes the room itself. Objects that already stand are placed anew.
    """
    survey = workspace.survey
    if survey.room is None:
        raise ToolError("the survey has no room yet: the Analyst has to call submit_room")
    plan = layout.solve(survey, {kinds}, workspace.scene.text)
    report = workspace.apply(
        lambda text: plan.apply(text, may_change=workspace.may_change), why=f"solve_layout {kinds}"
    )
    known = {t.id: t.rejected for t in survey.things}
    anew = {id: reason for id, reason in plan.rejected.items() if known.get(id) != reason}
    for id, reason in anew.items():
        rejected(workspace, id, reason)
    notes = [*plan.moved, *(f"rejected {id}: {reason}" for id, reason in anew.items())]
    placed = {p.id for p in plan.placements}
    mine = report.model_copy(update={"objects": [o for o in report.objects if o.id in placed]})
    return scene_lines(mine) + "".join(f"\n- {note}" for note in notes)


class NewObject(BaseModel):
    """One more object. x, y and yaw are of the world, also for what stands on another object."""

    id: str
    category: str
    x: Metres
    y: Metres
    size: Size
    yaw: Yaw = 0.0
    z: float | None = Field(None, description="height of its underside; left out: on the floor or on `on`")
    on: str | None = Field(None, description="id of what carries it")
    mount: Literal["floor", "wall", "ceiling", "object"] = "floor"
    asset: Own = None


class Change(BaseModel):
    """What changes about one object; what is left out stays.

    A new size keeps its middle and its underside; what hangs from the ceiling keeps its top.
    """

    id: str
    dx: Metres = 0.0
    dy: Metres = 0.0
    dz: Annotated[float, Field(description="metres up; down is negative, also under the ceiling")] = 0.0
    yaw: Yaw | None = None
    size: Size | None = None


@tool(edits=True)
def add_objects(workspace: Workspace, objects: list[NewObject]) -> str:
    """Put more objects into the layout, carriers before what they carry."""
    return told(*each(workspace, [(o.id, adding(o)) for o in objects], f"add {_ids(objects)}"))


@tool(edits=True)
def change_objects(workspace: Workspace, changes: list[Change]) -> str:
    """Move, turn or resize objects; what stands on them goes along."""
    undersides = {o.id: o.low[2] for o in workspace.report.objects}
    carriers = {o.id: o.on for o in workspace.report.objects}
    # carriers first: a yaw is of the world, and a carrier turned afterwards would turn it once more
    ordered = sorted(changes, key=lambda c: _depth(c.id, carriers))
    steps = [(c.id, _changing(c, undersides.get(c.id, 0.0))) for c in ordered]
    return told(*each(workspace, steps, f"change {_ids(changes)}"))


def _depth(id: str, carriers: Mapping[str, str | None]) -> int:
    """How many things carry it, one on another."""
    depth, step = 0, carriers.get(id)
    while step is not None and depth < len(carriers):
        depth, step = depth + 1, carriers.get(step)
    return depth


@tool(edits=True)
def remove_objects(workspace: Workspace, ids: list[str], reason: str) -> str:
    """Take objects, and what stands on them, out of the room; the reason is kept with what was seen."""
    steps = [(id, removing(id)) for id in ids]
    refused, text = each(workspace, steps, f"remove {', '.join(ids)}")
    standing = {o.id for o in workspace.report.objects}
    for id in ids:
        if id not in standing:
            rejected(workspace, id, reason)
    return told(refused, text)


@tool(edits=True)
def set_room(
    workspace: Workspace,
    floor: Annotated[
        list[Annotated[list[float], Field(min_length=2, max_length=2)]],
        Field(min_length=3, description="corners in metres, counter-clockwise; the origin is its middle"),
    ],
    height: float,
) -> str:
    """Write the room's shell in metres, as judged by eye."""
    xs, ys = [p[0] for p in floor], [p[1] for p in floor]
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    room = RoomSpec(floor=[(x - middle[0], y - middle[1]) for x, y in floor], height=height)
    report = workspace.apply(lambda text: empty_program(room), why="room by eye")
    return f"Room of {len(report.room.floor_polygon)} corners, {report.room.height:.2f} m high."


@tool()
def list_objects(workspace: Workspace) -> str:
    """Every object as it stands in Blender."""
    return scene_lines(workspace.report)


@tool()
def check(workspace: Workspace) -> str:
    """Contacts, floating things, things outside the room: each with its measure and a suggested edit.

    What is wrong with shapes and colours is told to who makes them.
    """
    found = [
        f.problem + (f"; would be mended by: {remedy}" if (remedy := _mending(f.remedy)) else "")
        for f in workspace.check(PLACES)
    ]
    more = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    return "\n".join([*found[:SHOWN], *more]) or "All in order."


def _mending(remedy: Remedy | None) -> str:
    """A remedy as a call of this toolbox; "" for what others' tools do."""
    if isinstance(remedy, Resize):
        return f"change_objects {remedy.id} size={[round(v, 3) for v in remedy.size]}"
    if isinstance(remedy, Attach):
        return f"{remedy.id} on {remedy.on}: remove_objects, then add_objects"
    if not isinstance(remedy, Move):
        return ""
    steps = zip(("dx", "dy", "dz"), remedy.by, strict=True)
    far = [f"{name}={by:.3f}" for name, by in steps if abs(by) >= LEAST]
    return " ".join(["change_objects", remedy.id, *far])


Edit = Callable[[str], str]


def adding(new: NewObject) -> Edit:
    """The edit that puts one more object into the layout."""

    def edited(text: str) -> str:
        base = world_place(read(text), new.on) if new.on else FLOOR
        x, y = base.local((new.x, new.y))
        z = new.z - base.z if new.z is not None and new.on else new.z
        size = (new.size[0], new.size[1], new.size[2])
        mount = "object" if new.on else new.mount
        text = edit.add_object(
            text,
            Placement(
                id=new.id, category=new.category, at=(round(x, 3), round(y, 3)), size=size,
                yaw=wrap(new.yaw - base.yaw), z=z, on=new.on, mount=mount,
            ),
        )  # fmt: skip
        return building(new.id, new.asset)(text) if new.asset else text

    return edited


def _changing(change: Change, underside: float) -> Edit:
    """The edit; `underside` is how high above the floor the thing is now, for one that rests on another."""

    def edited(text: str) -> str:
        if change.size is not None:
            text = _resized(text, change.id, (change.size[0], change.size[1], change.size[2]))
        if change.yaw is not None:
            text = edit.rotate_object(text, change.id, to=change.yaw)
        if change.dx or change.dy:
            text = edit.move_object(text, change.id, by=(change.dx, change.dy))
        if change.dz:
            old = read(text).placement(change.id)
            if old.z is None and old.on is not None:
                base = world_place(read(text), old.on).z
                return edit.move_object(text, change.id, z=round(underside + change.dz - base, 3))
            text = edit.move_object(text, change.id, dz=change.dz)
        return text

    return edited


def _resized(text: str, id: str, size: tuple[float, float, float]) -> str:
    """Another size about its middle and underside; what hangs from the ceiling goes on hanging there."""
    old = read(text).placement(id)
    text = edit.scale_object(text, id, size=size)
    if old.mount == "ceiling" and old.z is not None:
        text = edit.move_object(text, id, z=round(old.z + old.size[2] - size[2], 4))
    return text


def removing(id: str) -> Edit:
    """The edit that takes an object out, with what stands on it."""
    return lambda text: edit.remove_object(text, id, children=True) if read(text).has(id) else text


def _ids(items: Sequence[NewObject | Change]) -> str:
    return ", ".join(item.id for item in items)


def each(workspace: Workspace, steps: Sequence[tuple[str, Edit]], why: str) -> tuple[list[str], str]:
    """One version out of many small edits; one that cannot be made does not hold up the others.

    Returns:
        What was refused, a line each, and how what was changed stands now.
    """
    refused: list[str] = []

    def edited(text: str) -> str:
        refused.clear()
        for id, step in steps:
            try:
                if not workspace.may_change(id):
                    raise ProgramError(f"{id!r} is not among the objects to work on")
                text = step(text)
            except ProgramError as error:
                refused.append(f"REFUSED {id}: {error}")
        return text

    before = {o.id: o for o in workspace.report.objects} if workspace.scene.text else {}
    report = workspace.apply(edited, why=why)
    changed = [o for o in report.objects if before.get(o.id) != o]
    gone = sorted(before.keys() - {o.id for o in report.objects})
    lines = [f"removed: {', '.join(gone)}"] if gone else []
    if changed:
        lines.append(scene_lines(report.model_copy(update={"objects": changed})))
    return refused, "\n".join(lines) or "Nothing changed."


def rejected(workspace: Workspace, id: str, reason: str) -> None:
    """Keep why a thing of the survey is not in the room."""
    survey = workspace.survey
    things = [t.model_copy(update={"rejected": reason}) if t.id == id else t for t in survey.things]
    workspace.save_survey(survey.model_copy(update={"things": things}))
