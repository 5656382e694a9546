"""Each option of an export, seen in the file by a reader that is not Blender."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh
from PIL import Image

from tools.blender.export_options import ExportOptions
from tools.blender.worker import Export, Worker
from tools.errors import InputError, RoomError, ToolError

WAYS = {
    "whole.glb": ExportOptions(),
    "open.glb": ExportOptions(ceiling=False, lights=False),
    "chair.glb": ExportOptions(object="chair"),
    "joined.glb": ExportOptions(joined=True),
    "less.glb": ExportOptions(detail=0.5),
    "z.glb": ExportOptions(up="z"),
    "png.glb": ExportOptions(textures="png", texture_size=64),
    "webp.glb": ExportOptions(textures="webp", texture_size=64),
    "whole.obj": ExportOptions(),
    "chair mm.obj": ExportOptions(object="chair", up="z", unit="mm", textures="jpeg"),
    "whole.usdz": ExportOptions(texture_size=64),
}
FLOOR, WALL = (5.0, 4.0), 0.3
"""Metres of the fixture's floor; more than a wall is thick."""


@pytest.fixture(scope="module")
def made(worker: Worker, room: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one file each way, of one job."""
    folder = tmp_path_factory.mktemp("ways")
    worker.job(room, folder, [Export(folder / name, options) for name, options in WAYS.items()])
    return folder


def tree(path: Path) -> dict[str, Any]:
    """The JSON of a GLB."""
    data = path.read_bytes()
    found: dict[str, Any] = json.loads(data[20 : 20 + struct.unpack_from("<I", data, 12)[0]])
    return found


def pictures(path: Path) -> list[Image.Image]:
    """The pictures in a GLB, decoded."""
    data, head = path.read_bytes(), tree(path)
    start = 20 + struct.unpack_from("<I", data, 12)[0] + 8
    views = [head["bufferViews"][i["bufferView"]] for i in head["images"]]
    cuts = [data[start + v.get("byteOffset", 0) :][: v["byteLength"]] for v in views]
    return [Image.open(io.BytesIO(cut)) for cut in cuts]


def primitives(path: Path) -> int:
    return sum(len(m["primitives"]) for m in tree(path)["meshes"])


def loaded(path: Path) -> Any:
    return trimesh.load(path, force="scene")


def test_ceiling_and_lights_are_left_out(made: Path) -> None:
    slots = [
        [n.get("extras", {}).get("slot") for n in tree(made / f)["nodes"]] for f in ("whole.glb", "open.glb")
    ]
    assert "ceiling" in slots[0]
    assert "ceiling" not in slots[1]
    assert "floor" in slots[1]
    assert "KHR_lights_punctual" in tree(made / "whole.glb")["extensionsUsed"]
    assert "KHR_lights_punctual" not in tree(made / "open.glb").get("extensionsUsed", [])


def test_one_object_stands_alone_upright_at_the_origin(made: Path) -> None:
    ids = {
        n["extras"]["room_id"] for n in tree(made / "chair.glb")["nodes"] if "room_id" in n.get("extras", {})
    }
    assert ids == {"chair"}
    assert not tree(made / "chair.glb").get("cameras")
    low, high = loaded(made / "chair.glb").bounds
    assert (low + high)[[0, 2]] == pytest.approx([0.0, 0.0], abs=0.02)
    assert low[1] == pytest.approx(0.0, abs=1e-3)
    assert high - low == pytest.approx(
        [0.45, 0.85, 0.5], abs=0.02
    )  # and not turned, as it stands in the room


def places(found: dict[str, Any]) -> set[int]:
    """Every array of corners in a file."""
    return {p["attributes"]["POSITION"] for mesh in found["meshes"] for p in mesh["primitives"]}


def test_joined_is_one_mesh_a_material_and_the_same_room(made: Path) -> None:
    joined, whole = tree(made / "joined.glb"), tree(made / "whole.glb")
    assert primitives(made / "joined.glb") == len(joined["meshes"]) <= len(whole["materials"])
    assert len(joined["meshes"]) < primitives(made / "whole.glb")
    one, all_ = loaded(made / "joined.glb"), loaded(made / "whole.glb")
    assert one.bounds == pytest.approx(all_.bounds, abs=1e-4)
    assert one.area == pytest.approx(all_.area, rel=1e-3)
    assert one.to_geometry().volume == pytest.approx(
        all_.to_geometry().volume, rel=1e-3
    )  # no face is turned over
    pictured = {m for m, made in enumerate(joined["materials"]) if "Texture" in json.dumps(made)}
    worn = [p for mesh in joined["meshes"] for p in mesh["primitives"]]
    assert {p["material"] for p in worn if "TEXCOORD_0" in p["attributes"]} <= pictured
    corners = [sum(t["accessors"][a]["count"] for a in places(t)) for t in (joined, whole)]
    assert corners[0] < 1.5 * corners[1]  # corners stay shared, though things that shared a mesh do not


def test_less_detail_is_fewer_triangles_in_the_same_place(made: Path) -> None:
    less, whole = loaded(made / "less.glb"), loaded(made / "whole.glb")
    assert less.to_geometry().faces.shape[0] < 0.75 * whole.to_geometry().faces.shape[0]
    assert less.bounds == pytest.approx(whole.bounds, abs=0.02)
    assert less.area == pytest.approx(whole.area, rel=0.05)


def test_up_is_where_it_was_asked(made: Path) -> None:
    assert loaded(made / "whole.glb").extents[1] == pytest.approx(2.6, abs=WALL)
    assert loaded(made / "z.glb").extents == pytest.approx([*FLOOR, 2.6], abs=WALL)
    usual = loaded(made / "whole.obj").extents
    assert usual[[0, 2, 1]] == pytest.approx([*FLOOR, 2.6], abs=WALL)


def test_pictures_are_of_the_kind_and_size_asked_for(made: Path) -> None:
    assert {p.format for p in pictures(made / "whole.glb")} <= {"JPEG", "PNG"}
    small = pictures(made / "png.glb")
    assert small
    assert {p.format for p in small} == {"PNG"}
    assert max(max(p.size) for p in small) == 64
    assert max(max(p.size) for p in pictures(made / "whole.glb")) > 64


@pytest.mark.parametrize("name", ["whole.glb", "joined.glb", "png.glb"])
def test_coordinates_are_there_where_something_shows_them(made: Path, name: str) -> None:
    head = tree(made / name)
    looks = head["materials"]
    pictured = {i for i, m in enumerate(looks) if "Texture" in json.dumps(m)}
    relief = {i for i, m in enumerate(looks) if "normalTexture" in m}
    assert relief
    for primitive in (p for m in head["meshes"] for p in m["primitives"]):
        assert ("TEXCOORD_0" in primitive["attributes"]) == (primitive["material"] in pictured)
        assert "TANGENT" in primitive["attributes"] or primitive["material"] not in relief
    data = (made / name).read_bytes()
    start = 28 + struct.unpack_from("<I", data, 12)[0]
    for accessor in (p["attributes"].get("TANGENT") for m in head["meshes"] for p in m["primitives"]):
        if accessor is not None:
            view, count = (
                head["bufferViews"][head["accessors"][accessor]["bufferView"]],
                head["accessors"][accessor],
            )
            rows = np.frombuffer(data, np.float32, count["count"] * 4, start + view["byteOffset"]).reshape(
                -1, 4
            )
            assert np.linalg.norm(rows[:, :3], axis=1) == pytest.approx(1, abs=5e-4)


def test_webp_has_something_for_readers_without_it(made: Path) -> None:
    head = tree(made / "webp.glb")
    assert "extensionsRequired" not in head
    kinds = [i["mimeType"] for i in head["images"]]
    assert head["textures"]
    for texture in head["textures"]:
        assert kinds[texture["source"]] in ("image/jpeg", "image/png")
        assert kinds[texture["extensions"]["EXT_texture_webp"]["source"]] == "image/webp"


def test_an_obj_finds_its_materials_and_their_pictures(made: Path) -> None:
    names = [
        line.split()[1] for line in (made / "whole.obj").read_text().splitlines() if line.startswith("mtllib")
    ]
    assert names == ["whole.mtl"]
    maps = [
        line.split()[-1]
        for line in (made / "whole.mtl").read_text().splitlines()
        if line.startswith("map_Kd")
    ]
    assert maps
    for name in maps:
        Image.open(made / name).load()
    looks = [getattr(g.visual.material, "image", None) for g in loaded(made / "whole.obj").geometry.values()]
    assert any(look is not None for look in looks)


def test_units_and_names_with_blanks(made: Path) -> None:
    low, high = loaded(made / "chair mm.obj").bounds
    assert high - low == pytest.approx([450, 500, 850], abs=20)
    asked = next(
        line for line in (made / "chair mm.obj").read_text().splitlines() if line.startswith("mtllib ")
    )
    assert (made / asked.removeprefix("mtllib ")).is_file()


def test_a_usdz_is_a_package_that_can_be_read_in_place(made: Path) -> None:
    path = made / "whole.usdz"
    with zipfile.ZipFile(path) as package:
        members = package.infolist()
        assert package.testzip() is None
    assert members[0].filename.endswith(".usdc")
    assert len(members) > 1
    data = path.read_bytes()
    for member in members:
        assert member.compress_type == zipfile.ZIP_STORED
        name, extra = struct.unpack_from("<HH", data, member.header_offset + 26)
        assert (member.header_offset + 30 + name + extra) % 64 == 0
    assert max(Image.open(io.BytesIO(zipfile.ZipFile(path).read(m))).size for m in members[1:])[0] <= 64


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("a.glb", ExportOptions(unit="cm"), r"a\.glb: \.glb takes no unit: its standard fixes metres"),
        ("a.blend", ExportOptions(ceiling=False), r"\.blend takes no ceiling"),
        ("a.obj", ExportOptions(textures="webp"), "WebP pictures go into .glb only"),
        ("a.glb", ExportOptions(texture_size=4), "use 16 to 8192"),
        ("a.glb", ExportOptions(detail=0), "use a share from 0.01 to 1"),
        ("a.glb", replace(ExportOptions(), up="x"), "no up 'x'; use y, z"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_had_is_refused_before_anything_runs(
    worker: Worker, tmp_path: Path, name: str, options: ExportOptions, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        worker.job("while True: pass", tmp_path, [Export(tmp_path / name, options)])
    assert not list(tmp_path.iterdir())


def test_an_object_that_is_not_there_is_said_with_those_that_are(
    worker: Worker, room: str, tmp_path: Path
) -> None:
    with pytest.raises(ToolError, match="there is no object 'chiar' to export; did you mean chair"):
        worker.job(room, tmp_path, [Export(tmp_path / "a.glb", ExportOptions(object="chiar"))])


def test_a_package_that_would_leave_its_folder_is_refused(tmp_path: Path) -> None:
    from tools.blender.signatures import check

    for name in ("../out.usdc", "/out.usdc"):
        with zipfile.ZipFile(tmp_path / "0.usdz", "w") as package:
            package.writestr(name, b"PXR-USDC")
        with pytest.raises(RoomError, match="no USDZ package"):
            check(tmp_path / "0.usdz")


def test_the_shell_can_be_had_alone(worker: Worker, room: str, tmp_path: Path) -> None:
    options = ExportOptions(object="room", ceiling=False)
    worker.job(room, tmp_path, [Export(tmp_path / "shell.glb", options)])
    low, high = loaded(tmp_path / "shell.glb").bounds
    assert (high - low)[[0, 2]] == pytest.approx(FLOOR, abs=WALL)
    assert np.ptp([low[1], high[1]]) == pytest.approx(2.6, abs=WALL)
