"""The palette moves to what the picture shows, by the things that stand where it has them."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.tools.solve.rooms import CAMERA, Truth, survey_of
from tools.blender.worker import Worker
from tools.picture import image as pictures
from tools.picture.colours import delta_e
from tools.program import edit
from tools.program.edit_code import write_geometry
from tools.program.edit_look import set_material
from tools.program.model import MaterialSpec
from tools.solve import layout, sightings
from tools.solve.matching import BRIGHTER, STEP, TINTED, limited, matched
from tools.toolbox.materials import list_slots
from tools.workspace import Workspace

SIZE = (CAMERA.width, CAMERA.height)
THINGS = {
    "table": Truth("dining table", (0.0, 0.0), (1.8, 0.9, 0.75), marks={"top": 0.75}),
    "shelf": Truth("cabinet", (-2.2, -1.0), (0.8, 0.6, 0.9), marks={"top": 0.9}),
    "box": Truth("box", (2.0, 1.2), (0.5, 0.5, 0.4), marks={"top": 0.4}),
}
SHAPE = """@geometry("ID")
def ID_made(o):
    box(o, "all", (o.w, o.d, o.h), slot="body")
"""
PALETTE = """material("white", "paint", color="#e8e4dc")
material("red", "paint", color="#a03028")
wear(["table", "shelf"], "white")
wear("box", "red")
"""


def rgb(color: object) -> tuple[int, int, int]:
    text = str(color)
    return (int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))


@pytest.fixture
def room(worker: Worker, tmp_path: Path) -> Workspace:
    """A room, and as its picture what its own program looks like."""
    survey = survey_of(THINGS)
    text = layout.solve(survey).apply("")
    for id in THINGS:
        code = SHAPE.replace("ID", id)
        text = write_geometry(text, [id], code)
    text = edit.set_cell(text, "materials", PALETTE)
    Image.new("RGB", SIZE).save(tmp_path / "input.png")
    drawn = Workspace(tmp_path, worker)
    drawn.apply(lambda _: text, why="a room")
    shown = Image.open(drawn.render("reference", "lit", width=600)).convert("RGB").resize(SIZE)
    shown.save(tmp_path / "input.png")
    made = Workspace(tmp_path, worker)
    made.save_survey(survey)
    return made


def test_a_wrong_colour_moves_back_and_a_misplaced_thing_moves_nothing(room: Workspace) -> None:
    def spoilt(text: str) -> str:
        text = set_material(text, MaterialSpec(name="red", family="paint", color="#784038"))
        old = next(line for line in text.splitlines() if line.startswith('place("shelf"'))
        return text.replace(old, old.replace("at=(-2.2,", "at=(-1.0,"))  # what is there is bare floor

    room.apply(spoilt, why="spoilt")
    found = matched(room, pictures.load(room.render("reference", "lit")))
    assert found.left_out == {"shelf": "not where the picture has it"}
    assert found.code is not None
    code = found.code
    room.apply(lambda text: edit.set_cell(text, "materials", code), why="matched")
    colors = {m.name: rgb(m.color) for m in room.scene.program.materials}
    assert delta_e(colors["red"], (160, 48, 40)) < 0.8 * delta_e((120, 64, 56), (160, 48, 40))
    assert delta_e(colors["white"], (232, 228, 220)) < 4
    listed = list_slots(room)
    assert "shelf not seen well (" in listed
    assert "table #" in listed


def test_each_slot_is_seen_where_the_camera_sees_it(room: Workspace) -> None:
    ids = room.ids(512)
    parts = sightings.parts_seen(room, ids)
    assert set(parts) == {(id, "body") for id in THINGS}
    for number, item in enumerate(room.report.objects, start=1):
        assert (parts[item.id, "body"] == sightings.inner(ids == number)).all()


@given(
    st.tuples(*[st.floats(-6, 6, allow_nan=False)] * 3), st.floats(1, 1e6, allow_nan=False)
)  # fmt: skip
def test_no_colour_moves_further_than_its_limit(shift: tuple[float, float, float], pixels: float) -> None:
    moved = limited(np.array(shift), pixels)
    assert np.abs(moved).max() <= STEP * (BRIGHTER + TINTED) + 1e-9
    assert (np.abs(moved) <= np.abs(limited(np.array(shift), 2 * pixels)) + 1e-9).all()
