"""Revising a room made from words: seven edits, each for one thing or many, each answered by measurement."""

from pathlib import Path

import pytest

from tools.blender.worker import Worker
from tools.errors import PartlyRefused
from tools.program.model import RoomSpec
from tools.program.template import empty_program
from tools.source.words import WordsSource
from tools.survey import RoomSurvey
from tools.toolbox import revising
from tools.toolbox.architect import NewObject
from tools.workspace import Workspace

FLOOR = [(-2.5, -2.0), (2.5, -2.0), (2.5, 2.0), (-2.5, 2.0)]


@pytest.fixture
def room(worker: Worker, tmp_path: Path) -> Workspace:
    WordsSource("a room with a desk, a chair at the desk and a plant").keep(tmp_path)
    made = Workspace(tmp_path, worker)
    made.save_survey(made.survey.model_copy(update={"room": RoomSurvey(floor=FLOOR, height=2.5)}))
    made.apply(lambda text: empty_program(RoomSpec(floor=FLOOR, height=2.5)), why="the room")
    return made


def new(id: str, category: str, x: float, y: float, size: tuple[float, float, float]) -> NewObject:
    return NewObject(id=id, category=category, x=x, y=y, size=list(size))


def test_a_room_is_revised_until_its_wishes_are_met(room: Workspace) -> None:
    desk, chair = (
        new("desk_1", "desk", 0.0, 1.6, (1.4, 0.6, 0.75)),
        new("chair_1", "dining chair", -2.0, -1.5, (0.45, 0.5, 0.9)),
    )
    answer = revising.add_object(room, objects=[desk, chair])
    assert not any(o.placeholder for o in room.report.objects)
    assert "1 x plant" in answer
    assert "office chair at desk" in answer
    answer = revising.add_object(room, objects=[new("plant_1", "plant", 2.0, -1.6, (0.4, 0.4, 1.0))])
    version = room.scene.version
    revising.move_object(room, objects=[revising.To(id="chair_1", x=0.0, y=0.95)])
    answer = revising.rotate_object(room, objects=[revising.Turn(id="chair_1", yaw=180.0)])
    assert room.scene.version == version + 2
    assert "wishes met 1.00" in answer
    assert room.report.object("chair_1").center[:2] == pytest.approx((0.0, 0.95), abs=1e-3)


def test_what_stands_there_is_scaled_replaced_and_removed(room: Workspace) -> None:
    revising.add_object(room, objects=[new("desk_1", "desk", 0.0, 1.6, (1.4, 0.6, 0.75))])
    revising.add_object(
        room,
        objects=[
            NewObject(id="lamp_1", category="table lamp", x=0.3, y=1.6, size=[0.2, 0.2, 0.4], on="desk_1")
        ],
    )
    revising.scale_object(room, objects=[revising.Scale(id="desk_1", size=[1.6, 0.7, 0.75])])
    assert room.report.object("desk_1").size[0] == pytest.approx(1.6, abs=1e-3)
    revising.replace_object(room, objects=[revising.Instead(id="desk_1", category="sideboard")])
    now = room.report.object("desk_1")
    assert (now.category, now.placeholder) == ("sideboard", False)
    assert room.report.object("lamp_1").on == "desk_1"
    revising.move_object(room, objects=[revising.To(id="lamp_1", z=1.0)])
    assert room.report.object("lamp_1").low[2] == pytest.approx(1.0, abs=1e-3)
    revising.remove_object(room, ids=["desk_1"], reason="not wanted")
    assert room.report.objects == []


def test_what_cannot_be_done_is_said_and_the_rest_is_done(room: Workspace) -> None:
    revising.add_object(room, objects=[new("plant_1", "plant", 1.0, 1.0, (0.4, 0.4, 1.0))])
    with pytest.raises(PartlyRefused, match="REFUSED ghost_1"):
        revising.move_object(
            room, objects=[revising.To(id="ghost_1", x=0.0), revising.To(id="plant_1", x=-1.0)]
        )
    assert room.report.object("plant_1").center[0] == pytest.approx(-1.0, abs=1e-3)


def test_places_are_put_right_by_the_smallest_moves(room: Workspace) -> None:
    told: list[str] = []
    room.on_edit = lambda number, why, digest: told.append(why)
    things = [new(f"cabinet_{n}", "cabinet", 0.1 * n, 0.0, (0.8, 0.4, 0.9)) for n in (1, 2)]
    revising.add_object(room, objects=[things[0], things[1].model_copy(update={"y": 0.3})])
    assert "faults of place" in revising.evaluated(room)
    room.settle()
    assert revising.evaluated(room).endswith("0 faults of place") or "cabinet" not in revising.evaluated(room)
    assert len(told) == 2
