"""Wishes are measured by what stands in the scene."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tools.gates.wishes import wish_scores
from tools.source.words import WordsSource


def room(text: str, *categories: str) -> SimpleNamespace:
    objects = [SimpleNamespace(category=name) for name in categories]
    scene = SimpleNamespace(text="a program")
    return SimpleNamespace(source=WordsSource(text), scene=scene, report=SimpleNamespace(objects=objects))


def test_all_there_is_one() -> None:
    scores, found = wish_scores(room("a bedroom with two desks", "desk", "desk", "bed"))
    assert scores == {"wishes": 1.0}
    assert found == []


def test_what_is_lacking_and_what_was_not_wanted_is_said() -> None:
    scores, found = wish_scores(room("a pink bedroom with two desks and no rug", "desk", "rug"))
    assert scores["wishes"] == pytest.approx(0.25)
    assert [f.severity for f in found] == ["high", "high", "low"]
    assert "2 x desk asked for, 1 there" in found[0].problem
    assert "pink" in found[2].problem
