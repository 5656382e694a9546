"""The objects of `room bench cloud`, and how they are scanned."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from harness.bench.cloud_shapes import Parts, other_object
from tools.blender.worker import Worker
from tools.cloud.building import Shape, Value, surfaces
from tools.cloud.choices import values
from tools.cloud.cloud import Floats
from tools.cloud.files.surface import spread
from tools.measure.clouds import DENSE
from tools.program import kit_index

KINDS = ("clean", "noisy", "sparse", "uneven", "hidden", "turned")
POINTS, SPARSE, NOISE = 16_384, 1_024, 0.01
WORDS = (
    "armchair", "bar_stool", "bar_table", "bathtub", "bed", "bench", "bookshelf", "bunk_bed",
    "cabinet", "chaise_longue", "chest_of_drawers", "coat_rack", "coffee_table", "console_table",
    "crib", "day_bed", "desk", "dining_chair", "dining_table", "dresser", "filing_cabinet",
    "floor_lamp", "loveseat", "nightstand", "office_chair", "ottoman", "refrigerator",
    "rocking_chair", "sectional_sofa", "shoe_rack", "side_table", "sideboard", "sofa", "stool",
    "stove", "table_lamp", "toilet", "trash_can", "tv_stand", "wardrobe", "washing_machine",
)  # fmt: skip
"""41 indoor categories, as many as were published."""


@dataclass(frozen=True)
class Subject:
    """An object whose surface is known.

    Attributes:
        name: what it is.
        drawn: True when the kit drew it.
        truth: (DENSE, 3) points on its surface, metres, Z up.
        cloud: many points of it, normals left out, of which a scan is taken.
    """

    name: str
    drawn: bool
    truth: Floats
    cloud: Floats


def drawn_object(number: int, seed: int, worker: Worker) -> Subject | None:
    """An object of the kit, arguments and sizes drawn at random; None where five draws cannot be built."""
    entries = {entry.name: entry for entry in kit_index.words()}
    word = WORDS[number % len(WORDS)]
    for trial in range(5):
        pick = random.Random(f"drawn {seed} {number} {trial}")
        given: list[tuple[str, Value]] = []
        for parameter in entries[word].parameters:
            choices = values(parameter)
            if choices and pick.random() < 0.5:
                given.append((parameter.name, pick.choice(choices)))
        w, d, h = (side * pick.uniform(0.85, 1.2) for side in entries[word].size or (0.5, 0.5, 0.5))
        surface = surfaces([Shape(word, (w, d, h), tuple(given))], worker)[0]
        if surface is not None:
            return Subject(word, True, surface.points(DENSE, 1), surface.points(4 * POINTS, 2))
    return None


def other(number: int, seed: int) -> Subject:
    """An object of another hand; of its parts only what is not within another part."""
    name, parts = other_object(seed * 1000 + number)
    return Subject(name, False, outer(parts, DENSE, 1), outer(parts, 4 * POINTS, 2))


def outer(parts: Parts, count: int, seed: int) -> Floats:
    """Points on what can be seen of parts that stand in or on each other, evenly by area.

    A point of a part is left out where it lies within another's convex hull, half a millimetre grown; all
    parts but rings are convex or alone.
    """
    meshes = [solid for _, solid in parts]
    total = sum(float(m.area) for m in meshes)
    hulls = [m.convex_hull if m.is_convex else None for m in meshes]
    kept = []
    for k, mesh in enumerate(meshes):
        many = int(1.6 * count * float(mesh.area) / total) + 8
        points = spread(np.asarray(mesh.vertices), np.asarray(mesh.faces), many, seed + 17 * k)[0]
        for j, hull in enumerate(hulls):
            if j != k and hull is not None:
                normals, starts = np.asarray(hull.face_normals), np.asarray(hull.triangles[:, 0])
                near = ((points > hull.bounds[0] - 1e-3) & (points < hull.bounds[1] + 1e-3)).all(axis=1)
                inside = near.copy()
                off = points[near] @ normals.T - np.einsum("ij,ij->i", normals, starts)
                inside[near] = (off < 5e-4).all(axis=1)
                points = points[~inside]
        kept.append(points)
    every = np.concatenate(kept)
    order = np.random.default_rng(seed).permutation(len(every))
    return np.asarray(every[np.resize(order, count)])


def scan(points: Floats, kind: str, seed: int) -> Floats:
    """A cloud of one kind from many points of a surface."""
    pick = np.random.default_rng(seed)
    order = pick.permutation(len(points))
    size = float(np.ptp(points, axis=0).max())
    match kind:
        case "noisy":
            some = points[order[:POINTS]]
            return np.asarray(some + pick.normal(0.0, NOISE * size, some.shape))
        case "sparse":
            return np.asarray(points[order[:SPARSE]])
        case "uneven":  # up to twenty times as dense on one side
            along = points @ pick.normal(size=3)
            weight = np.exp(3.0 * (along - along.min()) / max(float(np.ptp(along)), 1e-9))
            some = pick.choice(len(points), POINTS, replace=False, p=weight / weight.sum())
            return np.asarray(points[some])
        case "hidden":
            return _seen(points, pick)[:POINTS]
        case "turned":
            a = pick.uniform(0, 2 * np.pi)
            c, s = np.cos(a), np.sin(a)
            return np.asarray(points[order[:POINTS]] @ np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]]))
    return np.asarray(points[order[:POINTS]])


def turn_of(kind: str, seed: int) -> Floats:
    """(3, 3) by which a kind of scan turns its points; to be undone before measuring."""
    if kind != "turned":
        return np.eye(3)
    pick = np.random.default_rng(seed)
    pick.permutation(4 * POINTS)
    a = pick.uniform(0, 2 * np.pi)
    c, s = np.cos(a), np.sin(a)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def _seen(points: Floats, pick: np.random.Generator) -> Floats:
    """What one scanner in front, to one side and above, sees: the nearest points in each of its cells."""
    a, e = pick.choice((-1, 1)) * pick.uniform(0.4, 0.9), pick.uniform(0.3, 0.6)
    away = np.array([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)])
    side = np.array([np.cos(a), np.sin(a), 0.0])
    up = np.cross(away, side)
    size = float(np.ptp(points, axis=0).max())
    cell = np.floor(np.column_stack([points @ side, points @ up]) / (0.012 * size)).astype(np.int64)
    depth = points @ away
    _, inverse = np.unique(cell, axis=0, return_inverse=True)
    front = np.full(int(inverse.max()) + 1, -np.inf)
    np.maximum.at(front, inverse.ravel(), depth)
    seen = points[depth > front[inverse.ravel()] - 0.03 * size]
    return np.asarray(seen[pick.permutation(len(seen))])
