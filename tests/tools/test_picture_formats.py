"""HEIC and PDF: read with the optional libraries, and else told how to convert."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tools.errors import InputError
from tools.picture import image
from tools.picture_formats import foreign

HEIC_START = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"


def sheet() -> Image.Image:
    picture = np.full((120, 160, 3), 255, np.uint8)
    picture[30:90, 40:120] = 0
    return Image.fromarray(picture)


def test_formats_are_told_by_their_first_bytes() -> None:
    assert foreign(HEIC_START) == "HEIC"
    assert foreign(b"%PDF-1.7\n") == "PDF"
    assert foreign(b"\x89PNG\r\n") is None
    assert foreign(b"\x00\x00\x00\x1cftypavif") is None
    assert foreign(b"") is None


@pytest.mark.parametrize(
    ("name", "start", "says"),
    [("a.heic", HEIC_START, "heif-convert"), ("a.pdf", b"%PDF-1.4\n", "pdftoppm")],
)
def test_without_its_library_the_converter_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, start: bytes, says: str
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    path = tmp_path / name
    path.write_bytes(start + b"rest")
    with pytest.raises(InputError, match=says) as caught:
        image.load(path)
    assert "add formats" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_pdfs_first_page_is_drawn(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    path = tmp_path / "plan.pdf"
    sheet().save(path, "PDF", resolution=72)
    pixels = image.load(path)
    assert max(pixels.shape[:2]) == 2400
    assert pixels[pixels.shape[0] // 2, pixels.shape[1] // 2].max() < 40
    assert pixels[5, 5].min() > 215


def test_a_heic_photo_is_read(tmp_path: Path) -> None:
    heif = pytest.importorskip("pillow_heif")
    data = io.BytesIO()
    heif.from_pillow(sheet()).save(data, quality=90)
    path = tmp_path / "photo.heic"
    path.write_bytes(data.getvalue())
    pixels = image.load(path)
    assert pixels.shape == (120, 160, 3)
    assert pixels[60, 80].max() < 40


@pytest.mark.parametrize(
    ("library", "name", "start"),
    [("pypdfium2", "a.pdf", b"%PDF-1.4\n"), ("pillow_heif", "a.heic", HEIC_START)],
)
def test_a_broken_file_is_one_line(tmp_path: Path, library: str, name: str, start: bytes) -> None:
    pytest.importorskip(library)
    path = tmp_path / name
    path.write_bytes(start + b"\x00" * 50)
    with pytest.raises(InputError) as caught:
        image.load(path)
    assert "\n" not in str(caught.value)
