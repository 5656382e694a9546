"""What stands between floor and walls: clusters of points, each with a box, and what its shape says it is."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

from tools import vocabulary
from tools.cloud.cloud import Floats
from tools.cloud.library import Looks
from tools.cloud.posing import Posed
from tools.cloud.scan.cutting import cut_up
from tools.cloud.scan.hidden import Behind
from tools.cloud.scan.levels import Room, near_count
from tools.cloud.scan.naming import Piece, in_room, piece_of, room_of
from tools.cloud.words import Candidate
from tools.geometry import Vec2, Vec3, wrap

CELL = 0.05
"""Metres of the plan's cells."""
UPPERMOST, LONG, THIN = 0.25, 0.8, 0.35
"""Metres below the ceiling that only walls reach; the least length and the most thickness of such a wall."""
REACH, SKIN, TOUCH = 0.045, 0.15, 0.2
"""Metres between points of one piece; from a wall within which its own things hang; and from what stands
before it within which points there are that thing's back. Set on the even ones of ten scans of
`room bench scans`."""
GAPS = 1.2
"""Usual distances of a point to its fifth neighbour within which points are joined all the same."""
BOARD = 0.5
"""Metres by which a headboard at a wall is higher than what stands before it."""
CRUMBS, CRUMB_REACH = 100, 0.08
"""Points of the largest crumb, and metres within which it is part of what is there."""
OFF_FLOOR, OFF_WALL, OFF_CEILING = 0.025, 0.05, 0.12
AT_WALL = 0.3
"""Metres from a wall within which a side is at it."""
FLAT, UNDER, LEGS = 0.35, 0.3, 0.4
"""Of a level piece's height as a part of its narrower side; metres below it within which legs may end, their
upper ends being in its shadow; and how much of its plan they may take: more would be what it rests on."""
SMALLEST, FEWEST = 0.12, 40
"""Metres of the longest side, and points, of what is told from dust."""


@dataclass(frozen=True)
class Cluster:
    """Points of one thing.

    Attributes:
        points: (n, 3) metres.
        at: the middle of its footprint.
        size: width, depth, height in its own frame, its front to -Y at yaw 0.
        yaw: degrees.
        z: its underside.
        word: the nearest word of the kit.
        cost: how far that is.
        colour: sRGB 0 to 255; None without colours.
    """

    points: Floats
    at: Vec2
    size: Vec3
    yaw: float
    z: float
    word: str
    cost: float
    colour: tuple[int, int, int] | None


def between(room: Room, floor: list[Vec2]) -> NDArray[np.bool_]:
    """Which points are of things: not of floor, ceiling or walls, and within the outline."""
    p = room.points
    polygon = shapely.Polygon(floor)
    distance = shapely.distance(polygon.exterior, shapely.points(p[:, :2]))
    within = shapely.contains_xy(polygon, p[:, 0], p[:, 1])
    below = p[:, 2] < (room.height - OFF_CEILING if room.ceiling else np.inf)
    return np.asarray(within & (distance > OFF_WALL) & (p[:, 2] > OFF_FLOOR) & below)


def clusters(room: Room, floor: list[Vec2], looks: Looks) -> list[Cluster]:
    """The things of a room, largest first."""
    which = between(room, floor)
    points = room.points[which]
    colours = None if room.colours is None else room.colours[which]
    if len(points) < FEWEST:
        return []
    inner = inner_walls(points, room.height)
    points, normals = points[~inner], room.normals[which][~inner]
    colours = None if colours is None else colours[~inner]
    owner = gathered(points, pieces(points, _from_walls(points, floor)))
    owner = apart(points, owner, normals)
    behind = Behind(room.points, floor)
    found: list[tuple[Piece, Floats | None]] = []
    for k in np.unique(owner):
        mine = owner == k
        if int(mine.sum()) < FEWEST or np.ptp(points[mine], axis=0).max() < SMALLEST:
            continue
        piece = piece_of(points[mine], behind, looks)
        if piece is not None:
            found.append((piece, None if colours is None else colours[mine]))
    kind = room_of([piece for piece, _ in found])
    made = [_cluster(piece, kind, colour, floor) for piece, colour in found]
    return sorted(made, key=lambda c: -math.prod(c.size))


def inner_walls(points: Floats, height: float) -> NDArray[np.bool_]:
    """Which points are of walls inside the room: of columns up to the ceiling in a long thin row.

    No furniture reaches so high, and lamps are short or round.
    """
    cells = np.floor((points[:, :2] - points[:, :2].min(axis=0)) / CELL).astype(int)
    high = points[:, 2] > height - UPPERMOST
    plan = np.zeros(cells.max(axis=0) + 1, bool)
    plan[tuple(cells[high].T)] = True
    labels, count = ndimage.label(ndimage.binary_closing(plan, np.ones((3, 3), bool)), np.ones((3, 3), bool))
    walls = np.zeros_like(plan)
    for k in range(1, count + 1):
        mine = labels == k
        rows = np.argwhere(mine)
        long = float(np.hypot(*(rows.max(axis=0) - rows.min(axis=0)))) * CELL
        if long > LONG and mine.sum() * CELL**2 / long < THIN:
            walls |= mine
    return np.asarray(walls[tuple(cells.T)])


def _from_walls(points: Floats, floor: list[Vec2]) -> Floats:
    """(n,) metres from each point to the nearest wall, in the plan."""
    edge = shapely.Polygon(floor).exterior
    return np.asarray(shapely.distance(edge, shapely.points(points[:, :2])), dtype=np.float64)


def pieces(points: Floats, off: Floats) -> NDArray[np.int64]:
    """The pieces that hang together: points joined to all within REACH.

    What hangs on walls (curtains, pictures, frames) joins all that stands along them: points near a wall are
    left out first, and then go to the piece before them that they touch; what touches none is its own.

    Args:
        points: (n, 3) metres.
        off: (n,) their distance from the walls.
    """
    owner = np.full(len(points), -1, np.int64)
    free = off > SKIN
    owner[free] = joined_up(points[free])
    if free.any() and not free.all():
        found = KDTree(points[free]).query(points[~free], distance_upper_bound=TOUCH)
        away, nearest = np.asarray(found[0], dtype=np.float64), np.asarray(found[1], dtype=np.int64)
        near = np.isfinite(away)
        mine = np.full(len(away), -1, np.int64)
        mine[near] = owner[free][nearest[near]]
        owner[~free] = mine
        _boxed_in(points, owner)
    rest = owner < 0
    if rest.any():
        owner[rest] = owner.max() + 1 + joined_up(points[rest])
    return owner


def apart(points: Floats, owner: NDArray[np.int64], normals: Floats) -> NDArray[np.int64]:
    """The pieces, those that are several things end to end cut up."""
    owner = owner.copy()
    for k in np.unique(owner):
        mine = np.nonzero(owner == k)[0]
        parts = cut_up(points[mine], normals[mine])
        for part in range(1, int(parts.max()) + 1):
            owner[mine[parts == part]] = owner.max() + 1
    return owner


def _boxed_in(points: Floats, owner: NDArray[np.int64]) -> None:
    """Give what nobody owns near a wall to the piece whose box, up to the wall, holds it: its far sides."""
    for k in np.unique(owner[owner >= 0]):
        mine = points[owner == k]
        if len(mine) < CRUMBS:
            continue
        margin = np.array([SKIN, SKIN, 0.0])
        low, high = mine.min(axis=0) - margin, mine.max(axis=0) + margin + np.array([0.0, 0.0, BOARD])
        owner[(owner < 0) & (points >= low).all(axis=1) & (points <= high).all(axis=1)] = k


def joined_up(points: Floats) -> NDArray[np.int64]:
    """Numbers of the pieces of points that are within REACH of one another, further in a sparse scan.

    Crumbs, which a scan's chance gaps leave, go to the piece that they are nearest to.

    Args:
        points: (n, 3) metres.
    """
    reach = max(REACH, GAPS * float(np.median(near_count(points)))) if len(points) > FEWEST else REACH
    found: NDArray[np.int64] = np.asarray(KDTree(points).query_pairs(reach, output_type="ndarray"))
    ones = np.ones(found.shape[0], bool)
    graph = coo_matrix((ones, (found[:, 0], found[:, 1])), shape=(len(points), len(points)))
    owner = np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)
    crumbs = np.bincount(owner)[owner] < CRUMBS
    if crumbs.any() and not crumbs.all():
        asked = KDTree(points[~crumbs]).query(points[crumbs], distance_upper_bound=CRUMB_REACH)
        near = np.isfinite(np.asarray(asked[0]))
        owner[np.nonzero(crumbs)[0][near]] = owner[~crumbs][np.asarray(asked[1])[near]]
    return owner


def gathered(points: Floats, owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """The pieces that points belong to, a board's legs made one with it where a scanner missed how they meet.

    Args:
        points: (n, 3) metres, the floor at 0.
        owner: (n,) number of each point's piece.

    Returns:
        The same with fewer pieces: what stands below a level board, ends near it and is much smaller in the
        plan, belongs to it.
    """
    owner = owner.copy()
    boxes = {
        int(k): (points[owner == k].min(axis=0), points[owner == k].max(axis=0)) for k in np.unique(owner)
    }
    wide = {k: float(np.prod((high - low)[:2])) for k, (low, high) in boxes.items()}
    for k in sorted(boxes, key=lambda k: -wide[k]):
        low, high = boxes[k]
        flat = high[2] - low[2] < FLAT * float((high - low)[:2].min())
        if low[2] < 0.2 or not flat:
            continue
        below = [
            j for j, (a, b) in boxes.items()
            if j != k and (a[:2] > low[:2] - CELL).all() and (b[:2] < high[:2] + CELL).all()
            and a[2] < low[2] - 0.1 and low[2] - UNDER < b[2] < high[2]
        ]  # fmt: skip
        if below and sum(wide[j] for j in below) < LEGS * wide[k]:
            owner[np.isin(owner, below)] = k
    return owner


def _cluster(piece: Piece, kind: str, colours: Floats | None, floor: list[Vec2]) -> Cluster:
    stood, best = piece.stood, in_room(piece, kind)
    word, cost = (best.shape.word, best.cost) if best else ("", 1.0)
    quarters = _to_wall(best, stood, floor) if best else 0
    view = stood.turned(quarters)
    middle = stood.turn.T @ stood.middle  # of the file's frame, whose unit is metres here
    spin = math.degrees(math.atan2(view.turn[1, 0], view.turn[0, 0]))
    colour = None
    if colours is not None:
        r, g, b = (int(v) for v in np.rint(np.median(colours, axis=0) * 255))
        colour = (r, g, b)
    at = (round(float(middle[0]), 3), round(float(middle[1]), 3))
    w, d, h = (round(side, 3) for side in view.size)
    z = round(float(max(middle[2], 0.0)), 3)
    return Cluster(piece.points, at, (w, d, h), round(wrap(-spin), 1), z, word, cost, colour)


def _to_wall(best: Candidate, stood: Posed, floor: list[Vec2]) -> int:
    """Quarters of a candidate, turned about where its kind has its back to a wall and a wall is before it."""
    known = vocabulary.canonical(best.shape.word.replace("_", " "))
    if known is None or not vocabulary.entry(known).back_to_wall:
        return best.quarters
    edge = shapely.Polygon(floor).exterior
    view, middle = stood.turned(best.quarters), stood.turn.T @ stood.middle
    half = np.array([0.0, view.size[1] / 2, 0.0])
    back, front = (edge.distance(shapely.Point((view.turn.T @ way + middle)[:2])) for way in (half, -half))
    return (best.quarters + 2) % 4 if front < AT_WALL < back else best.quarters
