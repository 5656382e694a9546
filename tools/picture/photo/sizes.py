"""What things standing on the floor of a photo say of its scale: held by where they touch it.

Each thing is measured in the provisional world: a side of it between two of its contact points, and its
height above them up to the top edge of its box. That is compared, over all scales, with every variant its
kind is sold in.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from tools import vocabulary
from tools.picture.annotations import ThingMark
from tools.picture.photo.covered import covered_edges
from tools.picture.size_evidence import ENOUGH, ODD_SPREAD, STEPS, Reason, averaged, with_odd_ones
from tools.picture.solids import world_points
from tools.picture.turned import world_facing
from tools.picture.usual import Usual, variants
from tools.pinhole import Camera

Array = NDArray[np.float64]

COMMON = 0.05
"""Spread by which a side between two feet differs from the side of the whole thing."""
POINT_PX, TOP_PX = 2.0, 3.0
"""Pixels by which contact points and top edges are off."""
OTHER_WAY = 0.1
"""How likely the side that is seen is the other one than its facing says."""
LEAST = 12.0
"""Pixels: what reaches up less far from its feet says nothing of its height."""


class Held(NamedTuple):
    """A thing on the floor, in the provisional world.

    Attributes:
        near: (2,) middle of the side that is seen.
        away: (2,) unit vector from that side into the thing.
        side: its length.
        side_error: of that, as a fraction.
        depth: length of the other side, and its error; None where it does not show.
        foot: pixel row of its lowest contact.
        top: pixel row of its top edge; None where that is cut or hidden.
        wide: how likely the side is its width.
    """

    near: Array
    away: Array
    side: float
    side_error: float
    depth: tuple[float, float] | None
    foot: float
    top: float | None
    wide: float


def photo_reasons(camera: Camera, things: Sequence[ThingMark]) -> list[Reason]:
    """A reason for each kind of thing of usual size that shows where it touches the floor."""
    by_id = {t.id: t for t in things}
    found: dict[str, list[tuple[Array, Array]]] = {}
    for mark in sorted(things, key=lambda t: -_area(t)):
        category = vocabulary.canonical(mark.category, mark.mount) or ""
        rows = variants(category, [mark.category, *mark.words])
        if not rows or mark.on is not None or mark.mount in ("wall", "ceiling"):
            continue
        held = held_by(camera, mark, [by_id[i] for i in mark.hidden_by or () if i in by_id])
        if held is None or len(found.get(category, ())) == ENOUGH:
            continue
        own = curve(camera, held, category, rows)
        wild = [r.model_copy(update={k: (getattr(r, k)[0], ODD_SPREAD) for k in ("width", "depth", "height")})
                for r in rows[:1]]  # fmt: skip
        odd = curve(camera, held, category, wild)
        found.setdefault(category, []).append((with_odd_ones(own, odd), own))
    return averaged(found)


def held_by(camera: Camera, mark: ThingMark, hiders: Sequence[ThingMark]) -> Held | None:
    """A thing by its contact points; None with fewer than two, or where one is not on the floor."""
    if len(mark.contacts_px) < 2 or mark.box is None:
        return None
    pixels = np.array(mark.contacts_px, dtype=float)
    places = camera.to_plane(pixels)[:, :2]
    if not np.isfinite(places).all():
        return None
    along = places[1] - places[0]
    side = float(np.hypot(*along))
    if side < 1e-3:
        return None
    near = (places[0] + places[1]) / 2
    away = np.array([-along[1], along[0]]) / side
    away = away if float(away @ (near - camera.position[:2])) > 0 else -away
    box = mark.box
    cut, hidden = box[1] <= 1.5, covered_edges(box, [h.box for h in hiders if h.box])[1]
    foot = float(pixels[:2, 1].mean())
    top = None if cut or hidden or foot - box[1] < LEAST else box[1]
    depth = None
    if len(places) > 2:
        length = float(np.hypot(*(places[2] - places[1])))
        depth = (length, _error(camera, pixels[1:3], length))
    return Held(
        near, away, side, _error(camera, pixels[:2], side), depth, foot, top, _wide(camera, mark, along)
    )


def _wide(camera: Camera, mark: ThingMark, along: Array) -> float:
    """How likely the side along a direction is the thing's width."""
    if mark.facing is None:
        return 0.5
    yaw = math.radians(world_facing(camera, mark.facing))
    across = abs(float(along @ (math.cos(yaw), math.sin(yaw)))) / float(np.hypot(*along))
    return 1 - OTHER_WAY if across > 0.71 else OTHER_WAY


def _error(camera: Camera, pixels: Array, length: float) -> float:
    """Spread of a length between two pixels on the floor, as a fraction of it."""
    total = 0.0
    for k in range(2):
        for axis in range(2):
            moved = pixels.copy()
            moved[k, axis] += 1.0
            ends = camera.to_plane(moved)[:, :2]
            change = float(np.hypot(*(ends[1] - ends[0]))) - length
            total += change**2 if math.isfinite(change) else length**2
    return POINT_PX * math.sqrt(total) / length


def curve(camera: Camera, held: Held, category: str, rows: Sequence[Usual]) -> Array:
    """Log density (n,) over STEPS of what is seen of a thing under a mixture of variants."""
    total = sum(r.share for r in rows)
    logs = []
    for row in rows:
        for share, side, other in (
            (held.wide, row.width, row.depth),
            (1 - held.wide, row.depth, row.width),
        ):
            log = np.full(len(STEPS), math.log(row.share / total * share))
            log += _normal(
                math.log(held.side / side[0]) + STEPS, math.hypot(side[1], COMMON, held.side_error)
            )
            if held.depth is not None:
                off = math.log(held.depth[0] / other[0]) + STEPS
                log += _normal(off, math.hypot(other[1], COMMON, held.depth[1]))
            if held.top is not None:
                log += _tall(camera, held, category, side[0], other[0], row.height)
            logs.append(log)
    return np.asarray(logsumexp(logs, axis=0))


def _tall(
    camera: Camera, held: Held, category: str, side: float, other: float, height: tuple[float, float]
) -> Array:
    """Log density (n,) of its top edge, were it that wide, deep and high."""
    assert held.top is not None
    yaw = math.degrees(math.atan2(held.away[1], held.away[0])) - 90
    reach = []
    for factor in np.exp(STEPS):
        size = (side / factor, other / factor, height[0] / factor)
        middle = held.near + held.away * size[1] / 2
        solid = world_points(vocabulary.entry(category).shape, (middle[0], middle[1]), size, yaw, 0.0)
        solid = solid[camera.depth(solid) > 0.1]
        reach.append(held.foot - float(camera.project(solid)[:, 1].min()) if len(solid) else 1.0)
    seen = held.foot - held.top
    off = np.log(seen / np.maximum(reach, 1.0))
    return _normal(off, math.hypot(height[1], 0.03, TOP_PX / seen))


def _normal(off: Array, spread: float) -> Array:
    return np.asarray(-0.5 * (off / spread) ** 2 - math.log(spread))


def _area(mark: ThingMark) -> float:
    x0, y0, x1, y1 = mark.box or (0.0, 0.0, 0.0, 0.0)
    return (x1 - x0) * (y1 - y0)
