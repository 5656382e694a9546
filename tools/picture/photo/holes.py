"""Doors, windows and openings on a photo at eye level, put into the walls they are seen on."""

from __future__ import annotations

from collections.abc import Sequence

from tools import vocabulary
from tools.picture.annotations import OpeningMark, ThingMark
from tools.picture.openings import HEIGHT, SILL
from tools.picture.photo.rays import nearest_wall, on_wall
from tools.pinhole import Camera
from tools.survey import Opening, Point, RoomSurvey
from tools.walls import walls_of

NARROWEST = 0.25
"""Metres."""
STANDS = 0.25
"""Metres above the floor below which a hole's lower edge is the floor."""


def photo_opening(mark: OpeningMark, camera: Camera, room: RoomSurvey) -> Opening | None:
    """A marked opening in metres; None when the camera sees no wall where it was marked."""
    corners = mark.corners_px or [mark.from_px, mark.to_px]
    middle = (sum(p[0] for p in corners) / len(corners), sum(p[1] for p in corners) / len(corners))
    found = nearest_wall(camera, middle, walls_of(room), room.height)
    if found is None:
        return None
    wall = found[0]
    places = [met for p in corners if (met := on_wall(camera, p, wall)) is not None]
    if len(places) < 2:
        return None
    along = sorted(min(wall.length, max(0.0, a)) for a, _, _ in places)
    heights = [min(room.height, max(0.0, z)) for _, z, _ in places]
    marked = mark.corners_px is not None
    sill = mark.sill if mark.sill is not None else _sill(mark, min(heights), marked=marked)
    top = sill + mark.height if mark.height else max(heights) if marked else sill + HEIGHT[mark.kind]
    width = max(NARROWEST, along[-1] - along[0])
    return Opening(
        id=mark.id, kind=mark.kind, wall=wall.name, start=max(0.0, min(along[0], wall.length - width)),
        width=min(width, wall.length), sill=sill, height=max(0.3, min(top, room.height) - sill),
        swing=mark.swing, angle=mark.angle, source="seen", confidence=0.8,
    )  # fmt: skip


def with_holes(marks: Sequence[ThingMark], camera: Camera, room: RoomSurvey) -> tuple[RoomSurvey, list[str]]:
    """The room with openings for things that are doors or windows, and a line for each that finds no wall."""
    openings, left_out = [*room.openings], []
    for mark in marks:
        kind = vocabulary.OPENINGS[vocabulary.canonical(mark.category) or ""]
        x0, y0, x1, y1 = mark.box or (0.0, 0.0, 1.0, 1.0)
        corners: list[Point] = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
        made = OpeningMark(id=mark.id, kind=kind, from_px=(x0, y1), to_px=(x1, y1), corners_px=corners)
        found = photo_opening(made, camera, room)
        if found is None:
            left_out.append(f"{mark.id}: no wall runs where this {mark.category} was marked")
        else:
            openings.append(found)
    return room.model_copy(update={"openings": openings}), left_out


def _sill(mark: OpeningMark, lowest: float, *, marked: bool) -> float:
    """Doors stand on the floor; a window's sill is where it is seen."""
    if mark.kind != "window" or not marked:
        return SILL[mark.kind]
    return 0.0 if lowest < STANDS else lowest
