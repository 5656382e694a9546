"""What a run's report says of its files."""

from pathlib import Path

from PIL import Image

from harness.runs.outputs import textures


def test_textures_say_how_fine_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "textures"
    folder.mkdir()
    Image.new("RGB", (240, 120)).save(folder / "floor.webp")
    (folder / "sizes.json").write_text('{"floor": [1.2, 0.6], "gone": [1, 1]}')
    assert [row.model_dump() for row in textures(tmp_path)] == [
        {"name": "floor", "pixels": (240, 120), "metres": (1.2, 0.6), "mm_per_pixel": 5.0}
    ]
    (folder / "sizes.json").unlink()
    assert [row.model_dump() for row in textures(tmp_path)] == []
