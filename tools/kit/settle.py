"""Let things down onto what carries them: the real surface under their footprint."""

from __future__ import annotations

import math
from statistics import median
from typing import Any

import numpy as np
from mathutils.bvhtree import BVHTree

from tools.kit.core import BUILD, Thing, coordinates

SETTLE_RAYS = 7
"""Rays a side, over the middle 80 % of the footprint."""


def settle_tree(o: Thing) -> Any:
    """A ray-casting tree over all parts of an object, in its own frame; None when it has none."""
    verts: list[Any] = []
    faces: list[tuple[int, ...]] = []
    for part in o.parts:
        data, base = part.data, len(verts)
        if not len(data.polygons):
            continue  # a part that turned out empty, as the page of a book row without books
        verts.extend(coordinates(data).tolist())
        # Whole columns at once: asking every face for its corners takes ten times as long.
        corners, starts = np.empty(len(data.loops), np.int32), np.empty(len(data.polygons), np.int32)
        data.loops.foreach_get("vertex_index", corners)
        data.polygons.foreach_get("loop_start", starts)
        around = (corners + base).tolist()
        ends = [*starts[1:].tolist(), len(around)]
        faces.extend(tuple(around[a:b]) for a, b in zip(starts.tolist(), ends, strict=True))
    return BVHTree.FromPolygons(verts, faces) if faces else None


def settle_height(tree: Any, child: Thing, at: tuple[float, float], yaw: float, top: float) -> float | None:
    """Median height of the surface under a footprint, found by rays from above; None when all miss."""
    turn = math.radians(yaw)
    found = []
    for i in range(SETTLE_RAYS):
        for j in range(SETTLE_RAYS):
            x = (i / (SETTLE_RAYS - 1) - 0.5) * 0.8 * child.w
            y = (j / (SETTLE_RAYS - 1) - 0.5) * 0.8 * child.d
            px = at[0] + x * math.cos(turn) - y * math.sin(turn)
            py = at[1] + x * math.sin(turn) + y * math.cos(turn)
            hit = tree.ray_cast((px, py, top + 1.0), (0.0, 0.0, -1.0))[0]
            if hit is not None:
                found.append(hit.z)
    return float(median(found)) if found else None


def settle_bars(parent: Thing, child: Thing, at: tuple[float, float], yaw: float) -> float:
    """How high the thin bars (`Thing.bearers`) under a footprint reach, which rays fall between; else 0."""
    turn = math.radians(yaw)
    c, s = math.cos(turn), math.sin(turn)
    highest = 0.0
    for part in parent.bearers:
        points = coordinates(part.data)
        own = (points[:, :2] - at) @ np.array([[c, -s], [s, c]])
        under = (np.abs(own) < (0.45 * child.w, 0.45 * child.d)).all(axis=1)
        highest = max(highest, float(points[under, 2].max(initial=0.0)))
    return highest


def settle_all() -> None:
    """Set the height of every object that stands on another and was given none, parents first."""
    trees: dict[str, Any] = {}
    for id, spot in BUILD.placements.items():
        if not spot["on"] or spot["z"] is not None:
            continue
        parent, child = BUILD.things[spot["on"]], BUILD.things[id]
        if parent.id not in trees:
            trees[parent.id] = settle_tree(parent)
        tree = trees[parent.id]
        height = settle_height(tree, child, spot["at"], spot["yaw"], parent.h) if tree else None
        bars = settle_bars(parent, child, spot["at"], spot["yaw"])
        child.root.location.z = max(parent.h if height is None else height, bars)
