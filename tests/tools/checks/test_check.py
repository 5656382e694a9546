"""Every fault that a check names is found, and what is in order is not."""

import time
from typing import Any

import numpy as np
import pytest

from tools.checks.check import FAMILIES, check_scene
from tools.critique import Finding
from tools.measured import PartMesh
from tools.program.model import RoomSpec
from tools.remedy import Resize


def box(name: str, size: tuple[float, float, float], at: tuple[float, float, float] = (0, 0, 0)) -> PartMesh:
    w, d, h = size
    x = np.array([-w / 2, w / 2])
    points = np.array([(a, b, c) for a in x for b in (-d / 2, d / 2) for c in (0.0, h)]) + at
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    triangles = [t for q in quads for t in ((q[0], q[1], q[2]), (q[0], q[2], q[3]))]
    return PartMesh(name, points, np.array(triangles, dtype=np.int32), "body")


def found(stage: Any, *families: str) -> list[Finding]:
    return check_scene(stage.report, stage.meshes, stage.program, families=families or tuple(FAMILIES))


def one(stage: Any, *families: str) -> Finding:
    findings = found(stage, *families)
    assert len(findings) == 1, findings
    return findings[0]


CORNERS = [(-1, 1), (1, 1), (1, -1), (-1, -1)]
TABLE = [box("top", (1.4, 0.8, 0.04), (0, 0, 0.71))]
TABLE += [box(f"leg.{i}", (0.06, 0.06, 0.72), (0.6 * x, 0.3 * y, 0)) for i, (x, y) in enumerate(CORNERS)]
CHAIR = [box("seat", (0.45, 0.45, 0.05), (0, 0, 0.42)), box("back", (0.45, 0.05, 0.5), (0, 0.2, 0.4))]
CHAIR += [box(f"leg.{i}", (0.05, 0.05, 0.43), (0.2 * x, 0.2 * y, 0)) for i, (x, y) in enumerate(CORNERS)]


def test_a_room_in_order_has_no_findings(stage: Any) -> None:
    stage.put("bed", "bed", (0, 1.4), (1.8, 2.1, 0.6))
    stage.put("rug", "rug", (0, 0), (3, 3, 0.02))
    stage.put("table", "dining table", (1.8, -1.5), (1.4, 0.8, 0.75), TABLE)
    stage.put("chair", "dining chair", (1.8, -1.2), (0.45, 0.45, 0.9), CHAIR)
    stage.put("nightstand", "nightstand", (1.2, 2.2), (0.5, 0.4, 0.5))
    stage.put("lamp", "table lamp", (0, 0), (0.3, 0.3, 0.4), on="nightstand")
    stage.put("pillow", "pillow", (0, 0.6), (0.6, 0.4, 0.2), on="bed", z=0.55)
    stage.put("art", "picture", (0, 2.485), (0.9, 0.03, 0.6), z=1.3, mount="wall")
    stage.put("light", "pendant lamp", (0, 0), (0.4, 0.4, 0.6), z=2.0, mount="ceiling")
    assert found(stage) == []


def test_a_contact_is_measured_and_the_suggested_move_ends_it(stage: Any) -> None:
    stage.put("sofa", "sofa", (0, 0), (2.0, 0.9, 0.8)).put("lamp", "floor lamp", (1.05, 0), (0.3, 0.3, 1.5))
    contact = one(stage)
    assert (contact.kind, contact.objects) == ("contact", ("lamp", "sofa"))
    assert contact.measure == pytest.approx(0.1, abs=1e-3)
    assert contact.move is not None
    assert contact.move.by == pytest.approx((0.1005, 0, 0), abs=1e-4)
    stage.meshes["lamp"] = [
        PartMesh(p.name, p.vertices + contact.move.by, p.triangles, p.slot) for p in stage.meshes["lamp"]
    ]
    assert found(stage) == []


def test_a_hung_thing_under_the_floor_is_mended_to_its_usual_height(stage: Any) -> None:
    stage.put("tv", "tv", (0, 2.46), (1.2, 0.08, 0.7), z=-0.158, mount="wall")
    under = next(f for f in found(stage, "room") if f.kind == "outside")
    assert "under the floor" in under.problem
    assert under.move is not None
    assert under.move.by[2] == pytest.approx(1.158, abs=1e-3)


def test_one_centimetre_is_the_limit(stage: Any) -> None:
    stage.put("a", "cabinet", (0, 0), (1, 1, 1)).put("b", "cabinet", (0.991, 0), (1, 1, 1))
    assert found(stage) == []
    stage.put("c", "cabinet", (0, 0.989), (1, 1, 1))
    assert [set(f.objects) for f in found(stage) if f.kind == "contact"] == [{"a", "c"}]


def test_turned_boxes_whose_bounds_overlap_are_no_contact(stage: Any) -> None:
    stage.put("a", "cabinet", (0, 0), (1, 1, 1), yaw=45).put("b", "cabinet", (0.9, 0.9), (1, 1, 1), yaw=45)
    assert found(stage) == []


def test_crossing_bars_without_a_vertex_in_each_other_are_a_contact(stage: Any) -> None:
    stage.put("a", "railing", (0, 0), (3, 0.1, 1)).put("b", "railing", (0, 0), (0.1, 3, 1))
    assert one(stage).measure == pytest.approx(1.0)  # the shortest way apart is over the top


def test_something_wholly_inside_something_else_is_a_contact(stage: Any) -> None:
    stage.put("wardrobe", "wardrobe", (0, 0), (1.5, 0.6, 2.0)).put("box", "cabinet", (0, 0), (0.3, 0.3, 0.3))
    assert one(stage).kind == "contact"


def test_a_chair_under_a_table_is_in_order_but_not_through_its_top(stage: Any) -> None:
    stage.put("table", "dining table", (0, 0), (1.4, 0.8, 0.75), TABLE)
    stage.put("chair", "dining chair", (0, 0.36), (0.45, 0.45, 0.9), CHAIR)
    assert found(stage) == []
    stage.put("other", "dining chair", (0, -0.15), (0.45, 0.45, 0.9), CHAIR, yaw=180)
    assert {f.objects for f in found(stage)} >= {("other", "table")}


def test_a_bent_part_has_room_in_its_bend(stage: Any) -> None:
    # An L seen from above, one mesh: the coffee table stands in its bend.
    outline = [(-1.5, -1), (1.5, -1), (1.5, 1), (0.5, 1), (0.5, 0), (-1.5, 0)]
    points = np.array([(x, y, z) for z in (0.0, 0.8) for x, y in outline])
    top = [(0, 1, 4), (0, 4, 5), (1, 2, 3), (1, 3, 4)]
    sides = [t for i in range(6) for t in ((i, (i + 1) % 6, (i + 1) % 6 + 6), (i, (i + 1) % 6 + 6, i + 6))]
    faces = [(c, b, a) for a, b, c in top] + [(a + 6, b + 6, c + 6) for a, b, c in top] + sides
    corner = PartMesh("body", points, np.array(faces, dtype=np.int32), "fabric")
    stage.put("sofa", "sectional sofa", (0, 0), (3, 2, 0.8), [corner])
    stage.put("table", "coffee table", (-0.6, 0.5), (1.0, 0.8, 0.4))
    assert found(stage) == []
    stage.put("stool", "stool", (0.55, 0.5), (0.3, 0.3, 0.4))
    contact = one(stage, "contacts")
    assert contact.objects == ("stool", "sofa")
    assert contact.measure == pytest.approx(0.2, abs=0.06)


def test_things_that_give_way_may_press_in_but_not_any_depth(stage: Any) -> None:
    stage.put("bed", "bed", (0, 0), (1.8, 2.1, 0.6))
    stage.put("pillow", "pillow", (0, 0.6), (0.6, 0.4, 0.3), on="bed", z=0.52)
    assert found(stage) == []
    stage.put("book", "book", (0, -0.6), (0.2, 0.2, 0.3), on="bed", z=0.4)
    sunk = one(stage)
    assert (sunk.kind, sunk.objects) == ("sunk", ("book", "bed"))
    assert sunk.move is not None
    assert sunk.move.z == pytest.approx(0.6)


def test_a_small_plant_wholly_in_a_mattress_is_found(stage: Any) -> None:
    """No place in it is as deep as its leaves may be."""
    stage.put("bed", "bed", (0, 0), (1.6, 2.0, 0.6))
    pot = [box("pot", (0.1, 0.1, 0.08)), box("leaves", (0.12, 0.12, 0.08), (0, 0, 0.08))]
    stage.put("plant", "small plant", (0, 0), (0.12, 0.12, 0.16), pot, z=0.1)
    inside = one(stage, "contacts")
    assert (inside.kind, set(inside.objects)) == ("contact", {"plant", "bed"})


def test_pairs_that_the_picture_shows_are_kept(stage: Any) -> None:
    stage.put("a", "cabinet", (0, 0), (1, 1, 1)).put("b", "cabinet", (0.9, 0), (1, 1, 1))
    assert check_scene(stage.report, stage.meshes, stage.program, keep=[frozenset("ab")]) == []


def test_outside_the_floor_polygon_and_its_holes(stage: Any) -> None:
    floor = [(-3, -2.5), (3, -2.5), (3, 0), (0, 0), (0, 2.5), (-3, 2.5)]
    hole = [(-2, -1), (-1, -1), (-1, 0), (-2, 0)]
    stage = type(stage)(RoomSpec(floor=floor, holes=[hole]))
    stage.put("in", "cabinet", (-0.55, 0.6), (1, 1, 1))
    stage.put("bend", "cabinet", (0.1, 1.9), (1, 0.8, 1))
    stage.put("wall", "cabinet", (2.6, -1), (1, 1, 1))
    stage.put("pillar", "cabinet", (-2.3, -0.5), (0.8, 0.8, 1))
    stage.put("rafter", "wall shelf", (-2.9, 2.0), (0.2, 0.2, 0.4), z=2.3, mount="wall")
    measures = {f.objects[0]: f for f in found(stage) if f.kind == "outside"}
    assert measures.keys() == {"bend", "wall", "pillar", "rafter"}
    assert measures["bend"].measure == pytest.approx(0.6)
    assert measures["bend"].move is not None
    assert measures["bend"].move.by == pytest.approx((-0.6, 0, 0))
    assert measures["wall"].measure == pytest.approx(0.1)
    assert measures["pillar"].measure == pytest.approx(0.1)
    assert measures["rafter"].problem == "rafter is 10.0 cm above the ceiling"


def test_a_partition_is_a_wall_but_its_doorway_is_not(stage: Any) -> None:
    stage.add_line("room", 'opening("gap", wall="wing", at=1.0, size=(0.9, 2.0))')
    stage.add_line("room", 'partition("wing", start=(0, -2.5), end=(0, 2.5), thickness=0.1)')
    stage.put("sofa", "sofa", (0.3, 1.5), (1, 1, 1))
    stage.put("chair", "stool", (0.0, -1.5), (0.4, 0.4, 0.5))
    stage.put("shelf", "bookshelf", (0.2, 0), (0.3, 0.8, 2))
    contact = one(stage, "room")
    assert contact.objects == ("sofa", "wing")
    assert contact.measure == pytest.approx(0.25)
    assert contact.move is not None
    assert contact.move.by == pytest.approx((0.2505, 0, 0), abs=1e-4) or contact.move.by[0] > 0


@pytest.mark.parametrize(
    ("mount", "at", "z", "size", "kind", "by"),
    [
        ("floor", (0, 0), 0.3, (1, 1, 1), "floating", (0, 0, -0.3)),
        ("wall", (0, 2.2), 1.0, (1, 0.1, 1), "floating", (0, 0.25, 0)),
        ("ceiling", (0, 0), 1.8, (0.4, 0.4, 0.5), "floating", (0, 0, 0.3)),
    ],
)
def test_what_floats_is_found(
    stage: Any, mount: str, at: Any, z: float, size: Any, kind: str, by: tuple[float, float, float]
) -> None:
    stage.put("thing", "decor", at, size, z=z, mount=mount)
    floating = one(stage)
    assert floating.kind == kind
    assert floating.move is not None
    assert floating.move.by == pytest.approx(by)


@pytest.mark.parametrize(
    ("at", "z", "kind", "measure"),
    [
        ((0, 0), 0.8, "floating", 0.05),
        ((0.75, 0), 0.75, "unsupported", 0.2),
        ((1.5, 0), 0.75, "unsupported", 0.65),
        ((0.6, 0.3), 0.75, None, 0),
        ((0, 0), 0.2, "floating", 0.2),
    ],
)
def test_what_stands_on_something_has_it_below(
    stage: Any, at: Any, z: float, kind: str | None, measure: float
) -> None:
    stage.put("table", "dining table", (1, 1), (1.4, 0.8, 0.75), TABLE, yaw=30)
    stage.put("vase", "vase", at, (0.3, 0.3, 0.3), on="table", z=z)
    if kind is None:
        assert found(stage) == []
    elif z == 0.2:
        assert one(stage).kind == "unsupported"
    else:
        assert one(stage).kind == kind
        assert one(stage).measure == pytest.approx(measure, abs=1e-3)


def test_a_desk_lamp_may_be_clamped_to_an_edge_where_a_vase_would_fall(stage: Any) -> None:
    clamp = [box("clamp", (0.06, 0.06, 0.05), (-0.09, 0, 0)), box("arm", (0.3, 0.02, 0.02), (0, 0, 0.3))]
    clamp += [box("post", (0.02, 0.02, 0.3), (-0.09, 0, 0)), box("shade", (0.12, 0.12, 0.3), (0.1, 0, 0))]
    stage.put("desk", "desk", (0, 0), (1.4, 0.8, 0.75), TABLE)
    stage.put("lamp", "desk lamp", (0.74, 0), (0.3, 0.2, 0.32), clamp, on="desk", z=0.75)
    assert found(stage) == []
    stage.put("vase", "vase", (0, 0.5), (0.3, 0.3, 0.3), on="desk", z=0.75)
    assert one(stage).objects == ("vase", "desk")


def test_a_thing_may_stand_on_another_that_stands_there(stage: Any) -> None:
    stage.put("desk", "desk", (0, 0), (1.2, 0.6, 0.75)).put(
        "book", "book", (0, 0), (0.3, 0.2, 0.05), on="desk"
    )
    stage.put("cup", "cup", (0, 0), (0.08, 0.08, 0.1), on="desk", z=0.8)
    assert found(stage) == []


def test_loose_parts_are_found_but_a_second_shoe_is_none(stage: Any) -> None:
    stage.put(
        "shoes",
        "shoes",
        (1, 1),
        (0.3, 0.3, 0.1),
        [box("l", (0.1, 0.3, 0.1), (-0.1, 0, 0)), box("r", (0.1, 0.3, 0.1), (0.1, 0, 0))],
    )
    stage.put(
        "shelf",
        "cabinet",
        (-1, 1),
        (1, 0.4, 1),
        [box("body", (1, 0.4, 0.8)), box("lid", (1, 0.4, 0.1), (0, 0, 0.9))],
    )
    loose = one(stage)
    assert (loose.kind, loose.objects, loose.measure) == ("disconnected", ("shelf",), 1)
    assert "lid" in loose.problem


def test_a_poor_fit_and_a_wrong_size(stage: Any) -> None:
    stage.put("a", "cabinet", (-1, 1), (1, 1, 1), fit=(1, 1.5, 1)).put("b", "cabinet", (1, 1), (1, 1, 1))
    stage.infos[1] = stage.infos[1].model_copy(update={"size": (1.2, 1, 1)})
    first, second = found(stage)
    assert (first.kind, first.objects, first.measure) == ("misfit", ("a",), 1.5)
    assert second.kind == "misfit"
    assert second.measure == pytest.approx(0.2)
    assert second.remedy == Resize(id="b", size=(1.2, 1.0, 1.0))


def test_broken_and_inverted_meshes(stage: Any) -> None:
    stage.put("nan", "cabinet", (-2, 1), (1, 1, 1)).put("inside_out", "cabinet", (2, 1), (1, 1, 1))
    stage.put("empty", "cabinet", (0, 1), (1, 1, 1))
    stage.meshes["nan"][0].vertices[0, 0] = np.nan
    body = stage.meshes["inside_out"][0]
    stage.meshes["inside_out"] = [PartMesh(body.name, body.vertices, body.triangles[:, ::-1], body.slot)]
    stage.meshes["empty"] = []
    kinds = {f.objects[0]: f.kind for f in found(stage)}
    assert kinds == {"nan": "broken mesh", "inside_out": "inverted", "empty": "broken mesh"}


def test_one_face_or_one_shell_that_looks_the_wrong_way_is_found_but_a_hollow_is_none(stage: Any) -> None:
    def joined(*meshes: PartMesh) -> PartMesh:
        starts = np.cumsum([0, *(len(m.vertices) for m in meshes)])
        triangles = np.concatenate([m.triangles + start for m, start in zip(meshes, starts, strict=False)])
        return PartMesh("body", np.concatenate([m.vertices for m in meshes]), triangles, "body")

    def turned(mesh: PartMesh, faces: slice = slice(None)) -> PartMesh:
        triangles = mesh.triangles.copy()
        triangles[faces] = triangles[faces, ::-1]
        return PartMesh(mesh.name, mesh.vertices, triangles, mesh.slot)

    whole, knob = box("body", (1, 1, 1)), box("knob", (0.1, 0.1, 0.1), (0, 0, 1))
    inner, lid = turned(box("inner", (0.8, 0.8, 0.8), (0, 0, 0.1))), box("lid", (0.2, 0.2, 0.2), (0, 0, 0.8))
    stage.put("hollow", "cabinet", (-2, 1), (1, 1, 1), [joined(whole, inner)])
    stage.put("knob", "cabinet", (0, 1), (1, 1, 1.1), [joined(whole, turned(knob))])
    stage.put("face", "cabinet", (2, 1), (1, 1, 1), [turned(whole, slice(0, 1))])
    stage.put("open", "cabinet", (2, -1), (1, 1, 1), [PartMesh("b", lid.vertices, lid.triangles[:9], "body")])
    measures = {f.objects[0]: (f.kind, f.measure) for f in found(stage, "shape")}
    assert measures == {"knob": ("inverted", 12), "face": ("inverted", 1)}


def test_a_room_of_240_objects_is_checked_quickly(stage: Any) -> None:
    stage = type(stage)(RoomSpec(floor=[(-20, -20), (20, -20), (20, 20), (-20, 20)]))
    parts = {"chair": CHAIR, "table": TABLE}
    for n in range(240):
        category = ("dining chair", "dining table")[n % 2]
        size = ((0.45, 0.45, 0.9), (1.4, 0.8, 0.75))[n % 2]
        at = (-18.0 + 2.3 * (n % 16), -18.0 + 2.3 * (n // 16))
        stage.infos.append(stage_info(stage, f"o{n}", category, at, size, parts[category.split()[1]]))
    program = stage.program
    start = time.process_time()
    assert check_scene(stage.report, stage.meshes, program) == []
    assert time.process_time() - start < 2.0  # usually 0.06 s


def stage_info(stage: Any, id: str, category: str, at: tuple[float, float], size: Any, parts: Any) -> Any:
    """One more object without editing the program's text, which would be read 240 times."""
    single = type(stage)(stage.program.room).put(id, category, at, size, parts)
    stage.meshes[id] = single.meshes[id]
    return single.infos[0]


def test_bare_parts_and_names_taken_twice(stage: Any) -> None:
    stage.put("bed", "bed", (0, 0), (1, 1, 1), material=None).put("Lamp", "floor lamp", (2, 0), (0.3, 0.3, 1))
    stage.add_line("lighting", 'lamp_light("lamp", on="Lamp", power=5)')
    kinds = {f.kind: f.objects for f in found(stage)}
    assert kinds == {"no material": ("bed",), "name": ("Lamp", "lamp")}


def test_doors_and_windows_are_kept_clear(stage: Any) -> None:
    stage.add_line("room", 'door("door_s", wall=0, at=3.0, size=(0.8, 2.0), swing="in-left")')
    stage.add_line("room", 'window("window_n", wall=2, at=3.0, size=(2.0, 1.2), sill=0.9)')
    stage.put("rug", "rug", (0, -2), (2, 0.8, 0.02))
    stage.put("bench", "bench", (0.5, -2.2), (0.6, 0.4, 0.5))
    stage.put("wardrobe", "wardrobe", (0.2, 2.2), (1.5, 0.6, 2.1))
    stage.put("desk", "desk", (-1.5, 2.2), (1.4, 0.6, 0.75))
    stage.put("curtain", "curtain", (0, 2.4), (2.4, 0.15, 2.4), z=0.1, mount="wall")
    door, window = sorted(found(stage, "openings"), key=lambda f: f.kind)
    assert (door.kind, door.objects) == ("door blocked", ("bench", "door_s"))
    assert door.move is not None
    assert door.move.by == pytest.approx((0.2005, 0, 0), abs=1e-4)
    assert (window.kind, window.objects, window.measure) == ("window blocked", ("wardrobe", "window_n"), 0.75)


def test_what_stands_on_the_books_of_its_shelf_is_told_and_both_are_named(stage: Any) -> None:
    board = box("shelf", (0.9, 0.24, 0.03), (0, 0, 0.1))
    books = box("books", (0.5, 0.2, 0.17), (-0.15, 0, 0.13))
    stage.put("shelf", "wall shelf", (0, 2.38), (0.9, 0.24, 0.3), [board, books], z=1.4, mount="wall")
    stage.put("jar", "jar", (-0.15, 0), (0.1, 0.1, 0.15), on="shelf", z=0.3)
    stage.put("vase", "vase", (0.35, 0), (0.1, 0.1, 0.15), on="shelf", z=0.13)
    told = one(stage)
    assert (told.kind, told.objects) == ("unsupported", ("jar", "shelf"))
    assert "books" in told.problem
