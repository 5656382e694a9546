"""A photo's file states its lens: it is believed while the picture is whole, and nothing else is kept."""

import math
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.tools.picture.photo.rooms import camera, marks
from tools.errors import InputError
from tools.picture.lens import lens_tags, stated_focal
from tools.source.photo import PhotoSource

PHOTO, FOCAL_35, WIDTH, HEIGHT = 0x8769, 0xA405, 0xA002, 0xA003


def write(path: Path, size: tuple[int, int], tags: Mapping[int, object], **main: object) -> Path:
    exif = Image.Exif()
    exif.get_ifd(PHOTO).update(tags)
    exif.update(main.get("main", {}))  # type: ignore[call-overload]
    Image.new("RGB", size, "gray").save(path, exif=exif)
    return path


def test_the_35_mm_equivalent_is_a_focal_length_of_the_longer_side(tmp_path: Path) -> None:
    photo = write(tmp_path / "a.jpg", (300, 200), {FOCAL_35: 28})
    assert stated_focal(photo) == pytest.approx(28 / 36)  # film of 36 x 24 mm has the same proportions


@pytest.mark.parametrize("taken", [(3000, 2000), (2000, 3000)])
def test_it_holds_for_a_smaller_copy_and_not_for_a_cropped_one(
    tmp_path: Path, taken: tuple[int, int]
) -> None:
    tags = {FOCAL_35: 26, WIDTH: taken[0], HEIGHT: taken[1]}
    assert stated_focal(write(tmp_path / "small.jpg", (300, 200), tags)) == pytest.approx(26 / 36)
    assert stated_focal(write(tmp_path / "cut.jpg", (300, 260), tags)) is None


@pytest.mark.parametrize("stated", [0, 3, 5000, "wide", (1, 0)])
def test_what_is_no_focal_length_is_not_believed(tmp_path: Path, stated: object) -> None:
    photo = write(tmp_path / "a.png", (300, 200), {FOCAL_35: stated})
    assert stated_focal(photo) is None


def test_a_picture_without_notes_states_none(tmp_path: Path) -> None:
    Image.new("RGB", (300, 200)).save(tmp_path / "a.png")
    assert stated_focal(tmp_path / "a.png") is None


@given(st.floats(0.4, 2.5), st.integers(200, 5000), st.integers(200, 5000))
def test_what_is_kept_is_read_again(focal: float, width: int, height: int) -> None:
    exif = Image.Exif()
    exif.load(lens_tags(focal, (width, height)))
    millimetres = exif.get_ifd(PHOTO)[FOCAL_35]
    back = millimetres / math.hypot(36, 24) * math.hypot(width, height) / max(width, height)
    assert back == pytest.approx(focal, abs=0.02)


def test_a_run_keeps_the_lens_and_no_place(tmp_path: Path) -> None:
    seen = camera(40.0, 6.0, 0.0, 80.0, (-1.7, -1.4, 1.5))
    photo = write(
        tmp_path / "a.jpg", (1200, 800), {FOCAL_35: 24}, main={0x010F: "maker", 0x0132: "2026:01:01 10:00:00"}
    )
    beside = photo.with_suffix(".annotations.json")
    beside.write_text(marks(seen, (5.0, 4.4, 2.6)).model_dump_json(exclude_defaults=True))
    (tmp_path / "run").mkdir()
    PhotoSource.bring(photo, annotated=True).keep(tmp_path / "run")
    kept = PhotoSource.open(tmp_path / "run")
    assert kept.focal == pytest.approx(24 / 36, abs=0.01)
    assert kept.given is not None
    assert kept.given.focal == pytest.approx(24 / 36, abs=0.01)
    assert "EXIF" in kept.given.notes[-1]
    with Image.open(kept.path) as picture:
        assert set(picture.getexif()) == {PHOTO}


def test_what_somebody_wrote_wins(tmp_path: Path) -> None:
    seen = camera(40.0, 6.0, 0.0, 80.0, (-1.7, -1.4, 1.5))
    photo = write(tmp_path / "a.jpg", (1200, 800), {FOCAL_35: 24})
    told = marks(seen, (5.0, 4.4, 2.6)).model_copy(update={"focal": 0.9})
    photo.with_suffix(".annotations.json").write_text(told.model_dump_json(exclude_defaults=True))
    given_ = PhotoSource.bring(photo, annotated=True).given
    assert given_ is not None
    assert given_.focal == 0.9


def test_a_file_that_is_no_picture_is_still_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"Exif" * 20)
    with pytest.raises(InputError, match=r"a\.jpg is not a picture"):
        stated_focal(tmp_path / "a.jpg")
