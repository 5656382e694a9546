"""Where an export goes when nobody says, in words that a user types."""

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
    ],
)
def test_a_file_goes_where_its_user_looks(out: str | None, options: ExportOptions, file: str) -> None:
    assert exporting.target(Path("runs/bedroom"), out, options) == Path(file)


def test_what_is_no_ending_is_a_path() -> None:
    assert exporting.target(Path("runs/bedroom"), "stl", WHOLE) == Path("stl")
