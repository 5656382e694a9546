"""What a viewer draws: the same geometry as Blender's, in frames of its own; forged files are refused."""

from __future__ import annotations

import json
import struct
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.blender import shown_file
from tools.blender.jobs import Meshes, View
from tools.blender.worker import Worker
from tools.errors import ToolError
from tools.program.kit_cell import standalone
from tools.shown import Shown

ROOM = """# %% room
room(floor=[(-2, -1.5), (2, -1.5), (2, 1.5), (-2, 1.5)], height=2.6)
door("door_1", wall=0, at=1.0)
# %% layout
place("table", "table", at=({x}, 0.2), size=(1.2, 0.7, 0.74), yaw={yaw})
place("chair", "dining chair", at=(0.1, 0.3), size=(0.45, 0.5, 0.45), yaw=30, on="table")
# %% geometry:table
furnish("table", dining_table)
# %% geometry:chair
furnish("chair", dining_chair)
# %% materials
material("oak", "oak", color="{color}")
wear("table", "oak")
# %% run
finish()
"""


def show(worker: Worker, folder: Path, *, pictures: bool = False, **values: object) -> Shown:
    text = standalone(ROOM.format(**({"x": 0.3, "yaw": 20, "color": "#8a6a48"} | values)))
    shown = worker.job(text, folder, [View(pictures)]).shown
    assert shown is not None
    return shown


def test_geometry_is_what_blender_has_at_its_place(worker: Worker, tmp_path: Path) -> None:
    text = standalone(ROOM.format(x=0.3, yaw=20, color="#8a6a48"))
    result = worker.job(text, tmp_path, [Meshes(), View()])
    assert result.shown is not None
    assert set(result.shown.things) == set(result.meshes)
    for id, thing in result.shown.things.items():
        matrix = np.array(thing.matrix).reshape(4, 4)
        world = thing.positions @ matrix[:3, :3].T + matrix[:3, 3]
        meshes = np.concatenate([piece.vertices for piece in result.meshes[id]])
        assert np.allclose(world.min(axis=0), meshes.min(axis=0), atol=1e-5)
        assert np.allclose(world.max(axis=0), meshes.max(axis=0), atol=1e-5)
        assert len(thing.indices) == 3 * sum(len(piece.triangles) for piece in result.meshes[id])
        assert sum(part.count for part in thing.parts) == len(thing.indices)
        lengths = np.linalg.norm(thing.normals[:, :3], axis=1)
        assert (np.abs(lengths - 127) < 2).all()
        corners = thing.positions[thing.indices.reshape(-1, 3)]
        outward = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        facing = np.einsum("nc,nc->n", outward, thing.normals[thing.indices.reshape(-1, 3)[:, 0], :3])
        assert (facing >= -1e-6).mean() > 0.97  # smooth shading may turn a corner's normal away


def test_only_what_changes_gets_another_digest(worker: Worker, tmp_path: Path) -> None:
    first = show(worker, tmp_path)
    moved = show(worker, tmp_path, x=-0.25, yaw=-75)
    assert {id: t.digest for id, t in first.things.items()} == {
        id: t.digest for id, t in moved.things.items()
    }
    assert {i for i, t in first.things.items() if t.matrix != moved.things[i].matrix} == {"table", "chair"}
    red = show(worker, tmp_path, color="#aa3322")
    assert first.materials["oak"].color != red.materials["oak"].color
    assert first.things["table"].digest == red.things["table"].digest


def test_pictures_come_when_they_are_asked_for(worker: Worker, tmp_path: Path) -> None:
    plain, dressed = show(worker, tmp_path), show(worker, tmp_path, pictures=True)
    assert plain.pictures == {}
    assert plain.materials["oak"].picture is None
    oak = dressed.materials["oak"]
    assert oak.picture in dressed.pictures
    assert dressed.pictures[oak.picture or ""].startswith(b"\x89PNG")
    assert oak.mapping[0] != 0
    assert plain.things["table"].digest == dressed.things["table"].digest


def whole() -> bytes:
    """A file of one triangle."""
    index = {
        "things": [["bed", np.eye(4).ravel().tolist(), 3, 3, [["base", "body", "oak", 3]]]],
        "materials": {"oak": {"color": [0.1, 0.2, 0.3], "roughness": 0.5, "metallic": 0.0, "alpha": 1.0,
                              "transmission": 0.0, "emission": [0.0, 0.0, 0.0]}},
        "pictures": [],
    }  # fmt: skip
    corners = struct.pack("<9f", *range(9)) + bytes([0, 0, 127, 0]) * 3 + struct.pack("<6f", *range(6))
    return json.dumps(index).encode() + b"\n" + corners + struct.pack("<3I", 0, 1, 2)


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    (tmp_path / "v").write_bytes(whole())
    shown = shown_file.load(tmp_path / "v", 10)
    assert shown.things["bed"].positions.tolist() == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    assert shown.things["bed"].data == whole().partition(b"\n")[2]
    with pytest.raises(ToolError, match="too many"):
        shown_file.load(tmp_path / "v", 0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"bed"', b'"b\\u0007"'),
        (b"[1.0, 0.0", b"[NaN, 0.0"),
        (b"[1.0, 0.0", b"[1e9, 0.0"),
        (b", 3, 3, [", b", 3, 2, ["),
        (b", 3, 3, [", b", -3, 3, ["),
        (b'"oak", 3', b'"oak", 2'),
        (b'"roughness": 0.5', b'"roughness": 5.0'),
        (b'"emission": [0.0', b'"emission": [Infinity'),
        (b'"pictures": []', b'"pictures": [["0123456789abcdef", 4]]'),
        (b'"alpha": 1.0', b'"alpha": 1.0, "more": 1'),
        (struct.pack("<3I", 0, 1, 2), struct.pack("<3I", 0, 1, 3)),
        (struct.pack("<f", 8), struct.pack("<f", float("nan"))),
        (b'{"things"', b'[{"things"'),
    ],
    ids=str,
)
def test_a_forged_file_is_refused(tmp_path: Path, old: bytes, new: bytes) -> None:
    assert old in whole()
    (tmp_path / "v").write_bytes(whole().replace(old, new, 1))
    with pytest.raises(ToolError, match="cannot be read"):
        shown_file.load(tmp_path / "v", 10)


@given(st.integers(0, len(whole()) - 1), st.binary(min_size=1, max_size=6))
def test_any_damage_is_a_tool_error_or_a_scene(at: int, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "v"
        path.write_bytes(whole()[:at] + data + whole()[at + len(data) :])
        try:
            shown = shown_file.load(path, 10)
        except ToolError:
            return
        for thing in shown.things.values():
            assert np.isfinite(thing.positions).all()
            assert (thing.indices < len(thing.positions)).all()
