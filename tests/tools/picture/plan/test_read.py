"""Drawn plans that people sent, and generated ones: rooms, openings, turn."""

from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest

from harness.bench.drawn_plans import draw_plan_case
from harness.bench.drawn_rooms import draw_room
from harness.bench.plans import overlap_of
from tools.picture import drafting, image
from tools.picture.plan.between import Divider, _meeting
from tools.picture.plan.lettering import Word
from tools.picture.plan.marks import plan_marks
from tools.picture.plan.read import Plan, _names, read_plan
from tools.picture.plan.sizes import find_size
from tools.picture.reading import read
from tools.program.read import read as read_program
from tools.settings import PictureSettings
from tools.solve.lines import room_source

CASES = Path(__file__).parent / "cases"


@cache
def plan_of(name: str) -> Plan:
    found = read_plan(image.load(CASES / name))
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def _no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """The optional reader of lettering may be installed or not: these tests are about strokes."""
    for module in ("lettering", "marks"):
        monkeypatch.setattr(f"tools.picture.plan.{module}.can_read", lambda: False)


def kinds(plan: Plan) -> list[str]:
    return sorted(hole.kind for hole in plan.holes)


def test_a_doorway_drawn_as_a_gap_does_not_let_the_room_out() -> None:
    plan = plan_of("plan_gap.png")
    assert len(plan.enclosed.cells) == 1
    np.testing.assert_allclose(np.ptp(plan.floor, axis=0), (613, 469), atol=3)
    assert kinds(plan) == ["opening"]


def test_leaf_and_arc_are_a_door_panes_a_window_and_dimensions_nothing() -> None:
    plan = plan_of("plan_dims.png")
    np.testing.assert_allclose(np.ptp(plan.floor, axis=0), (613, 469), atol=3)
    assert kinds(plan) == ["door", "window"]
    marks = plan_marks(plan, (1000, 800))
    names = [thing.category for thing in marks.things]
    assert sorted(names) == ["bed", "nightstand", "round table", "wardrobe"]
    bed = next(thing for thing in marks.things if thing.category == "bed")
    assert bed.facing == 90  # its pillows lie at the left
    door = next(o for o in marks.openings if o.kind == "door")
    assert (
        door.swing == "in-right"
    )  # the leaf hangs on the picture's left: right of one who looks at the wall
    (caveat,) = (caveat for caveat in marks.caveats if caveat.about == "size")
    assert "were not read" in caveat.words
    assert "add ocr" in caveat.settle


def test_lettering_that_was_read_and_gives_no_size_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.picture.plan.marks.can_read", lambda: True)
    (caveat,) = plan_marks(plan_of("plan_dims.png"), (1000, 800)).caveats
    assert "give no size" in caveat.words
    assert "ocr" not in caveat.settle


@pytest.mark.parametrize(
    ("given", "written", "objects"), [(6.0, True, True), (5.15, True, False), (5.5, False, False)]
)
def test_a_given_width_is_held_against_what_is_written(given: float, written: bool, objects: bool) -> None:
    plan = plan_of("plan_dims.png")
    if written:
        said = [Word("5.10 m", np.array([491.0, 50.0]), np.array([1.0, 0.0]), 76, 24)]
        size = find_size(said, plan.enclosed, plan.holes, plan.paper.ink, plan.walls.thickness)
        plan = plan._replace(size=size)
    picture = image.load(CASES / "plan_dims.png")
    survey = read(picture, PictureSettings(room_width=given), plan_marks(plan, (1000, 800)))
    words = [caveat.words for caveat in survey.caveats]
    assert bool(words) == objects  # nor is it said that the drawing gives no size
    if objects:
        assert "given width of 6 m contradicts the drawing (written on the drawing: 5.10 m)" in words[0]
        assert "5.10 m wide (-15%)" in words[0]
    assert survey.room is not None
    assert np.ptp([x for x, _ in survey.room.floor]) == pytest.approx(given, abs=0.02)


def test_a_written_length_gives_the_size() -> None:
    plan = plan_of("plan_dims.png")
    said = [Word("5.10 m", np.array([491.0, 50.0]), np.array([1.0, 0.0]), 76, 24)]
    size = find_size(said, plan.enclosed, plan.holes, plan.paper.ink, plan.walls.thickness)
    assert size.written
    assert size.metres * float(np.ptp(plan.floor[:, 0])) == pytest.approx(5.10, rel=0.005)
    upright = [Word("3900", np.array([66.0, 395.0]), np.array([0.0, 1.0]), 76, 24)]
    size = find_size(upright, plan.enclosed, plan.holes, plan.paper.ink, plan.walls.thickness)
    assert size.metres * float(np.ptp(plan.floor[:, 1])) == pytest.approx(3.90, rel=0.01)


def test_two_lengths_that_agree_are_believed_whatever_the_walls() -> None:
    plan = plan_of("plan_dims.png")
    words = [
        Word("5.10 m", np.array([491.0, 50.0]), np.array([1.0, 0.0]), 76, 24),
        Word("3900", np.array([66.0, 395.0]), np.array([0.0, 1.0]), 76, 24),
    ]
    edge = 3.0  # pixels: the edge of a hatched wall was taken for the wall
    both = find_size(words, plan.enclosed, plan.holes, plan.paper.ink, edge)
    assert both.written
    assert both.metres * float(np.ptp(plan.floor[:, 0])) == pytest.approx(5.10, rel=0.01)
    assert not find_size(words[:1], plan.enclosed, plan.holes, plan.paper.ink, edge).written


def test_a_number_that_measures_nothing_gives_no_size() -> None:
    plan = plan_of("plan_dims.png")
    stray = [Word("19.9", np.array([300.0, 720.0]), np.array([1.0, 0.0]), 50, 20)]
    size = find_size(stray, plan.enclosed, plan.holes, plan.paper.ink, plan.walls.thickness)
    assert not size.written


def test_a_flat_is_its_rooms_with_walls_and_doors_between() -> None:
    plan = plan_of("plan_flat5.png")
    assert len(plan.enclosed.cells) == 5
    np.testing.assert_allclose(np.ptp(plan.floor, axis=0), (969, 669), atol=3)
    assert len(plan.dividers) == 5
    marks = plan_marks(plan, (1200, 900))
    assert len(marks.spaces) == 5
    assert {o.wall for o in marks.openings} <= {p.id for p in marks.partitions}
    assert any("5 rooms" in caveat.words for caveat in marks.caveats)


def test_walls_inside_meet_at_their_corners() -> None:
    def line(*ends: float) -> Divider:
        return Divider(np.array(ends[:2]), np.array(ends[2:]), 10.0)

    level, upright, far = _meeting([line(0, 0, 92, 0), line(100, 5, 100, 80), line(50, 60, 70, 60)])
    assert level.end.tolist() == [105, 0]  # to the far side of the one it meets
    assert upright.start.tolist() == [100, -5]
    assert far.start.tolist() == [50, 60]


def test_two_names_in_one_room_are_both_kept() -> None:
    plan = plan_of("plan_flat5.png")
    words = [
        Word("WC", np.array([366.0, 652.0]), np.array([1.0, 0.0]), 34, 20),
        Word("HALL", np.array([585.0, 632.0]), np.array([1.0, 0.0]), 52, 20),
        Word("KITCHEN", np.array([903.0, 632.0]), np.array([1.0, 0.0]), 88, 20),
    ]
    named = _names(words, plan.enclosed)
    assert sorted(named.values()) == ["kitchen", "wc / hall"]


def test_a_plan_is_built_as_thick_as_it_is_drawn_and_its_rooms_have_names() -> None:
    plan = plan_of("plan_flat5.png")
    plan = plan._replace(names={1: "bedroom", 2: "living"})
    marks = plan_marks(plan, (1200, 900))
    picture = image.load(CASES / "plan_flat5.png")
    room = read(picture, PictureSettings(room_width=9.69), marks).room
    assert room is not None
    assert room.thickness == pytest.approx(0.16, abs=0.01)  # 16 pixels of a centimetre
    assert {round(p.thickness, 2) for p in room.partitions} == {0.1}
    assert [space.name for space in room.spaces] == ["bedroom", "living", "", "", ""]
    program = read_program("# %% room\n" + room_source(room))
    assert [area.id for area in program.areas] == ["bedroom", "living", "room_3", "room_4", "room_5"]


def test_of_two_plans_on_a_sheet_the_larger_is_read_and_it_is_said() -> None:
    one = image.load(CASES / "plan_gap.png")
    other = image.scale(one, 0.7)
    sheet = np.full((800, 1000 + other.shape[1], 3), 255, np.uint8)
    sheet[:, :1000] = one
    sheet[: other.shape[0], 1000:] = other
    plan = read_plan(sheet)
    assert plan is not None
    assert plan.enclosed.drawings == 2
    marks = plan_marks(plan, (sheet.shape[1], 800))
    xs = [x for x, _ in marks.floor_corners or []]
    assert max(xs) - min(xs) == pytest.approx(613, abs=4)
    assert any(caveat.about == "picture" for caveat in marks.caveats)


def test_a_scan_is_laid_upright_and_claims_no_metres_it_does_not_know() -> None:
    flat = image.load(CASES / "plan_dims.png")
    h, w = flat.shape[:2]
    turn = cv2.getRotationMatrix2D((w / 2, h / 2), 4.0, 1.0)
    white = (255.0, 255.0, 255.0)
    turned = cv2.warpAffine(flat, turn, (w, h), flags=cv2.INTER_LINEAR, borderValue=white)
    cream = turned * np.array([0.96, 0.94, 0.88]) + np.random.default_rng(0).normal(0, 4, turned.shape)
    scan = np.asarray(np.clip(cream, 0, 255), np.uint8)
    settings = PictureSettings()
    marks = drafting.draft(scan, settings)
    assert marks.plan
    assert marks.confidence is not None
    survey = read(scan, settings, marks)
    assert survey.room is not None
    width, depth = np.ptp(np.array(survey.room.floor), axis=0)
    assert width / depth == pytest.approx(5.1 / 3.9, rel=0.01)
    assert sorted(o.kind for o in survey.room.openings) == ["door", "window"]
    assert survey.scale is not None
    assert abs(width - 5.1) < survey.scale.relative_error * width
    assert len(survey.room.floor) == 4


@pytest.mark.parametrize("ruled", ["rows and columns", "rows", "nothing"])
def test_furniture_is_read_on_squared_paper_tiles_and_boards(ruled: str) -> None:
    sheet = np.full((520, 768, 3), 255, np.uint8)
    for step in range(54, 714, 22):
        if "columns" in ruled:
            cv2.line(sheet, (step, 54), (step, 466), (110, 110, 110), 1)
        if "rows" in ruled and step < 466:
            cv2.line(sheet, (54, step), (714, step), (110, 110, 110), 1)
    cv2.rectangle(sheet, (40, 40), (728, 480), (0, 0, 0), 14)
    cv2.rectangle(sheet, (300, 470), (362, 490), (255, 255, 255), -1)
    cv2.circle(sheet, (560, 200), 40, (0, 0, 0), 2, cv2.LINE_AA)
    cv2.rectangle(sheet, (80, 90), (580, 127), (0, 0, 0), 2)  # as long as a ruled line, nearly
    plan = read_plan(sheet)
    assert plan is not None
    sizes = sorted((round(s.box[2] - s.box[0]), s.round) for s in plan.symbols)
    assert [size for size, _ in sizes] == pytest.approx([82, 502], abs=3)
    assert [is_round for _, is_round in sizes] == [True, False]


@pytest.mark.parametrize("stroke", [1, 2])
def test_small_circles_on_a_small_plan_are_round(stroke: int) -> None:
    sheet = np.full((520, 768, 3), 255, np.uint8)
    cv2.rectangle(sheet, (40, 40), (728, 480), (0, 0, 0), -1)
    cv2.rectangle(sheet, (54, 54), (714, 466), (255, 255, 255), -1)
    cv2.rectangle(sheet, (300, 460), (362, 490), (255, 255, 255), -1)
    for number, radius in enumerate((13, 14, 17, 31)):
        cv2.circle(sheet, (130 + 120 * number, 150), radius, (0, 0, 0), stroke, cv2.LINE_AA)
    cv2.rectangle(sheet, (130, 300), (156, 326), (0, 0, 0), stroke)
    plan = read_plan(sheet)
    assert plan is not None
    assert [symbol.round for symbol in sorted(plan.symbols, key=lambda s: s.box[1])] == [True] * 4 + [False]


def test_a_round_room_stays_round() -> None:
    plan = plan_of("plan_round.png")
    assert len(plan.floor) >= 12
    radius = np.linalg.norm(plan.floor - plan.floor.mean(0), axis=1)
    assert radius.std() < 0.02 * radius.mean()


@pytest.mark.parametrize(
    ("seed", "defects"),
    [
        (1003, ("turned", "paper", "noise")),
        (1006, ("blueprint",)),
        (1012, ("bars", "jpeg")),
        (1010, ("frame", "title")),
        (1017, ("small",)),
    ],
)
def test_damaged_plans_are_read(seed: int, defects: tuple[str, ...]) -> None:
    case = draw_plan_case(seed, defects=defects)  # type: ignore[arg-type]
    plan = read_plan(case.image)
    assert plan is not None
    assert overlap_of(case.floor, plan.paper.back(plan.floor)) > 0.95
    assert len(plan.enclosed.cells) == len(case.rooms)
    assert len(plan.holes) >= 0.5 * len(case.holes)


def test_a_painted_room_is_no_plan() -> None:
    rng = np.random.default_rng(0)
    picture = np.clip(rng.normal(150, 25, (300, 400, 3)), 0, 255).astype(np.uint8)
    picture[:20] = picture[-20:] = 250
    assert read_plan(picture) is None


def test_a_bright_box_on_a_dark_table_is_no_room_of_a_plan() -> None:
    assert read_plan(draw_room(7112, view="overhead").image) is None
