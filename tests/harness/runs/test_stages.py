"""A run stage by stage: ended early, cleared from a stage, gone on with from one."""

import json
from pathlib import Path

import pytest

from harness import cli
from tests.harness.small_room import draw
from tools.workspace import program_digest


def stages(run: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    capsys.readouterr()
    assert cli.run(["show", str(run), "--stages", "--json"]) == 0
    return {row["stage"]: row["state"] for row in json.loads(capsys.readouterr().out)}


def test_a_run_ends_with_a_stage_and_goes_on_from_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    picture, run = str(draw(tmp_path)), tmp_path / "run"
    quiet = ["--quiet", "--model", "embedded"]
    assert cli.run(["run", picture, "--out", str(run), "--end", "layout", "--final-width", "64", *quiet]) == 0
    assert stages(run, capsys) == {"survey": "passed", "relations": "passed", "layout": "passed"}
    whole = program_digest((run / "scene.py").read_text())

    assert cli.run(["resume", str(run), "--start", "textures", *quiet]) == 2
    assert "wall_objects is next" in capsys.readouterr().err
    assert cli.run(["clean", str(run), "--from", "layout"]) == 0
    assert stages(run, capsys)["layout"] == "not yet"
    assert program_digest((run / "scene.py").read_text()) != whole

    assert cli.run(["resume", str(run), "--start", "layout", "--end", "layout", *quiet]) == 0
    assert stages(run, capsys)["layout"] == "passed"
    assert program_digest((run / "scene.py").read_text()) == whole


@pytest.mark.parametrize("name", ["walls", "descriptions"])
def test_only_a_stage_with_a_gate_ends_a_run(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["run", str(draw(tmp_path)), "--out", str(tmp_path / "run"), "--end", name]) == 2
    assert f"no stage '{name}' to end with" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("name", "text"), [("a.json", '{"final_width": 77}'), ("a.toml", "final_width = 77\n")]
)
def test_a_config_is_toml_or_json(
    tmp_path: Path, name: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from harness import settings as configuration

    (tmp_path / name).write_text(text)
    assert configuration.load(tmp_path / name).final_width == 77
    (tmp_path / name).write_text(text[:-3])
    assert cli.run(["run", str(draw(tmp_path)), "--config", str(tmp_path / name)]) == 2
    assert name in capsys.readouterr().err
