"""From a text to a brief: what is wished for, how it is to stand, and what was not understood."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.brief.atoms import atoms_of
from tools.brief.brief import FIXED, Brief
from tools.brief.grammar import brief_of


def things(brief: Brief) -> dict[str, int]:
    return {t.category: t.count for t in brief.things}


def relations(brief: Brief) -> set[tuple[str, str, str]]:
    names = {t.key: t.category for t in brief.things}
    return {(names[r.subject], r.kind, names.get(r.object, r.object)) for r in brief.relations}


def test_a_sentence_is_understood() -> None:
    brief = brief_of("A small, Scandinavian bedroom (4 x 3.5 m) with a desk, two bookshelves and a plant")
    assert (brief.type, brief.size, brief.style) == ("bedroom", "small", "minimal")
    assert brief.rooms[0].extent == (4.0, 3.5)
    assert things(brief) == {"desk": 1, "bookshelf": 2, "plant": 1}
    assert brief.unknown == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a pair of armchairs", {"armchair": 2}),
        ("a couple of plants", {"plant": 2}),
        ("half a dozen stools", {"stool": 6}),
        ("twenty-four chairs", {"dining chair": 24}),
        ("chairs", {"dining chair": 2}),
        ("vases of flowers", {"flowers": 2}),
        ("two nightstands, each with a lamp", {"nightstand": 2, "table lamp": 2}),
        ("a plant in each corner", {"plant": 4}),
        ("a bed. The bed is blue. Next to the bed is a lamp.", {"bed": 1, "floor lamp": 1}),
        ("a home office with a chair at the desk", {"office chair": 1, "desk": 1}),
        ("a 99999999999999999999 chairs", {"dining chair": 60}),
    ],
)
def test_things_are_counted(text: str, expected: dict[str, int]) -> None:
    assert things(brief_of(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a sofa against the left wall", ("sofa", "against", "left wall")),
        ("the sofa faces the tv", ("sofa", "facing", "tv")),
        ("a lamp to the left of the sofa", ("floor lamp", "left of", "sofa")),
        ("a rug under the coffee table", ("rug", "under", "coffee table")),
        ("next to the bed stands a lamp", ("floor lamp", "beside", "bed")),
        ("a table surrounded by six chairs", ("dining chair", "around", "dining table")),
        ("a desk with a chair", ("office chair", "at", "desk")),
        ("a desk with a lamp", ("desk lamp", "on", "desk")),
        ("a picture on the wall above the bed", ("picture", "above", "bed")),
        ("a desk by the window", ("desk", "beside", "window")),
        ("an armchair in the corner", ("armchair", "corner", "room")),
        ("a table in the middle of the room", ("dining table", "middle", "room")),
        ("a sofa with a lamp on the left", ("floor lamp", "left of", "sofa")),
        ("a bed with two nightstands, one on each side", ("nightstand", "both sides", "bed")),
        ("a coffee table in front of the sofa, with a vase on it", ("vase", "on", "coffee table")),
        ("the tv stands on a tv stand", ("tv", "on", "tv stand")),
        ("a plant far from the door", ("plant", "far", "door")),
    ],
)
def test_how_things_stand_is_understood(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in relations(brief_of(text))


def test_a_thing_stands_between_two() -> None:
    (relation,) = brief_of("a plant between the sofa and the bookshelf").relations
    assert (relation.kind, relation.object.split()[0], (relation.other or "").split()[0]) == (
        "between", "sofa", "bookshelf",
    )  # fmt: skip


def test_looks_and_sizes_go_to_their_things() -> None:
    brief = brief_of("two dark blue leather armchairs, a sofa 2.2 m wide, a 120 cm tall bookcase")
    chairs, sofa, shelf = brief.things
    assert chairs.material == "leather"
    assert chairs.colour
    assert sofa.size == (2.2, None, None)
    assert shelf.size == (None, None, 1.2)
    assert brief_of("a bed of 1.6 x 2 m").things[0].size == (1.6, 2.0, None)
    assert brief_of("a bedroom with white walls and an oak floor").surfaces["floor"].material == "oak"


def test_what_must_not_be() -> None:
    brief = brief_of("living room without a rug or curtains, but with 3 armchairs; no TV, no plants")
    assert {"rug", "round rug", "curtain", "tv", "plant"} <= set(brief.without)
    assert things(brief) == {"armchair": 3}
    assert brief_of("an empty room").bare
    assert brief_of("a bedroom with no windows").windows == 0


@pytest.mark.parametrize(
    ("words", "windows"),
    [
        ("a bedroom with a desk by the window", 1),
        ("a bedroom with a sofa under a window", 1),
        ("a bedroom with a bed between two windows and a desk by a window", 2),
        ("a living room with three windows and a sofa facing the window", 3),
        ("a bedroom with a chair near the windows", None),
        ("a flat with a bedroom and a kitchen with a table by the window", None),
    ],
)
def test_how_many_windows_words_tell_of(words: str, windows: int | None) -> None:
    assert brief_of(words).windows == windows


def test_curtains_are_one_thing_a_window() -> None:
    for words, count in (("linen curtains", 1), ("a pair of curtains", 1), ("four curtains", 2)):
        (wanted,) = brief_of(f"a bedroom with {words}").things
        assert (wanted.category, wanted.count) == ("curtain", count)


def test_rooms_of_a_flat() -> None:
    brief = brief_of("a flat with a bedroom with a desk, a bath and a kitchen of 12 m2 with a table")
    assert [r.type for r in brief.rooms] == ["bedroom", "bath", "kitchen"]
    assert brief.rooms[2].area == 12.0
    assert {t.category: t.room for t in brief.things} == {"desk": 0, "dining table": 2}


def test_what_is_not_understood_is_said() -> None:
    assert brief_of("a bedroom with a flurb and an upcycled desk").unknown == ("flurb", "upcycled")
    assert brief_of("Ein Zimmer mit Bett").says_nothing


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_any_text_is_taken(text: str) -> None:
    brief = brief_of(text)
    keys = {t.key for t in brief.things}
    assert all(r.subject in keys and (r.object in keys or r.object in FIXED) for r in brief.relations)


WORDS = (
    *("a", "two", "sofa", "bed", "next to", "on", "the", "and", "with", "without", "wall", "blue", ".", ","),
    *("it", "bedroom", "facing", "between", "each", "2 m", "in the corner", "left of", "window", "lamps"),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_order_of_known_words_is_taken(words: list[str]) -> None:
    brief = brief_of(" ".join(words))
    assert Brief.model_validate_json(brief.model_dump_json()) == brief


def test_every_word_is_in_an_atom() -> None:
    text = "a large green sofa of 2 m facing the left wall, and some flurbs"
    assert [w for atom in atoms_of(text) for w in atom.text.split() if w.isalpha()] == [
        w for w in text.replace(",", "").split() if w.isalpha()
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("a 900 x 900 m bedroom with 5000 beds", "900 x 900 m is no room: its sides may be 1.2 to 30 m"),
        ("a bedroom of 90000 m2", "90000 m2 are too many: rooms have 900 m2 at most"),
        ("a bath of 0.5 x 2 m", "0.5 x 2 m is no room: its sides may be 1.2 to 30 m"),
        ("a shop of 20 x 12 m", ""),
    ],
)
def test_a_size_that_no_room_has_is_told(words: str, said: str) -> None:
    assert brief_of(words).impossible == said
