"""What the Layout Architect can do to the room's doors and windows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from tools.errors import ProgramError
from tools.geometry import Wall
from tools.picture.annotations import Swing
from tools.program import edit_look
from tools.program.model import OpeningSpec
from tools.program.program import Program
from tools.program.read import read
from tools.program.walls import Plan
from tools.solve.even_light import DAY
from tools.toolbox.common import told
from tools.toolbox.tool import tool
from tools.workspace import Workspace

ASLANT = 0.35
"""Of a wall's direction, the lesser part from which a corner is told by both (20 degrees)."""
Look = Literal["panel", "flush", "glass", "half glass", "planks", "casement", "fixed", "sash"]


class OpeningChange(BaseModel):
    """What changes about one door, window or doorway; what is left out stays."""

    id: str
    dx: Annotated[float, Field(description="metres to go along its wall towards the picture's right")] = 0.0
    dy: Annotated[float, Field(description="metres to go along its wall towards the picture's top")] = 0.0
    shift: Annotated[
        float, Field(description="metres along its wall away from its first corner, which the answer names")
    ] = 0.0
    width: float | None = None
    height: float | None = None
    sill: float | None = None
    swing: Swing | None = Field(
        None, description="a door's leaf: opens in or out, hinges left or right as seen from inside the room"
    )
    angle: float | None = Field(None, description="degrees a door stands open")
    style: Look | None = Field(None, description="a door's leaf (the first five), or how a window is made")
    panes: Annotated[list[int], Field(min_length=2, max_length=2)] | None = Field(
        None, description="of a window, or panels of a door: how many side by side, and one above the other"
    )
    handle: Literal["lever", "knob", "bar", "none"] | None = Field(None, description="a door's")
    casing: float | None = Field(None, description="metres of the boards around a door; 0 for none")
    sash: float | None = Field(None, description="metres of a window's moving frames, 0.04 usually")
    transom: float | None = Field(None, description="share of a window's height where a fixed light begins")


OF_DOORS = ("swing", "angle", "handle", "casing")
"""What only a door has of a change."""
_LOOKS: dict[str, tuple[str, ...]] = {
    "door": ("angle", "style", "handle", "casing"),
    "window": ("style", "sash", "transom"),
    "opening": (),
    "niche": (),
}
"""What of a change is a keyword of each kind's word, beside its panes (a door's panels)."""


@tool(edits=True)
def change_openings(workspace: Workspace, changes: list[OpeningChange]) -> str:
    """Move or resize doors, windows and doorways, hang a leaf the other way, or change how they look.

    Each is tried by itself where they cannot be had together: a bad one does not hold up the others.
    """
    try:
        refused = _made(workspace, changes)
    except ProgramError:
        if len(changes) == 1:
            raise
        refused = []
        for change in changes:
            try:
                refused += _made(workspace, [change])
            except ProgramError as error:
                refused.append(f"REFUSED {change.id}: {error}")
    ids = [c.id for c in changes]
    return told(refused, "\n".join(place_lines(workspace.scene.program, ids)))


def place_lines(program: Program, ids: Sequence[str]) -> list[str]:
    """Openings as they stand: their line, and how far their middle is from the corners of their wall."""
    plan = Plan.of(program)
    lines = []
    for opening in program.openings:
        wall = plan.wall(opening.wall) if plan else None
        if opening.id not in ids:
            continue
        where = ""
        if wall is not None:
            first, last = _corners(wall)
            where = (
                f"  # its middle is {opening.at:.2f} m from the wall's first corner ({first}), "
                f"{wall.length - opening.at:.2f} m from the other ({last})"
            )
        lines.append(opening.source() + where)
    return lines


def _made(workspace: Workspace, changes: Sequence[OpeningChange]) -> list[str]:
    """Make these changes in one version; returns those that no program could have, a line each.

    Raises:
        ProgramError: the room cannot be built with them.
    """
    refused: list[str] = []

    def edited(text: str) -> str:
        refused.clear()
        for change in changes:
            try:
                text = _changed(text, change)
            except ProgramError as error:
                refused.append(f"REFUSED {change.id}: {error}")
        return text

    workspace.apply(edited, why=f"change openings {', '.join(c.id for c in changes)}")
    return refused


def _changed(text: str, change: OpeningChange) -> str:
    program = read(text)
    old = next((o for o in program.openings if o.id == change.id), None)
    if old is None:
        known = ", ".join(o.id for o in program.openings) or "none"
        raise ProgramError(f"there is no opening {change.id!r}; there are {known}")
    none = [name for name in OF_DOORS if getattr(change, name) is not None and old.kind != "door"]
    if none:
        raise ProgramError(f"{old.id!r} is a {old.kind}: only a door has {', '.join(none)}; leave it out")
    new: dict[str, Any] = {
        "at": round(old.at + change.shift + _along(program, old, change), 3),
        "size": (change.width or old.size[0], change.height or old.size[1]),
        "sill": old.sill if change.sill is None else change.sill,
        "swing": change.swing or old.swing,
    }
    looks = {name: getattr(change, name) for name in _LOOKS[old.kind] if getattr(change, name) is not None}
    if change.panes is not None and old.kind in ("door", "window"):
        looks["panels" if old.kind == "door" else "panes"] = tuple(change.panes)
    if looks:
        new["options"] = old.options | looks
    changed = old.model_copy(update=new)
    return _with_daylight(edit_look.set_opening(text, changed), old, changed)


def _with_daylight(text: str, old: OpeningSpec, new: OpeningSpec) -> str:
    """The program in which the light that stands for a window's daylight is where the window is now."""
    program = read(text)
    light = next((one for one in program.lights if one.name == f"{DAY}{old.id}"), None)
    plan = Plan.of(program)
    wall = plan.wall(new.wall) if plan else None
    if light is None or wall is None or "at" not in light.options:
        return text
    far, (along_x, along_y) = new.at - old.at, wall.along
    up = _middle(new) - _middle(old)

    def moved(point: Sequence[float], lift: float) -> tuple[float, float, float]:
        x, y, z = point
        return round(x + far * along_x, 3), round(y + far * along_y, 3), round(z + lift, 3)

    options = light.options | {"at": moved(light.options["at"], up), "size": new.size}
    if "look_at" in options:
        options["look_at"] = moved(options["look_at"], 0.0)
    return edit_look.set_light(text, light.model_copy(update={"options": options}))


def _middle(opening: OpeningSpec) -> float:
    """Metres above the floor of an opening's middle."""
    return (opening.sill or 0.0) + opening.size[1] / 2


def _along(program: Program, opening: OpeningSpec, change: OpeningChange) -> float:
    """How far a way in the picture goes along the opening's wall, metres from its first corner on.

    Raises:
        ProgramError: the wall does not run that way.
    """
    if not (change.dx or change.dy):
        return 0.0
    plan = Plan.of(program)
    wall = plan.wall(opening.wall) if plan else None
    if wall is None:
        raise ProgramError(f"{opening.id!r}: its wall {opening.wall!r} is not in the room", cell="room")
    x, y = wall.along
    way = change.dx * x + change.dy * y
    if abs(way) < 0.5 * max(abs(change.dx), abs(change.dy)):
        runs, takes = ("left to right", "dx") if abs(x) > abs(y) else ("bottom to top", "dy")
        raise ProgramError(
            f"{opening.id!r}: its wall runs from {runs} in the picture: give {takes}", cell="room"
        )
    return way


def _corners(wall: Wall) -> tuple[str, str]:
    """The wall's first and last corner by where they lie in the picture."""
    x, y = wall.along
    across = [("right", "left") if x < 0 else ("left", "right")] if abs(x) > ASLANT else []
    up = [("top", "bottom") if y < 0 else ("bottom", "top")] if abs(y) > ASLANT else []
    first, last = (" ".join(pair[k] for pair in [*up, *across]) for k in (0, 1))
    ends = (wall.start, wall.end)
    first, last = (
        f"{name}, at ({p[0]:.2f}, {p[1]:.2f})" for name, p in zip((first, last), ends, strict=True)
    )
    return first, last
