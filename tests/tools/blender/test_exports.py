"""Exports, opened again in Blender and compared: names, ids, parts and bounds."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import pytest

from tools.blender.worker import Export, Meshes, Worker
from tools.errors import ToolError
from tools.measured import SceneReport

READ = {
    ".blend": "bpy.ops.wm.open_mainfile(filepath={path!r})",
    ".glb": "bpy.ops.import_scene.gltf(filepath={path!r})",
    ".usdc": "bpy.ops.wm.usd_import(filepath={path!r})",
    ".usdz": "bpy.ops.wm.usd_import(filepath={path!r})",
    ".fbx": "bpy.ops.wm.fbx_import(filepath={path!r})",
}


@pytest.fixture(scope="module")
def exported(worker: Worker, room: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SceneReport]:
    """One job that writes them all; they lie where a program may read."""
    folder = tmp_path_factory.mktemp("exports")
    outputs = [Export(folder / "textures" / f"room{suffix}") for suffix in READ]
    return folder, worker.job(room, folder, outputs).report


@pytest.fixture(scope="module")
def reader() -> Any:
    """A worker without policy, for programs that import files."""
    with Worker(check_policy=False) as free:
        yield free


@pytest.mark.parametrize("suffix", READ)
def test_the_same_scene_comes_back(suffix: str, exported: tuple[Path, SceneReport], reader: Worker) -> None:
    folder, before = exported
    path = str(folder / "textures" / f"room{suffix}")
    after = reader.run("import bpy\n" + READ[suffix].format(path=path), folder)
    assert sorted(o.id for o in after.objects if o.id != "door") == sorted(o.id for o in before.objects)
    for thing in before.objects:
        found = after.object(thing.id)
        assert found.category == thing.category
        assert found.low == pytest.approx(thing.low, abs=1e-4)
        assert found.high == pytest.approx(thing.high, abs=1e-4)
        assert sorted(p.name for p in found.parts) == sorted(p.name for p in thing.parts)
        assert sorted(p.slot for p in found.parts) == sorted(p.slot for p in thing.parts)
    assert after.triangles == pytest.approx(before.triangles, rel=0.02)


@pytest.mark.parametrize("suffix", READ)
def test_ceiling_walls_and_textures_are_all_there(
    suffix: str, exported: tuple[Path, SceneReport], reader: Worker
) -> None:
    folder, _ = exported
    path = str(folder / "textures" / f"room{suffix}")
    look = "for i in bpy.data.images:\n    print('image', i.name, i.size[0], i.has_data or len(i.pixels) > 4)"
    result = reader.job("import bpy\n" + READ[suffix].format(path=path) + "\n" + look, folder, [Meshes()])
    parts = {part.name for part in result.meshes["room"]}
    assert {"ceiling", "floor", "wall.0", "wall.3"} <= parts
    images = [line.split() for line in result.log.splitlines() if line.startswith("image oak")]
    assert images
    assert all(int(words[2]) >= 256 and words[3] == "True" for words in images)


def glb_json(path: Path) -> Any:
    """The JSON chunk of a binary glTF."""
    data = path.read_bytes()
    magic, _, _ = struct.unpack_from("<4sII", data)
    size, kind = struct.unpack_from("<I4s", data, 12)
    assert (magic, kind) == (b"glTF", b"JSON")
    return json.loads(data[20 : 20 + size])


def test_a_glb_keeps_ids_and_parts_in_extras_and_pictures_anybody_reads(
    exported: tuple[Path, SceneReport],
) -> None:
    folder, before = exported
    scene = glb_json(folder / "textures" / "room.glb")
    extras = [node.get("extras", {}) for node in scene["nodes"]]
    held = {(e["room_id"], e["part"]) for e in extras if "part" in e}
    assert {(o.id, p.name) for o in before.objects for p in o.parts} <= held
    assert scene["images"]
    assert {image["mimeType"] for image in scene["images"]} <= {"image/jpeg", "image/png"}
    assert any("baseColorTexture" in m.get("pbrMetallicRoughness", {}) for m in scene["materials"])
    assert scene["cameras"]


def test_an_unknown_kind_of_file_is_refused_before_anything_runs(worker: Worker, tmp_path: Path) -> None:
    with pytest.raises(ToolError, match=r"use \.blend, \.glb, .* or \.usda"):
        worker.export("while True: pass", tmp_path, tmp_path / "room.max")
