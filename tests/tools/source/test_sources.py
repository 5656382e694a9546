"""What a run is made from, kept in its folder and found again."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tools.errors import InputError
from tools.run_files import PICTURE, SCAN, SOURCE
from tools.run_folder import is_run
from tools.source.kinds import KINDS, open_source
from tools.source.picture import PictureSource, picture_of
from tools.source.scan import ScanSource
from tools.source.words import MOST, WordsSource


def picture(folder: Path) -> Path:
    path = folder / "room.jpg"
    Image.fromarray(np.full((120, 160, 3), 120, np.uint8)).save(path)
    return path


def test_a_picture_is_kept_and_found(tmp_path: Path) -> None:
    run = tmp_path / "run"
    run.mkdir()
    assert not is_run(run)
    PictureSource.bring(picture(tmp_path), annotated=True).keep(run)
    found = open_source(run)
    assert is_run(run)
    assert found.kind == "picture"
    assert picture_of(found).image.shape == (120, 160, 3)
    assert found.empty().size == (160, 120)
    assert found.pictures == [run / PICTURE]


def test_a_run_of_the_first_version_is_one_of_a_picture(tmp_path: Path) -> None:
    Image.fromarray(np.zeros((20, 30, 3), np.uint8)).save(tmp_path / PICTURE)
    assert open_source(tmp_path).kind == "picture"


def test_words_are_kept_and_found(tmp_path: Path) -> None:
    said = WordsSource("  a small bedroom\nwith a desk – und Stühlen ")
    said.keep(tmp_path)
    found = open_source(tmp_path)
    assert isinstance(found, WordsSource)
    assert found.text == said.text == "a small bedroom with a desk – und Stühlen"
    assert found.empty().camera is None
    assert "small bedroom" in found.task
    with pytest.raises(InputError, match="not made from a picture"):
        picture_of(found)


@pytest.mark.parametrize("text", ["", "   ", "x" * (MOST + 1)])
def test_no_words_and_too_many_are_refused(text: str) -> None:
    with pytest.raises(InputError):
        WordsSource(text)


@pytest.mark.parametrize("kind", ["hologram", None, ["picture"], 7])
def test_a_kind_nobody_knows_is_said_in_one_line(kind: object, tmp_path: Path) -> None:
    (tmp_path / SOURCE).write_text(json.dumps({"kind": kind}))
    with pytest.raises(InputError, match="no kind of source"):
        open_source(tmp_path)


def test_a_folder_that_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no run folder"):
        open_source(tmp_path)


def test_every_kind_says_what_it_leaves_out_of_the_plan(tmp_path: Path) -> None:
    from agents.stages import PLAN

    names = {stage.name for stage in PLAN}
    plan = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(plan).rectangle((40, 40, 360, 260), outline="black", width=8)
    plan.save(tmp_path / "plan.png")
    drawn = PictureSource(tmp_path / "plan.png")
    assert drawn.leaves_out == {"textures"}
    assert "looks" not in drawn.offers
    for source in (drawn, WordsSource):
        assert source.leaves_out <= names
        assert source.kind in KINDS


def test_a_scan_is_kept_and_found(tmp_path: Path) -> None:
    points = np.random.default_rng(0).uniform(0, 3, (500, 3))
    np.savez(tmp_path / "room.npz", points=points, colors=np.full((500, 3), 128))
    run = tmp_path / "run"
    run.mkdir()
    ScanSource.bring(tmp_path / "room.npz").keep(run)
    found = open_source(run)
    assert isinstance(found, ScanSource)
    assert is_run(run)
    assert found.title == "room.npz"
    np.testing.assert_allclose(found.cloud.points, points, atol=1e-6)
    assert found.cloud.colours is not None
    assert found.pictures == []
    (run / SCAN).unlink()
    with pytest.raises(InputError, match="lost its scan"):
        open_source(run)
