"""Partitions: thin wall tops that run into the room from a wall, in the wall tops' own colour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from shapely import LineString, Polygon
from shapely import Point as ShapelyPoint

from tools.picture import polygon
from tools.picture.colours import lab_of
from tools.picture.image import Mask, Pixels
from tools.picture.rectify import Rectified, rectify
from tools.picture.region import mask_of
from tools.picture.survey import Partition, Point, RoomSurvey
from tools.pinhole import Camera

Array = NDArray[np.float64]

THIN = (0.04, 0.4)
"""Metres a partition may be thick."""
SHORTEST = 0.45
"""Metres a partition is long at least."""
CORNER = 0.4
"""Metres from a corner within which no partition is sought: corners are seen as runs too."""


def find_partitions(image: Pixels, camera: Camera, room: RoomSurvey) -> list[Partition]:
    """Partitions that start at an outer wall and have a top in the outer walls' colour.

    The plane of the wall tops is seen from straight above; from each wall, columns of wall-top colour are
    followed inward. A run that is thin and long enough is a partition; wide runs are wall faces that happen
    to have the same colour.
    """
    ring = _ring(image, camera, room)
    if ring is None:
        return []
    view, like = ring
    inner = polygon.counter_clockwise(room.floor)
    found: list[Partition] = []
    for i in range(len(inner)):
        a, b = inner[i], inner[(i + 1) % len(inner)]
        face = _face_depth(camera, room.height, a, b)
        for start, end, width, share in _runs(view, like, a, b, face):
            if not any(_same(start, end, p) for p in found):
                number = len(found) + 1
                end = _before_wall(start, end, inner)
                found.append(
                    Partition(
                        id=f"partition_{number}",
                        start=start,
                        end=end,
                        thickness=round(width, 3),
                        height=round(room.height, 3),
                        source="measured",
                        confidence=round(0.75 * share, 2),
                    )
                )
    return found


def _ring(image: Pixels, camera: Camera, room: RoomSurvey) -> tuple[Rectified, Mask] | None:
    """The plane of the wall tops from above, and where it has their colour."""
    inner = polygon.counter_clockwise(room.floor)
    outer = polygon.grown(inner, room.thickness)
    low, high = outer.min(0) - 0.2, outer.max(0) + 0.2
    mpp = max(0.008, float(max(high - low)) / 1200)
    view = rectify(image, camera, room.height, mpp, (*low.tolist(), *high.tolist()))
    size = (view.image.shape[1], view.image.shape[0])

    def drawn(shape: Array) -> Mask:
        return mask_of([(float(x), float(y)) for x, y in view.to_view(shape)], size)

    middle = drawn(polygon.grown(inner, room.thickness * 0.75)) & ~drawn(
        polygon.grown(inner, room.thickness * 0.25)
    )
    middle &= view.seen
    if middle.sum() < 50:
        return None
    lab = lab_of(view.image.reshape(-1, 3)).reshape(*view.image.shape)
    tops = lab[middle]
    colour = np.median(tops, axis=0)
    spread = float(np.median(np.linalg.norm(tops - colour, axis=1)))
    return view, np.asarray(np.linalg.norm(lab - colour, axis=2) < 3.0 + 2.5 * min(spread, 3.0))


def _face_depth(camera: Camera, height: float, a: Array, b: Array) -> float:
    """Metres, on the plane of the wall tops, that the inner face of the wall a -> b covers in the picture."""
    normals, offsets = polygon.edge_lines(np.array([a, b]))
    away = float(offsets[0] - normals[0] @ np.array(camera.position[:2]))
    return max(0.0, away) * height / camera.position[2]


def _runs(
    view: Rectified, like: Mask, a: Array, b: Array, face: float
) -> list[tuple[Point, Point, float, float]]:
    """Start, end, thickness and filled share of the thin runs that leave the wall a -> b at right angles."""
    length = float(np.linalg.norm(b - a))
    along = (b - a) / max(length, 1e-9)
    inward = np.array([-along[1], along[0]])
    step = view.metres_per_pixel
    places = np.arange(step / 2, length, step)
    depths = np.arange(0.0, 8.0, step)
    grid = a + places[:, None, None] * along + depths[None, :, None] * inward
    pixels = np.floor(view.to_view(grid.reshape(-1, 2))).astype(int)
    fine = ((pixels >= 0) & (pixels < like.shape[::-1])).all(1)
    hit = np.zeros(len(pixels), bool)
    hit[fine] = like[pixels[fine, 1], pixels[fine, 0]]
    hit = hit.reshape(len(places), len(depths))
    reach = _reach(hit, max(2, round(0.06 / step))) * step
    found = []
    for i, j in _thin(reach, step, max(SHORTEST, 1.3 * face)):
        until = max(2, round(float(np.median(reach[i:j])) / step))
        wide, skip = max(j - i, 3), max(1, (j - i) // 4)
        beside = np.vstack([hit[max(0, i - skip - wide) : i - skip], hit[j + skip : j + skip + wide]])
        beside = beside[:, min(round(face / step), until // 2) : until]
        share = float(hit[i:j, :until].mean())
        # a wall face of the same colour, or a pale floor, goes on beside it: a partition stands alone
        if beside.size == 0 or float(beside.mean()) > 0.35 or share < 0.7:
            continue
        start = a + float((places[i] + places[j - 1]) / 2) * along
        end = start + until * step * inward
        ends = ((float(start[0]), float(start[1])), (float(end[0]), float(end[1])))
        found.append((*ends, (j - i) * step, share))
    return found


def _reach(hit: Mask, gap: int) -> Array:
    """How many cells each row stays on from its start, short gaps forgiven."""
    counted = np.cumsum(np.pad(~hit, ((0, 0), (gap, 0)), constant_values=False), axis=1)
    misses = counted[:, gap:] - counted[:, :-gap]
    off = misses >= gap
    first = np.where(off.any(1), off.argmax(1) - gap + 1, hit.shape[1])
    return np.maximum(first, 0).astype(float)


def _thin(reach: Array, step: float, least: float) -> list[tuple[int, int]]:
    """Index ranges [i, j) of thin groups of rows that reach at least `least` metres, away from corners."""
    far = reach > least
    edges = np.flatnonzero(np.diff(np.pad(far, 1).astype(int)))
    corner = CORNER / step
    groups = []
    for i, j in zip(edges[::2], edges[1::2], strict=True):
        if THIN[0] <= (j - i) * step <= THIN[1] and i > corner and j < len(reach) - corner:
            groups.append((int(i), int(j)))
    return groups


def _same(start: Point, end: Point, other: Partition) -> bool:
    """Whether this is the other partition found again from its far end."""
    pairs = ((start, other.end), (end, other.start)), ((start, other.start), (end, other.end))
    return any(all(float(np.hypot(p[0] - q[0], p[1] - q[1])) < 0.35 for p, q in two) for two in pairs)


def _before_wall(start: Point, end: Point, floor: Array) -> Point:
    """The end, drawn back to where the partition first meets the room's outline."""
    inside = LineString([start, end]).intersection(Polygon(floor).buffer(1e-6))
    pieces = [p for p in getattr(inside, "geoms", [inside]) if p.length > 0]
    if not pieces:
        return end
    first = min(pieces, key=lambda p: p.distance(ShapelyPoint(start)))
    x, y = max(first.coords, key=lambda c: float(np.hypot(c[0] - start[0], c[1] - start[1])))
    return (float(x), float(y))
