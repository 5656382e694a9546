"""Solid parts: boxes, panels, cylinders, cones, spheres, rings, and copies of parts.

Every part stands on `at`, the centre of its base in the object's own frame, and may be turned by
`rotation` (degrees about X, Y, Z) around that point.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal

import bpy
from mathutils import Matrix

from tools.kit.core import Thing, Vec3, mesh
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.sweep import outline_rounded, shell_prism

AXIS_TURNS: dict[str, Vec3] = {"x": (0.0, 90.0, 0.0), "y": (90.0, 0.0, 0.0), "z": (0.0, 0.0, 0.0)}


def box(
    o: Thing,
    part: str,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    slot: str = "body",
    bevel: float = 0.0,
    segments: int = 2,
    rotation: Vec3 = (0.0, 0.0, 0.0),
) -> Any:
    """A box with rounded edges: `box(o, "top", (1.2, 0.6, 0.03), (0, 0, 0.72), slot="top", bevel=0.004)`."""
    return emit(o, part, shell_box(size, (0, 0, 0), bevel, segments), slot=slot, at=at, rotation=rotation)


def boxes(
    o: Thing, part: str, items: Sequence[tuple[Vec3, Vec3]], slot: str = "body", bevel: float = 0.0
) -> Any:
    """Several boxes as one part; items are (size, at) pairs."""
    return emit(o, part, [shell_box(size, at, bevel) for size, at in items], slot=slot)


def panel(
    o: Thing,
    part: str,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    radius: float = 0.03,
    slot: str = "body",
    bevel: float = 0.0,
    axis: Literal["x", "y", "z"] = "z",
    rotation: Vec3 = (0.0, 0.0, 0.0),
) -> Any:
    """A board with round corners seen along `axis`, and a chamfer of `bevel` around its two faces."""
    shell = shell_panel(size, radius, bevel, axis)
    return emit(o, part, shell, slot=slot, at=at, rotation=rotation)


def shell_panel(size: Vec3, radius: float, bevel: float = 0.0, axis: str = "z", segments: int = 5) -> Shell:
    """The shell of `panel`, standing on the origin."""
    w, d, h = size
    spans = {"z": (w, d, h), "y": (w, h, d), "x": (h, d, w)}[axis]
    shell = shell_prism(outline_rounded(spans[0], spans[1], radius, segments), spans[2], bevel=bevel)
    if axis == "z":
        return shell
    centred = shell_moved(shell, (0.0, 0.0, -spans[2] / 2))
    return shell_moved(shell_moved(centred, rotation=AXIS_TURNS[axis]), (0.0, 0.0, h / 2))


def shell_cylinder(
    radius: float,
    height: float,
    at: Vec3 = (0.0, 0.0, 0.0),
    segments: int = 24,
    bevel: float = 0.0,
    axis: str = "z",
    top: float | None = None,
) -> Shell:
    """A cylinder (with `top`, its upper radius, a cut cone) standing, or lying along x or y, on `at`."""
    upper = radius if top is None else top
    b = min(bevel, 0.45 * height, 0.9 * min(radius, upper))
    profile = [(radius, 0.0), (upper, height)]
    if b > 1e-6:
        profile = [(radius - b, 0.0), (radius, b), (upper, height - b), (upper - b, height)]
    shell = shell_lathe(profile, segments)
    if axis != "z":
        low = max(radius, upper)
        turned = shell_moved(shell_moved(shell, (0.0, 0.0, -height / 2)), rotation=AXIS_TURNS[axis])
        return shell_moved(turned, (at[0], at[1], at[2] + low))
    return shell_moved(shell, at)


def cylinder(
    o: Thing,
    part: str,
    radius: float,
    height: float,
    at: Vec3 = (0.0, 0.0, 0.0),
    slot: str = "body",
    segments: int = 24,
    bevel: float = 0.0,
    axis: Literal["x", "y", "z"] = "z",
    rotation: Vec3 = (0.0, 0.0, 0.0),
) -> Any:
    """A cylinder: standing, or lying along axis "x" or "y" with its lowest line through `at`."""
    shell = shell_cylinder(radius, height, (0, 0, 0), segments, bevel, axis)
    return emit(o, part, shell, slot=slot, at=at, rotation=rotation)


def cone(
    o: Thing,
    part: str,
    radius: float,
    height: float,
    at: Vec3 = (0.0, 0.0, 0.0),
    slot: str = "body",
    top: float = 0.0,
    segments: int = 24,
    rotation: Vec3 = (0.0, 0.0, 0.0),
) -> Any:
    """A cone that narrows from `radius` to `top` (0: a point)."""
    shell = shell_lathe([(radius, 0.0), (top, height)], segments)
    return emit(o, part, shell, slot=slot, at=at, rotation=rotation)


def sphere(
    o: Thing,
    part: str,
    radius: float | Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    slot: str = "body",
    segments: int = 20,
    rotation: Vec3 = (0.0, 0.0, 0.0),
) -> Any:
    """A ball, or an ellipsoid of three radii, whose lowest point is `at`."""
    return emit(o, part, shell_sphere(radius, segments), slot=slot, at=at, rotation=rotation)


def shell_sphere(radius: float | Vec3, segments: int = 20) -> Shell:
    """The shell of `sphere`, its lowest point in the origin."""
    rx, ry, rz = (radius, radius, radius) if isinstance(radius, int | float) else radius
    rows = max(4, segments // 2)
    profile = [
        (math.sin(math.pi * k / rows) if 0 < k < rows else 0.0, 1.0 - math.cos(math.pi * k / rows))
        for k in range(rows + 1)
    ]
    shell = shell_lathe(profile, segments)
    shell.verts = [(x * rx, y * ry, z * rz) for x, y, z in shell.verts]
    return shell


def torus(
    o: Thing,
    part: str,
    radius: float,
    thickness: float,
    at: Vec3 = (0.0, 0.0, 0.0),
    slot: str = "body",
    segments: int = 32,
    sides: int = 10,
    rotation: Vec3 = (0.0, 0.0, 0.0),
) -> Any:
    """A ring lying flat: `radius` to the middle of the rod, `thickness` the rod's own radius."""
    shell = shell_torus(radius, thickness, segments, sides)
    return emit(o, part, shell, slot=slot, at=at, rotation=rotation)


def shell_torus(radius: float, thickness: float, segments: int = 32, sides: int = 10) -> Shell:
    """The shell of `torus`, standing on the origin."""
    turn = [2 * math.pi * k / sides for k in range(sides)]
    profile = [(radius + thickness * math.cos(a), thickness + thickness * math.sin(a)) for a in turn]
    return shell_lathe(profile, segments, closed=True)


def copies(o: Thing, made: Any, offsets: Sequence[Vec3], part: str = "") -> list[Any]:
    """Copies of a part that was made, each moved by an offset in metres."""
    return [part_copy(o, made, Matrix.Translation(offset), part) for offset in offsets]


def mirrored(o: Thing, made: Any, axis: Literal["x", "y", "z"] = "x", part: str = "") -> Any:
    """A mirrored copy of a part across the object's middle plane ("x": left to right)."""
    flip = Matrix.Diagonal([-1.0 if axis == name else 1.0 for name in "xyz"] + [1.0])
    return part_copy(o, made, flip, part)


def parts_moved(made: Sequence[Any], offset: Vec3) -> None:
    """Move parts that were made by an offset in metres."""
    for part in made:
        part.data.transform(Matrix.Translation(offset))


def part_copy(o: Thing, made: Any, change: Matrix, part: str = "") -> Any:
    """A copy of a part under a transform; its faces stay outward when the transform mirrors."""
    data = made.data
    verts = [tuple(change @ v.co) for v in data.vertices]
    faces = [tuple(p.vertices) for p in data.polygons]
    if change.determinant() < 0:
        faces = [face[::-1] for face in faces]
    base = part or str(made["part"]).split(".")[0]
    copy = mesh(o, base, verts, faces, slot=made["slot"])
    copy.data.polygons.foreach_set("use_smooth", [p.use_smooth for p in data.polygons])
    return copy


def boolean(
    o: Thing, made: Any, cutter: Any, operation: Literal["DIFFERENCE", "UNION", "INTERSECT"] = "DIFFERENCE"
) -> Any:
    """Cut one part with another: "DIFFERENCE", "UNION" or "INTERSECT". The cutter part is used up."""
    modifier = made.modifiers.new("cut", "BOOLEAN")
    modifier.object, modifier.operation, modifier.solver = cutter, operation, "EXACT"
    bpy.context.view_layer.update()
    evaluated = made.evaluated_get(bpy.context.evaluated_depsgraph_get())
    data = bpy.data.meshes.new_from_object(evaluated)
    old, made.data = made.data, data
    made.modifiers.clear()
    data.name = old.name
    bpy.data.meshes.remove(old)
    o.parts.remove(cutter)
    bpy.data.objects.remove(cutter)
    return made
