"""The place and size of one thing, from its box in the picture.

A box shows a tall thing's base and its top, which leans away from the point below the camera. Here the
thing is a simple solid of its category's shape; its centre, size and height are what makes that solid's
picture fill the box, with its usual size, its foot point and the wall behind it as further evidence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares
from shapely import MultiPoint
from shapely import box as box_of

from tools.geometry import Wall, wrap
from tools.picture.hulls import hull
from tools.picture.rays import reaches
from tools.picture.solids import placed, world_points
from tools.pinhole import Camera
from tools.place import Place
from tools.survey import Box, Point
from tools.vocabulary import Shape

Array = NDArray[np.float64]
Sextet = tuple[float, float, float, float, float, float]

EDGE_PX = (1.0, 0.02, 3.0)
"""How far off the edges of a marked box are: pixels, plus a share of its size, at most so many pixels."""
RIM_PX = (0.5, 0.3, 1.5)
"""The same of a mask's rim against the hull of the word that makes the thing: a part of that, pixels, and at
most so many pixels."""
FOOT_PX = 6.0
CONTACT_PX, INSET = 2.0, 0.02
"""How far off contact points are: pixels, plus the part of the box's size by which feet stand further in."""
OUT = 0.05
"""Metres that a thing seen by a camera inside the room may lie behind a wall."""
NEAR = 0.1
"""Metres before a camera inside the room from which things are in its picture."""
TRIED = 2
"""Hulls and facings that are fitted besides the first."""
KEPT = 4096
"""Fits that are kept: a crowded room asks for some sixty."""
HIDDEN, BEYOND = 0.03, 10.0
"""Weight of an edge behind which the thing may go on, and the pixels up to which it grows: further out
nothing is known, however far the top of something tall under the camera lies."""
UNSEEN = 4.0
"""Pixels by which a thing reaches beyond its mask from which that tells less and less: something that has no
mask, or seemed to stand behind, may hide the rest."""

_UNIT = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)])
"""Corners of a footprint of one metre, as `Place.corners` numbers them."""


class Prior(NamedTuple):
    """A value with one standard deviation."""

    value: float
    spread: float


@dataclass(frozen=True)
class Observation:
    """What is known of one thing before it is solved.

    Attributes:
        box: visible box, pixels.
        shape: solid of its category.
        yaw: degrees.
        size: usual width, depth, height in metres, each with its spread as a fraction.
        z: underside above the floor, metres.
        top: top above the floor, metres, if known.
        foot: pixel of its footprint's centre on the floor.
        hidden: edges (left, top, right, bottom) behind which it may go on.
        wall: face its back touches.
        gap: metres between its back and that face.
        box_weight: less than 1 for a box that shows only part of it.
        shown_from: share of its height below which it is not seen.
        circle: whether its footprint is a circle, as a plate's or a lamp's is.
    """

    box: Box
    shape: Shape
    yaw: float
    size: tuple[Prior, Prior, Prior]
    z: Prior
    top: Prior | None = None
    foot: Point | None = None
    hidden: tuple[bool, bool, bool, bool] = (False, False, False, False)
    wall: Wall | None = None
    gap: float = 0.0
    box_weight: float = 1.0
    shown_from: float = 0.0
    circle: bool = False
    center: Point | None = None
    """A place to begin from, world metres."""
    contacts: tuple[Point, ...] = ()
    """Pixels of corners of its footprint on the floor."""
    numbers: tuple[tuple[int, ...], ...] = ((),)
    """Which corners (numbered as in `Place.corners`) these may be: the choice that explains most is taken."""
    frame: Box | None = None
    """Where the picture ends on the sides on which it cuts the thing, far out on the others: what lies
    outside does not count."""
    within: tuple[Wall, ...] = ()
    """Faces that the whole room lies before: so does the thing."""
    rim: tuple[tuple[float, ...], tuple[bool, ...], tuple[float, ...]] | None = None
    """How far its mask reaches to all sides (`tools.survey.Rim`), where it may go on behind others, and how
    much each side tells, 0 to 1."""
    ceiling: float = math.inf
    """Metres above the floor that its top lies below."""
    looks: tuple[str, ...] = ()
    """Hulls (see `tools.picture.hulls`) one of which it has: the one that explains most is taken."""
    yaws: tuple[float, ...] = ()
    """Ways it may face besides `yaw`, degrees: the one that explains most is taken."""
    others: tuple[Point, ...] = ()
    """More places to begin from: the one that explains most is taken."""


class Sight(NamedTuple):
    """What one more picture shows of a thing, and the camera that took it."""

    evidence: Observation
    camera: Camera


def solve(evidence: Observation, camera: Camera, more: Sequence[Sight] = ()) -> Place:
    """The solid that best explains the evidence.

    Args:
        evidence: of the picture that shows it best, and all that is known besides.
        camera: that took this picture.
        more: what other pictures show of the same thing; only their pixels count, under the first one's yaw.
    """
    fits = [(_fitted(way, camera), way) for way in _likely(evidence, camera)]
    (_, place), best = min(fits, key=lambda f: f[0][0])
    if more:
        sights = tuple(_settled(s, best, place) for s in more)
        ways = [replace(best, numbers=(n,)) for n in evidence.numbers]
        _, place = min((_fitted(w, camera, sights) for w in ways), key=lambda f: f[0])
    x, y, w, d, h, z = place
    size = (math.exp(w), math.exp(d), math.exp(h))
    if _round(evidence):
        size = (math.sqrt(size[0] * size[1]),) * 2 + (size[2],)
    return Place((x, y), size, wrap(best.yaw), z, round=_round(evidence))


def _likely(evidence: Observation, camera: Camera) -> list[Observation]:
    """Ways to read the evidence that are worth a fit: each numbering of its contacts, the likeliest hulls.

    Which hull it has, and which way it faces, is asked where the first of them stands.
    """
    plain = replace(evidence, looks=evidence.looks[:1], yaws=())
    numbered = [replace(plain, numbers=(n,)) for n in evidence.numbers]
    if len(evidence.looks) < 2 and not evidence.yaws:
        return numbered
    _, place = min((_fitted(way, camera) for way in numbered), key=lambda f: f[0])
    others = [
        replace(way, looks=(look,), yaw=yaw, center=(place[0], place[1]), others=evidence.others)
        for way in numbered
        for yaw in (evidence.yaw, *evidence.yaws)
        for look in evidence.looks
        if (look, yaw) != (evidence.looks[0], evidence.yaw)
    ]
    others.sort(key=lambda way: _cost(np.array(place), way, camera))
    return [*numbered, *others[:TRIED]]


def _cost(p: Array, evidence: Observation, camera: Camera, more: Sequence[Sight] = ()) -> float:
    """How ill a solid explains the evidence, before it is fitted."""
    return float(np.log1p(_misfits(p, evidence, camera, more) ** 2).sum())


def _settled(sight: Sight, first: Observation, place: Sequence[float]) -> Sight:
    """A further sighting with the first one's yaw, and the numbers of its contacts that fit a place best."""
    evidence = replace(sight.evidence, yaw=first.yaw, shape=first.shape, wall=None, looks=first.looks)
    p = np.array(place)

    def misses(numbers: tuple[int, ...]) -> float:
        return float((_pictured(p, replace(evidence, numbers=(numbers,)), sight.camera) ** 2).sum())

    return Sight(replace(evidence, numbers=(min(evidence.numbers, key=misses),)), sight.camera)


@lru_cache(maxsize=KEPT)
def _fitted(evidence: Observation, camera: Camera, more: tuple[Sight, ...] = ()) -> tuple[float, Sextet]:
    """The cost of the best solid for one numbering of the contacts; middle, logarithms of the size, and z.

    Whoever marks one thing more asks for all the others as they were: what was fitted is kept.
    """
    places = (evidence.center, *evidence.others, *(s.evidence.center for s in more))
    start = min(
        (_start(replace(evidence, center=c), camera) for c in places),
        key=lambda p: _cost(p, evidence, camera, more),
    )
    found = least_squares(
        _misfits, start, args=(evidence, camera, more), method="trf", x_scale=[0.1, 0.1, 0.1, 0.1, 0.1, 0.1],
        loss="soft_l1", f_scale=4.0, max_nfev=80,
    )  # fmt: skip
    x, y, w, d, h, z = found.x.tolist()
    return float(found.cost), (x, y, w, d, h, z)


def _round(evidence: Observation) -> bool:
    round_ = evidence.circle or evidence.shape == "round"
    return round_ and evidence.size[0].value == evidence.size[1].value


def _start(evidence: Observation, camera: Camera) -> Array:
    """The usual size at the foot, or where the box's middle meets the middle of its height."""
    w, d, h = (p.value for p in evidence.size)
    z = evidence.z.value
    if evidence.top is not None:
        h = max(0.01, min(h, evidence.top.value - z)) if evidence.top.value > z else h
    x0, y0, x1, y1 = evidence.box
    if evidence.center is not None:
        x, y = evidence.center
    elif evidence.foot is not None:
        x, y = camera.to_plane([evidence.foot])[0, :2].tolist()
    else:
        x, y = camera.to_plane([((x0 + x1) / 2, (y0 + y1) / 2)], z + h / 2)[0, :2].tolist()
    return np.array([x, y, math.log(w), math.log(d), math.log(h), z])


def _edges(p: Array, evidence: Observation, camera: Camera) -> Array:
    """Pixels by which left, top, right and bottom of the solid's picture lie outside the box's."""
    size = (float(np.exp(p[2])), float(np.exp(p[3])), float(np.exp(p[4])))
    below = evidence.shown_from * size[2]
    shown = size[0], size[1], size[2] - below
    solid = world_points(evidence.shape, (p[0], p[1]), shown, evidence.yaw, p[5] + below)
    box = np.array(evidence.box)
    off = _bounds(solid, evidence.frame, camera) - box
    outward = off * np.array([-1.0, -1.0, 1.0, 1.0])
    hidden = np.array(evidence.hidden) & (outward > 0)
    beyond = HIDDEN * BEYOND * np.log1p(np.maximum(outward, 0.0) / BEYOND)
    return np.asarray(np.where(hidden, beyond, outward), dtype=float)


def _rim_misses(p: Array, evidence: Observation, camera: Camera) -> Array:
    """Pixels by which its hull's picture reaches farther than its mask to each side."""
    assert evidence.rim is not None
    reach, hidden, tells = evidence.rim
    size = (float(np.exp(p[2])), float(np.exp(p[3])), float(np.exp(p[4])))
    solid = placed(hull(evidence.looks[0]), (p[0], p[1]), size, evidence.yaw, p[5])
    front = _before(solid, camera)
    if not len(front):
        return np.full(len(reach), 1e3 * (NEAR - float(camera.depth(solid).max())))
    off = reaches(camera.project(front), evidence.frame) - reach
    beyond = HIDDEN * BEYOND * np.log1p(np.maximum(off, 0.0) / BEYOND)
    farther = UNSEEN * np.log1p(np.maximum(off, 0.0) / UNSEEN)
    misses = np.where(off > 0, np.where(np.array(hidden), beyond, farther), off)
    return np.asarray(misses * tells, dtype=float)


def _before(solid: Array, camera: Camera) -> Array:
    """Corners (m, 3) of the part of a convex body that lies before the camera; none where all is behind."""
    depth = camera.depth(solid)
    front, back = solid[depth > NEAR], solid[depth <= NEAR]
    if not len(front) or not len(back):
        return front
    # it is cut where its lines pass the camera
    share = (depth[depth > NEAR] - NEAR)[:, None] / (depth[depth > NEAR][:, None] - depth[depth <= NEAR])
    cut = front[:, None] + (back[None] - front[:, None]) * share[..., None]
    return np.vstack([front, cut.reshape(-1, 3)])


def _outside(corners: Array, wall: Wall) -> float:
    """Metres by which corners (n, 2) lie behind a wall's face; 0 before it."""
    return max(0.0, -float(((corners - wall.start) @ np.array(wall.normal)).min()))


def _bounds(solid: Array, frame: Box | None, camera: Camera) -> Array:
    """Left, top, right, bottom of a solid's picture; where there is a frame, of what is in that."""
    if frame is None:
        seen = camera.project(solid)
        return np.concatenate([seen.min(0), seen.max(0)])
    front = _before(solid, camera)
    if not len(front):  # behind the camera: pull it forward
        off = 1e3 * (NEAR - float(camera.depth(solid).max()))
        return np.array([0.0, 0.0, camera.width, camera.height]) + off
    seen = camera.project(front)
    whole = np.concatenate([seen.min(0), seen.max(0)])
    if (whole[:2] >= frame[:2]).all() and (whole[2:] <= frame[2:]).all():
        return np.asarray(whole)
    shown = MultiPoint(seen).convex_hull.intersection(box_of(*frame))
    return np.asarray(whole if shown.is_empty else shown.bounds, dtype=float)


def _misfits(p: Array, evidence: Observation, camera: Camera, more: Sequence[Sight] = ()) -> Array:
    """Everything that pulls, in its own standard deviations."""
    parts = [_pictured(p, evidence, camera), _known(p, evidence)]
    return np.concatenate([*parts, *(_pictured(p, s.evidence, s.camera) for s in more)])


def _pictured(p: Array, evidence: Observation, camera: Camera) -> Array:
    """What one picture shows: its box, its foot, its contact points."""
    x0, y0, x1, y1 = evidence.box
    off = min(EDGE_PX[2], EDGE_PX[0] + EDGE_PX[1] * math.sqrt((x1 - x0) * (y1 - y0)))
    if evidence.rim is not None and evidence.looks:
        parts = list(_rim_misses(p, evidence, camera) / min(RIM_PX[2], off * RIM_PX[0] + RIM_PX[1]))
    else:
        parts = list(_edges(p, evidence, camera) / off * evidence.box_weight)
    if evidence.foot is not None:
        # compared on the floor, in pixels there: below a camera both axes count alike
        seen = camera.project([(p[0], p[1], 0.0)])[0]
        parts += list((seen - np.array(evidence.foot)) / FOOT_PX)
    if evidence.numbers[0]:
        turn = math.radians(evidence.yaw)
        c, s = math.cos(turn), math.sin(turn)
        local = _UNIT[list(evidence.numbers[0])] * (math.exp(p[2]), math.exp(p[3]))
        ground = np.column_stack([local @ np.array([[c, s], [-s, c]]) + p[:2], np.zeros(len(local))])
        spread = CONTACT_PX + INSET * math.sqrt((x1 - x0) * (y1 - y0))
        seen = camera.project(ground) - np.array(evidence.contacts)
        parts += list(seen.ravel() / spread)
    return np.array(parts)


def _known(p: Array, evidence: Observation) -> Array:
    """What is known of it without its picture: usual size, height, the walls."""
    parts = [(p[2 + k] - math.log(prior.value)) / prior.spread for k, prior in enumerate(evidence.size)]
    # Kept apart from each size's own prior: a thing twice its usual size is likelier than one of odd shape.
    # Garments hang close or in a bunch: only their picture says how wide.
    shape = 0.04 if _round(evidence) else 1.5 if evidence.shape == "hang" else 0.4
    parts.append((p[2] - p[3] - math.log(evidence.size[0].value / evidence.size[1].value)) / shape)
    parts.append((p[5] - evidence.z.value) / evidence.z.spread)
    if evidence.top is not None:
        parts.append((p[5] + math.exp(p[4]) - evidence.top.value) / evidence.top.spread)
    if math.isfinite(evidence.ceiling):
        parts.append(max(0.0, p[5] + math.exp(p[4]) - evidence.ceiling) / OUT)
    if evidence.within:
        around = Place((p[0], p[1]), (math.exp(p[2]), math.exp(p[3]), 0.0), evidence.yaw).corners()
        outs = [_outside(around, wall) for wall in evidence.within]
        parts += [out / OUT for out in outs]
    if evidence.wall is not None:
        back = math.radians(evidence.yaw)
        depth = math.exp(p[3]) / 2
        point = (p[0] - depth * math.sin(back), p[1] + depth * math.cos(back))
        parts.append((evidence.wall.place_of(point)[1] - evidence.gap) / 0.005)
    return np.array(parts)
