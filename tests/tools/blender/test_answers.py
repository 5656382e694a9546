"""What a child says is taken apart strictly: a good reply comes back, a forged one is one line or nothing."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.blender import answers
from tools.errors import ProgramError

OBJECT = {
    "id": "bed", "category": "bed", "mount": "floor", "on": None, "center": [0, 0, 0], "size": [1, 1, 1],
    "declared_size": [1, 1, 1], "yaw_deg": 0, "low": [0, 0, 0], "high": [1, 1, 1],
}  # fmt: skip
REPORT: dict[str, Any] = {
    "room": {"floor_polygon": [[0, 0], [1, 0], [1, 1]], "holes": [], "height": 2.5},
    "objects": [OBJECT],
    "views": [],
    "lights": 1,
    "triangles": 12,
    "digest": "x",
}


def reply(**changed: Any) -> bytes:
    return json.dumps({"report": REPORT | changed, "notes": ["a\x1b[2Jb"]}).encode()


def test_a_good_reply_comes_back() -> None:
    said = answers.read(reply(), 100)
    assert isinstance(said, answers.Answer)
    assert said.report.objects[0].id == "bed"
    assert said.notes == ["a\ufffd[2Jb"]


def test_a_programs_own_words_are_cut_and_never_a_reason_to_refuse_its_scene() -> None:
    said = answers.read(reply(notes=["#" * 3000, "a\nb\x1b[2J\u202e", *["more"] * 200]), 100)
    assert isinstance(said, answers.Answer)
    assert said.report.notes[:2] == ["#" * answers.LINE, "a b\ufffd[2J\ufffd"]
    assert len(said.report.notes) == answers.LINES


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[]", b"{}", b'{"error": 1}', b"\xff", b"[" * 100_000, b"," * 3_000_000]
)
def test_what_is_not_whole_is_nothing(text: bytes) -> None:
    assert answers.read(text, 100) is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"triangles": 101}, "101 triangles, more than the 100"),
        ({"objects": [OBJECT, OBJECT]}, "two objects are called 'bed'"),
        ({"objects": [{**OBJECT, "id": "a\x1b[2J"}]}, "cannot be shown"),
        ({"objects": [{**OBJECT, "id": "a" * 201}]}, "201 characters"),
        (
            {"objects": [{**OBJECT, "center": [float("nan"), 0, 0]}]},
            "objects[0].center[0] is no finite number",
        ),
        ({"lights": 1 << 60}, "absurd"),
        ({"digest": 5}, "digest"),
        ({"notes": [5]}, "no list of texts"),
    ],
)
def test_what_makes_no_sense_is_said(changed: dict[str, Any], words: str) -> None:
    with pytest.raises(ProgramError) as caught:
        answers.read(reply(**changed), 100)
    assert words in str(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from([*REPORT, "error", "notes", "report"]), JSON)
def test_anything_anywhere_is_one_line(key: str, value: Any) -> None:
    said: dict[str, Any] = {"report": copy.deepcopy(REPORT), "notes": []}
    (said if key in ("error", "notes", "report") else said["report"])[key] = value
    told = ""
    try:
        answers.read(json.dumps(said).encode(), 100)
    except ProgramError as error:
        told = str(error)
    assert not told or told.isprintable()


@pytest.mark.parametrize("found", [None, 5, "x", [1], [{}], [{"name": "other", "active": True}]])
def test_layers_that_are_none(found: object) -> None:
    assert answers.layers(found) == []


def test_layers_hold_only_when_they_say_so() -> None:
    found = answers.layers([{"name": "landlock", "active": 1, "detail": "\x1b]0;x"}])
    assert [(layer.name, layer.active, layer.detail) for layer in found] == [
        ("landlock", False, "\ufffd]0;x")
    ]
