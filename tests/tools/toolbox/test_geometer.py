"""The Geometer is told at once what its code came to."""

import json
import re
from pathlib import Path

import pytest
from PIL import Image

from tools.blender.worker import Worker
from tools.errors import PartlyRefused, ToolError
from tools.images import keys_in
from tools.run_files import DESCRIPTIONS
from tools.toolbox.architect import NewObject, add_objects, set_room
from tools.toolbox.common import preview
from tools.toolbox.geometer import (
    Description,
    GeometryCell,
    describe_parts,
    kit,
    preview_object,
    write_geometry,
)
from tools.workspace import Workspace

INSIDE_OUT = """\
@geometry("box_1")
def box_1(o):
    made = box(o, "lid", (o.w, o.d, o.h), (0, 0, 0))
    made.data.flip_normals()
"""
NARROW = """\
@geometry("box_2")
def box_2(o):
    box(o, "lid", (o.w * 0.5, o.d, o.h), (0, 0, 0))
"""


@pytest.fixture
def room(worker: Worker, tmp_path: Path) -> Workspace:
    Image.new("RGB", (96, 72), "white").save(tmp_path / "input.png")
    made = Workspace(tmp_path, worker)
    set_room(made, floor=[[0.0, 0.0], [4.0, 0.0], [4.0, 3.0], [0.0, 3.0]], height=2.5)
    boxes = [
        NewObject(id=f"box_{k}", category="storage box", x=k - 1.5, y=0, size=[0.5, 0.4, 0.3]) for k in (1, 2)
    ]
    add_objects(made, objects=boxes)
    return made


def test_inward_faces_and_stretching_are_told_where_they_are_made(room: Workspace) -> None:
    cells = [GeometryCell(ids=["box_1"], code=INSIDE_OUT), GeometryCell(ids=["box_2"], code=NARROW)]
    said = write_geometry(room, cells)
    assert "MEND box_1: 12 faces of lid look inwards" in said
    assert "box_2 was scaled to fill its box: 0.25 m wide made 0.50 m (x 2.00)" in said
    assert "box_1 was scaled" not in said


def test_a_bed_says_how_small_its_mattress_is_for_its_bedding_hangs_over(room: Workspace) -> None:
    add_objects(room, objects=[NewObject(id="bed", category="bed", x=0, y=0, size=[1.4, 2.0, 0.9], yaw=90)])
    said = write_geometry(room, [GeometryCell(ids=["bed"], code='furnish("bed", bed)\n')])
    assert re.search(r"bed's mattress is 1\.1\d x 1\.8\d m of its box of 1\.40 x 2\.00 m", said)
    assert "of its box of 1.40 x 2.00 m" in said


def test_one_broken_cell_is_refused_as_an_error_and_the_others_are_built(room: Workspace) -> None:
    broken = GeometryCell(ids=["box_1"], code='furnish("box_1", storge_box)\n')
    with pytest.raises(PartlyRefused, match=r"REFUSED box_1: .*storge_box") as told:
        write_geometry(room, [broken, GeometryCell(ids=["box_2"], code=NARROW)])
    assert "1 objects built" in str(told.value)
    assert not room.report.object("box_2").placeholder


def test_a_word_looked_up_by_name_is_told_in_full_and_the_next_by_a_line(room: Workspace) -> None:
    text = kit(room, "pillow")
    assert text.startswith("pillow(o, ")
    assert text.count("Args:") == 1
    assert "Near it: throw_pillow(" in text
    assert kit(room, "garment").startswith("hanging_clothes(") or "clothes" in kit(room, "garment")


def test_a_view_is_drawn_as_wide_as_asked_and_a_part_of_it_enlarged(room: Workspace) -> None:
    def size(mark: str) -> tuple[int, int]:
        return room.images.size(keys_in(mark)[0])

    assert size(preview(room, "top"))[0] == 512
    assert size(preview(room, "top", width=800))[0] == 800
    with pytest.raises(ToolError, match="is no part"):
        preview(room, "top", box=[0.0, 0.0, 40.0, 40.0])


def test_parts_are_written_down_thing_by_thing_and_the_last_word_holds(room: Workspace) -> None:
    describe_parts(room, [Description(id="box_1", parts="lid"), Description(id="box_2", parts="no lid")])
    describe_parts(room, [Description(id="box_1", parts="lid, two handles")])
    kept = json.loads((room.folder / DESCRIPTIONS).read_text())
    assert kept == {"box_1": "lid, two handles", "box_2": "no lid"}


def test_a_thing_is_shown_alone(room: Workspace) -> None:
    shown = [Image.open(room.images.path(keys_in(preview_object(room, id))[0])) for id in ("box_1", "box_2")]
    assert shown[0].size[0] == 512
    with pytest.raises(ToolError, match="'box_9' is not placed"):
        preview_object(room, "box_9")
