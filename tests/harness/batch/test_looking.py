"""What a batch sees of its sources before anybody's turn comes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from harness import cli
from harness import settings as configuration
from harness.batch.items import Item, gather
from harness.batch.looking import brought, refusals
from tests.harness.small_room import draw
from tools.source.scan import ScanSource

LINES = """{"picture": "room.png"}
{"picture": "cut.png"}
{"picture": "gone.png"}
{"picture": "scan.npz"}
{"picture": "torn.ply"}
{"words": "a small bath"}
{"words": "xyzzy plugh"}
{"words": 3}
"""
REFUSED = {
    "cut": "damaged",
    "gone": "gone.png",
    "torn": "does not begin as a .ply",
    "list-7": "nothing of these words",
    "list-8": "line 8",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    draw(tmp_path)
    whole = Path("room.png").read_bytes()
    Path("cut.png").write_bytes(whole[: len(whole) // 2])
    np.savez("scan.npz", points=np.zeros((9, 3)))
    Path("torn.ply").write_bytes(b"no cloud")
    Path("list.jsonl").write_text(LINES)
    return tmp_path


def test_what_cannot_be_used_is_known_before_it_is_begun(folder: Path) -> None:
    found = refusals(gather(["list.jsonl"]), None, {})
    assert set(found) == set(REFUSED)
    for name, said in REFUSED.items():
        assert said in found[name]


def test_a_dry_run_says_what_would_be_refused_and_counts_the_rest(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["batch", "list.jsonl", "--dry-run"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum("  would be made  " in line for line in lines) == 3
    assert sum("  would be refused:  " in line for line in lines) == 5
    assert lines[-1] == "3 runs (5 would be refused) by the embedded specialists: no calls, no cost."
    assert not (folder / "runs").exists()


def test_nobody_takes_a_turn_for_what_is_refused_and_quiet_tells_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("bad.jsonl").write_text('{"picture": "cut.png"}\n{"picture": "gone.png"}\n')
    assert cli.run(["batch", "bad.jsonl", "--label", "all"]) == 3
    said = capsys.readouterr().out
    assert "0 rooms to make, 2 refused" in said
    assert not (folder / "runs/all/logs").exists()
    assert cli.run(["batch", "bad.jsonl", "--label", "quiet", "--quiet"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "room: cut refused: " in err
    assert "room: gone refused: " in err
    assert "of 2 rooms 2 refused" in err


def test_a_line_may_name_a_scan(folder: Path) -> None:
    points = np.random.default_rng(0).uniform(0.0, 3.0, (2000, 3))
    np.savez("scan.npz", points=points)
    Path("dense.ply").write_bytes(b"ply\n")
    source = brought(Item(name="scan", picture="scan.npz"), configuration.load())
    assert isinstance(source, ScanSource)
    assert source.cloud.points.shape == (2000, 3)
    assert [item.name for item in gather(["."])] == ["cut", "dense", "room", "torn"]
