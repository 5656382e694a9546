"""How bright a room is shown that no picture shows: as a photographer would expose it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tools.picture import exposure as photometry
from tools.picture import image as pictures
from tools.picture.image import Mask, Pixels
from tools.picture.region import mask_of
from tools.pinhole import Camera, KitCamera
from tools.program.model import CameraSpec
from tools.workspace import Workspace

MIDDLE = 0.2
"""Linear luminance of the median: what exposure meters take for grey, a little up."""
BRIGHT, BRIGHTEST = 97, 0.72
"""Percentile that must keep its drawing, and the linear luminance (0.87 of the display's range) up to which
the renderer's tone curve does so."""
EYE, SHARE = 384, 0.65
"""Pixels of the width of the view at eye level that is measured, and what it counts."""
LIGHT = 0.32
"""Linear luminance of the median at eye level: mostly pale walls, which are exposed as such."""
FRAMED = 88
"""The percentile at eye level: a window and what lies in its sun may burn out, as they do in any photo."""
RANGE = (-3.0, 0.8)
"""Stops of one correction: a dark room is to look dark."""


def stops_off(workspace: Workspace) -> float:
    """Stops by which the room is to be shown brighter: from its reference camera and at eye level.

    From outside more light reaches the eye than within, where walls are seen that no sun meets.
    """
    render = pictures.load(workspace.render("reference", "lit"))
    camera = next(c for c in workspace.scene.program.cameras if c.name == "reference")
    from_outside = stops_of(render, _inside(render, camera, workspace.report.room.floor_polygon))
    eye = pictures.load(workspace.render("eye", "lit", width=EYE))
    within = stops_of(eye, np.ones(eye.shape[:2], bool), middle=LIGHT, bright=FRAMED)
    return SHARE * within + (1 - SHARE) * from_outside


def stops_of(render: Pixels, inside: Mask, middle: float = MIDDLE, bright: float = BRIGHT) -> float:
    """Stops that a picture is off; 0 where nothing of the room shows.

    Args:
        render: (H, W, 3) sRGB.
        inside: (H, W) pixels that show the room.
        middle: linear luminance that their median is to have.
        bright: percentile of them that must keep its drawing.
    """
    if not inside.any():
        return 0.0
    light = photometry.luminance(render[inside].astype(float)) + 1e-3
    wanted = np.log2(middle / np.median(light))
    most = np.log2(BRIGHTEST / np.percentile(light, bright))
    return float(np.clip(min(wanted, most), *RANGE))


def _inside(render: Pixels, camera: CameraSpec, floor: list[tuple[float, float]]) -> Mask:
    high, wide = render.shape[:2]
    kit = KitCamera(camera.at, camera.rotation, camera.focal, camera.shift, camera.resolution, camera.ortho)
    scale = wide / camera.resolution[0]
    points: NDArray[np.float64] = Camera.from_kit(kit).project([(x, y, 0.0) for x, y in floor]) * scale
    return mask_of([(float(x), float(y)) for x, y in points], (wide, high))
