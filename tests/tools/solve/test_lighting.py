"""Single lights follow the picture where they shine."""

import numpy as np
import pytest

from tests.tools.solve.rooms import CAMERA, HEIGHT, outline, survey_of
from tools.picture.region import mask_of
from tools.program.model import LightSpec
from tools.solve.lighting import corrected

DAY = LightSpec(
    kind="area_light",
    name="day_window",
    options={"at": (-2.8, 0.0, 1.5), "look_at": (0.2, 0.0, 0.4), "size": (1.4, 1.3), "power": 30.0},
)


def room(bright: tuple[float, float] | None = None) -> np.ndarray:
    """A picture of the room, its floor lighter about a spot."""
    image, size = np.full((CAMERA.height, CAMERA.width, 3), 250, np.uint8), (CAMERA.width, CAMERA.height)
    image[mask_of(outline(HEIGHT), size)] = (200, 200, 196)
    image[mask_of(outline(0.0), size)] = (120, 100, 80)
    if bright is not None:
        x, y = bright
        corners = [(x + s, y + t, 0.0) for s, t in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
        spot = mask_of([(float(u), float(v)) for u, v in CAMERA.project(corners)], size)
        image[spot & mask_of(outline(0.0), size)] = (190, 160, 130)
    return image


@pytest.mark.parametrize(("spot", "stronger"), [((-1.7, 0.0), True), ((2.0, 1.0), False), (None, False)])
def test_a_window_gives_as_much_light_as_the_floor_before_it_shows(
    spot: tuple[float, float] | None, stronger: bool
) -> None:
    found = corrected(DAY, room(spot), room(), survey_of({}), 0.0)
    assert (float(found.options["power"]) > 32.0) == stronger
    assert float(found.options["power"]) >= 29.9
    assert found.options["at"] == DAY.options["at"]


def test_a_window_whose_light_falls_outside_the_picture_stays() -> None:
    away = DAY.model_copy(
        update={"options": DAY.options | {"at": (-40.0, 0, 1.5), "look_at": (-43.0, 0, 0.4)}}
    )
    assert corrected(away, room((-1.7, 0.0)), room(), survey_of({}), 0.0).options["power"] == 30.0
