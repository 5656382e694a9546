"""What code does before a specialist gets the floor."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from agents import preparing
from agents.briefs import compose
from agents.plan import Where
from agents.stages import PLAN
from harness.runs import folder
from tests.harness.small_room import draw
from tools.blender.worker import Worker
from tools.gates.measures import SILHOUETTES, SOUND
from tools.picture.image import load
from tools.program.edit_code import write_geometry
from tools.source.picture import PictureSource
from tools.toolbox.analyst import Relation, finish_survey, set_relations
from tools.toolbox.materials import cut_out, make_texture, set_materials
from tools.workspace import Workspace

STAGES = {stage.name: stage for stage in PLAN}


def told_before(room: Workspace) -> bool:
    """Whether the relations were told with the survey."""
    stage = STAGES["relations"]
    assert stage.done is not None
    return stage.done(stage, room)


@pytest.fixture
def room(worker: Worker, tmp_path: Path) -> Workspace:
    """The small drawn room, surveyed from its marks."""
    made = Workspace(
        folder.create(PictureSource.bring(draw(tmp_path), annotated=True), tmp_path / "run", force=False),
        worker,
    )
    given = made.marks.given
    assert given is not None
    made.marks.take(given)
    return made


def test_a_layout_is_solved_once_and_what_stands_is_left(room: Workspace) -> None:
    first = preparing.prepare(STAGES["layout"], room)
    assert "\nbed, " in first
    assert ": bed 1." in first
    assert "[[img:" in first
    assert {"bed", "nightstand"} <= set(room.scene.program.ids)
    version = room.scene.version
    again = preparing.prepare(STAGES["layout"], room)
    assert room.scene.version == version
    assert again.splitlines()[:2] == first.splitlines()[:2]
    assert preparing.prepare(STAGES["geometry"], room) == ""


def test_a_brief_shows_what_was_prepared_and_asks_for_notes_with_the_work(room: Workspace) -> None:
    text = compose((STAGES["layout"],), Where(), room, "SOLVED LINES").text
    assert text.startswith("[stage layout, attempt 1] LayoutArchitect, the floor is yours for one answer.")
    assert "SOLVED LINES" in text
    notes = (STAGES["scene_type"], STAGES["survey"])
    brief = compose(notes, Where(), room)
    assert (brief.header.stage, brief.header.specialist, brief.header.answers) == ("survey", "Analyst", 4)
    text = brief.text
    assert text.startswith("[stage survey, attempt 1] Analyst")
    assert "`set_scene_type`" in text
    assert text.count("[[img:") >= 7  # the picture, and it again in six enlarged parts
    blind = compose(tuple(replace(s, eyes=False) for s in notes), Where(), room).text
    assert "crop, x" not in blind


def test_a_brief_says_the_thresholds_that_the_gate_uses(room: Workspace) -> None:
    assert "silhouettes of 0.55 and a soundness (share of things without a fault) of 0.8" in compose(
        (STAGES["layout"],), Where(), room
    ).text.replace("\n", " ")
    strict = replace(STAGES["layout"], measures=(replace(SILHOUETTES, must={"silhouettes": 0.77}), SOUND))
    assert "silhouettes of 0.77" in compose((strict,), Where(), room).text


def test_relations_told_with_the_survey_need_no_turn_of_their_own(room: Workspace) -> None:
    assert not told_before(room)
    told = [
        Relation(subject="nightstand", relation="against", object="bed"),
        Relation(subject="nightstand", relation="beside", object="sofa"),
    ]
    said = finish_survey(room, told)
    assert "1 relations noted" in said
    assert "nightstand beside sofa" in said  # left out, for there is no sofa
    assert told_before(room)
    preparing.prepare(STAGES["layout"], room)
    assert not preparing.stands_as_planned(STAGES["layout"], room)  # what a picture shows is looked at


def test_a_carrier_told_as_a_relation_carries(room: Workspace) -> None:
    marks = [t.model_copy(update={"on": None}) for t in room.marks.now.things]
    room.marks.take(room.marks.now.model_copy(update={"things": marks}))
    set_relations(room, [Relation(subject="table_lamp", relation="on", object="nightstand")])
    assert next(t for t in room.survey.things if t.id == "table_lamp").on == "nightstand"
    assert ("table_lamp", "on", "nightstand") in room.survey.relations


def test_a_texture_is_put_on_in_the_kind_and_colour_worn_before(room: Workspace) -> None:
    preparing.prepare(STAGES["layout"], room)
    code = 'material("oak", "wood floor", color="#a08060")\nwear("room", floor="oak", walls="oak")\n'
    set_materials(room, code=code, replace=True)
    polygon = [[200.0, 140.0], [255.0, 140.0], [255.0, 185.0], [200.0, 185.0]]
    said = make_texture(room, name="boards", polygon=polygon, wear=["room.floor", "sofa.seat"])
    assert "On room now as material boards" in said
    assert "sofa.seat: nothing of that id" in said
    program = room.scene.program
    made = next(m for m in program.materials if m.name == "boards")
    assert (made.family, made.color, made.texture) == ("wood floor", "#a08060", "textures/boards.webp")
    assert next(w for w in program.wears if w.target == "room").slots == {"floor": "boards", "walls": "oak"}
    sizes = json.loads((room.folder / "textures" / "sizes.json").read_text())
    assert made.tile == pytest.approx(tuple(sizes["boards"]))


def test_a_rug_is_cut_out_whole_and_what_shows_nothing_is_said(room: Workspace) -> None:
    preparing.prepare(STAGES["layout"], room)
    room.apply(
        lambda text: write_geometry(text, ["rug"], 'furnish("rug", rug, pattern="plain")\n'), why="rug"
    )
    said = cut_out(room, ids=["rug", "bed", "nobody", "bed.duvet"]).splitlines()
    assert said[0].startswith("rug: cut from ")
    assert said[1].startswith("bed: say which slot shows it")
    assert said[2] == "nobody: nothing of that id is placed"
    assert said[3].startswith("bed.duvet: it has no slot duvet")
    program = room.scene.program
    made = next(m for m in program.materials if m.name == "rug_rug")
    assert (made.family, made.texture, made.tile) == ("rug", "textures/rug_rug.webp", None)
    assert next(w for w in program.wears if w.target == "rug").material == "rug_rug"
    pixels = load(room.folder / "textures" / "rug_rug.webp").reshape(-1, 3).astype(float)
    assert np.abs(pixels.mean(0) - (0x9A, 0xA5, 0x8C)).max() < 6  # the bed that stands on it is not on it
    assert pixels.std(0).max() < 12


def test_what_cannot_be_prepared_yet_is_said_and_holds_nothing_up(worker: Worker, tmp_path: Path) -> None:
    Image.new("RGB", (96, 72)).save(tmp_path / "input.png")
    bare = Workspace(tmp_path, worker)
    for stage in ("layout", "wall_objects", "small_objects", "materials"):
        assert preparing.prepare(STAGES[stage], bare).startswith("(could not be prepared: ")
    assert not told_before(bare)


def test_the_room_is_lit_once_before_its_colours_are_chosen(room: Workspace) -> None:
    preparing.prepare(STAGES["layout"], room)
    assert "lit much as the picture" in preparing.prepare(STAGES["materials"], room)
    version = room.scene.version
    assert preparing.prepare(STAGES["materials"], room) == ""
    assert room.scene.version == version
