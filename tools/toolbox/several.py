"""What the Analyst calls where there are several pictures of one room."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, ValidationError

from tools.errors import ToolError
from tools.files import first_fault
from tools.picture.annotations import Annotations, OpeningMark, ThingMark, WallMark
from tools.picture.pixel_frame import FILE, Frame, frames
from tools.picture.together.alike import alike
from tools.source.marks import Marks
from tools.survey import Point, Survey
from tools.toolbox import pixels
from tools.toolbox.analyst import Line, Pixel
from tools.toolbox.tool import tool
from tools.workspace import Workspace


@tool(edits=True, needs="several")
def submit_picture(
    workspace: Workspace,
    picture: Annotated[int, Field(description="its number, from 2: the first has its own tools")],
    walls: Annotated[
        list[WallMark], Field(description="of a photo: every wall that shows, from left to right")
    ],
    floor_px: Annotated[
        list[Pixel], Field(description="of a picture from above: the floor's corners; [] of a photo")
    ],
    wall_top_px: Annotated[
        list[Pixel],
        Field(description="of a picture from above: the walls' inner upper edge, by corner"),
    ],
    verticals_px: list[Line],
    levels_px: list[Line],
    openings: list[OpeningMark],
    things: Annotated[
        list[ThingMark],
        Field(description="everything that shows; what another picture shows, too, under the same id"),
    ],
) -> str:
    """Mark one of the further pictures of the room, all at once; given again, it replaces what was marked.

    Cameras, room and things are then solved from all pictures together.
    """
    marks = _of(workspace, picture)
    frame = _frame(workspace, marks.source.size)
    told = {
        "walls": [pixels.in_file(frame, w).model_dump() for w in walls],
        "floor_px": [frame.point(_pair(p)) for p in floor_px] or None,
        "wall_top_px": [frame.point(_pair(p)) for p in wall_top_px] or None,
        "verticals_px": [[frame.point(_pair(p)) for p in line] for line in verticals_px],
        "levels_px": [[frame.point(_pair(p)) for p in line] for line in levels_px],
        "openings": [pixels.in_file(frame, o).model_dump() for o in openings],
        "things": [pixels.in_file(frame, t).model_dump(exclude={"note"}) for t in things],
    }
    data = marks.now.model_dump(exclude_none=True) | {k: v for k, v in told.items() if v is not None}
    try:
        taken = Annotations.model_validate(data)
    except ValidationError as error:
        raise ToolError(first_fault(error)) from error
    if not taken.marks_shell:
        raise ToolError("mark its walls (a photo) or its floor (a picture from above): they tell its camera")
    survey = marks.take(taken)
    shared = sorted(t.id for t in survey.things if len(getattr(t, "pictures", ())) > 1)
    lines = [
        f"{len(things)} things of picture {picture} are marked. Seen in several: "
        f"{', '.join(shared) or 'none'}.",
        *survey.notes,
    ]
    return "\n".join([*lines, *_proposed(workspace, survey)])


@tool(edits=True, needs="several")
def same_things(
    workspace: Workspace,
    picture: Annotated[int, Field(description="number of the picture whose things get other ids, from 2")],
    ids: Annotated[dict[str, str], Field(description="its id -> the id of the same thing in other pictures")],
) -> str:
    """Say which things of a picture are the same as things that other pictures show."""
    marks = _of(workspace, picture)
    now = marks.now
    strange = sorted(ids.keys() - {t.id for t in now.things})
    if strange:
        raise ToolError(f"picture {picture} has no {', '.join(strange)}")

    def renamed(thing: ThingMark) -> ThingMark:
        hiders = None if thing.hidden_by is None else [ids.get(i, i) for i in thing.hidden_by]
        on = None if thing.on is None else ids.get(thing.on, thing.on)
        return thing.model_copy(update={"id": ids.get(thing.id, thing.id), "on": on, "hidden_by": hiders})

    things = [renamed(t) for t in now.things]
    if len({t.id for t in things}) < len(things):
        raise ToolError(f"two things of picture {picture} would have one id")
    survey = marks.take(now.model_copy(update={"things": things}))
    return "\n".join([*survey.notes, *_proposed(workspace, survey)])


def _of(workspace: Workspace, picture: int) -> Marks:
    """The marks of a further picture."""
    several = workspace.marks.others
    if not 2 <= picture <= len(several) + 1:
        raise ToolError(f"the further pictures have the numbers 2 to {len(several) + 1}")
    return workspace.marks.of(picture)


def _proposed(workspace: Workspace, survey: Survey) -> list[str]:
    """What may be the same thing under two ids, with why."""
    pairs = alike(survey)
    if not pairs:
        return []
    return [
        "May be the same thing under two ids (say so with `same_things`):",
        *(f"- {p.other} of picture {p.picture + 1} is {p.id}: {p.why}" for p in pairs),
    ]


def _frame(workspace: Workspace, size: tuple[int, int]) -> Frame:
    """The frame of a further picture: of the kind that the first one's outlines told."""
    known = pixels.known(workspace)
    return FILE if known is None else next((f for f in frames(size) if f.name == known.name), FILE)


def _pair(pixel: Pixel) -> Point:
    return (pixel[0], pixel[1])
