"""The floor's outline, and the doors and windows in its walls."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from tools.cloud.cloud import Floats
from tools.cloud.scan.levels import Room
from tools.geometry import Vec2
from tools.survey import Opening

CELL = 0.04
"""Metres of the plan's cells."""
BENT = 0.1
"""Metres by which the outline of the plan may be off before its edges are put on the walls."""
NEAR = 0.16
"""Metres from an edge of the plan within which the points of its wall are."""
SQUARE, SHORT_SQUARE, SHORT = 1.5, 9.0, 1.5
"""Degrees from X or Y below which a wall is along it; the same of a wall shorter than so many metres, for the
plan's cells hardly tell its direction."""
UPPER, ROW, DENSE = (0.06, 0.41), 0.05, 0.6
"""Metres below the ceiling between which walls are looked for, rows of that strip, and the share of them that
have points in a cell of a wall; what shines through one has a third (rooms 0 to 19 of `room bench scans`)."""
RUN, BRIDGE = 8, 45
"""Cells of a run of wall, and of a gap between two in line that is of the wall, too."""
ZONE, BETWEEN, HELD = 0.5, 5, 0.6
"""Square metres of the least room between walls; cells, half of how far the sides of an inner wall are apart;
and the share of all that was seen below which the walls found are none."""
THICK = 0.06
"""Metres from a wall's plane within which a point is of the wall."""


def outline(room: Room) -> list[Vec2]:
    """The floor's corners, metres, counter-clockwise, on the inner faces of the walls."""
    plan, low = _plan(room)
    contours, _ = cv2.findContours(plan.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    largest = max(contours, key=cv2.contourArea)
    rough = cv2.approxPolyDP(largest, BENT / CELL, True)[:, 0, ::-1] * CELL + low + CELL / 2
    corners = rough.astype(float)
    edges = [_wall_line(room, corners[k - 1], corners[k]) for k in range(len(corners))]
    lines = _merged([line for line in edges if line is not None])
    if len(lines) < 3:
        return _counter(corners)
    return _counter(np.array(_corners(lines)))


def _plan(room: Room) -> tuple[NDArray[np.bool_], Floats]:
    """Cells of the plan within the room, and where cell (0, 0) begins."""
    flat = room.points[:, :2]
    low = flat.min(axis=0) - 4 * CELL
    index = np.floor((flat - low) / CELL).astype(int)
    shape = (int(index[:, 0].max()) + 5, int(index[:, 1].max()) + 5)
    counts = np.zeros(shape, int)
    np.add.at(counts, tuple(index.T), 1)
    seen = ndimage.binary_closing(counts > 0, np.ones((3, 3), bool), iterations=3)
    whole = ndimage.binary_fill_holes(seen)
    every = _largest(ndimage.binary_opening(whole, np.ones((3, 3), bool), iterations=3), seen)
    # Between walls: what a scanner saw through a wall, or of its outer side, is a strip beyond it.
    inner = ndimage.binary_opening(whole & ~_walls(room, index, shape), np.ones((3, 3), bool), iterations=3)
    labels, count = ndimage.label(inner)
    sizes = ndimage.sum_labels(inner, labels, range(1, count + 1))
    zones = np.isin(labels, 1 + np.nonzero(np.asarray(sizes) * CELL**2 > ZONE)[0])
    joined = ndimage.binary_closing(np.pad(zones, BETWEEN), np.ones((3, 3), bool), iterations=BETWEEN)
    joined = ndimage.binary_fill_holes(joined[BETWEEN:-BETWEEN, BETWEEN:-BETWEEN])
    joined = _largest(ndimage.binary_dilation(joined, np.ones((3, 3), bool)), seen)
    return (joined if joined.sum() > HELD * every.sum() else every), low


def _largest(mask: NDArray[np.bool_], otherwise: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The largest piece of a mask; another mask where it is empty."""
    labels, count = ndimage.label(mask)
    if count == 0:
        return np.asarray(otherwise)
    sizes = ndimage.sum_labels(mask, labels, range(1, count + 1))
    return np.asarray(labels == 1 + int(np.argmax(sizes)))


def _walls(room: Room, index: NDArray[np.int64], shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Cells of the plan that have points all the way up below the ceiling, where no furniture is."""
    rows = ((room.height - UPPER[0] - room.points[:, 2]) / ROW).astype(int)
    many = round((UPPER[1] - UPPER[0]) / ROW)
    band = (room.points[:, 2] < room.height - UPPER[0]) & (rows < many)
    full = np.zeros((*shape, many), bool)
    full[index[band, 0], index[band, 1], rows[band]] = True
    walls = ndimage.binary_closing(full.mean(axis=2) > DENSE, np.ones((3, 3), bool), iterations=2)
    bridged = walls.copy()
    for line in (np.ones((1, BRIDGE), bool), np.ones((BRIDGE, 1), bool)):
        # Across windows up to the strip, and what holes took; a wall's own thickness is no run along it.
        runs = ndimage.binary_opening(walls, line[:RUN, :RUN])
        wide = ndimage.binary_closing(np.pad(runs, BRIDGE), line)[BRIDGE:-BRIDGE, BRIDGE:-BRIDGE]
        bridged |= wide
    return bridged


Line = tuple[float, float, float]
"""(nx, ny, c): the points with nx x + ny y = c."""


def _wall_line(room: Room, a: Floats, b: Floats) -> Line | None:
    """The wall along an edge of the plan; None for a short one that is none."""
    step = b - a
    length = float(np.linalg.norm(step))
    if length < 0.25:
        return None
    along = step / length
    if length >= SHORT:
        along = _along(room, (a + b) / 2, along, length)
    angle = math.degrees(math.atan2(along[1], along[0]))
    square = 90.0 * round(angle / 90.0)
    if abs(angle - square) < (SQUARE if length >= SHORT else SHORT_SQUARE):
        along = np.array(
            [round(math.cos(math.radians(square))), round(math.sin(math.radians(square)))], float
        )
    normal = np.array([-along[1], along[0]])
    middle = (a + b) / 2
    flat = room.points[:, :2] - middle
    high = (room.points[:, 2] > 0.15) & (room.points[:, 2] < room.height - 0.1)
    faces = np.abs(room.normals[:, :2] @ normal) > 0.85
    near = (np.abs(flat @ normal) < NEAR) & (np.abs(flat @ along) < length / 2 - 0.05) & high & faces
    off = flat[near] @ normal
    if len(off) < 30:
        return float(normal[0]), float(normal[1]), float(normal @ middle)
    # Of wall and furniture along it the wall is the outermost strong face.
    counts, edges = np.histogram(off, bins=np.arange(-NEAR - 0.01, NEAR + 0.02, 0.01))
    peak = int(np.argmax(np.convolve(counts, (1, 1, 1), "same")))
    centre = float(edges[peak] + edges[peak + 1]) / 2
    exact = float(np.median(off[np.abs(off - centre) < 0.025]))
    return float(normal[0]), float(normal[1]), float(normal @ middle) + exact


def _along(room: Room, middle: Floats, along: Floats, length: float) -> Floats:
    """The direction of the wall along an edge of the plan, through its points; far ones weigh nothing."""
    normal = np.array([-along[1], along[0]])
    flat = room.points[:, :2] - middle
    s, off = flat @ along, flat @ normal
    near = (np.abs(off) < NEAR) & (np.abs(s) < length / 2) & (np.abs(room.normals[:, :2] @ normal) > 0.85)
    s, off = s[near], off[near]
    if len(s) < 60:
        return along
    slope, start = 0.0, float(np.median(off))
    for reach in (NEAR, 0.1, 0.06, 0.04):  # Tukey's biweight, ever narrower
        weight = np.sqrt(np.maximum(1 - ((off - start - slope * s) / reach) ** 2, 0.0) ** 2)
        if float(weight.sum()) < 30:
            break
        slope, start = (float(v) for v in np.polyfit(s, off, 1, w=weight))
    turned = along + slope * normal
    return np.asarray(turned / np.linalg.norm(turned))


def _merged(lines: list[Line]) -> list[Line]:
    """Neighbouring edges of one wall as one."""
    kept: list[Line] = []
    for line in lines:
        if kept and _one(kept[-1], line):
            continue
        kept.append(line)
    if len(kept) > 1 and _one(kept[0], kept[-1]):
        kept.pop()
    return kept


def _one(a: Line, b: Line) -> bool:
    return a[0] * b[0] + a[1] * b[1] > 0.99 and abs(a[2] - b[2]) < 0.08


def _corners(lines: list[Line]) -> list[Vec2]:
    """Where each line meets the next; parallel ones are joined by a step across."""
    points: list[Vec2] = []
    for k, a in enumerate(lines):
        b = lines[(k + 1) % len(lines)]
        det = a[0] * b[1] - a[1] * b[0]
        if abs(det) < 0.15:
            continue
        points.append(((a[2] * b[1] - b[2] * a[1]) / det, (a[0] * b[2] - b[0] * a[2]) / det))
    return points


def _counter(points: Floats) -> list[Vec2]:
    x, y = points[:, 0], points[:, 1]
    area = float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))
    ordered = points if area > 0 else points[::-1]
    return [(round(float(a), 3), round(float(b), 3)) for a, b in ordered]


def openings(room: Room, floor: list[Vec2]) -> list[Opening]:
    """Doors and windows: holes in a wall that are of a door's or a window's size."""
    found: list[Opening] = []
    for number, a in enumerate(floor):
        b = floor[(number + 1) % len(floor)]
        for kind, start, width, sill, height in _holes(room, np.array(a), np.array(b)):
            found.append(
                Opening(
                    id=f"{kind}_{sum(o.kind == kind for o in found) + 1}",
                    kind=kind,
                    wall=number,
                    start=start,
                    width=width,
                    sill=sill,
                    height=height,
                    source="measured",
                    confidence=0.6,
                )
            )
    return found


def _holes(room: Room, a: Floats, b: Floats) -> list[tuple[str, float, float, float, float]]:
    length = float(np.linalg.norm(b - a))
    if length < 0.7:
        return []
    along = (b - a) / length
    inward = np.array([-along[1], along[0]])
    flat = room.points[:, :2] - a
    s, off, z = flat @ along, flat @ inward, room.points[:, 2]
    side = 0.06
    shape = (max(2, int(length / side)), max(2, int(room.height / side)))

    def cells(which: NDArray[np.bool_]) -> NDArray[np.bool_]:
        grid = np.zeros(shape, bool)
        i, j = (s[which] / side).astype(int), (z[which] / side).astype(int)
        good = (i >= 0) & (i < shape[0]) & (j >= 0) & (j < shape[1])
        grid[i[good], j[good]] = True
        return grid

    wall = cells(np.abs(off) < THICK)
    hidden = cells((off >= THICK) & (off < 0.9))  # furniture in front: nothing can be said there
    empty = ndimage.binary_opening(
        ~ndimage.binary_closing(wall, np.ones((3, 3), bool)), np.ones((3, 3), bool)
    )
    labels, count = ndimage.label(empty)
    found = []
    for k in range(1, count + 1):
        xs, zs = np.nonzero(labels == k)
        x0, x1, z0, z1 = xs.min() * side, (xs.max() + 1) * side, zs.min() * side, (zs.max() + 1) * side
        width, height = x1 - x0, z1 - z0
        full = len(xs) * side * side / (width * height)
        if full < 0.75 or float(hidden[labels == k].mean()) > 0.35:
            continue
        if z0 < 0.15 and 0.55 < width < 2.2 and 1.7 < z1 < 2.5:
            found.append(("door", round(float(x0), 2), round(float(width), 2), 0.0, round(float(z1), 2)))
        elif 0.3 < z0 < 1.7 and width > 0.4 and height > 0.4 and z1 < room.height - 0.05:
            found.append(
                (
                    "window",
                    round(float(x0), 2),
                    round(float(width), 2),
                    round(float(z0), 2),
                    round(float(height), 2),
                )
            )
    return found
