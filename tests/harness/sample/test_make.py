"""Whole samples through Blender: files, exact truth, annotations that the reader of annotations accepts."""

import numpy as np
import pytest
from PIL import Image

from harness.sample.annotate import annotations_of
from harness.sample.make import make_sample
from tools.blender.jobs import Meshes
from tools.checks.check import check_scene
from tools.geometry import wrap
from tools.measure.boxes import corners
from tools.measure.fidelity import fidelity
from tools.measure.load import load_truth
from tools.picture.annotations_file import load as load_annotations
from tools.picture.turned import world_facing
from tools.planner.design import Request
from tools.program.read import read

REQUEST = Request(seed=31, type="bedroom", shape="rect", rooms=1, camera="above")


@pytest.fixture(scope="module")
def made(worker, tmp_path_factory):
    out = tmp_path_factory.mktemp("sample")
    return out, make_sample(REQUEST, out, worker, look="fast", width=400, annotations=True)


def test_files_and_sizes(made):
    out, sample = made
    truth = load_truth(out / f"{sample.name}.truth.json")
    assert truth == sample.truth
    for name in (truth.picture, truth.files["ids"], truth.files["depth"]):
        assert Image.open(out / name).size == truth.size == (400, truth.camera.height)
    assert np.asarray(Image.open(out / truth.files["ids"])).max() == len(truth.objects)


def test_the_truth_projects_onto_its_own_pixels(made):
    out, sample = made
    truth = sample.truth
    ids = np.asarray(Image.open(out / truth.files["ids"]))
    for number, item in enumerate(truth.objects):
        if item.box is None:
            continue
        low = truth.camera.project(corners(item)).min(axis=0) - 1.5
        high = truth.camera.project(corners(item)).max(axis=0) + 1.5
        assert (low <= item.box[:2]).all(), item.id
        assert (high >= item.box[2:]).all(), item.id
        assert item.visible is None or 0 < item.visible <= 1
        x, y = np.argwhere(ids == number + 1)[0][::-1]
        assert item.box[0] <= x < item.box[2]
        assert item.box[1] <= y < item.box[3]


def test_depth_is_that_of_the_rug_under_the_camera(made):
    out, sample = made
    truth = sample.truth
    depth = np.asarray(Image.open(out / truth.files["depth"])) / 1000.0
    ids = np.asarray(Image.open(out / truth.files["ids"]))
    number = next(n for n, o in enumerate(truth.objects) if o.category == "rug") + 1
    rows, columns = np.nonzero(ids == number)
    points = truth.camera.to_plane(np.column_stack([columns + 0.5, rows + 0.5]), z=0.01)
    assert np.abs(depth[rows, columns] - truth.camera.depth(points)).max() < 0.02


def test_annotations_hold_what_can_be_seen(made):
    out, sample = made
    marks = load_annotations(out / f"{sample.name}.annotations.json", sample.truth.size)
    seen = {o.id for o in sample.truth.objects if o.box}
    assert {m.id for m in marks.things} <= seen
    assert len(marks.things) > 0.7 * len(seen)
    assert marks.room_width == pytest.approx(2 * max(x for x, _ in sample.truth.room.floor_polygon))


@pytest.mark.parametrize("degrees", [30.0, -100.0])
def test_facings_are_told_along_the_picture(made, degrees):
    out, sample = made
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    frame = np.array(sample.truth.camera.rotation) @ np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    camera = sample.truth.camera.model_copy(update={"rotation": tuple(map(tuple, frame.tolist()))})
    truth = sample.truth.model_copy(update={"camera": camera})
    pixels, ids = (np.asarray(Image.open(out / name)) for name in (truth.picture, truth.files["ids"]))
    told = {t["id"]: t["facing"] for t in annotations_of(truth, pixels, ids)["things"] if "facing" in t}
    true = {o.id: o.facing for o in truth.objects if o.id in told}
    assert len(told) > 2
    for id, facing in told.items():
        assert wrap(world_facing(camera, facing) - true[id]) == pytest.approx(0.0, abs=0.6), id


def test_the_program_passes_the_projects_own_check(made, worker):
    out, sample = made
    program = (out / f"{sample.name}.scene.py").read_text()
    result = worker.job(program, out, [Meshes()])
    assert [f.problem for f in check_scene(result.report, result.meshes, read(program))] == []
    assert sum(o.placeholder for o in result.report.objects) < len(result.report.objects) / 5
    assert fidelity(sample.truth.objects, sample.truth.objects).scores["recall"] == 1.0


@pytest.mark.parametrize("camera", ["oblique", "ortho", "plan", "eye"])
def test_every_kind_of_picture(worker, tmp_path, camera):
    request = Request(seed=5, type="office", shape="L", rooms=1, camera=camera)
    sample = make_sample(request, tmp_path, worker, look="fast", width=240)
    pixels = np.asarray(Image.open(sample.picture))
    assert pixels.std() > 8  # not an empty picture
    assert sum(o.box is not None for o in sample.truth.objects) >= len(sample.truth.objects) / 4
    assert sample.truth.camera_kind == camera
