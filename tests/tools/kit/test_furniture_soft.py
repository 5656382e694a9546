"""Soft, small and technical words: exact, in one piece, closed, light, the same again, and themselves."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from tools.program import kit_index

Kit = Callable[[str], Any]

TOPICS = (
    "beds cots rugs curtains lamps lights plants flowers soft wall books decor boxes globe",
    "kitchen cooking laundry bath washroom tableware vessels places screens climate",
    "toys music band sport house science medical bedding food play clocks devices",
)
MODULES = sorted(f"furniture.{topic}" for line in TOPICS for topic in line.split())
STYLES = ("modern", "classic", "rustic", "industrial", "minimal")

BUILD = """
from tools.kit.studio_measure import studio_measures
def build(word, size, **parameters):
    name = f"{word.__name__}_{len(BUILD.things)}"
    thing = place(name, name, at=(0.0, 0.0), size=size)
    word(thing, **parameters)
    fit(thing)
    return thing
"""


def sizes(entry: kit_index.Entry) -> tuple[list[float], list[float]]:
    """A size of the usual proportions, and one of its own."""
    pick = random.Random(entry.name)
    assert entry.size is not None, f"{entry.name} has no usual size"
    scale = pick.uniform(0.85, 1.2)
    return [side * scale for side in entry.size], [side * pick.uniform(0.8, 1.25) for side in entry.size]


@pytest.mark.parametrize("module", MODULES)
def test_words_keep_their_promises(kit: Kit, module: str) -> None:
    calls = []
    for k, entry in enumerate(e for e in kit_index.words() if e.module == module):
        usual, odd = sizes(entry)
        calls.append(f"({entry.name}, {usual}, {odd}, dict(style={STYLES[k % 5]!r}, seed={k}))")
    assert calls
    found = kit(f"""{BUILD}
from tools.kit.studio_measure import measure_digest
result = []
for word, usual, odd, parameters in [{", ".join(calls)}]:
    first, again = (build(word, usual, **parameters) for _ in range(2))
    same = measure_digest(first) == measure_digest(again)
    third = build(word, odd, **parameters)
    measures = studio_measures(third)
    unknown = [p["slot"] for p in third.parts if "paint" not in p and p["slot"] not in SLOT_LOOKS]
    for part in third.parts:
        dress_material(third, part)
    result.append([word.__name__, odd, measures, same, list(first.root["fit"]), unknown])
""")
    for word, size, measures, same, fit, unknown in found:
        assert unknown == [], f"{word}: slots without a look of their own"
        assert measures["outer"] == pytest.approx(size, abs=1e-3), word
        assert measures["centre"] == pytest.approx([0.0, 0.0, 0.0], abs=1e-3), word
        assert (word, measures["edges"], measures["floating"]) == (word, [], [])
        assert (word, measures["flicker"]) == (word, [])
        assert measures["triangles"] < 20_000, word
        assert same, f"{word}: the same seed gave two different things"
        assert max(abs(scale - 1) for scale in fit) < 0.25, f"{word} is stretched {fit} at a usual size"


KINDS = [
    *(("table_lamp", (0.3, 0.3, 0.42), f"shade={shade!r}") for shade in ("globe", "mushroom")),
    ("floor_lamp", (0.4, 0.4, 1.5), "shade='globe'"),
    *(("blind", (1.4, 0.1, 1.3), f"kind={kind!r}") for kind in ("venetian", "vertical", "pleated")),
    ("blind", (1.4, 0.06, 1.3), "kind='venetian', closed=1.0, tilt=65, slat=0.1"),
    *(("plant", (0.5, 0.5, 0.5), f"habit={habit!r}") for habit in ("trailing", "rosette")),
    ("flowers", (0.25, 0.25, 0.4), "kind='tulips'"),
    *(("bed", (1.8, 2.1, 1.1), f"creases={depth}") for depth in (0.0, 1.0)),
]


@pytest.mark.parametrize(("word", "size", "how"), KINDS)
def test_each_kind_of_a_word_fills_its_size(
    kit: Kit, word: str, size: tuple[float, float, float], how: str
) -> None:
    measures, fit = kit(f"""{BUILD}
made = build({word}, {size}, {how})
result = studio_measures(made), list(made.root["fit"])
""")
    assert measures["outer"] == pytest.approx(size, abs=1e-3)
    assert measures["floating"] == []
    assert measures["triangles"] < 20_000
    assert max(abs(scale - 1) for scale in fit) < 0.25


def test_slats_are_as_wide_as_they_are_said_to_be_and_bowed(kit: Kit) -> None:
    counts, bow = kit(f"""{BUILD}
def slats(wide):
    made = build(blind, (1.4, 0.1, 1.3), kind="venetian", closed=1.0, tilt=0, slat=wide)
    return next(p for p in made.parts if p["part"] == "slats").data
def count(data):
    return len(data.vertices) // 28  # 14 points around a slat, at both its ends
rise = sorted(v.co.z for v in slats(0.05).vertices)[:28]
result = [count(slats(wide)) for wide in (0.025, 0.05, 0.095)], max(rise) - min(rise)
""")
    assert counts[0] == pytest.approx(2 * counts[1], abs=1)
    assert counts[1] > 1.7 * counts[2]
    assert 0.005 < bow < 0.01


def test_creases_show_and_can_be_ironed_out(kit: Kit) -> None:
    spreads = kit(f"""{BUILD}
def spread(depth):
    made = build(bed, (1.8, 2.1, 1.1), creases=depth, pillows=0, cushions=0, blanket=False)
    duvet = next(p for p in made.parts if p["part"] == "duvet")
    # the middle of the bed, clear of rims and of the band turned back
    slopes = [f.normal.z for f in duvet.data.polygons if abs(f.center.x) < 0.6 and -0.7 < f.center.y < 0.1]
    return 1 - min(slopes)
result = [spread(depth) for depth in (0.0, 0.5, 1.0)]
""")
    assert spreads[0] < 0.02 < spreads[1] < spreads[2]


@pytest.mark.parametrize("module", MODULES)
def test_examples_run(kit: Kit, module: str) -> None:
    code = ""
    for entry in kit_index.words():
        if entry.module == module:
            assert entry.example.startswith(f'furnish("{entry.name}_1", {entry.name}'), entry.name
            code += f'place("{entry.name}_1", "thing", at=(0, 0), size={entry.size})\n{entry.example}\n'
    assert kit(code + "result = [id for id, thing in BUILD.things.items() if not thing.parts]") == []


def parts_of(kit: Kit, call: str, size: tuple[float, float, float]) -> list[str]:
    """Part names of one build, without the numbers that make them unique."""
    word, _, rest = call.partition("(")
    names: list[str] = kit(f"""{BUILD}
made = build({word}, {size}{", " if rest != ")" else ""}{rest}
result = [p["part"].split(".")[0] for p in made.parts]
""")
    return names


BED = (1.8, 2.1, 1.1)


@pytest.mark.parametrize("count", [0, 1, 3, 4])
def test_a_bed_has_as_many_pillows_as_asked(kit: Kit, count: int) -> None:
    assert parts_of(kit, f"bed(pillows={count}, cushions=0)", BED).count("pillow") == count


def test_only_a_made_bed_has_cushions_and_a_blanket(kit: Kit) -> None:
    made, slept = parts_of(kit, "bed()", BED), parts_of(kit, "bed(made=False)", BED)
    assert {"cushion", "throw"} <= set(made)
    assert not {"cushion", "throw"} & set(slept)
    assert "duvet_fold" in slept


def test_a_low_bed_has_no_headboard(kit: Kit) -> None:
    assert "headboard" in parts_of(kit, "bed()", BED)
    assert "headboard" not in parts_of(kit, "bed()", (1.6, 2.0, 0.5))


def test_a_wide_window_gets_two_open_curtains(kit: Kit) -> None:
    assert parts_of(kit, "curtain()", (2.4, 0.14, 2.3)).count("curtain_2") == 1
    assert "curtain_2" not in parts_of(kit, "curtain()", (0.7, 0.14, 2.3))


def test_open_curtains_leave_the_middle_free(kit: Kit) -> None:
    near = kit(f"""{BUILD}
made = build(curtain, (2.4, 0.14, 2.3), kind="open")
result = min(abs(v.co.x) for p in made.parts if p["part"].startswith("curtain") for v in p.data.vertices)
""")
    assert near > 0.4


def test_a_rug_lies_flat_and_its_border_is_not_in_the_same_plane(kit: Kit) -> None:
    heights = kit(f"""{BUILD}
made = build(rug, (2.4, 1.7, 0.015), pattern="border")
result = {{p["part"]: max(v.co.z for v in p.data.vertices) for p in made.parts}}
""")
    assert heights["border"] == pytest.approx(0.015, abs=1e-4)
    assert heights["rug"] < heights["border"] - 1e-3


@pytest.mark.parametrize("word", ["table_lamp", "floor_lamp", "pendant_lamp", "wall_lamp", "desk_lamp"])
def test_a_lamp_has_a_shade_and_lights_have_a_bulb(kit: Kit, word: str) -> None:
    slots = kit(f"""{BUILD}
made = build({word}, {kit_index.usual_size(word)})
result = sorted({{p["slot"] for p in made.parts}})
""")
    assert "shade" in slots
    assert "bulb" in slots or word == "pendant_lamp"


def test_plants_stand_in_soil_within_their_pot(kit: Kit) -> None:
    soil, pot, leaf = kit(f"""{BUILD}
made = build(plant, (0.6, 0.6, 1.1), habit="bushy")
tops = {{p["slot"]: max(v.co.z for v in p.data.vertices) for p in made.parts}}
result = [tops["soil"], tops["pot"], tops["leaf"]]
""")
    assert soil < pot < leaf == pytest.approx(1.1)


def test_a_picture_can_wear_one_texture_across_all_its_shapes(kit: Kit) -> None:
    spans = kit(f"""{BUILD}
made = build(picture, (0.7, 0.03, 0.6), subject="landscape")
result = [list(p["texture_from"]) for p in made.parts if p["part"].startswith("art_shape")]
""")
    assert len(spans) > 2
    assert all(span == spans[0] for span in spans)


def test_a_piano_has_its_eighty_eight_keys(kit: Kit) -> None:
    whites, blacks = kit(f"""{BUILD}
made = build(piano, (1.5, 0.6, 1.2))
count = {{p["part"]: len(p.data.vertices) // 8 for p in made.parts}}
result = [count["white_keys"], count["black_keys"]]
""")
    assert (whites, blacks) == (52, 36)
