"""Objects, parts and their frames."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Kit = Callable[[str], Any]
CUBE = "[(x, y, z) for x in (0, 1) for y in (0, 1) for z in (0, 1)]"
FACES = "[(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]"


def test_fit_fills_the_box_exactly(kit: Kit) -> None:
    low, high, scale = kit(f"""
o = place("a", "thing", at=(1, 2), size=(0.6, 0.4, 1.5), yaw=90)
mesh(o, "one", {CUBE}, {FACES})
fit(o)
points = coordinates(o.parts[0].data)
result = points.min(axis=0).tolist(), points.max(axis=0).tolist(), list(o.root["fit"])
""")
    assert low == pytest.approx([-0.3, -0.2, 0.0], abs=1e-6)
    assert high == pytest.approx([0.3, 0.2, 1.5], abs=1e-6)
    assert scale == pytest.approx([0.6, 0.4, 1.5])


def test_parts_carry_their_object_and_a_unique_name(kit: Kit) -> None:
    parts = kit(f"""
o = place("a", "thing", at=(0, 0), size=(1, 1, 1))
for _ in range(3):
    mesh(o, "leg", {CUBE}, {FACES}, slot="wood")
result = [(p["room_id"], p["part"], p["slot"], p.name, p.parent.name) for p in o.parts]
""")
    assert parts == [["a", n, "wood", f"a.{n}", "a"] for n in ("leg", "leg.2", "leg.3")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('place("a", "x", at=(0, 0), size=(1, 1, 1))', "place('a'): this id is already taken"),
        ('place("b", "x", at=(0, 0), size=(1, 0, 1))', "must be three positive numbers"),
        ('place("b", "x", at=(0, 0), size=(1, float("nan"), 1))', "must be three positive numbers"),
        ('place("b", "x", at=(0, 0), size=(1, 1, 1), on="c")', "on='c' is not placed above this line"),
        ('place("b", "x", at=(0, 0), size=(1, 1, 1), mount="roof")', "mount='roof' is none of floor"),
        ('geometry("b")(lambda o: None)', "no object of that id is placed"),
        ('geometry("a")(lambda o: None)', "geometry('a') made no parts"),
        ('geometry("a")(lambda o: mesh(o, "p", [(0, 0, float("inf"))], []))', "are not numbers"),
    ],
)
def test_mistakes_are_named(kit: Kit, line: str, message: str) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011  # the fixture's own error, matched by text
        kit(f'place("a", "x", at=(0, 0), size=(1, 1, 1))\n{line}')
    assert message in str(caught.value)


def test_a_person_s_scene_is_not_touched_in_the_window(kit: Kit) -> None:
    names, objects, again = kit("""
class Window:
    background = False
import types
core_space = scene_begin.__globals__
fake = types.SimpleNamespace(app=types.SimpleNamespace(background=False), context=bpy.context, data=bpy.data)
core_space["bpy"] = fake
first = place("bed", "bed", at=(0, 0), size=(1, 1, 1))
names = sorted(s.name for s in bpy.data.scenes)
objects = sorted(o.name for o in bpy.data.objects)
BUILD.__init__()
place("chair", "chair", at=(0, 0), size=(1, 1, 1))
again = sorted(s.name for s in bpy.data.scenes), sorted(o.name for o in bpy.data.objects)
result = names, objects, again
""")
    assert names == ["Room", "Scene"]
    assert objects == ["Camera", "Cube", "Light", "bed"]
    assert again == [["Room", "Scene"], ["Camera", "Cube", "Light", "chair"]]


def test_in_background_everything_old_goes(kit: Kit) -> None:
    assert kit("""
place("bed", "bed", at=(0, 0), size=(1, 1, 1))
result = [s.name for s in bpy.data.scenes], [o.name for o in bpy.data.objects], len(bpy.data.meshes)
""") == [["Room"], ["bed"], 0]


def test_a_value_that_is_not_listed_is_left_out_and_noted(kit: Kit) -> None:
    quiet, said, alike = kit("""
def parts(id, **given):
    place(id, "coffee table", at=(0, 0), size=(1, 0.6, 0.4))
    furnish(id, coffee_table, **given)
    return [part["part"] for part in BUILD.things[id].parts]
parts("table_1", base="hairpin", shape="round")
quiet = list(BUILD.notes)
alike = parts("table_2", base="hare pin") == parts("table_3")
result = quiet, BUILD.notes, alike
""")
    assert quiet == []
    assert len(said) == 1
    assert said[0].startswith("coffee_table: base='hare pin' is none of 'legs', 'apron'")
    assert alike
