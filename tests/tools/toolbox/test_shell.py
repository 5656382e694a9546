"""Doors and windows are changed in place, and one that does not exist holds up nothing."""

from pathlib import Path

import pytest
from PIL import Image

from tools.blender.worker import Worker
from tools.errors import PartlyRefused
from tools.program import edit_look
from tools.program.model import LightSpec, OpeningSpec
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
    with pytest.raises(PartlyRefused, match="there is no opening 'gate'; there are door, window"):
        change_openings(
            room,
            [
                OpeningChange(id="door", swing="in-right", angle=60),
                OpeningChange(id="window", shift=0.2, height=1.0, sill=1.1),
                OpeningChange(id="gate", width=2.0),
            ],
        )
    door, window = room.scene.program.openings
    assert (door.swing, door.options["angle"], door.at) == ("in-right", 60, 1.0)
    assert (window.at, window.size, window.sill) == (1.7, (1.2, 1.0), 1.1)


def test_what_only_a_door_has_is_refused_of_a_window_in_a_line(room: Workspace) -> None:
    before = room.scene.text
    with pytest.raises(PartlyRefused, match="'window' is a window: only a door has swing; leave it out"):
        change_openings(room, [OpeningChange(id="window", swing="in-left")])
    assert room.scene.text == before


def test_a_windows_daylight_goes_where_the_window_goes(room: Workspace) -> None:
    options = {"at": (3.9, 1.5, 1.5), "look_at": (1.0, 1.5, 0.4), "size": (1.2, 1.2), "power": 20}
    light = LightSpec(kind="area_light", name="day_window", options=options)
    room.apply(lambda text: edit_look.set_light(text, light), why="light")
    change_openings(room, [OpeningChange(id="window", shift=0.4, height=1.0)])
    moved = next(one for one in room.scene.program.lights if one.name == "day_window").options
    assert moved["at"] == (3.9, 1.9, 1.4)
    assert moved["look_at"] == (1.0, 1.9, 0.4)
    assert moved["size"] == (1.2, 1.0)


def test_a_change_that_the_room_cannot_have_leaves_it_as_it_was(room: Workspace) -> None:
    before = room.scene.text
    with pytest.raises(Exception, match="window"):
        change_openings(room, [OpeningChange(id="window", height=3.0)])
    assert room.scene.text == before


def test_one_opening_that_cannot_be_does_not_void_the_call(room: Workspace) -> None:
    changes = [OpeningChange(id="window", height=3.0), OpeningChange(id="door", width=1.0)]
    with pytest.raises(PartlyRefused, match="REFUSED window"):
        change_openings(room, changes)
    door, window = room.scene.program.openings
    assert (door.size[0], window.size[1]) == (1.0, 1.2)


def test_an_opening_goes_the_way_of_the_picture_and_its_corners_are_named(room: Workspace) -> None:
    said = change_openings(room, [OpeningChange(id="door", dx=0.5), OpeningChange(id="window", dy=-0.25)])
    door, window = room.scene.program.openings
    assert (door.at, window.at) == (1.5, 1.25)
    assert (
        "1.50 m from the wall's first corner (left, at (-2.00, -1.50)), 2.50 m from the other (right" in said
    )
    with pytest.raises(PartlyRefused, match="runs from left to right in the picture: give dx"):
        change_openings(room, [OpeningChange(id="door", dy=0.5), OpeningChange(id="window", dy=0.1)])


def test_doors_and_windows_are_given_another_look(room: Workspace) -> None:
    changes = [
        OpeningChange(id="door", style="half glass", panes=[2, 2], handle="knob", casing=0.1),
        OpeningChange(id="window", panes=[3, 1], transom=0.7, sash=0.06),
    ]
    change_openings(room, changes)
    door, window = room.scene.program.openings
    assert door.options == {"style": "half glass", "panels": (2, 2), "handle": "knob", "casing": 0.1}
    assert window.options == {"panes": (3, 1), "transom": 0.7, "sash": 0.06}
    with pytest.raises(Exception, match="style='sash' is none of panel, flush"):
        change_openings(room, [OpeningChange(id="door", style="sash")])
