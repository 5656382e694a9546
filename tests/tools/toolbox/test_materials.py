"""What the Material Artist leaves out is filled in, and nothing else is touched."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from tests.agents.models.fake_painter import picture
from tools.blender.worker import Worker
from tools.errors import PartlyRefused, RoomError, ToolError
from tools.program.edit_code import write_geometry
from tools.run.drawn import KeptPainter
from tools.toolbox.architect import NewObject, add_objects, set_room
from tools.toolbox.materials import SIZES, draw_texture, list_slots, set_materials
from tools.workspace import Workspace


@pytest.fixture
def room(worker: Worker, tmp_path: Path) -> Workspace:
    Image.new("RGB", (96, 72), "white").save(tmp_path / "input.png")
    made = Workspace(tmp_path, worker)
    set_room(made, floor=[[0.0, 0.0], [4.0, 0.0], [4.0, 3.0], [0.0, 3.0]], height=2.5)
    add_objects(made, objects=[NewObject(id="table", category="side table", x=0, y=0, size=[0.5, 0.5, 0.5])])
    return made


def test_a_kind_worn_by_its_name_joins_the_palette(room: Workspace) -> None:
    set_materials(room, code='wear("table", "oak")\n', replace=True)
    assert [(m.name, m.family) for m in room.scene.program.materials] == [("oak", "oak")]


def test_a_name_that_is_no_kind_is_still_refused(room: Workspace) -> None:
    with pytest.raises(RoomError, match="no material 'unobtainium'"):
        set_materials(room, code='wear("table", "unobtainium")\n', replace=True)


def test_a_texture_covers_the_size_it_was_cut_at(room: Workspace) -> None:
    textures = room.folder / "textures"
    textures.mkdir()
    Image.new("RGB", (64, 64), (120, 90, 60)).save(textures / "boards.webp")
    (textures / SIZES).write_text(json.dumps({"boards": [1.2, 0.8]}))
    code = 'material("boards", "wood floor", texture="textures/boards.webp")\nwear("room", floor="boards")\n'
    set_materials(room, code=code, replace=True)
    assert room.scene.program.materials[0].tile == (1.2, 0.8)


def test_lines_that_lack_nothing_stay_as_they_were_written(room: Workspace) -> None:
    code = 'material("oak", "oak")  # from the picture\nwear("table", "oak")\n'
    set_materials(room, code=code, replace=True)
    assert code in room.scene.text


def test_a_slot_said_to_wear_what_it_comes_with_keeps_it(room: Workspace) -> None:
    lamp = NewObject(id="lamp", category="table lamp", x=1, y=0, size=[0.3, 0.3, 0.5])
    add_objects(room, objects=[lamp])
    room.apply(lambda text: write_geometry(text, ["lamp"], 'furnish("lamp", table_lamp)\n'), why="lamp")
    worn = {p.slot: p.material for p in room.report.object("lamp").parts}
    assert worn["bulb"] not in (None, "steel")
    code = f'material("steel", "steel")\nwear("lamp", "steel", bulb="{worn["bulb"]}")\n'
    set_materials(room, code=code, replace=True)
    assert {p.slot: p.material for p in room.report.object("lamp").parts}["bulb"] == worn["bulb"]


class Painter:
    """Draws the same boards whatever it is asked for, and counts."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def draw(self, words: str) -> Image.Image:
        self.asked.append(words)
        return Image.open(io.BytesIO(picture((256, 256)))).convert("RGB")


def test_several_wearers_in_a_line_are_listed(room: Workspace) -> None:
    add_objects(room, objects=[NewObject(id="chest", category="chest", x=1, y=0, size=[0.5, 0.5, 0.5])])
    set_materials(room, code='wear(["table", "chest"], "oak")\n', replace=True)
    assert "table" in list_slots(room)


def test_a_drawn_texture_is_put_on_and_not_drawn_twice(room: Workspace) -> None:
    with pytest.raises(ToolError, match="no image model"):
        draw_texture(room, name="boards", words="oak boards", width=1.0)
    painter = Painter()
    for _ in range(2):
        room.painter = KeptPainter(room.folder, painter)
        said = draw_texture(room, name="boards", words="oak boards", width=1.0, wear=["room.floor"])
    assert painter.asked == ["oak boards"]
    assert "On room now as material boards" in said
    (worn,) = [w for w in room.scene.program.wears if w.target == "room"]
    assert worn.slots["floor"] == "boards"
    (boards,) = [m for m in room.scene.program.materials if m.name == "boards"]
    assert boards.texture == "textures/boards.webp"
    joint = float(said.partition("joint: ")[2].split()[0])
    assert joint < 2.5


def test_a_slot_that_nothing_has_is_refused_with_the_slots_there_are(room: Workspace) -> None:
    lamp = NewObject(id="lamp", category="table lamp", x=1, y=0, size=[0.3, 0.3, 0.5])
    add_objects(room, objects=[lamp])
    room.apply(lambda text: write_geometry(text, ["lamp"], 'furnish("lamp", table_lamp)\n'), why="lamp")
    code = 'material("red", "paint", color="#aa2211")\nwear("lamp", shade="red", hat="red")\n'
    with pytest.raises(PartlyRefused, match=r"no slot or part hat; its slots are .*shade"):
        set_materials(room, code=code, replace=True)
    assert [w.slots for w in room.scene.program.wears] == [{"shade": "red"}]
    assert {p.material for p in room.report.object("lamp").parts if p.slot == "shade"} == {"red"}


def test_what_code_painted_keeps_its_colour_until_its_own_part_is_named(room: Workspace) -> None:
    code = (
        '@geometry("table")\ndef table(o):\n    box(o, "top", (o.w, o.d, 0.05), (0, 0, o.h - 0.05))\n'
        '    paint(box(o, "stripe", (o.w, 0.1, o.h - 0.05)), "#118811")\n'
    )
    room.apply(lambda text: write_geometry(text, ["table"], code), why="table")
    palette = 'material("red", "paint", color="#aa2211")\n'

    def worn(wear: str) -> dict[str, str | None]:
        set_materials(room, code=palette + wear, replace=True)
        return {p.name: p.material for p in room.report.object("table").parts}

    assert worn('wear("table", body="red")\n') == {"top": "red", "stripe": "paint #118811"}
    assert worn('wear("table", stripe="red")\n')["stripe"] == "red"
