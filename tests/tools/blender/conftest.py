"""Programs the worker's tests run: two boxes with known places, written without the kit; a room with it."""

from __future__ import annotations

import pytest

from tools.program.kit_cell import standalone

BOXES = """# %% kit
import bpy
def solid(name, owner, part, verts, faces, color):
    data = bpy.data.meshes.new(name)
    data.from_pydata(verts, [], faces)
    obj = bpy.data.objects.new(name, data)
    obj["room_id"], obj["part"], obj["slot"] = owner, part, "body"
    bpy.context.scene.collection.objects.link(obj)
    look = bpy.data.materials.new(name)
    if not look.node_tree:
        look.use_nodes = True
    shader = next(n for n in look.node_tree.nodes if n.type == "BSDF_PRINCIPLED")
    shader.inputs["Base Color"].default_value = (*color, 1.0)
    data.materials.append(look)
    return obj
def box(owner, part, at, size, color):
    (x, y, z), (a, b, c) = at, (s / 2 for s in size)
    verts = [(x + i * a, y + j * b, z + k * c) for i in (-1, 1) for j in (-1, 1) for k in (0, 2)]
    faces = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    return solid(f"{owner}.{part}", owner, part, verts, faces, color)
def root(id, category, at=(0, 0, 0), yaw=0.0):
    empty = bpy.data.objects.new(id, None)
    empty["room_id"], empty["category"], empty["mount"], empty["on"] = id, category, "floor", ""
    empty.location, empty.rotation_euler = at, (0, 0, yaw)
    bpy.context.scene.collection.objects.link(empty)
    return empty
def camera(name, at, rotation, lens, resolution):
    data = bpy.data.cameras.new(name)
    data.sensor_fit, data.lens, data.sensor_width = "HORIZONTAL", lens, 36.0
    obj = bpy.data.objects.new(name, data)
    obj.location, obj.rotation_euler = at, rotation
    obj["resolution"] = resolution
    bpy.context.scene.collection.objects.link(obj)
# %% layout
corners = [(-3, -2, 0), (3, -2, 0), (3, 2, 0), (-3, 2, 0)]
solid("floor", "room", "floor", corners, [(0, 1, 2, 3)], (0.4, 0.3, 0.2))
bed = root("bed", "bed", (1.0, 0.0, 0.0), 1.5707963267948966)
box("bed", "base", (0, 0, 0), (2.0, 1.0, 0.4), (0.8, 0.1, 0.1)).parent = bed
box("bed", "head", (0, 0.45, 0.4), (2.0, 0.1, 0.6), (0.2, 0.6, 0.2)).parent = bed
root("stool", "stool", (-2.0, 1.0, 0.0))
box("stool", "seat", (-2.0, 1.0, 0.0), (0.4, 0.4, 0.5), (0.1, 0.2, 0.8))
# %% camera
camera("reference", (0, 0, 10), (0, 0, 0), 36.0, (400, 200))
camera("side", (0, -6, 1.5), (1.4, 0, 0), 30.0, (320, 240))
data = bpy.data.lights.new("sun", "SUN")
data.energy = 3.0
bpy.context.scene.collection.objects.link(bpy.data.objects.new("sun", data))
"""

ROOM = """# %% room
room(floor=[(-2.5, -2), (2.5, -2), (2.5, 2), (-2.5, 2)], height=2.6)
door("door", wall=0, at=4.2, size=(0.8, 2.0))
# %% layout
place("table", "table", at=(0.5, 0.3), size=(1.2, 0.8, 0.74), yaw=30)
place("lamp", "table lamp", at=(0.2, 0.1), size=(0.3, 0.3, 0.5), on="table")
place("chair", "dining chair", at=(-1.2, -0.5), size=(0.45, 0.5, 0.85), yaw=-90)
# %% geometry:chair
furnish("chair", dining_chair)
# %% materials
material("oak", "wood", color="#8a6a48")
wear("table", "oak")
# %% lighting
sun(elevation=50, azimuth=135, strength=3.0)
# %% camera
camera("reference", at=(0, 0, 18), rotation=(0, 0, 0), focal=3.0, resolution=(640, 400))
# %% run
finish()
"""


@pytest.fixture(scope="session")
def boxes() -> str:
    """A bed of two parts turned by 90 degrees at (1, 0), a stool at (-2, 1), a floor of 6 by 4 m."""
    return BOXES


@pytest.fixture(scope="session")
def room() -> str:
    """A room of the kit: a table turned by 30 degrees with a lamp on it, a chair, a door."""
    return standalone(ROOM)
