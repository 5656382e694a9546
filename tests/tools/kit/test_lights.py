"""Lights: directions, colours, lamps, and the presets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Kit = Callable[[str], Any]
ROOM = "room(floor=[(-2, -1.5), (2, -1.5), (2, 1.5), (-2, 1.5)], height=2.5, wall=0.1)\n"


@pytest.mark.parametrize(
    ("kelvin", "x", "y"), [(2856, 0.4476, 0.4074), (4000, 0.3805, 0.3768), (6504, 0.3135, 0.3236)]
)
def test_colour_temperatures_lie_on_the_planckian_locus(kit: Kit, kelvin: float, x: float, y: float) -> None:
    # Published chromaticities of black bodies (CIE 15): illuminant A and two others.
    r, g, b = kit(f"result = kelvin_linear({kelvin})")
    big_x = 0.4124564 * r + 0.3575761 * g + 0.1804375 * b
    big_y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    big_z = 0.0193339 * r + 0.1191920 * g + 0.9503041 * b
    total = big_x + big_y + big_z
    assert (big_x / total, big_y / total) == pytest.approx((x, y), abs=2e-3)


def test_white_is_white_and_lamps_are_warm(kit: Kit) -> None:
    white, lamp, blue = kit("result = kelvin_rgb(5500), kelvin_rgb(2700), kelvin_rgb(9000)")
    assert white == pytest.approx([1, 1, 1], abs=1e-6)
    assert lamp[0] == 1.0
    assert lamp[0] > lamp[1] > lamp[2]
    assert blue[2] == 1.0
    assert blue[0] < blue[1] < 1.0


def test_the_sun_shines_from_where_it_is_said_to_be(kit: Kit) -> None:
    x, y, z = kit("""
from mathutils import Vector
obj = sun(elevation=30, azimuth=90)
result = list(obj.rotation_euler.to_matrix() @ Vector((0, 0, -1)))
""")
    # From +X, 30 degrees up: it travels towards -X and down.
    assert (x, y, z) == pytest.approx((-0.8660254, 0.0, -0.5), abs=1e-5)


def test_an_area_light_shines_down_or_where_it_looks(kit: Kit) -> None:
    down, aimed = kit("""
from mathutils import Vector
a = area_light("a", at=(0, 0, 2))
b = area_light("b", at=(0, 0, 2), look_at=(1, 0, 2))
result = [list(o.rotation_euler.to_matrix() @ Vector((0, 0, -1))) for o in (a, b)]
""")
    assert down == pytest.approx([0, 0, -1])
    assert aimed == pytest.approx([1, 0, 0], abs=1e-6)


def test_a_lamp_s_light_sits_in_its_bulb_and_its_shade_glows(kit: Kit) -> None:
    at, shadows, glows, others = kit(
        ROOM
        + """
place("table", "table", at=(1, 0), size=(0.5, 0.5, 0.5))
o = place("lamp", "lamp", at=(0, 0), size=(0.4, 0.4, 0.6), on="table")
def part(name, low, high, slot):
    v = [(x, y, z) for x in (-high, high) for y in (-high, high) for z in (low, low + 0.1)]
    f = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    mesh(o, name, v, f, slot=slot)
part("foot", 0.0, 0.2, "metal"); part("bulb", 0.4, 0.02, "bulb"); part("shade", 0.5, 0.2, "shade")
light = lamp_light("l", on="lamp", power=8)
finish()
def glow(p):
    nodes = p.material_slots[0].material.node_tree.nodes
    return next(n for n in nodes if n.type == "BSDF_PRINCIPLED").inputs["Emission Strength"].default_value
bpy.context.view_layer.update()
p = {p["part"]: p for p in o.parts}
at = list(light.matrix_world.translation)
result = at, [p[k].visible_shadow for k in p], glow(p["shade"]), glow(p["foot"])
"""
    )
    assert at == pytest.approx([1.0, 0.0, 0.95], abs=1e-5)
    assert shadows == [True, False, False]
    assert glows > 0.3
    assert others == 0


def test_a_shade_is_seen_to_glow_in_a_camera_closed_down_for_the_day(kit: Kit) -> None:
    open_up, closed, dim, watts = kit(
        """
BUILD.settings["stops"] = 0.0
plain = lamp_radiance("shade", 3.0)
BUILD.settings["stops"] = -2.0
result = plain, lamp_radiance("shade", 3.0), lamp_radiance("shade", 0.3), lamp_radiance("bulb", 3.0)
"""
    )
    assert closed == pytest.approx(4 * open_up)
    assert 0 < dim < closed < watts


def test_glass_that_glows_as_a_whole_is_white_and_does_not_light_the_room_twice(kit: Kit) -> None:
    found = kit(
        ROOM
        + """
material("opal", "bulb", emission=30)
material("pane", "glass")
for k, (kind, worn) in enumerate((("drum", None), ("globe", None), ("mushroom", None), ("globe", "opal"))):
    place(f"lamp_{k}", "table lamp", at=(k - 1.5, 0), size=(0.3, 0.3, 0.4))
    furnish(f"lamp_{k}", table_lamp, shade=kind)
    if worn:
        wear(f"lamp_{k}", worn)
    lamp_light(f"light_{k}", on=f"lamp_{k}", power=4)
o = place("own", "table lamp", at=(0, 1), size=(0.3, 0.3, 0.3))
sphere(o, "ball", 0.15, (0, 0, 0.15), slot="glass")
wear("own", "pane")
lamp_light("light_own", on="own", power=4)
o = place("cabinet", "cabinet", at=(1, 1), size=(0.3, 0.3, 0.3))
sphere(o, "ball", 0.15, (0, 0, 0.15), slot="glass")
lamp_light("light_cabinet", on="cabinet", power=4)
finish()
def lit(id, slot):
    part = next(p for p in BUILD.things[id].parts if p["slot"] == slot)
    shader = next(n for n in part.material_slots[0].material.node_tree.nodes if n.type == "BSDF_PRINCIPLED")
    outs = [n for n in part.material_slots[0].material.node_tree.nodes if n.type == "OUTPUT_MATERIAL"]
    values = shader.inputs["Emission Strength"].default_value, shader.inputs["Alpha"].default_value
    return [*values, part.visible_diffuse, len(outs)]
result = [lit(f"lamp_{k}", "shade") for k in range(4)] + [lit("own", "glass"), lit("cabinet", "glass")]
"""
    )
    drum, globe, mushroom, said, own, cabinet = found
    assert drum[0] < 2 < 4 <= globe[0]
    assert mushroom[0] >= 4
    assert said[0] == 30  # what a material says of itself is no less than that
    assert own[0] >= 4
    assert [row[2] for row in found] == [True, False, False, False, False, True]
    assert cabinet[0] == 0  # a lit cabinet's panes stay glass
    assert cabinet[3] == 2
    assert own[1] == 1.0
    assert own[3] == 1  # lit glass is not seen through


def test_lumens_become_watts_and_stand_in_for_power(kit: Kit) -> None:
    bulb, watts = kit("""
a = point_light("a", (0, 0, 1), lumens=683)
b = point_light("b", (0, 0, 1), power=5)
result = a.data.energy, b.data.energy
""")
    assert bulb == pytest.approx(8.0)  # one watt of light, three stops up
    assert watts == 5.0


@pytest.mark.parametrize("name", ["daylight", "overcast", "golden", "evening", "night", "studio"])
def test_presets_light_the_room(kit: Kit, name: str) -> None:
    lights, strength, stops = kit(
        ROOM
        + f"""
window("w", wall=0, at=2)
light_preset({name!r})
finish()
result = (sorted(BUILD.lights), BUILD.settings["sky"]["strength"], BUILD.scene.view_settings.exposure)
"""
    )
    assert "w.sky" in lights
    assert strength > 0
    assert stops >= 0


def test_a_room_without_lighting_gets_daylight(kit: Kit) -> None:
    lights, world = kit(ROOM + "finish()\nresult = sorted(BUILD.lights), BUILD.scene.world.name")
    assert lights == ["sun"]
    assert world == "Sky"


def test_views_from_outside_see_a_backdrop_and_windows_the_sky(kit: Kit) -> None:
    assert kit(
        ROOM
        + """
view("in", (0, 0, 1.5), (1, 1, 1.2))
finish()
def shown(name):
    show_view(name)
    color = BUILD.scene.world.node_tree.nodes["Backdrop"].inputs["Color"]
    return not color.links, BUILD.scene.view_settings.exposure > BUILD.settings["stops"] + 0.1
result = shown("top"), shown("in"), shown("iso")
"""
    ) == [[True, False], [False, True], [True, False]]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('lamp_light("l", on="x")', "on='x' is not placed"),
        ("sun(); sun()", "a light of that name already"),
        ('point_light("p", (0, 0, 1), power=-1)', "power -1 is negative"),
        ('light_preset("dusk")', "the presets are daylight"),
        ('exposure(0, contrast="none")', "is none of low, medium, high"),
    ],
)
def test_mistakes_are_named(kit: Kit, line: str, message: str) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011  # the fixture's own error, matched by text
        kit(line)
    assert message in str(caught.value)


def test_a_closed_room_is_exposed_like_the_open_one(kit: Kit) -> None:
    dark, lamps, night = kit(
        ROOM
        + """
def stops(*lights):
    BUILD.lights.clear()
    for k, power in enumerate(lights):
        point_light(f"p{k}", (0, 0, 2), power=power)
    return bright_stops()
window("w", wall=0, at=2)
sky(strength=0.7)
first = stops(5), stops(30)
sky(strength=0.02)
result = (*first, stops(30))
"""
    )
    assert dark > lamps > 0
    assert night == 0
