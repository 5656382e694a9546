"""What the Analyst can do: look closer, mark pixels, and leave metres to the picture tools."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationError

from tools.desk.words import room_lines
from tools.errors import ToolError
from tools.picture import colours as sampling
from tools.picture.annotations import Annotations, OpeningMark, PartitionMark, ThingMark, first_fault
from tools.picture.measure import distance
from tools.picture.region import crop as cut
from tools.workspace import Workspace

Box = Annotated[list[float], Field(min_length=4, max_length=4, description="x0, y0, x1, y1 in pixels")]
Pixel = Annotated[list[float], Field(min_length=2, max_length=2, description="x, y in pixels")]
CLOSE = 900
"""Longer side of a crop as a model gets it, pixels."""
PART_OF = "part of"
SceneWord = Literal["residential", "lab", "office", "industrial", "retail", "other"]


def set_scene_type(
    workspace: Workspace,
    scene_type: SceneWord,
    style: Annotated[
        str, Field(description="one or two words: modern, classic, rustic, industrial, minimal")
    ],
) -> str:
    """Say what kind of place the picture shows and in what style. Ends your turn."""
    _annotate(workspace, scene_type=scene_type, style=style)
    return f"Noted: {scene_type}, {style}."


def submit_room(
    workspace: Workspace,
    floor_px: Annotated[
        list[Pixel], Field(description="corners of the floor where it meets the walls, in order; any polygon")
    ],
    wall_top_px: Annotated[
        list[Pixel],
        Field(
            description="INNER edge of the walls' tops, one corner for each floor corner; [] when not seen"
        ),
    ],
    partitions: list[PartitionMark],
    openings: list[OpeningMark],
) -> str:
    """Mark the room's shell in pixels. The camera and all metres are solved from it."""
    marks = _annotate(
        workspace,
        floor_px=[tuple(p) for p in floor_px],
        wall_top_px=[tuple(p) for p in wall_top_px] or None,
        partitions=[p.model_dump() for p in partitions],
        openings=[o.model_dump() for o in openings],
    )
    return room_lines(workspace.survey) + f"\n{len(marks.things)} things marked so far."


def submit_things(
    workspace: Workspace,
    things: list[ThingMark],
    replace: Annotated[
        bool, Field(description="true: these are all; false: add, or correct those of the same id")
    ],
) -> str:
    """Mark things in pixels: name, visible box, foot point, what carries it, facing, height guess.

    Mark everything that is visible: rugs, curtains, cushions, pictures and clothes are things too.
    """
    known = [] if replace else workspace.annotations.things
    merged = {t.id: t for t in known} | {t.id or t.category: t for t in things}
    _annotate(workspace, things=[t.model_dump(exclude={"note"}) for t in merged.values()])
    survey = workspace.survey
    given = {t.id: t.category for t in merged.values()}
    renamed = [
        f"{t.id}: {given[t.id]} is taken as {t.category}"
        for t in survey.things
        if t.id in given and given[t.id].lower().replace("_", " ") != t.category
    ]
    left_out = [f"{t.id}: {t.rejected}" for t in survey.things if t.rejected]
    return "\n".join([f"{len(survey.things)} things are marked.", *renamed, *left_out, *survey.notes])


def finish_survey(workspace: Workspace) -> str:
    """Say that everything visible is marked. Ends your turn."""
    survey = workspace.survey
    if survey.room is None or not survey.things:
        raise ToolError("the survey has no room or no things yet: call submit_room and submit_things first")
    return f"Survey finished: {len(survey.things)} things. {workspace.overlay_mark()}"


class Relation(BaseModel):
    """One fact about how things stand to each other."""

    subject: str
    relation: Literal["against", "on", "under", "facing", "around", "beside", "aligned", "inside"]
    object: str


def set_relations(workspace: Workspace, relations: list[Relation]) -> str:
    """Write the relation graph; `object` is a thing's id or "wall". Ends your turn."""
    survey = workspace.survey
    ids = {t.id for t in survey.things}
    unknown = sorted({r.subject for r in relations} - ids | {r.object for r in relations} - ids - {"wall"})
    if unknown:
        raise ToolError(
            f"these ids are not in the survey: {', '.join(unknown)}; it has {', '.join(sorted(ids))}"
        )
    told = [(r.subject, r.relation, r.object) for r in relations]
    found = [r for r in survey.relations if r[1] == PART_OF]  # what the marks gave stays
    found += [(t.id, "on", t.on) for t in survey.things if t.on and t.id not in {r[0] for r in told + found}]
    workspace.save_survey(survey.model_copy(update={"relations": [*found, *told]}))
    return f"{len(told)} relations noted, {len(found)} known from the marks."


def crop(workspace: Workspace, box: Box) -> str:
    """Look closer: cut a region out of the picture, with a little around it, and enlarge it."""
    x0, y0, x1, y1 = _box(workspace, box)
    around = 0.08 * max(x1 - x0, y1 - y0)
    shown = _box(workspace, [x0 - around, y0 - around, x1 + around, y1 + around])
    picture = cut(workspace.image, shown, margin=0.0, side=CLOSE)
    left, top, right, bottom = (round(v) for v in shown)
    return workspace.images.put(picture, f"crop, x {left} to {right}, y {top} to {bottom}")


def colours(workspace: Workspace, box: Box) -> str:
    """Dominant colours of a region, as it looks and corrected for the light."""
    found = sampling.colours(workspace.image, _box(workspace, box))
    return "\n".join(f"{c.share:.0%} looks {sampling.to_hex(c.rgb)}, light-corrected {c.hex}" for c in found)


def measure(workspace: Workspace, a: Pixel, b: Pixel) -> str:
    """Distance on the floor between two pixels, in metres."""
    camera = workspace.survey.camera
    if camera is None:
        raise ToolError("the camera is not solved yet: call submit_room first")
    return f"{distance(camera, (a[0], a[1]), (b[0], b[1])):.2f} m"


def _annotate(workspace: Workspace, **fields: Any) -> Annotations:
    data = workspace.annotations.model_dump(exclude_none=True) | fields
    try:
        marks = Annotations.model_validate({k: v for k, v in data.items() if v is not None})
    except ValidationError as error:
        raise ToolError(first_fault(error)) from error
    workspace.annotate(marks)
    return marks


def _box(workspace: Workspace, box: list[float]) -> tuple[float, float, float, float]:
    height, width = workspace.image.shape[:2]
    x0, y0, x1, y1 = max(0.0, box[0]), max(0.0, box[1]), min(float(width), box[2]), min(float(height), box[3])
    if x1 - x0 < 2 or y1 - y0 < 2:
        raise ToolError(f"box {box} is outside the picture of {width} x {height} pixels, or empty")
    return x0, y0, x1, y1
