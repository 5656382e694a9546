"""A first draft of a picture's annotations: the room as measured, and what our own reader recognises."""

from __future__ import annotations

import math

from tools import vocabulary
from tools.geometry import Wall
from tools.picture.annotations import Annotations, OpeningMark, PartitionMark, ThingMark
from tools.picture.image import Pixels
from tools.picture.parts import covered
from tools.picture.reading import hints_of
from tools.picture.recognise.marks import recognised
from tools.picture.room import read_room
from tools.picture.segment import Proposal, proposals
from tools.pinhole import Camera
from tools.settings import PictureSettings
from tools.survey import Box, Point, RoomSurvey, Survey
from tools.walls import walls_of

LEAST = 0.45
"""Regions less likely than this are not drafted."""
MOST = 40
ENOUGH = 3
"""Where the reader names so many, regions are left out: most of them are parts of rugs and furniture then."""
APART = 0.3
"""Share of a region under something recognised, or of that under the region, that makes them one."""


def draft(image: Pixels, settings: PictureSettings) -> Annotations:
    """The whole draft, for a person to name and correct.

    Raises:
        InputError: the picture is no room seen from above.
    """
    marks, camera, room = _room(image, settings)
    return marks.model_copy(update={"things": draft_things(image, camera, room)})


def draft_room(image: Pixels, settings: PictureSettings) -> Annotations:
    """The room's outlines, partitions and openings, without things.

    Raises:
        InputError: the picture is no room seen from above.
    """
    return _room(image, settings)[0]


def draft_things(image: Pixels, camera: Camera, room: RoomSurvey) -> list[ThingMark]:
    """What the reader recognises; where that is little, also regions that may be things, without names."""
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


def things_of(image: Pixels, survey: Survey) -> list[ThingMark]:
    """`draft_things` for a survey; nothing while it has no room."""
    if survey.camera is None or survey.room is None:
        return []
    return draft_things(image, survey.camera, survey.room)


def _room(image: Pixels, settings: PictureSettings) -> tuple[Annotations, Camera, RoomSurvey]:
    reading = read_room(image, hints=hints_of(settings, Annotations()))
    room, camera = reading.room, reading.solution.camera
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
