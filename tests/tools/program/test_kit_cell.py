"""A room's two files load under plain Python and in Blender's text editor, from disk or from a .blend."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tools.errors import InputError, ProgramError
from tools.program import kit_cell as k

PROGRAM = '''"""My room."""

# %% room
room(floor=[(-2, -2), (2, -2), (2, 2), (-2, 2)], height=2.5)

# %% layout
place("bed", "bed", at=(0, 0), size=(1, 1, 1))
# %% run
finish()
'''
# What a person does in Blender's text editor: open the file (or find it in the .blend), press Run Script.
EDITOR = """
import json, sys
import bpy
mode, folder = sys.argv[1:3]
if mode == "opened":
    text = bpy.data.texts.load(folder + "/scene.py")
else:
    bpy.ops.wm.open_mainfile(filepath=folder + "/room.blend")
    text = bpy.data.texts["scene.py"]
for _ in range(2):
    with bpy.context.temp_override(edit_text=text):
        bpy.ops.text.run_script()
print("found", json.dumps(sorted(o.name for o in bpy.data.objects if o.type == "MESH")))
"""
PACK = """
import sys
import bpy
for name in ("scene.py", "room_kit.py"):
    bpy.data.texts.load(sys.argv[1] + "/" + name, internal=True)
bpy.ops.wm.save_as_mainfile(filepath=sys.argv[2] + "/room.blend")
"""


def python(*arguments: str, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout[-500:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with both files."""
    made = tmp_path / "my room"
    made.mkdir()
    k.write_files(made, PROGRAM)
    return made


def test_the_program_is_short_and_stable() -> None:
    once = k.linked(PROGRAM)
    assert once.startswith('"""My room."""\n\n# %% kit\n')
    assert once.endswith(PROGRAM[PROGRAM.index("# %% room") :])
    assert k.linked(once) == once
    assert len(once.splitlines()) < 40


def test_the_words_are_those_the_other_cells_use() -> None:
    assert "def bed(" not in k.module_of(PROGRAM)
    assert "def bed(" in k.module_of(PROGRAM + '\n# %% geometry:bed\nfurnish("bed", bed)\n')
    assert k.module_of(PROGRAM) == k.module_of(k.linked(PROGRAM)) == k.module_of(k.standalone(PROGRAM))


def test_standing_alone_and_back_again() -> None:
    whole = k.standalone(k.linked(PROGRAM))
    assert "def place" in whole
    assert "room_kit" not in whole
    assert k.linked(whole) == k.linked(PROGRAM)


def test_the_cell_that_does_not_parse_is_named() -> None:
    with pytest.raises(ProgramError, match="cell 'layout', line 1: does not parse"):
        k.standalone(PROGRAM.replace("place(", "place(("))


@pytest.mark.parametrize("flags", [(), ("-I",)])
def test_plain_python_runs_it_from_anywhere(folder: Path, tmp_path: Path, flags: tuple[str, ...]) -> None:
    (folder / "room_kit").mkdir()  # not a module of ours, and no hindrance
    out = python(*flags, str(folder / "scene.py"), cwd=tmp_path)
    assert "1 objects built" in out


def test_one_file_stands_alone(tmp_path: Path) -> None:
    (tmp_path / "room.py").write_text(k.standalone(PROGRAM))
    assert "1 objects built" in python("-I", "room.py", cwd=tmp_path)


@pytest.mark.parametrize("mode", ["opened", "inside"])
def test_the_text_editor_runs_it_and_runs_it_again(folder: Path, tmp_path: Path, mode: str) -> None:
    if mode == "inside":  # a .blend with both texts packed in it, nothing beside it
        (tmp_path / "alone").mkdir()
        python("-c", PACK, str(folder), str(tmp_path / "alone"), cwd=tmp_path)
    where = folder if mode == "opened" else tmp_path / "alone"
    out = python("-c", EDITOR, mode, str(where), cwd=tmp_path)
    found = json.loads(next(line for line in out.splitlines() if line.startswith("found"))[6:])
    assert "bed.placeholder" in found
    assert [name for name in found if name.endswith(".001")] == []


def test_a_folder_is_read_as_it_was_run(folder: Path) -> None:
    assert k.as_run(folder) == k.standalone(PROGRAM).replace(
        k.HEADER, '"""The building words of the room in scene.py, copied here by Drawing Room."""\n'
        + k.STAMP.search(k.module_of(PROGRAM)).group().rstrip()  # type: ignore[union-attr]
    )  # fmt: skip
    (folder / k.KIT_FILE).unlink()
    assert k.as_run(folder) == k.linked(PROGRAM)


def test_words_without_the_stamp_are_a_persons(folder: Path) -> None:
    k.check_kit(folder)
    (folder / k.KIT_FILE).write_text("x = 1\n")
    with pytest.raises(InputError, match="edited by hand"):
        k.check_kit(folder)
