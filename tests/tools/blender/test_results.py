"""What lies in a scratch folder was written beside model code: forged files are refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tools.blender import results
from tools.errors import ToolError


def test_a_plain_file_is_moved(tmp_path: Path) -> None:
    (tmp_path / "0.png").write_bytes(b"picture")
    out = results.take(tmp_path / "0.png", tmp_path / "deep" / "out.png")
    assert out.read_bytes() == b"picture"
    assert [p.name for p in out.parent.iterdir()] == ["out.png"]


@pytest.mark.parametrize("kind", ["link", "folder", "missing"])
def test_anything_else_is_refused(tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    found = tmp_path / "0.png"
    if kind == "link":
        found.symlink_to(secret)
    elif kind == "folder":
        found.mkdir()
    with pytest.raises(ToolError):
        results.take(found, tmp_path / "out.png")
    assert not (tmp_path / "out.png").exists()
    assert results.tail(found) == ""


def test_nothing_in_a_log_steers_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_bytes(b"a\x1b[2J\x07b\tc\n\xc2\x9bd")
    said = results.tail(tmp_path / "log.txt")
    assert said == "a\ufffd[2J\ufffdb\tc\n\ufffdd"


def test_the_tail_of_a_long_log(tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_bytes(b"x" * 10_000 + b"\xff the end")
    said = results.tail(tmp_path / "log.txt", 20)
    assert said.endswith(" the end")
    assert len(said) <= 20


@pytest.mark.parametrize("quality", ["ids", "depth", "normal"])
def test_arrays_can_be_looked_at(tmp_path: Path, quality: str) -> None:
    arrays = {
        "ids": np.array([[0, 1], [2, 2]], np.int32),
        "depth": np.array([[1.0, 2.0], [np.inf, 3.0]], np.float32),
        "normal": np.zeros((2, 2, 3), np.float32),
    }
    image = np.asarray(Image.open(results.as_picture(arrays[quality], quality, tmp_path / "out.png")))
    assert image.shape == (2, 2, 3)
    if quality == "ids":
        assert (image[1, 0] == image[1, 1]).all()
        assert (image[0, 1] != image[1, 1]).any()
    if quality == "depth":
        assert image[0, 0, 0] > image[0, 1, 0] > image[1, 0, 0]
