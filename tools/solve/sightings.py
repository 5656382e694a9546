"""Where the picture shows a thing's own colour: what picture and scene both show of it, part by part."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.blender.raster import rasterise
from tools.measured import SceneMeshes, ViewReport
from tools.picture.image import Mask
from tools.pinhole import Camera, KitCamera
from tools.solve.silhouettes import Silhouette, silhouettes
from tools.survey import Box
from tools.workspace import Workspace

WIDTH = 512
"""Pixels across which it is looked at: that of a lit preview and of silhouettes, drawn already."""
AGREES = 0.5
"""Overlap of a thing's boxes in picture and scene below which its pixels are another thing's: half a hit."""
FEW = 40
"""Pixels of WIDTH below which a part's colour is not told: its rim, mixed with what is behind, is as many."""
SHOWN = 0.12
"""Share of a mark that must show the thing itself, for the mark to tell its colour."""


class Sighting(NamedTuple):
    """What picture and scene both show of a placed thing.

    Attributes:
        mask: (h, w) of WIDTH, where both show it, without its rim.
        why: why its colour is not told by that; "" when it is.
    """

    mask: Mask
    why: str = ""


def sightings(workspace: Workspace) -> dict[str, Sighting]:
    """Every placed thing that is marked in the picture, by id."""
    width = min(WIDTH, workspace.survey.size[0])
    ids = workspace.ids(width)
    numbers = {o.id: n for n, o in enumerate(workspace.report.objects, start=1)}
    pixel = workspace.survey.size[0] / ids.shape[1]
    return {
        row.thing.id: _sighting(row, ids == numbers[row.thing.id], pixel) for row in silhouettes(workspace)
    }


def _sighting(row: Silhouette, shown: Mask, pixel: float) -> Sighting:
    mask = inner(shown) & within(row.thing.box, shown.shape, pixel)
    x0, y0, x1, y1 = row.thing.box
    area = (x1 - x0) * (y1 - y0) / pixel**2
    if row.box is None or not shown.any():
        why = "hidden"
    elif row.overlap < AGREES:
        why = "not where the picture has it"
    elif mask.sum() < max(FEW, SHOWN * area):
        why = "too little of it is seen"
    else:
        why = ""
    return Sighting(mask, why)


def parts_seen(workspace: Workspace, ids: NDArray[np.int32]) -> dict[tuple[str, str], Mask]:
    """Where the reference camera sees each slot of each object, without its rim.

    Args:
        workspace: its scene.
        ids: (h, w) what that camera sees: index into the report's objects plus 1.

    Returns:
        By id and slot, (h, w); what is not seen at all is left out.
    """
    view = next(v for v in workspace.report.views if v.name == "reference")
    placed = {o.id for o in workspace.report.objects}  # walls and ceiling stand open, who is seen `ids` says
    names, corners, owner = _triangles({k: v for k, v in workspace.scene.meshes.items() if k in placed})
    if not names:
        return {}
    clip = _clip(view, corners)
    hit = rasterise(clip, ids.shape[1], ids.shape[0]).triangle
    seen = np.where(hit >= 0, owner[np.maximum(hit, 0)], -1)
    numbers = {o.id: n for n, o in enumerate(workspace.report.objects, start=1)}
    found = {}
    for number in np.unique(seen[seen >= 0]):
        id, slot = names[int(number)]
        mask = inner((seen == number) & (ids == numbers.get(id, -1)))
        if mask.any():
            found[id, slot] = mask
    return found


def _triangles(
    meshes: SceneMeshes,
) -> tuple[list[tuple[str, str]], NDArray[np.float64], NDArray[np.int64]]:
    """Ids and slots, all triangles' corners (m, 3, 3) in world metres, and whose each is (m)."""
    names: list[tuple[str, str]] = []
    corners, owner = list[NDArray[np.float64]](), list[NDArray[np.int64]]()
    for id, parts in meshes.items():
        for part in parts:
            if (id, part.slot) not in names:
                names.append((id, part.slot))
            corners.append(part.vertices[part.triangles])
            owner.append(np.full(len(part.triangles), names.index((id, part.slot)), np.int64))
    if not corners:
        return [], np.zeros((0, 3, 3)), np.zeros(0, np.int64)
    return names, np.concatenate(corners), np.concatenate(owner)


def _clip(view: ViewReport, corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Triangles (m, 3, 3) in world metres as clip coordinates (m, 3, 4) of a view."""
    camera = Camera.from_kit(
        KitCamera(view.at, view.rotation, view.focal, view.shift, view.resolution, view.ortho)
    )
    local: NDArray[np.float64] = (corners.reshape(-1, 3) - np.array(camera.position)) @ np.array(
        camera.rotation
    ).T
    depth = local[:, 2]
    if camera.kind == "ortho":
        scale, w, z = 1.0 / (camera.metres_per_pixel or 1.0), np.ones_like(depth), depth / FAR - 1.0
    else:
        scale, w, z = camera.focal_px, depth, depth - 2 * NEAR
    u = local[:, 0] * scale + camera.cx * w
    v = local[:, 1] * scale + camera.cy * w
    x, y = 2 * u / camera.width - w, w - 2 * v / camera.height
    return np.asarray(np.stack([x, y, z, w], axis=1).reshape(-1, 3, 4))


NEAR, FAR = 0.02, 100.0
"""Metres before the camera from which, and up to which, things are drawn."""


def inner(mask: Mask) -> Mask:
    """A mask without its rim, which mixes with what is behind."""
    return np.asarray(cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0)


def within(box: Box, shape: tuple[int, ...], pixel: float) -> Mask:
    """(h, w) pixels of a smaller drawing that lie in a box of the picture."""
    rows, columns = (np.arange(n) * pixel + pixel / 2 for n in shape[:2])
    in_rows = (rows >= box[1]) & (rows <= box[3])
    in_columns = (columns >= box[0]) & (columns <= box[2])
    return np.asarray(in_rows[:, None] & in_columns[None, :])
