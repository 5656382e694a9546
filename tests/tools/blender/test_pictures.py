"""Pictures: the right size, the right objects, the camera the program says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tools.blender.worker import Render, Worker
from tools.errors import ToolError
from tools.pinhole import Camera, KitCamera
from tools.program.kit_cell import standalone


def pixels(path: Path) -> NDArray[np.uint8]:
    return np.asarray(Image.open(path).convert("RGB"))


def test_ids_match_the_pinhole_model(worker: Worker, boxes: str, tmp_path: Path) -> None:
    ids = worker.ids(boxes, tmp_path)
    assert ids.shape == (200, 400)
    assert ids.dtype == np.int32
    camera = Camera.from_kit(KitCamera((0, 0, 10), (0, 0, 0), 1.0, (0, 0), (400, 200), None))
    for number, parts in enumerate([worker.meshes(boxes, tmp_path)[id] for id in ("bed", "stool")], 1):
        corners = camera.project(np.concatenate([part.vertices for part in parts]))
        rows, columns = np.nonzero(ids == number)
        assert (columns.min(), rows.min()) == pytest.approx(tuple(corners.min(axis=0)), abs=1.0)
        assert (columns.max() + 1, rows.max() + 1) == pytest.approx(tuple(corners.max(axis=0)), abs=1.0)


def test_ids_number_the_reports_objects(worker: Worker, boxes: str, tmp_path: Path) -> None:
    report = worker.run(boxes, tmp_path)
    ids = worker.ids(boxes, tmp_path)
    assert set(np.unique(ids)) == {0, 1, 2}
    assert report.objects[ids[100, 240] - 1].id == "bed"
    assert ids[100, 100] == 0


def test_depth_and_normals(worker: Worker, boxes: str, tmp_path: Path) -> None:
    outputs = [
        Render(tmp_path / "depth.npy", quality="depth"), Render(tmp_path / "normal.npy", quality="normal"),
    ]  # fmt: skip
    worker.job(boxes, tmp_path, outputs)
    depth, normal = np.load(tmp_path / "depth.npy"), np.load(tmp_path / "normal.npy")
    assert depth[100, 100] == pytest.approx(10.0, abs=1e-4)
    assert depth[100, 250] == pytest.approx(9.6, abs=1e-4)
    assert np.isinf(depth[0, 0])
    np.testing.assert_allclose(normal[100, 100], (0, 0, 1), atol=1e-5)


@pytest.mark.parametrize("quality", ["fast", "lit", "ids", "depth", "normal"])
def test_every_quality_keeps_the_views_proportions(
    worker: Worker, boxes: str, tmp_path: Path, quality: str
) -> None:
    out = tmp_path / "picture.png"
    worker.render(boxes, tmp_path, out, view="side", quality=quality, width=96)  # type: ignore[arg-type]
    assert Image.open(out).size == (96, 72)


def test_previews_are_at_most_512_wide_and_others_the_views_own(
    worker: Worker, room: str, tmp_path: Path
) -> None:
    worker.job(room, tmp_path, [Render(tmp_path / "a.png"), Render(tmp_path / "b.npy", quality="ids")])
    assert Image.open(tmp_path / "a.png").size == (512, 320)
    assert np.load(tmp_path / "b.npy").shape == (400, 640)


def test_a_fast_picture_shows_base_colours(worker: Worker, boxes: str, tmp_path: Path) -> None:
    image = pixels(worker.render(boxes, tmp_path, tmp_path / "fast.png")).astype(int)
    bed, stool, outside = image[100, 250], image[60, 118], image[2, 2]
    assert bed[0] > bed[1] + 60
    assert stool[2] > stool[0] + 40
    assert np.ptp(outside) < 6


def test_a_lit_picture_shows_the_same_things_in_the_same_place(
    worker: Worker, boxes: str, tmp_path: Path
) -> None:
    image = pixels(worker.render(boxes, tmp_path, tmp_path / "lit.png", quality="lit")).astype(int)
    assert image.shape == (200, 400, 3)
    assert image[100, 250, 0] > image[100, 250, 1] + 40
    assert image[60, 118, 2] > image[60, 118, 0] + 40


def test_a_final_picture_has_the_views_own_size(worker: Worker, boxes: str, tmp_path: Path) -> None:
    out = worker.render(boxes, tmp_path, tmp_path / "final.png", view="side", quality="final", width=128)
    assert pixels(out).std() > 10


def test_the_ceiling_does_not_hide_the_room_from_above(worker: Worker, room: str, tmp_path: Path) -> None:
    ids = worker.ids(room, tmp_path)
    assert set(np.unique(ids)) == {0, 1, 2, 3}


@pytest.mark.parametrize("view", ["top", "iso"])
def test_views_that_are_always_there(worker: Worker, boxes: str, tmp_path: Path, view: str) -> None:
    ids = worker.ids(boxes, tmp_path, view=view, width=256)
    assert set(np.unique(ids)) == {0, 1, 2}


def test_isolating_an_object_frames_it_alone(worker: Worker, boxes: str, tmp_path: Path) -> None:
    outputs = [
        Render(tmp_path / "alone.npy", isolate="stool", quality="ids"),
        Render(tmp_path / "alone.png", isolate="stool", quality="lit", width=96),
        Render(tmp_path / "all.npy", quality="ids"),
    ]
    worker.job(boxes, tmp_path, outputs)
    alone = np.load(tmp_path / "alone.npy")
    assert set(np.unique(alone)) == {0, 2}
    assert (alone == 2).mean() > 0.15
    assert not (alone[[0, -1]] == 2).any()
    assert pixels(tmp_path / "alone.png").std() > 5
    assert set(np.unique(np.load(tmp_path / "all.npy"))) == {0, 1, 2}


def test_one_job_makes_many_pictures_each_as_if_alone(worker: Worker, room: str, tmp_path: Path) -> None:
    names = ["reference", "iso", "eye"]
    worker.job(room, tmp_path, [Render(tmp_path / f"{n}.png", n, width=128) for n in names])
    for name in names:
        single = worker.render(room, tmp_path, tmp_path / "single.png", view=name, width=128)
        assert np.array_equal(pixels(single), pixels(tmp_path / f"{name}.png"))


def test_what_cannot_be_drawn_is_said(worker: Worker, boxes: str, tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="no view 'back'"):
        worker.render(boxes, tmp_path, tmp_path / "x.png", view="back")
    with pytest.raises(ToolError, match="no object 'sofa'"):
        worker.render(boxes, tmp_path, tmp_path / "x.png", isolate="sofa")
    with pytest.raises(ToolError, match="use \\.png"):
        worker.render(boxes, tmp_path, tmp_path / "x.gif")
    with pytest.raises(ToolError, match="8 to 8192"):
        worker.render(boxes, tmp_path, tmp_path / "x.png", width=3)
    assert not (tmp_path / "x.png").exists()


def test_textures_beside_the_program_are_seen(worker: Worker, tmp_path: Path) -> None:
    (tmp_path / "textures").mkdir()
    Image.new("RGB", (64, 64), (200, 30, 30)).save(tmp_path / "textures" / "red.png")
    program = standalone(
        "# %% room\nroom(floor=[(-2, -2), (2, -2), (2, 2), (-2, 2)])\n# %% layout\n"
        '# %% materials\nmaterial("red", "wood floor", texture="textures/red.png", tile=(1, 1))\n'
        'wear("room", floor="red")\n# %% camera\n'
        'camera("reference", at=(0, 0, 12), rotation=(0, 0, 0), focal=2.0, resolution=(64, 64))\n'
        "# %% run\nfinish()\n"
    )
    image = pixels(worker.render(program, tmp_path, tmp_path / "out.png", width=64)).astype(int)
    assert image[32, 32, 0] > 2 * image[32, 32, 1]
