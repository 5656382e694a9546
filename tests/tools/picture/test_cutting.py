"""Flat faces are cut head-on and the right way up; what hides them is filled by their own symmetry."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tools.errors import InputError
from tools.picture import cutting
from tools.picture.image import Pixels, load
from tools.pinhole import Camera

CAMERA = Camera.overhead(600, 400, 1000, (0, 0, 10))
QUAD = np.array([(150.0, 90.0), (450.0, 110.0), (420.0, 300.0), (180.0, 290.0)])


def medallion(height: int = 190, width: int = 300) -> NDArray[np.float32]:
    """A rug: a border and a medallion, the same from left to right and upside down."""
    y, x = np.mgrid[0:height, 0:width]
    u, v = np.abs(x - (width - 1) / 2) / width * 2, np.abs(y - (height - 1) / 2) / height * 2
    image = np.full((height, width, 3), (170.0, 60, 50), np.float32)
    image[(u * u + v * v) < 0.25] = (230, 210, 170)
    image[(u > 0.88) | (v > 0.84)] = (40, 50, 90)
    return image


def seen_at(face: NDArray[np.float32], quad: NDArray[np.float64]) -> Pixels:
    """A grey picture in which a face is seen at a quad."""
    height, width = face.shape[:2]
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32) - 0.5
    matrix = cv2.getPerspectiveTransform(corners, (quad - 0.5).astype(np.float32))
    picture = np.full((400, 600, 3), 128, np.uint8)
    drawn = cv2.warpPerspective(face.astype(np.uint8), matrix, (600, 400), flags=cv2.INTER_AREA)
    inside = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, (600, 400)) > 250
    picture[inside] = drawn[inside]
    return picture


def gap(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """Mean difference of two pictures of any sizes, 0 to 255."""
    small = [cv2.resize(p.astype(np.float32), (60, 40), interpolation=cv2.INTER_AREA) for p in (a, b)]
    return float(np.abs(small[0] - small[1]).mean())


def test_a_poster_is_cut_head_on_and_the_right_way_up(tmp_path: Path) -> None:
    poster = medallion()
    poster[:60, :90] = (20, 200, 30)  # its upper left
    mean = cutting.cut(seen_at(poster, QUAD), QUAD, tmp_path / "p.png", shape=300 / 190)
    made = load(tmp_path / "p.png").astype(np.float32)
    assert made.shape[1] / made.shape[0] == pytest.approx(300 / 190, rel=0.03)
    assert gap(made, poster) < 8
    assert np.abs(np.array(mean) - poster.reshape(-1, 3).mean(0)).max() < 6


def test_what_stands_on_a_rug_is_filled_by_its_other_half(tmp_path: Path) -> None:
    picture, hidden = seen_at(medallion(), QUAD), np.zeros((400, 600), bool)
    hidden[60:200, 120:280] = True
    picture[hidden] = (250, 250, 250)
    cutting.cut(picture, QUAD, tmp_path / "r.png", shape=300 / 190, hidden=hidden)
    assert gap(load(tmp_path / "r.png").astype(np.float32), medallion()) < 12


def test_half_in_shade_it_is_filled_as_light_as_thereabouts() -> None:
    face = medallion() * np.linspace(0.8, 1.1, 300, dtype=np.float32)[None, :, None]
    known = np.ones(face.shape[:2], bool)
    known[20:80, 200:260] = False
    made = cutting.completed(np.where(known[..., None], face, 0).astype(np.float32), known)
    assert np.abs(made - face)[20:80, 200:260].mean() < 14


def test_a_face_without_symmetry_is_not_mirrored() -> None:
    rng = np.random.default_rng(0)
    face = cv2.resize(
        rng.uniform(0, 255, (5, 7, 3)).astype(np.float32), (300, 190), interpolation=cv2.INTER_CUBIC
    )
    known = np.ones((190, 300), bool)
    known[40:120, 60:140] = False
    assert cutting.mirrors(face, known) == []
    assert cutting.mirrors(medallion(), known)


def test_what_was_seen_stays_as_it_was() -> None:
    face, known = medallion(), np.ones((190, 300), bool)
    known[:, 140:160] = False
    made = cutting.completed(face, known)
    far = cv2.erode(known.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    assert np.abs(made - face)[far].max() < 1e-3
    assert np.isfinite(made).all()


def test_a_change_of_light_is_levelled() -> None:
    face = (
        np.full((100, 200, 3), 140, np.float32) * np.linspace(0.8, 1.1, 200, dtype=np.float32)[None, :, None]
    )
    made = cutting.level(face, np.ones((100, 200), bool))
    assert made.mean((0, 2)).std() < 0.4 * face.mean((0, 2)).std()


def test_a_lamp_s_warm_light_on_one_corner_is_taken_off_and_the_medallion_stays() -> None:
    y, x = np.mgrid[0:190, 0:300]
    glow = np.exp(-((x - 270) ** 2 + (y - 30) ** 2) / 90.0**2)[..., None]
    lit = np.clip(medallion() * (1 + glow * (0.5, 0.3, 0.05)), 0, 255).astype(np.float32)
    made = cutting.level(lit, np.ones((190, 300), bool))
    uneven = [p[20:60, 220:260].mean((0, 1)) - p[20:60, 40:80].mean((0, 1)) for p in (lit, made)]
    assert np.abs(uneven[1]).max() < 0.35 * np.abs(uneven[0]).max()
    middle, ground = made[85:105, 130:170].mean((0, 1)), made[85:105, 40:60].mean((0, 1))
    assert middle[1] - ground[1] > 90


def test_hardly_seen_is_refused(tmp_path: Path) -> None:
    hidden = np.ones((400, 600), bool)
    with pytest.raises(InputError, match="too little to cut out"):
        cutting.cut(seen_at(medallion(), QUAD), QUAD, tmp_path / "n.png", shape=1.5, hidden=hidden)


def test_how_well_a_face_is_seen() -> None:
    top = np.array([(-1.0, 0.6, 0.0), (1.0, 0.6, 0.0), (1.0, -0.6, 0.0), (-1.0, -0.6, 0.0)])
    held = cutting.sight(CAMERA, top)
    assert held.towards > 0.99
    assert held.inside == pytest.approx(1.0, abs=0.01)
    assert held.area == pytest.approx(200 * 120, rel=0.02)
    assert held.short == pytest.approx(120, rel=0.02)
    assert cutting.sight(CAMERA, top[::-1]).towards < -0.99  # from below
    assert cutting.sight(CAMERA, top + np.array([3.0, 0, 0])).inside == pytest.approx(0.5, abs=0.05)
