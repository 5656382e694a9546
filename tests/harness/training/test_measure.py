from typing import Any

import pytest

from harness.training import measure
from tools.picture.recognise.reader import Named


def thing(category: str, box: Any, front: Any = None) -> dict[str, Any]:
    return {"category": category, "small": False, "box": box, "shows": 1.0, "framed": 1.0, "front": front}


def named(name: str, box: Any, score: float, word: str, facing: float | None = None) -> Named:
    return Named(name, box, score, ((word, 1.0),), facing)


BED, SOFA = thing("bed", [0, 0, 100, 100], [0.0, 1.0]), thing("sofa", [200, 0, 300, 60])


def test_all_found_and_nothing_else_is_one() -> None:
    found = [named("bed", (2, 0, 100, 100), 0.9, "bed", 5.0), named("sofa", (200, 0, 300, 60), 0.8, "sofa")]
    seen = [("above", found, [BED, SOFA])]
    kind = measure.figures(seen)["above"]
    assert kind["map_0.3"] == kind["map_0.5"] == kind["word"] == kind["front"] == 1.0
    assert kind["things"] == 2


def test_a_surer_wrong_box_halves_a_class_and_a_missed_class_is_zero() -> None:
    found = [named("bed", (500, 500, 600, 600), 0.95, "bed"), named("bed", (0, 0, 100, 100), 0.9, "crib")]
    seen = [("above", found, [BED, SOFA])]
    held = measure.hold(seen, 0.3)
    assert measure.precision(held, ["bed"]) == pytest.approx(0.5)
    assert measure.precision(held, ["sofa"]) == 0.0
    assert measure.figures(seen)["above"]["word"] == 0.0


def test_one_thing_is_found_once() -> None:
    twice = [named("bed", (0, 0, 100, 100), 0.9, "bed"), named("bed", (0, 0, 98, 100), 0.8, "bed")]
    judged = measure.hold([("above", twice, [BED])], 0.3).judged
    assert [j.right for j in judged] == [True, False]


def test_what_is_hidden_counts_neither_way() -> None:
    hidden = BED | {"shows": 0.1}
    held = measure.hold([("above", [named("bed", (0, 0, 100, 100), 0.9, "bed")], [hidden])], 0.3)
    assert not held.judged
    assert not held.wanted


def test_calibration_rises() -> None:
    judged = [measure.Judged("bed", k / 400, (k * 7919) % 400 < k, True, None) for k in range(400)]
    curves = measure.calibration(measure.Held(judged, {"bed": 400}))
    scores, shares = curves["bed"]
    assert scores == sorted(scores)
    assert shares == sorted(shares)
    assert shares[-1] > 0.8
