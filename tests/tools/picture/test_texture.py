"""Textures tile, keep the surface's colour, and leave the things on it out."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from harness.bench.drawn_rooms import draw_room
from tools.errors import InputError
from tools.picture import exposure
from tools.picture.cast_shadow import evenly_lit
from tools.picture.colours import encoded, lab_of, linear
from tools.picture.image import Pixels, load
from tools.picture.quilt import least_cut, quilt
from tools.picture.texture import make_texture, patterned
from tools.pinhole import Camera

CAMERA = Camera.overhead(600, 400, 1000, (0, 0, 10))
WHOLE = [(20.0, 20.0), (580.0, 20.0), (580.0, 380.0), (20.0, 380.0)]


def carpet(seed: int = 0) -> NDArray[np.float64]:
    rng = np.random.default_rng(seed)
    weave = rng.normal(0, 9, (400, 600, 1)) + 12 * np.sin(np.arange(600) / 4.0)[None, :, None]
    image: NDArray[np.float64] = np.clip(np.array([150.0, 120, 90]) + weave, 0, 255)
    return image


def as_bytes(image: NDArray[np.float64]) -> Pixels:
    return np.clip(np.rint(image), 0, 255).astype(np.uint8)


def test_tile_has_the_mean_colour_and_no_seam(tmp_path: Path) -> None:
    made = make_texture(as_bytes(carpet()), CAMERA, WHOLE, tmp_path / "c.png")
    tile = load(made.path).astype(float)
    assert made.seamless
    assert np.abs(tile.reshape(-1, 3).mean(0) - (150, 120, 90)).max() < 3
    inside = np.abs(np.diff(tile, axis=1)).mean()
    assert np.abs(tile[:, 0] - tile[:, -1]).mean() < 1.6 * inside
    assert np.abs(tile[0] - tile[-1]).mean() < 1.6 * np.abs(np.diff(tile, axis=0)).mean()
    assert made.size_m[0] / tile.shape[1] == pytest.approx(0.01, rel=0.02)


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    paths = [tmp_path / n for n in ("a.webp", "b.webp")]
    for path in paths:
        make_texture(as_bytes(carpet()), CAMERA, WHOLE, path, seed=3)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_things_on_the_floor_stay_out(tmp_path: Path) -> None:
    image = carpet()
    image[150:230, 200:330] = (20, 60, 200)
    marked = make_texture(as_bytes(image), CAMERA, WHOLE, tmp_path / "m.png", avoid=[(200, 150, 330, 230)])
    alone = make_texture(as_bytes(image), CAMERA, WHOLE, tmp_path / "a.png")
    for made in (marked, alone):
        blue = load(made.path).astype(int)
        assert (blue[..., 2] - blue[..., 0] > 40).mean() < 0.005


def test_uneven_light_is_taken_out(tmp_path: Path) -> None:
    shade = np.linspace(0.75, 1.2, 600)[None, :, None]
    made = make_texture(as_bytes(carpet() * shade), CAMERA, WHOLE, tmp_path / "u.png", tile=False)
    assert not made.seamless
    flat = load(made.path).astype(float).mean((0, 2))
    assert flat[:60].mean() == pytest.approx(flat[-60:].mean(), rel=0.1)
    assert made.size_m == pytest.approx((5.6, 3.6), rel=0.01)


def in_shade(image: NDArray[np.float64], shade: NDArray[np.bool_], depth: float) -> Pixels:
    """The picture with a bluish shade whose edge is a few pixels wide."""
    soft = cv2.GaussianBlur(shade.astype(np.float64), (0, 0), 2.0)[..., None]
    share = 1 - soft * (1 - depth * np.array([0.92, 1.0, 1.08]))
    return as_bytes(encoded(linear(image) * share))


@pytest.mark.parametrize("depth", [0.3, 0.6])
@pytest.mark.parametrize("edge", ["upright", "slanted", "window"])
def test_a_cast_shadow_is_left_out(tmp_path: Path, edge: str, depth: float) -> None:
    rows, columns = np.mgrid[:400, :600]
    shade = {
        "upright": columns > 300,
        "slanted": columns + rows > 520,
        "window": (abs(columns - 330) > 190) | (abs(rows - 200) > 120),
    }[edge]
    made = make_texture(in_shade(carpet(), shade, depth), CAMERA, WHOLE, tmp_path / "s.png")
    tile = load(made.path).astype(float)
    assert np.abs(tile.reshape(-1, 3).mean(0) - (150, 120, 90)).max() < 5
    assert cv2.GaussianBlur(tile.mean(2), (0, 0), 12).std() < 5


@pytest.mark.parametrize("kind", ["plain", "slope", "checks", "planks", "another material", "black thing"])
def test_what_is_no_shadow_stays(kind: str) -> None:
    image, (rows, columns) = carpet(), np.mgrid[:400, :600]
    if kind == "slope":
        image *= (0.6 + columns / 1000)[..., None]
    elif kind == "checks":
        image[(rows // 50 + columns // 50) % 2 == 0] *= 0.6
    elif kind == "planks":
        image[rows // 40 % 2 == 0] *= 0.7
    elif kind == "another material":
        image[:, 300:] *= (0.4, 0.6, 1.0)
    elif kind == "black thing":
        image[100:300, 100:400] = 5.0
    allowed = np.ones((400, 600), bool)
    assert evenly_lit(as_bytes(image).astype(np.float32), allowed).all()


def test_checks_keep_their_hue_and_their_period(tmp_path: Path) -> None:
    rows, columns = np.mgrid[:400, :600]
    cloth = np.full((400, 600, 3), (235.0, 225, 215))
    for stripe in ((columns + 3 * np.sin(rows / 60)) % 18 < 9, rows % 18 < 9):  # its threads wander
        cloth[stripe] *= (0.86, 0.62, 0.6)
    image = as_bytes(cloth + np.random.default_rng(0).normal(0, 3, cloth.shape))
    assert patterned(image, CAMERA, WHOLE)
    made = make_texture(image, CAMERA, WHOLE, tmp_path / "g.png")
    tile = load(made.path)
    seen, own = lab_of(image[20:380, 20:580].reshape(-1, 3)), lab_of(tile.reshape(-1, 3))
    assert np.abs(seen.mean(0) - own.mean(0)).max() < 1.5
    assert own[:, 1].std() > 0.8 * seen[:, 1].std()  # as strongly coloured, not drifted to grey
    metres = made.size_m[0] / tile.shape[1]
    line = tile[..., 1].astype(float).mean(0)
    spectrum = np.abs(np.fft.rfft(line - line.mean()))
    assert len(line) * metres / int(spectrum.argmax()) == pytest.approx(0.18, rel=0.06)


def test_plain_cloth_and_boards_are_not_patterned() -> None:
    assert not patterned(as_bytes(carpet()), CAMERA, WHOLE)
    boards = carpet()
    boards[::40] -= 50
    assert not patterned(as_bytes(boards), CAMERA, WHOLE)


@given(st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_what_is_kept_was_the_surface(seed: int) -> None:
    rng = np.random.default_rng(seed)
    sample = rng.uniform(0, 255, (rng.integers(1, 90), rng.integers(1, 90), 3)).astype(np.float32)
    sample[: len(sample) // 2] *= np.float32(rng.uniform(0, 1))
    allowed = rng.random(sample.shape[:2]) < rng.uniform(0, 1)
    kept = evenly_lit(sample, allowed)
    assert not (kept & ~allowed).any()
    assert kept.any() == allowed.any()


@pytest.mark.parametrize("seed", range(2))
def test_drawn_floors_keep_their_colour(tmp_path: Path, seed: int) -> None:
    room = draw_room(seed)
    low, high = room.floor.min(0), room.floor.max(0)
    ring = np.array([(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1])])
    outline = room.camera.project(np.column_stack([ring, np.zeros(4)]))
    made = make_texture(
        room.image, room.camera, [(float(u), float(v)) for u, v in outline], tmp_path / "f.webp",
        avoid=[~room.floor_mask],
    )  # fmt: skip
    # the floor's own colour: away from the dark creases along walls and furniture
    open_floor = cv2.erode(room.floor_mask.astype(np.uint8), np.ones((25, 25), np.uint8)) > 0
    truth = room.image[open_floor].mean(0)
    assert np.abs(load(made.path).reshape(-1, 3).mean(0) - truth).max() < 3


def test_too_small_a_region_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="too small"):
        make_texture(as_bytes(carpet()), CAMERA, [(5, 5), (9, 5), (9, 9)], tmp_path / "x.webp")


def test_quilting_needs_enough_blocks() -> None:
    sample = np.zeros((60, 60, 3), np.float32)
    assert quilt(sample, np.zeros((60, 60), bool), (80, 80), 24, np.random.default_rng(0)) is None
    tile = quilt(sample, np.ones((60, 60), bool), (80, 70), 24, np.random.default_rng(0))
    assert tile is not None
    assert tile.shape[1] >= 80


def test_least_cut_follows_the_valley() -> None:
    cost = np.full((6, 5), 9, np.float32)
    valley = [2, 3, 3, 2, 1, 1]
    cost[np.arange(6), valley] = 0
    assert (least_cut(cost).argmax(1) == valley).all()


def test_exposure_names_what_to_change() -> None:
    picture = draw_room(1).image
    dark = as_bytes(picture * np.array([0.6, 0.6, 0.6]))
    found = exposure.compare(picture, dark)
    assert found.stops > 0.8
    assert "too dark" in found.words()
    assert exposure.compare(picture, picture).stops == pytest.approx(0)
    assert exposure.compare(picture, picture).histogram == 0
    cool = as_bytes(picture * np.array([0.85, 1.0, 1.0]))
    assert "warmer" in exposure.compare(picture, cool).words()
    assert exposure.compare(picture, np.ascontiguousarray(picture[::2, ::2])).histogram < 0.01
    with pytest.raises(InputError, match="proportions"):
        exposure.compare(picture, picture[: picture.shape[0] // 2])
