"""Formats that an optional library reads: HEIC photographs and PDF plans; without it, how to convert them."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Callable

from PIL import Image

from tools.errors import InputError

HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
"""Brands an ISO file begins with when it holds HEVC pictures; AVIF has its own and is read by Pillow."""
PAGE_SIDE = 2400
"""Pixels of the longer side that a PDF page is drawn at: 200 to the inch for A4."""
LONGEST_PAGE = 200 * 72
"""Points a side, PDF's own bound."""

CheckSize = Callable[[str, tuple[int, int]], None]


def foreign(data: bytes) -> str | None:
    """Whether the bytes begin like a "HEIC" or a "PDF"; None: neither."""
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return "HEIC"
    return "PDF" if data[:1024].lstrip()[:5] == b"%PDF-" else None


def read_foreign(kind: str, data: bytes, name: str, check: CheckSize) -> Image.Image:
    """A HEIC's picture, or a PDF's first page.

    Args:
        kind: as `foreign` said.
        data: the file.
        name: for errors.
        check: refuses a size before pixels are made.

    Raises:
        InputError: its library is not installed, or the file cannot be used.
    """
    return _heic(data, name, check) if kind == "HEIC" else _page(data, name, check)


def _heic(data: bytes, name: str, check: CheckSize) -> Image.Image:
    if importlib.util.find_spec("pillow_heif") is None:
        raise InputError(_missing(name, "a HEIC photo", "pillow-heif", f"heif-convert {name} photo.png"))
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
        raise InputError(_missing(name, "a PDF", "pypdfium2", convert))
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


def _missing(name: str, what: str, library: str, convert: str) -> str:
    return (
        f"{name} is {what}: it is read once {library} is installed (`python3 harness/start.py add formats`); "
        f"or convert it: `{convert}`"
    )


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
