"""Files that a run made of its scene, and which of them are old."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from harness.runs.made import notice, outdated, remember
from tools.program.history import History


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "scene.py").write_text("# %% room\nroom()\n")
    (tmp_path / "scene.glb").write_bytes(b"glTF")
    (tmp_path / "textures").mkdir()
    (tmp_path / "textures" / "floor.png").write_bytes(b"1")
    remember(tmp_path, ["scene.glb", "scene.blend"])
    return tmp_path


def test_what_was_just_made_is_not_old(folder: Path) -> None:
    os.utime(folder / "scene.glb", (1, 1))  # copying a folder moves times about: they do not count
    assert outdated(folder) == []
    assert notice(folder, "RUN") == ""


@pytest.mark.parametrize("change", ["scene.py", "textures/floor.png"])
def test_a_change_makes_it_old_until_it_is_made_anew(folder: Path, change: str) -> None:
    (folder / change).write_bytes((folder / change).read_bytes() + b"\n# more\n")
    assert outdated(folder) == ["scene.glb"]
    assert notice(folder, "RUN") == "Older than the scene: scene.glb. `room export RUN` makes them anew."
    remember(folder, ["scene.glb"])
    assert outdated(folder) == []


def test_the_words_beside_the_program_are_not_its_text(folder: Path) -> None:
    text = (folder / "scene.py").read_text()
    (folder / "scene.py").write_text("# %% kit\nfrom room_kit import *\n" + text)
    assert outdated(folder) == []


def test_a_file_nobody_took_note_of_is_judged_by_its_time(folder: Path) -> None:
    (folder / "made.json").unlink()
    assert outdated(folder) == []
    os.utime(folder / "scene.glb", (1, 1))
    assert outdated(folder) == ["scene.glb"]


def test_what_was_undone_is_not_old(folder: Path) -> None:
    """A file nobody took note of, made before an edit that was taken back."""
    (folder / "made.json").unlink()
    text = (folder / "scene.py").read_text()
    history = History(folder / "history")
    first = history.add(text, "made")
    os.utime(folder / "scene.glb", (1, 1))
    edited = text + "# more\n"
    (folder / "scene.py").write_text(edited)
    history.add(edited, "more")
    assert outdated(folder) == ["scene.glb"]
    (folder / "scene.py").write_text(text)
    history.add(text, "undo", restores=first)
    assert outdated(folder) == []
