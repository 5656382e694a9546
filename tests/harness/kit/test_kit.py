"""The kit's check finds faults, and its sheet is a grid of pictures."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from harness.kit.check import check_kit, judge, word_shots
from harness.kit.sheet import CAPTION, MARGIN, grid, make_sheet, word_shot
from harness.kit.studio import choose_words
from tools.errors import InputError

GOOD: dict[str, Any] = {
    "size": [1.0, 1.0, 1.0],
    "outer": [1.0, 1.0, 1.0004],
    "centre": [0.0, 0.0, 0.0],
    "fit": [1.0, 0.98, 1.0],
    "triangles": 100,
    "ms": 3.0,
    "floating": [],
    "edges": [],
    "flicker": [],
    "digest": "a",
}


def test_a_good_word_passes() -> None:
    found = judge("stool", [GOOD, GOOD])
    assert found.passed
    assert found.off == pytest.approx(0.0004)
    assert found.fit == pytest.approx(1 / 0.98)


@pytest.mark.parametrize(
    "fault",
    [
        {"outer": [1.0, 1.0, 1.002]},
        {"centre": [0.0, 0.0, 0.01]},
        {"triangles": 20_001},
        {"floating": ["leg"]},
        {"edges": ["top: 4 open edges"]},
        {"flicker": ["top on leg: 4.0 cm2"]},
        {"digest": "b"},
    ],
    ids=lambda fault: next(iter(fault)),
)
def test_a_fault_fails_it(fault: dict[str, Any]) -> None:
    assert not judge("stool", [GOOD, GOOD | fault]).passed


def test_a_word_that_raises_fails() -> None:
    found = judge("stool", [GOOD, {"word": "stool", "error": "ValueError: no"}])
    assert not found.passed
    assert found.notes == ("ValueError: no",)
    assert not judge("stool", [{"error": "ValueError: no"}]).passed


def test_sizes_are_random_but_the_same_again() -> None:
    (entry,) = choose_words(["stool"])
    shots = word_shots(entry, 20, 0)
    assert shots == word_shots(entry, 20, 0)
    assert shots != word_shots(entry, 20, 1)
    assert shots[0] == shots[-1]
    assert len({shot.size for shot in shots}) == 20
    assert {shot.parameters["style"] for shot in shots} >= {"modern", "classic", "rustic"}


def test_an_unknown_word_is_one_clear_line() -> None:
    with pytest.raises(InputError, match=r"there is no word 'sofaa'.*near it: .*sofa"):
        choose_words(["sofaa"])


def test_real_words_pass() -> None:
    told: list[str] = []
    found = check_kit(["stool", "ladder"], sizes=3, tell=told.append)
    assert told == ["stool", "ladder"]
    assert found.passed, found
    assert found.as_dict()["words"][0]["passed"] is True
    assert 0 < found.triangles < 2000


def test_a_sheet_has_one_lit_picture_a_word(tmp_path: Path) -> None:
    out = tmp_path / "sheet.png"
    assert make_sheet(out, ["stool", "ladder", "beam"], pixels=64, columns=2, samples=1) == []
    with Image.open(out) as sheet:
        assert sheet.size == (2 * (64 + MARGIN) + MARGIN, 2 * (64 + CAPTION) + MARGIN)
        first = sheet.crop((MARGIN, MARGIN, MARGIN + 64, MARGIN + 64)).convert("L")
    low, high = first.getextrema()
    assert isinstance(low, float | int)
    assert isinstance(high, float | int)
    assert high - low > 60


def test_a_missing_picture_stays_blank(tmp_path: Path) -> None:
    sheet = grid([("stool", tmp_path / "none.png")], 32, 4, captions=False)
    assert sheet.getpixel((MARGIN + 16, MARGIN + 16)) == (255, 255, 255)


def test_upholstery_and_cabinets_are_dressed(tmp_path: Path) -> None:
    sofa, dresser, stove = choose_words(["sofa", "dresser", "stove"])
    assert "fabric" in word_shot(sofa, 0, tmp_path, 64, 1).wears
    assert "door" in word_shot(dresser, 0, tmp_path, 64, 1).wears
    assert word_shot(stove, 0, tmp_path, 64, 1).wears == {}
