"""A picture with masks becomes a room of one object a mask, in the GLB, too."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PIL import Image

from harness import cli
from tests.harness.small_room import THINGS, draw
from tools.picture.masks import naming
from tools.source.kinds import open_source
from tools.source.picture import picture_of

NAMES = {"1": "rug", "2": "bed", "3": "nightstand", "4": "table lamp"}


def masks(folder: Path) -> Path:
    """A label map of the drawn room's things; the picture on its wall has no name."""
    labels = np.zeros((240, 320), np.uint8)
    for number, thing in enumerate(THINGS, start=1):
        x0, y0, x1, y1 = (int(v) for v in thing["box"])  # type: ignore[attr-defined]
        labels[y0:y1, x0:x1] = number
    path = folder / "masks.png"
    Image.fromarray(labels).save(path)
    (folder / "masks.json").write_text(json.dumps(NAMES))
    return path


def marks_of_the_room_alone(picture: Path) -> None:
    beside = picture.with_suffix(".annotations.json")
    held = json.loads(beside.read_text())
    beside.write_text(json.dumps(held | {"things": []}))


@pytest.mark.timeout(600)
def test_each_mask_is_an_object_and_a_node(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(naming, "SURE", 2.0)  # our reader is sure of nothing
    picture, out = draw(tmp_path), tmp_path / "run"
    marks_of_the_room_alone(picture)
    flags = [
        "--leave-out",
        "wall_objects,descriptions,geometry",
        "--masks",
        str(masks(tmp_path)),
        "--out",
        str(out),
        "--model",
        "embedded",
        "--end",
        "small_objects",
    ]
    cli.run(["run", str(picture), *flags, "--final-width", "64"])
    assert "Masks: 5 things, 4 of them named; each becomes one object." in capsys.readouterr().out
    ids = ["rug_1", "bed_1", "nightstand_1", "table_lamp_1", "mask_1"]
    report = json.loads((out / "report.json").read_text())
    found = {o["id"]: o for o in report["objects"]}
    assert sorted(found) == sorted(ids)
    assert found["table_lamp_1"]["on"] == "nightstand_1"
    nodes = set(trimesh.load(out / "scene.glb").graph.nodes)
    assert nodes >= set(ids)
    assert any("plain volume" in f["problem"] for f in report["gates"]["survey"]["findings"])
    kept = picture_of(open_source(out)).masks
    assert kept is not None
    assert [id for id, _ in kept.names] == ids


def test_masks_of_another_picture_are_told_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = draw(tmp_path)
    Image.new("L", (100, 80)).save(tmp_path / "masks.png")
    flags = ["--masks", str(tmp_path / "masks.png"), "--out", str(tmp_path / "run"), "--model", "embedded"]
    assert cli.run(["run", str(picture), *flags]) == 2
    said = capsys.readouterr().err.strip()
    assert "100 x 80 pixels, the picture 320 x 240" in said
    assert len(said.splitlines()) == 1
    assert not (tmp_path / "run").exists()
    assert cli.run(["run", "a small room", *flags]) == 2
    assert "--masks are of a picture" in capsys.readouterr().err
