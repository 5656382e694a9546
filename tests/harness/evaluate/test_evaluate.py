"""Whole evaluations of run folders, without Blender."""

import json

import numpy as np
import pytest
from PIL import Image

from agents.models.scripted import ScriptedClient
from harness.commands.evaluate import evaluate_runs
from harness.evaluate.blender import Built
from harness.evaluate.evaluation import seen_sizes, sun_scores
from harness.evaluate.judging import judge_one, views_of
from harness.evaluate.measuring import measure
from harness.evaluate.page import page
from harness.evaluate.subject import find_truth, load_subject
from harness.evaluate.summary import figure, scores_of, summarise, worst_of
from tools.errors import InputError
from tools.measure.common_world import Move
from tools.measure.truth import TruthObject
from tools.pinhole import Camera


def test_the_truth_as_a_run_is_perfect(run_folder):
    _, _, found = measure(run_folder("perfect"), None, None)
    assert found.completed
    for name in ("recall", "precision", "within_0.15", "iou_all"):
        assert found.fidelity[name] == pytest.approx(1.0)
    assert found.room["floor_iou"] == 1.0
    assert found.likeness["ssim"] == pytest.approx(1.0)
    assert found.likeness["ciede2000"] == pytest.approx(0.0, abs=1e-9)
    shared = found.plausibility.keys() & found.truth_plausibility.keys()
    assert all(found.plausibility[k] == found.truth_plausibility[k] for k in shared)
    assert found.seconds == 4.0


def test_a_photos_room_is_held_against_its_truth_wherever_its_own_world_has_its_axes(run_folder, truth):
    eye = Camera(
        width=300, height=240, focal_px=200, cx=150, cy=120,
        rotation=((1, 0, 0), (0, 0, -1), (0, 1, 0)), position=(0.5, -1.8, 1.5),
    )  # fmt: skip
    own = Move(1, (3.0, -2.0))
    folder = run_folder("photo", items=[own.item(o) for o in truth.objects])
    report = json.loads((folder / "report.json").read_text())
    report["camera"] = own.camera(eye).model_dump(mode="json")
    report["room"]["floor_polygon"] = own.room(truth.room).floor_polygon
    (folder / "report.json").write_text(json.dumps(report))
    behind = TruthObject(id="tv", category="tv", center=(0, -1.9, 1), size=(1, 0.1, 0.6), mount="wall")
    photo = truth.model_copy(
        update={"camera_kind": "eye", "camera": eye, "objects": [*truth.objects, behind]}
    )
    photo.save(folder / "truth.json")
    _, _, found = measure(folder, None, None)
    assert found.truth_objects == 3  # what is behind the camera is not asked for
    for name in ("recall", "within_0.15", "iou_all"):
        assert found.fidelity[name] == pytest.approx(1.0)
    assert found.fidelity["yaw_error_mean"] == pytest.approx(0.0, abs=1e-6)
    assert found.room["floor_iou"] == pytest.approx(1.0)
    assert found.room["camera_rotation_error"] == pytest.approx(0.0, abs=1e-4)


def test_a_run_without_a_report_counts_as_zero(run_folder):
    good = measure(run_folder("good"), None, None)[2]
    gone = measure(run_folder("gone", empty=True), None, None)[2]
    assert not gone.completed
    both = summarise([good, gone])
    assert both["recall"].mean == pytest.approx(0.5)
    assert both["floor_iou"].mean == pytest.approx(0.5)
    assert both["scenerevis_collision"].mean == pytest.approx(0.5)
    assert both["center_error_mean"].n == 1  # errors are over what was found, and say over how many runs


def test_a_failed_run_is_not_completed(run_folder):
    assert not measure(run_folder("failed", outcome="failed"), None, None)[2].completed


def test_worst_values_are_the_wrong_end_of_each_scale():
    assert worst_of("within_0.3_large") == worst_of("silhouette_iou") == 0.0
    assert worst_of("contact_share") == worst_of("scenerevis_out_of_bounds") == 1.0
    assert worst_of("yaw_error_mean") is None


def test_bootstrap_interval_of_known_values():
    assert figure([0.5]).low == figure([0.5]).high == 0.5
    wide = figure([0.0, 1.0] * 50)
    assert wide.mean == 0.5
    assert 0.38 < wide.low < 0.45 < 0.55 < wide.high < 0.62  # 0.5 -+ 1.96 * 0.05
    assert wide.n == 100


def test_truth_is_found_in_beside_or_as_given(run_folder, tmp_path, truth):
    subject = load_subject(run_folder("a"))
    assert find_truth(subject, None) == subject.folder / "truth.json"
    truths = tmp_path / "truths"
    truths.mkdir()
    truth.save(truths / "a.truth.json")
    assert find_truth(subject, truths) == truths / "a.truth.json"
    assert find_truth(subject, truths / "a.truth.json") == truths / "a.truth.json"


def test_page_shows_what_is_missing(run_folder, truth):
    result = measure(run_folder("half", items=truth.objects[1:]), None, None)
    html = page([result])
    assert "bed: missing" in html
    assert html.count("<img") >= 4
    assert "http" not in html  # self-contained


def test_command_prints_json_and_says_when_a_run_failed(run_folder, capsys, tmp_path):
    good, gone = run_folder("good"), run_folder("gone", empty=True)
    assert evaluate_runs(good, boxes=True, json=True, page_file=tmp_path / "p.html") == 0
    assert json.loads(capsys.readouterr().out)[0]["fidelity"]["recall"] == 1.0
    assert (tmp_path / "p.html").is_file()
    assert evaluate_runs(good, against=gone, boxes=True) == 1
    assert "recall_large" in capsys.readouterr().out


@pytest.mark.parametrize("runs", [(), ("nowhere",)])
def test_bad_input_is_one_line(runs, tmp_path):
    with pytest.raises(InputError) as error:
        evaluate_runs(*(tmp_path / r for r in runs))
    assert "\n" not in str(error.value)


def test_a_broken_report_is_refused(run_folder):
    folder = run_folder("broken")
    (folder / "report.json").write_text('{"objects": [{"id": 1}]}')
    with pytest.raises(InputError, match=r"report\.json"):
        load_subject(folder)


def test_scores_of_a_run_keep_the_truths_own_apart(run_folder):
    scores = scores_of(measure(run_folder("x"), None, None)[2])
    assert "truth:contact_share" in scores
    assert scores["cost:tokens"] == 100.0


def test_judging_without_an_endpoint_says_what_to_set(run_folder, monkeypatch):
    monkeypatch.delenv("ROOM_BASE_URL", raising=False)
    with pytest.raises(InputError, match="ROOM_BASE_URL"):
        evaluate_runs(run_folder("a"), boxes=True, judge=True)


async def test_a_judged_run_keeps_the_models_marks_apart(run_folder):
    said = '{"rationality": 5, "layout": 5, "accessibility": 5, "likeness": 5, "why": "dull"}'
    client = ScriptedClient([said, '{"better": "one"}', '{"better": "two"}'])
    one, two = load_subject(run_folder("one")), load_subject(run_folder("two"))
    opinion = await judge_one(client, one, two)
    assert opinion["likeness"] == 5
    assert opinion["better"] == "one"
    assert "render" in str(
        (await judge_one(client, load_subject(run_folder("gone", empty=True)), None))["why"]
    )


async def test_a_run_from_words_is_judged_by_its_words(run_folder):
    folder = run_folder("said")
    (folder / "source.json").write_text('{"kind": "words", "text": "a bedroom with a bed"}')
    subject = load_subject(folder)
    (folder / "renders").mkdir(exist_ok=True)
    for name in ("iso-lit-500", "iso-lit", "corner_1-lit-500", "bed_1-lit-400"):
        Image.new("RGB", (8, 8), "white").save(folder / "renders" / f"{name}.png")
    assert [p.name for p in views_of(subject)[1:]] == ["iso-lit-500.png", "corner_1-lit-500.png"]
    client = ScriptedClient(['{"rationality": 9, "layout": 8, "accessibility": 9, "why": "no lamp"}'])
    opinion = await judge_one(client, subject, None)
    assert (opinion["layout"], opinion["why"]) == (8, "no lamp")
    assert "a bedroom with a bed" in client.requests[0][1].content[0]


def test_visible_boxes_are_held_against_the_pictures(run_folder, truth):
    _, _, found = measure(run_folder("seen"), None, None)
    ids = np.zeros((240, 300), dtype=np.int32)
    ids[30:130, 40:120] = 1  # the bed as it is in the picture
    ids[180:220, 180:220] = 2  # half of the desk
    scores = seen_sizes(found, Built({}, ids, ["bed", "desk", "lamp"]), truth)
    assert [r.seen_size_error for r in found.rows] == [0.0, 0.25, None]
    assert scores["seen_size_error_median_large"] == 0.125
    assert seen_sizes(found, Built({}, ids[:100], ["bed", "desk", "lamp"]), truth) == {}


def test_suns_are_compared_by_direction():
    lit = "# %% lighting\nsun(elevation={}, azimuth={})\n"
    dark = "# %% lighting\nsky(strength=1)\n"
    scores = sun_scores(lit.format(45, 90), lit.format(45, 80))
    assert scores["sun_found"] == 1.0
    assert scores["sun_error"] == pytest.approx(7.07, abs=0.05)  # ten degrees of azimuth half way up
    assert sun_scores(dark, lit.format(45, 80)) == {"sun_found": 0.0}
    assert sun_scores(lit.format(45, 80), dark) == {}
    assert sun_scores(None, None) == {}
