"""Where an export goes when nobody says, in words that a user types."""

import os
from pathlib import Path

import pytest

from harness import exporting
from tools.blender.export_options import ExportOptions

WHOLE = ExportOptions()


@pytest.mark.parametrize(
    ("out", "options", "file"),
    [
        (None, ExportOptions(ceiling=False), "runs/bedroom/exports/bedroom.glb"),
        ("obj", WHOLE, "runs/bedroom/exports/bedroom.obj"),
        (".usdz", WHOLE, "runs/bedroom/exports/bedroom.usdz"),
        (None, ExportOptions(object="bed_1"), "runs/bedroom/exports/bed_1.glb"),
        ("room.glb", WHOLE, "room.glb"),
        ("/a/b.fbx", WHOLE, "/a/b.fbx"),
        ("py", WHOLE, "runs/bedroom/exports/bedroom.py"),
        ("xml", WHOLE, "runs/bedroom/exports/bedroom.xml"),
        ("usda", WHOLE, "runs/bedroom/exports/bedroom.usda"),
        (".urdf", WHOLE, "runs/bedroom/exports/bedroom.urdf"),
    ],
)
def test_a_file_goes_where_its_user_looks(out: str | None, options: ExportOptions, file: str) -> None:
    assert exporting.target(Path("runs/bedroom"), out, options) == Path(file)


def test_what_is_no_ending_is_a_path() -> None:
    assert exporting.target(Path("runs/bedroom"), "stl", WHOLE) == Path("stl")


def test_what_a_file_needs_beside_it_is_named_and_an_earlier_export_s_is_not(tmp_path: Path) -> None:
    (tmp_path / "textures").mkdir()
    (tmp_path / "room-meshes").mkdir()
    for name in ("bed.obj", "bed.mtl", "a.usdc", "room.xml", "room.glb", "textures/oak.png"):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (100, 100))

    def names(since: float, *files: str) -> list[str]:
        return [p.name for p in exporting.beside([tmp_path / f for f in files], since)]

    assert names(99, "bed.obj", "a.usdc") == ["bed.mtl", "textures"]
    assert names(101, "bed.obj") == ["bed.mtl"]
    assert names(99, "room.xml") == ["room-meshes"]
    assert names(99, "room.glb") == []
