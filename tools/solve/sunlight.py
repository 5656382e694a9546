"""Where the sun stands, from what it lights and leaves in shadow on the floor."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from tools.geometry import Wall
from tools.measured import ObjectReport
from tools.picture.exposure import luminance
from tools.picture.image import Mask, Pixels
from tools.pinhole import Camera
from tools.survey import RoomSurvey, Survey
from tools.walls import walls_of

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]

POINTS = 1600
"""Floor points that are looked at, at most."""
AZIMUTHS, ELEVATIONS = tuple(range(0, 360, 10)), tuple(range(20, 76, 7))
"""Degrees tried first."""
FINER = ((4.0, 2.5), (1.5, 1.0))
"""Degrees of azimuth and elevation about the best, tried after that."""
FIT, RATIO, EDGE, SHARE = 0.64, 1.55, 0.38, 0.03
"""Least correlation of light and brightness, ratio, sharpness, and part of the floor in light and in shadow.

Set on 38 generated rooms with known suns, so that none was taken that is more than 20 degrees of azimuth off,
and so that a picture in soft light alone has none.
"""
NEAR = 0.3
"""Metres between floor points that are compared across an edge of light."""
CUT = 0.45
"""Metres of floor: a near wall that would hide more than so much of it is left out of a picture.

The rule by which `tools.kit.room.cutaway`, which runs in Blender only, leaves walls out of a view.
"""
LOW = 0.25
"""Metres: what is lower casts no shadow worth looking for."""


class Sun(NamedTuple):
    """The sun.

    Attributes:
        elevation: degrees above the horizon.
        azimuth: where it comes from, degrees clockwise from the picture's top.
        ratio: how many times brighter the floor is in it than beside it.
        fit: correlation of the predicted light with the floor's log brightness.
    """

    elevation: float
    azimuth: float
    ratio: float
    fit: float


class Floor(NamedTuple):
    """Bare floor in the picture: (N,) rows and columns of pixels, and (N, 2) the world points they show."""

    rows: NDArray[np.int_]
    columns: NDArray[np.int_]
    points: Array

    def brightness(self, image: Pixels) -> Array:
        """(N,) log2 of the luminance there."""
        return np.asarray(np.log2(luminance(image[self.rows, self.columns].astype(float)) + 0.003))


def find_sun(image: Pixels, survey: Survey, bare: Mask, objects: Sequence[ObjectReport]) -> Sun | None:
    """The direction whose light and shadows explain the floor best; None when none does.

    The room is seen from above without its ceiling, so the sun comes over the walls and through windows.

    Args:
        image: (H, W, 3) sRGB.
        survey: with camera and room.
        bare: (H, W) pixels that show bare floor.
        objects: what stands in the room.
    """
    floor = floor_of(survey, bare)
    if floor is None or survey.camera is None or survey.room is None:
        return None
    bright = floor.brightness(image)
    room = Shadows(survey.room, survey.camera, objects, floor.points)
    best = max((_tried(room, bright, a, e) for a in AZIMUTHS for e in ELEVATIONS), key=lambda s: s.fit)
    for da, de in FINER:
        near = [
            (best.azimuth + i * da, best.elevation + j * de) for i in (-2, -1, 0, 1, 2) for j in (-1, 0, 1)
        ]
        best = max((_tried(room, bright, a, e) for a, e in near), key=lambda s: s.fit)
    sure = best.fit >= FIT and best.ratio >= RATIO and _sharpness(room, bright, best) >= EDGE
    return best._replace(azimuth=best.azimuth % 360) if sure else None


def contrast(
    image: Pixels, survey: Survey, bare: Mask, objects: Sequence[ObjectReport], sun: tuple[float, float]
) -> float:
    """How many times brighter the floor is where a sun (azimuth, elevation) reaches it; 1 if it cannot."""
    floor = floor_of(survey, bare)
    if floor is None or survey.camera is None or survey.room is None:
        return 1.0
    lit = Shadows(survey.room, survey.camera, objects, floor.points).lit(*sun)
    if not lit.any() or lit.all():
        return 1.0
    bright = floor.brightness(image)
    return float(2.0 ** (bright[lit].mean() - bright[~lit].mean()))


def floor_of(survey: Survey, bare: Mask) -> Floor | None:
    """Points spread over the bare floor; None when hardly any shows."""
    rows, columns = np.nonzero(bare)
    step = max(1, len(rows) // POINTS)
    rows, columns = rows[::step], columns[::step]
    if survey.camera is None or len(rows) < POINTS // 20:
        return None
    points = survey.camera.to_plane(np.column_stack([columns + 0.5, rows + 0.5]))[:, :2]
    return Floor(rows, columns, np.asarray(points, dtype=float))


def _tried(room: Shadows, bright: Array, azimuth: float, elevation: float) -> Sun:
    """How well one direction explains the floor's brightness."""
    lit = room.lit(azimuth, elevation)
    share = float(lit.mean())
    if not SHARE < share < 1 - SHARE or not 10 < elevation < 85:
        return Sun(elevation, azimuth, 1.0, -1.0)
    gain = float(bright[lit].mean() - bright[~lit].mean())
    spread = float(bright.std()) or 1.0
    # Pearson's correlation with a two-valued variable.
    return Sun(elevation, azimuth, 2.0**gain, gain * math.sqrt(share * (1 - share)) / spread)


def _sharpness(room: Shadows, bright: Array, sun: Sun) -> float:
    """How much of the difference between light and shadow is there right across their edges.

    Lamps and dark corners make gradients; only a sun has edges where walls and windows say.
    """
    lit = room.lit(sun.azimuth, sun.elevation)
    pairs = cKDTree(room.points).query_pairs(NEAR, output_type="ndarray")
    one, other = (pairs[lit[pairs[:, 0]] != lit[pairs[:, 1]]]).T
    if not len(one):
        return 0.0
    steps = (bright[one] - bright[other]) * np.where(lit[one], 1.0, -1.0)
    return float(steps.mean() / math.log2(sun.ratio))


class Shadows:
    """What lies between floor points and a sun: walls with their windows, and boxes for things."""

    def __init__(
        self, room: RoomSurvey, camera: Camera, objects: Sequence[ObjectReport], points: Array
    ) -> None:
        self.room, self.points = room, points
        standing = [wall for wall in walls_of(room) if wall.inner or not _cut_away(wall, room, camera)]
        self.walls = [(wall, self._height(wall)) for wall in standing]
        self.boxes = [o for o in objects if o.mount == "floor" and o.on is None and o.size[2] > LOW]

    def _height(self, wall: Wall) -> float:
        own = [p.height for p in self.room.partitions if p.id == wall.name]
        return (own[0] if own else None) or self.room.height

    def lit(self, azimuth: float, elevation: float) -> Bools:
        """(N,) which points the sun reaches."""
        turn, rise = math.radians(azimuth), math.tan(math.radians(elevation))
        way = np.array([math.sin(turn), math.cos(turn)])
        free = np.ones(len(self.points), bool)
        for wall, height in self.walls:
            free &= ~self._behind(wall, height, way, rise)
        for box in self.boxes:
            free &= ~_under(box, self.points, way, rise)
        return free

    def _behind(self, wall: Wall, height: float, way: Array, rise: float) -> Bools:
        """Points from which the way to the sun runs into a wall and not through one of its windows."""
        normal, along = np.array(wall.normal), np.array(wall.along)
        speed = float(way @ normal)
        if abs(speed) < 1e-6:
            return np.zeros(len(self.points), bool)
        far = (np.array(wall.start) - self.points) @ normal / speed
        at = (self.points + far[:, None] * way - np.array(wall.start)) @ along
        hit = (far > 1e-6) & (at > -0.1) & (at < wall.length + 0.1) & (far * rise < height)
        # The far side of the wall's opening is passed a little later and higher.
        later = self.room.thickness / abs(speed)
        for opening in self.room.openings:
            if opening.wall != wall.name or opening.kind == "door":
                continue
            through = np.ones(len(self.points), bool)
            for more in (0.0, later):
                z, x = (far + more) * rise, at + more * float(way @ along)
                through &= (z > opening.sill) & (z < opening.sill + opening.height)
                through &= (x > opening.start) & (x < opening.start + opening.width)
            hit &= ~through
        return np.asarray(hit)


def _cut_away(wall: Wall, room: RoomSurvey, camera: Camera) -> bool:
    """Whether an outer wall is left out of the picture, for it would hide the room: then it has no shadow."""
    eye = np.array(camera.position, dtype=float)
    if camera.kind == "ortho":
        eye = eye - 1000.0 * np.array(camera.rotation[2])
    behind = -wall.place_of((float(eye[0]), float(eye[1])))[1] - room.thickness
    above = float(eye[2]) - room.height
    return behind > 0 and (above <= 0 or room.height * behind / above > CUT)


def _under(box: ObjectReport, points: Array, way: Array, rise: float) -> Bools:
    """Points from which the way to the sun runs through an upright box."""
    turn = math.radians(box.yaw_deg)
    axes = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    place, speed = (points - np.array(box.center[:2])) @ axes.T, axes @ way
    low, high = np.zeros(len(points)), np.full(len(points), box.high[2] / rise)
    for k in range(2):
        half = box.size[k] / 2
        if abs(speed[k]) < 1e-9:
            high = np.where(np.abs(place[:, k]) < half, high, -1.0)
            continue
        ends = np.sort(np.stack([(-half - place[:, k]) / speed[k], (half - place[:, k]) / speed[k]]), axis=0)
        low, high = np.maximum(low, ends[0]), np.minimum(high, ends[1])
    return np.asarray(low < high)
