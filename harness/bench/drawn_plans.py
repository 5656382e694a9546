"""Line plans with their truth, as people have them: clean ones, and with what scanners, apps and habits do.

Seeded, without Blender. A plan is drawn in metres, y down: walls solid, hollow, hatched or grey; doors with
leaf and arc or as bare gaps; windows; furniture; dimensions; then the whole picture is damaged.
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry

from harness.bench.plan_canvas import Sheet
from harness.bench.plan_defects import Defect, damage
from tools.picture.image import Pixels

Array = NDArray[np.float64]
Style = Literal["solid", "hollow", "hatched", "grey"]
NAMES = ("BEDROOM", "LIVING", "KITCHEN", "BATH", "HALL", "OFFICE", "STUDY", "STORAGE")


class TrueHole(NamedTuple):
    """An opening: kind, its middle in pixels of the picture, its width in metres, whether it lets outside."""

    kind: Literal["door", "window", "opening"]
    middle: Array
    width: float
    outer: bool


class DrawnPlan(NamedTuple):
    """A picture of a plan and what is true of it.

    Attributes:
        image: (h, w, 3) sRGB.
        floor: (n, 2) outline of all rooms together in pixels of the picture.
        rooms: outline of each, likewise.
        holes: doors, windows and openings.
        width: metres of the floor along the drawing's own horizontal.
        written: a dimension stands on it.
        style: of the walls.
        defects: what was done to the picture.
    """

    image: Pixels
    floor: Array
    rooms: list[Array]
    holes: list[TrueHole]
    width: float
    written: bool
    style: Style
    defects: tuple[Defect, ...]


def draw_plan_case(seed: int, *, defects: tuple[Defect, ...] | None = None) -> DrawnPlan:
    """One plan. The same seed gives the same pixels.

    Args:
        seed: of everything.
        defects: what to do to the picture; drawn by chance when left out.
    """
    rng = np.random.default_rng(seed)
    style: Style = str(rng.choice(["solid", "solid", "hollow", "hatched", "grey"]))  # type: ignore[assignment]
    chosen = _chance(rng) if defects is None else defects
    flat = rng.random() < 0.3
    rooms = _flat(rng) if flat else [_room(rng)]
    outer, inner = float(rng.uniform(0.18, 0.34)), float(rng.uniform(0.1, 0.16))
    whole = _outline(rooms, inner)
    low, high = whole.min(0), whole.max(0)
    scale = float(rng.uniform(620, 900) / max(high - low))
    sheet = Sheet(low - outer, high + outer, scale, rng, stroke=int(rng.integers(2, 4)))
    walls = sheet.walls(whole, outer, [np.array(r) for r in rooms])
    gaps, holes = _holes(rng, rooms, whole, inner, outer)
    for gap in gaps:
        walls = sheet.cut(walls, gap.corners)
    sheet.draw_walls(walls, style)
    for gap, hole in zip(gaps, holes, strict=True):
        sheet.draw_hole(gap.corners, gap.along, hole.kind, gap.swing)
    for number, room in enumerate(rooms):
        _furnish(rng, sheet, room, [g.corners for g in gaps])
        if rng.random() < 0.6 or flat:
            sheet.write(NAMES[(seed + number) % len(NAMES)], _label_place(room), 0.17)
    written = bool(rng.random() < 0.65)
    if written:
        sheet.dimension(low, high, outer, str(rng.choice(["m", "mm", "bare", "cm"])))
    if "title" in chosen:
        sheet.title()
    picture, to_picture = damage(sheet.pixels(), chosen, rng)

    def placed(points: Array) -> Array:
        flat_points = sheet.to_pixels(points)
        return np.asarray(cv2.transform(flat_points[None], to_picture)[0])

    return DrawnPlan(
        image=picture,
        floor=placed(whole),
        rooms=[placed(np.array(r)) for r in rooms],
        holes=[h._replace(middle=placed(h.middle[None])[0]) for h in holes],
        width=float(high[0] - low[0]),
        written=written,
        style=style,
        defects=chosen,
    )


def _chance(rng: Generator) -> tuple[Defect, ...]:
    """A few defects, as often as they are met."""
    often: dict[Defect, float] = {
        "turned": 0.3, "paper": 0.25, "noise": 0.25, "blueprint": 0.12, "bars": 0.12, "jpeg": 0.3,
        "small": 0.12, "frame": 0.15, "title": 0.2, "large": 0.06,
    }  # fmt: skip
    found = {name for name, share in often.items() if rng.random() < share}
    for one, other in (("blueprint", "paper"), ("small", "large")):
        if one in found:
            found.discard(other)
    return tuple(name for name in often if name in found)


def _room(rng: Generator) -> list[tuple[float, float]]:
    """A rectangle, an L, or a rectangle with a slanted wall or corner."""
    w, d = float(rng.uniform(2.6, 7.5)), float(rng.uniform(2.4, 6.0))
    kind = rng.random()
    if kind < 0.5:
        return [(0, 0), (w, 0), (w, d), (0, d)]
    a, b = float(w * rng.uniform(0.35, 0.6)), float(d * rng.uniform(0.35, 0.6))
    if kind < 0.72:
        return [(0, 0), (w, 0), (w, b), (a, b), (a, d), (0, d)]
    if kind < 0.88:
        return [(0, 0), (w, 0), (w, d - b), (w - a, d), (0, d)]
    return [(0, 0), (w, float(rng.uniform(0.4, 1.2))), (w, d), (0, d)]


def _flat(rng: Generator) -> list[list[tuple[float, float]]]:
    """Two to six rooms: a rectangle halved again and again."""
    count = int(rng.integers(2, 7))
    w, d = (
        float(rng.uniform(2.6, 3.6)) * math.sqrt(count) * 1.15,
        float(rng.uniform(2.4, 3.4)) * math.sqrt(count),
    )
    cells, wall = [(0.0, 0.0, w, d)], 0.12
    while len(cells) < count:
        cells.sort(key=lambda c: (c[2] - c[0]) * (c[3] - c[1]))
        x0, y0, x1, y1 = cells.pop()
        share = float(rng.uniform(0.38, 0.62))
        if x1 - x0 > y1 - y0:
            at = x0 + share * (x1 - x0)
            cells += [(x0, y0, at - wall / 2, y1), (at + wall / 2, y0, x1, y1)]
        else:
            at = y0 + share * (y1 - y0)
            cells += [(x0, y0, x1, at - wall / 2), (x0, at + wall / 2, x1, y1)]
    return [[(a, b), (c, b), (c, d_), (a, d_)] for a, b, c, d_ in cells]


def _outline(rooms: list[list[tuple[float, float]]], inner: float) -> Array:
    if len(rooms) == 1:
        return np.array(rooms[0])
    joined = [Polygon(r) for r in rooms]
    bounds = np.array([p.bounds for p in joined])
    hull = box(bounds[:, 0].min(), bounds[:, 1].min(), bounds[:, 2].max(), bounds[:, 3].max())
    return np.array(hull.exterior.coords[:-1])


class _Cut(NamedTuple):
    """A hole's corners in metres, the wall's direction, and a door's hinge and side."""

    corners: Array
    along: Array
    swing: tuple[int, int] | None


def _holes(
    rng: Generator, rooms: list[list[tuple[float, float]]], whole: Array, inner: float, outer: float
) -> tuple[list[_Cut], list[TrueHole]]:
    cuts: list[_Cut] = []
    holes: list[TrueHole] = []

    def add(
        a: Array, b: Array, place: float, width: float, kind: str, thick: float, outer_wall: bool
    ) -> None:
        along = (b - a) / np.linalg.norm(b - a)
        out = np.array([along[1], -along[0]])
        first = a + along * (place - width / 2)
        last = a + along * (place + width / 2)
        corners = np.array([first, last, last + out * thick, first + out * thick])
        swing = None
        if kind == "door":
            swing = (int(rng.integers(0, 2)), 1 if rng.random() < 0.85 else -1)
        cuts.append(_Cut(corners, along, swing))
        middle = corners.mean(0)
        holes.append(TrueHole(kind, middle, width, outer_wall))  # type: ignore[arg-type]

    def door_kind() -> str:
        return "door" if rng.random() < 0.65 else "opening"

    taken: list[tuple[int, float, float]] = []
    sides = [(i, whole[i], whole[(i + 1) % len(whole)]) for i in range(len(whole))]
    joints = _joints(rooms) if len(rooms) > 1 else []
    for number in range(1 + int(rng.integers(1, 4))):
        kind = door_kind() if number == 0 else "window"
        width = float(rng.uniform(0.75, 1.05)) if number == 0 else float(rng.uniform(0.8, 2.0))
        for _ in range(30):
            i, a, b = sides[int(rng.integers(0, len(sides)))]
            length = float(np.linalg.norm(b - a))
            if length < width + 0.7:
                continue
            place = float(rng.uniform(width / 2 + 0.25, length - width / 2 - 0.25))
            spot = a + (b - a) / length * place
            if any(i == j and abs(place - p) < (w + width) / 2 + 0.35 for j, p, w in taken):
                continue
            if any(np.linalg.norm(spot - joint) < width / 2 + 0.35 for joint in joints):
                continue
            taken.append((i, place, width))
            add(a, b, place, width, kind, outer, True)
            break
    for one, other in _spanning(rooms):
        shared = _shared_side(rooms[one], rooms[other])
        if shared is None:
            continue
        a, b, thick = shared
        length = float(np.linalg.norm(b - a))
        width = float(min(rng.uniform(0.75, 0.95), length - 0.5))
        place = float(rng.uniform(width / 2 + 0.2, max(width / 2 + 0.21, length - width / 2 - 0.2)))
        add(a, b, place, width, door_kind(), thick, False)
    return cuts, holes


def _joints(rooms: list[list[tuple[float, float]]]) -> list[Array]:
    """Corners of all rooms: walls meet near them."""
    return [np.array(p) for room in rooms for p in room]


def _shared_side(
    one: list[tuple[float, float]], other: list[tuple[float, float]]
) -> tuple[Array, Array, float] | None:
    """The side of `one` that runs along `other`, and the thickness of the wall between, for a door."""
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = Polygon(one).bounds, Polygon(other).bounds
    low, high = max(ay0, by0), min(ay1, by1)
    if 0 < bx0 - ax1 < 0.3 and high - low > 1.35:
        return np.array([ax1, low]), np.array([ax1, high]), bx0 - ax1
    low, high = max(ax0, bx0), min(ax1, bx1)
    if 0 < by0 - ay1 < 0.3 and high - low > 1.35:
        return np.array([high, ay1]), np.array([low, ay1]), by0 - ay1
    return None


def _spanning(rooms: list[list[tuple[float, float]]]) -> list[tuple[int, int]]:
    """Pairs of neighbours whose doors connect all rooms, where walls allow."""
    group = list(range(len(rooms)))
    pairs = []
    for i in range(len(rooms)):
        for j in range(len(rooms)):
            if i != j and group[i] != group[j] and _shared_side(rooms[i], rooms[j]) is not None:
                pairs.append((i, j))
                old, new = group[j], group[i]
                group = [new if g == old else g for g in group]
    return pairs


def _label_place(room: list[tuple[float, float]]) -> Array:
    inside = Polygon(room).representative_point()
    return np.array([inside.x, inside.y])


def _furnish(rng: Generator, sheet: Sheet, room: list[tuple[float, float]], gaps: list[Array]) -> None:
    """A few symbols that stand clear of walls' gaps and of each other."""
    free: BaseGeometry = Polygon(room).buffer(-0.06)
    for gap in gaps:
        free = free.difference(Polygon(gap).buffer(1.05))
    label = _label_place(room)
    free = free.difference(box(label[0] - 0.9, label[1] - 0.25, label[0] + 0.9, label[1] + 0.25))
    for kind, w, d in (("bed", 1.6, 2.05), ("wardrobe", 1.5, 0.6), ("table", 0.9, 0.9), ("plain", 0.5, 0.45)):
        if rng.random() < 0.35:
            continue
        if rng.random() < 0.5:
            w, d = d, w
        x0, y0, x1, y1 = free.bounds if not free.is_empty else (0.0, 0.0, 0.0, 0.0)
        for _ in range(25):
            x, y = rng.uniform(x0, x1), rng.uniform(y0, y1)
            # most furniture stands at a wall
            if rng.random() < 0.7:
                x = float(rng.choice([x0 + w / 2, x1 - w / 2]))
            foot = box(x - w / 2, y - d / 2, x + w / 2, y + d / 2)
            if free.contains(foot):
                sheet.furniture(kind, (float(x), float(y)), (w, d))
                free = free.difference(foot.buffer(0.12))
                break
