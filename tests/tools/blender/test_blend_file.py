"""A .blend that opens ready: what a person sees first, read back by Blender itself."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tools.blender.naming import material_name
from tools.blender.worker import Export, Render, Worker
from tools.program.kit_cell import linked

ROOM = """# %% room
room(floor=[(-2.5, -2), (2.5, -2), (2.5, 2), (-2.5, 2)], height=2.6)
door("door", wall=0, at=4.2, size=(0.8, 2.0), angle=0)
# %% layout
place("table", "table", at=(0.5, 0.3), size=(1.2, 0.8, 0.74), yaw=30)
place("vase", "vase", at=(0.2, 0.1), size=(0.2, 0.2, 0.4), on="table")
place("stand", "nightstand", at=(-1.2, 1.5), size=(0.5, 0.4, 0.55))
# %% geometry:stand
furnish("stand", nightstand)
# %% materials
material("oak_2", "oak")
wear("table", "oak_2")
# %% lighting
sun(elevation=50, azimuth=135, strength=8.0)
# %% camera
camera("reference", at=(0, 0, 18), rotation=(0, 0, 0), focal=3.0, resolution=(1640, 1200))
# %% run
finish()
"""
READ = """
import json, sys
import bpy
bpy.ops.wm.open_mainfile(filepath=sys.argv[1])
scene = bpy.context.scene
print("found", json.dumps({
    "camera": scene.camera.name, "size": [scene.render.resolution_x, scene.render.resolution_y],
    "percent": scene.render.resolution_percentage, "samples": scene.cycles.samples,
    "out": scene.render.filepath, "images": [i.filepath for i in bpy.data.images],
    "hidden": [o.name for o in bpy.data.objects if o.hide_render or o.hide_viewport],
    "collections": {c.name: sorted(o.name for o in c.objects) for c in scene.collection.children},
    "off": [c.name for c in bpy.data.collections if c.hide_render],
    "materials": [m.name for m in bpy.data.materials], "texts": [t.name for t in bpy.data.texts],
    "origins": {o.name: list(o.matrix_world.translation) for o in bpy.data.objects if o.type == "MESH"},
    "middles": {o.name: [sum((o.matrix_world @ v.co)[k] for v in o.data.vertices) / len(o.data.vertices)
                         for k in range(3)] for o in bpy.data.objects if o.type == "MESH"}}))
"""


@pytest.fixture(scope="module")
def found(worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Blender reads from a .blend that was written after a preview from elsewhere."""
    folder = tmp_path_factory.mktemp("blend")
    outputs = [Render(folder / "iso.png", view="iso"), Export(folder / "a.glb"), Export(folder / "a.blend")]
    worker.job(linked(ROOM), folder, outputs)
    done = subprocess.run(
        [sys.executable, "-c", READ, str(folder / "a.blend")], capture_output=True, text=True, check=True
    )
    line = next(line for line in done.stdout.splitlines() if line.startswith("found"))
    read: dict[str, Any] = json.loads(line.removeprefix("found"))
    return read


def test_the_reference_camera_at_its_real_size(found: dict[str, Any]) -> None:
    assert (found["camera"], found["size"], found["percent"]) == ("reference", [1640, 1200], 100)
    assert found["samples"] >= 64
    assert found["out"] == "//renders/"
    assert [p for p in found["images"] if p and not p.startswith("//textures/")] == []


def test_nothing_is_hidden_and_everything_is_where_one_looks(found: dict[str, Any]) -> None:
    assert found["hidden"] == []
    assert list(found["collections"]) == ["Room", "Furniture", "Small things", "Lights", "Views"]
    assert "table" in found["collections"]["Furniture"]
    assert "vase" in found["collections"]["Small things"]
    assert "sun" in found["collections"]["Lights"]
    assert {"reference", "eye"} <= set(found["collections"]["Views"])
    assert "room.floor" in found["collections"]["Room"]
    assert [name.split()[0] for name in found["off"]] == ["Ceiling"]
    assert found["texts"] == ["room_kit.py", "scene.py"]


def test_materials_are_named_by_what_they_are_for(found: dict[str, Any]) -> None:
    assert "table.body oak" in found["materials"]
    assert [name for name in found["materials"] if "_2" in name or "#" in name] == []


def test_doors_turn_on_their_hinges_and_nothing_moved(found: dict[str, Any]) -> None:
    leaf, middle = found["origins"]["door.leaf"], found["middles"]["door.leaf"]
    assert abs(leaf[0] - middle[0]) == pytest.approx(0.4, abs=0.06)
    handle = found["middles"]["door.leaf_handle"]
    assert abs(handle[0] - middle[0]) == pytest.approx(0.33, abs=0.1)
    assert abs(handle[0] - leaf[0]) > 0.6
    drawers = [name for name in found["origins"] if name.startswith("stand.drawer") and "handle" not in name]
    assert drawers
    for name in drawers:
        assert found["origins"][name] == pytest.approx(found["middles"][name], abs=0.05)


@pytest.mark.parametrize(
    ("places", "name"),
    [
        ({("bed", "duvet")}, "bed.duvet linen"),
        ({("bed", "duvet"), ("bed", "sheet")}, "bed linen"),
        ({("bed", "handle"), ("door", "handle")}, "handle linen"),
        ({("bed", "duvet"), ("sofa", "seat")}, "linen"),
        (set(), "linen"),
    ],
)
def test_a_name_says_where_when_there_is_one_place(places: set[tuple[str, str]], name: str) -> None:
    assert material_name(places, "linen") == name
