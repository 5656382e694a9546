"""A room passes only as what it was asked to be: a bedroom has a bed, a bathroom a basin."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from agents.stages import PLAN
from tools.brief.brief import ROOM_TYPES
from tools.brief.purpose import NEEDS, name_of, type_named
from tools.gates.gate import must
from tools.gates.purpose import purpose_scores
from tools.source.words import WordsSource
from tools.survey import RoomSurvey, Space, Survey, Wished

FLOOR = [(-2.0, -2.0), (2.0, -2.0), (2.0, 2.0), (-2.0, 2.0)]
HALVES = (
    [(-2.0, -2.0), (0.0, -2.0), (0.0, 2.0), (-2.0, 2.0)],
    [(0.0, -2.0), (2.0, -2.0), (2.0, 2.0), (0.0, 2.0)],
)


def room(text: str, *things: tuple[str, float], spaces: tuple[str, ...] = ()) -> SimpleNamespace:
    placed = [
        Wished(id=f"thing_{n}", category=name, at=(x, 0.0), size=(0.5, 0.5, 0.5))
        for n, (name, x) in enumerate(things)
    ]
    floors = [Space(name=name, floor=floor) for name, floor in zip(spaces, HALVES, strict=False)]
    survey = Survey(room=RoomSurvey(floor=FLOOR, height=2.5, spaces=floors), things=placed)
    return SimpleNamespace(source=WordsSource(text), scene=SimpleNamespace(text=""), survey=survey)


@pytest.mark.parametrize(
    ("text", "has", "lacks"),
    [
        ("a bedroom with a desk", ("desk",), "bed"),
        ("a dining room with four chairs", ("dining chair",), "dining table"),
        ("a dining room", ("dining table",), "dining chair"),
        ("a bathroom with a shower", ("shower",), "bathroom vanity"),
        ("a kitchen", ("kitchen counter", "stove"), "kitchen sink"),
        ("an office with a plant", ("plant",), "desk"),
        ("a nursery", ("toy",), "crib"),
        ("a living room with a tv", ("tv",), "sofa"),
    ],
)
def test_a_room_without_its_main_thing_is_sent_back_with_what_to_do(
    text: str, has: tuple[str, ...], lacks: str
) -> None:
    scores, found = purpose_scores(room(text, *((name, 0.0) for name in has)))
    assert scores == {"purpose": 0.0}
    assert [f.owner for f in found] == ["LayoutArchitect"]
    assert f"add_object, category {lacks!r}" in found[0].problem
    assert found[0].severity == "high"


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("a bedroom without a bed", ("desk",)),
        ("a bedroom with bunk beds", ("bunk bed",)),
        ("a dining room", ("round table", "bench")),
        ("a bathroom", ("sink", "toilet")),
        ("an empty bedroom", ()),
        ("a kitchen", ("kitchen island", "sink", "cooktop")),
    ],
)
def test_what_does_as_well_or_was_not_wanted_passes(text: str, has: tuple[str, ...]) -> None:
    scores, found = purpose_scores(room(text, *((name, 0.0) for name in has)))
    assert scores == {"purpose": 1.0}
    assert not found


def test_each_room_of_a_flat_needs_its_own() -> None:
    text = "a flat with a bedroom and a bathroom"
    bath = (("toilet", 1.0), ("sink", 1.0))
    names = ("bedroom", "bathroom")
    assert purpose_scores(room(text, ("bed", -1.0), *bath, spaces=names))[0] == {"purpose": 1.0}
    scores, found = purpose_scores(room(text, ("bed", 1.0), *bath, spaces=names))
    assert scores == {"purpose": 0.5}
    assert found[0].problem.startswith("the bedroom has no bed")


def test_a_room_of_no_told_kind_needs_nothing() -> None:
    assert purpose_scores(room("a room with a treadmill", ("treadmill", 0.0))) == ({}, [])


def test_every_type_has_needs_and_is_found_by_its_name() -> None:
    assert set(NEEDS) == set(ROOM_TYPES)
    assert [type_named(name_of(t)) for t in ROOM_TYPES] == list(ROOM_TYPES)


def test_the_plan_the_revision_and_the_last_review_ask_for_it() -> None:
    asks = {stage.name for stage in PLAN if "purpose" in must(stage.measures)}
    assert asks == {"survey", "revise", "final"}
