"""`room list`, `show`, and the help: what is there is told as it is."""

import json
import re
from pathlib import Path

import pytest

from harness import cli
from harness.cli import COMMANDS, GROUPS
from tests.harness.small_room import draw
from tools.program.model import Placement, RoomSpec
from tools.program.template import empty_program, rectangle


@pytest.fixture
def stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run that was killed after two objects were placed: it has no report yet."""
    monkeypatch.chdir(tmp_path)
    run = tmp_path / "runs" / "a"
    run.mkdir(parents=True)
    draw(tmp_path).rename(run / "input.png")
    rows = [Placement(id=id, category="bed", at=(0, 0), size=(1, 2, 0.5)) for id in ("one", "two")]
    layout = "# %% layout\n" + "".join(p.source() + "\n" for p in rows)
    text = empty_program(RoomSpec(floor=rectangle(4, 4))).replace("# %% layout\n", layout)
    (run / "scene.py").write_text(text)
    return run


def test_a_stopped_run_is_counted_as_far_as_it_got(stopped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["list", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["run"], row["outcome"], row["objects"]) == ("runs/a", "unfinished", 2)
    (stopped / "scene.py").write_text("place(")  # being edited by hand just now
    assert cli.run(["list"]) == 0
    assert "0 objects" in capsys.readouterr().out


def test_a_run_without_a_report_says_how_to_get_one(
    stopped: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(stopped)
    assert cli.run(["show", "."]) == 2
    assert "resume" in capsys.readouterr().err


def test_show_prints_and_opens_only_what_is_there(
    stopped: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (stopped / "report.json").write_text("{}")
    (stopped / "report.md").write_text("# done: every gate passed\n")
    assert cli.run(["show", "a"]) == 0
    assert "every gate passed" in capsys.readouterr().out
    assert cli.run(["show", "a", "--open"]) == 2
    assert "beside.png" in capsys.readouterr().err


def test_help_groups_every_command_once_and_run_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    grouped = [name for names in GROUPS.values() for name in names]
    assert grouped[0] == "run"
    assert len(grouped) == len(set(grouped))
    assert cli.run(["--help"]) == 0
    shown = capsys.readouterr().out
    listed = re.findall(r"^│ ([a-z][a-z-]+) +[A-Z]", shown, flags=re.MULTILINE)
    assert listed == grouped
    assert set(COMMANDS) <= set(grouped)


def test_help_has_no_hole_where_a_name_should_be(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["run", "--help"]) == 0
    shown = capsys.readouterr().out
    assert "runs/TIME-NAME" in shown
    assert "runs/-" not in shown


def test_completion_is_installed_where_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    script = tmp_path / "room.bash"
    assert cli.run(["completion", "--shell", "bash", "--output", str(script)]) == 0
    assert "rerun" in script.read_text()
