"""What leaves Blender says what Blender shows: materials, relief, light, and a room one can look into."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.blender.exports import without_required
from tools.blender.worker import Export, Worker
from tools.program.kit_cell import linked

ROOM = """# %% room
room(floor=[(-2.5, -2), (2.5, -2), (2.5, 2), (-2.5, 2)], height=2.6)
window("window", wall=0, at=2.4, size=(1.4, 1.2), sill=0.9)
# %% layout
place("table", "table", at=(0.5, 0.3), size=(1.2, 0.8, 0.74), yaw=30)
place("bed", "bed", at=(-1.2, 0.5), size=(1.6, 2.0, 1.0))
place("lamp", "floor lamp", at=(1.8, 1.5), size=(0.4, 0.4, 1.6))
# %% geometry:bed
furnish("bed", bed)
furnish("lamp", floor_lamp)
# %% materials
material("oak", "oak")
material("linen", "linen", color="#c8862a")
wear("table", "oak")
wear("bed", "linen", frame="oak")
# %% lighting
sun(elevation=50, azimuth=135, strength=8.0)
area_light("soft", at=(0, 0, 2.55), size=(2, 2), power=30)
lamp_light("bulb", on="lamp", power=12)
exposure(-2.0)
# %% camera
camera("reference", at=(0, 0, 18), rotation=(0, 0, 0), focal=3.0, resolution=(640, 400))
# %% run
finish()
"""


@pytest.fixture(scope="module")
def exported(worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the room as a GLB."""
    folder = tmp_path_factory.mktemp("exported")
    worker.job(linked(ROOM), folder, [Export(folder / "room.glb")])
    return folder


@pytest.fixture(scope="module")
def tree(exported: Path) -> dict[str, Any]:
    """The GLB's JSON."""
    return header((exported / "room.glb").read_bytes())


def header(glb: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(glb[20 : 20 + struct.unpack_from("<I", glb, 12)[0]])
    return found


def test_any_reader_can_open_it(tree: dict[str, Any], exported: Path) -> None:
    assert "extensionsRequired" not in tree
    assert {i["mimeType"] for i in tree["images"]} <= {"image/jpeg", "image/png"}
    assert "KHR_texture_transform" not in tree["extensionsUsed"]
    scene = trimesh.load(exported / "room.glb", force="scene")
    assert scene.extents[[0, 2]] == pytest.approx([5.24, 4.24], abs=0.2)


def test_cloth_is_as_dull_as_in_blender(tree: dict[str, Any]) -> None:
    linen = next(m for m in tree["materials"] if m["name"] == "bed linen")
    sheen = linen["extensions"]["KHR_materials_sheen"]
    assert sheen["sheenColorFactor"] == pytest.approx([0.25] * 3, abs=1e-3)
    coats = [m["name"] for m in tree["materials"] if "KHR_materials_clearcoat" in m.get("extensions", {})]
    assert coats == []


def test_relief_is_a_normal_map(tree: dict[str, Any], exported: Path) -> None:
    rough = [m for m in tree["materials"] if "normalTexture" in m]
    assert rough
    for made in rough:
        base = tree["textures"][made["pbrMetallicRoughness"]["baseColorTexture"]["index"]]["source"]
        assert tree["textures"][made["normalTexture"]["index"]]["source"] != base
    scene = trimesh.load(exported / "room.glb", force="scene")
    maps = [getattr(g.visual.material, "normalTexture", None) for g in scene.geometry.values()]
    means = [np.asarray(m.convert("RGB")).reshape(-1, 3).mean(axis=0) for m in maps if m is not None]
    assert np.median(means, axis=0) == pytest.approx([127.5, 127.5, 250], abs=8)


def test_lights_suit_a_plain_viewer(tree: dict[str, Any]) -> None:
    lights = {k["name"]: k for k in tree["extensions"]["KHR_lights_punctual"]["lights"]}
    assert max(k["intensity"] for k in lights.values()) < 10
    assert lights["sun"]["intensity"] == pytest.approx(8.0 * 0.25 * 0.5)
    assert lights["bulb"]["intensity"] == pytest.approx(12 / 4 / (4 * np.pi), rel=0.01)
    assert {"soft point", "ambient 1"} <= lights.keys()


def test_one_looks_in_from_above(tree: dict[str, Any]) -> None:
    ceiling = next(m for m in tree["materials"] if m["name"].startswith("room.ceiling"))
    assert not ceiling.get("doubleSided", False)
    node = next(n for n in tree["nodes"] if n.get("extras", {}).get("slot") == "ceiling")
    normals = tree["meshes"][node["mesh"]]["primitives"][0]["attributes"]["NORMAL"]
    assert tree["accessors"][normals]["count"] == 4
    oak = [m for m in tree["materials"] if m["name"].endswith(" oak")]
    assert not any(m.get("doubleSided") for m in oak)


def test_required_is_only_what_is(tree: dict[str, Any]) -> None:
    text = json.dumps({"asset": {}, "extensionsRequired": ["A", "B"]}).encode()
    text += b" " * (-len(text) % 4)
    glb = struct.pack("<4sIII4s", b"glTF", 2, 20 + len(text) + 4, len(text), b"JSON") + text + b"rest"
    less = without_required(glb, "A")
    assert header(less)["extensionsRequired"] == ["B"]
    assert less.endswith(b"rest")
    assert struct.unpack_from("<I", less, 8)[0] == len(less)
    assert "extensionsRequired" not in header(without_required(less, "B"))


@settings(deadline=None, max_examples=25)
@given(st.floats(0.0, 0.01), st.floats(0.0, 1.0), st.floats(0.05, 2.0), st.integers(0, 99))
def test_normals_are_unit_and_lean_away_from_what_rises(
    depth: float, strength: float, tile: float, seed: int
) -> None:
    from tools.blender.portable import normal_map

    heights = np.random.default_rng(seed).random((8, 8))
    normal = normal_map(heights, depth, strength, tile)[:, :, :3] * 2.0 - 1.0
    assert np.linalg.norm(normal, axis=2) == pytest.approx(1.0, abs=1e-5)
    assert (normal[:, :, 2] > 0).all()
    rising = np.roll(heights, -1, 1) - np.roll(heights, 1, 1)
    assert (normal[:, :, 0] * rising <= 1e-6).all()
