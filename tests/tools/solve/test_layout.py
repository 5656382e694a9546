import math

import pytest

from tests.tools.solve.rooms import CAMERA, Truth, survey_of
from tools.program import edit
from tools.program.frames import world_place
from tools.program.read import read
from tools.solve import layout

ROOM = {
    "bed": Truth("bed", (-0.5, 0.93), (1.8, 2.1, 1.1), 0.0, marks={"top": 1.1}),
    "lamp": Truth("floor lamp", (-2.5, 1.5), (0.4, 0.4, 1.6), marks={"top": 1.6, "facing": None}),
    "wardrobe": Truth("wardrobe", (2.7, -0.4), (1.5, 0.6, 2.2), -90.0, marks={"top": 2.2}),
    "armchair": Truth("armchair", (-2.0, -1.0), (0.8, 0.82, 0.8), 40.0, marks={"top": 0.8}),
    "rug": Truth("rug", (-0.3, -0.4), (2.4, 1.7, 0.015), marks={"facing": None}),
}


@pytest.fixture(scope="module")
def plan() -> layout.LayoutPlan:
    return layout.solve(survey_of(ROOM))


@pytest.mark.parametrize("id", ROOM)
def test_things_are_put_back_where_they_were(plan: layout.LayoutPlan, id: str) -> None:
    truth, found = ROOM[id], plan.solved[id]
    assert math.dist(found.at, truth.center) < 0.06
    assert found.size[:2] == pytest.approx(truth.size[:2], rel=0.12)
    assert found.yaw == pytest.approx(truth.yaw, abs=1.0)


def test_the_lean_of_a_tall_thing_is_undone() -> None:
    truth = Truth("wardrobe", (1.0, 1.2), (1.2, 0.6, 2.2), 180.0, marks={"top": 2.2})
    survey = survey_of({"w": truth})
    assert survey.camera is not None
    x0, y0, x1, y1 = survey.things[0].box
    naive = survey.camera.to_plane([((x0 + x1) / 2, (y0 + y1) / 2)])[0, :2]
    found = layout.solve(survey).solved["w"]
    assert math.dist(naive, truth.center) > 0.15
    assert math.dist(found.at, truth.center) < 0.05


def test_furniture_touches_the_wall_it_stands_against(plan: layout.LayoutPlan) -> None:
    assert plan.solved["wardrobe"].at[0] + plan.solved["wardrobe"].size[1] / 2 == pytest.approx(3, abs=0.01)


def test_a_picture_hangs_on_its_wall_at_its_height() -> None:
    truth = Truth("picture", (0.4, -1.985), (1.0, 0.03, 0.6), 180.0, 1.4, marks={"mount": "wall", "top": 2.0})
    found = layout.solve(survey_of({"p": truth}))
    solved, line = found.solved["p"], found.placements[0]
    assert solved.at == pytest.approx(truth.center, abs=0.05)
    assert solved.z == pytest.approx(1.4, abs=0.15)
    assert line.mount == "wall"
    assert line.yaw == 180


def test_what_hangs_is_never_under_the_floor_but_as_high_as_usual() -> None:
    truth = Truth("tv", (0.4, -1.96), (1.2, 0.08, 0.6), 180.0, -0.3, marks={"mount": "wall"})
    solved = layout.solve(survey_of({"tv": truth})).solved["tv"]
    assert solved.z == pytest.approx(1.0, abs=0.1)


def test_children_are_placed_in_their_carriers_frame() -> None:
    truths = {
        "table": Truth("nightstand", (2.7, 0.5), (0.5, 0.42, 0.55), -90.0, marks={"top": 0.55}),
        "lamp": Truth(
            "table lamp", (2.75, 0.6), (0.3, 0.3, 0.5), 0.0, 0.55, marks={"on": "table", "top": 1.05}
        ),
    }
    plan = layout.solve(survey_of(truths))
    lamp = next(p for p in plan.placements if p.id == "lamp")
    assert lamp.on == "table"
    assert lamp.z is None
    # The table faces left, so right in the picture is behind it, and up is to its right.
    table = plan.solved["table"]
    assert lamp.at[0] == pytest.approx(-(plan.solved["lamp"].at[1] - table.at[1]), abs=0.01)
    assert plan.solved["lamp"].at == pytest.approx((2.75, 0.6), abs=0.08)


def test_things_that_stand_in_each_other_are_taken_apart() -> None:
    truths = {
        "bed": Truth("bed", (0.0, 0.95), (1.9, 2.1, 1.0), marks={"top": 1.0}),
        "stand": Truth("nightstand", (1.12, 1.75), (0.5, 0.45, 0.55), marks={"top": 0.55}),
    }
    plan = layout.solve(survey_of(truths))
    bed, stand = plan.solved["bed"], plan.solved["stand"]
    assert bed.at[0] + bed.size[0] / 2 <= stand.at[0] - stand.size[0] / 2 + 0.01
    assert any("taken apart" in line or "cut back" in line for line in plan.moved)


def test_a_chair_may_stand_under_its_table() -> None:
    truths = {
        "table": Truth("dining table", (0.0, 0.0), (1.6, 0.9, 0.75), marks={"facing": None, "top": 0.75}),
        "chair": Truth("dining chair", (0.0, -0.5), (0.46, 0.52, 0.88), 180.0, marks={"top": 0.88}),
    }
    plan = layout.solve(survey_of(truths))
    assert plan.solved["chair"].at == pytest.approx((0.0, -0.5), abs=0.06)


def test_everything_is_placed_or_rejected_with_a_reason() -> None:
    truths = ROOM | {
        "board": Truth("headboard", (-0.5, 1.9), (1.8, 0.1, 1.1), marks={"on": "bed"}),
        "art": Truth("picture", (0.0, 0.0), (0.7, 0.03, 0.6), 0.0, 1.3, marks={"mount": "wall"}),
    }
    survey = survey_of(truths)
    plan = layout.solve(survey)
    placed = {p.id for p in plan.placements}
    assert placed | plan.rejected.keys() == set(truths)
    assert "part of bed" in plan.rejected["board"]
    assert "no wall is near" in plan.rejected["art"]


def test_applying_a_plan_writes_a_readable_program_and_twice_changes_nothing() -> None:
    survey = survey_of(ROOM)
    text = ""
    for kind in ("large", "wall", "small"):
        text = layout.solve(survey, {kind}, text).apply(text)
    program = read(text)
    assert set(program.ids) == set(ROOM)
    assert program.room is not None
    assert program.cameras[0].name == "reference"
    assert layout.solve(survey, {"large"}, text).apply(text) == text


def test_relations_turn_and_move_what_the_marks_leave_open() -> None:
    truths = {
        "sofa": Truth("sofa", (0.0, 1.5), (2.0, 0.9, 0.8), 0.0, marks={"top": 0.8}),
        "stool": Truth("ottoman", (0.0, -1.0), (0.5, 0.5, 0.4), 0.0, marks={"top": 0.4}),
        "chest": Truth("armchair", (1.0, -1.35), (0.8, 0.8, 0.8), 180.0, marks={"top": 0.8}),
        "chair": Truth("chair", (-1.5, -0.5), (0.5, 0.5, 0.9), 0.0, marks={"top": 0.9, "facing": None}),
    }
    survey = survey_of(truths)
    told = [("chair", "facing", "stool"), ("chest", "against", "wall")]
    free = layout.solve(survey).solved
    heeded = layout.solve(survey.model_copy(update={"relations": told})).solved
    assert heeded["chair"].yaw == pytest.approx(90)
    gap = heeded["chest"].corners()[:, 1].min() + 2.0
    assert gap == pytest.approx(0, abs=0.02)
    assert free["chest"].corners()[:, 1].min() + 2.0 > 0.2


def test_small_things_on_one_piece_of_furniture_stand_clear_of_each_other() -> None:
    truths = {
        "dresser": Truth("dresser", (0.0, 1.7), (1.2, 0.5, 0.8), 0.0, marks={"top": 0.8}),
        "tray": Truth("tray", (-0.2, 1.7), (0.4, 0.28, 0.02), 0.0, 0.8, marks={"on": "dresser", "top": 0.82}),
        "cup": Truth("vase", (-0.05, 1.7), (0.12, 0.12, 0.2), 0.0, 0.82, marks={"on": "tray", "top": 1.02}),
        "jar": Truth("vase", (0.04, 1.7), (0.12, 0.12, 0.2), 0.0, 0.8, marks={"on": "dresser", "top": 1.0}),
    }
    solved = layout.solve(survey_of(truths)).solved
    cup, jar = solved["cup"], solved["jar"]
    assert cup.size[0] == pytest.approx(cup.size[1])
    assert math.dist(cup.at, jar.at) > 0.9 * (cup.size[0] + jar.size[0]) / 2


def test_a_garment_seen_from_above_is_as_wide_as_its_shoulders_look() -> None:
    truths = {
        "wardrobe": Truth("wardrobe", (-2.0, 1.7), (1.6, 0.6, 2.3), 0.0, marks={"top": 2.3}),
        "coats": Truth(
            "clothes", (-2.2, 1.6), (0.4, 0.5, 1.2), 0.0, 0.7, marks={"on": "wardrobe", "top": 1.9}
        ),
    }
    seen = survey_of(truths)
    shoulders = Truth("clothes", (-2.2, 1.6), (0.4, 0.5, 0.24), 0.0, 1.66).mark("x").box
    coats = next(t for t in seen.things if t.id == "coats")
    assert shoulders is not None
    coats.box = shoulders
    assert layout.solve(seen).solved["coats"].size[0] == pytest.approx(0.4, rel=0.2)


def test_windows_give_the_first_light() -> None:
    (a, b) = [(float(u), float(v)) for u, v in CAMERA.project([(-1.0, 2.0, 0.0), (1.0, 2.0, 0.0)])]
    window = {"id": "w", "kind": "window", "from_px": a, "to_px": b, "sill": 0.9, "height": 1.2}
    text = layout.solve(survey_of(ROOM, openings=[window])).apply("")
    (day,) = [light for light in read(text).lights if light.name == "day_w"]
    assert day.options["at"][1] == pytest.approx(1.8, abs=0.05)
    assert day.options["look_at"][1] < 0  # into the room
    assert not [
        light for light in read(layout.solve(survey_of(ROOM)).apply("")).lights if light.name == "day_w"
    ]


def test_a_doors_leaf_hangs_as_it_was_marked() -> None:
    (a, b) = [(float(u), float(v)) for u, v in CAMERA.project([(1.0, -2.0, 0.0), (1.9, -2.0, 0.0)])]
    door = {"id": "d", "kind": "door", "from_px": a, "to_px": b, "swing": "in-right", "angle": 30}
    (made,) = read(layout.solve(survey_of(ROOM, openings=[door])).apply("")).openings
    assert (made.swing, made.options) == ("in-right", {"angle": 30})


def test_a_little_thing_on_a_wall_is_placed_with_what_hangs() -> None:
    clock = Truth(
        "wall clock", (0.4, -1.985), (0.3, 0.03, 0.3), 180.0, 1.7, marks={"mount": "wall", "small": True}
    )
    assert [layout.kind_of(t) for t in survey_of({"clock": clock}).things] == ["wall"]


def test_what_stands_on_a_carrier_that_was_turned_since_does_not_turn_again() -> None:
    desk = Truth("desk", (0.5, 0.3), (1.4, 0.7, 0.75), 0.0, marks={"top": 0.75})
    book = Truth("book", (0.6, 0.4), (0.16, 0.22, 0.04), 30.0, z=0.75, marks={"on": "desk"})
    survey = survey_of({"desk": desk, "book": book})
    text = edit.rotate_object(layout.solve(survey, {"large"}).apply(""), "desk", to=90.0)
    text = layout.solve(survey, {"small"}, text).apply(text)
    pose = world_place(read(text), "book")
    assert pose.yaw == pytest.approx(30.0, abs=0.2)
    assert pose.at == pytest.approx((0.6, 0.4), abs=0.03)
    assert read(text).placement("book").size[:2] == pytest.approx((0.16, 0.22), rel=0.1)
