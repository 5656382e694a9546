"""What the Analyst can do: look closer, mark pixels, and leave metres to the picture tools."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationError

from tools import vocabulary
from tools.errors import ToolError
from tools.files import first_fault
from tools.gates.thresholds import GUESS
from tools.picture import colours as sampling
from tools.picture.annotations import Annotations, KnownSize, OpeningMark, PartitionMark, ThingMark
from tools.picture.known_sizes import faults
from tools.picture.measure import distance
from tools.picture.pixel_frame import FILE
from tools.picture.region import crop as cut
from tools.picture.review import settling
from tools.survey import Point, Survey
from tools.toolbox import pixels
from tools.toolbox.tool import tool
from tools.toolbox.words import room_lines
from tools.workspace import Workspace

Box = Annotated[list[float], Field(min_length=4, max_length=4, description="x0, y0, x1, y1 in pixels")]
Pixel = Annotated[list[float], Field(min_length=2, max_length=2, description="x, y in pixels")]
Line = Annotated[list[Pixel], Field(min_length=2, max_length=2)]
CLOSE = 900
"""Longer side of a crop as a model gets it, pixels."""
PARTS = (3, 2)
"""Columns and rows of the enlarged parts of a wide picture."""
PART_OF = "part of"
SHOWN = 12
NEAREST = 5
"""Known names told for one that is not known."""
CARRIED = ("on", "inside")
SceneWord = Literal["residential", "lab", "office", "industrial", "retail", "other"]


@tool(edits=True, needs="picture")
def set_scene_type(
    workspace: Workspace,
    scene_type: SceneWord,
    style: Annotated[
        str, Field(description="one or two words: modern, classic, rustic, industrial, minimal")
    ],
) -> str:
    """Say what kind of place the picture shows and in what style."""
    told = workspace.settings.scene_type
    if told not in ("auto", scene_type):
        annotate(workspace, scene_type=told, style=style)
        return f"Noted: {told}, as the user said; {style}."
    annotate(workspace, scene_type=scene_type, style=style)
    return f"Noted: {scene_type}, {style}."


@tool(edits=True, needs="above")
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
    verticals_px: Annotated[
        list[Line],
        Field(
            description="lines upright in the room, both ends: corners of walls, edges of door frames and "
            "tall furniture; at least four, far apart, when the walls' tops are not seen"
        ),
    ] = [],  # noqa: B006  # read only, and a schema's default
) -> str:
    """Mark the room's shell in pixels. The camera and all metres are solved from it."""
    first = pixels.known(workspace) is None
    outlines: list[list[Point]] = [[(p[0], p[1]) for p in outline] for outline in (floor_px, wall_top_px)]
    frame = pixels.learned(workspace, outlines, verticals_px)
    floor, tops = ([frame.point(p) for p in outline] for outline in outlines)
    uprights = [[frame.point((p[0], p[1])) for p in line] for line in verticals_px]
    earlier = workspace.marks.now.things if first and frame != FILE else []
    annotate(
        workspace,
        floor_px=floor,
        wall_top_px=tops or None,
        verticals_px=uprights,
        partitions=[pixels.in_file(frame, p).model_dump() for p in partitions],
        openings=[pixels.in_file(frame, o).model_dump() for o in openings],
        **({"things": [pixels.in_file(frame, t).model_dump() for t in earlier]} if earlier else {}),
    )
    marked = len(workspace.marks.now.things)
    told = pixels.words(workspace, frame)
    return "\n".join(
        [room_lines(workspace.survey), f"{marked} things marked so far.{told}", *to_settle(workspace)]
    )


@tool(edits=True, needs="picture")
def state_sizes(
    workspace: Workspace,
    known: Annotated[
        list[KnownSize], Field(description="sizes that you are sure of; they win over usual ones")
    ],
) -> str:
    """Say sizes that are known: "this shelf is 1.47 m wide", of things, the room, the walls' height.

    Only what somebody told or what is a standard beyond doubt: everything is scaled by it. An id given again
    replaces what was said of that side before.
    """
    earlier = {(k.of, k.axis): k for k in workspace.marks.now.known_sizes}
    fitted = _fitted(workspace.survey, earlier, known)
    if fitted:
        known = [k for k in known if (k.of, k.axis) not in earlier]
    merged = earlier | {(k.of, k.axis): k for k in known}
    annotate(workspace, known_sizes=[k.model_dump() for k in merged.values()])
    lost = faults(workspace.marks.now)
    return "\n".join([room_lines(workspace.survey), *fitted, *lost])


def _fitted(survey: Survey, earlier: Mapping[Any, KnownSize], known: Sequence[KnownSize]) -> list[str]:
    """What is told of sizes that are said anew after those said `earlier` (by id and axis) did not win.

    Such sizes are fitted to the scale.
    """
    if survey.scale is None or survey.scale.source != "usual":
        return []
    again = [(earlier[k.of, k.axis], k) for k in known if (k.of, k.axis) in earlier]
    return [
        f"{k.of}: its {k.axis} was said to be {before.metres:g} m and stays so. A size is what is known; one "
        "that is fitted to the scale tells nothing"
        for before, k in again if before.metres != k.metres
    ]  # fmt: skip


def to_settle(workspace: Workspace) -> list[str]:
    """The one measure that would settle the scale, while it is only usual."""
    best = settling(workspace.survey)
    if best is None:
        return []
    return [
        f"One measure would settle the scale: {best}. If it was told or you know it beyond doubt, "
        "say it with `state_sizes`; never guess it."
    ]


@tool(edits=True, looks=True, needs="picture")
def submit_things(
    workspace: Workspace,
    things: list[ThingMark],
    replace: Annotated[
        bool, Field(description="true: these are all; false: add, or correct those of the same id")
    ],
    drop: Annotated[list[str], Field(description="ids of marks to take away again")] = [],  # noqa: B006  # read only, and a schema's default
) -> str:
    """Mark things in pixels: name, visible box, foot point, what carries it, facing, height guess.

    Mark everything that is visible: rugs, curtains, cushions, pictures and clothes are things too.
    """
    frame = pixels.frame_for(workspace, [t.box for t in things if t.box is not None])
    things = [pixels.in_file(frame, t) for t in things]
    known = [] if replace else workspace.marks.now.things
    merged = {t.id: t for t in known} | {t.id or t.category: t for t in things}
    merged = {id: t for id, t in merged.items() if id not in drop}
    annotate(workspace, things=[t.model_dump(exclude={"note"}) for t in merged.values()])
    survey = workspace.survey
    given = {t.id or t.category: t.category for t in things}  # of the others it was said before
    left_out = [f"{t.id}: {t.rejected}" for t in survey.things if t.rejected]
    lines = [*_renamed(survey, given), *left_out, *survey.notes, *to_settle(workspace)]
    drawn = workspace.overlay_mark()
    return "\n".join([f"{len(survey.things)} things are marked: {drawn}", *lines])


def _renamed(survey: Survey, given: Mapping[str, str]) -> list[str]:
    """What became of every given name that was not kept; with a strange one, the known ones most like it."""
    became: dict[tuple[str, str], list[str]] = {}
    for thing in survey.things:
        name = vocabulary.plain(given.get(thing.id, thing.category))
        if thing.id in given and name != thing.category:
            became.setdefault((name, thing.category), []).append(thing.id)
    return [
        f"{', '.join(ids)}: {name!r} "
        + (_strange(name) if kept == vocabulary.UNKNOWN else f"is taken as {kept!r}")
        for (name, kept), ids in became.items()
    ]


def _strange(name: str) -> str:
    """What to say of a name that is not known: those most like it, by spelling or by a word they share."""
    words = {w for w in name.split() if len(w) > 2}
    sharing = [n for n in vocabulary.entries() if words & {*n.split()}]
    near = list(dict.fromkeys([*vocabulary.nearest(name), *sharing]))[:NEAREST]
    like = f"; nearest to it: {', '.join(near)}" if near else ""
    return f"is no name that is known{like}. It is built from parts by its words"


class Relation(BaseModel):
    """One fact about how things stand to each other; `object` is a thing's id or "wall"."""

    subject: str
    relation: Literal["against", "on", "under", "facing", "around", "beside", "aligned", "inside"]
    object: str


@tool(edits=True, ends_turn=True, looks=True)
def finish_survey(workspace: Workspace, relations: list[Relation]) -> str:
    """End a survey in which everything visible is marked, with the relations the marks do not say.

    They are kept: `set_relations` is for a later brief that asks for relations alone. Ends your turn.
    """
    survey = workspace.survey
    if survey.room is None or not survey.things:
        raise ToolError("the survey has no room or no things yet: call submit_room and submit_things first")
    told = _relate(workspace, relations)
    lines = f"Survey finished: {len(survey.things)} things, {told} {workspace.overlay_mark()}"
    return f"{lines}{_guesses(survey)}"


def _guesses(survey: Survey) -> str:
    """How sure the doubtful names are, in a sentence; "" when there are none."""
    doubted = sorted((t for t in survey.named if t.confidence < GUESS), key=lambda t: t.confidence)
    if not doubted:
        return ""
    shown = ", ".join(f"{t.id} {t.confidence:.0%}" for t in doubted[:SHOWN])
    more = f" and {len(doubted) - SHOWN} more" if len(doubted) > SHOWN else ""
    return f" {len(doubted)} of {len(survey.named)} names are guesses, so sure: {shown}{more}."


@tool(edits=True, ends_turn=True)
def set_relations(workspace: Workspace, relations: list[Relation]) -> str:
    """Only when a brief asks for relations: write their graph anew; the marks' are in it. Ends your turn."""
    return _relate(workspace, relations)


@tool(looks=True, needs="picture")
def crop(workspace: Workspace, box: Box) -> str:
    """Look closer: cut a region out of the picture, with a little around it, and enlarge it."""
    return _enlarged(workspace, _box(workspace, pixels.frame_for(workspace, [box]).box(box)))


def _enlarged(workspace: Workspace, box: tuple[float, float, float, float]) -> str:
    """A region of the picture, in pixels of the file, as a mark."""
    x0, y0, x1, y1 = box
    around = 0.08 * max(x1 - x0, y1 - y0)
    shown = _box(workspace, [x0 - around, y0 - around, x1 + around, y1 + around])
    picture = cut(workspace.image, shown, margin=0.0, side=CLOSE)
    left, top, right, bottom = (round(v) for v in shown)
    return workspace.images.put(picture, f"crop, x {left} to {right}, y {top} to {bottom}")


def closer(workspace: Workspace) -> str:
    """The whole picture in enlarged parts that overlap a little, as marks."""
    height, width = workspace.image.shape[:2]
    columns, rows = PARTS if width >= height else PARTS[::-1]
    w, h = width / columns, height / rows
    return "\n".join(
        _enlarged(workspace, (x * w, y * h, (x + 1) * w, (y + 1) * h))
        for y in range(rows)
        for x in range(columns)
    )


@tool(needs="picture")
def colours(workspace: Workspace, box: Box) -> str:
    """Dominant colours of a region, as it looks and corrected for the light."""
    seen = _box(workspace, pixels.frame_for(workspace, [box]).box(box))
    found = sampling.colours(workspace.image, seen)
    return "\n".join(f"{c.share:.0%} looks {sampling.to_hex(c.rgb)}, light-corrected {c.hex}" for c in found)


@tool(needs="picture")
def measure(workspace: Workspace, a: Pixel, b: Pixel) -> str:
    """Distance on the floor between two pixels, in metres."""
    camera = workspace.survey.camera
    if camera is None:
        raise ToolError("the camera is not solved yet: call submit_room first")
    frame = pixels.frame_for(workspace, [[*a, *b]])
    return f"{distance(camera, frame.point(a), frame.point(b)):.2f} m"


def _relate(workspace: Workspace, relations: list[Relation]) -> str:
    """Note what is told beside what the marks say; a told carrier becomes part of the marks."""
    ids = {t.id for t in workspace.survey.things}
    told = [r for r in relations if r.subject in ids and r.object in ids | {"wall"}]
    carriers = {r.subject: r.object for r in told if r.relation in CARRIED and r.object in ids}
    marks = workspace.marks.now.things if workspace.has_picture else []
    if any(carriers.get(m.id, m.on) != m.on for m in marks):
        changed = [m.model_copy(update={"on": carriers.get(m.id, m.on)}) for m in marks]
        annotate(workspace, things=[m.model_dump() for m in changed])
    survey = workspace.survey
    kept = survey.relations if not survey.views else [r for r in survey.relations if r[1] == PART_OF]
    graph = list(kept)  # what the marks or the plan gave stays
    graph += [(t.id, "on", t.on) for t in survey.things if t.on and t.id not in carriers]
    known = len(graph)
    graph += [(r.subject, r.relation, r.object) for r in told]
    workspace.save_survey(survey.model_copy(update={"relations": list(dict.fromkeys(graph))}))
    lost = [f"{r.subject} {r.relation} {r.object}" for r in relations if r not in told]
    left_out = f" Left out, for an id is not in the survey: {'; '.join(lost)}." if lost else ""
    return f"{len(told)} relations noted, {known} known from the marks.{left_out}"


def annotate(workspace: Workspace, **fields: Any) -> Annotations:
    """Put these fields among the marks, and read the survey anew.

    Raises:
        ToolError: they are no marks.
    """
    data = workspace.marks.now.model_dump(exclude_none=True) | fields
    try:
        marks = Annotations.model_validate({k: v for k, v in data.items() if v is not None})
    except ValidationError as error:
        raise ToolError(first_fault(error)) from error
    workspace.marks.take(marks)
    return marks


def _box(workspace: Workspace, box: Sequence[float]) -> tuple[float, float, float, float]:
    height, width = workspace.image.shape[:2]
    x0, y0, x1, y1 = max(0.0, box[0]), max(0.0, box[1]), min(float(width), box[2]), min(float(height), box[3])
    if x1 - x0 < 2 or y1 - y0 < 2:
        raise ToolError(f"box {list(box)} is outside the picture of {width} x {height} pixels, or empty")
    return x0, y0, x1, y1
