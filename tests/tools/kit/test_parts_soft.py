"""Soft parts: exact sizes, closed skins, cloth that lies on what is under it, plants that fill their box."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Kit = Callable[[str], Any]

HELP = """
from tools.kit.studio_measure import measure_edges, measure_volume
def thing(size=(1.0, 1.0, 1.0)):
    return place("o", "thing", at=(0.0, 0.0), size=size)
def span(parts):
    points = [v.co for p in parts for v in p.data.vertices]
    return [[min(p[k] for p in points) for k in range(3)], [max(p[k] for p in points) for k in range(3)]]
"""


@pytest.mark.parametrize("plump", [0.0, 0.5, 1.0])
def test_a_cushion_fills_its_size_and_is_closed(kit: Kit, plump: float) -> None:
    low, high, edges, volume = kit(f"""{HELP}
o = thing()
made = cushion(o, "c", (0.6, 0.5, 0.14), (0.2, -0.1, 0.3), plump={plump}, seed=4)
result = [*span([made]), measure_edges(o), measure_volume(made)]
""")
    assert low == pytest.approx([-0.1, -0.35, 0.3], abs=1e-5)
    assert high == pytest.approx([0.5, 0.15, 0.44], abs=1e-5)
    assert edges == []
    assert 0.25 < volume / (0.6 * 0.5 * 0.14) < 1.0


def test_a_firmer_cushion_holds_more(kit: Kit) -> None:
    volumes = kit(f"""{HELP}
o = thing()
made = [cushion(o, "c", (0.6, 0.6, 0.12), plump=p) for p in (0.0, 0.5, 1.0)]
result = [measure_volume(m) for m in made]
""")
    assert volumes == sorted(volumes, reverse=True)


def test_a_tilted_cushion_stands_on_its_spot_and_lifts_its_far_edge(kit: Kit) -> None:
    low, high, upper = kit(f"""{HELP}
o = thing()
made = cushion(o, "c", (0.5, 0.5, 0.15), (0.0, 0.0, 0.4), tilt=75)
highest = max((v.co for v in made.data.vertices), key=lambda p: p.z)
result = [*span([made]), list(highest)]
""")
    assert low[2] == pytest.approx(0.4, abs=1e-6)
    assert high[2] > 0.8
    assert upper[1] > 0.0


@pytest.mark.parametrize(
    "call",
    [
        'bed_mattress(o, "m", (1.6, 2.0, 0.22))',
        'soft_block(o, "b", (0.4, 0.3, 0.1), crown=0.02)',
        'soft_block(o, "b", (0.4, 0.3, 0.004), edge=0.02)',
        'lampshade(o, "s", 0.2, 0.28, kind="drum")',
        'lampshade(o, "s", 0.2, 0.28, kind="dome")',
        'lampshade(o, "s", 0.2, 0.28, kind="pleated", closed=True)',
        'folded(o, "f", (0.3, 0.35, 0.2), layers=4)',
        'clothes(o, "c", 0.9, 1.0)',
        'book_pile(o, "b", (0.24, 0.3, 0.12), count=4)',
        'emit(o, "b", basin_shell((0.6, 0.4, 0.2), 0.02, 0.1))',
    ],
)
def test_solid_parts_are_closed_and_outward(kit: Kit, call: str) -> None:
    assert kit(f"{HELP}\no = thing()\n{call}\nresult = measure_edges(o)") == []


def test_a_mattress_without_a_size_is_the_whole_object(kit: Kit) -> None:
    low, high = kit(f"{HELP}\no = thing((0.9, 2.0, 0.2))\nmattress(o)\nresult = span(o.parts)")
    assert [b - a for a, b in zip(low, high, strict=True)] == pytest.approx([0.9, 2.0, 0.2], abs=1e-5)


def test_cloth_keeps_its_distance_from_the_box_and_hangs_by_its_length(kit: Kit) -> None:
    top, edge, hem = kit("""
box = (1.0, 2.0, 0.5)
result = [cloth_over(box, 0.1, 0.2, 0.03, 0.05), cloth_over(box, 0.45, 0.0, 0.0, 0.05),
          cloth_over(box, 0.45 + 0.05 * math.pi / 2 + 0.2, 0.0, 0.01, 0.05)]
""")
    assert top == pytest.approx([0.1, 0.2, 0.53])
    assert edge == pytest.approx([0.45, 0.0, 0.5])
    assert hem == pytest.approx([0.51, 0.0, 0.5 - 0.05 - 0.2])


def test_a_duvet_covers_the_mattress_but_not_its_head_and_stays_off_the_floor(kit: Kit) -> None:
    low, high, inside = kit(f"""{HELP}
o = thing()
bed_duvet(o, "d", (1.6, 2.0, 0.25), (0.0, 0.0, 0.15), drop=0.6, head=0.5, rumple=1.0, seed=3)
under = [v.co for p in o.parts for v in p.data.vertices
         if abs(v.co.x) < 0.74 and abs(v.co.y) < 0.94 and v.co.z < 0.4 - 1e-6]
result = [*span(o.parts), len(under)]
""")
    assert inside == 0
    assert low[2] >= 0.004 - 1e-6
    assert low[0] < -0.8
    assert high[0] > 0.8
    assert high[1] < 1.0


def test_cloth_takes_the_part_it_lies_on_as_well_as_its_size(kit: Kit) -> None:
    made, given, fault = kit(f"""{HELP}
a = thing()
m = box(a, "mattress", (1.4, 1.9, 0.25), (0.1, 0.0, 0.2))
bed_duvet(a, "d", m)
made = span(a.parts[1:])
count = len(a.parts)
bed_duvet(a, "e", (1.4, 1.9, 0.25), (0.1, 0.0, 0.2))
try:
    bed_duvet(a, "f", 1.4)
    said = ""
except TypeError as error:
    said = str(error)
result = [made, span(a.parts[count:]), said]
""")
    assert made[0] == pytest.approx(given[0], abs=5e-3)
    assert made[1] == pytest.approx(given[1], abs=5e-3)
    assert fault.startswith("over= is (width, depth, height)")


def test_a_throw_gets_tassels_at_its_two_ends_only(kit: Kit) -> None:
    names, ends = kit(f"""{HELP}
o = thing()
throw(o, "t", (1.6, 2.0, 0.25), length=0.5, drop=0.2, fringe=0.05)
tassels = [v.co.x for v in o.parts[-1].data.vertices]
result = [[p["part"] for p in o.parts], [min(abs(x) for x in tassels), max(abs(x) for x in tassels)]]
""")
    assert names == ["t", "t_fringe"]
    assert ends[0] > 0.7


@pytest.mark.parametrize(("kind", "waist"), [("drawn", 1.0), ("open", 1.0), ("gathered", 0.4)])
def test_a_curtain_hangs_full_height_and_only_a_gathered_one_has_a_waist(
    kit: Kit, kind: str, waist: float
) -> None:
    low, high, middle = kit(f"""{HELP}
o = thing()
made = curtain_cloth(o, "c", 1.0, 2.2, kind="{kind}", depth=0.1)
xs = [v.co.x for v in made.data.vertices if abs(v.co.z - 0.4 * 2.2) < 0.13]
result = [*span([made]), max(xs) - min(xs)]
""")
    assert high[2] - low[2] == pytest.approx(2.2)
    assert high[1] - low[1] <= 0.1 + 1e-6
    assert middle == pytest.approx(waist, abs=0.1)


HABITS = ("bushy", "broad", "upright", "palm", "fern", "succulent", "trailing", "tree", "cactus")


@pytest.mark.parametrize("habit", HABITS)
def test_a_plant_fills_its_box_exactly(kit: Kit, habit: str) -> None:
    high_at = 1.0 if habit == "trailing" else 0.0
    low, high, triangles = kit(f"""{HELP}
o = thing()
foliage(o, "f", (0.6, 0.5, 0.8), (0.1, 0.0, {high_at}), habit="{habit}", seed=2)
result = [*span(o.parts), sum(len(p.vertices) - 2 for part in o.parts for p in part.data.polygons)]
""")
    size = [b - a for a, b in zip(low, high, strict=True)]
    assert size == pytest.approx([0.6, 0.5, 0.8], rel=0.2 if habit == "cactus" else 1e-5)
    assert high[2] == pytest.approx(high_at + (0.0 if high_at else 0.8), rel=0.02, abs=1e-5)
    assert 200 < triangles < 5000


def test_an_unknown_habit_is_named(kit: Kit) -> None:
    with pytest.raises(Exception, match="habit 'mossy' is none of bushy"):
        kit(f'{HELP}\nfoliage(thing(), "f", (1, 1, 1), habit="mossy")')


@pytest.mark.parametrize(
    "call",
    ['foliage(o, "f", (0.6, 0.5, 0.8), seed={0})', 'cushion(o, "c", (0.5, 0.5, 0.2), plump=1.0, seed={0})'],
)
def test_the_seed_decides(kit: Kit, call: str) -> None:
    code = f"{HELP}\no = thing()\n{call}\nresult = [list(v.co) for p in o.parts for v in p.data.vertices]"
    assert kit(code.format(1)) == kit(code.format(1))
    assert kit(code.format(1)) != kit(code.format(2))
