"""What nothing holds: floating above the floor, off the wall, beside or above what should carry it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray

from tools import vocabulary
from tools.checks.bodies import Array, Body, Solid, clearance
from tools.checks.finding import moving
from tools.critique import Finding
from tools.geometry import Vec3
from tools.program.program import Program
from tools.program.walls import Plan
from tools.remedy import Attach

GAP = 0.02
"""Metres of air under something that still counts as standing."""
HANGING = 0.05
"""Metres between a wall and what hangs on it."""
SHARE = 0.5
"""Share of its underside that must have a surface below it, where its middle has none."""
CLAMPED = ("desk lamp",)
"""What may hold on to an edge of what carries them."""
STOCK = ("books", "book_pages", "pile")
"""Parts that a shelf is built with and that are no place to stand a thing on."""
_SAMPLES = 5


def check_support(program: Program, plan: Plan | None, bodies: Mapping[str, Body]) -> list[Finding]:
    """Objects that float, hang off their wall or ceiling, or overhang what carries them."""
    found: list[Finding | None] = []
    for body in bodies.values():
        if body.info.on is not None:
            carriers = [bodies[i] for i in _carriers(program, body.info.on, body.id) if i in bodies]
            found.append(_carried(body, carriers))
        elif body.info.mount == "wall" and plan is not None:
            found.append(_on_wall(plan, body))
        elif body.info.mount == "ceiling" and plan is not None:
            found.append(_on_ceiling(plan, body))
        elif body.info.mount == "floor":
            found.append(_on_floor(body, bodies))
    return [f for f in found if f]


def _carriers(program: Program, on: str, id: str) -> list[str]:
    """The parent, and what else stands on it: a cup may stand on the book beside it."""
    below = {id, *program.descendants(id)}
    return [on, *(i for i in program.descendants(on) if i not in below)]


def _on_floor(body: Body, bodies: Mapping[str, Body]) -> Finding | None:
    gap = float(body.low[2])
    if gap <= GAP:
        return None
    under = [b for b in bodies.values() if b.id != body.id and -GAP <= body.low[2] - b.high[2] <= GAP]
    under = [b for b in under if b.footprint.intersects(body.footprint)]
    words = f"{body.id} floats {gap * 100:.1f} cm above the floor"
    if under:
        words += f"; it seems to stand on {under[0].id}"
        found = moving("floating", (body.id, under[0].id), gap, _foot(body), words, None)
        return found.model_copy(update={"remedy": Attach(id=body.id, on=under[0].id)})
    return moving("floating", (body.id,), gap, _foot(body), words, (0.0, 0.0, -gap))


def _on_wall(plan: Plan, body: Body) -> Finding | None:
    line = shapely.shortest_line(body.footprint, plan.faces)
    if line.length <= HANGING or not plan.floor.covers(body.footprint):
        return None
    (x0, y0), (x1, y1) = line.coords
    words = f"{body.id} is to hang on a wall but is {line.length * 100:.1f} cm away from it"
    return moving("floating", (body.id,), line.length, body.center, words, (x1 - x0, y1 - y0, 0.0))


def _on_ceiling(plan: Plan, body: Body) -> Finding | None:
    gap = plan.height - float(body.high[2])
    if gap <= HANGING:
        return None
    words = f"{body.id} is to hang from the ceiling but ends {gap * 100:.1f} cm below it"
    return moving("floating", (body.id,), gap, body.center, words, (0.0, 0.0, gap))


def _carried(body: Body, carriers: list[Body]) -> Finding | None:
    if not carriers:
        return None
    parent = carriers[0]
    drops = _drops(body, carriers)
    held = drops <= GAP
    hanging = vocabulary.entry(body.info.category).shape in ("hang", "drape")
    if hanging and (parent.info.placeholder or _hangs_inside(body, parent)):
        return None  # its rail is not built yet, or is none of the parts one can see
    if held.mean() >= SHARE or (hanging and held.any()) or held[len(held) // 2]:
        return _on_stock(body, carriers, held)
    if touches(body, carriers) and (hanging or body.low[2] < parent.high[2] - GAP):
        return None  # it hangs on, or leans against, the side of what carries it
    if held.any() and touches(body, carriers) and vocabulary.canonical(body.info.category) in CLAMPED:
        return None  # a lamp that is clamped to the edge of a desk
    if np.isinf(drops).all():
        line = shapely.shortest_line(body.footprint, parent.footprint)
        words = f"{body.id} is to stand on {parent.id} but nothing is below it"
        (x0, y0), (x1, y1) = line.coords
        return moving(
            "unsupported", (body.id, parent.id), line.length, _foot(body), words, (x1 - x0, y1 - y0, 0)
        )
    gap = float(drops.min())
    if gap > GAP:
        words = f"{body.id} floats {gap * 100:.1f} cm above {parent.id}, which is to carry it"
        return moving("floating", (body.id, parent.id), gap, _foot(body), words, (0.0, 0.0, -gap))
    inward = np.array(parent.footprint.centroid.coords[0]) - np.array(body.footprint.centroid.coords[0])
    size = float(np.linalg.norm(inward))
    by = (0.0, 0.0, 0.0) if size < 1e-6 else (*(inward / size * min(size, _overhang(body, parent))), 0.0)
    share = float(1 - held.mean())
    words = f"{body.id} overhangs {parent.id}: {share:.0%} of its underside has nothing below it"
    return moving("unsupported", (body.id, parent.id), _overhang(body, parent), _foot(body), words, by)


def _on_stock(body: Body, carriers: list[Body], held: NDArray[np.bool_]) -> Finding | None:
    """A thing that stands on the books its shelf is built with, rather than on a board or another thing."""
    parent = carriers[0]
    boards = tuple(p for p in parent.parts if not p.name.startswith(STOCK))
    if vocabulary.entry(parent.info.category).family != "shelf" or len(boards) in (0, len(parent.parts)):
        return None
    free = _drops(body, [replace(parent, parts=boards), *carriers[1:]]) <= GAP
    if free.any() or not held.any():
        return None
    words = f"{body.id} stands on the books that {parent.id} is built with: build it without"
    depth = max(float(p.high[2] - p.low[2]) for p in parent.parts if p.name.startswith(STOCK))
    return moving("unsupported", (body.id, parent.id), depth, _foot(body), words, None)


def _hangs_inside(body: Body, parent: Body) -> bool:
    """Whether a garment hangs within what carries it: below its top, and mostly over its plan."""
    low, high = body.low[2] > parent.low[2], body.high[2] < parent.high[2] + GAP
    shared = body.footprint.intersection(parent.footprint).area
    return bool(low and high and shared > SHARE * body.footprint.area)


def _overhang(body: Body, parent: Body) -> float:
    """Metres its footprint reaches beyond its carrier's."""
    rest = body.footprint.difference(parent.footprint)
    corners = shapely.points(shapely.get_coordinates(rest))
    return float(shapely.distance(corners, parent.footprint).max(initial=0.0))


def _foot(body: Body) -> Vec3:
    x, y, _ = body.center
    return x, y, round(float(body.low[2]), 3)


def _drops(body: Body, carriers: list[Body]) -> Array:
    """(n,) metres from the underside straight down to the next surface; infinite where there is none.

    A surface that the underside is sunk into counts as touched. The middle sample is the middle one.
    """
    foot = np.concatenate([p.vertices[p.vertices[:, 2] <= body.low[2] + 0.01] for p in body.parts])[:, :2]
    low, high = foot.min(axis=0), foot.max(axis=0)
    axis = np.linspace(0.1, 0.9, _SAMPLES)
    grid = np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1).reshape(-1, 2)
    points = low + grid * (high - low)
    best = np.full(len(points), np.inf)
    for part in (p for c in carriers for p in c.parts):
        if (part.low[:2] <= high).all() and (part.high[:2] >= low).all():
            best = np.minimum(best, _to_surface(points, float(body.low[2]), part))
    return best


def _to_surface(points: Array, z: float, part: Solid) -> Array:
    """(n,) metres from height `z` over points (n, 2) down to the part's next surface at or below it."""
    a, b, c = np.moveaxis(part.corners, 1, 0)
    u, v, w = b[:, :2] - a[:, :2], c[:, :2] - a[:, :2], points[:, None] - a[None, :, :2]
    area = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
    area[np.abs(area) < 1e-12] = np.nan
    s = (w[..., 0] * v[:, 1] - w[..., 1] * v[:, 0]) / area
    t = (u[:, 0] * w[..., 1] - u[:, 1] * w[..., 0]) / area
    height = a[:, 2] + s * (b[:, 2] - a[:, 2]) + t * (c[:, 2] - a[:, 2])
    with np.errstate(invalid="ignore"):
        hit = (s >= -1e-6) & (t >= -1e-6) & (s + t <= 1 + 1e-6) & (height <= z + 0.12)
    drop = np.where(hit, np.maximum(z - height, 0.0), np.inf)
    return np.asarray(drop.min(axis=1, initial=np.inf))


def touches(body: Body, others: list[Body], within: float = 0.01) -> bool:
    """Whether any of its parts is at most `within` metres from any part of the others."""
    return any(
        clearance(p, q, within) <= within
        for other in others
        for p in body.parts
        for q in other.parts
        if (p.low - within <= q.high).all() and (q.low - within <= p.high).all()
    )
