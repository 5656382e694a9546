"""Mesh files as users have them, and as nobody should, made with trimesh."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh
from PIL import Image

from tools.assets.library import Library
from tools.assets.taking import Taken, take
from tools.blender.worker import Worker

LEGS = ((-0.2, -0.2), (0.2, -0.2), (-0.2, 0.2), (0.2, 0.2))
Y_UP = np.array([[1.0, 0, 0, 0], [0, 0, 1, 0], [0, -1, 0, 0], [0, 0, 0, 1]])


def chair(scale: float, *, y_up: bool) -> trimesh.Scene:
    """0.45 x 0.45 x 0.925 m, back at +Y: a checked seat and back, four legs of plain oak."""
    checks = np.zeros((16, 16, 3), np.uint8)
    checks[:] = (180, 30, 30)
    checks[::2] = (230, 220, 200)
    pbr = trimesh.visual.material.PBRMaterial
    red = pbr(name="Red Fabric", baseColorTexture=Image.fromarray(checks), metallicFactor=0.0)
    oak = pbr(name="Dark Oak", baseColorFactor=[90, 60, 40, 255], metallicFactor=0.0, roughnessFactor=0.4)
    scene = trimesh.Scene()
    parts = [
        ("seat", (0.45, 0.45, 0.06), (0, 0, 0.45), red),
        ("back", (0.45, 0.05, 0.45), (0, 0.2, 0.7), red),
    ]
    parts += [(f"leg {k}", (0.04, 0.04, 0.42), (x, y, 0.21), oak) for k, (x, y) in enumerate(LEGS)]
    for name, size, at, look in parts:
        made = trimesh.creation.box(size)
        made.apply_translation(at)
        made.visual = trimesh.visual.TextureVisuals(uv=made.vertices[:, :2] * 3, material=look)
        made.apply_scale(scale)
        if y_up:
            made.apply_transform(Y_UP)
        scene.add_geometry(made, node_name=name, geom_name=name)
    return scene


def changed(raw: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """A GLB with another description."""
    length = struct.unpack_from("<I", raw, 12)[0]
    tree = json.loads(raw[20 : 20 + length])
    change(tree)
    text = json.dumps(tree).encode()
    text += b" " * (-len(text) % 4)
    rest = raw[20 + length :]
    return struct.pack("<4sIII4s", b"glTF", 2, 20 + len(text) + len(rest), len(text), b"JSON") + text + rest


def refers(uri: str) -> Callable[[dict[str, Any]], object]:
    """A change: the first picture lies elsewhere."""

    def change(tree: dict[str, Any]) -> None:
        tree["images"][0].pop("bufferView")
        tree["images"][0]["uri"] = uri

    return change


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of sound files: a chair as GLB in centimetres, as OBJ in metres with Z up, a coloured ball."""
    folder = tmp_path_factory.mktemp("mine")
    chair(100.0, y_up=True).export(folder / "Dining Chair cm.glb")
    (folder / "zup").mkdir()
    chair(1.0, y_up=False).export(folder / "zup/wooden_chair.obj")
    (folder / "zup/LICENSE.txt").write_text("\nCreative Commons Zero v1.0\nand so on\n")
    ball = trimesh.creation.icosphere(2, radius=0.15)
    ball.visual = trimesh.visual.ColorVisuals(ball, face_colors=[20, 60, 220, 255])
    ball.export(folder / "ball.glb")
    return folder


@pytest.fixture(scope="session")
def taken(good: Path, worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Taken]:
    """That folder in a library."""
    library = Library(tmp_path_factory.mktemp("library"))
    return library, take(good, library, worker)


@pytest.fixture
def mine(taken: tuple[Library, Taken], monkeypatch: pytest.MonkeyPatch) -> Library:
    """That library as the user's own."""
    library = taken[0]
    monkeypatch.setattr("tools.assets.library.default_folder", lambda: library.folder)
    return library
