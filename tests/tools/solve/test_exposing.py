"""A room that no picture shows is exposed so that it is neither burnt out nor dim."""

import numpy as np
import pytest

from tools.solve.exposing import FRAMED, LIGHT, RANGE, stops_of


def room(*shares: tuple[float, int]) -> np.ndarray:
    """Grey pixels, each value for a share of a thousand."""
    values = np.concatenate([np.full(round(1000 * share), value) for share, value in shares])
    return np.repeat(values.astype(np.uint8)[:, None, None], 3, axis=2)


def off(picture: np.ndarray) -> float:
    return stops_of(picture, np.ones(picture.shape[:2], bool))


def test_a_burnt_out_room_is_shown_darker() -> None:
    assert off(room((0.5, 254), (0.5, 235))) < -1.0


def test_a_dim_room_is_shown_brighter_within_bounds() -> None:
    assert off(room((1.0, 10))) == RANGE[1]


def test_what_is_well_exposed_stays() -> None:
    assert off(room((0.3, 60), (0.4, 124), (0.3, 190))) == pytest.approx(0.0, abs=0.1)


def test_bright_things_keep_their_drawing_in_a_dark_room() -> None:
    assert off(room((0.9, 20), (0.1, 215))) == pytest.approx(0.0, abs=0.15)


def test_where_nothing_shows_nothing_is_changed() -> None:
    picture = room((1.0, 250))
    assert stops_of(picture, np.zeros(picture.shape[:2], bool)) == 0.0


def test_at_eye_level_pale_walls_are_pale_and_the_window_may_burn_out() -> None:
    render = np.full((40, 40, 3), 130, np.uint8)
    render[:, :4] = 250  # the window, a tenth of the view
    inside = np.ones((40, 40), bool)
    assert stops_of(render, inside) < 0.1
    assert 0.5 < stops_of(render, inside, middle=LIGHT, bright=FRAMED) <= RANGE[1]
