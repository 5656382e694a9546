"""The Layout Architect's hands: many small edits in one version, places told in the world's metres."""

from pathlib import Path

import pytest
from PIL import Image

from tools.blender.worker import Worker
from tools.errors import PartlyRefused, ToolError
from tools.toolbox.architect import Change, NewObject, add_objects, change_objects, remove_objects, set_room
from tools.workspace import Workspace

FLOOR = [[0.0, 0.0], [5.0, 0.0], [5.0, 4.0], [0.0, 4.0]]
DESK = NewObject(id="desk", category="desk", x=1.0, y=1.0, size=[1.4, 0.7, 0.75], yaw=90)
CUP = NewObject(id="cup", category="cup", x=1.2, y=1.3, size=[0.08, 0.08, 0.1], on="desk")


@pytest.fixture
def room(worker: Worker, tmp_path: Path) -> Workspace:
    Image.new("RGB", (96, 72), "white").save(tmp_path / "input.png")
    made = Workspace(tmp_path, worker)
    set_room(made, floor=FLOOR, height=2.5)
    return made


def test_a_room_by_eye_has_its_origin_in_its_middle(room: Workspace) -> None:
    assert room.report.room.floor_polygon == [(-2.5, -2.0), (2.5, -2.0), (2.5, 2.0), (-2.5, 2.0)]
    assert room.report.room.height == pytest.approx(2.5)


def test_what_stands_on_a_turned_thing_is_placed_in_world_metres(room: Workspace) -> None:
    add_objects(room, objects=[DESK, CUP])
    cup = room.report.object("cup")
    assert cup.center[:2] == pytest.approx((1.2, 1.3), abs=1e-3)
    assert cup.low[2] == pytest.approx(0.75, abs=1e-3)
    assert cup.yaw_deg == pytest.approx(0.0, abs=0.1)
    assert room.scene.program.placement("cup").on == "desk"


def test_many_changes_are_one_version(room: Workspace) -> None:
    add_objects(room, objects=[DESK, CUP])
    before = room.scene.version
    changes = [Change(id="desk", dx=-0.5, yaw=180.0), Change(id="cup", size=[0.1, 0.1, 0.2])]
    text = change_objects(room, changes=changes)
    assert room.scene.version == before + 1
    assert "desk" in text
    assert room.report.object("desk").center[0] == pytest.approx(0.5, abs=1e-3)
    assert room.report.object("cup").size[2] == pytest.approx(0.2, abs=1e-3)


@pytest.mark.parametrize("order", [("desk", "cup"), ("cup", "desk")])
def test_a_yaw_is_of_the_world_whichever_of_carrier_and_carried_is_named_first(
    room: Workspace, order: tuple[str, str]
) -> None:
    add_objects(room, objects=[DESK, CUP])
    yaws = {"desk": 180.0, "cup": 45.0}
    change_objects(room, changes=[Change(id=id, yaw=yaws[id]) for id in order])
    assert room.report.object("desk").yaw_deg == pytest.approx(180.0, abs=0.1)
    assert room.report.object("cup").yaw_deg == pytest.approx(45.0, abs=0.1)


def test_one_change_that_cannot_be_made_does_not_hold_up_the_others(room: Workspace) -> None:
    add_objects(room, objects=[DESK])
    with pytest.raises(PartlyRefused, match=r"REFUSED dsek.*did you mean desk") as told:
        change_objects(room, changes=[Change(id="dsek", dx=1.0), Change(id="desk", dx=0.25)])
    assert "desk 1.40 x 0.70 x 0.75 at (1.25, 1.00)" in str(told.value)
    assert room.report.object("desk").center[0] == pytest.approx(1.25, abs=1e-3)


def test_objects_outside_a_reruns_scope_are_left_alone(room: Workspace) -> None:
    add_objects(room, objects=[DESK])
    room.only = frozenset({"bed"})
    with pytest.raises(PartlyRefused, match="REFUSED desk"):
        change_objects(room, changes=[Change(id="desk", dx=1.0)])
    assert room.report.object("desk").center[0] == pytest.approx(1.0, abs=1e-3)


def test_removing_a_carrier_takes_what_it_carries_and_says_so(room: Workspace) -> None:
    add_objects(room, objects=[DESK, CUP])
    assert "removed: cup, desk" in remove_objects(room, ids=["desk"], reason="not there")
    assert room.report.objects == []


def test_a_floor_that_is_no_area_is_refused(room: Workspace) -> None:
    with pytest.raises(ToolError, match="no area"):
        set_room(room, floor=[[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]], height=2.5)


def test_what_rests_on_another_is_lifted_from_where_it_rests(room: Workspace) -> None:
    add_objects(room, objects=[NewObject(id="table", category="side table", x=0, y=0, size=[0.6, 0.6, 0.5])])
    add_objects(
        room, objects=[NewObject(id="cup", category="vase", x=0, y=0, size=[0.1, 0.1, 0.1], on="table")]
    )
    before = room.report.object("cup").low[2]
    change_objects(room, changes=[Change(id="cup", dz=0.2)])
    assert room.report.object("cup").low[2] == pytest.approx(before + 0.2, abs=1e-3)


def test_what_hangs_from_the_ceiling_keeps_its_top_when_resized_and_goes_down_from_there(
    room: Workspace,
) -> None:
    lamp = NewObject(
        id="lamp", category="pendant lamp", x=0, y=0, size=[0.4, 0.4, 0.8], mount="ceiling", z=1.7
    )
    free = lamp.model_copy(update={"id": "bulb", "x": 1.0, "z": None})
    add_objects(room, objects=[lamp, free])
    change_objects(room, changes=[Change(id=id, size=[0.4, 0.4, 0.5]) for id in ("lamp", "bulb")])
    for id in ("lamp", "bulb"):
        assert room.report.object(id).high[2] == pytest.approx(2.5, abs=1e-3)
        assert room.report.object(id).low[2] == pytest.approx(2.0, abs=1e-3)
    change_objects(room, changes=[Change(id=id, dz=-0.3) for id in ("lamp", "bulb")])
    assert {round(room.report.object(id).low[2], 3) for id in ("lamp", "bulb")} == {1.7}


def test_what_was_seen_is_rejected_only_when_it_is_gone(room: Workspace) -> None:
    add_objects(room, objects=[DESK, CUP])
    room.only = frozenset({"cup"})
    with pytest.raises(PartlyRefused, match="REFUSED desk"):
        remove_objects(room, ids=["desk", "cup"], reason="not there")
    assert [o.id for o in room.report.objects] == ["desk"]
