"""Wishes are measured by what stands in the room, and how."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tools.gates.wishes import wish_scores
from tools.source.words import WordsSource
from tools.survey import RoomSurvey, Survey, Wished

FLOOR = [(-2.0, -2.0), (2.0, -2.0), (2.0, 2.0), (-2.0, 2.0)]


def room(text: str, *things: tuple[str, float, float], notes: tuple[str, ...] = ()) -> SimpleNamespace:
    placed = [
        Wished(id=f"{name}_{n}", category=name, at=(x, y), size=(0.6, 0.6, 0.8))
        for n, (name, x, y) in enumerate(things)
    ]
    survey = Survey(room=RoomSurvey(floor=FLOOR, height=2.5), things=placed, notes=list(notes))
    return SimpleNamespace(source=WordsSource(text), scene=SimpleNamespace(text=""), survey=survey)


def test_all_there_is_one() -> None:
    text = "a bedroom with two desks, a plant to the left of the bed"
    things = [("desk", 1.5, 1.6), ("desk", -1.5, 1.6), ("bed", 0.0, -1.0), ("plant", -1.0, -1.0)]
    assert wish_scores(room(text, *things)) == ({"wishes": 1.0}, [])


def test_what_is_lacking_and_what_was_not_wanted_is_said() -> None:
    scores, found = wish_scores(
        room("a flurb bedroom with two desks and no tv", ("desk", 0, 0), ("tv", 1, 1))
    )
    assert scores["wishes"] == 0.0
    assert [f.severity for f in found] == ["high", "high", "low"]
    assert "2 x desk asked for, 50% of them there" in found[0].problem
    assert "flurb" in found[2].problem


@pytest.mark.parametrize(("x", "told"), [(0.7, False), (0.95, True)])
def test_what_stands_off_the_thing_it_is_beside_is_told_and_counts(x: float, told: bool) -> None:
    text = "a bedroom with a bed and a nightstand beside the bed"
    scores, found = wish_scores(room(text, ("bed", 0.0, 0.0), ("nightstand", x, 0.0)))
    assert scores["wishes"] == 1.0
    assert [f.severity for f in found] == ["low"] * told
    assert all("stands 0.35 m from bed_0" in f.problem for f in found)


@pytest.mark.parametrize(("at", "share"), [((-1.0, 0.0), 1.0), ((1.0, 0.0), 2 / 3)])
def test_a_relation_is_measured(at: tuple[float, float], share: float) -> None:
    text = "a plant to the left of the sofa"
    scores, _ = wish_scores(room(text, ("sofa", 0.0, 0.0), ("plant", *at)))
    assert scores["wishes"] == pytest.approx(share)


def test_what_the_plan_named_impossible_is_nobodys_to_mend() -> None:
    text = "a bedroom with two desks"
    note = "Cannot be had: 2 x desk: only 1 have a place in 9 m2."
    scores, found = wish_scores(room(text, ("desk", 0, 0), notes=(note,)))
    assert scores["wishes"] == 1.0
    assert len(found) == 1
