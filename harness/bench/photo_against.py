"""A photo's survey held against the true room: turned, placed, and how far off its things are."""

from __future__ import annotations

import math

import numpy as np
from shapely import Polygon, contains_xy

from harness.bench.photo_rooms import Photographed
from harness.sample.photo_marks import Array
from tools.measure.common_world import by_camera
from tools.picture.photo.view import cells, in_view
from tools.pinhole import Camera
from tools.solve.layout import solve
from tools.survey import Survey

NEAR, CLOSE = 5.0, 0.3
"""Metres from the camera within which things are counted, and those within which they are placed right."""
NOISE = 1.5
"""Pixels by which a careful reader's points are off."""


def in_true_world(points: Array, survey: Survey, true: Camera) -> Array:
    """Places (n, 2) of a survey's world in the true one: the camera stands at the same place in both."""
    assert survey.camera is not None
    move = by_camera(survey.camera, true)
    return np.asarray(points @ move.turn[:2, :2].T + np.array(move.shift))


def overlap(room: Photographed, survey: Survey) -> float:
    """Intersection over union of found and true floor, where the photo looks."""
    assert survey.room is not None
    floor = in_true_world(np.array(survey.room.floor), survey, room.camera)
    places = cells([room.scene.floor, [(float(x), float(y)) for x, y in floor]])
    places = places[in_view(room.camera, places, room.scene.height)]
    true, found = (contains_xy(Polygon(f), places[:, 0], places[:, 1]) for f in (room.scene.floor, floor))
    return float((true & found).sum() / max(1, (true | found).sum()))


def away(room: Photographed, survey: Survey) -> dict[str, float]:
    """Metres by which the middles of things within NEAR of the camera are off, seen from above, by id."""
    found: dict[str, float] = {}
    solved = solve(survey).solved
    for body in room.scene.bodies:
        if body.id in solved and math.dist(body.center[:2], room.camera.position[:2]) < NEAR:
            (at,) = in_true_world(np.array([solved[body.id].at]), survey, room.camera)
            found[body.id] = float(np.hypot(*(at - body.center[:2])))
    return found
