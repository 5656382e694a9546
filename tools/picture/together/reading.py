"""From marks on several pictures of one room to one survey."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon, contains_xy

from tools.errors import InputError
from tools.geometry import Vec2
from tools.picture.annotations import Annotations
from tools.picture.image import Pixels
from tools.picture.photo.camera import END_PX, FOCAL, FOCAL_SPREAD
from tools.picture.photo.closing import Closed
from tools.picture.photo.view import cells, floor_in_picture, in_view
from tools.picture.reading import hints_of, read
from tools.picture.sampling import with_colours
from tools.picture.together.bundle import Problem, Solution, bundled
from tools.picture.together.faces import faces_of, sighted
from tools.picture.together.joining import joined
from tools.picture.together.landmarks import Landmark, Look
from tools.picture.together.merging import merged
from tools.picture.together.metres import metres
from tools.picture.together.room import closed
from tools.picture.together.shared import landmarks_of
from tools.picture.together.shot import FARTHEST, Pose, Shot, at_of
from tools.picture.together.ways import ways_of
from tools.pinhole import Camera
from tools.settings import PictureSettings
from tools.survey import Point, RoomSurvey, Survey, View

Array = NDArray[np.float64]

LENS, OVERHEAD_LENS = 0.04, 0.06
"""Spread of the logarithm of a focal length that somebody told, and of one that is solved from above."""
DISAGREE = 12.0
"""In its own spread: a picture that has a thing this far from where the others have it has another one."""
AROUND = 0.15
"""Metres around the middle of a thing that are certainly floor."""


class Given(NamedTuple):
    """One of several pictures.

    Attributes:
        name: of its file, for survey and messages.
        image: (height, width, 3) sRGB.
        marks: what is marked on it.
        settings: of the user, as far as they hold for this picture.
    """

    name: str
    image: Pixels
    marks: Annotations
    settings: PictureSettings


class Together(NamedTuple):
    """What came of the joint solve, in the first picture's world and metres."""

    solution: Solution
    floor: Closed
    landmarks: list[Landmark]
    looks: list[Look]


class Joined(NamedTuple):
    """Pictures that lie in one world."""

    pictures: list[Given]
    shots: list[Shot]
    poses: list[Pose]
    left_out: list[str]
    """A line for each picture that could not be brought together with the others."""


def joinable(pictures: Sequence[Given], *, alone: Collection[str] = (), partly: bool = False) -> Joined:
    """The pictures, read alone and laid over the first one.

    Args:
        pictures: at least two; things of one id are the same in all.
        alone: ids of things that are built by themselves, even where they look like a part of another.
        partly: leave out what shares too little with the others.

    Raises:
        InputError: a picture's outlines fit no camera, or (not `partly`) it shares too little.
    """
    shots = [Shot(p.marks, read(p.image, p.settings, p.marks, picture=p.name, alone=alone)) for p in pictures]
    poses = joined(shots)
    left_out = [
        f"{p.name}: no two things of it stand on the floor or hang in another picture, too, so nobody knows "
        "where it was taken; give things the same id in both (docs/photos.md)"
        for k, p in enumerate(pictures) if k not in poses
    ]  # fmt: skip
    if left_out and not partly:
        raise InputError(left_out[0])
    kept = sorted(poses)
    return Joined([pictures[k] for k in kept], [shots[k] for k in kept], [poses[k] for k in kept], left_out)


def read_together(pictures: Sequence[Given], *, alone: Collection[str] = (), partly: bool = False) -> Survey:
    """The survey of one room from several pictures of it.

    Args:
        pictures: at least two; things of one id are the same in all.
        alone: ids of things that are built by themselves, even where they look like a part of another.
        partly: leave out what shares too little with the others, and say so.

    Raises:
        InputError: a picture's outlines fit no camera, or (not `partly`) it shares too little.
    """
    pictures, shots, poses, left_out = joinable(pictures, alone=alone, partly=partly)
    if len(pictures) == 1:
        only = with_colours(shots[0].survey, pictures[0].image)
        return only.model_copy(update={"notes": [*only.notes, *left_out]})
    found = solve_together(shots, poses, pictures)
    user = pictures[0].settings
    scale = metres(shots, found.solution.cameras, found.floor.floor, found.floor.guessed, user)
    whole = next((k for k, shot in enumerate(shots) if not shot.level), None)
    upright = Pose(0 if whole is None else -poses[whole].quarter % 4, scale.factor, (0.0, 0.0))
    ring, cameras = _centred(
        [upright.point(p) for p in found.floor.floor], [upright.camera(c) for c in found.solution.cameras]
    )
    height = user.wall_height or found.solution.ceiling * scale.factor
    seen = _share(cameras, ring, height) if whole is None else None
    first = shots[0]
    room = RoomSurvey(
        floor_px=floor_in_picture(cameras[0], ring) if first.level else _pixels(cameras[0], ring, 0.0),
        wall_top_px=_pixels(cameras[0], ring, height) if first.room.wall_top_px else [],
        floor=ring,
        height=height,
        thickness=first.room.thickness,
        seen=seen if seen is not None else 1.0 if any(s.level for s in shots) else None,
        guessed=found.floor.guessed,
        source="measured",
        confidence=max(s.room.confidence for s in shots),
    )
    views = [
        View(
            picture=p.name, size=s.survey.size, camera=c, residual=s.survey.views[0].residual,
            source="measured", confidence=s.survey.views[0].confidence,
        )
        for p, s, c in zip(pictures, shots, cameras, strict=True)
    ]  # fmt: skip
    survey = Survey(
        scene_type=first.survey.scene_type, style=first.survey.style, views=views, scale=scale.scale,
        room=room, notes=[*_words(found, pictures), *scale.told, *left_out],
        caveats=[c for s in shots for c in s.survey.caveats],
    )  # fmt: skip
    return merged(survey, [p.image for p in pictures], shots, alone)


def solve_together(shots: Sequence[Shot], poses: Sequence[Pose], pictures: Sequence[Given]) -> Together:
    """Cameras, walls and common things at once, and the floor within the walls.

    Args:
        shots: the pictures, each read alone.
        poses: that bring their worlds into the first one's.
        pictures: what was given.
    """
    cameras = [pose.camera(shot.camera) for pose, shot in zip(poses, shots, strict=True)]
    heights = [pose.scale * shot.room.height for pose, shot in zip(poses, shots, strict=True)]
    noise = [max(0.5, END_PX * math.hypot(*shot.survey.size)) for shot in shots]
    ways = ways_of(shots, cameras, noise)
    landmarks, looks = landmarks_of(shots, cameras, poses)
    focal, told = _focal(shots, cameras, pictures), _heights(shots, pictures)
    # things alone first tell where the pictures were taken; then it shows which walls are the same
    for apart in (True, False):
        seen = sighted(shots, cameras, heights)
        faces, edges = faces_of(seen, apart=apart)
        tops = [h for k, h in enumerate(heights) if any(e.top for e in edges if e.view == k)]
        problem = Problem(
            cameras, told, focal, faces, float(np.median(tops or heights)), edges, ways, landmarks, looks,
            np.array(noise),
        )  # fmt: skip
        solution = bundled(problem)
        cameras, heights = solution.cameras, [solution.ceiling] * len(shots)
        landmarks = [
            m._replace(at=(float(x), float(y)), z=float(z))
            for m, (x, y, z) in zip(landmarks, solution.places, strict=True)
        ]
    for face, offset in zip(faces, solution.offsets, strict=True):
        face.offset = float(offset)
    stands = [p[:2] for p, m in zip(solution.places, landmarks, strict=True) if m.solid]
    common = {m.id for m in landmarks}
    for shot, camera in zip(shots, cameras, strict=True):
        for thing in shot.survey.seen:
            at = (
                at_of(thing, camera, shot.room) if thing.mount == "floor" and thing.id not in common else None
            )
            if at is not None and math.dist(at, camera.position[:2]) < FARTHEST:
                stands.append(np.array(at))
    floor = closed(
        shots, solution.cameras, faces, sighted(shots, cameras, heights),
        _around(stands),
    )  # fmt: skip
    return Together(solution, floor, landmarks, looks)


def _heights(shots: Sequence[Shot], pictures: Sequence[Given]) -> Array:
    """(n,) heights of cameras that somebody told, metres; they hold where the first picture's metres do."""
    told = [hints_of(p.settings, p.marks).camera_height for p in pictures]
    scale = shots[0].survey.scale
    if scale is None or scale.source != "user":
        told = [None] * len(told)
    level = [h if h is not None and s.level else math.nan for h, s in zip(told, shots, strict=True)]
    return np.array(level, dtype=float)


def _focal(
    shots: Sequence[Shot], cameras: Sequence[Camera], pictures: Sequence[Given]
) -> tuple[Array, Array]:
    """The logarithms of focal lengths that cameras are drawn to, pixels, and their spreads."""
    rows: list[tuple[float, float]] = []
    for shot, camera, given in zip(shots, cameras, pictures, strict=True):
        told = hints_of(given.settings, shot.marks).focal or shot.marks.focal
        if camera.kind == "ortho":
            rows.append((math.log(1 / (camera.metres_per_pixel or 1.0)), OVERHEAD_LENS))
        elif not shot.level:
            rows.append((math.log(camera.focal_px), OVERHEAD_LENS))
        elif told:
            rows.append((math.log(told * max(shot.survey.size)), LENS))
        else:
            rows.append((math.log(FOCAL * max(shot.survey.size)), FOCAL_SPREAD))
    found = np.array(rows)
    return found[:, 0], found[:, 1]


def _around(places: Sequence[Array]) -> Array:
    """Corners (n, 2) of little squares around places."""
    around = [(-AROUND, -AROUND), (AROUND, -AROUND), (AROUND, AROUND), (-AROUND, AROUND)]
    return np.array([p + np.array(d) for p in places for d in around], dtype=float).reshape(-1, 2)


def _centred(floor: Sequence[Vec2], cameras: Sequence[Camera]) -> tuple[list[Point], list[Camera]]:
    """The world's origin in the middle of the floor's bounding rectangle, the floor from its lower left."""
    points = np.array(floor)
    x, y = ((points.min(0) + points.max(0)) / 2).tolist()
    moved = [
        c.model_copy(update={"position": (c.position[0] - x, c.position[1] - y, c.position[2])})
        for c in cameras
    ]
    return [(u - x, v - y) for u, v in floor], moved


def _share(cameras: Sequence[Camera], floor: Sequence[Point], height: float) -> float:
    """Share of the floor's area that any of the pictures looks over."""
    places = cells([floor])
    places = places[contains_xy(Polygon(floor), places[:, 0], places[:, 1])]
    seen = np.any([in_view(c, places, height) for c in cameras], axis=0)
    return round(float(seen.mean()), 3) if len(places) else 0.0


def _pixels(camera: Camera, floor: Sequence[Point], z: float) -> list[Point]:
    return [(float(u), float(v)) for u, v in camera.project([(*p, z) for p in floor])]


def _words(found: Together, pictures: Sequence[Given]) -> list[str]:
    """What a person should know of the joint solve."""
    told = [
        f"{len(pictures)} pictures solved together, by {len(found.landmarks)} things that several of them "
        "show and by their walls"
    ]
    for look, miss in zip(found.looks, found.solution.misses, strict=True):
        if miss > DISAGREE:
            name, picture = found.landmarks[look.landmark].id, pictures[look.view].name
            told.append(f"{name}: {picture} has it elsewhere than the others do; is it the same thing?")
    return told
