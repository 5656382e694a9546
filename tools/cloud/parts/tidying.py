"""Solids made one where they are one, mirror images made equal, and names by place and shape."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tools.cloud.parts.grid import Grid
from tools.cloud.parts.solid import Ring, Solid

FULL = 0.9
"""Share of a box's cells that must be filled where two boxes become one."""
MIRRORED = 0.7
"""Share of an object's volume that must have a mirror image before all of it is made even."""


def tidy(solids: list[Solid], grid: Grid) -> list[Solid]:
    """Joined, evened and named solids, the lowest and largest first."""
    size = np.ptp(grid.points, axis=0)
    whole = evened(touching(joined(solids, grid), 2.5 * grid.side), 1.2 * grid.side)
    wide, deep, high = (float(v) for v in size)
    named = [replace(s, name=name_of(s, whole, (wide, deep, high))) for s in whole]
    return sorted(
        named, key=lambda s: (s.name, round(s.low, 2), round(s.middle[0], 2), round(s.middle[1], 2))
    )


def joined(solids: list[Solid], grid: Grid) -> list[Solid]:
    """Boxes whose common box is full, as one."""
    boxes = [s for s in solids if s.plain and s.form == "rect" and not s.wall]
    others = [s for s in solids if s not in boxes]
    again = True
    while again:
        again = False
        for i, a in enumerate(boxes):
            for j in range(i + 1, len(boxes)):
                both = _common(a, boxes[j])
                if both.volume < 2.2 * (a.volume + boxes[j].volume) and _full(both, grid):
                    boxes = [*boxes[:i], both, *boxes[i + 1 : j], *boxes[j + 1 :]]
                    again = True
                    break
            if again:
                break
    return [*boxes, *others]


def _common(a: Solid, b: Solid) -> Solid:
    low = np.minimum(_low(a), _low(b))
    high = np.maximum(_high(a), _high(b))
    (x0, y0, z0), (x1, y1, z1) = low.tolist(), high.tolist()
    x, y, w, d = (x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0
    return Solid("rect", (Ring(z0, x, y, w, d), Ring(z1, x, y, w, d)))


def _low(s: Solid) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([s.middle[0] - s.width / 2, s.middle[1] - s.depth / 2, s.low])


def _high(s: Solid) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([s.middle[0] + s.width / 2, s.middle[1] + s.depth / 2, s.high])


def _full(box: Solid, grid: Grid) -> bool:
    a = np.floor((_low(box) - grid.origin) / grid.side + 0.35).astype(int)
    b = np.ceil((_high(box) - grid.origin) / grid.side - 0.35).astype(int)
    b = np.maximum(b, a + 1)
    part = grid.cells[a[0] : b[0], a[1] : b[1], a[2] : b[2]]
    if not part.size:
        return False
    # Every level and slice must be nearly full: a board with legs below it is no box.
    shares = [part.mean(axis=tuple(k for k in range(3) if k != axis)).min() for axis in range(3)]
    return bool(part.mean() > FULL and min(shares) > 0.7)


def touching(solids: list[Solid], reach: float) -> list[Solid]:
    """Uprights that end just below or begin just above another part, up to it."""
    made = []
    for s in solids:
        (x, y), rings = s.middle, list(s.rings)
        others = [o for o in solids if o is not s and abs(x - o.middle[0]) < o.width / 2]
        over = [o for o in others if abs(y - o.middle[1]) < o.depth / 2]
        above = min((o.low for o in over if 0 < o.low - s.high < reach), default=s.high)
        below = max((o.high for o in over if 0 < s.low - o.high < reach), default=s.low)
        rings[-1], rings[0] = replace(rings[-1], z=above), replace(rings[0], z=below)
        made.append(replace(s, rings=tuple(rings)))
    return made


def evened(solids: list[Solid], slack: float) -> list[Solid]:
    """Pairs left and right of x = 0 made mirror images, middle ones put on it, where nearly all are so."""
    pairs: list[tuple[int, int]] = []
    free = set(range(len(solids)))
    for i, solid in enumerate(solids):
        if i not in free:
            continue
        image = solid.mirrored()
        best = min(free, key=lambda j: _unlike(image, solids[j]), default=i)
        if _unlike(image, solids[best]) < slack:
            pairs.append((i, best))
            free -= {i, best}
    held = sum(solids[k].volume for pair in pairs for k in set(pair))
    if held < MIRRORED * sum(s.volume for s in solids):
        return solids
    made = [solids[k] for k in sorted(free)]
    for i, j in pairs:
        half = _mean(solids[i], solids[j].mirrored())
        if i == j:
            half = replace(half, rings=tuple(replace(r, x=0.0) for r in half.rings))
            made.append(half)
        else:
            made += [half, half.mirrored()]
    return made


def _unlike(a: Solid, b: Solid) -> float:
    """The largest difference between two solids' boxes, metres; endless where their kind differs."""
    if a.form != b.form or bool(a.wall) != bool(b.wall):
        return float("inf")
    return float(np.abs(np.concatenate([_low(a) - _low(b), _high(a) - _high(b)])).max())


def _mean(a: Solid, b: Solid) -> Solid:
    if len(a.rings) != len(b.rings):
        return a
    rings = tuple(
        Ring(*((getattr(p, k) + getattr(q, k)) / 2 for k in ("z", "x", "y", "w", "d")))
        for p, q in zip(a.rings, b.rings, strict=True)
    )
    return replace(a, rings=rings)


def name_of(s: Solid, all_of_them: list[Solid], size: tuple[float, float, float]) -> str:
    """What a solid is, by its place and proportions within an object of a size (W, D, H)."""
    w, d, h = s.width, s.depth, s.height
    (x, y), (wide, deep, high) = s.middle, size
    flat, slim = h < 0.3 * min(w, d), max(w, d) < 0.35 * h
    area = w * d / max(wide * deep, 1e-9)
    if flat and area > 0.3:
        if s.low < 0.08 * high:
            return "base"
        above = [o for o in all_of_them if o is not s and o.high > s.high + 0.15 * high]
        if s.high > 0.93 * high:
            return "top"
        boards = [o for o in all_of_them if o.height < 0.3 * min(o.width, o.depth)]
        alike = [o for o in boards if abs(o.width - w) < 0.2 * w]
        if len(alike) >= 3:
            return "shelf"
        return "seat" if any(o.middle[1] > 0.2 * deep or o.width < 0.5 * w for o in above) else "shelf"
    if s.wall:
        return "shade" if s.low > 0.3 * high else "shell"
    if slim and s.low < 0.08 * high:
        if abs(x) < 0.12 * wide and abs(y) < 0.12 * deep:
            return "pole"
        return "post" if s.high > 0.85 * high and _reaches(all_of_them, s, high) else "leg"
    if d < 0.3 * min(w, h) and h > 0.12 * high:
        return "back" if y > 0.15 * deep else "front" if y < -0.15 * deep else "panel"
    if w < 0.3 * min(d, h) and h > 0.12 * high:
        return "side" if abs(x) > 0.25 * wide else "divider"
    if slim:
        return "back_slat" if y > 0.2 * deep else "upright"
    if w > 3 * max(d, h):
        return "back_rail" if y > 0.2 * deep and s.low > 0.5 * high else "rail"
    if d > 3 * max(w, h):
        return "arm" if abs(x) > 0.3 * wide and s.low > 0.4 * high else "side_rail"
    if s.low < 0.08 * high:
        return "body" if area > 0.3 or h > 0.4 * high else "foot"
    if s.volume < 0.004 * wide * deep * high:
        return "knob"
    return "cushion" if area > 0.1 and h < 0.5 * min(w, d) else "block"


def _reaches(all_of_them: list[Solid], s: Solid, high: float) -> bool:
    """Whether something level lies clearly below the end of an upright: then it is more than a leg."""
    return any(
        o is not s and o.height < 0.3 * min(o.width, o.depth) and o.high < s.high - 0.15 * high
        for o in all_of_them
    )
