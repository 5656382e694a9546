"""A disk that is full ends a command in one line, and what was made goes on once there is room."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from harness import cli
from harness.runs import transcript
from tests.harness.small_room import draw

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="a small disk is mounted, which takes root")
RUN = [
    "--final-width",
    "64",
    "--quiet",
    "--leave-out",
    "descriptions,small_objects,small_geometry,materials,textures,lighting",
]


def mount(folder: Path, how: str) -> bool:
    words = ["mount", "-t", "tmpfs", "-o", how, "tmpfs", str(folder)]
    return subprocess.run(words, check=False, capture_output=True).returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 200 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mount(folder, "size=200k"):
        pytest.skip("nothing can be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """A file that takes the room that is left."""
    path = folder / "fill"
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    return path


def one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What a command that finds no room says."""
    capsys.readouterr()
    code = cli.run(words)
    said = capsys.readouterr().err.strip()
    assert code in (2, 3), said
    assert "No space left" in said
    assert cli.UNEXPECTED not in said
    assert len(said.splitlines()) == 1, said
    return said


def whole(folder: Path) -> None:
    """Nothing is half-written: no part of a file, every JSON file and every line of the transcript reads."""
    assert not list(folder.rglob("*.part"))
    for path in folder.rglob("*.json"):
        json.loads(path.read_bytes())
    for path in folder.rglob("*.jsonl"):
        for line in path.read_bytes().splitlines():
            json.loads(line)


def test_run_resume_and_edit(disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = disk / "run"
    one_line(["run", str(draw(tmp_path)), "--out", str(out), *RUN], capsys)
    whole(out)
    one_line(["resume", str(out), "--quiet"], capsys)
    whole(out)
    assert mount(disk, "remount,size=60m")
    assert cli.run(["resume", str(out), "--quiet"]) in (0, 1), capsys.readouterr().err  # 1: below a gate
    assert transcript.read(out / "transcript.jsonl")[-1].outcome in ("done", "below")
    whole(out)
    before, filler = (out / "scene.py").read_bytes(), fill(disk)
    one_line(["edit", str(out), "move", "bed", "--by", "0.05", "0"], capsys)
    assert (out / "scene.py").read_bytes() == before
    whole(out)
    filler.unlink()
    assert cli.run(["edit", str(out), "move", "bed", "--by", "0.05", "0"]) == 0
    assert (out / "scene.py").read_bytes() != before
