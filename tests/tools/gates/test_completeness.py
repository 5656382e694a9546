"""What shows must be accounted for; names and looks count, and every threshold belongs to a measure."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from agents.stages import PLAN
from tools.gates import measures, reading
from tools.gates.completeness import complete_scores
from tools.gates.gate import must
from tools.gates.measures import Measure
from tools.gates.thresholds import PASS, below
from tools.picture.image import Pixels
from tools.survey import RoomSurvey, Seen, Survey

BOXES = [(40 + 90 * k, 40 + 80 * j, 100 + 90 * k, 95 + 80 * j) for k in range(4) for j in range(3)]
COLOURS = ["#3a5c8a", "#c04030", "#e8e4dc", "#2f6b3c"]


def picture(shadow: bool = False) -> Pixels:
    """A wooden floor with twelve things on it."""
    drawn = Image.new("RGB", (420, 300), "#a8845c")
    pen = ImageDraw.Draw(drawn)
    if shadow:
        pen.rectangle((0, 0, 420, 150), fill="#94724e")
    for k, box in enumerate(BOXES):
        pen.rectangle(box, fill=COLOURS[k % 4])
    return np.asarray(drawn)


def survey(count: int, unnamed: int = 0, **fields: object) -> Survey:
    room = RoomSurvey.model_validate(
        {
            "floor": [(-2, -1.5), (2, -1.5), (2, 1.5), (-2, 1.5)], "height": 2.6, "source": "measured",
            "floor_px": [(5, 5), (415, 5), (415, 295), (5, 295)], "wall_top_px": [],
        }
    )  # fmt: skip
    things = [
        Seen.model_validate(
            {"id": f"t{k}", "category": "unknown" if k < unnamed else "bed", "box": BOXES[k]} | fields
        )
        for k in range(count)
    ]
    return Survey(picture="x", size=(420, 300), room=room, things=things)


def test_everything_marked_is_complete_and_a_shadow_is_no_thing() -> None:
    for image in (picture(), picture(shadow=True)):
        scores, items = complete_scores(image, survey(len(BOXES)))
        assert scores["complete"] > 0.95
        assert items == []


def test_six_of_many_is_not_complete_and_says_where() -> None:
    scores, items = complete_scores(picture(), survey(3))
    assert scores["complete"] < PASS["complete"]
    assert below(scores, PASS)
    box = items[0].box
    assert box is not None
    assert any(abs(box[0] - b[0]) < 8 and abs(box[1] - b[1]) < 8 for b in BOXES[3:])


def test_what_was_rejected_accounts_for_nothing() -> None:
    kept, _ = complete_scores(picture(), survey(len(BOXES)))
    rejected, _ = complete_scores(picture(), survey(len(BOXES), rejected="too hard"))
    assert kept["complete"] > 0.95 > PASS["complete"] > rejected["complete"]


def test_a_nameless_box_is_no_thing() -> None:
    scores, items = reading.named_scores(survey(6, unnamed=3))
    assert scores == {"named": 0.5}
    assert below(scores, PASS) == ["named 0.50 of 0.80"]
    assert len(items) == 3


def test_looks_that_are_far_off_fail() -> None:
    assert below({"exposure": 0.95, "contrast": 0.15}, PASS) == ["contrast 0.15 of 0.40"]
    assert must((measures.LIGHT,)).keys() == {"exposure", "contrast"}


def test_every_threshold_is_a_measures_and_the_final_review_takes_the_telling_ones() -> None:
    taken = must([m for m in vars(measures).values() if isinstance(m, Measure)])
    assert taken == PASS
    final = must(PLAN[-1].measures)
    assert {"named", "complete", "contrast", "colours", "silhouettes", "sound"} <= final.keys()


@pytest.mark.parametrize("floor", [[], [(0, 0), (1, 1)]])
def test_nothing_is_said_without_a_floor(floor: list[tuple[float, float]]) -> None:
    bare = survey(3)
    assert bare.room is not None
    bare.room.floor_px = floor
    assert complete_scores(picture(), bare) == ({}, [])
