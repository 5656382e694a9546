"""A room that is built with a user's own mesh: fitted, dressed, kept whole, exported, found."""

import base64
from pathlib import Path
from typing import Any

import pytest
import trimesh

from tools.assets.finding import find
from tools.assets.library import Library
from tools.blender.worker import Export, Worker
from tools.errors import InputError, PartlyRefused, ProgramError
from tools.measured import JobResult
from tools.program import assets, edit
from tools.program.kit_cell import linked
from tools.program.model import RoomSpec
from tools.program.template import empty_program
from tools.scene.one_file import one_file
from tools.scene.scene import Scene
from tools.source.words import WordsSource
from tools.survey import RoomSurvey
from tools.toolbox import revising
from tools.toolbox.architect import NewObject
from tools.toolbox.assets import find_asset, replaced_by
from tools.workspace import Workspace

NAME = "dining_chair_cm"


def program(size: str, call: str = f'asset("{NAME}")', more: str = "", extra: str = "") -> str:
    place = f'place("chair_1", "dining chair", at=(0.5, 0.0), size={size}{extra})\n'
    return linked(
        f'# %% layout\n{place}# %% geometry:chair_1\nfurnish("chair_1", {call})\n'
        f"# %% materials\n{more}# %% run\nfinish()\n"
    )


@pytest.fixture
def beside(mine: Library, tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / f"assets/{NAME}.glb").write_bytes(mine.data(NAME))
    return tmp_path


def test_it_fills_a_box_of_its_proportions(beside: Path, worker: Worker) -> None:
    found = worker.run(program("(0.9, 0.9, 1.85)"), beside).object("chair_1")
    assert found.size == pytest.approx((0.9, 0.9, 1.85), abs=1e-3)
    assert found.fit == pytest.approx((1.0, 1.0, 1.0), abs=1e-3)
    assert sorted({p.slot for p in found.parts}) == ["dark_oak", "red_fabric"]
    assert [p.name for p in found.parts][:2] == ["back", "leg_0"]
    back = next(p for p in found.parts if p.name == "back")
    assert back.low[1] > 0.3  # its back is at +Y: it faces -Y


def test_it_is_stretched_no_further_than_said(beside: Path, worker: Worker) -> None:
    report = worker.run(program("(0.9, 0.45, 0.925)"), beside)
    assert report.object("chair_1").size == pytest.approx((0.45 * 1.15, 0.45, 0.925), abs=1e-3)
    assert any(
        "does not fill its box" in note and "size=(0.517, 0.45, 0.925)" in note for note in report.notes
    )
    loose = worker.run(program("(0.9, 0.45, 0.925)", f'asset("{NAME}", stretch=1)'), beside).object("chair_1")
    assert loose.size == pytest.approx((0.9, 0.45, 0.925), abs=1e-3)
    turned = worker.run(program("(0.45, 0.45, 0.925)", f'asset("{NAME}", turn=180)'), beside).object(
        "chair_1"
    )
    assert next(p for p in turned.parts if p.name == "back").high[1] < 0
    hung = worker.run(program("(0.45, 0.9, 0.925)", extra=', z=1.0, mount="wall"'), beside).object("chair_1")
    assert hung.high[1] == pytest.approx(0.45, abs=1e-3)  # against the wall that it hangs on


def test_its_materials_are_its_own_until_a_slot_is_dressed(beside: Path, worker: Worker) -> None:
    plain = worker.run(program("(0.45, 0.45, 0.925)"), beside).object("chair_1")
    assert {p.material for p in plain.parts} == {f"{NAME}.red_fabric", f"{NAME}.dark_oak"}
    dressed = (
        'material("linen", "linen")\nmaterial("pine", "pine")\nwear("chair_1", "pine", red_fabric="linen")\n'
    )
    found = worker.run(program("(0.45, 0.45, 0.925)", more=dressed), beside).object("chair_1")
    assert {p.slot: p.material for p in found.parts} == {
        "red_fabric": "linen",
        "dark_oak": f"{NAME}.dark_oak",
    }


def test_a_file_from_elsewhere_is_one_line(beside: Path, worker: Worker, good: Path) -> None:
    path = beside / f"assets/{NAME}.glb"
    for data, said in ((path.read_bytes()[:900], "damaged"), ((good / "ball.glb").read_bytes(), "not as")):
        path.write_bytes(data)
        with pytest.raises(ProgramError, match=said):
            worker.run(program("(0.45, 0.45, 0.925)"), beside)


def test_every_export_carries_it(beside: Path, worker: Worker) -> None:
    outs = [beside / f"out/room{suffix}" for suffix in (".glb", ".obj", ".usdc", ".usdz", ".fbx", ".blend")]
    worker.job(program("(0.45, 0.45, 0.925)"), beside, [Export(out) for out in outs])
    assert all(out.stat().st_size > 2000 for out in outs)
    for out in outs[:2]:
        scene = trimesh.load(out, force="scene")
        looks = {m.visual.material.name.rpartition(".")[2]: m for m in scene.geometry.values()}
        assert {"red_fabric", "dark_oak"} <= set(looks)
        dressed = looks["red_fabric"].visual.material
        picture = getattr(dressed, "baseColorTexture", None) or getattr(dressed, "image", None)
        assert picture is not None
        assert (scene.bounds[1] - scene.bounds[0]).max() == pytest.approx(0.925, abs=1e-2)
    assert b"red_fabric" in outs[2].read_bytes()
    assert list((beside / "out/textures").glob("*.png"))


def test_an_edit_of_something_else_does_not_build_it_again(beside: Path, worker: Worker) -> None:
    jobs: list[object] = []

    class Counted:
        def job(self, text: str, folder: Path, outputs: Any = (), *, only: Any = None) -> JobResult:
            jobs.append(only)
            return worker.job(text, folder, outputs, only=only)

    text = program("(0.9, 0.45, 0.925)").replace(
        "# %% layout\n", '# %% layout\nplace("box_1", "box", at=(2.0, 0.0), size=(0.4, 0.4, 0.4))\n'
    )
    scene = Scene.open(beside, Counted())
    scene.apply(lambda _: text, "a room")
    scene.apply(lambda text: edit.move_object(text, "box_1", to=(2.0, 1.0)), "moved")
    assert jobs == [None, {"box_1"}]
    whole = worker.run(scene.text, beside)
    assert scene.report.model_copy(update={"seconds": {}}) == whole.model_copy(update={"seconds": {}})
    assert whole.notes == scene.report.notes
    assert whole.notes[0].startswith("fit('chair_1'): keeps its proportions within 15%")


def test_an_edit_brings_the_file_and_a_refused_one_leaves_nothing(
    mine: Library, worker: Worker, tmp_path: Path
) -> None:
    scene = Scene.open(tmp_path, worker)
    scene.apply(lambda text: empty_program(), "the room")
    chair = 'place("chair_1", "dining chair", at=(0.0, 0.0), size=(0.5, 0.5, 0.9))'
    scene.apply(lambda text: text.replace("# %% layout\n", f"# %% layout\n{chair}\n"), "a chair")
    with pytest.raises(ProgramError, match="no asset 'eames'"):
        scene.apply(replaced_by("chair_1", "dining chair", "eames"), "no such")
    broken = assets.line(["chair_1"], NAME) + "undefined_name\n"
    with pytest.raises(ProgramError, match="undefined_name"):
        scene.apply(
            lambda text: text.replace("# %% materials", f"# %% geometry:chair_1\n{broken}# %% materials"), ""
        )
    assert not list((tmp_path / "assets").glob("*"))
    scene.apply(replaced_by("chair_1", "dining chair", NAME), "mine")
    kept = tmp_path / f"assets/{NAME}.glb"
    assert kept.read_bytes() == mine.data(NAME)
    assert scene.program.placement("chair_1").size == pytest.approx((0.45, 0.45, 0.925), abs=1e-3)
    assert assets.built(scene.program) == {"chair_1"}
    # as one file, in a folder with nothing beside it
    text = one_file(scene)
    assert base64.b64encode(kept.read_bytes()[:30]).decode() in text
    alone = tmp_path / "alone"
    alone.mkdir()
    assert worker.run(text, alone).digest == scene.report.digest
    kept.unlink()
    with pytest.raises(InputError, match=NAME):
        one_file(scene)


def test_a_computed_name_is_refused() -> None:
    with pytest.raises(ProgramError, match="write an asset's name out"):
        assets.named(program("(1.0, 1.0, 1.0)", 'asset("a" + "b")'))
    with pytest.raises(ProgramError, match="write an asset's name out"):
        assets.named(program("(1.0, 1.0, 1.0)", 'asset("../secret")'))


def test_they_are_found_by_what_is_asked_for(mine: Library) -> None:
    every = list(mine)
    assert [a.name for a in find(every, "chair", colours=["red"])][-1:] != ["ball"]
    assert {a.name for a in find(every, "chair")} == {NAME, "wooden_chair"}
    assert find(every, words="wooden")[0].name == "wooden_chair"
    assert find(every, colours=["blue"])[0].name == "ball"
    assert find(every, size=(0.3, 0.3, 0.3))[0].name == "ball"
    assert find(every, "bathtub") == []
    with pytest.raises(InputError, match="no colour"):
        find(every, colours=["loud"])


def test_specialists_find_and_place_them(mine: Library, worker: Worker, tmp_path: Path) -> None:
    from agents.geometer import GEOMETER
    from agents.layout_architect import LAYOUT_ARCHITECT

    floor = [(-2.5, -2.0), (2.5, -2.0), (2.5, 2.0), (-2.5, 2.0)]
    WordsSource("a room with a desk and a chair at the desk").keep(tmp_path)
    room = Workspace(tmp_path, worker)
    room.save_survey(room.survey.model_copy(update={"room": RoomSurvey(floor=floor, height=2.5)}))
    room.apply(lambda text: empty_program(RoomSpec(floor=floor, height=2.5)), why="the room")
    for specialist in (LAYOUT_ARCHITECT, GEOMETER):
        assert "find_asset" in {tool.name for tool in specialist.usable(room)}
    answer = find_asset(room, "chair", "wooden", None, [])
    assert answer.startswith("wooden_chair: dining chair, 0.45 x 0.45 x ")
    assert 'furnish("ID", asset("wooden_chair"))' in answer
    assert find_asset(room, "bathtub", "", None, []).startswith("None of the user's own")
    stool = NewObject(id="chair_1", category="chair", x=0, y=0, size=[0.4, 0.4, 0.8], asset="wooden_chair")
    answer = revising.add_object(room, [stool])
    assert room.report.object("chair_1").size[2] == pytest.approx(0.8, abs=1e-3)
    revising.replace_object(room, [revising.Instead(id="chair_1", category="ottoman", asset="ball")])
    assert room.report.object("chair_1").size == pytest.approx((0.3, 0.3, 0.3), abs=0.02)
    with pytest.raises(PartlyRefused, match="no asset 'none'"):
        revising.replace_object(room, [revising.Instead(id="chair_1", category="ottoman", asset="none")])


def test_without_any_the_tool_is_not_there(worker: Worker, tmp_path: Path) -> None:
    from agents.geometer import GEOMETER

    WordsSource("a room with a desk").keep(tmp_path)
    assert "find_asset" not in {tool.name for tool in GEOMETER.usable(Workspace(tmp_path, worker))}
