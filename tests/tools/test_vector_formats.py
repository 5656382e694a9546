"""SVG and DXF drawings as pictures: their size, their unit, and nothing from outside the file."""

from pathlib import Path

import numpy as np
import pytest

from tools.errors import InputError
from tools.picture import drafting, image
from tools.picture_formats import foreign
from tools.settings import PictureSettings
from tools.vector_formats import is_dxf

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">{}</svg>'
PLAN = Path(__file__).parent / "picture/plan/cases/plan_dims.png"


def drawn(tmp_path: Path, inside: str) -> np.ndarray:
    pytest.importorskip("resvg_py")
    path = tmp_path / "plan.svg"
    path.write_text(SVG.format(inside))
    return image.load(path)


def test_an_svg_is_drawn_on_white_at_one_size(tmp_path: Path) -> None:
    pixels = drawn(tmp_path, '<rect x="50" y="25" width="100" height="50"/>')
    assert pixels.shape == (1200, 2400, 3)
    assert pixels[600, 1200].max() < 5
    assert pixels[10, 10].min() == 255


@pytest.mark.parametrize("quote", ['"', "'"])
def test_an_svg_shows_no_other_file(tmp_path: Path, quote: str) -> None:
    other = tmp_path / "other.png"
    image.save(np.zeros((64, 64, 3), np.uint8), other)
    pixels = drawn(tmp_path, f'<image width="200" height="100" href={quote}{other}{quote}/>')
    assert pixels.min() == 255


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>', "viewBox"),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9000 1"/>', "no drawing"),
        ('<svg viewBox="0 0 10 10"><rect', "save it again"),
    ],
)
def test_an_odd_svg_is_one_line(tmp_path: Path, text: str, says: str) -> None:
    pytest.importorskip("resvg_py")
    path = tmp_path / "odd.svg"
    path.write_text(text)
    with pytest.raises(InputError, match=says) as caught:
        image.load(path)
    assert "\n" not in str(caught.value)


def dxf(tmp_path: Path, unit: int) -> Path:
    """A room of 5.1 x 3.9 whose walls are two lines, in millimetres of paper."""
    ezdxf = pytest.importorskip("ezdxf")
    pytest.importorskip("resvg_py")
    document = ezdxf.new()
    document.header["$INSUNITS"] = unit
    space, thick, wide, deep = document.modelspace(), 200, 5100, 3900
    inner = [(0, 0), (wide, 0), (wide, deep), (0, deep)]
    outer = [(-thick, -thick), (wide + thick, -thick), (wide + thick, deep + thick), (-thick, deep + thick)]
    for ring in (inner, outer):
        space.add_lwpolyline(ring, close=True)
    path = tmp_path / "plan.dxf"
    document.saveas(path)
    return path


def test_a_dxf_states_its_metres(tmp_path: Path) -> None:
    path = dxf(tmp_path, unit=4)
    scale = image.drawn_scale(path)
    pixels = image.load(path)
    dark = np.flatnonzero((pixels < 128).any(axis=(0, 2)))
    assert scale is not None
    assert (dark[-1] - dark[0]) * scale == pytest.approx(5.5, rel=0.005)
    assert image.drawn_scale(dxf(tmp_path, unit=0)) is None


def test_the_unit_of_a_drawing_is_its_size() -> None:
    pixels = image.load(PLAN)
    marks = drafting.draft_plan(pixels, PictureSettings(), 5.10 / 613)
    assert marks is not None
    assert marks.plan_size is not None
    assert marks.plan_size.written
    assert marks.plan_size.metres_per_pixel == pytest.approx(5.10 / 613, rel=1e-3)
    assert not any(caveat.about == "size" for caveat in marks.caveats)


def test_drawings_are_told_by_their_first_bytes() -> None:
    assert foreign(b'<?xml version="1.0"?>\n<svg xmlns="x">') == "SVG"
    assert foreign(b"<html><body>") is None
    assert foreign(b"  0\r\nSECTION\r\n  2\r\nHEADER\r\n") == "DXF"
    assert is_dxf(b"999\ndrawn by hand\n0\nSECTION\n")
    assert not is_dxf(b"0\nSOMETHING\n")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [("a.svg", b"<svg/>", "rsvg-convert"), ("a.dxf", b"0\nSECTION\n2\nHEADER\n", "ezdxf draw")],
)
def test_without_its_library_the_converter_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, says: str
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=says):
        image.load(path)


def test_a_broken_dxf_is_one_line(tmp_path: Path) -> None:
    pytest.importorskip("ezdxf")
    pytest.importorskip("resvg_py")
    path = tmp_path / "a.dxf"
    path.write_bytes(b"0\nSECTION\n2\nENTITIES\n0\nLINE\n10\nnot a number\n")
    with pytest.raises(InputError) as caught:
        image.load(path)
    assert "\n" not in str(caught.value)
