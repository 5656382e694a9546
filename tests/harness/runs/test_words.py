"""From words to a room, through the same six specialists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness import cli
from tools.survey import Survey


@pytest.mark.timeout(600)
def test_words_become_a_room_with_every_output(tmp_path: Path) -> None:
    out = tmp_path / "room"
    words = "a small bedroom with a blue desk by the window and a flurb plant"
    assert cli.run(["run", "--words", words, "--out", str(out), "--quiet", "--model", "embedded"]) == 0
    report = json.loads((out / "report.json").read_text())
    assert report["source"] == {"kind": "words", "title": words}
    assert {"desk", "plant", "bed"} <= {o["category"] for o in report["objects"]}
    assert {o["source"] for o in report["objects"]} == {"said", "usual"}
    scores = report["gates"]["final"]["scores"]
    assert scores["wishes"] == 1.0
    assert scores["sound"] > 0.8
    assert not {"silhouettes", "colours", "exposure", "camera"} & scores.keys()
    assert any("flurb" in note for note in report["notes"])
    for name in ("scene.py", "scene.blend", "scene.glb", "report.md", "renders/iso-lit.png"):
        assert (out / name).stat().st_size > 500
    assert Survey.model_validate_json((out / "survey.json").read_bytes()).views == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["asdf qwer zxcv"], "asdf"),
        (["a bedroom", "--size", "40"], "4x3.5"),
        (["a bedroom", "--size", "90x2"], "a room's side"),
        (["room.png", "--size", "4x3"], "in words"),
        (["wishes.txt"], "wishes.txt"),
    ],
)
def test_words_that_cannot_be_are_refused_in_a_line(
    given: list[str], said: str, tmp_path: Path, capsys
) -> None:
    out = tmp_path / "x"
    assert cli.run(["run", *given, "--out", str(out), "--model", "embedded"]) == 2
    assert said in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("given", [[], ["room.png", "--words", "a bedroom"], ["--words", " "]])
def test_one_thing_is_to_be_brought(given: list[str], tmp_path: Path, capsys) -> None:
    assert cli.run(["run", *given, "--out", str(tmp_path / "x"), "--model", "embedded"]) == 2
    assert "--words" in capsys.readouterr().err
