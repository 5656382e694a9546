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
from tools.picture.colours import delta_e, encoded, lab_of, linear
from tools.program import edit
from tools.program.edit_code import write_geometry
from tools.program.edit_look import set_material
from tools.program.model import MaterialSpec
from tools.solve import layout, sightings
from tools.solve.matching import (
    BRIGHTER,
    NEUTRAL,
    STEP,
    TINTED,
    WORSE,
    Comparison,
    kept_neutral,
    limited,
    matched,
    without_worse,
)
from tools.toolbox.colours import match_colours
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
    assert found.palette
    for spec in found.palette:
        room.apply(lambda text, spec=spec: set_material(text, spec), why="matched")
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


def test_what_all_colours_ask_for_alike_is_the_lights(room: Workspace) -> None:
    render = pictures.load(room.render("reference", "lit"))
    warm = encoded(linear(render) * (1.1, 1.0, 0.85)).round().astype(np.uint8)
    for shown in (render, warm):
        found = matched(room, shown)
        assert found.palette
        for spec, was in zip(found.palette, room.scene.program.materials, strict=True):
            assert delta_e(rgb(spec.color), rgb(was.color)) < 2, spec.name
    red, green, blue = Comparison(room, warm.shape[1]).light(warm)
    assert red < green < blue


def test_of_two_that_share_a_colour_one_is_told_to_have_its_own(room: Workspace) -> None:
    room.apply(lambda text: text.replace('wear("box", "red")', 'wear("box", "white")'), why="one for all")
    found = matched(room, pictures.load(room.render("reference", "lit")))
    assert [(who, name) for who, _, name in found.apart] == [("box", "white")]
    assert found.apart[0][1] in ("table", "shelf")


def test_what_comes_out_worse_is_as_it_was(room: Workspace) -> None:
    versions = room.scene.version
    said = match_colours(room)
    assert room.scene.version <= versions + 1
    assert "unlike" not in said
    colors = {m.name: rgb(m.color) for m in room.scene.program.materials}
    assert delta_e(colors["white"], (232, 228, 220)) < 2
    assert delta_e(colors["red"], (160, 48, 40)) < 3


COLOURS = st.tuples(*[st.integers(0, 255)] * 3)
SHIFTS = st.tuples(*[st.floats(-3, 3, allow_nan=False)] * 3)


@given(COLOURS, SHIFTS)
def test_white_grey_and_black_move_to_no_hue(color: tuple[int, int, int], shift: tuple[float, ...]) -> None:
    _, a, b = lab_of([color])[0]
    moved = kept_neutral(color, np.array(shift))
    assert moved.mean() == pytest.approx(np.mean(shift))
    assert np.ptp(moved) <= np.ptp(shift) + 1e-9
    if np.hypot(a, b) <= NEUTRAL:
        assert np.ptp(moved) < 1e-9


@given(st.lists(st.tuples(COLOURS, COLOURS, st.floats(0, 60), st.floats(0, 60)), max_size=6))
def test_no_colour_ends_further_from_the_picture(
    each: list[tuple[tuple[int, int, int], tuple[int, int, int], float, float]],
) -> None:
    def palette(which: int) -> list[MaterialSpec]:
        codes = ["#{:02x}{:02x}{:02x}".format(*row[which]) for row in each]
        return [MaterialSpec(name=f"m{i}", family="paint", color=c) for i, c in enumerate(codes)]

    before, after = palette(0), palette(1)
    was, now = ({f"m{i}": row[k] for i, row in enumerate(each)} for k in (2, 3))
    kept = without_worse(after, before, was, now)
    for spec, old, new in zip(kept, before, after, strict=True):
        assert spec == (old if now[spec.name] > was[spec.name] + WORSE else new)
