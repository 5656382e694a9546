"""`room object`: a cloud becomes a program that a person can change."""

import json
from pathlib import Path

import numpy as np
import pytest

from harness.cli import run
from harness.room import Room
from tests.tools.cloud import shapes
from tools.blender.worker import Worker
from tools.cloud.building import Shape, surfaces
from tools.cloud.files.surface import spread


def table(path: Path) -> Path:
    shapes.table().export(path)
    return path


def test_a_table_of_free_parts_can_have_three_legs_and_a_round_top(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "table"
    flags = ["--program", "parts", "--category", "table", "--out", str(out), "--quiet"]
    code = run(["object", str(table(tmp_path / "a.ply")), *flags])
    report = json.loads((out / "report.json").read_text())
    assert code == 0, report
    assert report["parts"] == {"top": 1, "leg": 4}
    assert report["size_m"] == pytest.approx([0.8, 0.8, 0.74], abs=0.004)
    assert run(["show", str(out)]) == 0
    said = capsys.readouterr().out
    assert "table of free parts: top, 4 leg" in said
    assert "x 0.74" in said
    assert "cloud-and-model.png" in said
    assert run(["list", str(tmp_path), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows == [{"run": str(out), "outcome": "object", "objects": 1, "calls": 0}]
    assert (out / "scene.glb").stat().st_size > 1000
    assert (out / "renders/cloud-and-model.png").exists()
    text = (out / "scene.py").read_text()
    assert "LEGS = 4" in text
    assert "TOP_ROUND = 0.0" in text
    changed = text.replace("LEGS = 4", "LEGS = 3").replace("TOP_ROUND = 0.0", "TOP_ROUND = 1.0")
    (out / "scene.py").write_text(changed)
    with Room.open(out) as room:
        parts = {p.name for p in room.objects[0].parts}
        assert parts == {"top", "leg_1", "leg_2", "leg_3"}
        top = next(p for p in room.scene.meshes[room.objects[0].id] if p.name == "top")
        corner = np.abs(top.vertices[:, :2]).sum(axis=1).max()
        assert corner < 0.6  # a square's corner would be at 0.4 + 0.4


def test_a_chair_of_the_kit_is_found_with_its_arguments(tmp_path: Path) -> None:
    truth = Shape("dining_chair", (0.5, 0.55, 0.9), (("back", "cross"), ("arms", True), ("seat", "wood")))
    with Worker() as worker:
        surface = surfaces([truth], worker)[0]
    assert surface is not None
    points, _ = spread(surface.vertices, surface.triangles, 12_000, 5)
    turn = np.array([[0.0, -1, 0], [1, 0, 0], [0, 0, 1]])
    np.savez(tmp_path / "chair.npz", points=points @ turn.T)
    out = tmp_path / "chair"
    assert (
        run(
            [
                "object",
                str(tmp_path / "chair.npz"),
                "--category",
                "dining chair",
                "--out",
                str(out),
                "--quiet",
            ]
        )
        == 0
    )
    report = json.loads((out / "report.json").read_text())
    assert report["word"] == "dining_chair"
    assert report["arguments"]["back"] == "cross"
    assert report["arguments"]["arms"] is True
    assert report["distance"]["chamfer"] < 2e-3
    assert 'BACK = "cross"' in (out / "scene.py").read_text()


BAD = {
    ("--scale", "big"): "--scale 'big'", ("--category", "zxqv"): "--category 'zxqv'",
    ("--up", "w"): "--up", ("--program", "code"): "--program",
}  # fmt: skip


@pytest.mark.parametrize("flags", BAD)
def test_bad_flags_are_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], flags) -> None:
    np.savez(tmp_path / "a.npz", points=np.random.default_rng(0).uniform(0, 1, (500, 3)))
    assert run(["object", str(tmp_path / "a.npz"), *flags, "--out", str(tmp_path / "o"), "--quiet"]) == 2
    said = capsys.readouterr().err.strip()
    assert BAD[flags] in said
    assert len(said.splitlines()) == 1
    assert not (tmp_path / "o").exists()


def test_a_file_that_is_no_cloud_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.ply").write_bytes(b"ply\nformat ascii 1.0\nelement vertex 9")
    assert run(["object", str(tmp_path / "a.ply"), "--out", str(tmp_path / "o")]) == 2
    assert "a.ply is no PLY file" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()
