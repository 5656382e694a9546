"""Doors and windows are changed in place, and one that does not exist holds up nothing."""

from pathlib import Path

import pytest
from PIL import Image

from tools.blender.worker import Worker
from tools.program import edit_look
from tools.program.model import OpeningSpec
from tools.toolbox.architect import set_room
from tools.toolbox.shell import OpeningChange, change_openings
from tools.workspace import Workspace


@pytest.fixture
def room(worker: Worker, tmp_path: Path) -> Workspace:
    Image.new("RGB", (96, 72), "white").save(tmp_path / "input.png")
    made = Workspace(tmp_path, worker)
    set_room(made, floor=[[0.0, 0.0], [4.0, 0.0], [4.0, 3.0], [0.0, 3.0]], height=2.5)
    door = OpeningSpec(kind="door", id="door", wall=0, at=1.0, size=(0.9, 2.0))
    window = OpeningSpec(kind="window", id="window", wall=1, at=1.5, size=(1.2, 1.2), sill=0.9)
    for opening in (door, window):
        made.apply(lambda text, opening=opening: edit_look.set_opening(text, opening), why=opening.id)
    return made


def test_a_door_is_hung_the_other_way_and_a_window_moved(room: Workspace) -> None:
    said = change_openings(
        room,
        [
            OpeningChange(id="door", swing="in-right", angle=60),
            OpeningChange(id="window", shift=0.2, height=1.0, sill=1.1),
            OpeningChange(id="gate", width=2.0),
        ],
    )
    assert "there is no opening 'gate'; there are door, window" in said
    door, window = room.scene.program.openings
    assert (door.swing, door.options["angle"], door.at) == ("in-right", 60, 1.0)
    assert (window.at, window.size, window.sill) == (1.7, (1.2, 1.0), 1.1)


def test_a_change_that_the_room_cannot_have_leaves_it_as_it_was(room: Workspace) -> None:
    before = room.scene.text
    with pytest.raises(Exception, match="window"):
        change_openings(room, [OpeningChange(id="window", height=3.0)])
    assert room.scene.text == before
