"""The camera from two outlines: the floor and the top of the walls, as a reader or a user marks them.

For a camera looking straight down, the top of the walls is the floor scaled about one pixel, the nadir.
That pixel and the scale are all the outlines say: focal length and camera height cannot be told apart. The
wall height (given, or a prior) fixes the camera height, and the room's width fixes the focal length.
A slanted camera is solved in full, with its principal point at the picture's centre.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon

from tools.errors import InputError
from tools.picture import polygon
from tools.picture.manhattan import Frame
from tools.picture.scale import ROOM_AREA, ROOM_AREA_SPREAD, Anchor, combine
from tools.picture.slant import Prior, off_axis, solve_slant
from tools.picture.solution import FOCAL, FOCAL_SPREAD, CameraHints, CameraSolution
from tools.picture.turned import TURNED
from tools.picture.upright import FOCAL_SEEN, Evidence, Upright, focal_error, solve_upright, uprights_of
from tools.pinhole import Camera
from tools.survey import Box, Point, Scale

Array = NDArray[np.float64]

FITS = 0.5
"""Share of the picture's lines that must fit three directions before they count."""
UNSURE = 3.0
"""Degrees of uncertainty of the tilt from which more marks are asked for."""
FOCAL_KNOWN = 0.12
"""Spread of the focal length's logarithm up to which it counts as measured."""
LOOSE = 0.004
"""Outlines drawn by eye are off by about this part of the picture's diagonal."""


class Fit(NamedTuple):
    """A fit without metres.

    Attributes:
        camera: one unit above the floor.
        floor: (n, 2) corners in those units.
        wall: wall height in those units; 0 when unknown.
        rms: root mean square distance from the marks, pixels.
        focal_known: whether the focal length was measured, and not only assumed.
        words: what marks are called: "the outlines".
    """

    camera: Camera
    floor: Array
    wall: float
    rms: float
    focal_known: bool
    words: str = "the outlines"
    tilt_error: float = 0.0
    """Degrees by which the tilt may be off; 0 when the outlines of floor and wall tops tell it."""
    focal_spread: float = FOCAL_SPREAD
    """Of the logarithm of a focal length that is not known."""


def from_rectangles(
    size: tuple[int, int],
    floor_px: Sequence[Point] | Box,
    wall_top_px: Sequence[Point] | Box | None,
    scale: CameraHints | None = None,
    uprights: Sequence[Upright] = (),
    lines: Frame | None = None,
) -> CameraSolution:
    """The camera that sees the floor and the inner edge of the wall tops where they were marked.

    Args:
        size: (width, height) of the picture in pixels.
        floor_px: the floor's corners in pixels, in order, or a box (x0, y0, x1, y1).
        wall_top_px: the same corners at the top of the walls (inner edge), or a box, or None when the
            walls are not seen. Right over the floor: the picture is orthographic.
        scale: what is known of sizes; the room width and the wall height win over all priors.
        uprights: lines in the picture that are upright in the room, pixels; asked when no wall tops are.
        lines: frame of the picture's own lines: it tells the tilt when no wall tops do, and the focal length.

    Returns:
        The camera with the floor polygon in metres, centred on the origin, and the wall height.

    Raises:
        InputError: the outlines are no areas, do not match, or the wall tops are not outside the floor.
    """
    hints = scale or CameraHints()
    floor = _corners(floor_px, "floor")
    top = None if wall_top_px is None or len(wall_top_px) == 0 else _corners(wall_top_px, "wall top")
    flat = top is not None and hints.plan is None and hints.view == "auto" and _over(size, floor, top)
    if hints.plan or flat:
        return in_metres(size, _drawn(size, floor, hints.turn), hints, walls_seen=False)
    if top is None:
        seen = _from_what_is_seen(size, floor, uprights, lines, hints)
        if seen is not None:
            return in_metres(size, seen, hints, walls_seen=False)
    else:
        top = _matched(floor, top)
    fit = _straight(size, floor, top, hints, lines)
    if top is not None and hints.view != "nadir" and fit.rms > LOOSE * math.hypot(*size):
        fit = _slanted_if_better(size, fit, floor, top, hints)
    return in_metres(size, fit, hints, walls_seen=top is not None)


def _from_what_is_seen(
    size: tuple[int, int], floor: Array, uprights: Sequence[Upright], lines: Frame | None, hints: CameraHints
) -> Fit | None:
    """The camera without wall tops; None when nothing but the floor's edges tells of it, or nothing fits."""
    marked = uprights_of(uprights)
    frame = lines if lines is not None and lines.inliers >= FITS else None
    if hints.view == "nadir" or (frame is None and not len(marked)):
        return None
    focal = ((hints.focal or FOCAL) * max(size), 0.02 if hints.focal else FOCAL_SPREAD)
    found = solve_upright(Evidence(size, floor, marked, frame, focal))
    if found is None:
        return None
    known = found.focal_error < FOCAL_KNOWN
    words = " and ".join([", ".join(found.families[:-1]), found.families[-1]]).removeprefix(" and ")
    return Fit(found.camera, found.floor, 0.0, found.rms, known, words, found.tilt_error, found.focal_error)


def _slanted_if_better(size: tuple[int, int], fit: Fit, floor: Array, top: Array, hints: CameraHints) -> Fit:
    """The straight fit, or a slanted one where that explains the marks much better."""
    found = _slanted(size, floor, top, hints)
    if found is None:
        return fit
    loose, lean = LOOSE * math.hypot(*size), _lean(fit, floor, top)
    slanted, misfit = found
    if misfit > loose and lean < min(loose, 0.5 * misfit):
        # the wall tops are the floor enlarged: seen straight down, and a wall is askew in the room itself
        return fit._replace(rms=lean)
    return slanted if slanted.rms < 0.5 * fit.rms else fit


def _corners(outline: Sequence[Point] | Box, what: str) -> Array:
    points = np.asarray(outline, dtype=float)
    if points.shape == (4,):
        x0, y0, x1, y1 = points
        points = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
    if points.ndim != 2 or points.shape[1] != 2 or len(points) < 3 or not np.isfinite(points).all():
        raise InputError(
            f"the {what} outline needs a box of 4 numbers or at least 3 corners [x, y] in pixels"
        )
    if abs(polygon.area(points)) < 64:
        raise InputError(f"the {what} outline encloses no area; mark its corners in order")
    if not Polygon(points).is_valid:
        raise InputError(f"the {what} outline crosses itself; mark its corners in order, around the room")
    return polygon.counter_clockwise(points)


def _over(size: tuple[int, int], floor: Array, top: Array) -> bool:
    """Whether the wall tops lie right over the floor, as they do in an orthographic picture only."""
    if len(floor) != len(top):
        return False
    gaps = [np.linalg.norm(np.roll(top, -i, axis=0) - floor, axis=1).max() for i in range(len(top))]
    return float(min(gaps)) < LOOSE / 2 * math.hypot(*size)


def _matched(floor: Array, top: Array) -> Array:
    """The wall-top corners in the order of the floor's corners."""
    if len(floor) != len(top):
        raise InputError(
            f"the floor has {len(floor)} corners and the wall top {len(top)}; mark the same corners on both"
        )
    if abs(polygon.area(top)) <= abs(polygon.area(floor)):
        raise InputError("the wall tops lie inside the floor; seen from above they lie outside, so swap them")
    spread = math.sqrt(polygon.area(top) / polygon.area(floor))
    wanted = (floor - floor.mean(0)) * spread
    shifts = [np.roll(top, -i, axis=0) for i in range(len(top))]
    return min(shifts, key=lambda s: float(((s - s.mean(0) - wanted) ** 2).sum()))


def _straight(
    size: tuple[int, int], floor: Array, top: Array | None, hints: CameraHints, lines: Frame | None = None
) -> Fit:
    """A camera looking straight down: `top = k * floor + (1 - k) * nadir` by least squares."""
    focal, spread = (hints.focal or FOCAL) * max(size), FOCAL_SPREAD
    if lines is not None and lines.inliers >= FITS and lines.focal_loss > FOCAL_SEEN and not hints.focal:
        focal, spread = lines.focal, focal_error(lines)
    nadir, ratio, rms = np.array(size) / 2.0, 1.0, 0.0
    if top is not None:
        mean_floor, mean_top = floor.mean(0), top.mean(0)
        ratio = float(((floor - mean_floor) * (top - mean_top)).sum() / ((floor - mean_floor) ** 2).sum())
        if ratio <= 1.005:
            raise InputError(
                "the wall tops are no larger than the floor: seen from above they lie outside it. Mark the "
                "floor where it meets the walls; where that is hidden, or hardly apart from the wall tops, "
                "leave the wall tops out and give the wall height"
            )
        nadir = (mean_top - ratio * mean_floor) / (1 - ratio)
        lean = ((nadir + ratio * (floor - nadir) - top) ** 2).sum(1)
        # seen straight down, walls along the picture's axes stay along them: a keystone is a misfit too
        rms = float(np.sqrt((lean + (off_axis(floor) ** 2 + off_axis(top) ** 2) / 8).mean()))
    camera = Camera.overhead(*size, focal, (0.0, 0.0, 1.0), (float(nadir[0]), float(nadir[1])))
    camera = _along_walls(camera, camera.to_plane(floor)[:, :2])
    ground = camera.to_plane(floor)[:, :2]
    return Fit(camera, ground, 1 - 1 / ratio, rms, hints.focal is not None, focal_spread=spread)


def _along_walls(camera: Camera, ground: Array) -> Camera:
    """The camera in a world turned so that the walls run along x and y, where they clearly do not."""
    turn = polygon.turn_of(ground)
    if abs(turn) < TURNED:
        return camera
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    frame = np.array(camera.rotation) @ np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    return camera.model_copy(update={"rotation": tuple(map(tuple, frame.tolist()))})


def _lean(fit: Fit, floor: Array, top: Array) -> float:
    """How far, in pixels, the wall tops are from the enlarged floor: the straight fit's own misfit (RMS)."""
    nadir, ratio = np.array([fit.camera.cx, fit.camera.cy]), 1 / (1 - fit.wall)
    return float(np.sqrt(((nadir + ratio * (floor - nadir) - top) ** 2).sum(1).mean()))


def _drawn(size: tuple[int, int], floor: Array, turn: float) -> Fit:
    """A plan: orthographic, straight down, the picture's longer side one unit; turned as it is drawn."""
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    camera = Camera.overhead(*size, float(max(size)), (0.0, 0.0, 1.0)).model_copy(
        update={
            "kind": "ortho",
            "metres_per_pixel": 1 / max(size),
            "rotation": ((c, -s, 0.0), (-s, -c, 0.0), (0.0, 0.0, -1.0)),
        }
    )
    return Fit(camera, camera.to_plane(floor)[:, :2], 0.0, 0.0, True)


def _slanted(size: tuple[int, int], floor: Array, top: Array, hints: CameraHints) -> tuple[Fit, float] | None:
    """A camera at a slant, and the pixels by which it misses the marks and walls at right angles (RMS)."""
    spread = 0.02 if hints.focal else FOCAL_SPREAD
    prior = Prior((hints.focal or FOCAL) * max(size), spread, LOOSE * math.hypot(*size) / 2)
    found = solve_slant(size, floor, top, prior)
    if found is None:
        return None
    fit = Fit(found.camera, found.floor, found.wall, found.rms, True)
    return fit, math.hypot(found.rms, found.askew / 2)


def in_metres(size: tuple[int, int], fit: Fit, hints: CameraHints, *, walls_seen: bool) -> CameraSolution:
    """Puts a unit-height fit at its true size, the floor's bounding rectangle centred on the origin."""
    wall, wall_given = hints.walls()
    width = float(np.ptp(fit.floor[:, 0]))
    factor, scale = combine(anchors_of(fit, hints, width, wall if walls_seen else None))
    stretch = 1.0
    rigid = not fit.focal_known and walls_seen and fit.camera.kind == "pinhole"
    if rigid:
        # near straight down: the height comes from the walls, the focal length makes up the difference
        stretch = (wall / fit.wall) / factor
    camera = refocused(fit.camera, stretch)
    pixels = fit.camera.project(np.column_stack([fit.floor, np.zeros(len(fit.floor))]))
    floor = polygon.squared(camera.to_plane(pixels)[:, :2])
    metres = factor * width / float(np.ptp(floor[:, 0]))
    middle = (floor.min(0) + floor.max(0)) / 2
    camera = enlarged(camera, metres, middle)
    tilt = math.degrees(math.acos(min(1.0, -camera.rotation[2][2])))
    loose = LOOSE * math.hypot(*size)
    sure = 0.95 if walls_seen else 0.9 * math.exp(-0.5 * (fit.tilt_error / 4) ** 2) if fit.tilt_error else 0.5
    confidence = sure * math.exp(-0.5 * (fit.rms / (3 * loose)) ** 2)
    return CameraSolution(
        camera=camera,
        residual=math.degrees(math.atan(fit.rms / (max(size) / 2))),
        confidence=confidence,
        kind="plan" if camera.kind == "ortho" else "oblique" if tilt > 12 else "overhead",
        words=_words(camera, fit, tilt, scale, wall_given=wall_given, walls_seen=walls_seen),
        floor=[(float(x), float(y)) for x, y in polygon.canonical((floor - middle) * metres)],
        wall_height=float(fit.wall * camera.position[2]) if walls_seen else wall,
        scale=scale,
        rigid=rigid,
        focal_error=0.0 if fit.focal_known or walls_seen or camera.kind != "pinhole" else fit.focal_spread,
    )


def refocused(camera: Camera, factor: float) -> Camera:
    """The camera with another focal length and height that sees the nadir and the floor's middle the same.

    For a camera near straight down the two trade off; the tilt follows so that verticals still meet in the
    same pixel.
    """
    if camera.kind == "ortho" or abs(factor - 1) < 1e-9:
        return camera
    frame = np.array(camera.rotation)
    focal = camera.focal_px * factor
    down = -frame[:, 2] / -frame[2, 2] * (1 / factor, 1 / factor, 1)
    down /= np.linalg.norm(down)
    across = frame[:, 0] - down * (frame[:, 0] @ down)
    across /= np.linalg.norm(across)
    turned = np.column_stack([across, -np.cross(down, across), -down])
    x, y, z = camera.position
    return camera.model_copy(
        update={
            "focal_px": focal,
            "rotation": tuple(map(tuple, turned.tolist())),
            "position": (x, y, z * factor),
        }
    )


def enlarged(camera: Camera, factor: float, origin: Array) -> Camera:
    """The camera in a world scaled by `factor` about `origin` (x, y), which becomes the new origin."""
    x, y, z = camera.position
    place = (float((x - origin[0]) * factor), float((y - origin[1]) * factor), float(z * factor))
    update: dict[str, object] = {"position": place}
    if camera.metres_per_pixel is not None:
        # an orthographic camera's height shows nothing: it only has to be above everything
        update = {
            "position": (*place[:2], max(place[2], 10.0)),
            "metres_per_pixel": camera.metres_per_pixel * factor,
        }
    return camera.model_copy(update=update)


def anchors_of(fit: Fit, hints: CameraHints, width: float, wall: float | None) -> list[Anchor]:
    """Metres per unit of the fit's floor, from what was given or else from usual sizes."""
    if hints.room_width:
        words = hints.width_words or f"room width given: {hints.room_width:g} m"
        return [Anchor(words, hints.room_width / width, 0.02, "user")]
    if hints.plan_size and fit.camera.kind == "ortho":
        metres, words, error, written = hints.plan_size
        unit = fit.camera.metres_per_pixel or 1.0
        return [Anchor(words, metres / unit, error, "measured" if written else "usual")]
    area = abs(polygon.area(fit.floor))
    room = Anchor(
        f"floor area taken as about {ROOM_AREA:g} m²", math.sqrt(ROOM_AREA / area), ROOM_AREA_SPREAD / 2
    )
    if wall is None:
        return [room]
    metres, given = hints.walls()
    source = "given" if given else "taken as usual"
    if fit.focal_known:
        spread = 0.05 if given else 0.1
        words = f"wall height {source}: {metres:g} m"
        walls = Anchor(words, wall / fit.wall, spread, "user" if given else "usual")
        return [walls] if given else [walls, room]
    shown = "with the focal length that the picture's lines show"
    usual = f"with a usual focal length of {FOCAL:g} picture widths"
    words = f"wall height {source}: {metres:g} m, {shown if fit.focal_spread < FOCAL_SPREAD else usual}"
    return [room, Anchor(words, wall / fit.wall, math.hypot(fit.focal_spread, 0.05))]


def _fitted(fit: Fit, *, walls_seen: bool) -> str:
    """What the camera rests on, and how well that agrees."""
    if walls_seen:
        return f"{fit.words} fit within {fit.rms:.1f} px"
    if not fit.tilt_error:
        return "only the floor's outline is marked: straight down is assumed, and nothing tells the tilt"
    told = f"told by {fit.words}"
    if fit.rms:
        told += f", which fit within {fit.rms:.1f} px"
    if fit.tilt_error > UNSURE:
        told += "; that is too little to be sure: mark more upright lines (verticals_px)"
    return told


def _words(camera: Camera, fit: Fit, tilt: float, scale: Scale, *, wall_given: bool, walls_seen: bool) -> str:
    off = f" (+-{fit.tilt_error:.1f})" if fit.tilt_error else ""
    where = f"camera {camera.position[2]:.1f} m above the floor, tilted {tilt:.1f} degrees{off}; "
    parts = [
        "orthographic, straight down"
        if camera.kind == "ortho"
        else where + _fitted(fit, walls_seen=walls_seen),
        f"metres: {scale.anchor} (within {scale.relative_error:.0%})",
    ]
    if camera.kind == "ortho":
        parts.append("heights do not show and are usual ones")
    elif not walls_seen:
        parts.append("no wall tops were marked, so the walls' height is a usual one")
    elif not wall_given:
        parts.append("wall height is a usual one")
    return "; ".join(parts)
