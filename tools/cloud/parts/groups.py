"""Equal parts found again: rings of legs, pairs, rows; what a program writes as a loop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from tools.cloud.parts.solid import Ring, Solid

Pattern = Literal["one", "corners", "pair", "row", "spots"]


@dataclass(frozen=True)
class Group:
    """Equal parts and how they stand.

    Attributes:
        name: of each, numbered when there are several.
        pattern: alone; at the corners of a rectangle; left and right; evenly along an axis; anywhere.
        solid: one of them; of corners the one at +x, +y, of pairs that at +x, of rows the first.
        spots: the middle of each, (x, y, z of its underside).
        axis: of a row: 0, 1 or 2.
    """

    name: str
    pattern: Pattern
    solid: Solid
    spots: tuple[tuple[float, float, float], ...]
    axis: int = 0


def grouped(solids: list[Solid], slack: float) -> list[Group]:
    """All solids in groups, names made unique.

    Args:
        solids: named.
        slack: metres by which equal parts may differ.
    """
    left, made = list(solids), []
    while left:
        first = left[0]
        alike = [s for s in left if s.name == first.name and _same(s, first, slack)]
        left = [s for s in left if s not in alike]
        made += _patterns(alike, slack)
    taken: dict[str, int] = {}
    named = []
    for group in sorted(made, key=lambda g: -g.solid.volume * len(g.spots)):
        taken[group.name] = taken.get(group.name, 0) + 1
        several = f"{group.name}_{'abcdefghijklmnopqrstuvwxyz'[min(taken[group.name], 26) - 1]}"
        named.append(replace(group, name=group.name if taken[group.name] == 1 else several))
    return named


def _same(a: Solid, b: Solid, slack: float) -> bool:
    if a.form != b.form or bool(a.wall) != bool(b.wall) or len(a.rings) != len(b.rings):
        return False
    return max(abs(a.width - b.width), abs(a.depth - b.depth), abs(a.height - b.height)) < slack


def _patterns(alike: list[Solid], slack: float) -> list[Group]:
    """Equal parts as few groups."""
    if len(alike) == 1:
        return [_one(alike[0])]
    corners = _corners(alike, slack)
    if corners is not None:
        return [corners]
    straight = all(s.plain for s in alike)
    row = _row(alike, slack) if straight and len(alike) > 2 else None
    if row is not None:
        return [row]
    pairs, rest = [], list(alike)
    while rest:
        a = rest.pop(0)
        b = next((s for s in rest if _images(a, s, slack)), None)
        if b is None:
            pairs.append(_one(a))
            continue
        rest.remove(b)
        right = a if a.middle[0] > 0 else b
        x, y = right.middle
        pairs.append(Group(a.name, "pair", right, ((x, y, right.low), (-x, y, right.low))))
    singles = [g for g in pairs if g.pattern == "one"]
    if straight and len(singles) > 2:
        spots = tuple(spot for g in singles for spot in g.spots)
        return [g for g in pairs if g.pattern == "pair"] + [
            Group(alike[0].name, "spots", _mean(alike), spots)
        ]
    return pairs


def _one(solid: Solid) -> Group:
    return Group(solid.name, "one", solid, ((*solid.middle, solid.low),))


def _images(a: Solid, b: Solid, slack: float) -> bool:
    ends = zip(a.mirrored().rings, b.rings, strict=True)
    return (
        all(max(abs(p.x - q.x), abs(p.y - q.y), abs(p.z - q.z)) < slack for p, q in ends)
        and abs(a.middle[0]) > slack
    )


def _mean(alike: list[Solid]) -> Solid:
    """The first with the others' mean widths, depths and heights."""
    first = alike[0]
    w, d, h = (float(np.mean([getattr(s, k) for s in alike])) for k in ("width", "depth", "height"))
    rings = [replace(r, w=r.w * w / first.width, d=r.d * d / first.depth) for r in first.rings]
    stretched = [replace(r, z=first.low + (r.z - first.low) * h / first.height) for r in rings]
    return replace(first, rings=tuple(stretched))


def _corners(alike: list[Solid], slack: float) -> Group | None:
    """Four at the corners of a rectangle around the middle, each the others' mirror image."""
    if len(alike) != 4 or np.ptp([s.low for s in alike]) > slack:
        return None
    middles = np.array([s.middle for s in alike])
    centre = (middles.max(axis=0) + middles.min(axis=0)) / 2
    half = np.abs(middles - centre)
    signs = {(bool(x > 0), bool(y > 0)) for x, y in middles - centre}
    if len(signs) < 4 or np.ptp(half, axis=0).max() > 2 * slack or half.min() < slack:
        return None
    count = len(alike[0].rings)
    rings = []
    for k in range(count):
        rows = [(s.rings[k], m) for s, m in zip(alike, middles, strict=True)]
        x = float(np.mean([abs(r.x - centre[0]) for r, _ in rows]))
        y = float(np.mean([abs(r.y - centre[1]) for r, _ in rows]))
        z, w, d = (float(np.mean([getattr(r, key) for r, _ in rows])) for key in ("z", "w", "d"))
        rings.append(Ring(z, x, y, w, d))
    solid = replace(alike[0], rings=tuple(rings))
    x, y = (float(c) for c in centre)
    return Group(alike[0].name, "corners", solid, ((x, y, solid.low),))


def _row(alike: list[Solid], slack: float) -> Group | None:
    """Three or more evenly along one axis."""
    spots = np.array([(*s.middle, s.low) for s in alike])
    spread = np.ptp(spots, axis=0)
    axis = int(np.argmax(spread))
    others = [k for k in range(3) if k != axis]
    if spread[others].max() > slack:
        return None
    spots = spots[np.argsort(spots[:, axis])]
    steps = np.diff(spots[:, axis])
    if np.ptp(steps) > 2 * slack:
        return None
    line = np.linspace(spots[0, axis], spots[-1, axis], len(spots))
    even = np.tile(spots.mean(axis=0), (len(spots), 1))
    even[:, axis] = line
    first = _mean(alike)
    x, y, z = even[0]
    moved = first.moved(float(x) - first.middle[0], float(y) - first.middle[1], float(z) - first.low)
    return Group(alike[0].name, "row", moved, tuple((float(a), float(b), float(c)) for a, b, c in even), axis)
