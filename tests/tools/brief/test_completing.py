"""A brief that a model wrote means what the same words mean to our own reader."""

import pytest

from tools.brief.brief import Brief, Wanted
from tools.brief.completing import completed, unlisted_in


def one(**said: object) -> Wanted:
    return completed(Brief(things=(Wanted(key="it", **said),))).things[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "category", "size"),
    [
        ({"category": "bed", "words": ("single",)}, "bed", (0.95, 2.02, None)),
        ({"category": "single bed"}, "bed", (0.95, 2.02, None)),
        ({"category": "bed", "words": ("single",), "size": (0.9, None, None)}, "bed", (0.9, 2.02, None)),
        ({"category": "rug", "words": ("round",)}, "round rug", (None, None, None)),
        ({"category": "television"}, "tv", (None, None, None)),
        ({"category": "flurb"}, "flurb", (None, None, None)),
    ],
)
def test_looks_say_sizes_and_names_are_the_vocabularys(said: dict, category: str, size: tuple) -> None:
    wanted = one(**said)
    assert (wanted.category, wanted.size) == (category, size)


def test_a_tall_shelf_is_taller_unless_its_size_was_said() -> None:
    assert one(category="bookshelf", words=("tall",)).scale[2] > 1.1
    assert one(category="bookshelf", words=("tall",), size=(None, None, 1.9)).scale == (1.0, 1.0, 1.0)


def test_what_is_no_category_is_told_with_what_is_near() -> None:
    brief = Brief(things=(Wanted(key="a", category="bookshelv"),), without=("flurb",))
    assert dict(unlisted_in(brief))["flurb"] == []
    assert "bookshelf" in dict(unlisted_in(brief)).get("bookshelv", ["bookshelf"])
