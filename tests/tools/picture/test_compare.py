"""A render against its picture: silhouettes, colours, FLIP and SSIM."""

from __future__ import annotations

import numpy as np
import pytest

from harness.bench.drawn_rooms import draw_room
from tools.errors import InputError
from tools.measured import ObjectReport, RoomReport, SceneReport
from tools.picture.compare import compare, flip_picture, whole, worst_sheet
from tools.picture.flip import flip
from tools.picture.image import Pixels
from tools.picture.survey import Seen, Survey


def item(id: str, on: str | None = None) -> ObjectReport:
    return ObjectReport(
        id=id, category="box", mount="object" if on else "floor", on=on, center=(0, 0, 0), size=(1, 1, 1),
        declared_size=(1, 1, 1), yaw_deg=0, low=(0, 0, 0), high=(1, 1, 1),
    )  # fmt: skip


REPORT = SceneReport(
    room=RoomReport(floor_polygon=[(0, 0), (1, 0), (1, 1)], height=2.5),
    objects=[item("bed"), item("pillow", on="bed"), item("gone")],
    views=[],
    digest="",
)


def pair() -> tuple[Pixels, Pixels, np.ndarray[tuple[int, int], np.dtype[np.int64]], Survey]:
    picture = np.full((120, 200, 3), 200, np.uint8)
    picture[20:80, 40:100] = (150, 60, 60)
    picture[30:40, 50:70] = 240
    ids = np.zeros((120, 200), int)
    ids[20:80, 40:100] = 1
    ids[30:40, 50:70] = 2
    survey = Survey(
        picture="p.png",
        size=(200, 120),
        things=[
            Seen(id="bed", category="bed", box=(40, 20, 100, 80)),
            Seen(id="pillow", category="pillow", box=(50, 30, 70, 40), on="bed", small=True),
            Seen(id="gone", category="box", box=(150, 50, 170, 90)),
            Seen(id="refused", category="box", box=(0, 0, 5, 5), rejected="not a thing"),
        ],
    )
    return picture, picture.copy(), ids, survey


def test_the_same_picture_is_perfect() -> None:
    picture, render, ids, survey = pair()
    found = compare(picture, render, ids, REPORT, survey)
    by_id = {o.id: o for o in found.objects}
    assert set(by_id) == {"bed", "pillow", "gone"}
    assert by_id["bed"].silhouette == 1.0
    assert by_id["pillow"].silhouette == 1.0
    assert by_id["bed"].colour == 0
    assert by_id["gone"].silhouette == 0
    assert by_id["gone"].colour is None
    assert found.flip == pytest.approx(0, abs=1e-9)
    assert found.ssim == pytest.approx(1)
    assert found.worst(1)[0].id == "gone"
    assert "gone" in found.words()


def test_shift_and_colour_are_measured() -> None:
    picture, _, ids, survey = pair()
    render = np.full_like(picture, 200)
    render[20:80, 70:130] = (60, 60, 150)
    moved = np.roll(ids, 30, axis=1)
    found = compare(picture, render, moved, REPORT, survey)
    bed = next(o for o in found.objects if o.id == "bed")
    assert bed.silhouette == pytest.approx(30 / 90, abs=0.02)
    assert bed.colour is not None
    assert bed.colour > 20
    assert found.flip > 0.05
    assert found.ssim < 0.95
    sheet = worst_sheet(picture, render, found.worst(3))
    assert sheet.shape[1] > 300


def test_outlines_are_stricter_than_boxes() -> None:
    picture, render, ids, survey = pair()
    survey.things[0].outline = [(40, 20), (100, 20), (40, 80)]
    bed = next(o for o in compare(picture, render, ids, REPORT, survey).objects if o.id == "bed")
    assert bed.silhouette == pytest.approx(0.5, abs=0.05)


def test_smaller_masks_and_renders_are_fitted() -> None:
    picture, render, ids, survey = pair()
    found = compare(picture, np.ascontiguousarray(render[::2, ::2]), ids[::2, ::2], REPORT, survey)
    assert found.silhouette > 0.6
    with pytest.raises(InputError, match="proportions"):
        compare(picture, np.ascontiguousarray(render[:, :100]), ids, REPORT, survey)


def test_flip_behaves_as_published() -> None:
    black, white = (np.full((64, 64, 3), v, np.uint8) for v in (0, 255))
    green = np.zeros((64, 64, 3), np.uint8)
    green[..., 1] = 255
    blue = np.zeros((64, 64, 3), np.uint8)
    blue[..., 2] = 255
    assert flip(black, black).max() == pytest.approx(0, abs=1e-9)
    # the largest error of the colour pipeline is by definition that of green against blue
    assert flip(green, blue).mean() == pytest.approx(1.0, abs=1e-6)
    assert 0.9 < flip(black, white).mean() < 1.0
    one = white.copy()
    one[32, 32] = 0
    assert flip(white, one)[32, 32] > flip(white, one)[5, 5]


def test_flip_grows_with_noise() -> None:
    image = draw_room(1).image
    rng = np.random.default_rng(0)
    errors = []
    for spread in (0, 8, 30):
        noisy = np.clip(image + rng.normal(0, spread, image.shape), 0, 255).astype(np.uint8)
        errors.append(whole(image, noisy)[0])
    assert errors[0] == pytest.approx(0, abs=1e-9)
    assert errors == sorted(errors)
    assert flip_picture(image, image).max() < 20
