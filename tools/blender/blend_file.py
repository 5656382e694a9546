"""Make the scene ready for a person who opens it in Blender: the camera, the sizes, the names, the order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix, Vector

from tools.blender.naming import name_materials

FINAL_SAMPLES = 128
"""Samples per pixel of a render to keep, denoised; ours are quicker looks."""
CEILING = "Ceiling (off: the camera looks in from above)"
SMALL = 0.35
"""Metres: a thing whose longest side is shorter counts as small wherever it stands."""


def prepare(namespace: Mapping[str, Any]) -> None:
    """Set the scene up. Every file starts from the scene as it was built, so the scene itself is changed.

    Args:
        namespace: of the program; one without the kit keeps its own order.
    """
    build, show = namespace.get("BUILD"), namespace.get("show_view")
    above = _show(build, show)
    for obj in bpy.context.scene.objects:
        obj.hide_render = obj.hide_viewport = False
        obj.hide_set(False)
    _sort(above)
    for obj in list(bpy.context.scene.objects):
        if obj.type == "MESH" and obj.get("slot") in ("door", "drawer"):
            _turning(obj)
    name_materials()
    _render()
    for image in bpy.data.images:
        if image.filepath:
            image.filepath = f"//textures/{bpy.path.basename(image.filepath)}"


def _show(build: Any, show: Callable[[str], Any] | None) -> bool:
    """Make the reference camera the scene's; returns whether it leaves the ceiling out."""
    views = getattr(build, "views", {})
    if show is None or not views:
        return False
    name = "reference" if "reference" in views else next(iter(views))
    show(name)
    return any(o.hide_render for o in bpy.context.scene.objects if o.get("slot") == "ceiling")


def _sort(above: bool) -> None:
    """Collections by what a person looks for."""
    scene = bpy.context.scene
    roots = {str(o["room_id"]): o for o in scene.objects if o.type == "EMPTY" and "category" in o}
    shell = {o.name for c in bpy.data.collections if c.name == "Room" for o in c.objects}
    extents = _extents()
    old = list(scene.collection.children)
    names = ("Room", "Furniture", "Small things", "Lights", "Views", "Ceiling")
    made = {name: bpy.data.collections.new(f"new {name}") for name in names}
    for obj in list(scene.objects):
        owner = str(obj.get("room_id", ""))
        if obj.type == "LIGHT":
            name = "Lights"
        elif obj.type == "CAMERA":
            name = "Views"
        elif above and obj.get("slot") == "ceiling":
            name = "Ceiling"
        elif obj.name in shell:
            name = "Room"
        else:
            carried = bool(roots[owner].get("on")) if owner in roots else False
            name = "Small things" if carried or extents.get(owner, 1.0) < SMALL else "Furniture"
        for collection in obj.users_collection:
            collection.objects.unlink(obj)
        made[name].objects.link(obj)
    for collection in old:
        bpy.data.collections.remove(collection)
    for name in names[:-1]:
        made[name].name = name
        scene.collection.children.link(made[name])
    made["Ceiling"].name = CEILING
    if above:
        made["Room"].children.link(made["Ceiling"])
        made["Ceiling"].hide_render = made["Ceiling"].hide_viewport = True
    else:
        bpy.data.collections.remove(made["Ceiling"])


def _extents() -> dict[str, float]:
    """Longest side of every object's parts together, metres, by id."""
    corners: dict[str, list[Any]] = {}
    for obj in bpy.context.scene.objects:
        if obj.type == "MESH":
            found = corners.setdefault(str(obj.get("room_id", "")), [])
            found += [obj.matrix_world @ Vector(c) for c in obj.bound_box]
    return {id: float(np.ptp(np.array(points), axis=0).max()) for id, points in corners.items()}


def _turning(part: Any) -> None:
    """Put a door's origin on its hinge, a drawer's in its middle; its handle goes with it.

    The hinge is taken to be the upright edge farthest from the handle.
    """
    low, high = (np.array([f(c[k] for c in part.bound_box) for k in range(3)]) for f in (min, max))
    handle = _handle(part, low, high)
    origin = (low + high) / 2
    if part["slot"] == "door":
        origin[2] = low[2]
        across = 0 if high[0] - low[0] >= high[1] - low[1] else 1
        grip = _middle(handle)[across] if handle is not None else high[across]
        origin[across] = low[across] if grip > (low + high)[across] / 2 else high[across]
    part.data = part.data.copy()
    part.data.transform(Matrix.Translation([-c for c in origin]))
    part.location = part.location + Vector(origin)
    if handle is not None:
        handle.parent = part
        handle.location = handle.location - Vector(origin)


def _handle(part: Any, low: Any, high: Any) -> Any:
    """The handle of the same thing that lies on this part; None when there is none."""
    room = 0.08
    for obj in bpy.context.scene.objects:
        if obj.type == "MESH" and obj.get("slot") == "handle" and obj.parent == part.parent:
            middle = _middle(obj)
            if (middle > low - room).all() and (middle < high + room).all():
                return obj
    return None


def _middle(obj: Any) -> Any:
    return np.mean([list(c) for c in obj.bound_box], axis=0)


def _render() -> None:
    scene = bpy.context.scene
    scene.render.filepath = "//renders/"
    scene.render.resolution_percentage = 100
    scene.cycles.samples, scene.cycles.use_adaptive_sampling = FINAL_SAMPLES, True
    scene.cycles.denoising_quality = "HIGH"
    scene.cycles.denoising_prefilter = "ACCURATE"
