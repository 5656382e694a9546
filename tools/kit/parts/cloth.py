"""Cloth laid over boxes: duvets, draped cloth, throws. Shapes are worked out, not simulated."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any

from tools.kit.core import Thing, Vec2, Vec3, coordinates, mesh
from tools.kit.parts.creases import crease_field
from tools.kit.parts.soft import soft_shade, soft_waves


def cloth_over(box: Vec3, x: float, y: float, lift: float, bend: float, pointed: bool = False) -> Vec3:
    """Where a point of a sheet comes to rest when the sheet is laid over a box.

    Args:
        box: (width, depth, height), metres; stands on the origin.
        x: across the flat sheet, metres from its middle; beyond the box it hangs.
        y: along the flat sheet.
        lift: how far off the box, along the surface's own direction.
        bend: radius of the box's upper edges.
        pointed: corners hang lower, as a square cloth does; else the hem keeps level.
    """
    a, b = box[0] / 2 - bend, box[1] / 2 - bend
    ex, ey = max(abs(x) - a, 0.0), max(abs(y) - b, 0.0)
    bx, by = max(-a, min(a, x)), max(-b, min(b, y))
    over = max(ex, ey)
    if over <= 0:
        return (x, y, box[2] + lift)
    along = math.hypot(ex, ey)
    over += 0.45 * (along - over) if pointed else 0.0
    dx, dy = math.copysign(ex / along, x), math.copysign(ey / along, y)
    angle = min(over / bend, math.pi / 2)
    down = bend * (1 - math.cos(angle)) + max(over - bend * math.pi / 2, 0.0)
    out = (bend + lift) * math.sin(angle)
    return (bx + dx * out, by + dy * out, box[2] - down + lift * math.cos(angle))


def cloth_stations(low: float, high: float, half: float, bend: float, rim: float, step: float) -> list[float]:
    """Where to cut a sheet between `low` and `high`: close at its rims and bends, metres."""
    spots = {
        low,
        high,
        *(low + rim * f for f in (0.12, 0.45, 1.0)),
        *(high - rim * f for f in (0.12, 0.45, 1.0)),
    }
    flat = half - bend
    for f in (0.0, 0.6, 1.2, 1.57):
        spots |= {flat + f * bend, -flat - f * bend}
    spots = {s for s in spots if low <= s <= high}
    ordered = sorted(spots)
    for first, second in itertools.pairwise(ordered):
        count = math.ceil((second - first) / step)
        spots |= {first + (second - first) * k / count for k in range(1, count)}
    merged: list[float] = []
    for s in sorted(spots):
        if not merged or s - merged[-1] > 1e-4:
            merged.append(s)
    return merged


def cloth_sheet(
    o: Thing,
    part: str,
    box: Vec3,
    at: Vec3,
    xs: Sequence[float],
    ys: Sequence[float],
    lift: Callable[[float, float], float],
    *,
    bend: float,
    slot: str,
    shift: Callable[[float, float], Vec2] | None = None,
    pointed: bool = False,
    yaw: float = 0.0,
) -> Any:
    """A sheet over a box from its cuts across (`xs`) and along (`ys`) and its height off the box."""
    cy, sy = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
    verts: list[Vec3] = []
    for y in ys:
        for x in xs:
            u, v = shift(x, y) if shift else (x, y)
            px, py, pz = cloth_over(box, u, v, lift(x, y), bend, pointed)
            verts.append((at[0] + px * cy - py * sy, at[1] + px * sy + py * cy, max(at[2] + pz, 0.004)))
    n = len(xs)
    faces = [
        [j * n + i, j * n + i + 1, j * n + n + i + 1, j * n + n + i]
        for j in range(len(ys) - 1)
        for i in range(n - 1)
    ]
    return soft_shade(mesh(o, part, verts, faces, slot=slot), 100)


def cloth_rim(position: float, low: float, high: float, rim: float) -> float:
    """How full a padded sheet is near its border: 0 on it, 1 from `rim` metres inwards, round between."""
    near = min(max(min(position - low, high - position) / rim, 0.0), 1.0)
    return math.sqrt(max(1 - (1 - near) ** 2, 0.0))


def cloth_hang(box: Vec3, x: float, y: float) -> tuple[float, float]:
    """How far a sheet's point is beyond the box, and a running position along its edge, metres."""
    over = max(abs(x) - box[0] / 2, abs(y) - box[1] / 2, 0.0)
    bx = max(-box[0] / 2, min(box[0] / 2, x))
    by = max(-box[1] / 2, min(box[1] / 2, y))
    return over, bx + by + 0.5 * math.atan2(abs(y) - abs(by), abs(x) - abs(bx) + 1e-9)


def cloth_under(over: Vec3 | Any, at: Vec3) -> tuple[Vec3, Vec3]:
    """(width, depth, height) and centre of the base of what cloth lies on, which may be given as a made part.

    Raises:
        TypeError: it is neither.
    """
    made = getattr(over, "data", None)
    if hasattr(made, "vertices"):
        points = coordinates(made)
        low, high = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        size = (high[0] - low[0], high[1] - low[1], high[2] - low[2])
        return size, ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2])
    if not isinstance(over, tuple | list) or len(over) != 3:
        raise TypeError("over= is (width, depth, height) in metres of what the cloth lies on, or that part")
    return (float(over[0]), float(over[1]), float(over[2])), at


def bed_duvet(
    o: Thing,
    part: str,
    over: Vec3 | Any,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    drop: float = 0.25,
    foot: float | None = None,
    head: float = 0.5,
    fold: float = 0.3,
    thickness: float = 0.05,
    rumple: float = 0.2,
    creases: float = 0.5,
    seed: int = 0,
    slot: str = "duvet",
    fold_slot: str = "sheet",
) -> None:
    """A duvet on a mattress: hangs over both sides and the foot (-Y), turned back at the head (+Y).

    Args:
        o: the object it belongs to.
        part: part name; the turned-back band is `<part>_fold`.
        over: (width, depth, height) of the mattress or box it lies on, metres.
        at: centre of that box's base.
        drop: how far it hangs down the sides.
        foot: how far it hangs down the foot; `drop` when left out, negative to end before the edge.
        head: bare length at the head end, for the pillows.
        fold: width of the turned-back band; 0 for none.
        thickness: of the filling.
        rumple: 0 smooth and made, 1 slept in: waves, and the head edge pulled askew.
        creases: 0 as ironed, 1 deeply creased.
        seed: varies the waves.
        slot: which material it wears.
        fold_slot: the band's material, the underside of the cover.
    """
    over, at = cloth_under(over, at)
    bend = min(0.05, over[2] * 0.3, over[0] * 0.2)
    half_w, half_d = over[0] / 2, over[1] / 2
    side, top = half_w + drop, half_d - head
    waves, small = soft_waves(seed, 6, 0.55), soft_waves(seed + 1, 5, 0.22)
    ridges = crease_field(
        seed + 2,
        (2 * half_w, 2 * half_d),
        count=round(34 * creases),
        length=0.5,
        width=0.05,
        height=0.01 + 0.026 * creases,
        along=math.pi / 2 if rumple < 0.4 else None,
    )
    swell = 0.10 + 0.55 * rumple
    skew = max(rumple - 0.4, 0.0)

    def fill(x: float, y: float) -> float:
        hang, run = cloth_hang(over, x, y)
        ripple = 0.5 + 0.5 * math.sin(run * math.tau / 0.38 + seed)
        body = thickness * (1 + swell * waves(x, y) + 0.3 * swell * small(x, y))
        crease = ridges(x, y) * (1 - 0.7 * min(hang / 0.1, 1.0))  # its own weight pulls the hanging part flat
        return max(body + crease, 0.3 * thickness) + (0.08 + 0.08 * creases) * hang * ripple

    def lift(x: float, y: float) -> float:
        return (
            fill(x, y) * cloth_rim(x, -side, side, 1.2 * thickness) * cloth_rim(y, low, top, 1.2 * thickness)
        )

    def askew(x: float, y: float) -> Vec2:
        pull = skew * (0.5 * x + 0.25 * math.sin(3.1 * x + seed)) * (y - low) / (top - low)
        return (x, min(y - pull, half_d - 0.02))

    low = -half_d - (drop if foot is None else foot)
    step = 0.14 - 0.09 * min(2 * creases, 1.0)  # fine enough for a crease to have two sides
    xs = cloth_stations(-side, side, half_w, bend, 1.2 * thickness, step)
    ys = cloth_stations(low, top, half_d, bend, 1.2 * thickness, step)
    cloth_sheet(o, part, over, at, xs, ys, lift, bend=bend, slot=slot, shift=askew)
    if fold <= 0:
        return
    start, rim, hem = top - fold, 0.9 * thickness, side - 0.014

    def band(x: float, y: float) -> float:
        under = fill(x, y) * cloth_rim(y, low, top + 0.01, 1.2 * thickness)
        edge = cloth_rim(x, -hem, hem, 1.2 * thickness)
        full = cloth_rim(y, start, top + 0.012, rim)
        soft = (0.8 + 0.2 * waves(x + 1, y)) * thickness + ridges(x + 0.31, 0.6 * y)
        return 0.0015 + (under + max(soft, 0.3 * thickness) * full) * edge

    ys = cloth_stations(start, top + 0.012, half_d, bend, rim, 0.85 * step)
    xs = cloth_stations(-hem, hem, half_w, bend, 1.2 * thickness, step)
    cloth_sheet(o, f"{part}_fold", over, at, xs, ys, band, bend=bend, slot=fold_slot, shift=askew)


def drape(
    o: Thing,
    part: str,
    over: Vec3 | Any,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    drop: float = 0.25,
    lift: float = 0.004,
    ripple: float = 0.03,
    pointed: bool = True,
    seed: int = 0,
    slot: str = "fabric",
) -> Any:
    """Cloth lying over a box and hanging on all four sides, as a tablecloth does.

    Args:
        o: the object it belongs to.
        part: part name.
        over: (width, depth, height) of the box, metres.
        at: centre of the box's base.
        drop: how far it hangs.
        lift: distance from the box.
        ripple: depth of the folds at the hem.
        pointed: corners hang lower; else the hem is level.
        seed: varies the folds.
        slot: which material it wears.
    """
    over, at = cloth_under(over, at)
    bend = min(0.02, over[2] * 0.3)
    side, end = over[0] / 2 + drop, over[1] / 2 + drop

    def height(x: float, y: float) -> float:
        hang, run = cloth_hang(over, x, y)
        return lift + ripple * (hang / max(drop, 1e-6)) * (0.5 + 0.5 * math.sin(run * math.tau / 0.24 + seed))

    xs = cloth_stations(-side, side, over[0] / 2, bend, 0.02, 0.08)
    ys = cloth_stations(-end, end, over[1] / 2, bend, 0.02, 0.08)
    return cloth_sheet(o, part, over, at, xs, ys, height, bend=bend, slot=slot, pointed=pointed)


def throw(
    o: Thing,
    part: str,
    over: Vec3 | Any,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    length: float = 0.6,
    drop: float = 0.25,
    lift: float = 0.01,
    fringe: float = 0.05,
    yaw: float = 0.0,
    seed: int = 0,
    slot: str = "throw",
) -> Any:
    """A blanket laid across a box, hanging down its two sides, with a fringe.

    Args:
        o: the object it belongs to.
        part: part name; the fringe is `<part>_fringe`.
        over: (width, depth, height) of what it lies on, metres; it hangs over the two ends of the width.
        at: centre of that box's base; shift it along Y to choose where the blanket lies.
        length: how wide the band is along Y.
        drop: how far it hangs.
        lift: distance from the box, on top of a duvet for example.
        fringe: length of the tassels; 0 for none.
        yaw: degrees; 90 lays it the other way, `over` then turns with it.
        seed: varies the folds.
        slot: which material it wears.
    """
    over, at = cloth_under(over, at)
    bend = min(0.05, over[2] * 0.3)
    side, rim = over[0] / 2 + drop, 0.02
    waves = soft_waves(seed + 5, 5, 0.35)

    def height(x: float, y: float) -> float:
        full = cloth_rim(y, -length / 2, length / 2, rim)
        hang, _ = cloth_hang(over, x, 0.0)
        fold = 0.010 * waves(x, y) + 0.05 * hang * (1 + math.sin(y * math.tau / 0.21 + seed))
        return lift * (0.75 + 0.25 * full) + 0.014 * full + max(fold, -0.4 * lift)

    def askew(x: float, y: float) -> Vec2:
        return (x, y + 0.02 * math.sin(2.3 * x + seed))

    deep = (over[0], max(over[1], length + 4 * bend), over[2])
    xs = cloth_stations(-side, side, over[0] / 2, bend, rim, 0.09)
    ys = cloth_stations(-length / 2, length / 2, deep[1] / 2, bend, rim, 0.08)
    sheet = cloth_sheet(o, part, deep, at, xs, ys, height, bend=bend, slot=slot, shift=askew, yaw=yaw)
    if fringe > 0:
        cloth_fringe(o, f"{part}_fringe", sheet, len(xs), len(ys), fringe, slot)
    return sheet


def cloth_fringe(o: Thing, part: str, sheet: Any, columns: int, rows: int, length: float, slot: str) -> Any:
    """Tassels hanging from the first and last column of a sheet made by `cloth_sheet`."""
    points = [v.co for v in sheet.data.vertices]
    verts: list[Vec3] = []
    faces: list[list[int]] = []
    for column in (0, columns - 1):
        edge = [points[j * columns + column] for j in range(rows)]
        for first, second in itertools.pairwise(edge):
            count = max(1, round((second - first).length / 0.03))
            for k in range(count):
                a, b = first.lerp(second, (k + 0.15) / count), first.lerp(second, (k + 0.8) / count)
                low = max(min(a.z, b.z) - length, 0.002)
                n = len(verts)
                verts += [tuple(a), tuple(b), ((a.x + 2 * b.x) / 3, (a.y + 2 * b.y) / 3, low)]
                verts.append(((2 * a.x + b.x) / 3, (2 * a.y + b.y) / 3, low))
                faces.append([n, n + 3, n + 2, n + 1])
    return mesh(o, part, verts, faces, slot=slot)
