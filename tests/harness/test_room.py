"""The door for programmers, in Blender."""

import subprocess
import sys
from pathlib import Path

import pytest

from harness import Room
from harness import room as door
from tools.blender.worker import Worker
from tools.errors import InputError, ProgramError
from tools.program.edit import move_object
from tools.program.model import Placement, RoomSpec
from tools.program.template import empty_program, rectangle

BED = Placement(id="bed", category="bed", at=(0, 0.95), size=(1.6, 2, 0.5))


def in_folder(folder: Path) -> Path:
    """A room of 4 by 4 m with a bed."""
    text = empty_program(RoomSpec(floor=rectangle(4, 4)))
    (folder / "scene.py").write_text(text.replace("# %% layout\n", f"# %% layout\n{BED.source()}\n"))
    return folder


@pytest.fixture
def room(tmp_path: Path, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> Room:
    """A room that borrows the tests' warm worker."""
    monkeypatch.setattr(door, "Worker", lambda: worker)
    return Room.open(in_folder(tmp_path))


def test_the_door_loads_nothing_before_somebody_goes_through_it() -> None:
    code = "import sys, harness; assert not {'bpy', 'pydantic', 'numpy', 'harness.room'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
    with pytest.raises(ImportError):
        from harness import Rooms  # type: ignore[attr-defined]  # noqa: F401


def test_words_and_functions_edit_alike(room: Room) -> None:
    done = room.edit("move bed --by -0.2 0")
    assert (done.why, [o.id for o in done.objects]) == ("move bed by -0.2 0", ["bed"])
    assert room.objects[0].center[0] == pytest.approx(-0.2, abs=1e-4)
    again = room.edit(lambda text: move_object(text, "bed", by=(0.2, 0.0)), why="back")
    assert room.program.placement("bed").at == (0.0, 0.95)
    assert [v.why for v in room.history][-2:] == [done.why, "back"]
    assert "-0.2" in room.diff(done.version, again.version)
    room.undo(2)
    assert room.diff(done.version - 1, room.version) == ""


def test_what_is_refused_leaves_everything_as_it_was(room: Room) -> None:
    before = room.text
    with pytest.raises(ProgramError, match="did you mean bed"):
        room.edit("move bett --by 1 0")
    with pytest.raises(InputError, match="say why"):
        room.edit(lambda text: text)
    with pytest.raises(InputError, match="no closing quotation"):
        room.edit("rename bed 'b")
    with pytest.raises(ProgramError):
        room.edit(lambda text: text + "\n1 / 0\n", why="break it")
    with pytest.raises(InputError, match="lights"):
        room.check(only=["lights"])
    assert room.text == before


def test_a_contact_is_found_and_mended(room: Room) -> None:
    found = room.edit("add stand nightstand --at 0.9 0.9 --size 0.5 0.4 0.5").findings
    assert "contact" in {f.kind for f in found}
    done = room.check(fix=True, only=["contacts"])
    assert done.fixed is not None
    assert done.fixed.moves
    assert done.findings == []


def test_files_are_made_and_go_out_of_date(room: Room) -> None:
    assert room.render("top", quality="fast", width=96) == room.folder / "renders" / "top-fast.png"
    made = room.export(room.folder / "scene.glb")
    assert made.read_bytes()[:4] == b"glTF"
    assert room.outdated == []
    room.edit("move bed --by 0 -0.3")
    assert room.outdated == ["scene.glb"]
    assert room.renew() == ["scene.blend", "scene.glb"]  # the one was never made
    assert "def place" in room.export(room.folder / "alone.py").read_text()
    with pytest.raises(InputError, match="no report"):
        _ = room.report


def test_a_hand_edit_counts_at_once(room: Room) -> None:
    assert room.objects[0].center[1] == pytest.approx(0.95, abs=1e-3)
    path = room.folder / "scene.py"
    path.write_text(path.read_text().replace("0.95)", "0.9)"))
    assert room.objects[0].center[1] == pytest.approx(0.9, abs=1e-3)
    assert room.history[-1].why == "edited by hand"


def test_one_worker_serves_until_the_room_is_closed(tmp_path: Path) -> None:
    with Room.open(in_folder(tmp_path) / "scene.py") as room:
        assert room.folder == tmp_path
        assert room.history == []  # reading starts no worker
        assert room._open is None
        first = room.scene.worker
        _ = room.objects
        assert room.scene.worker is first
    assert isinstance(first, Worker)
    assert first.pid is None


def test_a_folder_without_a_scene_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no scene"):
        Room.open(tmp_path)
