"""A planned room drawn from above: what a reviewer looks at before anything is built."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tools import vocabulary
from tools.geometry import Vec2, rectangle
from tools.picture.image import Pixels
from tools.survey import RoomSurvey, Survey, Wished
from tools.walls import walls_of

SIDE, MARGIN = 900, 24
"""Longer side of the drawing and the white around the room, pixels."""
NAMED = 0.12
"""Square metres of footprint from which a thing is named."""
OPENINGS = {"window": "#2f7fe0", "door": "#e08020", "opening": "#c0c0c0"}
FAMILIES = {
    "sofa": "#8fb0d8", "armchair": "#a9c4e4", "bed": "#e3cfdc", "table": "#d6b48c", "cabinet": "#c39b6c",
    "shelf": "#b08958", "wardrobe": "#9c7850", "rug": "#f1e9dc", "plant": "#74b070", "lamp": "#f4dc6a",
    "chair": "#dcbc96", "kitchen": "#d5d5c6", "appliance": "#bcc6cc", "picture": "#d46a6a",
}  # fmt: skip
OTHER = "#e6e6e6"


def draw_plan(survey: Survey) -> Pixels:
    """Walls, doors (orange), windows (blue) and every thing from above, its front marked red, as RGB.

    Args:
        survey: of planned things, with a room.

    Raises:
        ValueError: it has no room.
    """
    room = survey.room
    if room is None:
        raise ValueError("a plan is drawn of a room")
    page = _Page(room)
    for wall in room.partitions:
        page.line(wall.start, wall.end, "#303030", 5)
    things = [t for t in survey.things if isinstance(t, Wished) and not t.rejected and t.at and t.size]
    for thing in sorted(things, key=lambda t: _layer(t)):
        page.thing(thing)
    for opening in room.openings:
        face = next((w for w in walls_of(room) if w.name == opening.wall), None)
        if face is not None:
            start, end = (face.at(a, 0.0) for a in (opening.start, opening.start + opening.width))
            page.line(start, end, OPENINGS[opening.kind], 7)
    return page.pixels()


def _layer(thing: Wished) -> int:
    """What is drawn first: rugs, then what stands, what stands on that, and what hangs."""
    if vocabulary.entry(thing.category).shape == "flat":
        return 0
    return 1 if thing.mount == "floor" and thing.on is None else 2 if thing.on else 3


class _Page:
    def __init__(self, room: RoomSurvey) -> None:
        xs, ys = [x for x, _ in room.floor], [y for _, y in room.floor]
        self.low, self.top = min(xs), max(ys)
        wide, deep = max(xs) - min(xs), max(ys) - min(ys)
        self.scale = (SIDE - 2 * MARGIN) / max(wide, deep, 0.1)
        size = (round(wide * self.scale) + 2 * MARGIN, round(deep * self.scale) + 2 * MARGIN)
        self.picture = Image.new("RGB", size, "white")
        self.pen = ImageDraw.Draw(self.picture)
        self.font = ImageFont.load_default(size=11)
        self.pen.polygon([self.at(p) for p in room.floor], outline="#303030", width=5)

    def at(self, point: Vec2) -> Vec2:
        """Pixels of a place in the world."""
        return (point[0] - self.low) * self.scale + MARGIN, (self.top - point[1]) * self.scale + MARGIN

    def line(self, start: Vec2, end: Vec2, ink: str, width: int) -> None:
        """A straight line, world metres."""
        self.pen.line([self.at(start), self.at(end)], fill=ink, width=width)

    def thing(self, thing: Wished) -> None:
        """A thing's footprint, its front and its id."""
        assert thing.at is not None
        assert thing.size is not None
        area = rectangle(thing.at, thing.size, thing.yaw)
        corners = [self.at((float(x), float(y))) for x, y in area.exterior.coords[:-1]]
        entry = vocabulary.entry(thing.category)
        if thing.mount == "ceiling":
            self.pen.polygon(corners, outline="#c8a800", width=2)
            return
        self.pen.polygon(corners, fill=FAMILIES.get(entry.family, OTHER), outline="#505050")
        if entry.turns == 1 and thing.on is None and thing.mount == "floor":
            self.pen.line([corners[0], corners[1]], fill="#c02020", width=2)
        if area.area > NAMED and thing.on is None and thing.mount == "floor":
            x, y = self.at(thing.at)
            self.pen.text((x, y), thing.id, fill="black", font=self.font, anchor="mm")

    def pixels(self) -> Pixels:
        """The drawing so far."""
        return np.asarray(self.picture, dtype=np.uint8).copy()
