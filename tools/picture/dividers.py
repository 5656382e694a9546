"""Partitions: thin wall tops that run into the room from a wall."""

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
from tools.pinhole import Camera
from tools.survey import Partition, Point, RoomSurvey

Array = NDArray[np.float64]
Tones = NDArray[np.float32]

THIN = (0.04, 0.4)
"""Metres a partition may be thick."""
SHORTEST = 0.45
"""Metres a partition is long at least."""
SAME_COLOUR = 8.0
"""Weighted CIE Lab distance up to which a column keeps its colour."""
UNSURE = 1.0
"""The same when its colour is not that of the outer walls' tops: a tub's rim is thin, too."""
CORNER = 0.4
"""Metres from a corner within which no partition is sought: corners are seen as runs too."""


def find_partitions(image: Pixels, camera: Camera, room: RoomSurvey) -> list[Partition]:
    """Partitions that start at an outer wall, as high as the walls.

    The plane of the wall tops is seen from straight above. From each wall, columns are followed inward for
    as long as they keep the outer wall tops' colour, or else the colour they start with. A run that is thin,
    long and alone is a partition; wide runs are wall faces.
    """
    view, lab = _tops(image, camera, room)
    inner = polygon.counter_clockwise(room.floor)
    ring = _ring_colour(view, lab, inner, room.thickness)
    found: list[Partition] = []
    for trust, colour in ((0.75, ring), (0.6, None)):
        for i in range(len(inner)):
            a, b = inner[i], inner[(i + 1) % len(inner)]
            columns = _Columns(view, lab, a, b, colour)
            face = _face_depth(camera, room.height, a, b)
            least = SHORTEST if colour is not None else UNSURE
            for start, end, width, share in columns.runs(face, max(least, 1.3 * face)):
                end = _before_wall(start, end, inner)
                if not any(_same(start, end, p) for p in found):
                    found.append(
                        Partition(
                            id=f"partition_{len(found) + 1}",
                            start=start,
                            end=end,
                            thickness=round(width, 3),
                            height=round(room.height, 3),
                            source="measured",
                            confidence=round(trust * share, 2),
                        )
                    )
    return found


def _tops(image: Pixels, camera: Camera, room: RoomSurvey) -> tuple[Rectified, Tones]:
    """The plane of the wall tops from above, and its CIE Lab (h, w, 3), hue weighted over lightness."""
    outer = polygon.grown(polygon.counter_clockwise(room.floor), room.thickness)
    low, high = outer.min(0) - 0.2, outer.max(0) + 0.2
    mpp = max(0.012, float(max(high - low)) / 900)
    view = rectify(image, camera, room.height, mpp, (*low.tolist(), *high.tolist()))
    lab = lab_of(view.image.reshape(-1, 3)).reshape(*view.image.shape)
    return view, (lab * (0.8, 1.3, 1.3)).astype(np.float32)


def _ring_colour(view: Rectified, lab: Tones, inner: Array, thickness: float) -> Tones | None:
    """Median colour of the outer walls' tops, None when they are not seen."""
    size = (view.image.shape[1], view.image.shape[0])

    def drawn(shape: Array) -> Mask:
        return mask_of([(float(x), float(y)) for x, y in view.to_view(shape)], size)

    outside = drawn(polygon.grown(inner, thickness * 0.75))
    middle = outside & ~drawn(polygon.grown(inner, thickness * 0.25)) & view.seen
    return np.asarray(np.median(lab[middle], axis=0)) if middle.sum() >= 50 else None


class _Columns:
    """Columns that leave the wall a -> b at right angles, side by side, a view's pixel apart.

    `hit[i, k]` says whether column i still has its colour k pixels from the wall: the given colour, or when
    that is None the one the column starts with.
    """

    def __init__(self, view: Rectified, lab: Tones, a: Array, b: Array, colour: Tones | None) -> None:
        length = float(np.linalg.norm(b - a))
        self.start = a
        self.along = (b - a) / max(length, 1e-9)
        self.inward = np.array([-self.along[1], self.along[0]])
        self.step = view.metres_per_pixel
        self.places = np.arange(self.step / 2, length, self.step)
        depths = np.arange(0.0, 8.0, self.step)
        # pixels of the view are affine in both numbers, so the grid is two outer sums
        origin = view.to_view(a)[0]
        along, inward = (v * (1, -1) / self.step for v in (self.along, self.inward))
        columns, rows = (
            np.floor(origin[k] + self.places[:, None] * along[k] + depths[None] * inward[k]).astype(np.intp)
            for k in (0, 1)
        )
        fine = (columns >= 0) & (columns < lab.shape[1]) & (rows >= 0) & (rows < lab.shape[0])
        most = int(fine.any(0).sum())  # beyond this depth every column has left the view
        fine, columns, rows = fine[:, :most], columns[:, :most], rows[:, :most]
        tones = lab[np.where(fine, rows, 0), np.where(fine, columns, 0)]
        first = tones[:, 1 : max(3, round(0.1 / self.step))]
        own = np.median(first, axis=1, keepdims=True) if colour is None else colour
        off = tones - own
        self.hit = (np.einsum("ijk,ijk->ij", off, off) < SAME_COLOUR**2) & fine

    def runs(self, face: float, least: float) -> list[tuple[Point, Point, float, float]]:
        """Start, end, thickness and filled share of thin runs of at least `least` metres.

        The first `face` metres may be the wall's own inner face.
        """
        step = self.step
        reach = _reach(self.hit, max(2, round(0.06 / step))) * step
        found = []
        for i, j in _thin(reach, step, least):
            until = max(2, round(float(np.median(reach[i:j])) / step))
            share = float(self.hit[i:j, :until].mean())
            if share < 0.7 or not self._alone(i, j, until, face):
                continue
            start = self.start + float((self.places[i] + self.places[j - 1]) / 2) * self.along
            end = start + until * step * self.inward
            ends = ((float(start[0]), float(start[1])), (float(end[0]), float(end[1])))
            found.append((*ends, (j - i) * step, share))
        return found

    def _alone(self, i: int, j: int, until: int, face: float) -> bool:
        """Whether the colour stops beside the run: a wall face or a pale floor would go on."""
        wide, skip = max(j - i, 3), max(1, (j - i) // 4)
        beside = np.vstack(
            [self.hit[max(0, i - skip - wide) : i - skip], self.hit[j + skip : j + skip + wide]]
        )
        beside = beside[:, min(round(face / self.step), until // 2) : until]
        return beside.size > 0 and float(beside.mean()) <= 0.35


def _face_depth(camera: Camera, height: float, a: Array, b: Array) -> float:
    """Metres, on the plane of the wall tops, that the inner face of the wall a -> b covers in the picture."""
    normals, offsets = polygon.edge_lines(np.array([a, b]))
    away = float(offsets[0] - normals[0] @ np.array(camera.position[:2]))
    return max(0.0, away) * height / camera.position[2]


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
