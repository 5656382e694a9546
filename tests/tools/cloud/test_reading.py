"""Every kind of file is read alike, and every bad one is told in one line."""

import struct
from pathlib import Path

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.cloud.cloud import MOST
from tools.cloud.files.reading import READERS, read_cloud
from tools.errors import InputError, RoomError

POINTS = np.random.default_rng(1).uniform(-1, 1, (200, 3)).round(4)
SHADES = np.random.default_rng(2).integers(0, 256, (200, 3))


def ply(path: Path, order: str, points=POINTS, shades=SHADES) -> Path:
    end = {"little": "<", "big": ">"}.get(order)
    form = f"binary_{order}_endian" if end else "ascii"
    head = f"ply\nformat {form} 1.0\ncomment by hand\nelement vertex {len(points)}\n"
    head += "property float x\nproperty float y\nproperty float z\n"
    head += "property uchar red\nproperty uchar green\nproperty uchar blue\nend_header\n"
    if end:
        rows = np.zeros(len(points), [("p", end + "f4", 3), ("c", "u1", 3)])
        rows["p"], rows["c"] = points, shades
        path.write_bytes(head.encode() + rows.tobytes())
    else:
        rows = [" ".join(map(str, [*p, *c])) for p, c in zip(points, shades, strict=True)]
        path.write_text(head + "\n".join(rows) + "\n")
    return path


def pcd(path: Path, binary: bool) -> Path:
    packed = (SHADES[:, 0] << 16 | SHADES[:, 1] << 8 | SHADES[:, 2]).astype("<u4")
    head = "# .PCD v0.7\nVERSION 0.7\nFIELDS x y z rgb\nSIZE 4 4 4 4\nTYPE F F F U\nCOUNT 1 1 1 1\n"
    head += (
        f"WIDTH 200\nHEIGHT 1\nVIEWPOINT 0 0 0 1 0 0 0\nPOINTS 200\nDATA {'binary' if binary else 'ascii'}\n"
    )
    if binary:
        rows = np.zeros(200, [("p", "<f4", 3), ("c", "<u4")])
        rows["p"], rows["c"] = POINTS, packed
        path.write_bytes(head.encode() + rows.tobytes())
    else:
        lines = [f"{x} {y} {z} {c}" for (x, y, z), c in zip(POINTS, packed, strict=True)]
        path.write_text(head + "\n".join(lines))
    return path


def las(path: Path) -> Path:
    head = bytearray(227)
    head[:4], head[24:26] = b"LASF", bytes([1, 2])
    struct.pack_into("<HII", head, 94, 227, 227, 0)
    head[104] = 2
    struct.pack_into("<HI", head, 105, 26, 200)
    struct.pack_into("<6d", head, 131, *[0.0001] * 3, 0, 0, 0)
    rows = np.zeros(200, np.dtype({"names": ["p", "c"], "formats": [("<i4", 3), ("<u2", 3)],
                                   "offsets": [0, 20], "itemsize": 26}))  # fmt: skip
    rows["p"], rows["c"] = np.rint(POINTS * 10000), SHADES * 257
    path.write_bytes(bytes(head) + rows.tobytes())
    return path


def made(folder: Path, kind: str) -> Path:
    match kind:
        case "ply" | "ply-big" | "ply-ascii":
            return ply(folder / "a.ply", {"ply": "little", "ply-big": "big"}.get(kind, "ascii"))
        case "pcd" | "pcd-ascii":
            return pcd(folder / "a.pcd", kind == "pcd")
        case "las":
            return las(folder / "a.las")
        case "npz":
            np.savez_compressed(folder / "a.npz", points=POINTS.astype("f4"), colors=SHADES)
            return folder / "a.npz"
        case "npy":
            np.save(folder / "a.npy", np.hstack([POINTS, SHADES / 255]).T.copy().T)
            return folder / "a.npy"
        case "csv":
            rows = np.hstack([POINTS, SHADES])
            np.savetxt(folder / "a.csv", rows, "%g", ",", header="x,y,z,r,g,b", comments="")
            return folder / "a.csv"
        case _:
            np.savetxt(folder / "a.xyz", np.hstack([POINTS, SHADES]), "%g")
            return folder / "a.xyz"


@pytest.mark.parametrize(
    "kind", ["ply", "ply-big", "ply-ascii", "pcd", "pcd-ascii", "las", "npz", "npy", "csv", "xyz"]
)
def test_the_same_points_come_out_of_every_kind(tmp_path: Path, kind: str) -> None:
    cloud = read_cloud(made(tmp_path, kind))
    np.testing.assert_allclose(cloud.points, POINTS, atol=1e-4)
    assert cloud.colours is not None
    np.testing.assert_allclose(cloud.colours, SHADES / 255, atol=1e-2)


@pytest.mark.parametrize("suffix", [".glb", ".obj", ".stl", ".ply"])
def test_a_mesh_is_sampled_where_it_stands(tmp_path: Path, suffix: str) -> None:
    box = trimesh.creation.box((1.0, 2.0, 3.0))
    turn = np.eye(4)
    turn[:3, 3] = (0.0, 0.0, 1.5)
    if suffix == ".glb":  # Y up, by a node of its own
        scene = trimesh.Scene()
        scene.add_geometry(
            trimesh.creation.box((1.0, 3.0, 2.0)),
            transform=trimesh.transformations.translation_matrix((0, 1.5, 0)),
        )
        scene.export(tmp_path / "a.glb")
    else:
        box.apply_transform(turn).export(tmp_path / f"a{suffix}")
    cloud = read_cloud(tmp_path / f"a{suffix}")
    np.testing.assert_allclose(cloud.points.min(axis=0), (-0.5, -1.0, 0.0), atol=0.02)
    np.testing.assert_allclose(cloud.points.max(axis=0), (0.5, 1.0, 3.0), atol=0.02)
    assert cloud.normals is not None
    top = cloud.points[:, 2] > 2.999
    np.testing.assert_allclose(cloud.normals[top].mean(axis=0), (0, 0, 1), atol=0.02)


XYZ = b"property float x\nproperty float y\nproperty float z\nend_header\n"
BAD = {
    "empty.xyz": b"",
    "empty.npz": b"",
    "one.xyz": b"1 2 3\n",
    "words.xyz": b"a b\n" + b"1 2 3\n" * 60 + b"1 x 3\n",
    "two.xyz": b"1 2\n" * 60,
    "ragged.xyz": b"1 2 3\n" * 60 + b"1 2\n",
    "nan.xyz": b"nan nan nan\n" * 60,
    "same.xyz": b"1 2 3\n" * 60,
    "far.xyz": b"1 2 3\n" * 60 + b"1e30 0 0\n",
    "binary.xyz": bytes(range(256)) * 40,
    "none.ply": b"ply\nformat ascii 1.0\nelement vertex 0\n" + XYZ,
    "cut.ply": b"ply\nformat binary_big_endian 1.0\nelement vertex 900\n" + XYZ + b"\0" * 99,
    "flat.ply": b"ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nend_header\n1 2\n",
    "head.ply": b"ply\nformat ascii 1.0\nelement vertex 9",
    "lies.npz": b"PK\x03\x04 nothing",
    "no.pcd": b"VERSION .7\n",
    "zip.pcd": b"FIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nPOINTS 9\nDATA binary_compressed\n",
    "a.docx": b"1 2 3",
    "cut.stl": b"\0" * 80 + struct.pack("<I", 9),
    "cut.glb": b"glTF" + struct.pack("<II", 2, 900),
    "no.las": b"LASF",
    "z.laz": b"LASF" + b"\0" * 300,
    "bad.obj": b"v 1 2\n",
    "points.obj": b"v 1 2 3\n" * 60,
    "hole.obj": b"v 1 2 3\nf 1 2 3\n",
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_used_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name])
    with pytest.raises(InputError) as told:
        read_cloud(path)
    assert name in str(told.value)
    assert "\n" not in str(told.value)


def test_a_pickle_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", points=np.array([{"x": 1}], dtype=object))
    with pytest.raises(InputError, match="no plain numpy array"):
        read_cloud(tmp_path / "a.npz")


def test_points_that_are_no_numbers_are_left_out_and_said(tmp_path: Path) -> None:
    rows = POINTS.copy()
    rows[:7] = np.nan
    np.save(tmp_path / "a.npy", rows)
    cloud = read_cloud(tmp_path / "a.npy")
    assert len(cloud) == 193
    assert "7 points without finite coordinates" in " ".join(cloud.notes)


@pytest.mark.parametrize("suffix", [".npy", ".ply", ".xyz"])
def test_very_many_points_are_thinned_and_said(tmp_path: Path, suffix: str) -> None:
    many = (
        np.random.default_rng(0)
        .uniform(-1, 1, (4 * MOST + 9 if suffix != ".xyz" else MOST + 9, 3))
        .astype("f4")
    )
    path = tmp_path / f"a{suffix}"
    if suffix == ".ply":
        ply(path, "little", many, np.zeros_like(many))
    elif suffix == ".npy":
        np.save(path, many)
    else:
        path.write_text("\n".join("{:.3f} {:.3f} {:.3f}".format(*p) for p in many))
    cloud = read_cloud(path)
    assert len(cloud) == MOST
    assert "thinned" in " ".join(cloud.notes)
    np.testing.assert_allclose(np.ptp(cloud.points, axis=0), 2.0, atol=0.01)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(READERS)), st.binary(max_size=400), st.integers(0, 3))
def test_no_bytes_bring_anything_but_points_or_one_line(
    tmp_path_factory, suffix: str, data: bytes, start: int
) -> None:
    heads = (b"", b"ply\nformat ascii 1.0\nelement vertex 3\n", b"PK\x03\x04", b"glTF\x02\0\0\0\x10\0\0\0")
    path = tmp_path_factory.mktemp("fuzz") / f"a{suffix}"
    path.write_bytes(heads[start] + data)
    said = ""
    try:
        read_cloud(path)
    except RoomError as error:
        said = str(error)
    assert "\n" not in said
