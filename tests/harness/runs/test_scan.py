"""From a scan to a room, through the same team."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from harness import cli
from tests.tools.cloud.test_scan import PLACES, scan
from tools.cloud.library import looks
from tools.toolbox import scan as toolbox


@pytest.mark.timeout(600)
def test_a_scan_becomes_a_room_that_is_near_its_points(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = ["bed", "wardrobe", "dining_table"]
    monkeypatch.setattr(toolbox, "looks", lambda worker: looks(worker, words=few))
    np.save(tmp_path / "scan.npy", scan(17.0, door=(0, 0.5, 1.4)).astype("f4"))
    out = tmp_path / "room"
    flags = ["--out", str(out), "--quiet", "--model", "embedded", "--end", "geometry"]
    code = cli.run(["run", str(tmp_path / "scan.npy"), *flags])
    report = json.loads((out / "report.json").read_text())
    assert report["source"] == {"kind": "scan", "title": "scan.npy"}
    found = {o["category"]: o for o in report["objects"]}
    assert set(found) >= set(PLACES), (code, found)
    for name, place in PLACES.items():
        assert found[name]["center"][:2] == pytest.approx(place, abs=0.1)
    scores = report["gates"]["geometry"]["scores"]
    assert scores["close"] > 0.6
    assert "silhouettes" not in scores
    assert (out / "scan.npz").exists()


def test_a_scan_that_cannot_be_read_is_told_in_a_line(tmp_path: Path, capsys) -> None:
    (tmp_path / "scan.ply").write_bytes(b"ply\nformat ascii 1.0\n")
    assert (
        cli.run(["run", str(tmp_path / "scan.ply"), "--out", str(tmp_path / "x"), "--model", "embedded"]) == 2
    )
    said = capsys.readouterr().err.strip()
    assert "scan.ply is no PLY file" in said
    assert len(said.splitlines()) == 1
    assert not (tmp_path / "x").exists()
