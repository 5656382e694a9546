"""What hides things from a camera: in the scene, where meshes tell, and in the picture, where marks do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from tools.measured import PartMesh, SceneReport
from tools.pinhole import Camera
from tools.survey import Box

NEAR = 0.05
"""Metres before the camera within which a point has no sound place in the picture."""
COVERED = 0.7
"""Of a strip, the share that lies in nearer things' boxes for it to count as hidden in the picture."""
SAMPLES = 5
"""Points looked at across and along a strip."""


def full_boxes(
    meshes: Mapping[str, Sequence[PartMesh]], camera: Camera, size: tuple[int, int]
) -> dict[str, Box]:
    """Bounding boxes, picture pixels, of whole objects, as if nothing stood before them.

    Args:
        meshes: parts by object id, world metres.
        camera: the picture's.
        size: width and height of the picture; boxes are cut to it.

    Returns:
        By id; without those that reach behind the camera or lie outside the picture.
    """
    width, height = size
    found: dict[str, Box] = {}
    for id, parts in meshes.items():
        points = np.concatenate([p.vertices for p in parts]) if parts else np.zeros((0, 3))
        if not len(points) or (camera.kind == "pinhole" and camera.depth(points).min() < NEAR):
            continue
        pixels = camera.project(points)
        low = np.clip(pixels.min(axis=0), 0, (width, height))
        high = np.clip(pixels.max(axis=0), 0, (width, height))
        if (high - low > 0).all():
            found[id] = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    return found


def nearer(report: SceneReport, camera: Camera) -> dict[str, list[str]]:
    """For each object, the ids of those that may hide it: nearer to the camera, or standing on it."""
    depth = dict(
        zip(
            (o.id for o in report.objects),
            camera.depth([o.center for o in report.objects]) if report.objects else (),
            strict=True,
        )
    )
    return {
        o.id: [p.id for p in report.objects if p.id != o.id and (p.on == o.id or depth[p.id] < depth[o.id])]
        for o in report.objects
    }


def both_show(seen: Box, full: Box, marked: Box, others: Sequence[Box]) -> Box:
    """A thing's box in the scene, as far as picture and scene both show it.

    An edge of the mark between what is seen in the scene and the whole thing agrees: only something before
    it differs. Where the mark ends earlier, it agrees when nearer things' marks cover the rest.

    Args:
        seen: its visible part in the scene, pixels.
        full: all of it in the scene, pixels.
        marked: its visible part in the picture, pixels.
        others: marks of things that are nearer, pixels.
    """
    edges = list(seen)
    for k in range(4):
        sign = 1.0 if k < 2 else -1.0  # from the edge inwards
        if sign * full[k] <= sign * marked[k] <= sign * seen[k] or (
            sign * marked[k] > sign * seen[k] and _hidden(k, seen, marked, others)
        ):
            edges[k] = marked[k]
        elif sign * marked[k] < sign * full[k]:
            edges[k] = full[k]
    if edges[0] >= edges[2] or edges[1] >= edges[3]:  # they do not even meet
        return seen
    return (edges[0], edges[1], edges[2], edges[3])


def _hidden(edge: int, seen: Box, marked: Box, others: Sequence[Box]) -> bool:
    """Whether the strip between an edge of the scene's box and the mark's lies in other boxes."""
    strip = [seen[0], seen[1], seen[2], seen[3]]
    strip[(edge + 2) % 4] = marked[edge]
    low = min(strip[0], strip[2]), min(strip[1], strip[3])
    high = max(strip[0], strip[2]), max(strip[1], strip[3])
    steps = (np.arange(SAMPLES) + 0.5) / SAMPLES
    x, y = np.meshgrid(low[0] + steps * (high[0] - low[0]), low[1] + steps * (high[1] - low[1]))
    covered = np.zeros(x.shape, bool)
    for box in others:
        covered |= (x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3])
    return bool(covered.mean() >= COVERED)
