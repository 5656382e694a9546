"""What the sizes of things seen say about the scale: a curve over all scales for each kind of thing.

Each thing is held against every variant its category is sold in (see `usual.py`), turned as its mark says or
in either way, and against being no standard at all. What is cut by the frame or hidden speaks only with the
side that is whole. Things alike are one reason: eight chairs are no better proof than one.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from tools import vocabulary
from tools.picture.annotations import ThingMark
from tools.picture.extents import Guess, Sides, agreement
from tools.picture.turned import camera_turn
from tools.picture.usual import LOOSE, Usual, typical, variants
from tools.pinhole import Camera
from tools.survey import Box, Point
from tools.vocabulary import Shape

Array = NDArray[np.float64]

STEPS = np.arange(-1.1, 1.1001, 0.02)
"""Logarithms of the factors tried."""
ODD = 0.12
"""Share of things of no usual size: children's and doll's furniture, odd designs, wrong names."""
ODD_SPREAD = 0.5
SAID = 0.12
"""Spread of a height that a reader guessed from the picture."""
ENOUGH = 3
"""So many things alike, the largest in the picture, are measured; more say no more."""
KEPT = 1024
"""Curves that are remembered: who marks a picture changes one thing at a time, and all are asked again."""
LEAST = 12.0
"""Pixels: a box whose shorter side is less says little."""
FRAME = 1.5
"""Pixels from the picture's edge within which a box's side is the frame's."""
SPANS = 0.75
"""Part of a box's side along which something must cover it to cut the other side short."""
TABLE_HEIGHT = 0.75
"""Metres: what carries things, where nothing is known of it."""


SEATS = ("chair", "stool", "armchair")
"""Families that are drawn up and turned by whoever sits on them."""
ASKEW, ASKEW_SEATS = (0.42, 0.04), (0.3, 0.1)
"""How likely a thing of unknown facing stands each way along the walls, and at each of four angles between
them."""


class Reason(NamedTuple):
    """What one kind of thing says of the scale.

    Attributes:
        words: "4 x dining chair".
        curve: (n,) log density over STEPS.
        own: (n,) the same without the share of odd things.
        norm: its sizes are made to a norm, whatever the style of the room.
    """

    words: str
    curve: Array
    own: Array
    norm: bool = False

    @property
    def odd(self) -> Array:
        """(n,) how likely it is odd at each scale."""
        return np.asarray(1 - np.exp(np.minimum(self.own + math.log(1 - ODD) - self.curve, 0.0)))

    @property
    def best(self) -> float:
        """The logarithm of the factor it speaks for, taken as usual."""
        weight = np.exp(self.own - self.own.max())
        return float((weight * STEPS).sum() / weight.sum())


def reasons(
    camera: Camera, things: Sequence[ThingMark], *, rigid: bool, steps: Array = STEPS
) -> list[Reason]:
    """A reason for each category of usual size among the things.

    Args:
        camera: over a world of provisional size.
        things: as marked.
        rigid: the camera's height is known (from the walls), only the floor's size is not.
        steps: logarithms of the factors to try.
    """
    by_id = {t.id: t for t in things}
    turned = camera_turn(camera)
    found: dict[str, list[tuple[Array, Array]]] = {}
    norms: set[str] = set()
    for mark in sorted(things, key=_area, reverse=True):
        category = vocabulary.canonical(mark.category, mark.mount) or ""
        rows = variants(category, [mark.category, *mark.words])
        if not rows or mark.box is None or mark.mount in ("wall", "ceiling") or _inside(mark, by_id):
            continue
        sides = seen_sides(mark, things, camera)
        if (
            not sides.tell(standing(mark))
            or min(mark.box[2] - mark.box[0], mark.box[3] - mark.box[1]) < LEAST
        ):
            continue
        # of a variant that its words name, it is a kind of its own
        name = category if len(rows) > 1 or not rows[0].words else f"{category} ({rows[0].variant})"
        if len(found.get(name, ())) == ENOUGH:
            continue
        z = underside(mark, by_id)
        own = curve(
            camera, mark, guesses(mark, category, rows, z, turned), rigid=rigid, sides=sides, steps=steps
        )
        wild = [
            g._replace(spread=(ODD_SPREAD, ODD_SPREAD, g.spread[2]))
            for g in guesses(mark, category, rows[:1], z, turned)
        ]
        odd = curve(camera, mark, wild, rigid=rigid, sides=sides, steps=steps)
        found.setdefault(name, []).append((with_odd_ones(own, odd), own))
        if all(row.norm for row in rows):
            norms.add(name)
    return averaged(found, norms)


def with_odd_ones(own: Array, odd: Array) -> Array:
    """Log likelihoods (steps,) of a thing that may be of a size nobody would think of."""
    return np.asarray(np.logaddexp(own + math.log(1 - ODD), odd + math.log(ODD)))


def averaged(found: Mapping[str, Sequence[tuple[Array, Array]]], norms: Collection[str] = ()) -> list[Reason]:
    """One reason a category: things of one kind err alike, so that several count as their mean.

    Args:
        found: of each thing, by category, its curve with and without odd ones.
        norms: the categories that are made to a norm.
    """
    return [
        Reason(
            f"{len(curves)} x {category}" if len(curves) > 1 else category,
            np.mean([c[0] for c in curves], axis=0), np.mean([c[1] for c in curves], axis=0),
            category in norms,
        )
        for category, curves in found.items()
    ]  # fmt: skip


def _inside(mark: ThingMark, by_id: dict[str, ThingMark]) -> bool:
    """Whether it stands in a shelf or a wardrobe, where mostly its spine or its edge shows."""
    carrier = by_id.get(mark.on or "")
    return carrier is not None and vocabulary.entry(carrier.category).family in ("shelf", "wardrobe")


def _area(mark: ThingMark) -> float:
    """Pixels in its box."""
    x0, y0, x1, y1 = mark.box or (0.0, 0.0, 0.0, 0.0)
    return (x1 - x0) * (y1 - y0)


def curve(
    camera: Camera,
    mark: ThingMark,
    sizes: Sequence[Guess],
    *,
    rigid: bool,
    sides: Sides,
    steps: Array = STEPS,
) -> Array:
    """Log density (n,) over the steps of a mark's box and foot under a mixture of guesses."""
    assert mark.box is not None
    category = vocabulary.canonical(mark.category, mark.mount) or ""
    shape = vocabulary.entry(category).shape
    foot = standing(mark)
    found = _curve(camera, mark.box, foot, shape, tuple(sizes), sides, steps.tobytes(), rigid=rigid)
    return found.copy()


@lru_cache(maxsize=KEPT)
def _curve(
    camera: Camera,
    box: Box,
    foot: Point | None,
    shape: Shape,
    sizes: tuple[Guess, ...],
    sides: Sides,
    steps: bytes,
    *,
    rigid: bool,
) -> Array:
    factors = np.exp(np.frombuffer(steps))
    logs = [
        math.log(g.share) + agreement(camera, box, shape, g, factors, rigid=rigid, sides=sides, foot=foot)
        for g in sizes
    ]
    return np.asarray(logsumexp(np.nan_to_num(logs, nan=-1e3), axis=0))


def guesses(
    mark: ThingMark, category: str, rows: Sequence[Usual], z: float, turned: float = 0.0
) -> list[Guess]:
    """The sizes and turns a thing may have; `turned` is `camera_turn`, which its facing is told without."""
    total = sum(r.share for r in rows)
    turns = _turns(mark, category, turned)
    out = []
    for row in rows:
        height = _height(mark, row, z)
        size = (row.width[0], row.depth[0], height[0])
        spread = (row.width[1], row.depth[1], height[1])
        out += [Guess(size, spread, yaw, z, row.share / total * share) for yaw, share in turns]
    return out


def _turns(mark: ThingMark, category: str, turned: float) -> list[tuple[float, float]]:
    """Yaws with how likely each is."""
    turns = vocabulary.entry(category).turns
    if turns == 0:
        return [(0.0, 1.0)]
    if mark.facing is not None:
        # whose front is any of its sides: a table "faces" along its length for one reader, across for another
        also = 0.02 if turns == 1 else 0.4
        yaw = mark.facing + turned
        return [(yaw, 1 - also), (yaw + 90, also)]
    square, askew = ASKEW_SEATS if vocabulary.entry(category).family in SEATS else ASKEW
    return [(0.0, square), (90.0, square), *((yaw, askew) for yaw in (-45.0, -22.5, 22.5, 45.0))]


def _height(mark: ThingMark, row: Usual, z: float) -> tuple[float, float]:
    """The thing's own height with its spread: what was guessed from the picture, or the usual one."""
    said = mark.height or (mark.top - z if mark.top is not None and mark.top > z + 0.005 else None)
    if said is None:
        return row.height
    weights = SAID**-2, row.height[1] ** -2
    mean = (math.log(said) * weights[0] + math.log(row.height[0]) * weights[1]) / sum(weights)
    return math.exp(mean), sum(weights) ** -0.5


def underside(mark: ThingMark, by_id: dict[str, ThingMark]) -> float:
    """Height of a thing's underside above the floor, metres."""
    if mark.elevation is not None:
        return mark.elevation
    carrier = by_id.get(mark.on or "")
    if carrier is None:
        return 0.0
    category = vocabulary.canonical(carrier.category, carrier.mount) or ""
    entry = vocabulary.entry(category)
    if entry.family == "bed":
        return 0.5  # mattresses lie 0.45 to 0.60 high, whatever the headboard's height
    if carrier.top is not None and entry.surface in (None, 1.0):
        return carrier.top
    row = next(iter(variants(category)), typical(category))
    tall = row.height[0] if row.height[1] < LOOSE else TABLE_HEIGHT
    return underside(carrier, by_id) + (carrier.height or tall) * (entry.surface or 1.0)


def seen_sides(mark: ThingMark, things: Sequence[ThingMark], camera: Camera) -> Sides:
    """Which sides of a box are the thing's own, cut neither by the frame nor by another thing."""
    x0, y0, x1, y1 = mark.box or (0.0, 0.0, 0.0, 0.0)
    cut = {
        "left": x0 <= FRAME, "right": x1 >= camera.width - FRAME,
        "top": y0 <= FRAME, "bottom": y1 >= camera.height - FRAME,
    }  # fmt: skip
    own = (x1 - x0) * (y1 - y0)
    near = 0.0
    if vocabulary.entry(mark.category).family in SEATS:
        near = 0.1 * math.sqrt(own)  # one drawn up to a table goes on under it
    for other in things:
        entry = vocabulary.entry(other.category)
        if other is mark or other.box is None or other.on is not None or entry.shape == "flat":
            continue
        if other.mount in ("wall", "ceiling") or other.id == mark.on:
            continue
        a0, b0, a1, b1 = other.box
        across = min(x1 + near, a1) - max(x0 - near, a0)
        down = min(y1 + near, b1) - max(y0 - near, b0)
        if min(across, down) <= 0 or across * down < 0.03 * own or not _hides(other, mark, camera, near > 0):
            continue
        if down >= SPANS * (y1 - y0):
            _cut(cut, ("left", "right"), a0 <= x0 + near, a1 >= x1 - near)
        if across >= SPANS * (x1 - x0):
            _cut(cut, ("top", "bottom"), b0 <= y0 + near, b1 >= y1 - near)
    return Sides(**{side: not lost for side, lost in cut.items()})


def standing(mark: ThingMark) -> Point | None:
    """Where it stands on the floor, pixels; None on other things, or where nobody said."""
    return mark.foot if mark.on is None else None


def below_camera(camera: Camera) -> Point | None:
    """The pixel of the spot on the floor straight below the camera; None where there is none to see."""
    at = (camera.position[0], camera.position[1], 0.0)
    if camera.kind == "ortho" or float(camera.depth([at])[0]) <= 0:
        return None
    u, v = camera.project([at])[0]
    return float(u), float(v)


def _hides(other: ThingMark, mark: ThingMark, camera: Camera, seat: bool) -> bool:
    """Whether of two overlapping boxes the other's thing may stand before this one.

    What stands nearer to the spot below the camera does. Where nobody knows, and for seats, which are pushed
    under what they stand at, the larger one.
    """
    larger = _area(other) > _area(mark)
    below = below_camera(camera)
    if seat or below is None or other.foot is None or mark.foot is None:
        return larger
    return math.dist(other.foot, below) < math.dist(mark.foot, below)


def _cut(cut: dict[str, bool], names: tuple[str, str], first: bool, second: bool) -> None:
    """Notes which of two opposite sides are hidden; what covers neither may hide both."""
    for name, lost in zip(names, (first, second), strict=True):
        cut[name] = cut[name] or lost or not (first or second)
