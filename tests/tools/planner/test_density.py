"""How much stands about in a room."""

from __future__ import annotations

from itertools import combinations

import pytest

from tools.brief.brief import ROOM_TYPES, RoomType
from tools.brief.grammar import brief_of
from tools.measure.relations import Stood
from tools.planner.asked import request_of
from tools.planner.design import Request
from tools.planner.generate import generate
from tools.planner.occupancy import stood_of


def overlapping(stood: list[Stood]) -> list[tuple[str, str]]:
    """Pairs on one level whose boxes share space, seat and table aside."""
    solid = [s for s in stood if s.size[2] > 0.03]
    return [
        (a.id, b.id)
        for a, b in combinations(solid, 2)
        if a.on == b.on
        and a.z < b.top - 0.005
        and b.z < a.top - 0.005
        and a.footprint.buffer(-0.005).intersects(b.footprint.buffer(-0.005))
    ]


@pytest.mark.parametrize("type", ["living", "office"])
@pytest.mark.parametrize("seed", [0, 1])
def test_lived_in_holds_sixty_to_a_hundred_and_twenty_things(type: RoomType, seed: int) -> None:
    usual = generate(Request(seed=seed, type=type, rooms=1))
    full = generate(Request(seed=seed, type=type, rooms=1, density="lived-in"))
    assert 60 <= len(full.pieces) <= 120
    assert len({p.id for p in full.pieces}) == len(full.pieces)
    fresh = {p.id for p in full.pieces} - {p.id for p in usual.pieces}
    stood = stood_of(full.pieces, full.height)
    assert not [pair for pair in overlapping(stood) if fresh & set(pair)]


@pytest.mark.parametrize("type", ROOM_TYPES)
def test_more_stands_about_from_sparse_to_lived_in(type: RoomType) -> None:
    counts = [
        len(generate(Request(seed=3, type=type, rooms=1, shape="rect", density=density)).pieces)
        for density in ("sparse", "usual", "lived-in")
    ]
    assert counts == sorted(counts)
    assert counts[2] > counts[1]


def test_what_was_asked_for_stays_in_a_sparse_room() -> None:
    brief = brief_of("a sparse living room with three vases on the coffee table and a plant")
    design = generate(request_of(brief, 0))
    there = [p.category for p in design.pieces]
    assert there.count("vase") == 3
    assert "plant" in there
    assert "candle" not in there
