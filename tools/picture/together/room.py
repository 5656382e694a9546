"""The room around several pictures: what each of them looks over, within the walls that any of them shows.

From each camera the walls it shows, from left to right, bound a piece of floor that is certainly there. The
room is the simplest one of walls along the axes around all these pieces: a rectangle, without what lies
behind a wall that is seen.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from shapely import Point, Polygon, box, union_all

from tools.errors import InputError
from tools.geometry import Vec2
from tools.picture.photo.closing import Closed
from tools.picture.together.faces import Face, Sighted
from tools.picture.together.shot import Shot
from tools.pinhole import Camera

Array = NDArray[np.float64]
At = tuple[int, int]
"""Column and row of a cell."""

BEHIND = 0.45
"""Metres between a photographer and a wall that nobody sees."""
SAME = 0.1
"""Metres within which two lines of walls are one line."""
ABOUT = 0.35
"""Metres by which places of things, and ends of walls, reach over a wall that bounds the room."""
INSIDE = 0.15
"""Share of a cell that must be looked over for it to be of the room; so much its walls are off by."""
COVERED = 0.5
"""Share of a cell before which a wall must be seen for the cell to be behind it."""


class Row(NamedTuple):
    """A wall of one picture, solved.

    Attributes:
        number: among the picture's marks.
        face: the wall.
        low: where this picture shows it, along (ny, -nx) of its normal.
        high: where that ends.
    """

    number: int
    face: Face
    low: float
    high: float


def closed(
    shots: Sequence[Shot],
    cameras: Sequence[Camera],
    faces: Sequence[Face],
    sighted: Sequence[Sighted],
    inside: Array,
) -> Closed:
    """The floor within the walls; a picture from above shows the whole of it.

    Args:
        shots: the pictures.
        cameras: of them, in one world, as they are solved.
        faces: the walls there, as they are solved.
        sighted: the walls as each picture sees them from there.
        inside: (n, 2) places that are certainly on the floor, metres.

    Raises:
        InputError: the walls go round no room.
    """
    whole = next((k for k, shot in enumerate(shots) if not shot.level), None)
    if whole is not None:
        return Closed(_around(whole, faces), [])
    pieces: list[Polygon] = []
    seen: list[Row] = []
    for view, camera in enumerate(cameras):
        rows = [
            Row(s.number, face, *s.face.reach)
            for s in sighted if s.view == view
            for face in faces if s.number in face.views.get(view, ())
        ]  # fmt: skip
        rows.sort(key=lambda r: r.number)
        seen += rows
        apart = [wall.apart for wall in shots[view].marks.walls]
        piece = _looked_over(rows, apart, (camera.position[0], camera.position[1]))
        if piece is not None:
            pieces.append(piece)
    eyes = np.array([c.position[:2] for c in cameras])
    floor = _simplest(pieces, seen, np.vstack([inside, eyes]), eyes)
    return Closed(floor, [i for i in range(len(floor)) if not _is_seen(floor, i, seen)])


def _along(face: Face) -> Array:
    return np.array([face.normal[1], -face.normal[0]])


def _at(face: Face, along: float) -> Vec2:
    x, y = face.normal * face.offset + _along(face) * along
    return (float(x), float(y))


def _looked_over(rows: Sequence[Row], apart: Sequence[bool], eye: Vec2) -> Polygon | None:
    """What one picture looks over: from its camera to its walls; None where that is no area."""
    chain: list[Vec2] = []
    meet: list[Vec2 | None] = [
        None if apart[b.number] else _corner(a.face, b.face) for a, b in pairwise(rows)
    ]
    for i, row in enumerate(rows):
        before = meet[i - 1] if i else None
        after = meet[i] if i < len(meet) else None
        # seen from inside, walls run from right to left along (ny, -nx): the left end is the high one
        ends = sorted((_at(row.face, row.low), _at(row.face, row.high)), key=lambda p: _angle(eye, p, rows))
        chain += [before or ends[0], after or ends[1]]
    shape = Polygon([eye, *chain]).buffer(0)
    parts = [g for g in getattr(shape, "geoms", [shape]) if isinstance(g, Polygon) and g.area > 0.1]
    return max(parts, key=lambda g: g.area) if parts else None


def _angle(eye: Vec2, point: Vec2, rows: Sequence[Row]) -> float:
    """Degrees clockwise from the middle of all that the picture shows, so that none is behind the start."""
    middles = [np.array(_at(r.face, (r.low + r.high) / 2)) - eye for r in rows]
    mean = np.sum([m / max(1e-9, float(np.hypot(*m))) for m in middles], axis=0)
    turned = math.atan2(point[0] - eye[0], point[1] - eye[1]) - math.atan2(mean[0], mean[1])
    return math.degrees((turned + math.pi) % (2 * math.pi) - math.pi)


def _corner(a: Face, b: Face) -> Vec2 | None:
    """Where two walls meet; None where they run alike."""
    rows = np.array([a.normal, b.normal])
    if abs(float(np.linalg.det(rows))) < 0.2:
        return None
    x, y = np.linalg.solve(rows, np.array([a.offset, b.offset])).tolist()
    return (x, y)


def _simplest(pieces: Sequence[Polygon], seen: Sequence[Row], points: Array, eyes: Array) -> list[Vec2]:
    """Corners, counter-clockwise, of the simplest room around all pieces and points."""
    looked = union_all(list(pieces))
    corners = [np.array(p.exterior.coords) for p in pieces]
    low, high = _bounds(seen, np.vstack([points, *corners]), eyes)
    eye = eyes[0]
    lines = [_lines(seen, axis, float(low[axis]), float(high[axis])) for axis in (0, 1)]
    cells = {
        (i, j): box(x0, y0, x1, y1)
        for i, (x0, x1) in enumerate(pairwise(lines[0]))
        for j, (y0, y1) in enumerate(pairwise(lines[1]))
    }
    known = {at for at, cell in cells.items() if cell.intersection(looked).area > INSIDE * cell.area}
    known |= {at for at, cell in cells.items() if cell.covers(Point(eye))}
    out: set[At] = set()
    for row in seen:
        for at in _along_it(row, cells, known):
            out |= _onward(row.face, at, cells, known)
    kept = union_all([cell for at, cell in cells.items() if at not in out])
    parts = [g for g in getattr(kept, "geoms", [kept]) if isinstance(g, Polygon)]
    room: Polygon = max(parts, key=lambda g: (g.covers(Point(eye)), g.area))
    ring = [(float(x), float(y)) for x, y in room.exterior.coords[:-1]]
    ring = [p for k, p in enumerate(ring) if _bends(ring, k)]
    if len(ring) < 4 or room.area < 0.5:
        raise InputError(
            "the marked walls of the pictures go round no room: give those of each from left to right, each "
            "meeting the next in a corner; `apart` is for one that does not meet the one before it"
        )
    ring = ring if Polygon(ring).exterior.is_ccw else ring[::-1]
    first = min(range(len(ring)), key=lambda k: ring[k][0] + ring[k][1])
    return [*ring[first:], *ring[:first]]


def _bounds(seen: Sequence[Row], known: Array, eyes: Array) -> tuple[Array, Array]:
    """The rectangle (low (2,), high (2,)) of the room: seen walls bound it, else what is known to be in it.

    Where no wall is seen photographers have some room behind them.
    """
    found = []
    for way in (1.0, -1.0):
        ends = (way * known).min(0)
        for axis in (0, 1):
            walls = [r.face.offset for r in seen if way * r.face.normal[axis] > 0.7]
            if walls and min(walls) <= ends[axis] + ABOUT:
                ends[axis] = min(walls)
            else:
                ends[axis] = min(ends[axis], float((way * eyes[:, axis]).min()) - BEHIND)
        found.append(way * ends)
    return found[0], found[1]


def _lines(seen: Sequence[Row], axis: int, low: float, high: float) -> list[float]:
    """Where cells begin and end along an axis: at walls across it, the bounds, and ends of walls along it."""
    across = sorted(
        {float(r.face.offset * r.face.normal[axis]) for r in seen if abs(r.face.normal[axis]) > 0.7}
    )
    lines = [a for a in across if low - SAME < a < high + SAME]
    ends = [_at(r.face, e)[axis] for r in seen if abs(r.face.normal[axis]) < 0.3 for e in (r.low, r.high)]
    for other in (low, high, *(e for e in sorted(ends) if low < e < high)):
        if all(abs(other - line) > SAME for line in lines):
            lines.append(other)
    return sorted(lines)


def _along_it(row: Row, cells: Mapping[At, Polygon], known: Collection[At]) -> set[At]:
    """Cells that a wall hides: where it is seen, and on along its line, up to what is known to be room."""
    shares = {at: share for at, cell in cells.items() if (share := _behind(row, cell)) is not None}
    found = {at for at, share in shares.items() if share > COVERED and at not in known}
    step = (round(abs(float(row.face.normal[1]))), round(abs(float(row.face.normal[0]))))
    left = list(found)
    while left:
        i, j = left.pop()
        for at in ((i + step[0], j + step[1]), (i - step[0], j - step[1])):
            if at in shares and at not in found and at not in known:
                found.add(at)
                left.append(at)
    return found


def _behind(row: Row, cell: Polygon) -> float | None:
    """Share of a cell's side before which a wall is seen; None where the cell is not right behind it."""
    x0, y0, x1, y1 = cell.bounds
    corners = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
    out = corners @ row.face.normal - row.face.offset
    if abs(float(out.max())) > 1e-6:
        return None
    along = corners @ _along(row.face)
    shared = min(row.high, float(along.max())) - max(row.low, float(along.min()))
    return shared / float(np.ptp(along))


def _onward(face: Face, at: At, cells: Collection[At], known: Collection[At]) -> set[At]:
    """A cell behind a wall and those further out, up to what is known to be of the room."""
    step = (-round(float(face.normal[0])), -round(float(face.normal[1])))
    found: set[At] = set()
    while at in cells and at not in known:
        found.add(at)
        at = (at[0] + step[0], at[1] + step[1])
    return found


def _bends(ring: Sequence[Vec2], k: int) -> bool:
    before, here, after = (np.array(ring[(k + d) % len(ring)]) for d in (-1, 0, 1))
    first, second = here - before, after - here
    return bool(abs(first[0] * second[1] - first[1] * second[0]) > 1e-9)


def _is_seen(floor: Sequence[Vec2], i: int, seen: Sequence[Row]) -> bool:
    """Whether any picture shows a part of an edge of the floor."""
    a, b = np.array(floor[i]), np.array(floor[(i + 1) % len(floor)])
    for row in seen:
        if max(abs(float(row.face.normal @ p) - row.face.offset) for p in (a, b)) > 0.02:
            continue
        ends = sorted(float(_along(row.face) @ p) for p in (a, b))
        if min(ends[1], row.high) - max(ends[0], row.low) > 0.05:
            return True
    return False


def _around(view: int, faces: Sequence[Face]) -> list[Vec2]:
    """Corners of a floor that one picture shows whole: where its walls meet, in order."""
    own = sorted(((n, f) for f in faces for n in f.views.get(view, ())), key=lambda row: row[0])
    corners = [(_corner(own[i - 1][1], face) or _at(face, face.reach[0])) for i, (_, face) in enumerate(own)]
    ring = corners if Polygon(corners).exterior.is_ccw else corners[::-1]
    first = min(range(len(ring)), key=lambda i: ring[i][0] + ring[i][1])
    return [*ring[first:], *ring[:first]]
