"""The Lighting Director's hands: light and views are cells of their own, and what was measured stays."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tools.blender.worker import Worker
from tools.errors import ProgramError
from tools.images import keys_in
from tools.program.cells import get, split
from tools.toolbox.architect import set_room
from tools.toolbox.lighting import add_view, set_lighting
from tools.workspace import Workspace

DIM = 'area_light("ceiling", at=(0, 0, 2.3), size=(1, 1), power=20)\n'
BRIGHT = DIM.replace("power=20", "power=200")
CORNER = 'view("corner", at=(-1.8, -1.3, 1.6), look_at=(1, 1, 0.5), focal=0.6)\n'


@pytest.fixture
def room(worker: Worker, tmp_path: Path) -> Workspace:
    Image.new("RGB", (512, 402), "gray").save(tmp_path / "input.png")  # as its default camera
    made = Workspace(tmp_path, worker)
    set_room(made, floor=[[0.0, 0.0], [4.0, 0.0], [4.0, 3.0], [0.0, 3.0]], height=2.5)
    return made


def camera(room: Workspace) -> str:
    return get(split(room.scene.text), "camera").source


def test_a_view_is_added_behind_the_measured_camera_and_can_be_drawn(room: Workspace) -> None:
    before = camera(room)
    add_view(room, CORNER)
    assert camera(room) == before + CORNER
    assert np.asarray(Image.open(room.render("corner", "fast"))).std() > 1


@pytest.mark.parametrize("broken", ['view("corner")', "import os", 'view("corner", at=(0, 0), focal="wide")'])
def test_a_view_that_is_none_is_refused_and_nothing_changes(room: Workspace, broken: str) -> None:
    before = room.scene.text
    with pytest.raises(ProgramError):
        add_view(room, broken)
    assert room.scene.text == before


def test_ten_times_the_light_is_seen_in_the_render_that_is_shown(room: Workspace) -> None:
    levels = []
    for code in (DIM, BRIGHT):
        said = set_lighting(room, code)
        shown = room.images.path(keys_in(said)[0])
        levels.append(float(np.asarray(Image.open(shown).convert("L")).mean()))
    assert levels[1] > levels[0] + 20
    assert get(split(room.scene.text), "lighting").source == BRIGHT


def test_light_that_cannot_be_made_is_refused_and_the_old_stays(room: Workspace) -> None:
    set_lighting(room, DIM)
    with pytest.raises(ProgramError, match="is not placed"):
        set_lighting(room, 'lamp_light("glow", on="nothing")')
    assert get(split(room.scene.text), "lighting").source == DIM
