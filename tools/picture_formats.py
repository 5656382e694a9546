"""Formats that an optional library reads: HEIC photos, PDF, SVG, DXF; without it, how to convert them."""

from __future__ import annotations

import importlib.util
import io
import re

from PIL import Image

from tools.errors import InputError
from tools.vector_formats import PAGE_SIDE, CheckSize, draw_dxf, draw_svg, is_dxf, missing

HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
"""Brands an ISO file begins with when it holds HEVC pictures; AVIF has its own and is read by Pillow."""
LONGEST_PAGE = 200 * 72
"""Points a side, PDF's own bound."""


def foreign(data: bytes) -> str | None:
    """Whether the bytes begin like a "HEIC", a "PDF", an "SVG" or a "DXF"; None: none of them."""
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return "HEIC"
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:5] == b"%PDF-":
        return "PDF"
    if start[:1] == b"<" and re.search(rb"<(\w+:)?svg[\s/>]", start):
        return "SVG"
    return "DXF" if is_dxf(data) else None


def read_foreign(kind: str, data: bytes, name: str, check: CheckSize) -> Image.Image:
    """A HEIC's picture, a PDF's first page, or a drawing's.

    A DXF that states its unit has `metres_per_pixel` in its `info`.

    Args:
        kind: as `foreign` said.
        data: the file.
        name: for errors.
        check: refuses a size before pixels are made.

    Raises:
        InputError: its library is not installed, or the file cannot be used.
    """
    readers = {"HEIC": _heic, "PDF": _page, "SVG": draw_svg, "DXF": draw_dxf}
    return readers[kind](data, name, check)


def _heic(data: bytes, name: str, check: CheckSize) -> Image.Image:
    if importlib.util.find_spec("pillow_heif") is None:
        raise InputError(missing(name, "a HEIC photo", "pillow-heif", f"heif-convert {name} photo.png"))
    import pillow_heif

    try:
        opened = pillow_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=True)
        check(name, opened.size)
        picture: Image.Image = opened.to_pillow()
    except InputError:
        raise
    except Exception as error:  # libheif's own errors have no common type
        raise InputError(f"{name} is damaged or cut short ({_said(error)}); save it again") from None
    return picture


def _page(data: bytes, name: str, check: CheckSize) -> Image.Image:
    if importlib.util.find_spec("pypdfium2") is None:
        convert = f"pdftoppm -png -r 150 -singlefile {name} plan"
        raise InputError(missing(name, "a PDF", "pypdfium2", convert))
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) == 0:
            raise InputError(f"{name} has no pages")
        page = document[0]
        width, height = page.get_size()
        if not (0 < width <= LONGEST_PAGE and 0 < height <= LONGEST_PAGE):
            raise InputError(f"{name}: its first page is {width:g} x {height:g} points, which is no drawing")
        zoom = PAGE_SIDE / max(width, height)
        check(name, (round(width * zoom), round(height * zoom)))
        picture: Image.Image = page.render(scale=zoom).to_pil().convert("RGB")
        document.close()
    except pypdfium2.PdfiumError as error:
        raise InputError(f"{name} cannot be read as a PDF ({_said(error)}); save it again") from None
    return picture


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
