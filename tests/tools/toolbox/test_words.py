"""What a specialist reads of a scene: alike things in a line, nothing twice."""

from tools.measured import ObjectReport, PartReport, RoomReport, SceneReport
from tools.survey import Seen, Survey
from tools.toolbox.words import dressing, scene_lines, to_build

CHAIR = {
    "category": "dining chair", "mount": "floor", "on": None, "size": (0.45, 0.5, 0.9), "yaw_deg": 0.0,
    "declared_size": (0.45, 0.5, 0.9), "low": (0, 0, 0), "high": (1, 1, 1),
}  # fmt: skip


def chair(id: str, x: float, **fields: object) -> ObjectReport:
    seat = PartReport(name="seat", slot="seat", material="oak", low=(0, 0, 0), high=(1, 1, 1), triangles=12)
    legs = seat.model_copy(update={"name": "leg", "slot": "leg", "material": "painted wood #cfc8bc"})
    given = CHAIR | {"id": id, "center": (x, 0.5, 0.45), "parts": [seat, legs]} | fields
    return ObjectReport.model_validate(given)


def scene(*objects: ObjectReport) -> SceneReport:
    room = RoomReport(floor_polygon=[], height=2.6)
    return SceneReport(room=room, objects=list(objects), views=[], digest="")


def seen(id: str) -> Seen:
    return Seen.model_validate(
        {"id": id, "category": "dining chair", "box": (0, 0, 9, 9), "words": ["cane seat"]}
    )


def test_alike_things_stand_in_one_line() -> None:
    text = scene_lines(scene(chair("a", 1.0), chair("b", 2.0, yaw_deg=90.0)))
    assert text.splitlines()[1:] == [
        "dining chair, floor: a 0.45 x 0.50 x 0.90 at (1.00, 0.50); "
        "b 0.45 x 0.50 x 0.90 at (2.00, 0.50) yaw 90"
    ]
    assert scene_lines(scene()) == "The scene has no objects yet."


def test_what_is_not_built_is_said_only_beside_what_is() -> None:
    bare = chair("a", 1.0, placeholder=True)
    assert "not built" not in scene_lines(scene(bare))
    assert "not built: a 0.45" in scene_lines(scene(bare, chair("b", 2.0)))
    hung = chair("c", 1.0, mount="wall", low=(0, 0, 0.8))
    assert "dining chair, wall: c 0.45 x 0.50 x 0.90 at (1.00, 0.50, 0.45)" in scene_lines(scene(hung))


def test_what_is_to_be_built_is_told_with_its_looks_once() -> None:
    survey = Survey(picture="x", size=(10, 10), things=[seen("a"), seen("b")])
    bare = [chair(id, 1.0, placeholder=True) for id in ("a", "b")]
    assert to_build(survey, scene(*bare)) == (
        "dining chair: a 0.45 x 0.50 x 0.90, b 0.45 x 0.50 x 0.90; cane seat"
    )


def test_slots_are_told_once_with_what_the_palette_gives_them() -> None:
    survey = Survey(picture="x", size=(10, 10), things=[seen("a"), seen("b")])
    chairs = scene(chair("a", 1.0), chair("b", 2.0))
    assert dressing(survey, chairs, {"oak"}) == "a, b (dining chair; cane seat): seat=oak, leg"
    survey.things[1] = seen("b").model_copy(update={"color": (255, 0, 0)})
    assert dressing(survey, chairs, {"oak"}).startswith("a, b #ff0000 (dining chair; cane seat): ")
