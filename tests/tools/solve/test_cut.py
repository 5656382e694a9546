"""Things that the frame cuts get their size from their like, or from what is usual."""

import numpy as np
import pytest

from tests.tools.solve.rooms import CAMERA, Truth
from tools.picture.annotations import Annotations
from tools.picture.reading import read
from tools.place import Place
from tools.settings import PictureSettings
from tools.solve import layout
from tools.solve.cut import cut_edges

RIGHT = 800
"""Pixels of the picture that are left: the camera sees 1200."""


def cut(truths: dict[str, Truth]) -> dict[str, Place]:
    """The places of things of which the picture shows nothing right of RIGHT."""
    things = []
    for id, truth in truths.items():
        mark = truth.mark(id)
        assert mark.box is not None
        x0, y0, x1, y1 = mark.box
        things.append(mark.model_copy(update={"box": (x0, y0, min(x1, RIGHT), y1)}))
    # half a room is seen: its outline goes on beyond the frame, which marks may say
    u, v = CAMERA.project([(-3, -2, 0), (3, 2, 0)]).T
    marks = Annotations.model_validate(
        {"room_width": 6.0, "wall_height": 2.6, "floor_px": [u[0], v[1], u[1], v[0]], "things": things}
    )
    image = np.full((CAMERA.height, RIGHT, 3), 128, np.uint8)
    survey = read(image, PictureSettings(camera="nadir"), marks)
    survey = survey.model_copy(
        update={
            "views": [
                survey.views[0].model_copy(update={"camera": CAMERA.model_copy(update={"width": RIGHT})})
            ]
        }
    )
    return layout.solve(survey).solved


def test_an_edge_at_the_frame_is_no_edge_of_the_thing() -> None:
    assert cut_edges((0.0, 10.0, 50.0, 100.0), (100, 100)) == (True, False, False, True)


def test_a_cut_wardrobe_is_as_deep_and_wide_as_usual() -> None:
    whole = Truth("washing machine", (1.9, 0.6), (0.6, 0.6, 0.85), 0.0, marks={"top": 0.85})
    place = cut({"machine": whole})["machine"]
    assert place.size[0] == pytest.approx(0.6, abs=0.06)
    assert place.at[0] == pytest.approx(1.9, abs=0.12)


def test_a_cut_thing_is_like_its_like_that_is_seen_whole() -> None:
    like = {
        "a": Truth("armchair", (-1.0, 1.0), (1.1, 0.7, 0.8), 0.0, marks={"top": 0.8}),
        "b": Truth("armchair", (-1.0, -1.0), (1.1, 0.7, 0.8), 0.0, marks={"top": 0.8}),
        "cut": Truth("armchair", (1.8, 0.0), (1.1, 0.7, 0.8), 0.0, marks={"top": 0.8}),
    }
    place = cut(like)["cut"]
    assert place.size[0] == pytest.approx(1.1, abs=0.12)
    assert place.at[0] == pytest.approx(1.8, abs=0.15)


def test_a_cut_wardrobe_keeps_the_height_that_was_said() -> None:
    tall = Truth("wardrobe", (1.3, 1.7), (1.5, 0.6, 2.2), 0.0, marks={"top": 2.2, "height": 2.2})
    place = cut({"tall": tall})["tall"]
    assert place.size[2] == pytest.approx(2.2, abs=0.12)
    assert place.size[0] == pytest.approx(1.5, abs=0.2)
