"""How far a solved camera is from the true one."""

from __future__ import annotations

import numpy as np

from tools.pinhole import Camera


def camera_errors(found: Camera, truth: Camera) -> dict[str, float]:
    """Errors of a camera whose picture is the same as the truth's, in whatever number of pixels.

    Returns:
        `camera_rotation_error`: degrees of the one turn between both (of R1 R2^T).
        `camera_tilt_error`: degrees between both cameras' "up": what is left when the world may be turned.
        `camera_focal_error`: relative, the focal length in picture widths; not for orthographic cameras.
        `camera_height_error`: relative, of the height above the floor.
    """
    one, two = np.array(found.rotation), np.array(truth.rotation)
    turn = (np.trace(one @ two.T) - 1) / 2
    errors = {
        "camera_rotation_error": _degrees(turn),
        "camera_tilt_error": _degrees(float(one[:, 2] @ two[:, 2])),
    }
    if found.kind == truth.kind == "pinhole":
        widths = found.focal_px / found.width, truth.focal_px / truth.width
        errors["camera_focal_error"] = abs(widths[0] / widths[1] - 1)
        errors["camera_height_error"] = abs(found.position[2] / truth.position[2] - 1)
    return errors


def _degrees(cosine: float) -> float:
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))
