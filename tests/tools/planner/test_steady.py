"""A word more or less leaves a room as it was, but for what the word is about."""

from __future__ import annotations

import pytest

from tools.brief.grammar import brief_of
from tools.planner.asked import request_of
from tools.planner.generate import generate, kept
from tools.planner.planned import survey_of
from tools.toolbox.wishes import moved_since, standing

LIVING = (
    "A modern living room of 6 x 4.5 m with a grey sofa facing a tv on a tv stand against the wall, two "
    "armchairs around a round coffee table, a lamp next to the sofa and a bookshelf against the back wall."
)


@pytest.mark.parametrize(
    ("word", "instead"),
    [("grey sofa", "blue sofa"), ("a bookshelf", "a tall bookshelf")],
)
def test_most_stands_where_it_stood_when_a_word_is_changed(word: str, instead: str) -> None:
    first = generate(request_of(brief_of(LIVING), 0))
    before = [(p.category, p.at) for p in first.pieces if p.on is None]
    again = generate(request_of(brief_of(LIVING.replace(word, instead)), 0), before=before)
    assert again.unmet == []
    assert kept(again, before) > 0.8


def test_what_stands_elsewhere_is_told() -> None:
    survey = survey_of(generate(request_of(brief_of("a bedroom of 4 x 3 m with a bed and a desk"), 0)))
    before = standing(survey)
    assert moved_since({}, survey) == []
    (same,) = moved_since(before, survey)
    assert same == f"Of {len(before)} things {len(before)} stand where the plan before had them."
    id, (category, (x, y)) = next(iter(before.items()))
    (told,) = moved_since(before | {id: (category, (x + 9.0, y))}, survey)
    assert told.endswith(f"; elsewhere or gone: {id}.")


def test_of_several_starts_the_one_is_kept_that_leaves_most_in_place() -> None:
    text = LIVING.replace("back wall", "back wall, a plant")
    before = [(p.category, p.at) for p in generate(request_of(brief_of(LIVING), 0)).pieces if p.on is None]
    blind = generate(request_of(brief_of(text), 0))
    steady = generate(request_of(brief_of(text), 0), before=before)
    assert steady.unmet == []
    assert kept(steady, before) >= kept(blind, before) > 0
