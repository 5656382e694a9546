"""How large the room on a photo is: from what was given, else from usual sizes of things, doors and rooms."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.picture.annotations import Annotations
from tools.picture.known_sizes import said_of, wall_height
from tools.picture.photo.camera import Solved
from tools.picture.photo.doors import door_heights
from tools.picture.photo.sizes import photo_reasons
from tools.picture.posterior import NAMED, posterior
from tools.picture.size_evidence import STEPS, Reason
from tools.picture.solution import CameraHints, CameraSolution
from tools.pinhole import Camera
from tools.survey import Point, Scale

Array = NDArray[np.float64]

CEILING, CEILING_SPREAD = 2.6, 0.08
"""Usual height of a room, metres, and the spread of its logarithm: 2.35 to 3.0 m."""
EYE, EYE_SPREAD = 1.5, 0.14
"""Usual height of a camera: 1.2 m sitting or on a tripod, 1.6 m at the eye, 1.8 m held up."""
DOOR, DOOR_SPREAD = 2.03, 0.035
"""Usual height of a door: 1.98 and 2.03 m in Britain and America, 2.0 and 2.1 m on the continent."""
TAPE = 0.012
"""Spread of what somebody measured, as a fraction."""


class Metres(NamedTuple):
    """The scale of a photo.

    Attributes:
        height: of the camera above the floor, metres.
        ceiling: of the room, metres.
        scale: where they come from.
        told: what a person should know besides.
    """

    height: float
    ceiling: float
    scale: Scale
    told: list[str]


def metres(
    camera: Camera,
    solved: Solved,
    floor: Sequence[Point],
    guessed: Sequence[int],
    marks: Annotations,
    hints: CameraHints,
) -> Metres:
    """The scale: what was given wins, the surest first; else everything of usual size together.

    Args:
        camera: over a world of provisional size, as are the things' sizes that are measured in it.
        solved: what of the camera is known without metres.
        floor: in that world.
        guessed: edges of the floor that are not seen.
        marks: what was marked.
        hints: what a user gave.
    """
    low = camera.position[2]
    tops = any(wall.top_px is not None for wall in marks.walls)
    ceiling = solved.ceiling * low
    told: list[str] = []
    tall = hints.wall_height or wall_height(marks)
    over = hints.camera_height or marks.camera_height
    width = hints.room_width or marks.room_width
    given: tuple[float, float, str] | None = None
    if width is not None and _spans(floor, guessed):
        given = (width / float(np.ptp([p[0] for p in floor])), TAPE, f"room width given: {width:g} m")
    elif width is not None:
        told.append(
            "the given room width is not used: the photo does not show both the left and the right wall; "
            "--camera-height or a size in known_sizes sets the metres"
        )
    if given is None and over is not None:
        given = (over / low, TAPE, f"camera height given: {over:g} m")
    if given is None and (known := said_of(marks, _provisional(camera, floor))):
        weights = np.array([k.spread**-2 for k in known])
        mean = float(weights @ np.log([k.factor for k in known]) / weights.sum())
        given = (math.exp(mean), float(weights.sum() ** -0.5), f"said: {', '.join(k.words for k in known)}")
    if given is None and tall is not None and tops:
        given = (tall / ceiling, math.hypot(TAPE, solved.ceiling_error), f"wall height given: {tall:g} m")
    if given is not None:
        factor, error, anchor = given
        scale = Scale(source="user", confidence=0.95, anchor=anchor, relative_error=round(error, 3))
    else:
        factor, scale = _usual(camera, solved, marks, tops=tops)
    return Metres(low * factor, tall or _ceiling(ceiling * factor, tops=tops), scale, told)


def _usual(camera: Camera, solved: Solved, marks: Annotations, *, tops: bool) -> tuple[float, Scale]:
    things = [t for t in marks.things if t.box is not None]
    found = photo_reasons(camera, things)
    low = camera.position[2]
    if tops:
        spread = math.hypot(CEILING_SPREAD, solved.ceiling_error)
        found.append(_reason("the ceiling's height", CEILING / (solved.ceiling * low), spread))
    doors = door_heights(camera, marks)
    if doors:
        found.append(_reason("door", DOOR / float(np.median(doors)), DOOR_SPREAD))
    whole = posterior(found, math.log(EYE / low), EYE_SPREAD)
    names = ", ".join(whole.used[:NAMED]) or "how high cameras are held"
    more = f" and {len(whole.used) - NAMED} others" if len(whole.used) > NAMED else ""
    anchor = f"usual sizes of {names}{more} put the camera {low * whole.factor:.2f} m above the floor"
    if whole.odd:
        anchor += f"; not of usual size, it seems: {', '.join(words for words, _ in whole.odd)}"
    sure = max(0.1, min(0.9, 1.0 - 2.0 * whole.error))
    return whole.factor, Scale(
        source="usual", confidence=sure, anchor=anchor, relative_error=round(whole.error, 3)
    )


def _reason(words: str, factor: float, spread: float) -> Reason:
    """A single size, as a normal density over the scales."""
    curve = -0.5 * ((STEPS - math.log(factor)) / spread) ** 2 - math.log(spread)
    wide = -0.5 * ((STEPS - math.log(factor)) / (4 * spread)) ** 2 - math.log(4 * spread)
    return Reason(words, np.logaddexp(curve + math.log(0.9), wide + math.log(0.1)), curve)


def _ceiling(height: float, *, tops: bool) -> float:
    """Metres of a ceiling that is seen; a usual one where it is not."""
    return float(np.clip(height, 1.8, 12.0)) if tops else CEILING


def _spans(floor: Sequence[Point], guessed: Sequence[int]) -> bool:
    """Whether both the leftmost and the rightmost wall are seen."""
    xs = [p[0] for p in floor]
    seen = [
        (floor[i][0] + floor[(i + 1) % len(floor)][0]) / 2
        for i in range(len(floor))
        if i not in guessed and abs(floor[i][0] - floor[(i + 1) % len(floor)][0]) < 1e-6
    ]
    return bool(seen) and min(seen) - min(xs) < 1e-6 and max(xs) - max(seen) < 1e-6


def _provisional(camera: Camera, floor: Sequence[Point]) -> CameraSolution:
    """The camera as known sizes are held against it."""
    return CameraSolution(
        camera=camera, residual=0.0, confidence=0.5, kind="eye", words="", floor=list(floor)
    )
