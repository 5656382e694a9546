"""`room picture ...` and `room bench picture` as a person uses them."""

from __future__ import annotations

import json
from pathlib import Path

import cyclopts
import pytest

from harness.bench import picture as bench_picture
from harness.bench.drawn_rooms import draw_room
from harness.bench.picture import Row, figures
from harness.commands import picture as picture_commands
from harness.commands.picture_views import corners, room_of
from tools.errors import InputError
from tools.picture.camera import CameraHints, from_rectangles
from tools.picture.image import load, save
from tools.survey import Seen, Survey


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(draw_room(1).image, tmp_path_factory.mktemp("pictures") / "room.png")


def room(*words: str | Path) -> int:
    app = cyclopts.App(result_action="return_value")
    picture_commands.register(app)
    code: int = app(["picture", *map(str, words)], exit_on_error=False, print_error=False)
    return code


def test_camera_from_lines_and_from_marks(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert room("camera", picture) == 0
    assert "degrees" in capsys.readouterr().out
    marks = ["--floor", "120,100,700,500", "--wall-top", "90,80,730,520", "--room-width", "5"]
    assert room("camera", picture, *marks, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["scale"]["source"] == "user"
    assert found["kind"] == "overhead"


def test_room_writes_its_overlay_once(
    picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "overlay.png"
    assert room("room", picture, "--out", out, "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["files"] == [str(out)]
    assert len(data["room"]["floor"]) == 4
    assert load(out).shape == load(picture).shape
    with pytest.raises(InputError, match="--force"):
        room("room", picture, "--out", out)


def test_views_of_the_room(picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    marks = ["--floor", "120,100,700,500", "--wall-top", "90,80,730,520", "--room-width", "5"]
    assert room("rectify", picture, tmp_path / "flat.png", *marks, "--scale", "60") == 0
    assert "px/m" in capsys.readouterr().out
    assert room("crop", picture, tmp_path / "c.png", "--box", "50", "50", "200", "180", "--side", "300") == 0
    assert max(load(tmp_path / "c.png").shape[:2]) == 300
    region = ["--region", "300,200,500,350", *marks, "--json"]
    capsys.readouterr()
    assert room("texture", picture, tmp_path / "t.webp", *region) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["size_m"][0] > 0.2
    assert (tmp_path / "t.webp").exists()


def test_measuring_and_colours(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    marks = ["--floor", "120,100,700,500", "--wall-top", "90,80,730,520", "--room-width", "5"]
    assert room("measure", picture, "--a", "120", "300", "--b", "700", "300", *marks, "--json") == 0
    assert json.loads(capsys.readouterr().out)["metres"] == pytest.approx(5.0, rel=0.01)
    assert room("measure", picture, "--box", "300", "200", "400", "260", "--height", "0.8", *marks) == 0
    assert " m at x" in capsys.readouterr().out
    with pytest.raises(InputError, match="--box"):
        room("measure", picture)
    assert room("colours", picture, "--json") == 0
    assert json.loads(capsys.readouterr().out)["colours"][0]["hex"].startswith("#")


def test_segment_and_overlay(picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert room("segment", picture, "--box", "300", "200", "400", "260", "--out", tmp_path / "s.png") == 0
    capsys.readouterr()
    assert room("segment", picture, "--json") == 0
    assert all("box" in row for row in json.loads(capsys.readouterr().out)["found"])
    survey = Survey(
        picture="room.png", size=(800, 600), things=[Seen(id="a", category="box", box=(9, 9, 80, 80))]
    )
    (tmp_path / "survey.json").write_text(survey.model_dump_json())
    assert room("overlay", picture, tmp_path / "o.png", "--survey", tmp_path / "survey.json") == 0
    (tmp_path / "bad.json").write_text('{"things": 1}')
    with pytest.raises(InputError, match="no Survey"):
        room("overlay", picture, tmp_path / "p.png", "--survey", tmp_path / "bad.json")


@pytest.mark.parametrize("text", ["1,2,3", "a,b,c,d", "1,2 3,4 5", ""])
def test_corners_that_are_none(text: str) -> None:
    with pytest.raises(InputError, match="--floor"):
        corners(text, "--floor")


def test_sizes_that_make_no_sense(picture: Path) -> None:
    with pytest.raises(InputError, match="--room-width"):
        room("camera", picture, "--room-width", "0.01")


def test_room_of_marks_keeps_them() -> None:
    found = from_rectangles((800, 600), (100, 100, 700, 500), (80, 85, 720, 515), CameraHints(room_width=6))
    seen = room_of(found)
    assert sorted(round(x) for x, _ in seen.floor_px) == [100, 100, 700, 700]
    assert seen.height == pytest.approx(2.6)


def test_bench_measures_drawn_rooms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app = cyclopts.App(result_action="return_value")
    bench_picture.register(app)
    code = app(["picture", "--n", "2", "--out", str(tmp_path / "worst.png"), "--json"], exit_on_error=False)
    data = json.loads(capsys.readouterr().out)
    assert code in (0, 1)
    assert len(data["rows"]) == 2
    assert all(row["floor"] > 0.8 and row["tilt"] < 3 for row in data["rows"])
    assert load(tmp_path / "worst.png").shape[0] > 100


def test_a_failed_reading_counts_as_the_worst() -> None:
    good = Row("a", 0.1, 0.99, 0.5, 1.0, 1.0, 1.0)
    bad = Row("b", 90.0, 0.0, None, 0.0, 0.0, 1.0, "no room")
    by_name = {f.name: f for f in figures([good, bad, bad])}
    assert not by_name["camera tilt error, median"].ok
    assert not by_name["floor overlap, median"].ok
    assert by_name["texture colour error, median"].ok


def test_bench_needs_pictures_in_its_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="room sample"):
        bench_picture.samples(tmp_path)
