"""The same scene.py runs as it is in the supported Blenders and gives the same geometry in each."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tools.program import edit
from tools.program.kit_cell import write_files
from tools.program.model import OpeningSpec, Placement, RoomSpec, Wear
from tools.program.template import empty_program, rectangle
from tools.scene.scene import complete

OLDER = ("4.5.15", "4.2.23")
TOLERANCE = 1e-5
"""Metres."""
# Runs the program as a script would be run, then writes every evaluated mesh as world coordinates.
PROBE = """
import json, runpy, sys
import bpy
import numpy as np
program, out = sys.argv[1:3]
sys.argv = [program]
runpy.run_path(program, run_name="__main__")
graph = bpy.context.evaluated_depsgraph_get()
found = {"version": bpy.app.version_string}
for obj in sorted(bpy.context.scene.objects, key=lambda o: o.name):
    if obj.type == "MESH":
        mesh = obj.evaluated_get(graph).to_mesh()
        points = np.empty(len(mesh.vertices) * 3, np.float32)
        mesh.vertices.foreach_get("co", points)
        world = points.reshape(-1, 3).astype(float) @ np.array(obj.matrix_world)[:3, :3].T
        world += np.array(obj.matrix_world)[:3, 3]
        faces = [list(p.vertices) for p in mesh.polygons]
        found[obj.name] = {"vertices": world.tolist(), "faces": faces, "id": obj.get("room_id", "")}
json.dump(found, open(out, "w"))
"""
THINGS: list[tuple[str, str, str, tuple[float, float], tuple[float, float, float], dict[str, object]]] = [
    ("bed", "bed", "bed, pillows=4", (0.0, 0.9), (1.8, 2.1, 1.1), {}),
    ("nightstand", "nightstand", "nightstand", (-1.25, 1.7), (0.5, 0.4, 0.5), {}),
    ("lamp", "table lamp", "table_lamp", (0.05, 0.0), (0.3, 0.3, 0.5), {"on": "nightstand", "yaw": 20}),
    ("sofa", "sofa", "sofa", (0.3, -1.5), (2.0, 0.9, 0.8), {"yaw": 175}),
    ("rug", "rug", "rug", (0.0, -0.3), (2.4, 1.6, 0.02), {}),
    ("plant", "plant", "plant, seed=7", (2.0, 1.6), (0.5, 0.5, 1.2), {}),
    ("art", "picture", "picture", (0.0, 1.985), (0.9, 0.03, 0.6), {"z": 1.5, "mount": "wall"}),
    ("curtain", "curtain", "curtain", (2.42, 0.0), (1.6, 0.14, 2.3), {"z": 0.1, "yaw": -90, "mount": "wall"}),
]


def program() -> str:
    """A room with every kind of part: solids, cloth, leaves, openings, light, materials."""
    text = empty_program(RoomSpec(floor=rectangle(5.0, 4.0), height=2.6))
    openings = [
        OpeningSpec(kind="door", id="door", wall=0, at=4.2, size=(0.8, 2.0), swing="in-left"),
        OpeningSpec(kind="window", id="window", wall=1, at=2.0, size=(1.4, 1.2), sill=0.9),
    ]
    for opening in openings:
        text = edit.set_opening(text, opening)
    for id, category, word, at, size, more in THINGS:
        text = edit.add_object(
            text, Placement.model_validate({"id": id, "category": category, "at": at, "size": size, **more})
        )
        text = edit.write_geometry(text, [id], f'furnish("{id}", {word})')
    text = edit.merge_materials(text, 'material("oak", "oak")\nmaterial("linen", "linen", color="#cfc4b0")')
    text = edit.set_wear(text, Wear(target="bed", material="linen", slots={"frame": "oak"}))
    text = edit.merge_lines(text, "lighting", 'lamp_light("lamp_bulb", on="lamp", power=8, kelvin=2700)')
    return complete(text)


def build(command: list[str], folder: Path, name: str, environment: dict[str, str]) -> dict[str, Any]:
    """Run the program in another process and read its meshes back."""
    folder.mkdir(exist_ok=True)
    write_files(folder, program())
    (folder / "probe.py").write_text(PROBE)
    out = folder / f"{name}.json"
    done = subprocess.run(
        [*command, "probe.py", "scene.py", str(out)],
        cwd=folder, env=os.environ | environment, capture_output=True, text=True, timeout=1500, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-3000:]
    found: dict[str, Any] = json.loads(out.read_text())
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The room in the Blender of this environment."""
    return build([sys.executable], tmp_path_factory.mktemp("here"), "here", {"PYTHONHASHSEED": "1"})


@pytest.mark.timeout(1800)
def test_building_twice_in_different_processes_gives_identical_geometry(
    built: dict[str, Any], tmp_path: Path
) -> None:
    again = build([sys.executable], tmp_path, "again", {"PYTHONHASHSEED": "2"})
    assert built["version"].startswith("5.0")
    assert again == built


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("version", OLDER)
def test_an_older_blender_builds_the_same(built: dict[str, Any], tmp_path: Path, version: str) -> None:
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("uv is not installed, and only it can bring another Blender")
    given = ["uv", "run", "--isolated", "--no-project", "--python", "3.11"]
    given += ["--with", f"bpy=={version}", "--with", "numpy<2"]
    ready = subprocess.run(
        [*given, "python", "-c", "import numpy"], capture_output=True, text=True, timeout=600, check=False
    )
    if ready.returncode:
        pytest.skip(f"uv cannot get bpy {version}: {ready.stderr.strip().splitlines()[-1:]}")
    # The tests' own guard against the network and this environment's packages must not reach in there.
    older = build([*given, "python"], tmp_path, version, {"PYTHONPATH": "", "VIRTUAL_ENV": ""})
    assert older.pop("version").startswith(version.rpartition(".")[0])
    here = {name: mesh for name, mesh in built.items() if name != "version"}
    assert older.keys() == here.keys()
    for name, mesh in here.items():
        assert older[name]["faces"] == mesh["faces"], name
        assert older[name]["id"] == mesh["id"]
        off = np.abs(np.array(older[name]["vertices"]) - np.array(mesh["vertices"]))
        assert off.max(initial=0.0) < TOLERANCE, name
