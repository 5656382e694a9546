"""finish() and a bundled program run by plain Python."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tools.program.kit_cell import standalone

Kit = Callable[[str], Any]
PROGRAM = """# %% room
room(floor=[(-1.5, -1.2), (1.5, -1.2), (1.5, 1.2), (-1.5, 1.2)], height=2.4, wall=0.1)
window("window_1", wall=1, at=1.2, size=(1.0, 1.1), sill=0.9)
# %% layout
place("table", "table", at=(0.2, 0.1), size=(1.2, 0.8, 0.7), yaw=20)
place("vase", "vase", at=(0.3, 0.0), size=(0.1, 0.1, 0.3), on="table")
# %% geometry:table
@geometry("table")
def table(o):
    for x in (-0.5, 0.5):
        mesh(o, "leg", [(x + a, b, c) for a in (0, 0.05) for b in (-0.3, 0.3) for c in (0, 0.6)],
             [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)], slot="leg")
    mesh(o, "top", [(a, b, c) for a in (-0.6, 0.6) for b in (-0.4, 0.4) for c in (0.6, 0.7)],
         [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)], slot="top")
# %% materials
material("walnut", "walnut")
wear("table", "walnut")
# %% run
finish()
"""


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole program with its kit cell, as a file."""
    path = tmp_path_factory.mktemp("scene") / "scene.py"
    path.write_text(standalone(PROGRAM))
    return path


def run_scene(scene: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", scene.name, *arguments],
        cwd=scene.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_program_runs_by_itself_and_draws_and_saves(scene: Path) -> None:
    picture = ("--render", "out/eye.png", "--view", "eye", "--samples", "1", "--width", "64")
    done = run_scene(scene, "--", *picture, "--save", "a.blend", "--glb", "a.glb")
    assert done.returncode == 0, done.stderr
    data = (scene.parent / "out/eye.png").read_bytes()
    assert data[:4] == b"\x89PNG"
    assert struct.unpack(">II", data[16:24]) == (64, 43)
    assert (scene.parent / "a.blend").stat().st_size > 10_000
    glb = (scene.parent / "a.glb").read_bytes()
    tree = json.loads(glb[20 : 20 + struct.unpack("<I", glb[12:16])[0]])
    nodes = {n["name"]: n for n in tree["nodes"]}
    assert nodes["table.top"]["extras"]["room_id"] == "table"
    assert nodes["table.top"]["extras"]["part"] == "top"
    walnut = next(m for m in tree["materials"] if m["name"] == "walnut")
    assert "baseColorTexture" in walnut["pbrMetallicRoughness"]
    colors = {"baseColorTexture", "baseColorFactor"}
    plain = [m["name"] for m in tree["materials"] if not colors & m["pbrMetallicRoughness"].keys()]
    assert plain == []
    assert not any("normalTexture" in m for m in tree["materials"])
    assert "extensionsRequired" not in tree or "EXT_texture_webp" not in tree["extensionsRequired"]


def test_an_unknown_view_is_one_clear_line(scene: Path) -> None:
    done = run_scene(scene, "--", "--render", "out.png", "--view", "moon")
    assert done.returncode == 2
    lines = [line for line in done.stderr.splitlines() if "scene.py" in line]
    assert lines == ["scene.py: there is no view 'moon'; there are top, iso, eye"]


def test_without_arguments_it_says_what_it_can_do(scene: Path) -> None:
    done = run_scene(scene)
    assert "2 objects built; views: top, iso, eye" in done.stdout


def test_things_settle_on_the_real_surface_parents_first(kit: Kit) -> None:
    heights = kit("""
FACES = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
def slab(o, name, w, d, low, high):
    v = [(x, y, z) for x in (-w, w) for y in (-d, d) for z in (low, high)]
    mesh(o, name, v, FACES)
bed = place("bed", "bed", at=(0, 0), size=(2, 2, 1.2), yaw=30)
tray = place("tray", "tray", at=(0, 0), size=(0.5, 0.5, 0.1), on="bed")
cup = place("cup", "cup", at=(0, 0), size=(0.1, 0.1, 0.1), on="tray")
edge = place("edge", "hat", at=(0.9, 0.0), size=(0.1, 0.1, 0.1), on="bed")
fixed = place("fixed", "thing", at=(0, 0), size=(0.1, 0.1, 0.1), on="bed", z=0.33)
slab(bed, "mattress", 1.0, 1.0, 0.0, 0.5)
for y in (0.95,):
    v = [(x, y0, z) for x in (-1, 1) for y0 in (0.9, 1.0) for z in (0.0, 1.2)]
    mesh(bed, "headboard", v, FACES)
mesh(bed, "nothing", [], [])
slab(tray, "plate", 0.25, 0.25, 0.0, 0.02)
slab(tray, "rim", 0.02, 0.25, 0.0, 0.1)
finish()
result = [o.root.location.z for o in (tray, cup, edge, fixed)]
""")
    assert heights == pytest.approx([0.5, 0.02, 0.5, 0.33], abs=1e-5)


def test_a_pan_stands_on_the_grates_and_a_jar_beside_them_on_the_top(kit: Kit) -> None:
    pan, jar, grates, top = kit("""
stove_1 = place("stove_1", "stove", at=(0, 0), size=(0.6, 0.6, 0.92))
pan_1 = place("pan_1", "pan", at=(0.05, -0.1), size=(0.28, 0.42, 0.09), on="stove_1", yaw=20)
jar_1 = place("jar_1", "jar", at=(-0.26, 0.26), size=(0.05, 0.05, 0.1), on="stove_1")
furnish("stove_1", stove)
finish()
high = {p.name.split(".")[-1]: float(coordinates(p.data)[:, 2].max()) for p in stove_1.parts}
result = pan_1.root.location.z, jar_1.root.location.z, high["grates"], high["top"]
""")
    assert pan == pytest.approx(grates, abs=1e-5)
    assert jar == pytest.approx(top, abs=1e-5)
    assert grates > top + 0.015


def test_unbuilt_objects_show_their_box(kit: Kit) -> None:
    low, high, mark = kit("""
o = place("a", "thing", at=(1, 1), size=(0.5, 0.6, 0.7))
finish()
p = coordinates(o.parts[0].data).astype(float)
result = p.min(axis=0).round(5).tolist(), p.max(axis=0).round(5).tolist(), bool(o.root["placeholder"])
""")
    assert (low, high, mark) == ([-0.25, -0.3, 0.0], [0.25, 0.3, 0.7], True)


def test_ceiling_things_hang_from_the_ceiling(kit: Kit) -> None:
    assert kit("""
room(floor=[(0, 0), (2, 0), (2, 2), (0, 2)], height=2.7)
o = place("lamp", "lamp", at=(1, 1), size=(0.4, 0.4, 0.5), mount="ceiling")
result = round(o.root.location.z, 5)
""") == pytest.approx(2.2)


def test_building_twice_gives_the_same_geometry(scene: Path) -> None:
    code = (
        "import hashlib, runpy; n = runpy.run_path('scene.py', run_name='x'); h = hashlib.sha256()\n"
        "for o in sorted((o for o in n['bpy'].data.objects if o.type == 'MESH'), key=lambda o: o.name):\n"
        "    h.update(o.name.encode() + n['coordinates'](o.data).tobytes())\n"
        "    h.update(b''.join(bytes(p.vertices) for p in o.data.polygons if max(p.vertices) < 256))\n"
        "print('digest', h.hexdigest())"
    )
    seen = set()
    for seed in ("1", "2"):
        done = subprocess.run([sys.executable, "-c", code], cwd=scene.parent, capture_output=True, text=True,
                              check=True, env={"PYTHONHASHSEED": seed})  # fmt: skip
        seen |= {line for line in done.stdout.splitlines() if line.startswith("digest")}
    assert len(seen) == 1
