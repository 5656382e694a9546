"""What somebody who lived in a planned room would mend, and what is done about it beforehand."""

from __future__ import annotations

import pytest
from shapely.geometry import Polygon

from tools.brief.grammar import brief_of
from tools.geometry import Wall
from tools.measure.relations import Hall, Stood
from tools.planner.asked import request_of
from tools.planner.design import Design
from tools.planner.generate import generate, hall_of
from tools.planner.livable import emptiest, faults
from tools.planner.occupancy import stood_of

CORNERS = [(-2.0, -2.0), (2.0, -2.0), (2.0, 2.0), (-2.0, 2.0)]
HALL = Hall(
    Polygon(CORNERS),
    tuple(Wall(n, CORNERS[n], CORNERS[(n + 1) % 4]) for n in range(4)),
)


def found(*things: Stood) -> list[str]:
    return [what for what, _ in faults(things, HALL)]


def sound(*things: Stood) -> list[str]:
    return [what for what in found(*things) if "empty" not in what]


def wardrobe(y: float, yaw: float = 0.0) -> Stood:
    return Stood((0.0, y), (1.2, 0.6, 2.0), yaw, id="wardrobe_1", category="wardrobe")


def test_a_wardrobe_belongs_at_a_wall_and_opens_into_the_room() -> None:
    assert sound(wardrobe(1.68)) == []
    assert sound(wardrobe(0.0)) == ["wardrobe_1 stands with its back in the room"]
    assert "wardrobe_1 cannot be opened" in found(wardrobe(1.68, 180.0))


def test_a_chair_belongs_at_the_table_it_faces() -> None:
    table = Stood((0.0, 0.0), (1.4, 0.8, 0.75), 0.0, id="table", category="dining table")
    near = Stood((0.0, 0.5), (0.45, 0.5, 0.9), 0.0, id="chair", category="dining chair")
    away = Stood((0.0, 0.5), (0.45, 0.5, 0.9), 180.0, id="chair", category="dining chair")
    assert sound(table, near) == []
    assert sound(table, away) == ["chair stands at no table"]


def test_a_screen_is_seen_from_the_sofa_and_over_what_stands_before_it() -> None:
    sofa = Stood((0.0, 1.5), (2.0, 0.9, 0.8), 0.0, id="sofa", category="sofa")
    tv = Stood((0.0, -1.95), (1.2, 0.08, 0.7), 180.0, 1.0, id="tv", category="tv", mount="wall")
    chair = Stood((1.5, 0.0), (0.8, 0.8, 0.8), -30.0, id="armchair", category="armchair")
    low = Stood((0.0, 0.3), (1.0, 0.6, 0.4), 0.0, id="low", category="coffee table")
    high = Stood((0.0, -0.8), (1.4, 0.8, 0.75), 0.0, id="high", category="dining table")
    away = Stood((0.0, 1.5), (2.0, 0.9, 0.8), 180.0, id="sofa", category="sofa")
    assert not any("tv" in what for what in found(sofa, tv, chair, low))
    assert "tv is seen past what stands before it" in found(sofa, tv, chair, high)
    assert "tv is looked at by nobody" in found(away, tv, chair)


def test_empty_floor_is_a_fault_and_told_where_it_is() -> None:
    radius, middle = emptiest([wardrobe(1.68)], HALL)
    assert radius == pytest.approx(1.66, abs=0.15)
    assert middle.y < 0
    assert found() == ["4.0 m of floor are empty"]


def planned(text: str) -> Design:
    return generate(request_of(brief_of(text), 0))


def test_chairs_that_were_asked_for_are_pushed_up_to_their_tables() -> None:
    design = planned("a dining room with two dining tables and eight chairs, nothing else")
    chairs = [p for p in design.pieces if p.category == "dining chair"]
    tables = [p for p in design.pieces if p.category == "dining table"]
    assert len(chairs) == 8
    assert len(tables) == 2
    things = stood_of(design.pieces, design.height)
    assert not [what for what, _ in faults(things, hall_of(design, 0)) if "at no table" in what]


def test_a_lamp_on_a_nightstand_is_no_chandelier() -> None:
    brief = brief_of("a bedroom with two nightstands, each with a lamp")
    lamp = next(w for w in brief.things if "lamp" in w.category)
    assert lamp.meets("table lamp")
    assert not lamp.meets("chandelier")


def test_what_is_named_before_what_stands_on_a_thing_does_not_stand_on_it() -> None:
    brief = brief_of("a lab with a desk, a trash can and a medical device on the workbench")
    assert [r.subject.split()[0] for r in brief.relations if r.kind == "on" and "desk" in r.subject] == []
