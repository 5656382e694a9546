"""Lights: sun, sky, ceiling and lamp lights, with colour temperatures, and the exposure.

Powers are Blender's watts of radiant flux. At exposure 0 a bedside lamp reads right at 8 to 15 W, a ceiling
panel at 40 to 80 W and a low sun at 3 W/m2. `lumens=` takes what is printed on a bulb's box instead.
"""

from __future__ import annotations

import math
from typing import Any

import bpy
from mathutils import Vector

from tools.kit.core import BUILD, Thing, Vec2, Vec3, coordinates

WHITE_KELVIN = 5500.0
"""The light that looks white: the camera's white balance."""
WHITE_SOFTENED = 0.65
"""How much of a light's tint is kept, as an exponent: eyes and cameras adapt to the rest."""
INTERIOR_STOPS = 3.0
"""How much more open a camera indoors is than Blender's own exposure 0."""


def kelvin_rgb(kelvin: float, white: float | None = None) -> Vec3:
    """Linear RGB of a black body of that temperature, its largest channel 1, seen by a balanced camera.

    Chromaticity by the cubic splines of Kim et al., "Design of Advanced Color Temperature Control System
    for HDTV Applications" (Journal of the Korean Physical Society 41, 2002), valid from 1667 to 25000 K.
    """
    balance = kelvin_linear(white or BUILD.settings.get("white", WHITE_KELVIN))
    rgb = [(c / b) ** WHITE_SOFTENED for c, b in zip(kelvin_linear(kelvin), balance, strict=True)]
    top = max(rgb)
    return float(rgb[0] / top), float(rgb[1] / top), float(rgb[2] / top)


def kelvin_linear(kelvin: float) -> Vec3:
    """Linear sRGB of unit luminance on the Planckian locus."""
    t = 1000.0 / min(max(kelvin, 1667.0), 25000.0)
    if t >= 0.25:
        x = -0.2661239 * t**3 - 0.2343589 * t**2 + 0.8776956 * t + 0.179910
    else:
        x = -3.0258469 * t**3 + 2.1070379 * t**2 + 0.2226347 * t + 0.240390
    if t >= 1000.0 / 2222.0:
        y = -1.1063814 * x**3 - 1.34811020 * x**2 + 2.18555832 * x - 0.20219683
    elif t >= 0.25:
        y = -0.9549476 * x**3 - 1.37418593 * x**2 + 2.09137015 * x - 0.16748867
    else:
        y = 3.0817580 * x**3 - 5.87338670 * x**2 + 3.75112997 * x - 0.37001483
    big_x, big_z = x / y, (1 - x - y) / y
    return (
        max(3.2404542 * big_x - 1.5371385 - 0.4985314 * big_z, 0.02),
        max(-0.9692660 * big_x + 1.8760108 + 0.0415560 * big_z, 0.02),
        max(0.0556434 * big_x - 0.2040259 + 1.0572252 * big_z, 0.02),
    )


def light_watts(power: float, lumens: float | None) -> float:
    """Watts of a light: as given, or from its luminous flux (an old 60 W bulb: 800 lumens, here 9.4 W).

    683 lumens are one watt of light; interiors are shown `INTERIOR_STOPS` brighter than Blender's exposure 0.
    """
    return power if lumens is None else lumens / 683.0 * 2**INTERIOR_STOPS


def light_add(name: str, kind: str, energy: float, kelvin: float, color: str | None) -> Any:
    """A Blender light of a kind (SUN, AREA, POINT, SPOT); its colour is settled when the room is finished."""
    BUILD.begin()
    if name in BUILD.lights:
        raise ValueError(f"light {name!r}: there is a light of that name already")
    if energy < 0:
        raise ValueError(f"light {name!r}: power {energy} is negative")
    data = bpy.data.lights.new(name, kind)
    data.energy = energy
    obj = BUILD.link(bpy.data.objects.new(name, data), "Lights")
    obj["light"], obj["kelvin"], obj["color"] = name, float(kelvin), color or ""
    obj.visible_camera = False
    BUILD.lights[name] = obj
    return obj


def light_aim(obj: Any, direction: Any) -> None:
    """Turn a light so that it shines along a world direction."""
    obj.rotation_euler = Vector(direction).to_track_quat("-Z", "Y").to_euler("XYZ")


def sun(
    elevation: float = 45.0,
    azimuth: float = 135.0,
    strength: float = 3.0,
    kelvin: float = 5500.0,
    angle: float = 3.0,
    name: str = "sun",
    color: str | None = None,
) -> Any:
    """Sunlight.

    Args:
        elevation: degrees above the horizon.
        azimuth: where it comes from, degrees clockwise from +Y (the picture's top) seen from above: 90 is +X.
        strength: W/m2.
        kelvin: colour temperature.
        angle: degrees it spans in the sky; larger is softer (the real sun: 0.5).
        name: of the light.
        color: "#rrggbb" in place of `kelvin`.
    """
    obj = light_add(name, "SUN", strength, kelvin, color)
    obj.data.angle = math.radians(angle)
    up, turn = math.radians(elevation), math.radians(azimuth)
    to_sun = Vector((math.sin(turn) * math.cos(up), math.cos(turn) * math.cos(up), math.sin(up)))
    obj.location = to_sun * 10
    light_aim(obj, -to_sun)
    return obj


def area_light(
    name: str,
    at: Vec3,
    size: Vec2 = (1.0, 1.0),
    power: float = 60.0,
    kelvin: float = 4000.0,
    look_at: Vec3 | None = None,
    rotation: Vec3 | None = None,
    color: str | None = None,
    lumens: float | None = None,
) -> Any:
    """A soft rectangular light, shining down unless told otherwise.

    Args:
        name: of the light.
        at: its centre, world metres.
        size: width and depth, metres.
        power: watts.
        kelvin: colour temperature.
        look_at: world point it shines at.
        rotation: degrees about X, Y, Z in place of `look_at`.
        color: "#rrggbb" in place of `kelvin`.
        lumens: in place of `power`.
    """
    obj = light_add(name, "AREA", light_watts(power, lumens), kelvin, color)
    obj.data.shape, obj.data.size, obj.data.size_y = "RECTANGLE", size[0], size[1]
    obj.location = at
    if look_at is not None:
        light_aim(obj, Vector(look_at) - Vector(at))
    elif rotation is not None:
        obj.rotation_euler = [math.radians(a) for a in rotation]
    return obj


def point_light(
    name: str,
    at: Vec3,
    power: float = 10.0,
    kelvin: float = 2700.0,
    radius: float = 0.05,
    color: str | None = None,
    lumens: float | None = None,
) -> Any:
    """A bulb hanging in the air at a world point; the other arguments as for `lamp_light`."""
    obj = light_add(name, "POINT", light_watts(power, lumens), kelvin, color)
    obj.data.shadow_soft_size, obj.location = radius, at
    return obj


def spot_light(
    name: str,
    at: Vec3,
    look_at: Vec3 | None = None,
    power: float = 20.0,
    angle: float = 60.0,
    kelvin: float = 3000.0,
    radius: float = 0.04,
    color: str | None = None,
    lumens: float | None = None,
) -> Any:
    """A cone of light, `angle` degrees wide, from a world point down or towards `look_at`."""
    obj = light_add(name, "SPOT", light_watts(power, lumens), kelvin, color)
    obj.data.spot_size, obj.data.spot_blend = math.radians(angle), 0.5
    obj.data.shadow_soft_size, obj.location = radius, at
    if look_at is not None:
        light_aim(obj, Vector(look_at) - Vector(at))
    return obj


def lamp_light(
    name: str,
    on: str,
    power: float = 10.0,
    kelvin: float = 2700.0,
    radius: float | None = None,
    color: str | None = None,
    lumens: float | None = None,
) -> Any:
    """The light of a lamp in the room: it sits in the lamp's bulb, and the shade glows.

    Args:
        name: of the light.
        on: id of the lamp.
        power: watts, for all its bulbs together.
        kelvin: colour temperature.
        radius: of the glowing bulb, metres; larger is softer.
        color: "#rrggbb" in place of `kelvin`.
        lumens: in place of `power`; a bedside lamp has 400 to 800, a ceiling lamp 1500 to 3000.
    """
    if on not in BUILD.things:
        raise ValueError(f"lamp_light({name!r}): on={on!r} is not placed")
    obj = light_add(name, "POINT", light_watts(power, lumens), kelvin, color)
    obj.parent = BUILD.things[on].root
    obj["on"] = on
    obj.data.shadow_soft_size = radius or 0.05
    return obj


def exposure(stops: float = 0.0, white: float = WHITE_KELVIN, contrast: str = "medium") -> None:
    """Brightness of the pictures in stops, the colour temperature that looks white, and the contrast.

    `contrast` is "low", "medium" or "high": AgX with its base, medium high or high contrast look.
    """
    if contrast not in ("low", "medium", "high"):
        raise ValueError(f"exposure: contrast={contrast!r} is none of low, medium, high")
    BUILD.settings.update(stops=float(stops), white=float(white), contrast=contrast)


def lamp_spot(o: Thing) -> tuple[Vec3, float]:
    """Where a lamp's light comes from, in the lamp's own frame, and the size of what gives it, metres."""
    for slot in ("bulb", "shade", "glass", "screen"):
        points = [coordinates(p.data) for p in o.parts if p["slot"] == slot and len(p.data.vertices)]
        if points:
            low, high = points[0].min(axis=0), points[0].max(axis=0)
            for more in points[1:]:
                low, high = low.clip(max=more.min(axis=0)), high.clip(min=more.max(axis=0))
            x, y, z = (float(v) for v in (low + high) / 2)
            return (x, y, z), float(min(high - low)) / 2
    return (0.0, 0.0, o.h * 0.8), 0.05
