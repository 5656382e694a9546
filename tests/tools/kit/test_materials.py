"""Materials: what words make, that colours are exact, and who wears what."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Kit = Callable[[str], Any]
PROBE = """
import numpy as np
def shader(m):
    return next(n for n in m.node_tree.nodes if n.type == "BSDF_PRINCIPLED")
def image(m):
    return next((n.image for n in m.node_tree.nodes if n.type == "TEX_IMAGE"), None)
def mean(m):
    picture = image(m)
    data = np.empty(picture.size[0] * picture.size[1] * 4, np.float32)
    picture.pixels.foreach_get(data)
    return (data.reshape(-1, 4)[:, :3].mean(axis=0) * 255).tolist()
def cube(id, size=(1, 1, 1), **more):
    o = place(id, "thing", at=(0, 0), size=size, **more)
    mesh(o, "lid", *BOX, slot="top"); mesh(o, "side", *BOX, slot="body"); mesh(o, "pane", *BOX, slot="glass")
    fit(o)
    return o
BOX = ([(x, y, z) for x in (0, 1) for y in (0, 1) for z in (0, 1)],
       [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)])
def worn(o):
    return {p["part"]: p.material_slots[0].material.name for p in o.parts}
"""


def small_png(path: Path, rgb: tuple[int, int, int]) -> None:
    """A 2 by 2 picture of one colour."""
    rows = (b"\0" + bytes(rgb) * 2) * 2
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    body = b"".join(
        struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)


def test_the_library_is_large_and_every_kind_can_be_made(kit: Kit) -> None:
    count, wrong = kit(
        PROBE
        + """
for k in LOOKS:
    material(k, k)
wrong = [k for k, m in BUILD.materials.items() if m.name != k or len(m.node_tree.links) < 1]
result = len(BUILD.materials), wrong
"""
    )
    assert count >= 100
    assert wrong == []


@pytest.mark.parametrize("kind", ["oak", "wood floor", "rug", "marble", "brick", "white brick", "wicker"])
def test_the_mean_of_a_pattern_is_the_colour_asked_for(kit: Kit, kind: str) -> None:
    found = kit(f'{PROBE}\nmaterial("m", {kind!r}, color="#c08a50")\nresult = mean(BUILD.materials["m"])')
    assert found == pytest.approx([0xC0, 0x8A, 0x50], abs=3)


def test_plain_colours_are_linear_values_and_show_in_the_viewport(kit: Kit) -> None:
    base, seen = kit(
        PROBE
        + """
m = material("m", "paint", color="#804020")
result = list(shader(m).inputs["Base Color"].default_value), list(m.diffuse_color)
"""
    )
    assert base[:3] == pytest.approx([0.2158605, 0.0512695, 0.0144438], rel=1e-4)
    assert seen[:3] == pytest.approx(base[:3])


@pytest.mark.parametrize(
    ("words", "kind", "rough"),
    [
        ("oak", "oak", 0.45),
        ("polished black marble", "black marble", 0.1),
        ("worn brown leather", "leather", 0.75),
        ("Dark_Walnut", "walnut", 0.45),
        ("subway tile", "metro tile", 0.15),
        ("brushed steel", "brushed steel", 0.38),
        ("matte painted metal", "painted metal", 0.85),
    ],
)
def test_words_choose_the_kind_and_the_finish(kit: Kit, words: str, kind: str, rough: float) -> None:
    assert kit(f"look, kind = look_of({words!r})\nresult = [kind, look.rough]") == [kind, rough]


def test_shades_darken_and_lighten(kit: Kit) -> None:
    dark, plain, pale = kit("""
result = [sum(srgb_values(look_of(w)[0].color)) for w in ("dark oak", "oak", "pale oak")]""")
    assert dark < plain < pale


def test_patterns_are_seamless_and_the_same_every_time(kit: Kit) -> None:
    worst, changed = kit(
        """
import numpy as np
worst, changed = {}, []
for name, make in PATTERNS.items():
    a = make(128, 3)
    if not (a == make(128, 3)).all() or a.shape != (128, 128):
        changed.append(name)
    inside = max(np.abs(np.diff(a, axis=k)).mean() for k in (0, 1))
    across = max(np.abs(a[0] - a[-1]).mean(), np.abs(a[:, 0] - a[:, -1]).mean())
    worst[name] = across / inside
result = {k: v for k, v in worst.items() if v > 4 and k not in JOINTED}, changed
""".replace("JOINTED", "('planks', 'parquet', 'herringbone', 'stripes', 'checks', 'cork')")
    )
    assert worst == {}
    assert changed == []


def test_wear_by_part_slot_and_for_all_the_rest(kit: Kit) -> None:
    assert kit(
        PROBE
        + """
o = cube("a")
for name, kind in (("m1", "oak"), ("m2", "steel"), ("m3", "brass")):
    material(name, kind)
wear("a", "m1", top="m2")
dress_all()
result = worn(o)
"""
    ) == {"lid": "m2", "side": "m1", "pane": "glass"}


def test_what_nothing_is_said_about_wears_what_is_usual(kit: Kit) -> None:
    assert kit(
        PROBE
        + """
room(floor=[(0, 0), (2, 0), (2, 2), (0, 2)])
o = cube("a")
paint(o.parts[1], "#ff0000", "plastic")
finish()
kinds = {p["part"]: p.material_slots[0].material["kind"] for p in [*o.parts, *BUILD.shell["room"].parts]}
result = [kinds[k] for k in ("lid", "side", "pane", "floor", "wall.0", "skirting.0")]
"""
    ) == ["oak", "plastic", "glass", "wood floor", "wall paint", "gloss paint"]


def test_clear_glass_is_seen_through_by_the_path_tracer_and_plain_for_everybody_else(kit: Kit) -> None:
    found = kit(
        PROBE
        + """
result = []
for kind in ("glass", "smoked glass", "water", "frosted glass", "sheer", "oak"):
    nodes = material(kind + " it", kind).node_tree.nodes
    outs = [n for n in nodes if n.type == "OUTPUT_MATERIAL"]
    active = next(n for n in outs if n.is_active_output)
    through = [n.inputs[1].default_value[0] for n in nodes if n.type == "MIX_RGB"]
    shader = active.inputs[0].links[0].from_node.type
    result.append([kind, [n.target for n in outs], active.target, shader, max(through) if outs[1:] else None])
"""
    )
    for kind, targets, active, shader, through in found:
        clear = kind in ("glass", "smoked glass", "water")
        assert targets == (["ALL", "CYCLES"] if clear else ["ALL"]), kind
        assert (active, shader) == ("ALL", "BSDF_PRINCIPLED"), kind  # what glTF and the previews take
        assert through is None or 0.5 < through < 1.0
    assert found[0][4] > found[1][4]  # smoked glass lets less through


def test_one_wall_can_wear_something_of_its_own(kit: Kit) -> None:
    assert kit(
        PROBE
        + """
room(floor=[(0, 0), (3, 0), (3, 3), (0, 3)])
material("brick", "brick"); material("green", "wall paint")
wear("room", walls="green", wall_2="brick")
finish()
walls = worn(BUILD.shell["room"])
result = walls["wall.1"], walls["wall.2"], BUILD.notes
"""
    ) == ["green", "brick", []]


def test_doors_and_partitions_wear_what_the_room_wears(kit: Kit) -> None:
    assert kit(
        PROBE
        + """
room(floor=[(0, 0), (3, 0), (3, 3), (0, 3)])
partition("p", start=(1, 0), end=(1, 1))
door("d", wall=0, at=2)
material("green", "wall paint"); material("oak", "oak"); material("red", "paint")
wear("room", walls="green", trim="oak"); wear("d", door="red")
finish()
p, d = (worn(BUILD.shell[k]) for k in "pd")
result = p["wall"], p["skirting"], d["lining"], d["leaf"]
"""
    ) == ["green", "oak", "oak", "red"]


def test_uv_is_in_metres_and_grain_runs_along_the_longest_side(kit: Kit) -> None:
    along_x, along_y, plain = kit(
        PROBE
        + """
def spans(kind, size):
    BUILD.__init__()
    o = cube("a", size); material("m", kind); wear("a", "m"); dress_all()
    part = o.parts[1]
    top = next(p for p in part.data.polygons if p.normal.z > 0.9)
    uv = np.array([part.data.uv_layers[0].uv[k].vector[:] for k in top.loop_indices])
    return np.ptp(uv, axis=0).tolist()
result = spans("oak", (2, 0.5, 0.1)), spans("oak", (0.5, 2, 0.1)), spans("tile", (0.5, 2, 0.1))
"""
    )
    assert along_x == pytest.approx([2, 0.5], abs=1e-5)
    assert along_y == pytest.approx([2, 0.5], abs=1e-5)
    assert plain == pytest.approx([0.5, 2], abs=1e-5)


def test_a_picture_without_tile_covers_each_part_once(kit: Kit, tmp_path: Path) -> None:
    small_png(tmp_path / "art.png", (200, 100, 50))
    uv, color, packed = kit(
        PROBE
        + """
import os, pathlib
os.chdir(pathlib.Path(__file__).parent)
o = cube("a", (0.8, 0.02, 0.5))
m = material("m", "canvas print", texture="art.png")
wear("a", "m"); dress_all()
part = o.parts[1]
front = next(p for p in part.data.polygons if p.normal.y < -0.9)
uv = [[round(v, 5) for v in part.data.uv_layers[0].uv[k].vector] for k in front.loop_indices]
result = sorted(uv), list(m.diffuse_color), image(m).packed_file is not None
"""
    )
    assert uv == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert color[0] == pytest.approx(0.5775804, abs=0.01)
    assert packed is True


def test_a_broken_picture_is_named(kit: Kit, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"not a picture")
    with pytest.raises(Exception, match=r"'broken.png' cannot be read as a picture"):
        kit(f'import os\nos.chdir({str(tmp_path)!r})\nmaterial("m", "oak", texture="broken.png")')


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('material("m", "ook")', "no material kind in 'ook'; did you mean oak"),
        ('material("m", "oak", color="red")', "'red' is no colour"),
        ('material("m", "oak", texture="none.png")', "there is no picture 'none.png' beside the program"),
        ('material("m", "oak", pattern="zigzag")', "pattern 'zigzag' is none of wood"),
        ('material("m", "oak"); material("m", "ash")', "a material of that name already"),
        ('wear("bed", "m")', "there is no such object"),
        ('cube("a"); wear("a", "gold")', "there is no material 'gold'; the palette has none yet"),
    ],
)
def test_mistakes_are_named(kit: Kit, line: str, message: str) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011  # the fixture's own error, matched by text
        kit(f"{PROBE}\n{line}")
    assert message in str(caught.value)


def test_a_slot_nobody_has_is_noted(kit: Kit) -> None:
    assert kit(
        PROBE
        + """
cube("a"); material("m", "oak"); wear("a", legs="m"); dress_all()
result = BUILD.notes
"""
    ) == ["wear('a'): no part or slot legs; its slots are body, glass, top"]
