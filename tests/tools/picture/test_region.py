"""Regions, crops, colours, sheets and overlays."""

from __future__ import annotations

import numpy as np
import pytest

from tools.errors import InputError
from tools.geometry import mask_overlap
from tools.measured import ObjectReport, RoomReport, SceneReport
from tools.picture.colours import colours, delta_e, light_tint, median_colour
from tools.picture.image import Pixels
from tools.picture.overlay import Canvas, draw_boxes, draw_room, overlay_scene, overlay_survey
from tools.picture.region import box_of, box_within, crop, mask_of, outline_of
from tools.picture.sheet import contact_sheet, side_by_side
from tools.pinhole import Camera
from tools.survey import Opening, Partition, RoomSurvey, Seen, Survey


def picture() -> Pixels:
    image = np.full((120, 200, 3), 180, np.uint8)
    image[20:60, 30:90] = (150, 40, 30)
    image[20:60, 75:90] = (75, 20, 15)  # the same red in shade
    return image


def test_masks_boxes_and_outlines_agree() -> None:
    mask = mask_of((30, 20, 90, 60), (200, 120))
    assert mask.sum() == 60 * 40
    assert box_of(mask) == (30, 20, 90, 60)
    assert box_of(np.zeros((5, 5), bool)) == (0, 0, 0, 0)
    ring = outline_of(mask)
    assert len(ring) == 4
    assert mask_overlap(mask_of(ring, (200, 120)), mask) == 1.0
    assert mask_of([(30, 20), (90, 20), (90, 60)], (200, 120)).sum() == pytest.approx(1200, abs=90)


@pytest.mark.parametrize("box", [(300, 10, 400, 50), (1, 2, 3), (float("nan"), 0, 5, 5)])
def test_boxes_that_make_no_sense(box: tuple[float, ...]) -> None:
    with pytest.raises(InputError):
        box_within(box, (200, 120))


def test_crop_is_scaled_by_one_factor() -> None:
    part = crop(picture(), (30, 20, 90, 60), margin=0.0, side=120)
    assert part.shape == (80, 120, 3)
    assert crop(picture(), (190, 110, 400, 300), margin=0.5).shape[0] <= 120


def test_colours_join_light_and_shade() -> None:
    found = colours(picture(), (30, 20, 90, 60))
    assert found[0].share >= 0.75
    assert delta_e(found[0].rgb, (150, 40, 30)) < 3
    assert sum(c.share for c in found) == pytest.approx(1.0)
    assert median_colour(picture(), (0, 0, 20, 20)) == (180, 180, 180)
    assert colours(picture(), (30, 20, 90, 60)) == found


def test_tinted_light_is_partly_taken_out() -> None:
    warm = np.clip(picture() * np.array([1.1, 1.0, 0.8]), 0, 255).astype(np.uint8)
    tint = light_tint(warm)
    assert tint[0] > 1.0 > tint[2]
    base = colours(warm, (100, 70, 180, 110))[0].base
    assert base[0] - base[2] < 0.7 * (int(warm[80, 120, 0]) - int(warm[80, 120, 2]))


def test_known_colour_distance() -> None:
    assert delta_e((255, 255, 255), (255, 255, 255)) == 0
    assert delta_e((0, 0, 0), (255, 255, 255)) == pytest.approx(100, abs=0.1)


def test_sheets_keep_proportions() -> None:
    row = side_by_side([picture(), picture()[:60]], ["a", "b"], height=100)
    assert row.shape[0] >= 100
    assert contact_sheet([picture()] * 5, columns=2).shape[0] > 3 * 120


def test_overlays_draw_something_where_it_belongs() -> None:
    camera = Camera.overhead(200, 120, 300, (0, 0, 10))
    floor = [(-2.0, -1.0), (2.0, -1.0), (2.0, 1.0), (-2.0, 1.0)]
    room = RoomSurvey(
        floor_px=[],
        floor=floor,
        height=2.5,
        partitions=[Partition(id="p", start=(0, -1), end=(0, 0))],
        openings=[
            Opening(id="w", kind="window", wall=0, start=1, width=1, sill=0.8, height=1.2),
            Opening(id="nowhere", kind="door", wall="gone", start=0, width=1),
        ],
    )
    survey = Survey(
        picture="x.png",
        size=(200, 120),
        camera=camera,
        room=room,
        things=[Seen(id="box", category="box", box=(30, 20, 90, 60), foot=(60, 40))],
    )
    drawn = overlay_survey(picture(), survey)
    canvas = Canvas(picture())
    draw_room(canvas, camera, room)
    for result in (drawn, canvas.pixels()):
        assert result.shape == picture().shape
        u, v = camera.project([(-1.0, -1.0, 0.0)])[0]
        assert result[round(v), round(u), 1] > result[round(v), round(u), 0]
    assert (draw_boxes(picture(), [("a", (30, 20, 90, 60))]) != picture()).any()


def test_scene_overlay_uses_measured_boxes() -> None:
    camera = Camera.overhead(200, 120, 300, (0, 0, 10))
    item = ObjectReport(
        id="t", category="table", mount="floor", on=None, center=(1, 0, 0.4), size=(1, 1, 0.8),
        declared_size=(1, 1, 0.8), yaw_deg=0, low=(0.5, -0.5, 0), high=(1.5, 0.5, 0.8),
    )  # fmt: skip
    room = RoomReport(floor_polygon=[(-2, -1), (2, -1), (2, 1), (-2, 1)], height=2.5)
    drawn = overlay_scene(picture(), camera, SceneReport(room=room, objects=[item], views=[], digest=""))
    plain = overlay_scene(picture(), camera, SceneReport(room=room, objects=[], views=[], digest=""))
    changed = box_of((drawn != plain).any(2))
    corner = camera.project([(0.5, 0.5, 0.0)])[0]
    assert changed[0] == pytest.approx(corner[0], abs=2)
