"""Lights as a plain viewer shows them: no sky, no exposure, no light bounced, one clipped tone curve.

Blender's own renders stay the measure. The program's exposure is folded into the strengths; lights that glTF
does not have (areas) become points where their light has spread; what comes from the sky and from bounces
becomes four weak suns from all sides, which on any surface add up to nearly the same.
"""

from __future__ import annotations

import math
from typing import Any

import bpy
from mathutils import Vector

AMBIENT_SHARE = 0.5
"""Of an open sky's light, what reaches a room's surfaces with what they pass on. With `SUN_SHARE` set so that
three rooms (the example, the two recorded runs), seen from inside in three.js as it comes, are on the mean as
bright as our own renders."""
AMBIENT_LEAST = 0.25
"""Irradiance that is always there: a room without sky still bounces its lamps' light."""
SUN_SHARE = 0.5
"""Of the sun's: viewers draw no shadows, and clip what Blender's tone curve rolls off."""
SIDES = ((1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1))
"""Corners of a tetrahedron: lights from there sum to 1 to 1.15 on any surface."""


def prepare(build: Any) -> None:
    """Change the scene's lights for export.

    Args:
        build: the program's BUILD, or None where it has no kit.
    """
    settings = getattr(build, "settings", {}) or {}
    gain = 2.0 ** float(settings.get("stops", 0.0))
    for obj in [o for o in bpy.context.scene.objects if o.type == "LIGHT"]:
        light = obj.data
        if light.type == "AREA":
            obj = _as_point(obj)
            light = obj.data
        light.energy *= gain * (SUN_SHARE if light.type == "SUN" else 1.0)
    sky = settings.get("sky") or {}
    strength = AMBIENT_SHARE * math.pi * float(sky.get("strength", 0.0)) * gain
    _ambient(max(strength, AMBIENT_LEAST))


def _as_point(obj: Any) -> Any:
    """A point light as strong as an area light, where as much of its light has spread as it is wide."""
    area = obj.data
    wide = min(area.size, area.size_y) if area.shape in ("RECTANGLE", "ELLIPSE") else area.size
    point = bpy.data.lights.new(f"{area.name} point", "POINT")
    point.energy, point.color, point.shadow_soft_size = area.energy, area.color, 0.1
    made = bpy.data.objects.new(f"{obj.name} point", point)
    made.location = obj.matrix_world @ Vector((0.0, 0.0, -wide / 2))
    bpy.context.scene.collection.objects.link(made)
    bpy.data.objects.remove(obj)
    return made


def _ambient(irradiance: float) -> None:
    for number, side in enumerate(SIDES, 1):
        light = bpy.data.lights.new(f"ambient {number}", "SUN")
        light.energy = irradiance / 1.08
        obj = bpy.data.objects.new(f"ambient {number}", light)
        obj.rotation_euler = Vector(side).to_track_quat("Z", "Y").to_euler()
        bpy.context.scene.collection.objects.link(obj)
