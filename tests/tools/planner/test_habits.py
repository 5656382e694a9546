"""What people leave where they do things: in groups, bounded, where it is used; pictures in rows."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise

import pytest

from tools.brief.grammar import brief_of
from tools.planner.asked import request_of
from tools.planner.design import Design
from tools.planner.gallery import BETWEEN
from tools.planner.generate import generate
from tools.planner.habits import table
from tools.planner.occupancy import stood_of


@cache
def lived_in(words: str) -> Design:
    return generate(request_of(brief_of(words), 0))


LIVING = "a lived-in living room of 5.5 x 4.5 m with a sofa, an armchair, a coffee table and a tv"
OFFICE = "a lived-in office with two desks"


@pytest.mark.parametrize("words", [LIVING, OFFICE])
def test_of_no_kind_there_are_more_than_people_have(words: str) -> None:
    design = lived_in(words)
    counts = Counter(p.category for p in design.pieces)
    most = table()["enough"]
    assert 60 <= len(design.pieces) <= 120
    assert counts["candle"] <= 2 * most["candle"]
    assert counts["pouf"] + counts["ottoman"] <= 1
    by_top = Counter((p.on, p.category) for p in design.pieces if p.on)
    assert max(by_top.values()) <= 4


def test_tall_things_stand_behind_low_ones_on_a_sideboard() -> None:
    design = lived_in(LIVING)
    boards = {p.id for p in design.pieces if p.category in ("sideboard", "console table", "tv stand")}
    on = [p for p in design.pieces if p.on in boards and p.category not in ("tv", "table lamp")]
    tall = [p.at[1] + p.size[1] / 2 for p in on if p.size[2] >= 0.2]
    low = [p.at[1] + p.size[1] / 2 for p in on if p.size[2] < 0.15]
    assert tall
    assert low
    assert sum(tall) / len(tall) > sum(low) / len(low)


@pytest.mark.parametrize("words", [LIVING, "a bedroom with a double bed", OFFICE])
def test_pictures_of_a_row_are_alike_with_even_gaps_and_middles_at_one_height(words: str) -> None:
    design = lived_in(words)
    walls: dict[str, list[tuple[float, float, float]]] = {}
    for s in stood_of(design.pieces, design.height):
        if s.category == "picture" and s.mount == "wall":
            along = s.at[0] if abs(s.yaw) % 180 < 1 or abs(s.yaw) > 179 else s.at[1]
            piece = design.piece(s.id)
            walls.setdefault(piece.relations[0][1], []).append((along, s.size[0], s.z + s.size[2] / 2))
    assert walls
    for hung in walls.values():
        rows = sorted(hung)
        for a, b in pairwise(rows):
            gap = b[0] - b[1] / 2 - a[0] - a[1] / 2
            if gap < 0.3:
                assert gap == pytest.approx(BETWEEN, abs=0.005)
                assert a[1:] == pytest.approx(b[1:], abs=0.01)


def test_a_pouf_stands_by_a_seat() -> None:
    design = lived_in(LIVING)
    stood = stood_of(design.pieces, design.height)
    seats = [s for s in stood if s.category in ("sofa", "armchair")]
    for pouf in (s for s in stood if s.category == "pouf"):
        assert min(pouf.footprint.distance(seat.footprint) for seat in seats) < 0.4


def test_a_picture_over_two_cabinets_side_by_side_hangs_over_the_middle_of_both() -> None:
    words = "an office of 7 x 5 m, two filing cabinets against the wall next to each other, no windows"
    design = generate(request_of(brief_of(words), 0))
    things = stood_of(design.pieces, design.height)
    one, two = [t for t in things if t.category == "filing cabinet"]
    middle = one.local(two.at)[0] / 2
    over = [one.local(t.at) for t in things if t.category == "picture" and t.yaw == one.yaw]
    assert all(abs(x - middle) < 0.4 for x, y in over if abs(x - middle) < 0.8 and abs(y) < 0.6)


def test_nobody_needs_a_second_side_table_at_the_same_chair() -> None:
    design = lived_in(LIVING)
    things = stood_of(design.pieces, design.height)
    tables = [t for t in things if t.category == "side table"]
    for chair in (t for t in things if t.category == "armchair"):
        assert sum(t.footprint.distance(chair.footprint) < 0.5 for t in tables) <= 1
