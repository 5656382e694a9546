import numpy as np
import pytest

from tests.tools.solve.rooms import CAMERA, HEIGHT, WIDTH, Truth, outline, survey_of
from tools.picture.annotations import Annotations
from tools.picture.reading import LIT_WORD, read
from tools.picture.region import mask_of
from tools.settings import PictureSettings

THICK = 0.2


def page(lamp: tuple[float, float, float, float] | None = None) -> np.ndarray:
    """A building of light walls on a white page, perhaps with a glowing lamp."""
    image = np.full((CAMERA.height, CAMERA.width, 3), 255, np.uint8)
    size = (CAMERA.width, CAMERA.height)
    x, y = WIDTH / 2 + THICK, 2.0 + THICK
    outer = CAMERA.project([(-x, y, HEIGHT), (x, y, HEIGHT), (x, -y, HEIGHT), (-x, -y, HEIGHT)])
    image[mask_of([(float(u), float(v)) for u, v in outer], size)] = (190, 188, 180)
    image[mask_of(outline(HEIGHT), size)] = (150, 140, 130)
    image[mask_of(outline(0.0), size)] = (120, 90, 60)
    if lamp is not None:
        image[mask_of(lamp, size)] = (255, 240, 210)
    return image


def marks(**fields: object) -> Annotations:
    return Annotations.model_validate(
        {"room_width": WIDTH, "wall_height": HEIGHT, "floor_px": outline(0.0), "wall_top_px": outline(HEIGHT)}
        | fields
    )


def test_wall_thickness_is_seen_on_the_page() -> None:
    room = read(page(), PictureSettings(), marks()).room
    assert room is not None
    assert room.thickness == pytest.approx(THICK, abs=0.02)


def test_the_first_wall_runs_along_the_bottom() -> None:
    room = read(page(), PictureSettings(), marks()).room
    assert room is not None
    assert room.floor[0] == pytest.approx((-3, -2), abs=0.02)
    assert room.floor[1] == pytest.approx((3, -2), abs=0.02)


def test_a_lamp_that_glows_is_lit() -> None:
    lamp = Truth("floor lamp", (1.0, 0.5), (0.4, 0.4, 1.5), marks={"top": 1.5, "facing": None}).mark("lamp")
    survey = read(page(lamp.box), PictureSettings(), marks(things=[lamp]))
    assert LIT_WORD in survey.things[0].words
    assert LIT_WORD not in read(page(), PictureSettings(), marks(things=[lamp])).things[0].words


def test_a_users_word_wins_over_the_annotations() -> None:
    room = read(page(), PictureSettings(room_width=9.0), marks()).room
    assert room is not None
    assert np.ptp([p[0] for p in room.floor]) == pytest.approx(9.0, abs=0.05)


def test_usual_sizes_give_the_scale_when_nobody_does() -> None:
    usual = {
        "bed": Truth("bed", (0, 0.9), (1.85, 2.1, 1.1), marks={"top": 1.1}),
        "a": Truth("armchair", (2, -1), (0.8, 0.82, 0.8), marks={"top": 0.8}),
        "n": Truth("nightstand", (-1.4, 1.7), (0.52, 0.44, 0.55), marks={"top": 0.55}),
    }
    survey = survey_of(usual, room_width=None)
    assert survey.scale is not None
    assert survey.scale.source == "usual"
    assert survey.room is not None
    assert np.ptp([p[0] for p in survey.room.floor]) == pytest.approx(WIDTH, rel=0.08)


def test_parts_are_folded_into_their_whole() -> None:
    bed = Truth("bed", (0, 0.9), (1.85, 2.1, 1.1), marks={"top": 1.1})
    board = Truth("headboard", (0, 1.9), (1.85, 0.1, 1.1), marks={"on": "bed", "top": 1.1})
    survey = survey_of({"bed": bed, "board": board})
    assert ("board", "part of", "bed") in survey.relations
    assert "part of bed" in (survey.things[1].rejected or "")


def test_furniture_on_a_rug_stands_on_the_floor() -> None:
    rug = {"id": "rug", "category": "rug", "box": (200, 200, 420, 360)}
    bed = {"id": "bed", "category": "bed", "box": (220, 210, 400, 340), "on": "rug"}
    cup = {"id": "cup", "category": "cup", "box": (300, 300, 310, 310), "on": "rug"}
    survey = read(page(), PictureSettings(), marks(things=[rug, bed, cup]))
    seen = {t.id: t for t in survey.things}
    assert (seen["bed"].on, seen["bed"].mount, seen["bed"].small) == (None, "floor", False)
    assert ("bed", "on", "rug") in survey.relations
    assert seen["cup"].on == "rug"


def test_what_lies_on_a_part_lies_on_the_whole() -> None:
    bed = {"id": "bed", "category": "bed", "box": (220, 210, 400, 340)}
    duvet = {"id": "duvet", "category": "duvet", "box": (220, 250, 400, 340), "on": "bed"}
    throw = {"id": "throw", "category": "throw", "box": (220, 290, 400, 320), "on": "duvet"}
    survey = read(page(), PictureSettings(), marks(things=[bed, duvet, throw]))
    seen = {t.id: t for t in survey.things}
    assert seen["duvet"].rejected
    assert (seen["throw"].on, seen["throw"].rejected) == ("bed", None)
