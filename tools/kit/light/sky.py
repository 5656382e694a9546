"""The sky: what shines in from outside, and what a camera sees where the room ends."""

from __future__ import annotations

import math
from typing import Any

import bpy

from tools.kit.core import BUILD, Thing
from tools.kit.light.lights import area_light, exposure, kelvin_rgb, light_add, sun
from tools.kit.materials.colors import srgb_linear

SKY_DEFAULT = {"strength": 0.7, "kelvin": 6500.0, "color": None, "ground": "#83857a", "backdrop": "#f7f7f5"}

SKY_GLARE = 2.5
"""How much brighter the sky is to the eye in a window than as a light."""


def sky(
    strength: float = 0.7,
    kelvin: float = 6500.0,
    color: str | None = None,
    ground: str = "#83857a",
    backdrop: str | None = "#f7f7f5",
    name: str = "sky",
) -> None:
    """Light from the sky, on the room from above and through its windows.

    Args:
        strength: radiance; 0.6 to 1 is a bright day at exposure 0, 0.05 a night.
        kelvin: colour temperature: 6500 overcast, 9000 blue.
        color: "#rrggbb" in place of `kelvin`.
        ground: colour of the land below the horizon.
        backdrop: what pictures from outside show around the room; None shows the sky.
        name: of the sky, for the program's readers.
    """
    if strength < 0:
        raise ValueError(f"sky: strength {strength} is negative")
    BUILD.settings["sky"] = {
        "name": name,
        "strength": strength,
        "kelvin": kelvin,
        "color": color,
        "ground": ground,
        "backdrop": backdrop,
    }


def light_preset(name: str) -> None:
    """A whole lighting in one line.

    Args:
        name: "daylight" (sun and sky), "overcast" (soft sky), "golden" (low warm sun), "evening" (lamps and
            a dim blue sky), "night" (lamps only) or "studio" (even and neutral, for looking at shapes).
    """
    presets: dict[str, tuple[tuple[float, float, float, float] | None, float, float, float]] = {
        # sun: elevation, azimuth, strength, kelvin; sky strength and kelvin; ceiling watts per square metre
        "daylight": ((48.0, 140.0, 3.0, 5500.0), 0.7, 6500.0, 0.0),
        "overcast": (None, 1.0, 6500.0, 0.0),
        "golden": ((16.0, 240.0, 4.0, 3600.0), 0.45, 7000.0, 0.0),
        "evening": (None, 0.12, 7500.0, 0.7),
        "night": (None, 0.03, 8000.0, 1.2),
        "studio": (None, 0.9, 5000.0, 3.0),
    }
    if name not in presets:
        raise ValueError(f"light_preset({name!r}): the presets are {', '.join(presets)}")
    bright, strength, kelvin, ceiling = presets[name]
    if bright:
        sun(elevation=bright[0], azimuth=bright[1], strength=bright[2], kelvin=bright[3])
    sky(strength=strength, kelvin=kelvin)
    if ceiling:
        ceiling_light("ceiling", ceiling, 3000.0 if name != "studio" else 5000.0)
    exposure({"evening": 0.7, "night": 0.9, "studio": 0.0}.get(name, 0.3))


def ceiling_light(name: str, watts_per_m2: float, kelvin: float = 3000.0) -> Any:
    """One wide soft light under the ceiling, sized by the room."""
    info = BUILD.room
    xs, ys = [p[0] for p in info["floor"]], [p[1] for p in info["floor"]]
    w, d = max(xs) - min(xs), max(ys) - min(ys)
    at = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2, info["height"] - 0.05)
    return area_light(name, at, (w * 0.6, d * 0.6), w * d * watts_per_m2, kelvin)


def sky_rgb(settings: dict[str, Any]) -> tuple[float, float, float]:
    """Linear colour of the sky."""
    return srgb_linear(settings["color"]) if settings["color"] else kelvin_rgb(settings["kelvin"])


def window_light(o: Thing, settings: dict[str, Any]) -> None:
    """The sky's light through one window, as a soft light just inside its glass.

    A picture of few samples would otherwise find the window by chance only.
    """
    obj = light_add(f"{o.id}.sky", "AREA", 0.0, settings["kelvin"], settings["color"])
    obj.data.shape, obj.data.size, obj.data.size_y = "RECTANGLE", o.w * 0.92, o.h * 0.92
    obj.data.energy = settings["strength"] * math.pi * o.w * o.h * 0.85
    obj.data.spread = math.radians(150)
    obj.parent = o.root
    obj.location = (0.0, o.d * 0.3, o.h / 2)
    # Area lights shine along -Z: lie it so that this is -Y, into the room.
    obj.rotation_euler = (math.radians(-90), 0.0, 0.0)
    obj["wall"] = o.root["wall"]


def sky_build() -> None:
    """The world's shader: a gradient that lights, and a plain backdrop that only the camera sees."""
    settings = BUILD.settings.setdefault("sky", dict(SKY_DEFAULT))
    scene = BUILD.scene  # first: in a program that has made nothing yet this empties Blender
    world = bpy.data.worlds.new("Sky")
    scene.world = world
    if not world.node_tree:
        world.use_nodes = True
    tree = world.node_tree
    tree.nodes.clear()
    make, link = tree.nodes.new, tree.links.new
    out, mix = make("ShaderNodeOutputWorld"), make("ShaderNodeMixShader")
    light, behind = make("ShaderNodeBackground"), make("ShaderNodeBackground")
    behind.name = behind.label = "Backdrop"
    link(mix.outputs[0], out.inputs["Surface"])
    link(light.outputs[0], mix.inputs[1])
    link(behind.outputs[0], mix.inputs[2])
    light.inputs["Strength"].default_value = settings["strength"]
    sky_gradient(tree, settings, light.inputs["Color"])
    ray = make("ShaderNodeLightPath")
    link(ray.outputs["Is Camera Ray"], mix.inputs[0])
    if "cycles" in world or hasattr(world, "cycles"):
        world.cycles.sampling_method, world.cycles.sample_map_resolution = "MANUAL", 64


def sky_gradient(tree: Any, settings: dict[str, Any], socket: Any) -> None:
    """Colour by height: ground below, a pale horizon, the sky above."""
    make, link = tree.nodes.new, tree.links.new
    place, split, ramp = (make(f"ShaderNode{kind}") for kind in ("TexCoord", "SeparateXYZ", "ValToRGB"))
    ramp.name = ramp.label = "Sky colours"
    scale = make("ShaderNodeMath")
    scale.operation, scale.inputs[1].default_value, scale.inputs[2].default_value = "MULTIPLY_ADD", 0.5, 0.5
    link(place.outputs["Generated"], split.inputs[0])
    link(split.outputs["Z"], scale.inputs[0])
    link(scale.outputs[0], ramp.inputs[0])
    link(ramp.outputs[0], socket)
    top, ground = sky_rgb(settings), srgb_linear(settings["ground"])
    pale = tuple(0.55 * c + 0.45 for c in top)
    stops = ramp.color_ramp.elements
    stops[0].position, stops[0].color = 0.48, (*ground, 1.0)
    stops[1].position, stops[1].color = 0.505, (*pale, 1.0)
    end = stops.new(0.85)
    end.color = (*top, 1.0)


def sky_backdrop(outside: bool) -> None:
    """What the camera sees beyond the room, whatever lights it.

    Views from outside get the plain backdrop, a window shows a sky as bright as it looks from indoors.
    """
    settings = BUILD.settings.get("sky", SKY_DEFAULT)
    tree = BUILD.scene.world.node_tree
    behind, ramp = tree.nodes["Backdrop"], tree.nodes["Sky colours"]
    for old in list(behind.inputs["Color"].links):
        tree.links.remove(old)
    if outside and settings["backdrop"]:
        # AgX shows radiance 1 as a grey: lift the colour so that white reads as white at any exposure.
        behind.inputs["Color"].default_value = (*srgb_linear(settings["backdrop"]), 1.0)
        behind.inputs["Strength"].default_value = 7.0 * 2.0 ** -BUILD.settings.get("stops", 0.0)
    else:
        tree.links.new(ramp.outputs[0], behind.inputs["Color"])
        behind.inputs["Strength"].default_value = settings["strength"] * (1.0 if outside else SKY_GLARE)
