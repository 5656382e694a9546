"""A garment's colour is its own, not the wall's behind it."""

import numpy as np

from tools.picture.colours import delta_e
from tools.picture.image import Pixels
from tools.picture.sampling import with_colours
from tools.survey import Seen, Survey

WALL, RED, BLUE = (200, 196, 188), (170, 30, 34), (36, 52, 150)


def wardrobe() -> Pixels:
    """A pale wall with a thin red garment, askew in its box, and a blue one beside it."""
    image = np.full((120, 160, 3), WALL, np.uint8)
    for y in range(20, 100):
        image[y, 40 + y // 4 : 48 + y // 4] = RED
    image[20:100, 90:120] = BLUE
    return image


def garment(id: str, box: tuple[float, float, float, float], category: str = "clothes") -> Seen:
    return Seen.model_validate({"id": id, "category": category, "box": box})


def test_a_garment_that_fills_little_of_its_box_has_its_own_colour() -> None:
    things = [garment("red", (45, 20, 74, 100)), garment("blue", (90, 20, 120, 100))]
    survey = with_colours(Survey(picture="x", size=(160, 120), things=things), wardrobe())
    for thing, colour in zip(survey.things, (RED, BLUE), strict=True):
        assert thing.color is not None
        assert delta_e(thing.color, colour) < 3


def test_what_is_of_its_backgrounds_colour_keeps_that() -> None:
    image = np.full((120, 160, 3), WALL, np.uint8)
    image[40:44, 60:64] = RED
    things = [garment("shirt", (45, 20, 74, 100)), garment("bed", (100, 20, 140, 100), "bed")]
    survey = with_colours(Survey(picture="x", size=(160, 120), things=things), image)
    assert [t.color for t in survey.things] == [WALL, WALL]
