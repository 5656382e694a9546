"""`room batch` from a list to a table and a sheet of pictures, with a real run in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness import cli
from harness.batch.state import Asked, Batch
from tests.harness.small_room import draw
from tools.picture import image


def test_a_list_becomes_rooms_a_table_and_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    draw(tmp_path)
    (tmp_path / "list.jsonl").write_text(
        '{"picture": "room.png", "settings": {"leave_out": ["small_objects", "small_geometry"]}}\n'
        '{"picture": "gone.png", "tags": ["odd"]}\n{"words": 3}\n'
    )
    assert cli.run(["batch", "list.jsonl", "--label", "mine", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "room  would be made  room.png" in said
    assert "gone  would be refused:  " in said
    assert "1 run (2 would be refused) by the embedded specialists: no calls, no cost." in said
    assert not (tmp_path / "runs").exists()
    words = ["batch", "list.jsonl", "--label", "mine", "--final-width", "64", "--quiet"]
    assert cli.run(words) == 3
    assert capsys.readouterr().out == ""
    batch = Batch.open(Path("runs/mine"))
    ended = batch.ended()
    assert {n: e.outcome for n, e in ended.items() if n != "room"} == {"gone": "refused", "list-3": "refused"}
    assert ended["room"].outcome in ("done", "below")
    assert ended["room"].objects > 0
    report = json.loads(Path("runs/mine/room/report.json").read_text())
    assert (report["outcome"], len(report["objects"])) == (ended["room"].outcome, ended["room"].objects)
    assert "Run folder" in batch.log_of(batch.kept.items[0]).read_text()
    table = Path("runs/mine/batch.md").read_text()
    assert "| gone | refused |" in table
    assert "| odd |" in table
    assert image.load(Path("runs/mine/contact-1.jpg")).shape[1] > 200
    before = Path("runs/mine/batch.jsonl").read_text()
    assert cli.run(["batch", "runs/mine"]) == 3
    assert "3 are there" in capsys.readouterr().out
    assert Path("runs/mine/batch.jsonl").read_text() == before


def test_what_cannot_be_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jsonl").write_text('{"words": "a bath"}')
    for words, said in (
        ([], "give pictures"),
        (["nowhere"], "there is no such folder"),
        (["a.jsonl", "--label", "../x"], "use letters, digits"),
        (["a.jsonl", "--jobs", "0"], "use 1 to 256"),
    ):
        assert cli.run(["batch", *words]) == 2
        assert said in capsys.readouterr().err
    assert not (tmp_path / "runs").exists()


def test_what_a_batch_was_begun_with_holds_when_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jsonl").write_text('{"words": 3}\n')
    (tmp_path / "room.json").write_text('{"final_width": 320}')
    begun = [
        "--label",
        "a",
        "--jobs",
        "1",
        "--model",
        "embedded",
        "--max-calls",
        "5",
        "--config",
        "room.json",
    ]
    assert cli.run(["batch", "a.jsonl", *begun, "--quiet"]) == 3
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert cli.run(["batch", "../runs/a", "--max-calls", "9", "--quiet"]) == 3
    kept = Batch.open(tmp_path / "runs/a").kept.asked
    assert kept == Asked(jobs=1, model="embedded", max_calls=9, config=str(tmp_path / "room.json"))
    assert kept.flags == {"model": "embedded"}
    (tmp_path / "room.json").unlink()
    capsys.readouterr()
    assert cli.run(["batch", "../runs/a"]) == 2
    assert "room.json" in capsys.readouterr().err
