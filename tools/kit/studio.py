"""A photographer's studio for single objects: measures and pictures of furniture words for the contact sheet.

Run as `python -m tools.kit.studio JOB.json`: each shot of the job is built in an empty scene, and
rendered or measured. The kit itself never imports this.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
from mathutils import Vector

from tools.kit import core
from tools.kit.studio_measure import studio_measures

SLOT_COLOURS: dict[str, tuple[str, float, float]] = {
    "body": ("#c9b79c", 0.5, 0.0), "frame": ("#7a5a3c", 0.45, 0.0), "wood": ("#8d6742", 0.45, 0.0),
    "top": ("#9c7448", 0.4, 0.0), "leg": ("#5e432d", 0.45, 0.0), "seat": ("#6b7d86", 0.9, 0.0),
    "fabric": ("#6f8791", 0.92, 0.0), "cushion": ("#7e959e", 0.92, 0.0), "pillow": ("#c98b4a", 0.92, 0.0),
    "sheet": ("#ece7dc", 0.9, 0.0), "duvet": ("#b9c6cf", 0.92, 0.0), "throw": ("#a5603f", 0.95, 0.0),
    "metal": ("#8f9296", 0.3, 0.9), "handle": ("#b5a37c", 0.3, 0.9), "glass": ("#dfeaec", 0.05, -1.0),
    "mirror": ("#e8eef0", 0.03, 1.0), "shade": ("#f1e4c8", 0.8, 0.0), "bulb": ("#fff2cc", 0.5, -2.0),
    "leaf": ("#4d7a3a", 0.6, 0.0), "pot": ("#b8653f", 0.7, 0.0), "soil": ("#3a2a1e", 0.95, 0.0),
    "screen": ("#0b0d10", 0.12, 0.0), "paper": ("#f0ead9", 0.8, 0.0), "page": ("#eee5cf", 0.85, 0.0),
    "cover": ("#7d3a32", 0.6, 0.0), "door": ("#b98d5c", 0.45, 0.0), "drawer": ("#b98d5c", 0.45, 0.0),
    "trim": ("#6d4c30", 0.45, 0.0), "tile": ("#e4e6e4", 0.25, 0.0), "water": ("#9cc7d6", 0.05, -1.0),
    "rope": ("#c2a878", 0.9, 0.0), "plastic": ("#2b2d30", 0.4, 0.0), "ceramic": ("#f3f1ec", 0.15, 0.0),
}  # fmt: skip
COVER_COLOURS = ("#7d3a32", "#2f4a63", "#5c6b3f", "#c9a45c", "#4a3b52", "#d8d2c4")


def studio_linear(colour: str) -> tuple[float, float, float, float]:
    """An "#rrggbb" colour as linear RGBA."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return (red, green, blue, 1.0)


def studio_material(slot: str, part: str) -> Any:
    """A plain material for a slot; book covers and the like vary by part name."""
    colour, rough, metal = SLOT_COLOURS.get(slot, SLOT_COLOURS["body"])
    base, _, number = slot.partition("_")
    if slot not in SLOT_COLOURS and base in SLOT_COLOURS:
        colour, rough, metal = SLOT_COLOURS[base]
    if number.isdigit() or base == "cover":
        colour = COVER_COLOURS[(int(number or 1) - 1) % len(COVER_COLOURS)]
    name = f"{slot}-{colour}"
    if name in bpy.data.materials:
        return bpy.data.materials[name]
    made = bpy.data.materials.new(name)
    if not made.node_tree:
        made.use_nodes = True
    shader = made.node_tree.nodes["Principled BSDF"]
    shader.inputs["Base Color"].default_value = studio_linear(colour)
    shader.inputs["Roughness"].default_value = rough
    shader.inputs["Metallic"].default_value = max(0.0, metal)
    if metal == -1.0:
        shader.inputs["Transmission Weight"].default_value = 0.92
        shader.inputs["IOR"].default_value = 1.05
    if metal == -2.0:
        shader.inputs["Emission Color"].default_value = studio_linear(colour)
        shader.inputs["Emission Strength"].default_value = 4.0
    return made


def studio_empty() -> None:
    """An empty scene, and an empty build."""
    for data in (bpy.data.objects, bpy.data.meshes, bpy.data.lights, bpy.data.cameras):
        for item in list(data):
            data.remove(item)
    core.BUILD.things.clear()
    core.BUILD.placements.clear()


def studio_build(word: Callable[..., None], shot: dict[str, Any]) -> tuple[core.Thing, float]:
    """Build one word in an empty scene; the object, and how long it took in milliseconds."""
    studio_empty()
    size = tuple(shot["size"])
    thing = core.place("thing", shot["word"], at=(0.0, 0.0), size=size)
    start = time.perf_counter()
    core.furnish("thing", word, **shot.get("parameters", {}))
    return thing, (time.perf_counter() - start) * 1000


def studio_light(reach: float, floor: float) -> None:
    """A neutral floor, a soft key from the front left, and an even sky."""
    data = bpy.data.meshes.new("studio_floor")
    r = 60 * reach
    data.from_pydata([(-r, -r, floor), (r, -r, floor), (r, r, floor), (-r, r, floor)], [], [(0, 1, 2, 3)])
    ground = bpy.data.objects.new("studio_floor", data)
    paper = bpy.data.materials.get("studio_paper") or bpy.data.materials.new("studio_paper")
    if not paper.node_tree:
        paper.use_nodes = True
    paper.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = (0.62, 0.61, 0.59, 1)
    paper.node_tree.nodes["Principled BSDF"].inputs["Roughness"].default_value = 0.9
    data.materials.append(paper)
    lamp = bpy.data.lights.new("key", "AREA")
    lamp.energy, lamp.size = 330 * reach**2, 1.2 * reach
    key = bpy.data.objects.new("key", lamp)
    key.location = Vector((-2.2, -2.6, 3.4)) * reach
    key.rotation_euler = (Vector((0, 0, 0.3)) - key.location / reach).to_track_quat("-Z", "Y").to_euler()
    for item in (ground, key):
        bpy.context.scene.collection.objects.link(item)
    world = bpy.context.scene.world or bpy.data.worlds.new("studio")
    bpy.context.scene.world = world
    if not world.node_tree:
        world.use_nodes = True
    world.node_tree.nodes["Background"].inputs[0].default_value = (0.92, 0.95, 1.0, 1.0)
    world.node_tree.nodes["Background"].inputs[1].default_value = 0.38


def studio_camera(size: core.Vec3, azimuth: float = -32.0, height: float = 24.0) -> None:
    """A camera on the object's front left that just holds its box."""
    data = bpy.data.cameras.new("camera")
    data.lens, data.sensor_width = 60.0, 36.0
    camera = bpy.data.objects.new("camera", data)
    bpy.context.scene.collection.objects.link(camera)
    a, e = math.radians(azimuth), math.radians(height)
    away = Vector((math.sin(a) * math.cos(e), -math.cos(a) * math.cos(e), math.sin(e)))
    camera.rotation_euler = (-away).to_track_quat("-Z", "Y").to_euler()
    turn = camera.rotation_euler.to_matrix()
    side, up = turn @ Vector((1, 0, 0)), turn @ Vector((0, 1, 0))
    half = Vector(size) / 2
    corners = [
        Vector((x * half.x, y * half.y, z * half.z)) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)
    ]
    slope = 0.5 * data.sensor_width / data.lens * 0.94
    reach = max(max(abs(c.dot(side)), abs(c.dot(up))) / slope + c.dot(away) for c in corners)
    camera.location = Vector((0, 0, half.z)) + away * reach
    data.clip_end = 1000.0
    bpy.context.scene.camera = camera


def studio_render(thing: core.Thing, shot: dict[str, Any]) -> None:
    """Render the object that was built into shot["out"]."""
    for part in thing.parts:
        part.data.materials.clear()
        part.data.materials.append(studio_material(part["slot"], part["part"]))
    reach = max(thing.size)
    floor = -0.35 * thing.h if shot.get("mount") in ("wall", "ceiling") else 0.0
    studio_light(reach, floor)
    studio_camera(thing.size, shot.get("azimuth", -32.0), shot.get("height", 24.0))
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.samples, scene.cycles.max_bounces = shot.get("samples", 4), 6
    scene.cycles.use_denoising, scene.cycles.denoising_quality = True, "FAST"
    scene.cycles.denoising_prefilter = "FAST"
    scene.render.threads_mode, scene.render.threads = "FIXED", 2
    scene.render.resolution_x = scene.render.resolution_y = shot.get("pixels", 384)
    scene.view_settings.view_transform = "AgX"
    scene.view_settings.look = "AgX - Medium High Contrast"
    scene.render.filepath = shot["out"]
    scene.render.image_settings.file_format = "PNG"
    bpy.ops.render.render(write_still=True)


def studio_run(job: dict[str, Any]) -> list[dict[str, Any]]:
    """Do every shot of a job: `{"words": {name: module}, "shots": [{word, size, parameters, out?}...]}`."""
    rows = []
    for shot in job["shots"]:
        module = __import__(f"tools.kit.{job['words'][shot['word']]}", fromlist=[shot["word"]])
        row: dict[str, Any] = {"word": shot["word"], "size": shot["size"]}
        try:
            thing, row["ms"] = studio_build(getattr(module, shot["word"]), shot)
            row |= studio_measures(thing) if shot.get("measure") else {}
            if shot.get("out"):
                studio_render(thing, shot)
        except Exception as error:  # a word that fails is a row of the table, not the end of it
            row["error"] = f"{type(error).__name__}: {error}"
        rows.append(row)
    return rows


if __name__ == "__main__":
    job_path = Path(sys.argv[1])
    done = studio_run(json.loads(job_path.read_text(encoding="utf-8")))
    job_path.with_suffix(".rows.json").write_text(json.dumps(done), encoding="utf-8")
