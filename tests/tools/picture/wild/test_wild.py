"""Pictures as they reach people: read right, or doubted aloud with a bar that holds the truth."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import pytest

from harness.bench.plans import overlap_of
from tests.tools.picture.wild import pictures
from tools.picture import drafting, framing
from tools.picture.reading import read
from tools.picture.review import Doubt, review
from tools.settings import PictureSettings
from tools.survey import Survey


class Case(NamedTuple):
    """What was read without help, and how much of the outline is right (intersection over union)."""

    survey: Survey
    sure: float
    overlap: float

    @property
    def width(self) -> float:
        """Metres of the room."""
        assert self.survey.room is not None
        return float(np.ptp([x for x, _ in self.survey.room.floor]))

    @property
    def bar(self) -> float:
        """Metres that the width may be off, as it is said."""
        assert self.survey.scale is not None
        return self.survey.scale.relative_error * self.width

    @property
    def first(self) -> Doubt:
        """What is said first of all."""
        return review(self.survey)[0]


@cache
def case(name: str) -> Case:
    picture, floor = getattr(pictures, name)()
    settings = PictureSettings()
    marks = drafting.draft(picture, settings)
    overlap = overlap_of(floor, np.array(marks.floor_corners)) if len(floor) else 0.0
    return Case(read(picture, settings, marks), marks.confidence or 0.0, overlap)


@pytest.mark.parametrize(
    ("name", "about", "words"),
    [
        ("beside_another", "picture", "2 separate buildings"),
        ("through_a_fisheye", "lens", "bent"),
        ("isometric", "lens", "isometric"),
        ("as_a_sketch", "plan", "drawn in lines"),
        ("by_night", "light", "very dark"),
    ],
)
def test_what_is_odd_is_said_first_and_the_bar_holds_the_truth(name: str, about: str, words: str) -> None:
    read = case(name)
    assert read.first.about == about
    assert words in read.first.words
    assert abs(read.width - pictures.WIDTH) < read.bar


@pytest.mark.parametrize("name", ["through_a_fisheye", "isometric", "as_a_sketch", "by_night"])
def test_an_outline_hard_to_tell_is_not_said_to_be_sure(name: str) -> None:
    read = case(name)
    assert read.sure < 0.5
    assert any(doubt.about == "camera" for doubt in review(read.survey))


@pytest.mark.parametrize(("name", "least"), [("beside_another", 0.93), ("as_a_sketch", 0.9)])
def test_the_outline_is_found_all_the_same(name: str, least: float) -> None:
    assert case(name).overlap > least


def test_a_watermark_leaves_the_outline_and_what_its_words_hide_is_doubted() -> None:
    read = case("with_a_watermark")
    assert read.overlap > 0.97
    assert read.sure > 0.9
    assert len(read.survey.things) >= 20
    assert read.first.about == "size"  # names are mistaken under words, and sizes contradict each other


def test_8k_is_measured_on_a_smaller_copy_and_said_in_its_own_pixels() -> None:
    picture, floor = pictures.of_8k()
    framed = framing.frame(picture)
    assert max(framed.image.shape[:2]) <= framing.MEASURED
    marks = drafting.draft_room(picture, PictureSettings())
    assert marks.size == (7680, 6000)
    assert overlap_of(floor, np.array(marks.floor_corners)) > 0.98
