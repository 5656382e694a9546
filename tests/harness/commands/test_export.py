"""`room export` with options, as a person types it; in Blender."""

from pathlib import Path

import cyclopts
import pytest
import trimesh

from harness import room as door
from harness.commands import export as export_command
from tools.blender.worker import Worker
from tools.errors import InputError
from tools.program.model import Placement, RoomSpec
from tools.program.template import empty_program, rectangle


@pytest.fixture
def run(tmp_path: Path, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run's folder with a chair in a room, and commands that use the tests' warm worker."""
    monkeypatch.setattr(door, "Worker", lambda: worker)
    monkeypatch.setattr(door.Room, "close", lambda self: None)
    folder = tmp_path / "study"
    folder.mkdir()
    chair = Placement(id="chair", category="dining chair", at=(1, 0.5), size=(0.45, 0.5, 0.85), yaw=90)
    text = empty_program(RoomSpec(floor=rectangle(4, 4)))
    built = f'# %% layout\n{chair.source()}\n# %% geometry:chair\nfurnish("chair", dining_chair)\n'
    (folder / "scene.py").write_text(text.replace("# %% layout\n", built))
    return folder


def room(*words: object) -> int:
    app = cyclopts.App(result_action="return_value")
    export_command.register(app)
    code = app([str(word) for word in words], exit_on_error=False, print_error=False)
    assert isinstance(code, int)
    return code


def test_one_object_in_three_levels_of_detail(
    run: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(run.parent)
    assert room("export", "study", "--object", "chair", "--lod", "0.6", "--lod", "0.3") == 0
    names = [f"study/exports/chair{level}.glb" for level in ("", "-lod1", "-lod2")]
    assert [Path(line).resolve() for line in capsys.readouterr().out.split()] == [
        (run.parent / name).resolve() for name in names
    ]
    shapes = [trimesh.load(run.parent / name, force="mesh") for name in names]
    counts = [len(shape.faces) for shape in shapes]
    assert counts[0] > counts[1] >= counts[2]
    assert [s.extents[1] for s in shapes] == pytest.approx([0.85] * 3, abs=0.02)


def test_a_path_is_taken_from_where_one_is(
    run: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(run.parent)
    assert room("export", "study", "out/room.obj", "--no-ceiling", "--up", "z", "--unit", "cm") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "out/room.obj"
    assert told[-1].startswith("Keep beside it: room.mtl")
    shape = trimesh.load(run.parent / "out/room.obj", force="mesh")
    assert shape.extents[:2] == pytest.approx([400, 400], abs=30)
    assert {"room.obj", "room.mtl"} <= {p.name for p in (run.parent / "out").iterdir()}


def test_what_makes_no_sense_is_refused(run: Path) -> None:
    with pytest.raises(InputError, match="a program is the room as it is"):
        room("export", run, "room.py", "--joined")
    with pytest.raises(InputError, match=r"a level of detail of 1\.5"):
        room("export", run, "room.glb", "--lod", "1.5")
    assert not (run / "exports").exists()
