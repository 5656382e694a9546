from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from tools.checks.finding import moving
from tools.critique import Finding
from tools.gates import building, faults, reading, silhouettes
from tools.gates.gate import Gate
from tools.gates.thresholds import PASS
from tools.measured import ObjectReport, RoomReport, SceneReport
from tools.solve import silhouettes as outlines
from tools.survey import Seen, Survey
from tools.workspace import Workspace


def thing(id: str, **fields: object) -> Seen:
    return Seen.model_validate({"id": id, "category": "bed", "box": (0, 0, 10, 10)} | fields)


def placed(id: str, on: str | None = None, fit: tuple[float, float, float] = (1, 1, 1)) -> ObjectReport:
    fields = {"mount": "floor", "center": (0, 0, 0), "size": (1, 1, 1), "declared_size": (1, 1, 1)}
    fields |= {"yaw_deg": 0, "low": (0, 0, 0), "high": (1, 1, 1), "category": "bed"}
    return ObjectReport.model_validate(fields | {"id": id, "on": on, "fit": fit})


def report(*objects: ObjectReport) -> SceneReport:
    return SceneReport(
        room=RoomReport(floor_polygon=[], height=2.6), objects=list(objects), views=[], digest=""
    )


def test_everything_seen_must_be_placed_or_rejected() -> None:
    survey = Survey(
        picture="x", size=(10, 10), things=[thing("a"), thing("b"), thing("c", rejected="a part")]
    )
    scores, items = building.placed_scores(survey, report(placed("a")), {"large"})
    assert scores["placed"] == 0.5
    assert [i.object for i in items] == ["b"]


def test_stretched_geometry_is_reported() -> None:
    scores, items = building.built_scores(report(placed("a", fit=(1, 1, 2.5)), placed("b")), {"a", "b"})
    assert scores["built"] == 1
    assert scores["fit"] == 0.75
    assert items[0].object == "a"


def test_a_survey_without_a_room_cannot_pass() -> None:
    scores, items = reading.survey_scores(Survey(picture="x", size=(10, 10)))
    assert scores == {"camera": 0.0}
    assert items[0].severity == "high"


def test_a_small_thing_on_nothing_is_an_orphan() -> None:
    survey = Survey(picture="x", size=(10, 10), things=[thing("cup", small=True), thing("t")])
    scores, items = reading.relation_scores(survey)
    assert scores["supported"] == 0
    assert items[0].object == "cup"
    survey.relations = [("cup", "on", "t")]
    assert reading.relation_scores(survey)[0]["supported"] == 1


def test_boxes_of_silhouettes_take_in_what_stands_on_a_thing() -> None:
    ids = np.zeros((20, 20), np.int32)
    ids[5:15, 5:15] = 1
    ids[4:8, 8:12] = 2
    boxes = outlines.seen_boxes(ids, report(placed("bed"), placed("pillow", on="bed")), scale=2.0)
    assert boxes["pillow"] == (16, 8, 24, 16)
    assert boxes["bed"] == (10, 8, 30, 30)


def test_overlap_of_boxes() -> None:
    assert outlines.overlap((0, 0, 100, 100), (0, 0, 100, 100)) == 1
    assert outlines.overlap((0, 0, 100, 100), (50, 0, 150, 100)) < 0.4
    assert outlines.overlap((0, 0, 10, 10), (50, 50, 60, 60)) == 0


def test_a_misplaced_silhouette_says_which_way() -> None:
    row = outlines.Silhouette(thing("a", box=(0, 0, 100, 100)), (80, 0, 180, 100), 0.2)
    (item,) = silhouettes.findings([row])
    assert item.severity == "high"
    assert item.problem.startswith("in the picture's view it is 80 px too far right; 20% of it agrees")
    below = outlines.Silhouette(thing("a", box=(0, 0, 100, 50)), (0, 39, 100, 139), 0.1)
    assert "64 px too low, 2.0 times as high as it should be" in silhouettes.findings([below])[0].problem


def test_words_name_what_is_below_its_mark() -> None:
    items = [Finding(object=f"o{k}", problem="is wrong") for k in range(15)]
    gate = Gate(
        stage="layout", passed=False, scores={"placed": 0.5, "fit": 1.0}, must={"placed": 1.0}, findings=items
    )
    assert "placed 0.50 (must reach 1.00)" in gate.words()
    assert "- and 3 more: is wrong: o12, o13, o14" in gate.words()
    assert gate.score == 0.75


def test_a_few_pixels_tell_little_and_are_never_the_gravest() -> None:
    dot = outlines.weight((0, 0, 6, 6), 2.0)
    desk = outlines.weight((0, 0, 200, 100), 2.0)
    assert dot < 0.4 < 0.9 < desk
    rows = [
        outlines.Silhouette(thing("dot", box=(0, 0, 6, 6)), (9, 0, 15, 6), 0.0, dot),
        outlines.Silhouette(thing("desk", box=(0, 0, 200, 100)), (90, 0, 290, 100), 0.4, desk),
    ]
    assert [(i.object, i.severity) for i in silhouettes.findings(rows)] == [
        ("desk", "medium"),
        ("dot", "low"),
    ]
    assert silhouettes.score(rows) == pytest.approx(0.4 * desk / (dot + desk))


def test_what_is_not_seen_in_the_scene_says_what_stands_before_it() -> None:
    row = outlines.Silhouette(thing("cup", small=True), None, 0.0, 0.5, "vase")
    (item,) = silhouettes.findings([row])
    assert item.problem == "is not seen from the picture's camera: vase stands before it"
    ids = np.zeros((10, 10), np.int32)
    ids[2:8, 2:8] = 2
    assert outlines.hidden_by(ids, report(placed("cup"), placed("vase")), "cup", (4, 4, 6, 6), 1.0) == "vase"


def test_no_room_is_sound_with_a_thing_in_the_ground() -> None:
    made = report(*(placed(f"thing_{n}") for n in range(20)))

    def sound(rise: float) -> float:
        fault = moving("outside", ("thing_1",), abs(rise), (0, 0, 0), "thing_1 is off", (0.0, 0.0, rise))
        survey = Survey(picture="x", size=(10, 10))
        room = SimpleNamespace(report=made, survey=survey, check=lambda families: [fault])
        return faults.fault_scores(cast("Workspace", room))[0]["sound"]

    assert sound(0.158) < PASS["sound"] < sound(0.02)
    assert sound(-0.158) > PASS["sound"]  # above the ceiling
