"""Words taken apart, and rooms that hold what was asked for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools import vocabulary
from tools.planner.design import ROOM_TYPES, Request
from tools.planner.generate import generate
from tools.planner.planned import survey_of
from tools.planner.wanted import missing
from tools.planner.wish import Wish, understood


def test_a_sentence_is_understood() -> None:
    wish = understood("A small, Scandinavian bedroom with a desk, two bookshelves and an office chair")
    assert (wish.type, wish.size, wish.style) == ("bedroom", "small", "minimal")
    assert dict(wish.things) == {"desk": 1, "bookshelf": 2, "office chair": 1}
    assert wish.unknown == ()


def test_what_must_not_be_and_what_says_nothing() -> None:
    wish = understood("living room without a rug, with 3 armchairs and a turquoise flurb")
    assert wish.without == ("rug",)
    assert dict(wish.things) == {"armchair": 3}
    assert wish.unknown == ("turquoise", "flurb")


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_words_are_taken(text: str) -> None:
    assert all(count >= 1 for _, count in understood(text).things)


@pytest.mark.parametrize("type", ROOM_TYPES)
def test_every_kind_of_room_takes_a_wish_more(type) -> None:
    things = (("plant", 2), ("floor lamp", 1))
    design = generate(Request(type=type, rooms=1, shape="rect", size="small", things=things))
    assert missing(design.pieces, things) == []
    assert len({p.id for p in design.pieces}) == len(design.pieces)


def test_what_is_not_wanted_goes_with_what_stands_on_it() -> None:
    for seed in range(4):
        design = generate(Request(seed=seed, type="bedroom", rooms=1, without=("nightstand", "wardrobe")))
        ids = {p.id for p in design.pieces}
        assert not {p.category for p in design.pieces} & {"nightstand", "wardrobe"}
        assert all(p.on is None or p.on in ids for p in design.pieces)


def test_what_finds_no_place_is_in_the_survey_with_the_reason() -> None:
    wish = Wish(type="bath", size="small", things=(("grand piano", 1), ("piano", 3)))
    design = generate(Request(type="bath", rooms=1, shape="rect", size="small", things=wish.things))
    survey = survey_of(design, wish)
    lost = [t for t in survey.things if t.rejected]
    assert [t.category for t in lost] == missing(design.pieces, wish.things)
    assert lost


def test_a_plan_is_a_survey_in_which_everything_has_its_carrier() -> None:
    wish = understood("a large office with three desks")
    design = generate(Request(type="office", rooms=1, size="large", things=wish.things))
    survey = survey_of(design, wish)
    ids = {t.id for t in survey.things}
    assert survey.room is not None
    assert survey.camera is None
    assert all(t.on is None or t.on in ids for t in survey.things)
    assert {t.source for t in survey.things if vocabulary.same(t.category, "desk")} == {"said"}
    assert {t.source for t in survey.things} == {"said", "usual"}
    assert all(a in ids and (b in ids or b == "wall") for a, _, b in survey.relations)
