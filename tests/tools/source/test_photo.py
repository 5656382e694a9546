"""A photo from inside the room is a source of its own, found by its marks or by what was said."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from agents.analyst import ANALYST
from harness.runs import driving
from harness.settings import RoomSettings
from tests.tools.picture.photo.rooms import camera, marks
from tools.errors import InputError
from tools.settings import PictureSettings
from tools.source.kinds import open_source
from tools.source.photo import PhotoSource, bring_picture
from tools.source.picture import PictureSource

SEEN = camera(40.0, 6.0, 0.0, 80.0, (-1.7, -1.4, 1.5))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    cv2.imwrite(str(path), np.full((800, 1200, 3), 140, np.uint8))
    return path


def annotate(path: Path) -> Path:
    made = marks(SEEN, (5.0, 4.4, 2.6), things=[{"category": "sofa", "box": [500, 400, 900, 700]}])
    beside = path.with_suffix(".annotations.json")
    beside.write_text(made.model_dump_json(exclude_defaults=True))
    return beside


def test_marked_walls_make_it_a_photo_and_a_run_folder_remembers(photo: Path, tmp_path: Path) -> None:
    annotate(photo)
    made = bring_picture(photo, PictureSettings(), look=False)
    assert isinstance(made, PhotoSource)
    (tmp_path / "run").mkdir()
    made.keep(tmp_path / "run")
    assert isinstance(open_source(tmp_path / "run"), PhotoSource)
    assert json.loads((tmp_path / "run/source.json").read_text())["kind"] == "photo"


def test_saying_so_makes_it_a_photo_and_nothing_said_a_picture(photo: Path) -> None:
    assert isinstance(bring_picture(photo, PictureSettings(camera="eye"), look=False), PhotoSource)
    assert type(bring_picture(photo, PictureSettings(), look=False)) is PictureSource
    assert type(bring_picture(photo, PictureSettings(camera="nadir"), look=True)) is PictureSource


def test_marks_may_lie_elsewhere(photo: Path, tmp_path: Path) -> None:
    elsewhere = annotate(photo).rename(tmp_path / "marks.json")
    assert isinstance(bring_picture(photo, PictureSettings(), marks=elsewhere, look=False), PhotoSource)


def test_without_marks_or_a_model_it_is_refused_in_a_line(photo: Path, tmp_path: Path) -> None:
    source = bring_picture(photo, PictureSettings(camera="eye"), look=False)
    with pytest.raises(InputError, match="mark its walls"):
        driving.begin(source, RoomSettings(model="embedded"), tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_the_analyst_marks_walls_on_a_photo_and_the_floor_from_above() -> None:
    names = {tool.name: tool.needs for tool in ANALYST.tools}
    assert (names["submit_walls"], names["submit_room"]) == (PhotoSource.seen_from, PictureSource.seen_from)
