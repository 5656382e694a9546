"""Any picture becomes upright RGB bytes, and anything else one clear line."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tools.errors import InputError
from tools.picture.image import fit_within, load, save


def gradient(width: int = 120, height: int = 80) -> Image.Image:
    ramp = np.linspace(0, 255, width, dtype=np.uint8)
    rows = np.linspace(0, 255, height, dtype=np.uint8)
    pixels = np.stack(
        [np.tile(ramp, (height, 1)), np.tile(rows[:, None], (1, width)), np.full((height, width), 90)],
        axis=-1,
    )
    return Image.fromarray(pixels.astype(np.uint8))


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp", ".bmp", ".tiff"])
def test_common_formats_keep_size_and_colour(tmp_path: Path, suffix: str) -> None:
    gradient().save(tmp_path / f"a{suffix}")
    image = load(tmp_path / f"a{suffix}")
    assert image.shape == (80, 120, 3)
    assert image.dtype == np.uint8
    assert np.abs(image.astype(int) - np.asarray(gradient())).mean() < 4


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "LA", "RGBA", "I;16"])
def test_modes_become_rgb(tmp_path: Path, mode: str) -> None:
    suffix = ".jpg" if mode == "CMYK" else ".png"
    source = (
        Image.fromarray(np.asarray(gradient().convert("L")).astype(np.uint16) * 257)
        if mode == "I;16"
        else gradient().convert(mode)
    )
    source.save(tmp_path / f"a{suffix}")
    image = load(tmp_path / f"a{suffix}")
    assert image.shape == (80, 120, 3)
    wanted = np.asarray(gradient().convert("L")).astype(int)
    grey = np.asarray(Image.fromarray(image).convert("L")).astype(int)
    assert abs(grey.mean() - wanted.mean()) < 12


def test_transparency_lies_over_white(tmp_path: Path) -> None:
    Image.new("RGBA", (70, 70), (10, 20, 30, 0)).save(tmp_path / "clear.png")
    assert (load(tmp_path / "clear.png") == 255).all()


def test_exif_rotation_is_applied(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held a quarter turn to the right
    gradient(120, 80).save(tmp_path / "turned.jpg", exif=exif)
    assert load(tmp_path / "turned.jpg").shape == (120, 80, 3)


def test_animation_gives_first_frame(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (80, 80), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "two.gif", save_all=True, append_images=frames[1:])
    assert load(tmp_path / "two.gif")[40, 40, 0] > 200


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        load(path)
    text = str(caught.value)
    assert "\n" not in text
    assert str(path) in text
    return text


def test_files_that_are_no_picture(tmp_path: Path) -> None:
    (tmp_path / "empty.png").touch()
    (tmp_path / "words.png").write_text("this is no picture")
    assert "not exist" in refused(tmp_path / "missing.png")
    assert "folder" in refused(tmp_path)
    assert "empty" in refused(tmp_path / "empty.png")
    assert "not a picture" in refused(tmp_path / "words.png")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gradient().save(tmp_path / "locked.png")

    def deny(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tools.files.os.open", deny)
    assert "permission" in refused(tmp_path / "locked.png")


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp"])
def test_truncated(tmp_path: Path, suffix: str) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (200, 200, 3), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / f"a{suffix}")
    data = (tmp_path / f"a{suffix}").read_bytes()
    (tmp_path / f"a{suffix}").write_bytes(data[: len(data) // 2])
    assert "damaged" in refused(tmp_path / f"a{suffix}")


@pytest.mark.parametrize("size", [(1, 1), (63, 400)])
def test_tiny(tmp_path: Path, size: tuple[int, int]) -> None:
    Image.new("RGB", size).save(tmp_path / "tiny.png")
    assert "too small" in refused(tmp_path / "tiny.png")


def test_decompression_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    for side in (12_001, 60_000):
        header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
        (tmp_path / "bomb.png").write_bytes(
            b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", header)
            + chunk(b"IDAT", zlib.compress(b""))
            + chunk(b"IEND", b"")
        )
        assert "too large" in refused(tmp_path / "bomb.png")


def test_a_jpeg_that_is_decoded_over_and_over_is_refused(tmp_path: Path) -> None:
    """Each scan of 130 bytes costs a pass over all pixels: 400 kB can take hours."""
    path = tmp_path / "scans.jpg"
    gradient().save(path, progressive=True)
    data = path.read_bytes()
    assert load(path).shape == (80, 120, 3)
    again = data[data.rfind(b"\xff\xc4", 0, data.rfind(b"\xff\xda")) : -2]
    path.write_bytes(data[:-2] + again * 101 + data[-2:])
    assert "scans" in refused(path)


def test_fit_within_uses_one_factor(tmp_path: Path) -> None:
    image = np.asarray(gradient(400, 100))
    small, factor = fit_within(image, 100)
    assert factor == 0.25
    assert small.shape == (25, 100, 3)
    assert fit_within(image, 1000)[0] is image
    assert load(save(image, tmp_path / "deep" / "x.png")).shape == image.shape
