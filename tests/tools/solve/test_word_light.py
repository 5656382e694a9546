"""A room from words is lit through its windows by day and by its lamps in the evening."""

import pytest

from tools.program.model import Placement
from tools.solve.word_light import by_words
from tools.survey import Opening, RoomSurvey, Survey

FLOOR = [(-2.0, -1.5), (2.0, -1.5), (2.0, 1.5), (-2.0, 1.5)]
LAMP = Placement(id="lamp_1", category="floor lamp", at=(0.0, 0.0), size=(0.4, 0.4, 1.5))


def survey(wall: int) -> Survey:
    window = Opening(id="w", kind="window", wall=wall, start=1.0, width=1.5, sill=0.9, height=1.2)
    return Survey(room=RoomSurvey(floor=FLOOR, height=2.5, openings=[window]))


def sun(lines: str) -> float:
    line = next(line for line in lines.splitlines() if line.startswith("sun("))
    return float(line.split("azimuth=")[1].split(",")[0].rstrip(")"))


@pytest.mark.parametrize(("wall", "toward"), [(2, 0.0), (1, 90.0), (0, 180.0), (3, 270.0)])
def test_the_sun_stands_outside_the_largest_window(wall: int, toward: float) -> None:
    azimuth = sun(by_words(survey(wall), [LAMP]))
    assert abs((azimuth - toward + 180) % 360 - 180) < 45


def test_in_the_evening_lamps_light_it_and_no_sun() -> None:
    day, evening = (by_words(survey(2), [LAMP], text) for text in ("a living room", "one in the evening"))
    assert "sun(" not in evening
    assert 'on="lamp_1"' in day
    assert 'on="lamp_1"' in evening

    def watts(lines: str) -> float:
        line = next(line for line in lines.splitlines() if line.startswith("lamp_light("))
        return float(line.split("power=")[1].split(",")[0].rstrip(")"))

    assert watts(evening) > watts(day)
