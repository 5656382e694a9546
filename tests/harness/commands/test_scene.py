"""The commands that edit, check and undo a scene, as a person types them; in Blender."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cyclopts
import numpy as np
import pytest
import trimesh
from PIL import Image

from harness import room as door
from harness.commands import export as export_command
from harness.commands import scene as scene_commands
from harness.edit_verbs import asked
from harness.runs.made import outdated
from harness.runs.stale import measure_anew
from tools.blender.worker import Worker
from tools.errors import InputError, ProgramError
from tools.program.model import Placement, RoomSpec
from tools.program.read import read
from tools.program.template import empty_program, rectangle
from tools.scene.scene import Scene, complete
from tools.survey import Survey

Room = Callable[..., int]
LAYOUT = [
    Placement(id="bed", category="bed", at=(0, 0.95), size=(1.6, 2, 0.5)),
    Placement(id="stand", category="nightstand", at=(1.05, 1.75), size=(0.5, 0.4, 0.5)),
    Placement(id="lamp", category="table lamp", at=(0, 0), size=(0.2, 0.2, 0.4), on="stand"),
]

REPORT = {"outcome": "done", "reason": "every gate passed", "files": {}, "gates": {}, "objects": []} | {
    "rejected": {}, "checklist": [], "findings": [], "cost": {}, "seconds": {},
}  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run's folder with a small room, and commands that use the tests' warm worker."""
    monkeypatch.setattr(door, "Worker", lambda: worker)
    monkeypatch.setattr(door.Room, "close", lambda self: None)
    text = empty_program(RoomSpec(floor=rectangle(4, 4)))
    layout = "".join(p.source() + "\n" for p in LAYOUT)
    (tmp_path / "scene.py").write_text(text.replace("# %% layout\n", f"# %% layout\n{layout}"))
    return tmp_path


@pytest.fixture
def room(capsys: pytest.CaptureFixture[str]) -> Room:
    """Types a command; its JSON or text can be read with `printed`."""
    app = cyclopts.App(result_action="return_value")
    scene_commands.register(app)
    export_command.register(app)

    def typed(*words: object) -> int:
        code = app([str(word) for word in words], exit_on_error=False, print_error=False)
        assert isinstance(code, int)
        return code

    return typed


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_an_edit_is_kept_shown_and_undone(run: Path, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    assert room("edit", run, "move", "bed", "--by", "-0.2", "0", "--json") == 0
    done = printed(capsys)
    assert '+place("bed", "bed", at=(-0.2, 0.95)' in done["diff"]
    assert [o["id"] for o in done["objects"]] == ["bed"]
    assert done["objects"][0]["center"][0] == pytest.approx(-0.2, abs=1e-4)
    assert done["findings"] == []
    assert room("undo", run) == 0
    assert "back to version 1" in capsys.readouterr().out
    assert read((run / "scene.py").read_text()).placement("bed").at == (0.0, 0.95)
    assert room("history", run, "--json") == 0
    assert [(v["by"], v.get("restores")) for v in printed(capsys)] == [
        ("hand", None),
        ("hand", None),
        ("hand", 1),
    ]
    assert room("diff", run, "1", "2") == 0
    assert "-0.2" in capsys.readouterr().out


def test_an_edit_that_makes_something_wrong_says_so(
    run: Path, room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    assert room("edit", run, "move", "stand", "--by", "-0.1", "0") == 0
    shown = capsys.readouterr().out
    assert "contact: stand and bed are 10.0 cm in each other" in shown
    assert f"room edit {run} move stand --by 0.1" in shown
    assert room("check", run, "--only", "contacts") == 1
    assert room("check", run, "--fix", "--only", "contacts,room,support") == 0
    shown = capsys.readouterr().out
    assert "moved stand by +10." in shown
    assert "All in order." in shown


def test_what_the_picture_shows_is_kept(run: Path, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    survey = Survey(picture="input.png", size=(10, 10), relations=[("stand", "under", "bed")])
    (run / "survey.json").write_text(survey.model_dump_json())
    room("edit", run, "move", "stand", "--by", "-0.1", "0")
    assert "contact" not in capsys.readouterr().out
    assert room("check", run, "--fix", "--only", "contacts") == 0
    assert "apart from" not in capsys.readouterr().out


def test_refused_edits_change_nothing(run: Path, room: Room) -> None:
    room("edit", run, "rotate", "bed", "--to", "90")
    before = (run / "scene.py").read_text()
    with pytest.raises(ProgramError, match="no object 'bett' is placed; did you mean bed"):
        room("edit", run, "move", "bett", "--by", "1", "0")
    code = run / "code.py"
    code.write_text('@geometry("bed")\ndef shape(o):\n    box(o, "body", (o.w, o.d, 1 / 0), (0, 0, 0))\n')
    with pytest.raises(ProgramError, match="division by zero") as caught:
        room("edit", run, "geometry", "bed", code)
    assert (caught.value.cell, caught.value.line) == ("geometry:bed", 3)
    assert (run / "scene.py").read_text() == before


def test_geometry_from_a_file_and_a_whole_new_thing(
    run: Path, room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run / "code.py"
    code.write_text('furnish("chair", stool)\n')
    added = ["add", "chair", "stool", "--at", "-1", "-1", "--size", "0.4", "0.4", "0.45", "--box"]
    assert room("edit", run, *added) == 0
    assert room("edit", run, "geometry", "chair", code, "--json") == 0
    built = json.loads(capsys.readouterr().out.partition("\n{")[2].join(["{", ""]))
    assert built["objects"][0]["placeholder"] is False
    assert room("edit", run, "rename", "chair", "stool_1") == 0
    assert room("edit", run, "remove", "stool_1") == 0
    assert "stool" not in complete((run / "scene.py").read_text()).partition("# %% layout")[2]


def test_what_is_added_is_built_with_the_kits_word(
    run: Path, room: Room, capsys: pytest.CaptureFixture[str], worker: Worker
) -> None:
    assert room("edit", run, "add", "lamp_2", "floor lamp", "--at", "-1", "-1") == 0
    said = capsys.readouterr().out
    assert "word floor_lamp" in said
    built = Scene.open(run, worker).report.object("lamp_2")
    assert not built.placeholder
    assert len(built.parts) > 2
    assert built.size[2] > 1.2  # the usual size of one: nobody gave any
    assert all(part.material for part in built.parts)
    assert room("edit", run, "replace", "lamp_2", "stool", "--size", "0.4", "0.4", "0.5") == 0
    assert not Scene.open(run, worker).report.object("lamp_2").placeholder


def test_a_misspelt_thing_is_a_box_and_said(
    run: Path, room: Room, capsys: pytest.CaptureFixture[str], worker: Worker
) -> None:
    with pytest.raises(InputError, match="floor lamp"):
        room("edit", run, "add", "lamp_2", "flor lmp", "--at", "-1", "-1")
    size = ["--size", "0.4", "0.4", "1.5"]
    assert room("edit", run, "add", "lamp_2", "flor lmp", "--at", "-1", "-1", *size) == 0
    assert "did you mean 'floor lamp'" in capsys.readouterr().out
    assert Scene.open(run, worker).report.object("lamp_2").placeholder
    assert room("edit", run, "add", "b", "floor lamp", "--at", "1", "-1", "--box") == 0
    assert Scene.open(run, worker).report.object("b").placeholder


def test_a_check_tells_the_programs_own_warnings(
    run: Path, room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    assert room("edit", run, "replace", "bed", "bed") == 0
    assert room("edit", run, "line", 'material("m", "wood", color="#886644")') == 0
    assert room("edit", run, "wear", "bed", "--slot", "cushions=m") == 0
    capsys.readouterr()
    assert room("check", run) == 1
    assert "warning: wear('bed'): no part or slot cushions; its slots are" in capsys.readouterr().out
    room("check", run, "--json")
    assert "no part or slot cushions" in printed(capsys)["warnings"][0]


def test_a_run_is_found_from_inside_it(run: Path, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(run)
    assert room("edit", ".", "move", "bed", "--by", "-0.2", "0") == 0
    assert room("check", ".", "--only", "contacts") == 0
    assert room("check", "scene.py", "--only", "contacts") == 0
    assert room("history", ".") == 0
    assert room("undo", ".") == 0


def test_a_hand_edit_is_taken_in_first(run: Path, room: Room, worker: Worker) -> None:
    room("edit", run, "line", "sun(elevation=30)")
    path = run / "scene.py"
    path.write_text(path.read_text().replace("at=(0.0, 0.95)", "at=(0.0, 0.9)"))
    room("edit", run, "move", "bed", "--by", "0", "0.05")
    scene = Scene.open(run, worker)
    assert [v.why for v in scene.history.versions][-2:] == ["edited by hand", "move bed by 0 0.05"]
    assert scene.program.placement("bed").at == (0.0, 0.95)


def test_render_and_export(run: Path, room: Room) -> None:
    assert (
        room("render", run, run / "out" / "top.png", "--view", "top", "--quality", "fast", "--width", "96")
        == 0
    )
    assert (run / "out" / "top.png").stat().st_size > 500
    assert room("export", run, run / "out" / "room.glb") == 0
    assert (run / "out" / "room.glb").read_bytes()[:4] == b"glTF"


def test_an_edit_marks_what_is_older_and_export_makes_it_anew(
    run: Path, room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    assert room("export", run, run / "scene.glb") == 0
    before = (run / "scene.glb").read_bytes()
    room("edit", run, "move", "bed", "--by", "0", "-0.3")
    assert "Older than the scene: scene.glb." in capsys.readouterr().out
    room("undo", run)
    assert "Older" not in capsys.readouterr().out
    room("edit", run, "move", "bed", "--by", "0", "-0.3")
    capsys.readouterr()
    assert room("export", run) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Making scene.glb, scene.blend ..."  # one is old, one was never made
    assert [line.split("  ")[0] for line in said[1:]] == [str(run / "scene.blend"), str(run / "scene.glb")]
    assert (run / "scene.glb").read_bytes() != before
    assert room("export", run) == 0
    assert "Everything shows the scene as it is." in capsys.readouterr().out


def test_everything_a_run_left_is_made_anew(run: Path, room: Room, worker: Worker) -> None:
    (run / "renders").mkdir()
    Image.new("RGB", (96, 64)).save(run / "input.png")
    for name in ("reference-lit.png", "reference-final.png", "iso-lit.png", "beside.png"):
        Image.new("RGB", (96, 64)).save(run / "renders" / name)
    (run / "report.md").write_text("# old")
    (run / "report.json").write_text(json.dumps(REPORT))
    room(
        "edit",
        run,
        "line",
        'camera("reference", at=(0, 0, 8), rotation=(0, 0, 0), focal=1.5, resolution=(96, 64))',
    )
    for path in (run / "renders").iterdir():
        os.utime(path, (1, 1))
    os.utime(run / "report.md", (1, 1))
    assert room("export", run) == 0
    assert outdated(run) == []
    with Image.open(run / "renders" / "reference-final.png") as final:
        assert final.width == 96  # as wide as the one before
        assert np.asarray(final).any()
    assert "| bed | bed |" in (run / "report.md").read_text()
    (run / "report.json").write_text('{"objects": []}')
    with pytest.raises(InputError, match="is not a run's report"):
        measure_anew(run, Scene.open(run, worker).report)


def test_moves_of_a_check_mark_what_is_older(
    run: Path, room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    room("edit", run, "move", "stand", "--by", "-0.1", "0")
    assert room("export", run, run / "scene.glb") == 0
    capsys.readouterr()
    room("check", run, "--fix", "--only", "contacts")
    assert "moved" in (said := capsys.readouterr().out)
    assert "Older than the scene: scene.glb." in said


def test_one_file_stands_alone_with_its_pictures(run: Path, room: Room, tmp_path: Path) -> None:
    (run / "textures").mkdir()
    Image.new("RGB", (8, 8), "#ff0000").save(run / "textures" / "red.png")
    room("edit", run, "line", 'material("red", "cotton", texture="textures/red.png")')
    room("edit", run, "wear", "bed", "red")
    out = tmp_path / "elsewhere" / "room.py"
    out.parent.mkdir()
    assert room("export", run, out) == 0
    done = subprocess.run(
        [sys.executable, "-I", out, "--glb", out.parent / "room.glb"],
        cwd=out.parent, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    made = trimesh.load(out.parent / "room.glb", force="scene")
    red = next(g for n, g in made.geometry.items() if n.startswith("bed"))
    pixels = np.asarray(red.visual.material.baseColorTexture.convert("RGB"))
    assert pixels[0, 0] == pytest.approx([255, 0, 0], abs=4)
    shutil.rmtree(run / "textures")
    out.unlink()
    with pytest.raises((InputError, ProgramError), match=r"red.png"):
        room("export", run, out)
    assert not out.exists()


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        ("mve bed", "Unknown command"),
        ("move bed --by 1", "--by requires 2"),
        ("scale bed --factor 1 --factor 2", "one number or three"),
        ("add b bed --at 0 0 --size 1 1 -1", "size.2"),
        ("wear bed --slot frame", "NAME=MATERIAL"),
        ("geometry bed nowhere.py", "cannot be read"),
        ("line spin()", "'spin' is no word"),
        ("", "say what to edit"),
    ],
)
def test_words_that_make_no_edit(words: str, cause: str) -> None:
    with pytest.raises(InputError, match=cause):
        asked(words.split())


def test_a_folder_without_a_scene_is_bad_input(tmp_path: Path, room: Room) -> None:
    with pytest.raises(InputError, match=r"no scene\.py"):
        room("check", tmp_path)
    (tmp_path / "scene.py").write_text("")
    with pytest.raises(InputError, match="no check 'colours'"):
        room("check", tmp_path, "--only", "colours")


def test_help_lists_every_edit(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    assert room("edit", "--help") == 0
    shown = capsys.readouterr().out
    for verb in ("move", "rotate", "scale", "replace", "remove", "attach", "geometry", "wear"):
        assert verb in shown
    assert room("edit", "RUN", "--help") == 0
    assert "rotate" in capsys.readouterr().out
    assert room("edit", "move", "--help") == 0
    assert "RUN move" in capsys.readouterr().out
    assert room("edit", "RUN", "move", "--help") == 0
    assert "--by" in capsys.readouterr().out
