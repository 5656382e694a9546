"""What is used together stands together: in line, at even places, with a wall to look at."""

from __future__ import annotations

from itertools import combinations

import pytest
from shapely.geometry import Point

from tools.brief.grammar import brief_of
from tools.geometry import rectangle, turn
from tools.measure.relations import Stood, distance, faces
from tools.planner.asked import request_of
from tools.planner.design import Design
from tools.planner.generate import generate, hall_of
from tools.planner.occupancy import stood_of


def planned(text: str, seed: int = 0) -> Design:
    return generate(request_of(brief_of(text), seed))


def every(design: Design, *categories: str) -> list[Stood]:
    return [t for t in stood_of(design.pieces, design.height) if t.category in categories]


@pytest.mark.parametrize("seed", range(3))
def test_a_sofa_looks_straight_at_its_screen_over_its_table(seed: int) -> None:
    design = planned("a living room of 6 x 4.5 m with a sofa, two armchairs, a coffee table and a tv", seed)
    (sofa,), (stand,) = every(design, "sofa"), every(design, "tv stand")
    (table,) = every(design, "coffee table", "round coffee table")
    x, y = sofa.local(stand.at)
    assert abs(x) <= 0.4
    assert y < -1.5
    assert abs(sofa.local(table.at)[0]) < 0.05
    assert 0.3 < distance(sofa, table) < 0.6
    chairs = every(design, "armchair")
    assert {sofa.local(c.at)[0] > 0 for c in chairs} == {True, False}
    assert all(faces(c, table.footprint) for c in chairs)


def test_two_sofas_face_each_other_over_one_table() -> None:
    design = planned("a living room with two sofas facing each other, a coffee table between the sofas")
    one, two = every(design, "sofa")
    assert faces(one, two.footprint)
    assert faces(two, one.footprint)
    assert abs(one.local(two.at)[0]) < 0.05


def test_chairs_stand_about_a_low_table_where_there_is_no_sofa() -> None:
    design = planned("a living room without a sofa: three armchairs around a round coffee table, no tv")
    (table,) = every(design, "round coffee table")
    assert all(faces(c, table.footprint) and distance(c, table) < 0.5 for c in every(design, "armchair"))


def test_desks_of_an_office_stand_in_rows() -> None:
    design = planned("an office of 7 x 5 m with four desks, each with an office chair")
    desks, chairs = every(design, "desk"), every(design, "office chair")
    assert (len(desks), len(chairs)) == (4, 4)
    for a, b in combinations(desks, 2):
        x, y = a.local(b.at)
        beside = abs(y) < 0.03 or abs(x) < 0.03
        across = abs(abs(y) - a.size[1]) < 0.06  # back to back, one or more along
        assert beside or across
    assert all(any(faces(c, d.footprint) and distance(c, d) < 0.3 for d in desks) for c in chairs)


def test_beds_stand_side_by_side_with_what_is_between_them() -> None:
    design = planned("a guest bedroom with two single beds and a nightstand between the beds")
    one, two = every(design, "bed")
    assert one.yaw == two.yaw
    assert abs(one.local(two.at)[1]) < 0.15
    assert design.unmet == []


def test_tables_stand_apart_and_their_chairs_at_even_places() -> None:
    design = planned("a dining room with two dining tables, each with four chairs")
    one, two = every(design, "dining table")
    assert distance(one, two) > 1.2
    for table in (one, two):
        places = [table.local(c.at) for c in every(design, "dining chair") if distance(c, table) < 0.3]
        assert len(places) == 4
        assert abs(sum(x for x, _ in places)) < 0.05
        assert abs(sum(y for _, y in places)) < 0.05


def test_who_sleeps_shuts_a_door_and_no_window_is_across_from_another() -> None:
    for seed in range(2):
        design = planned("a flat with a bedroom, a bath and a living room", seed)
        assert all(h.kind != "opening" for h in design.holes)
    design = planned("a living room of 6 x 5 m with a sofa")
    corners = design.floor
    ways = []
    for hole in design.holes:
        if hole.kind == "window" and isinstance(hole.wall, int):
            (x0, y0), (x1, y1) = corners[hole.wall], corners[(hole.wall + 1) % len(corners)]
            ways.append(turn((x1 - x0, y1 - y0), 0.0))
    assert all(a[0] * b[0] + a[1] * b[1] > -1e-6 for a, b in combinations(ways, 2))


def test_curtains_of_a_window_are_one_thing_across_it() -> None:
    for seed in range(3):
        design = planned("a bedroom with a double bed and a wardrobe in the corner", seed)
        windows = [h for h in design.holes if h.kind == "window"]
        curtains = every(design, "curtain")
        assert 1 <= len(curtains) <= len(windows)
        assert all(c.size[0] > min(w.width for w in windows) + 0.4 for c in curtains)


def test_a_blind_hangs_before_its_window_and_nowhere_else() -> None:
    design = planned("a kitchen of 4 x 3 m with a blind at the window")
    (window,) = [h for h in design.holes if h.kind == "window"]
    (blind,) = every(design, "blind")
    assert blind.size[0] == pytest.approx(window.width + 0.08)
    assert blind.z == window.sill


def test_as_many_school_desks_as_asked_for_each_with_its_chair() -> None:
    design = planned("a classroom of 8 x 7 m with twelve school desks facing the whiteboard, twelve chairs")
    assert (len(every(design, "school desk")), len(every(design, "dining chair"))) == (12, 12)


def test_a_bath_that_is_to_be_in_the_middle_stands_free() -> None:
    design = planned("a bathroom of 4 x 3.5 m with a bathtub in the middle of the room")
    (tub,) = every(design, "bathtub")
    assert design.zones[0].polygon.exterior.distance(tub.footprint) > 0.4


def test_desks_that_are_to_be_at_the_window_stand_side_by_side_before_it() -> None:
    design = planned(
        "a kids room of 5 x 4 m with a bunk bed and two desks next to each other under the window"
    )
    one, two = every(design, "desk")
    assert one.yaw == two.yaw
    assert distance(one, two) < 0.2


def test_bare_walls_are_furnished() -> None:
    design = planned("an office of 8 x 6 m with two desks")
    at_walls = [t for t in every(design, "bookshelf", "cabinet", "sideboard", "filing cabinet")]
    assert len({round(t.yaw) for t in at_walls}) >= 2


def test_a_desk_stands_before_the_curtains_of_its_window() -> None:
    design = planned(
        "a bedroom of 3.6 x 3.2 m with a bed against the left wall and a desk 1.8 m wide under the window"
    )
    (desk,), (curtain,) = every(design, "desk"), every(design, "curtain")
    assert desk.yaw == curtain.yaw
    assert 0.0 <= distance(desk, curtain) < 0.1


def test_what_is_to_be_next_to_another_stands_close_to_it() -> None:
    words = "an office of 7 x 5 m, two filing cabinets against the wall next to each other, a plant"
    for seed in range(2):
        one, two = every(planned(words, seed), "filing cabinet")
        assert 0.0 < distance(one, two) < 0.02  # cupboards in a row touch, but for a joint
        assert one.yaw == two.yaw


def test_a_wardrobe_that_nobody_asked_for_is_in_nobodys_way() -> None:
    for size in ("3.6 x 3.2", "4.5 x 4"):
        design = planned(f"a bedroom of {size} m: a bed, a nightstand, a desk with a chair, a tall bookshelf")
        hall = hall_of(design, 0)
        for wardrobe in every(design, "wardrobe"):
            middle = wardrobe.world((0.0, -wardrobe.size[1] / 2 - 0.36))
            before = rectangle(middle, (0.8, 0.7, 1.0), wardrobe.yaw)
            ground = [t for t in stood_of(design.pieces, 2.5) if t.mount == "floor" and t.size[2] > 0.05]
            assert not any(t.footprint.intersects(before) for t in ground if t.on is None)
            assert all(g.line.distance(wardrobe.footprint) > 0.5 for g in hall.gaps if g.kind == "door")
    assert every(design, "wardrobe")


def test_lamps_of_a_bank_of_desks_stand_at_its_ends() -> None:
    design = planned("an office of 7 x 5 m with four desks, each with an office chair and a desk lamp")
    desks = every(design, "desk")
    for lamp in every(design, "desk lamp"):
        desk = next(d for d in desks if d.id == lamp.on)
        others = [d for d in desks if d is not desk]
        side = 1 if desk.local(lamp.at)[0] > 0 else -1
        end = desk.world((side * (desk.size[0] / 2 + 0.2), 0.0))
        assert not any(o.footprint.contains(Point(end)) for o in others)


def test_seats_at_a_round_table_turn_where_one_has_no_room() -> None:
    words = "an office of 7 x 5 m: four desks each with an office chair, a round table with three chairs"
    design = planned(words)
    (table,) = every(design, "round table")
    chairs = every(design, "dining chair")
    assert len(chairs) == 3
    assert max(distance(c, table) for c in chairs) < 0.1
