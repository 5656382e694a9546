"""`room bench photo`: rooms with a camera inside, marked by exact projection, and what is measured."""

import json
from pathlib import Path

import numpy as np
import pytest
from shapely import MultiPoint, contains_xy

from harness.bench import photo_masks
from harness.bench.photo import figures, measure, photo
from harness.bench.photo_rooms import Masked, Photographed, from_truth, generated, masked, several
from harness.sample.photo_marks import Body, Scene, marks_of
from tests.tools.picture.photo.rooms import camera
from tools.blender.worker import Worker
from tools.errors import InputError
from tools.measure.common_world import turned
from tools.picture.annotations import Annotations
from tools.picture.masks.given import Named, composed
from tools.picture.masks.merging import with_masks
from tools.picture.photo.shell import solve_shell
from tools.picture.region import mask_of
from tools.picture.solution import CameraHints

SEEN = camera(40.0, 8.0, 0.0, 85.0, (-1.7, -1.4, 1.5))
FLOOR = [(-2.5, -2.2), (2.5, -2.2), (2.5, 2.2), (-2.5, 2.2)]


def marked(*bodies: Body) -> Annotations:
    made = marks_of(Scene(FLOOR, 2.6, list(bodies), []), SEEN, np.random.default_rng(0), 0.0)
    assert made is not None
    return made


def test_what_stands_behind_another_thing_is_marked_as_hidden_by_it() -> None:
    near = Body("table", "dining table", "floor", (0.2, 0.4, 0.4), (1.2, 0.8, 0.8), 0.0)
    far = Body("chest", "dresser", "floor", (1.2, 1.6, 0.4), (1.0, 0.5, 0.8), 0.0)
    things = {t.id: t for t in marked(near, far).things}
    assert things["chest"].hidden_by == ["table"]
    assert things["table"].hidden_by == []
    assert len(things["table"].contacts_px) == 3


def test_contact_points_are_the_lower_corners_and_walls_run_from_left_to_right() -> None:
    body = Body("chest", "dresser", "floor", (0.6, 0.8, 0.4), (1.0, 0.5, 0.8), 0.0)
    made = marked(body)
    corners = SEEN.project(body.corners()[:4])
    for point in made.things[0].contacts_px:
        assert np.hypot(*(corners - point).T).min() < 5.0
    middles = [np.mean(w.base_px or w.top_px, axis=0)[0] for w in made.walls]
    assert middles == sorted(middles)
    assert not any(w.apart for w in made.walls)


def test_without_noise_camera_floor_and_things_are_found() -> None:
    chest = Body("chest", "dresser", "floor", (0.6, 0.8, 0.4), (1.0, 0.5, 0.8), 0.0)
    room = Photographed("box", Scene(FLOOR, 2.6, [chest], []), SEEN)
    row = measure(room, np.random.default_rng(0), 0.0)
    assert row is not None
    assert row.turn < 0.2
    assert row.focal == pytest.approx(0, abs=0.02)
    assert row.floor > 0.97
    assert row.placed["floor"][0] < 0.1
    assert {f.name for f in figures([row])} >= {"rotation error, median", "focal length within 5 %"}


def test_a_generated_room_is_the_same_for_the_same_seed() -> None:
    first, again = generated(6), generated(6)
    assert first.camera == again.camera
    assert first.scene.bodies == again.scene.bodies
    assert 1.2 <= first.camera.position[2] <= 1.8


def test_truths_of_rendered_photos_are_read_and_others_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = {
        "camera": {"kind": "eye", "position": [-1.7, -1.4, 1.5], "rotation_deg": [82, 0, -40],
                   "focal": 0.55, "size": [1200, 800]},
        "room": {"floor": FLOOR, "height": 2.6},
        "objects": [
            {"id": "chest", "category": "dresser", "type": "furniture", "center": [0.6, 0.8, 0.4],
             "size": [1.0, 0.5, 0.8], "yaw_deg": 180, "visible_px": 900},
            {"id": "cup", "category": "cup", "type": "manipuland", "center": [0.6, 0.8, 0.85],
             "size": [0.08, 0.08, 0.1], "yaw_deg": 0, "visible_px": 90},
        ],
    }  # fmt: skip
    (tmp_path / "a.truth.json").write_text(json.dumps(data))
    room = from_truth(tmp_path / "a.truth.json")
    assert {b.id: b.on for b in room.scene.bodies} == {"chest": None, "cup": "chest"}
    assert photo([tmp_path], n=0, as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rendered"]["rows"][0]["turn"] < 2
    data["camera"] = {"kind": "above"}
    (tmp_path / "a.truth.json").write_text(json.dumps(data))
    with pytest.raises(InputError, match="at eye level"):
        photo([tmp_path], n=0)


def test_several_pictures_are_measured_beside_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    first, *others = several(1, 3)
    assert first.camera == generated(1).camera
    assert all(o.scene.bodies == first.scene.bodies and o.camera != first.camera for o in others)
    assert photo(n=1, seed=1, views=2, as_json=True) == 0
    told = json.loads(capsys.readouterr().out)["2 pictures"]
    (row,) = told["rows"]
    assert len(row["one"]) == len(row["all"]) > 0
    assert any("part of one picture" in f["name"] for f in told["figures"])
    with pytest.raises(InputError, match="leave the folder out"):
        photo([tmp_path], n=1, views=2)


def test_boxes_that_are_right_have_an_iou_of_one_and_masks_are_measured_both_ways() -> None:
    chest = Body("chest", "dresser", "floor", (0.6, 0.8, 0.4), (1.0, 0.5, 0.8), 0.0)
    room = Photographed("box", Scene(FLOOR, 2.6, [chest], []), SEEN)
    hull = MultiPoint(SEEN.project(chest.corners())).convex_hull
    ids = mask_of([(u, v) for u, v in hull.exterior.coords[:-1]], (SEEN.width, SEEN.height))
    row = photo_masks.measure(Masked(room, ids.astype(np.int32), "modern"), 0, 0.0)
    assert row is not None
    assert row.iou[photo_masks.WAYS[0]] > 0.8
    assert row.f_score[photo_masks.WAYS[0]] > 0.95
    assert row.iou[photo_masks.WAYS[1]] > 0.8
    assert row.by_mount[photo_masks.WAYS[0]] == {"floor": [pytest.approx(row.iou[photo_masks.WAYS[0]])]}
    assert {f.name for f in photo_masks.figures([row])} > {"rooms", "things"}
    assert photo_masks.measure(Masked(room, np.zeros_like(ids, np.int32), "modern"), 0, 0.0) is None


def test_a_built_room_has_the_masks_of_what_shows(tmp_path: Path) -> None:
    with Worker() as worker:
        shown = masked(3, worker, tmp_path)
    masks = photo_masks.masks_of(shown)
    assert masks is not None
    by_id = {b.id: b for b in shown.room.scene.bodies}
    assert masks.ids <= by_id.keys()
    for thing in masks.things:
        pixels = shown.room.camera.project(by_id[thing.id].corners())
        low, high = pixels.min(0) - 2, pixels.max(0) + 2  # the mask lies in the picture of its own box
        assert thing.box is not None
        behind = (shown.room.camera.depth(by_id[thing.id].corners()) < 0.05).any()
        assert behind or (low[0] <= thing.box[0] and thing.box[2] <= high[0] and thing.box[3] <= high[1])


def test_the_edges_of_masks_make_the_camera_of_rough_marks_right() -> None:
    chests = [
        Body("chest", "dresser", "floor", (0.6, 0.8, 0.4), (1.0, 0.5, 0.8), 0.0),
        Body("box", "cabinet", "floor", (1.6, -0.4, 0.5), (0.5, 0.4, 1.0), 90.0),
    ]
    scene, size = Scene(FLOOR, 2.6, chests, []), (SEEN.width, SEEN.height)
    marks = marks_of(scene, SEEN, np.random.default_rng(1), 4.0)
    assert marks is not None
    columns, rows = np.meshgrid(np.arange(SEEN.width) + 0.5, np.arange(SEEN.height) + 0.5)
    named = [
        Named.of(
            b.id, "dresser", contains_xy(MultiPoint(SEEN.project(b.corners())).convex_hull, columns, rows)
        )
        for b in chests
    ]
    given = with_masks(marks, composed(named, size, "here"))
    rough, fine = (
        turned(solve_shell(size, m, CameraHints(camera_height=1.5))[0].camera, SEEN)[0]
        for m in (marks, given)
    )
    assert fine < 0.15
    assert fine < rough / 2
