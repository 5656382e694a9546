"""How large the room of several pictures is: what was given wins, else all that they tell together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tools.geometry import Vec2
from tools.picture.together.shot import Shot
from tools.pinhole import Camera
from tools.settings import PictureSettings
from tools.survey import Scale

TAPE = 0.012
"""Spread of what somebody measured, as a fraction."""


class Metres(NamedTuple):
    """The scale of several pictures.

    Attributes:
        factor: by which their common world is stretched.
        scale: where metres come from.
        told: what a person should know besides.
    """

    factor: float
    scale: Scale
    told: list[str]


def metres(
    shots: Sequence[Shot], cameras: Sequence[Camera], floor: Sequence[Vec2], guessed: Sequence[int],
    settings: PictureSettings,
) -> Metres:  # fmt: skip
    """The factor that makes metres of the common world.

    Args:
        shots: the pictures, each with metres of its own.
        cameras: of them, in the common world.
        floor: there.
        guessed: edges of it that no picture shows.
        settings: what the user gave; the room's width is along the first picture.
    """
    width = settings.room_width
    if width is not None and not guessed:
        factor = width / float(np.ptp([p[0] for p in floor]))
        anchor = f"room width given: {width:g} m"
        return Metres(factor, Scale(source="user", confidence=0.95, anchor=anchor, relative_error=TAPE), [])
    rows = [
        (own, shot.survey.scale)
        for shot, camera in zip(shots, cameras, strict=True)
        if shot.survey.scale is not None and (own := _wanted(shot, camera)) is not None
    ]
    told = [r for r in rows if r[1].source == "user"]
    kept = told or rows
    if not kept:
        return Metres(1.0, Scale(anchor="nothing tells how large the room is"), [])
    weights = np.array([max(s.relative_error, 1e-3) ** -2 for _, s in kept])
    mean = float(weights @ np.log([f for f, _ in kept]) / weights.sum())
    surest = min((s for _, s in kept), key=lambda s: s.relative_error)
    # the pictures show the same things: together they are hardly surer than the surest of them
    anchor = surest.anchor if len(kept) == 1 else f"{surest.anchor}; with {len(kept) - 1} more pictures"
    off = [f for f, s in kept if abs(math.log(f) - mean) > 3 * max(s.relative_error, TAPE)]
    words = [
        f"{len(off)} of {len(kept)} pictures want the room {math.expm1(math.log(f) - mean):+.0%} as large"
        for f in off[:1]
    ]
    return Metres(math.exp(mean), surest.model_copy(update={"anchor": anchor}), words)


def _wanted(shot: Shot, camera: Camera) -> float | None:
    """What one picture alone would stretch the common world by."""
    if shot.level:
        return shot.camera.position[2] / camera.position[2]
    corners = shot.marks.floor_corners or []
    own, common = (c.to_plane(corners)[:, :2] for c in (shot.camera, camera))
    if not (np.isfinite(own).all() and np.isfinite(common).all()):
        return None
    sizes = [float(np.hypot(*(p - p.mean(0)).T).mean()) for p in (own, common)]
    return sizes[0] / sizes[1] if sizes[1] > 0 else None
