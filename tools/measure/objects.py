"""How near each object of a result is to the truth's, and their boxes, as published for scenes of parts.

Stated, so that figures can be compared. 10,240 points an object, evenly by area; Chamfer squared, both means
summed; F at 0.1 the harmonic mean of the shares of points within 0.1. Every object of the truth counts; one
that is missing has the worst value, and means are over all of them.

* `object_chamfer`, `object_f_0.1`: as they stand. Both are moved and scaled by the SAME transform, which puts
  the true object's box at the origin with its longest side at 2: a wrong place or size counts.
* `object_chamfer_axes`, `object_f_0.1_axes`: each turned back by its own yaw, moved to the origin and every
  axis of its own box stretched to 2: shape alone. This is the published, kinder way.
* `iou_box`, `iou_box_rigid`: volume of the intersection over the union of axis-aligned boxes, as they stand,
  and after one rigid registration of the whole result (`tools.measure.registration`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.measure.registration import Motion, register
from tools.measure.shape import POINTS, distances
from tools.measure.solids import Mesh, surface_samples

Floats = NDArray[np.float64]
WORST = 4.0
"""Chamfer of an object that is missing: everything one truth's size away, both ways (2 x sqrt 2 squared)."""
THIN = 1e-3
"""Metres: an axis thinner than that is not stretched."""
NAMES = ("object_chamfer", "object_f_0.1", "object_chamfer_axes", "object_f_0.1_axes")


class Couple(NamedTuple):
    """An object of the truth and the result's, if there is one.

    Attributes:
        truth: mesh in world metres.
        yaw: of the truth's, degrees.
        result: mesh in world metres; None for one that is missing.
        result_yaw: degrees.
    """

    truth: Mesh
    yaw: float
    result: Mesh | None = None
    result_yaw: float = 0.0


def object_scores(couples: Sequence[Couple]) -> dict[str, float]:
    """The scores described above, means over the truth's objects; empty without any."""
    rows = [_row(couple, seed) for seed, couple in enumerate(couples)]
    return {name: float(np.mean([row[name] for row in rows])) for name in NAMES} if rows else {}


def _row(couple: Couple, seed: int) -> dict[str, float]:
    if couple.result is None:
        return dict(zip(NAMES, (WORST, 0.0, WORST, 0.0), strict=True))
    truth = surface_samples(couple.truth, POINTS, seed)
    result = surface_samples(couple.result, POINTS, seed + 1)
    low, high = truth.min(0), truth.max(0)
    middle, scale = (low + high) / 2, 2.0 / max(float((high - low).max()), THIN)
    stood = distances((result - middle) * scale, (truth - middle) * scale)
    shape = distances(stretched(result, couple.result_yaw), stretched(truth, couple.yaw))
    values = (min(stood.chamfer, WORST), stood.f_score(0.1), min(shape.chamfer, WORST), shape.f_score(0.1))
    return dict(zip(NAMES, values, strict=True))


def stretched(points: Floats, yaw: float) -> Floats:
    """Points (n, 3) turned back by a yaw, moved to the origin, every axis of their box stretched to 2."""
    c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
    own = points @ np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    low, high = own.min(0), own.max(0)
    extent = np.where(high - low > THIN, high - low, 2.0)
    return np.asarray((own - (low + high) / 2) * 2.0 / extent)


def motion_of(result: Mesh, truth: Mesh) -> Motion:
    """The rigid motion that lays a whole result onto its truth."""
    return register(surface_samples(result, POINTS, 0), surface_samples(truth, POINTS, 1))


def box_scores(
    couples: Sequence[Couple], result: Mesh, truth: Mesh, motion: Motion | None = None
) -> dict[str, float]:
    """`iou_box` and `iou_box_rigid` over the truth's objects; the whole scene's measures after that motion.

    Args:
        couples: of the truth's objects.
        result: the whole scene, world metres.
        truth: the same of the truth.
        motion: that of `motion_of`, where it is known.
    """
    if not couples:
        return {}
    clouds = [surface_samples(mesh, POINTS, seed) for seed, mesh in enumerate((result, truth))]
    motion = motion or register(clouds[0], clouds[1])
    low, high = truth.bounds
    middle, scale = (low + high) / 2, 2.0 / float((high - low).max())
    laid = distances((motion(clouds[0]) - middle) * scale, (clouds[1] - middle) * scale)
    return {
        "iou_box": float(np.mean([box_iou(c) for c in couples])),
        "iou_box_rigid": float(np.mean([box_iou(c, motion) for c in couples])),
        "chamfer_rigid": laid.chamfer,
        "f_0.1_rigid": laid.f_score(0.1),
    }


def box_iou(couple: Couple, motion: Motion | None = None) -> float:
    """Intersection over union of axis-aligned boxes, the result moved; 0 for one that is missing."""
    if couple.result is None:
        return 0.0
    vertices = np.asarray(couple.result.vertices, dtype=float)
    vertices = motion(vertices) if motion else vertices
    return bounds_iou((vertices.min(0), vertices.max(0)), tuple(couple.truth.bounds))


def bounds_iou(one: tuple[Floats, Floats], two: tuple[Floats, Floats]) -> float:
    """Intersection over union of two axis-aligned boxes, each its low and its high corner (3,)."""
    (a, b), (c, d) = ((np.asarray(low), np.maximum(high, np.asarray(low) + THIN)) for low, high in (one, two))
    common = float(np.maximum(0.0, np.minimum(b, d) - np.maximum(a, c)).prod())
    return common / (float((b - a).prod()) + float((d - c).prod()) - common)


def couples_of(
    result: Mapping[str, Mesh],
    truth: Mapping[str, Mesh],
    pairs: Mapping[str, str | None],
    yaws: tuple[Mapping[str, float], Mapping[str, float]],
) -> list[Couple]:
    """Couples of the truth's objects that have a mesh.

    Args:
        result: meshes by id.
        truth: the same of the truth.
        pairs: id in the truth -> id in the result.
        yaws: degrees by id, of the result and of the truth.
    """
    found = []
    for id, mesh in truth.items():
        own = pairs.get(id)
        partner = result.get(own) if own is not None else None
        found.append(Couple(mesh, yaws[1].get(id, 0.0), partner, yaws[0].get(own or "", 0.0)))
    return found
