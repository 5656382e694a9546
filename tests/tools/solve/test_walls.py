"""Walls finished as they were asked for."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from agents.preparing import finish_walls
from agents.stages import WALLS
from tools.blender.worker import Worker
from tools.errors import ProgramError
from tools.program.edit_look import set_opening
from tools.program.model import OpeningSpec
from tools.program.read import read
from tools.settings import PictureSettings, WallFinish
from tools.solve import walls
from tools.toolbox.architect import NewObject, add_objects, set_room
from tools.toolbox.materials import set_materials
from tools.workspace import Workspace


@pytest.fixture
def room(worker: Worker, tmp_path: Path) -> Workspace:
    Image.new("RGB", (96, 72), "white").save(tmp_path / "input.png")
    made = Workspace(tmp_path, worker)
    set_room(made, floor=[[0.0, 0.0], [4.0, 0.0], [4.0, 3.0], [0.0, 3.0]], height=2.5)
    door = OpeningSpec(kind="door", id="door_1", wall=0, at=2.0, size=(0.9, 2.0))
    made.apply(lambda text: set_opening(text, door), why="a door")
    code = 'material("sage", "wall paint", color="#c9d1c3")\nwear("room", walls="sage")\n'
    set_materials(made, code=code, replace=True)
    return made


@pytest.mark.parametrize("wanted", ["subtle", "bold", "mural"])
def test_walls_are_finished_by_code_without_a_turn(room: Workspace, wanted: WallFinish) -> None:
    room.settings = PictureSettings(walls=wanted)
    assert WALLS[0].done is finish_walls
    assert finish_walls(WALLS[0], room)
    parts = room.scene.shown.things["room"].parts
    worn = {p.name: p.material for p in parts if p.name.startswith("wall.")}
    if wanted == "subtle":
        assert set(worn.values()) == {walls.ALL}
        assert room.scene.program.materials[-1].color == "#c9d1c3"
        return
    assert worn["wall.2"] == walls.FEATURE  # the long one without a door
    assert {worn[n] for n in worn if n != "wall.2"} == {"sage"}
    with Image.open(room.folder / "textures" / f"walls_{wanted}.webp") as kept:
        size = kept.size
    assert size == ((walls.SIDE, walls.SIDE) if wanted == "bold" else (1600, 1000))


def test_a_bold_pattern_repeats_and_a_mural_is_drawn_the_same_again(room: Workspace) -> None:
    program = room.scene.program
    bold = walls.draw(program, "bold", 0).astype(int)
    across = np.abs(bold[:, 0] - bold[:, -1]).mean(), np.abs(bold[0] - bold[-1]).mean()
    within = np.abs(np.diff(bold, axis=1)).mean(), np.abs(np.diff(bold, axis=0)).mean()
    assert across[0] < 6 * within[0] + 2
    assert across[1] < 6 * within[1] + 2
    one, two, other = (walls.draw(program, "mural", seed) for seed in (1, 1, 2))
    assert (one == two).all()
    assert (one != other).any()


def test_the_feature_wall_is_the_one_that_is_seen_most(room: Workspace) -> None:
    assert walls.feature(room.scene.program) == 2
    tall = [
        NewObject(id=f"wardrobe_{x}", category="wardrobe", x=x, y=1.2, size=[1.6, 0.6, 2.2]) for x in (-1, 1)
    ]
    add_objects(room, objects=tall)
    assert walls.feature(room.scene.program) in (1, 3)


def test_bare_walls_are_refused(room: Workspace) -> None:
    set_materials(room, code='material("oak", "oak")\nwear("room", floor="oak")\n', replace=True)
    with pytest.raises(ProgramError, match="wear no material yet"):
        walls.finish(room.scene.text, "subtle")
    assert read(room.scene.text).materials[0].name == "oak"
    room.settings = PictureSettings(walls="bold")
    assert not finish_walls(WALLS[0], room)
