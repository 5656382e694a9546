"""The smallest moves: what is wrong goes, what was right stays, and nothing moves without a reason."""

from typing import Any

import numpy as np
import pytest

from tools.checks.bodies import bodies
from tools.checks.check import check_scene
from tools.checks.fix import Fixed, displaced, plan_moves
from tools.checks.fix_rows import FIRM, SOFT, Row, smallest
from tools.program.model import RoomSpec
from tools.program.read import read


def fixed(stage: Any, **options: Any) -> Fixed:
    return plan_moves(stage.program, bodies(stage.report, stage.meshes), **options)


def by(done: Fixed) -> dict[str, tuple[float, float, float]]:
    return {m.id: m.by for m in done.moves}


def left(stage: Any, done: Fixed) -> list[str]:
    """Kinds of findings after the moves."""
    program, solid = stage.program, bodies(stage.report, stage.meshes)
    moved = displaced(program, solid, {m.id: np.array(m.by) for m in done.moves})
    meshes = {
        id: [
            type(p)(p.name, s.vertices, p.triangles, p.slot)
            for p, s in zip(stage.meshes[id], b.parts, strict=True)
        ]
        for id, b in moved.items()
    }
    return [
        f.kind for f in check_scene(stage.report, meshes, program, families=["contacts", "room", "support"])
    ]


def test_a_room_in_order_is_left_alone(stage: Any) -> None:
    stage.put("bed", "bed", (0, 1.45), (1.8, 2.1, 0.6)).put(
        "sofa", "sofa", (0, -2.05), (2, 0.9, 0.8), yaw=180
    )
    assert fixed(stage) == Fixed(moves=[], why={}, left=[])


def test_the_small_one_gives_way_by_the_shortest_way(stage: Any) -> None:
    stage.put("sofa", "sofa", (0, 0), (2.0, 0.9, 0.8)).put("lamp", "floor lamp", (1.05, 0.2), (0.3, 0.3, 1.5))
    done = fixed(stage)
    assert left(stage, done) == []
    moves = by(done)
    assert sum(abs(v) for m in moves.values() for v in m) == pytest.approx(0.1, abs=0.003)
    assert abs(moves["lamp"][0]) > 2 * abs(moves.get("sofa", (0, 0, 0))[0])
    assert "sofa" in done.why["lamp"]


def test_what_stands_on_it_goes_along(stage: Any) -> None:
    stage.put("sofa", "sofa", (0, 0), (2.0, 0.9, 0.8)).put("stand", "nightstand", (1.1, 0), (0.5, 0.4, 0.5))
    stage.put("lamp", "table lamp", (0, 0), (0.2, 0.2, 0.4), on="stand")
    done = fixed(stage)
    assert "lamp" not in by(done)
    assert left(stage, done) == []
    text = done.apply(stage.text)
    assert read(text).placement("lamp") == stage.program.placement("lamp")
    assert read(text).placement("stand").at[0] > 1.1


def test_in_a_corner_the_neighbour_gives_way(stage: Any) -> None:
    # The lamp stands in the corner: only the wardrobe can go.
    stage.put("lamp", "floor lamp", (2.8, 2.3), (0.4, 0.4, 1.5)).put(
        "w", "wardrobe", (2.1, 2.1), (1.2, 0.6, 2)
    )
    done = fixed(stage)
    assert left(stage, done) == []
    assert by(done)["w"][0] < -0.05


def test_a_row_of_things_pushes_on(stage: Any) -> None:
    for n in range(5):
        stage.put(f"c{n}", "cabinet", (-1 + 0.95 * n * 0.5, 0), (0.5, 0.5, 1))
    done = fixed(stage)
    assert left(stage, done) == []
    order = [stage.program.placement(f"c{n}").at[0] + by(done).get(f"c{n}", (0, 0, 0))[0] for n in range(5)]
    assert order == sorted(order)


def test_into_the_room_from_a_corner_and_out_of_a_pillar(stage: Any) -> None:
    hole = [(-0.2, -0.2), (0.2, -0.2), (0.2, 0.2), (-0.2, 0.2)]
    stage = type(stage)(RoomSpec(floor=[(-3, -2.5), (3, -2.5), (3, 2.5), (-3, 2.5)], holes=[hole]))
    stage.put("sofa", "sofa", (2.2, 2.2), (2, 0.9, 0.8)).put(
        "table", "coffee table", (0.5, 0), (0.8, 0.5, 0.4)
    )
    done = fixed(stage)
    assert left(stage, done) == []
    assert by(done)["sofa"][:2] == pytest.approx((-0.2, -0.15), abs=2e-3)
    assert by(done)["table"] == pytest.approx((0.1, 0, 0), abs=2e-3)


def test_gaps_to_the_wall_are_closed_and_wall_things_stay_on_their_wall(stage: Any) -> None:
    stage.put("bed", "bed", (0, 1.4), (1.8, 2.1, 0.6))  # 5 cm off the wall at +y, its back to it
    stage.put("sofa", "sofa", (-1, -1.0), (2, 0.9, 0.8), yaw=180)  # in the middle of the room
    stage.put("art", "picture", (1.0, 2.4), (0.9, 0.03, 0.6), z=1.3, mount="wall")
    stage.put("shelf", "wall shelf", (1.7, 2.4), (0.8, 0.2, 0.3), z=1.4, mount="wall")
    done = fixed(stage)
    assert left(stage, done) == []
    assert by(done)["bed"] == pytest.approx((0, 0.0495, 0), abs=1e-3)
    assert "sofa" not in by(done)
    assert by(done)["art"][1] == pytest.approx(0.0845, abs=1e-3)
    assert by(done)["shelf"][1] == pytest.approx(0, abs=1e-3)
    assert by(done)["shelf"][0] - by(done)["art"][0] == pytest.approx(0.15, abs=3e-3)
    assert done.why["bed"] == "to wall"


def test_what_floats_comes_down_and_what_is_sunk_comes_up(stage: Any) -> None:
    stage.put("desk", "desk", (0, 0), (1.2, 0.6, 0.75)).put(
        "cup", "cup", (0, 0), (0.1, 0.1, 0.1), on="desk", z=0.85
    )
    stage.put("box", "box", (0.3, 0), (0.2, 0.2, 0.2), on="desk", z=0.65)
    done = fixed(stage)
    assert by(done)["cup"] == pytest.approx((0, 0, -0.1))
    assert by(done)["box"] == pytest.approx((0, 0, 0.1))
    text = done.apply(stage.text)
    assert (read(text).placement("cup").z, read(text).placement("box").z) == (0.75, 0.75)
    assert left(stage, done) == []


def test_what_stands_on_a_flat_sibling_is_put_on_it(stage: Any) -> None:
    stage.put("desk", "desk", (0, 0), (1.2, 0.6, 0.75)).put(
        "book", "book", (0, 0), (0.3, 0.2, 0.03), on="desk"
    )
    stage.put("vase", "vase", (0.05, 0), (0.1, 0.1, 0.3), on="desk")
    done = fixed(stage)
    assert by(done) == {"vase": pytest.approx((0, 0, 0.03))}
    # Its line gave no height of its own; what is written is above the desk's underside.
    assert read(done.apply(stage.text)).placement("vase").z == pytest.approx(0.78)
    assert left(stage, done) == []


def test_siblings_part_and_stay_on_their_carrier(stage: Any) -> None:
    stage.put("desk", "desk", (0, 0), (1.2, 0.6, 0.75), yaw=30)
    stage.put("a", "vase", (0.5, 0), (0.2, 0.2, 0.3), on="desk").put(
        "b", "vase", (0.45, 0.05), (0.2, 0.2, 0.3), on="desk"
    )
    done = fixed(stage)
    assert left(stage, done) == []
    assert "desk" not in by(done)


def test_kept_pairs_are_not_parted(stage: Any) -> None:
    stage.put("a", "cabinet", (0, 0), (1, 1, 1)).put("b", "cabinet", (0.9, 0), (1, 1, 1))
    assert fixed(stage, keep=[frozenset("ab")]).moves == []


def test_what_cannot_be_is_said(stage: Any) -> None:
    stage.put("a", "cabinet", (0, 0), (5.9, 4.9, 1)).put("b", "cabinet", (0.1, 0), (1, 1, 1))
    done = fixed(stage)
    assert [f.kind for f in done.left] == ["contact"]


def test_smallest_moves_against_a_known_answer() -> None:
    apart = Row(("apart", "a", "b"), ("a",), ("b",), (1.0, 0.0), 0.3)
    moves, short = smallest([apart], {"a": 1.0, "b": 2.0})
    # Minimise a^2 + 4 b^2 with a - b = 0.3.
    assert moves["a"] == pytest.approx([0.24, 0], abs=1e-4)
    assert moves["b"] == pytest.approx([-0.06, 0], abs=1e-4)
    assert short == [pytest.approx(0, abs=1e-4)]


def test_rows_that_fight_fall_short_and_no_others() -> None:
    rows = [
        Row(("apart", "a", "b"), ("a",), ("b",), (1.0, 0.0), 0.3),
        Row(("wall", "a"), ("a",), (), (-1.0, 0.0), -0.1, FIRM),
        Row(("wall", "b"), ("b",), (), (1.0, 0.0), -0.1, FIRM),
        Row(("gap", "b"), ("b",), (), (1.0, 0.0), 0.05, SOFT),
        Row(("apart", "c"), ("c",), (), (0.0, 1.0), 0.2),
    ]
    moves, short = smallest(rows, {"a": 1.0, "b": 2.0, "c": 1.0})
    assert moves["c"] == pytest.approx([0, 0.2], abs=1e-3)
    assert moves["a"][0] == pytest.approx(0.1, abs=0.02)
    assert short[0] + short[3] > 0.2
    assert max(short[1], short[2], short[4]) < 0.02
