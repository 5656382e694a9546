"""A first draft of a picture's annotations: the room as measured, and what our own reader recognises."""

from __future__ import annotations

import math

from tools import vocabulary
from tools.geometry import Wall
from tools.picture.annotations import Annotations, OpeningMark, PartitionMark, ThingMark
from tools.picture.confidence import sure_of_outline
from tools.picture.framing import MEASURED, Framed, frame
from tools.picture.image import Pixels, fit_within
from tools.picture.oddities import bent_lines, lens_bend, slanted
from tools.picture.parts import covered
from tools.picture.plan.marks import plan_marks
from tools.picture.plan.read import lost_plan, read_plan
from tools.picture.plan.sizes import Size
from tools.picture.reading import hints_of
from tools.picture.recognise.marks import recognised
from tools.picture.room import read_room
from tools.picture.segment import Proposal, proposals
from tools.pinhole import Camera
from tools.settings import PictureSettings
from tools.survey import Box, Caveat, Point, RoomSurvey, Survey
from tools.walls import walls_of

STATED = 0.005
"""Error of metres from a drawing's own unit: a stroke's width, as a fraction."""
LEAST = 0.45
"""Regions less likely than this are not drafted."""
MOST = 40
ENOUGH = 3
"""Where the reader names so many, regions are left out: most of them are parts of rugs and furniture then."""
APART = 0.3
"""Share of a region under something recognised, or of that under the region, that makes them one."""


def draft(image: Pixels, settings: PictureSettings, scale: float | None = None) -> Annotations:
    """The whole draft, for a person to name and correct; `scale` as for `draft_plan`.

    Raises:
        InputError: the picture is no room seen from above.
    """
    drawn = draft_plan(image, settings, scale)
    if drawn is not None:
        return drawn
    framed = frame(image)
    marks, camera, room = _room(framed, settings)
    marks = marks.model_copy(update={"things": _things(framed.image, camera, room)})
    return framed.marks(marks, (image.shape[1], image.shape[0]))


def draft_room(image: Pixels, settings: PictureSettings, scale: float | None = None) -> Annotations:
    """The room's outlines, partitions and openings, without things; `scale` as for `draft_plan`.

    Raises:
        InputError: the picture is no room seen from above.
    """
    drawn = draft_plan(image, settings, scale)
    if drawn is not None:
        return drawn
    framed = frame(image)
    return framed.marks(_room(framed, settings)[0], (image.shape[1], image.shape[0]))


def draft_plan(image: Pixels, settings: PictureSettings, scale: float | None = None) -> Annotations | None:
    """A drawn plan as marks; None where the picture shows none.

    Args:
        image: (h, w, 3) sRGB.
        settings: what a person said of it.
        scale: metres a pixel, where the drawing's file states its unit.
    """
    if not settings.plan and settings.camera in ("nadir", "oblique", "eye"):
        return None
    plan = read_plan(image, said=settings.plan or settings.camera == "ortho")
    if plan is None:
        return None
    if scale is not None:
        size = Size(scale / plan.paper.zoom, "the unit that the drawing's file states", STATED, True)
        plan = plan._replace(size=size)
    bent = lens_bend(image)  # arcs of doors are bent, too, and say nothing of a lens
    return plan_marks(plan, (image.shape[1], image.shape[0]), [] if bent is None else [bent])


def draft_things(image: Pixels, camera: Camera, room: RoomSurvey) -> list[ThingMark]:
    """What the reader recognises; where that is little, also regions that may be things, without names."""
    small, factor = fit_within(image, MEASURED)
    if factor == 1:
        return _things(image, camera, room)
    # a large picture is looked at on a smaller copy, and what was found there moved back
    shrunk = room.model_copy(
        update={
            "floor_px": [(x * factor, y * factor) for x, y in room.floor_px],
            "wall_top_px": [(x * factor, y * factor) for x, y in room.wall_top_px],
        }
    )
    found = Annotations(things=_things(small, camera.resized(factor), shrunk))
    return Framed(small, (0, 0), factor, []).marks(found, (image.shape[1], image.shape[0])).things


def _things(image: Pixels, camera: Camera, room: RoomSurvey) -> list[ThingMark]:
    marks = recognised(image, camera, room)
    if sum(mark.category != vocabulary.UNKNOWN for mark in marks) >= ENOUGH:
        return marks
    boxes = [mark.box for mark in marks if mark.box is not None and mark.on is None]
    found = proposals(image, camera, room, least=LEAST, most=MOST)
    free = [p for p in found if all(not _shared(p.box, box) for box in boxes)]
    return [*marks, *(_thing(p, number) for number, p in enumerate(free, start=1))]


def _shared(box: Box, other: Box) -> bool:
    """Whether two boxes are about the same place: one lies largely within the other."""
    return max(covered(box, other), covered(other, box)) > APART


def beforehand(image: Pixels, plan: Annotations | None) -> Annotations:
    """What a picture says of itself before anybody marks it: a plan's turn and size, or what is odd about it.

    Args:
        image: the picture.
        plan: what `draft_plan` made of it.
    """
    if plan is not None:
        told = ("plan", "turn", "plan_size", "wall_px", "spaces", "caveats")
        return Annotations(**{name: getattr(plan, name) for name in told})
    framed = frame(image)
    bent = _bent(framed)
    return Annotations(caveats=[*framed.caveats, *([bent] if bent else [])])


def things_of(image: Pixels, survey: Survey) -> list[ThingMark]:
    """`draft_things` for a survey; nothing while it has no room."""
    if survey.camera is None or survey.room is None:
        return []
    return draft_things(image, survey.camera, survey.room)


def _bent(framed: Framed) -> Caveat | None:
    """What a lens bends; of a picture that had to be brightened nothing is said, for noise has edges, too."""
    if any(caveat.about == "light" for caveat in framed.caveats):
        return None
    return bent_lines(framed.image)


def _room(framed: Framed, settings: PictureSettings) -> tuple[Annotations, Camera, RoomSurvey]:
    image = framed.image
    reading = read_room(image, hints=hints_of(settings, Annotations()))
    room, camera = reading.room, reading.solution.camera
    tilt = math.degrees(math.acos(min(1.0, -camera.rotation[2][2])))
    slant = slanted(tilt)
    # a plan that was followed does not come here
    odd = [caveat for caveat in (_bent(framed), lost_plan(image)) if caveat is not None]
    # a slant makes metres worse, and the outline no less right
    said = [*odd, *([] if slant is None else [slant])]
    marks = Annotations(
        size=(image.shape[1], image.shape[0]),
        floor_px=_whole(room.floor_px),
        wall_top_px=_whole(room.wall_top_px) or None,
        partitions=[
            PartitionMark(
                id=p.id, start_px=_pixel(camera, p.start), end_px=_pixel(camera, p.end),
                thickness=round(p.thickness, 3), height=p.height,
            )
            for p in room.partitions
        ],
        openings=_openings(camera, room),
        notes=["a draft: measured outlines, what our own reader recognises, and regions without a name"],
        caveats=said,
        confidence=round(sure_of_outline(reading, [*framed.caveats, *odd]), 3),
    )  # fmt: skip
    return marks, camera, room


def _openings(camera: Camera, room: RoomSurvey) -> list[OpeningMark]:
    walls = {w.name: w for w in walls_of(room) if not w.inner}
    walls |= {p.id: Wall(p.id, p.start, p.end, True) for p in room.partitions}
    return [
        OpeningMark(
            id=o.id, kind=o.kind, wall=o.wall, sill=round(o.sill, 2), height=round(o.height, 2),
            from_px=_pixel(camera, walls[o.wall].at(o.start)),
            to_px=_pixel(camera, walls[o.wall].at(o.start + o.width)),
        )
        for o in room.openings
        if o.wall in walls
    ]  # fmt: skip


def _thing(proposal: Proposal, number: int) -> ThingMark:
    x0, y0, x1, y1 = (round(v, 1) for v in proposal.box)
    return ThingMark(
        id=f"region_{number}",
        category=vocabulary.UNKNOWN,
        box=(x0, y0, x1, y1),
        facing=_turn(proposal.rectangle),
        color=proposal.color,
        small=False,
        confidence=round(proposal.confidence, 2),
    )


def _turn(rectangle: list[Point]) -> float | None:
    """Degrees by which a rectangle is turned, when that shows."""
    (x0, y0), (x1, y1) = rectangle[0], rectangle[1]
    turn = (math.degrees(math.atan2(y0 - y1, x1 - x0)) + 45) % 90 - 45
    return round(turn) if abs(turn) > 10 else None


def _whole(points: list[Point]) -> list[Point]:
    return [(round(x, 1), round(y, 1)) for x, y in points]


def _pixel(camera: Camera, point: Point) -> Point:
    u, v = camera.project([(*point, 0.0)])[0].tolist()
    return (round(u, 1), round(v, 1))
