"""Rooms of every shape seen at a slant from any side: the floor comes back without rendering anything."""

from __future__ import annotations

import math
from random import Random
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray
from shapely.geometry import Polygon

from harness.sample.cameras import choose_camera
from tools.picture.rectangles import from_rectangles
from tools.picture.slant import Prior, solve_slant
from tools.picture.solution import CameraHints, CameraSolution
from tools.pinhole import Camera
from tools.planner import shapes
from tools.planner.design import SHAPES, Design, Request

Array = NDArray[np.float64]
ROOMS = 60


class View(NamedTuple):
    camera: Camera
    floor: Array
    floor_px: Array
    top_px: Array

    def solved(self) -> CameraSolution:
        size, width = (self.camera.width, self.camera.height), float(np.ptp(self.floor[:, 0]))
        hints = CameraHints(room_width=width)
        return from_rectangles(size, self.floor_px.tolist(), self.top_px.tolist(), hints)


def view(seed: int, noise: float) -> View:
    """A sampled room before a sampled oblique camera, its corners marked with `noise` pixels of error."""
    rng = Random(f"slant/{seed}")
    shape = SHAPES[seed % len(SHAPES)]
    outline = shapes.outline(rng, shape, rng.uniform(10, 45))
    floor = [(float(x), float(y)) for x, y in outline.exterior.coords[:-1]]
    design = Design(
        request=Request(seed=seed, shape=shape), type="living", shape=shape, style="modern",
        floor=floor, height=rng.uniform(2.4, 3.1), wall=0.15,
    )  # fmt: skip
    camera = choose_camera(rng, design, "oblique")
    low = camera.project([(x, y, 0.0) for x, y in floor])
    high = camera.project([(x, y, design.height) for x, y in floor])
    errors = np.random.default_rng(seed).normal(0, noise, (2, *low.shape))
    return View(camera, np.array(floor), low + errors[0], high + errors[1])


def overlap(found: CameraSolution, truth: Array) -> float:
    a, b = Polygon(found.floor), Polygon(truth - (truth.min(0) + truth.max(0)) / 2)
    return float(a.intersection(b).area / a.union(b).area)


@pytest.mark.parametrize(("noise", "median", "nearly_all"), [(0.0, 0.998, 0.99), (1.0, 0.98, 0.95)])
def test_floors_of_oblique_rooms_come_back(noise: float, median: float, nearly_all: float) -> None:
    views = [view(seed, noise) for seed in range(ROOMS)]
    overlaps = np.array([overlap(v.solved(), v.floor) for v in views])
    assert np.median(overlaps) >= median
    assert np.quantile(overlaps, 0.05) >= nearly_all
    assert overlaps.min() >= 0.9


def test_cameras_stand_where_they_stood() -> None:
    for seed in range(0, ROOMS, 4):
        one = view(seed, 0.0)
        middle = (one.floor.min(0) + one.floor.max(0)) / 2
        away = np.array(one.solved().camera.position) - one.camera.position + [*middle, 0.0]
        assert np.linalg.norm(away) < 0.02 * math.hypot(*one.camera.position)


def test_the_same_marks_give_the_same_camera() -> None:
    one = view(3, 1.0)
    assert one.solved() == one.solved()


def test_a_floor_beyond_every_horizon_has_no_slanted_camera() -> None:
    floor = np.array([(100.0, 300.0), (500.0, 300.0), (500.0, 500.0), (100.0, 500.0)])
    # uprights that meet far above: the floor would hang over the camera
    top = (floor - (300.0, -20000.0)) * 1.3 + (300.0, -20000.0)
    found = solve_slant((600, 600), floor, top, Prior(900.0, 0.4, 2.0))
    assert found is None
