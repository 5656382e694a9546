import json
from pathlib import Path

import numpy as np
import pytest

from harness import cli
from tests.tools.solve.rooms import CAMERA, HEIGHT, WIDTH, Truth, outline
from tools.picture import image
from tools.picture.region import mask_of


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A plain room with annotations beside it."""
    pixels = np.full((CAMERA.height, CAMERA.width, 3), 255, np.uint8)
    for z, color in ((HEIGHT, (150, 140, 130)), (0.0, (120, 90, 60))):
        pixels[mask_of(outline(z), (CAMERA.width, CAMERA.height))] = color
    path = image.save(pixels, tmp_path / "room.png")
    bed = Truth("bed", (0, 0.9), (1.8, 2.1, 1.1), marks={"top": 1.1}).mark("bed")
    marks = {
        "room_width": WIDTH,
        "floor_px": outline(0.0),
        "wall_top_px": outline(HEIGHT),
        "things": [bed.model_dump(mode="json", exclude_none=True)],
    }
    (tmp_path / "room.annotations.json").write_text(json.dumps(marks))
    return path


def test_reads_the_marks_beside_the_picture(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["survey", str(picture), "--out", str(picture.parent / "out")]) == 0
    said = capsys.readouterr().out
    assert "Room 6.00 x 4.00 m" in said
    assert "1 thing, 1 of them named" in said
    assert "Named: bed." in said
    assert "--wall-height" in said
    assert json.loads((picture.parent / "out" / "survey.json").read_text())["things"][0]["category"] == "bed"
    assert image.load(picture.parent / "out" / "survey.png").shape == image.load(picture).shape


def test_prints_json_with_its_doubts(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["survey", str(picture), "--json", "--room-width", "9"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["room"]["floor"][1][0] == pytest.approx(4.5, abs=0.05)
    assert {"about", "words", "settle", "metres"} <= data["review"][0].keys()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--draft"], "exists; correct it"),
        (["--room-width", "0"], "not believable"),
        (["--marks", "missing.json"], "missing.json"),
    ],
)
def test_bad_input_is_one_line_and_code_2(
    picture: Path, words: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["survey", str(picture), *words]) == 2
    assert line in capsys.readouterr().err


PLANS = Path(__file__).parents[2] / "tools/picture/plan/cases"


def test_a_plan_is_read_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        cli.run(["survey", str(PLANS / "plan_gap.png"), "--out", str(tmp_path), "--room-width", "5.1"]) == 0
    )
    assert "Room 5.10 x 3.9" in capsys.readouterr().out
    survey = json.loads((tmp_path / "survey.json").read_text())
    assert survey["views"][0]["camera"]["kind"] == "ortho"
    assert [o["kind"] for o in survey["room"]["openings"]] == ["opening"]


def test_a_flat_is_said_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["survey", str(PLANS / "plan_flat5.png"), "--plan", "--json"]) == 0
    survey = json.loads(capsys.readouterr().out)
    assert len(survey["room"]["spaces"]) == 5
    assert survey["review"][0]["about"] == "rooms"


def test_a_guess_is_no_name(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = picture.with_name("room.annotations.json")
    marks = json.loads(path.read_text())
    marks["things"][0]["confidence"] = 0.45
    path.write_text(json.dumps(marks))
    assert cli.run(["survey", str(picture)]) == 0
    said = capsys.readouterr().out
    assert "1 thing, 0 of them named, 1 more is a guess." in said
    assert "Guessed: bed." in said
    assert "Named:" not in said
