"""Solids of a cloud: its runs' sections as rectangles and ellipses, then moved onto the points themselves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import KDTree

from tools.cloud.cloud import Floats
from tools.cloud.parts.grid import Grid, gridded
from tools.cloud.parts.runs import Mask, Run, rectangles, runs
from tools.cloud.parts.solid import Form, Ring, Solid
from tools.cloud.parts.tidying import tidy
from tools.cloud.posing import Posed

RECT, ROUND = 0.87, 0.86
"""Share of its box that a rectangle's section fills, and overlap with an ellipse that makes a round one."""
SMALL = 5
"""Cells across, below which a section's form is told by the points."""
THINNEST = 0.002
"""Metres: a board's thickness where the points show none."""
MANY = 60
"""Runs above which the cells are too fine for the cloud, and coarser ones are taken."""
LEAST = 0.0015
"""Share of the points that a part must explain."""
SPARED = 0.8
"""Share of its points that lie so near to other parts that it is left out."""


def found(cloud: Posed) -> list[Solid]:
    """The solids of a cloud, metres, largest first."""
    for coarser in (1.0, 1.3, 1.7, 2.2):
        grid = gridded(cloud, coarser)
        cut = runs(grid.cells)
        if len(cut) <= MANY:
            break
    made = [solid for run in cut for solid in shaped(run, grid)]
    return tidy(useful(made, grid), grid)


def shaped(run: Run, grid: Grid) -> list[Solid]:
    """A run as one solid where its section is one form, else as a box for each rectangle of it."""
    section = run.section
    full = np.asarray(ndimage.binary_fill_holes(section))
    hollow = float(section.sum()) < 0.75 * float(full.sum())
    form = form_of(full)
    small = min(_spans(full)[1] - _spans(full)[0], _spans(full)[3] - _spans(full)[2]) <= SMALL
    if form is None or (hollow and form == "rect"):
        return [_board(box, run.low, run.high, grid) for box in rectangles(section)]
    if not hollow and small and len(run.masks) > 2:
        form = _form_by_points(run, grid, form)
    if not _varies(run):
        box = _spans(full)
        solid = _board(box, run.low, run.high, grid) if form == "rect" else _rod(box, run, grid)
    else:
        solid = _stacked(run, grid, form)
    return [replace(solid, wall=max(1.2 * grid.side, THINNEST)) if hollow else solid]


def form_of(mask: Mask) -> Form | None:
    """Rectangle, ellipse or neither."""
    x0, x1, y0, y1 = _spans(mask)
    part = mask[x0:x1, y0:y1]
    u = (np.arange(x1 - x0) + 0.5) / (x1 - x0) * 2 - 1
    v = (np.arange(y1 - y0) + 0.5) / (y1 - y0) * 2 - 1
    ellipse = u[:, None] ** 2 + v[None, :] ** 2 <= 1.05
    round_share = float((part & ellipse).sum()) / float((part | ellipse).sum())
    rect_share = float(part.mean())
    if rect_share > RECT and rect_share >= round_share:
        return "rect"
    if round_share > ROUND:
        return "round"
    return "rect" if rect_share > RECT else None


def _spans(mask: Mask) -> tuple[int, int, int, int]:
    """Box of a mask: x0, x1, y0, y1, ends not counted."""
    xs, ys = np.nonzero(mask.any(axis=1))[0], np.nonzero(mask.any(axis=0))[0]
    return int(xs[0]), int(xs[-1]) + 1, int(ys[0]), int(ys[-1]) + 1


def _varies(run: Run) -> bool:
    spans = np.array([_spans(mask) for mask in run.masks])
    if len(spans) < 3:
        return False
    return bool((np.percentile(spans, 95, axis=0) - np.percentile(spans, 5, axis=0)).max() > 1.5)


def _within(
    grid: Grid, box: tuple[int, int, int, int], z0: float, z1: float, grow: float
) -> NDArray[np.int64]:
    """Indices of the points in a box of cells grown by so many cells, between two heights."""
    low = grid.origin[:2] + (np.array((box[0], box[2])) - grow) * grid.side
    high = grid.origin[:2] + (np.array((box[1], box[3])) + grow) * grid.side
    p = grid.points
    flat = (p[:, :2] >= low).all(axis=1) & (p[:, :2] <= high).all(axis=1)
    return np.nonzero(flat & (p[:, 2] >= z0) & (p[:, 2] <= z1))[0]


def _ends(values: Floats, low: float, high: float, side: float) -> tuple[float, float]:
    """Where two opposite faces are, from the coordinates across them and where the cells say they are."""
    thin = high - low < 3 * side
    near_low, near_high = (
        values[np.abs(values - low) < 1.1 * side],
        values[np.abs(values - high) < 1.1 * side],
    )
    if thin:
        inside = values[(values > low - 1.1 * side) & (values < high + 1.1 * side)]
        if len(inside) >= 4:
            a, b = np.percentile(inside, (6, 94))
            return float(a), float(max(b, a + THINNEST))
    a = float(np.median(near_low)) if len(near_low) >= 4 else low
    b = float(np.median(near_high)) if len(near_high) >= 4 else high
    return a, max(b, a + THINNEST)


def _heights(grid: Grid, box: tuple[int, int, int, int], first: int, last: int) -> tuple[float, float]:
    """Underside and top of a run between two levels."""
    z0 = grid.origin[2] + (first + 0.5) * grid.side
    z1 = grid.origin[2] + (last + 0.5) * grid.side
    index = _within(grid, box, z0 - 1.5 * grid.side, z1 + 1.5 * grid.side, 0.0)
    level = index[np.abs(grid.normals[index, 2]) > 0.75]
    return _ends(grid.points[level, 2], z0, z1, grid.side)


def _board(box: tuple[int, int, int, int], first: int, last: int, grid: Grid) -> Solid:
    """A box of cells as a box between faces that the points show."""
    z0, z1 = _heights(grid, box, first, last)
    sides = []
    margin = min(0.6 * grid.side, 0.2 * (z1 - z0))
    for axis in (0, 1):
        low = grid.origin[axis] + (box[2 * axis] + 0.5) * grid.side
        high = grid.origin[axis] + (box[2 * axis + 1] - 0.5) * grid.side
        index = _within(grid, box, z0 + margin, z1 - margin, 1.0)
        face = index[np.abs(grid.normals[index, axis]) > 0.75]
        other = grid.points[face, 1 - axis]
        a = grid.origin[1 - axis] + box[2 * (1 - axis)] * grid.side
        b = grid.origin[1 - axis] + box[2 * (1 - axis) + 1] * grid.side
        face = face[(other > a) & (other < b)]
        sides.append(_ends(grid.points[face, axis], low, high, grid.side))
    (x0, x1), (y0, y1) = sides
    x, y, w, d = (x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0
    return Solid("rect", (Ring(z0, x, y, w, d), Ring(z1, x, y, w, d)))


def _rod(box: tuple[int, int, int, int], run: Run, grid: Grid) -> Solid:
    """An upright cylinder, or an elliptic one, from the points around it."""
    z0, z1 = _heights(grid, box, run.low, run.high)
    x, y, w, d = _round_at(grid, box, z0 - 0.2 * grid.side, z1 + 0.2 * grid.side)
    return Solid("round", (Ring(z0, x, y, w, d), Ring(z1, x, y, w, d)))


def _round_at(
    grid: Grid, box: tuple[int, int, int, int], z0: float, z1: float
) -> tuple[float, float, float, float]:
    """Middle, width and depth of an ellipse (or circle) through the points around a box of cells."""
    wide = np.array([box[1] - box[0] - 1, box[3] - box[2] - 1], float) * grid.side
    middle = grid.origin[:2] + np.array([box[0] + box[1], box[2] + box[3]]) / 2 * grid.side
    wide = np.maximum(wide, 0.5 * grid.side)
    index = _within(grid, box, z0, z1, 1.0)
    index = index[np.abs(grid.normals[index, 2]) < 0.7]
    if len(index) < 8:
        return float(middle[0]), float(middle[1]), float(wide[0]), float(wide[1])
    p = grid.points[index, :2]
    if abs(wide[0] - wide[1]) < max(2.1 * grid.side, 0.12 * wide.max()):
        a = np.column_stack([2 * p, np.ones(len(p))])
        solved = np.linalg.lstsq(a, (p**2).sum(axis=1), rcond=None)[0]
        r = float(np.sqrt(max(solved[2] + solved[0] ** 2 + solved[1] ** 2, 1e-8)))
        if abs(2 * r - wide.mean()) < 2 * grid.side and np.abs(solved[:2] - middle).max() < 1.5 * grid.side:
            return float(solved[0]), float(solved[1]), 2 * r, 2 * r
    low, high = np.percentile(p, 1, axis=0), np.percentile(p, 99, axis=0)
    x, y = (low + high) / 2
    w, d = np.maximum(high - low, THINNEST)
    return float(x), float(y), float(w), float(d)


def _form_by_points(run: Run, grid: Grid, usual: Form) -> Form:
    """Round or rectangular, as the points around a narrow run lie."""
    rest: dict[Form, list[float]] = {"rect": [], "round": []}
    step = max(1, len(run.masks) // 4)
    for k in range(0, len(run.masks), step):
        box = _spans(run.masks[k])
        z0 = grid.origin[2] + (run.low + k) * grid.side
        index = _within(grid, box, z0, z0 + step * grid.side, 0.6)
        index = index[np.abs(grid.normals[index, 2]) < 0.6]
        if len(index) < 12:
            continue
        p, n = grid.points[index, :2], grid.normals[index, :2]
        # A box's side faces have normals along X or Y; a rod's turn all around.
        n = np.abs(n) / np.maximum(np.linalg.norm(n, axis=1, keepdims=True), 1e-9)
        rest["rect"].append(float((n.max(axis=1) < 0.92).mean()))
        del p
    if not rest["rect"]:
        return usual
    # Of directions evenly around, half are more than 23 degrees off both axes.
    return "round" if float(np.mean(rest["rect"])) > 0.28 else "rect"


def _stacked(run: Run, grid: Grid, form: Form) -> Solid:
    """A run whose section changes: a ring each level, then as few as keep it."""
    z0, z1 = _heights(grid, _spans(run.section | run.masks[0] | run.masks[-1]), run.low, run.high)
    rows = []
    for k, mask in enumerate(run.masks):
        box = _spans(mask)
        z = grid.origin[2] + (run.low + k + 0.5) * grid.side
        if form == "round":
            x, y, w, d = _round_at(grid, box, z - 0.75 * grid.side, z + 0.75 * grid.side)
        else:
            x, y, w, d = _rect_at(grid, box, z)
        rows.append((z, x, y, w, d))
    table = np.array(rows)
    table[0, 0], table[-1, 0] = z0, max(z1, z0 + THINNEST)
    kept = simplified(table, 0.7 * grid.side)
    return Solid(form, tuple(Ring(*(float(v) for v in row)) for row in table[kept]))


def _rect_at(grid: Grid, box: tuple[int, int, int, int], z: float) -> tuple[float, float, float, float]:
    index = _within(grid, box, z - 0.75 * grid.side, z + 0.75 * grid.side, 0.6)
    half = 0.5 * grid.side
    low = grid.origin[:2] + np.array((box[0], box[2])) * grid.side + half
    high = grid.origin[:2] + np.array((box[1], box[3])) * grid.side - half
    if len(index) >= 8:
        p = grid.points[index, :2]
        low, high = np.percentile(p, 3, axis=0), np.percentile(p, 97, axis=0)
    w, d = np.maximum(high - low, THINNEST)
    x, y = (low + high) / 2
    return float(x), float(y), float(w), float(d)


def simplified(table: Floats, tolerance: float) -> list[int]:
    """Rows to keep so that straight lines between them (by the first column) miss none by more than that.

    Douglas and Peucker 1973, over all columns at once.
    """
    kept, waiting = {0, len(table) - 1}, [(0, len(table) - 1)]
    while waiting:
        a, b = waiting.pop()
        if b - a < 2:
            continue
        t = (table[a + 1 : b, 0] - table[a, 0]) / max(table[b, 0] - table[a, 0], 1e-9)
        line = table[a, 1:] + t[:, None] * (table[b, 1:] - table[a, 1:])
        off = np.abs(table[a + 1 : b, 1:] - line).max(axis=1)
        if off.max() > tolerance:
            k = a + 1 + int(np.argmax(off))
            kept.add(k)
            waiting += [(a, k), (k, b)]
    return sorted(kept)


def useful(made: list[Solid], grid: Grid) -> list[Solid]:
    """Without solids that explain next to none of the points, or lie within another; largest first."""
    made = sorted((s for s in made if s.height > 0), key=lambda s: -s.volume)
    kept: list[Solid] = []
    for solid in made:
        some = solid.points(200)
        if any(float(other.inside(some, 0.25 * grid.side).mean()) > 0.93 for other in kept):
            continue
        kept.append(solid)
    near = np.stack([np.asarray(KDTree(s.points(1500)).query(grid.points)[0]) for s in kept])
    owner = near.argmin(axis=0)
    close = near.min(axis=0) < 1.5 * grid.side
    counts = np.bincount(owner[close], minlength=len(kept))
    stay = list(range(len(kept)))
    for k in reversed(range(1, len(kept))):  # the smallest first: is what it explains explained without it?
        others = near[[j for j in stay if j != k]].min(axis=0)
        mine = close & (owner == k)
        if counts[k] < LEAST * len(grid.points) or float((others[mine] < 1.2 * grid.side).mean()) > SPARED:
            stay.remove(k)
    return [kept[k] for k in stay]
