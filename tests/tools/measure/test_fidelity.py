"""Truth against itself is perfect; each change moves its own measure by the right amount and no other."""

import math

import pytest

from tools.measure.boxes import box_iou, yaw_error
from tools.measure.fidelity import fidelity, room_fidelity
from tools.measure.matching import match
from tools.measure.truth import Item

ERRORS = ("center_error_mean", "size_error_mean", "yaw_error_mean", "height_error_mean")
SHARES = (
    *("recall", "precision", "f1", "within_0.3", "within_0.15", "iou_mean", "iou_all"),
    *("recall_family", "within_0.3_family_large"),
)


def changed(objects, id, **update):
    return [o.model_copy(update=update) if o.id == id else o for o in objects]


def moved(objects, id, dx=0.0, dy=0.0, dz=0.0):
    x, y, z = next(o for o in objects if o.id == id).center
    return changed(objects, id, center=(x + dx, y + dy, z + dz))


def same_but(scores, base, *names):
    """Every measure but the named ones is what it was."""
    assert {k: pytest.approx(v, abs=1e-9) for k, v in base.items() if k not in names} == {
        k: v for k, v in scores.items() if k not in names
    }


@pytest.fixture
def perfect(objects):
    return fidelity(objects, objects).scores


def test_truth_against_itself_is_perfect(objects, perfect):
    assert all(perfect[name] == pytest.approx(1.0) for name in SHARES)
    assert all(perfect[name] == 0.0 for name in ERRORS)
    assert fidelity(objects, objects).extra == []


def test_a_shift_of_20_cm_moves_the_centre_error(objects, perfect):
    scores = fidelity(moved(objects, "plant", dx=0.2), objects).scores
    assert scores["center_error_mean"] == pytest.approx(0.2 / 6)
    assert scores["within_0.3"] == 1.0
    assert scores["within_0.15"] == pytest.approx(5 / 6)
    overlap = 0.3 / 0.7  # 0.5 wide, 0.3 in common, 0.7 together
    assert scores["iou_mean"] == pytest.approx((5 + overlap) / 6)
    near = [f"within_0.15{name}" for name in ("", "_large", "_family", "_family_large")]
    same_but(scores, perfect, "center_error_mean", *near, "iou_mean", "iou_all")


def test_a_turn_of_15_degrees_moves_the_yaw_error(objects, perfect):
    scores = fidelity(changed(objects, "desk", yaw_deg=-165.0), objects).scores
    assert scores["yaw_error_mean"] == pytest.approx(15 / 4)  # four objects have a front
    same_but(scores, perfect, "yaw_error_mean", "iou_mean", "iou_all")


def test_a_scale_of_1_2_moves_the_size_error(objects, perfect):
    scores = fidelity(changed(objects, "plant", size=(0.6, 0.6, 1.2)), objects).scores
    assert scores["size_error_mean"] == pytest.approx(0.2 / 6)
    same_but(scores, perfect, "size_error_mean", "iou_mean", "iou_all")
    assert scores["iou_mean"] == pytest.approx((5 + 1 / 1.2**3) / 6)


def test_dropping_one_costs_recall_only(objects, perfect):
    scores = fidelity([o for o in objects if o.id != "plant"], objects).scores
    assert scores["recall"] == pytest.approx(5 / 6)
    assert scores["precision"] == 1.0
    assert all(scores[name] == perfect[name] for name in ERRORS)


def test_adding_one_costs_precision_only(objects, perfect):
    extra = objects[4].model_copy(update={"id": "plant_2", "center": (1.2, -1.2, 0.5)})
    found = fidelity([*objects, extra], objects)
    assert found.scores["precision"] == pytest.approx(6 / 7)
    assert found.extra == ["plant_2"]
    same_but(found.scores, perfect, "precision", "precision_large", "f1")


def test_another_category_costs_both_and_touches_no_error(objects, perfect):
    scores = fidelity(changed(objects, "plant", category="refrigerator"), objects).scores
    assert scores["recall"] == scores["precision"] == pytest.approx(5 / 6)
    assert all(scores[name] == perfect[name] for name in ERRORS)
    assert scores["any_within_0.3"] == 1.0


def test_a_synonym_costs_nothing(objects, perfect):
    assert fidelity(changed(objects, "plant", category="Potted-Plant"), objects).scores == perfect


def test_sinking_3_cm_moves_the_height_error(objects, perfect):
    scores = fidelity(moved(objects, "nightstand", dz=-0.03), objects).scores
    assert scores["height_error_mean"] == pytest.approx(0.03 / 6)
    same_but(scores, perfect, "height_error_mean", "iou_mean", "iou_all")


def test_matching_is_one_to_one_and_prefers_near_pairs():
    def chair(id, x):
        return Item(id=id, category="dining chair", center=(x, 0.0, 0.4), size=(0.5, 0.5, 0.8))

    truths = [chair("a", 0.0), chair("b", 1.0), chair("c", 2.0)]
    results = [chair("x", 1.0), chair("y", 2.0), chair("z", 9.0)]
    pairs = match(results, truths)
    assert sorted((p.result, p.truth) for p in pairs) == [(0, 1), (1, 2), (2, 0)]
    assert len({p.result for p in pairs}) == len({p.truth for p in pairs}) == 3


def test_round_and_symmetric_things_have_no_wrong_yaw():
    assert yaw_error(0, 90, turns=0) == 0
    assert yaw_error(10, 190, turns=2) == pytest.approx(0)
    assert yaw_error(-170, 170, turns=1) == pytest.approx(20)
    assert yaw_error(50, 0, turns=4) == pytest.approx(40)


def test_box_iou_by_hand():
    one = Item(id="a", category="box", center=(0, 0, 0.5), size=(2, 1, 1))
    half = one.model_copy(update={"center": (1.0, 0, 0.5)})
    lifted = one.model_copy(update={"center": (0, 0, 1.0)})
    turned = one.model_copy(update={"yaw_deg": 90.0})
    assert box_iou(one, half) == pytest.approx(1 / 3)
    assert box_iou(one, lifted) == pytest.approx(1 / 3)
    assert box_iou(one, turned) == pytest.approx(1 / 3)
    square = Item(id="s", category="box", center=(0, 0, 0.5), size=(1, 1, 1))
    diamond = square.model_copy(update={"yaw_deg": 45.0})
    eight = 2 * math.sqrt(2) - 2  # the octagon that two unit squares share
    assert box_iou(square, diamond) == pytest.approx(eight / (2 - eight))


def test_room_size_and_floor(room):
    assert room_fidelity(room, room) == {
        "floor_iou": 1.0, "room_width_error": 0.0, "room_depth_error": 0.0, "room_height_error": 0.0,
    }  # fmt: skip
    wide = room.model_copy(update={"floor_polygon": [(-3, -2), (3, -2), (3, 2), (-3, 2)], "height": 2.86})
    scores = room_fidelity(wide, room)
    assert scores["room_width_error"] == pytest.approx(0.2)
    assert scores["room_depth_error"] == 0.0
    assert scores["room_height_error"] == pytest.approx(0.1)
    assert scores["floor_iou"] == pytest.approx(20 / 24)
