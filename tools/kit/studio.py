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
from tools.kit.materials.dress import dress_look, dress_material, dress_put
from tools.kit.materials.uv import uv_part
from tools.kit.studio_measure import studio_measures


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
    paper.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = (0.33, 0.33, 0.33, 1)
    paper.node_tree.nodes["Principled BSDF"].inputs["Roughness"].default_value = 0.9
    data.materials.append(paper)
    lamp = bpy.data.lights.new("key", "AREA")
    lamp.energy, lamp.size = 330 * reach**2, 1.2 * reach
    key = bpy.data.objects.new("key", lamp)
    key.location = Vector((-2.2, -2.6, 3.4)) * reach
    key.rotation_euler = (Vector((0, 0, 0.3)) - key.location / reach).to_track_quat("-Z", "Y").to_euler()
    for item in (ground, key):
        core.BUILD.scene.collection.objects.link(item)
    world = core.BUILD.scene.world or bpy.data.worlds.new("studio")
    core.BUILD.scene.world = world
    if not world.node_tree:
        world.use_nodes = True
    world.node_tree.nodes["Background"].inputs[0].default_value = (0.92, 0.95, 1.0, 1.0)
    world.node_tree.nodes["Background"].inputs[1].default_value = 0.42


def studio_camera(size: core.Vec3, azimuth: float = -32.0, height: float = 24.0) -> None:
    """A camera on the object's front left that just holds its box."""
    data = bpy.data.cameras.new("camera")
    data.lens, data.sensor_width = 60.0, 36.0
    camera = bpy.data.objects.new("camera", data)
    core.BUILD.scene.collection.objects.link(camera)
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
    core.BUILD.scene.camera = camera


def studio_render(thing: core.Thing, shot: dict[str, Any]) -> None:
    """Render the object that was built into shot["out"]."""
    thing.wears = shot.get("wears", {})
    for look in thing.wears.values():
        dress_look(look)
    for part in thing.parts:
        made = dress_material(thing, part)
        dress_put(part, made)
        uv_part(part, made)
    reach = max(thing.size)
    floor = -0.35 * thing.h if shot.get("mount") in ("wall", "ceiling") else 0.0
    studio_light(reach, floor)
    studio_camera(thing.size, shot.get("azimuth", -32.0), shot.get("height", 24.0))
    scene = core.BUILD.scene
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
    bpy.ops.render.render(write_still=True, scene=scene.name)


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
