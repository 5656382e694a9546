"""The camera of a picture: from outlines somebody marked, or from the picture alone."""

from __future__ import annotations

import math

import numpy as np

from tools.errors import InputError
from tools.picture.image import Pixels
from tools.picture.manhattan import Frame
from tools.picture.own_lines import lines_of
from tools.picture.rectangles import from_rectangles
from tools.picture.rectify import pixel_size
from tools.picture.region import box_of
from tools.picture.scale import ROOM_AREA
from tools.picture.solution import FOCAL, CameraHints, CameraSolution
from tools.picture.view import Background, eye_level, find_background, looks_drawn
from tools.pinhole import Camera

__all__ = ["CameraHints", "CameraSolution", "from_rectangles", "solve"]

EYE_LEVEL = 0.5
"""Pictures that look this much like eye-level photos are refused."""


def solve(image: Pixels, *, hints: CameraHints | None = None) -> CameraSolution:
    """The camera from the picture's lines alone.

    Direction and tilt are measured. The focal length is measured when the tilt shows it and is a usual one
    otherwise; metres are a guess until the floor is known (`room.read_room`).

    Raises:
        InputError: the picture looks like an eye-level photo and `hints.view` does not say otherwise.
    """
    hints = hints or CameraHints()
    size = (image.shape[1], image.shape[0])
    if hints.camera is not None:
        return CameraSolution(
            camera=hints.camera, residual=0.0, confidence=1.0, kind="overhead", words="camera given"
        )
    background = find_background(image)
    if hints.plan or (hints.plan is None and hints.view == "auto" and looks_drawn(image)):
        return _plan(image, background, given=bool(hints.plan))
    frame = lines_of(image, hints)
    if hints.view == "auto":
        eye = eye_level(image, frame, background)
        if eye.score >= EYE_LEVEL:
            raise InputError(
                f"this looks like a photo taken at eye level ({eye.reason}); mark its walls "
                "(docs/photos.md) or set a model that sees it; --camera nadir or --camera oblique if it is "
                "a picture from above"
            )
    if frame is None:
        return _blind(size, hints, background)
    return _from_frame(frame, size, hints, background)


def _from_frame(
    frame: Frame, size: tuple[int, int], hints: CameraHints, background: Background
) -> CameraSolution:
    axes = frame.axes
    # world X is the frame's first direction, Y up the picture, Z towards the camera
    columns = np.column_stack([axes[:, 0], -axes[:, 1], -axes[:, 2]])
    camera = Camera(
        width=size[0], height=size[1], focal_px=frame.focal, cx=size[0] / 2, cy=size[1] / 2,
        rotation=tuple(map(tuple, columns.tolist())), position=(0.0, 0.0, 1.0),
    )  # fmt: skip
    parts = [
        f"tilted {frame.tilt:.1f} degrees from straight down, walls turned {round(frame.yaw, 1) + 0.0:.1f}; "
        f"{frame.inliers:.0%} of the lines fit"
    ]
    confidence = float(np.clip((frame.inliers - 0.4) / 0.45, 0.05, 0.97))
    if frame.upright < 0.02:
        confidence *= 0.7
        parts.append("hardly any upright edges were seen, so straight down cannot be told from a small tilt")
    if frame.inliers < 0.7:
        parts.append("many lines do not fit: check the overlay, or mark the floor and the wall tops")
    if frame.focal_loss < 0.02 and not hints.focal:
        parts.append("the focal length does not show and is a usual one; the wall height settles it")
    return CameraSolution(
        camera=_nominal(camera, background),
        residual=frame.residual,
        confidence=confidence,
        kind="eye" if hints.view == "eye" else "oblique" if frame.tilt > 12 else "overhead",
        words="; ".join(parts),
    )


def _blind(size: tuple[int, int], hints: CameraHints, background: Background) -> CameraSolution:
    camera = Camera.overhead(*size, (hints.focal or FOCAL) * max(size), (0.0, 0.0, 1.0))
    words = "too few straight lines to tell the camera; taken as straight down"
    return CameraSolution(
        camera=_nominal(camera, background), residual=90.0, confidence=0.1, kind="overhead", words=words
    )


def _plan(image: Pixels, background: Background, *, given: bool) -> CameraSolution:
    """Orthographic, straight down."""
    height, width = image.shape[:2]
    x0, y0, x1, y1 = _content_box(width, height, background)
    mpp = math.sqrt(ROOM_AREA / 0.85 / max((x1 - x0) * (y1 - y0), 1.0))
    camera = Camera.overhead(width, height, float(width), (0.0, 0.0, 10.0)).model_copy(
        update={"kind": "ortho", "metres_per_pixel": mpp}
    )
    words = "a plan, as said" if given else "looks like a drawn plan: taken as orthographic, without heights"
    return CameraSolution(
        camera=camera, residual=0.0, confidence=0.95 if given else 0.7, kind="plan", words=words
    )


def _nominal(camera: Camera, background: Background) -> Camera:
    """The camera at a height that gives the building a usual area; position over the origin's left open."""
    x0, y0, x1, y1 = _content_box(camera.width, camera.height, background)
    try:
        unit = pixel_size(camera) ** 2 * max((x1 - x0) * (y1 - y0), 1.0)
    except InputError:
        unit = ROOM_AREA
    return camera.model_copy(update={"position": (0.0, 0.0, math.sqrt(ROOM_AREA / 0.7 / unit))})


def _content_box(width: int, height: int, background: Background) -> tuple[float, float, float, float]:
    return box_of(~background.mask) if background.found else (0.0, 0.0, float(width), float(height))
