"""Drawings as lines, SVG and DXF, drawn to be read like any picture of a plan (resvg and ezdxf, both MIT)."""

from __future__ import annotations

import importlib.util
import io
import re
from collections.abc import Callable

from PIL import Image

from tools.errors import InputError

PAGE_SIDE = 2400
"""Pixels of the longer side that a page or a drawing is drawn at: 200 to the inch for A4."""
THINNEST = 40
"""Times that a drawing may be as long as it is wide."""
MOST_BYTES = 32 << 20
"""Of a drawing's text: plans have a few megabytes."""
UNITS = {1: 0.0254, 2: 0.3048, 4: 0.001, 5: 0.01, 6: 1.0, 10: 0.9144, 14: 0.1}
"""Metres of `$INSUNITS` in a DXF's header: inches, feet, mm, cm, m, yards, dm; 0 is none."""
SIDES = ("width", "height")
MARGIN = 20.0
"""Millimetres of paper around a drawing, on a page of `LONGER`."""
LONGER = 400.0

CheckSize = Callable[[str, tuple[int, int]], None]


def is_dxf(data: bytes) -> bool:
    """Whether the bytes begin like a DXF: with its first section, after comments (group 999), or binary."""
    if data.startswith(b"AutoCAD Binary DXF"):
        return True
    lines = [line.strip() for line in data[:4096].removeprefix(b"\xef\xbb\xbf").split(b"\n", 64)]
    pairs = list(zip(lines[::2], lines[1::2], strict=False))
    first = next((pair for pair in pairs if pair[0] != b"999"), None)
    return first == (b"0", b"SECTION")


def missing(name: str, what: str, library: str, convert: str) -> str:
    """The line for a file whose optional library is not there."""
    return (
        f"{name} is {what}: it is read once {library} is installed (`python3 harness/start.py add formats`); "
        f"or convert it: `{convert}`"
    )


def draw_svg(data: bytes, name: str, check: CheckSize) -> Image.Image:
    """An SVG on white paper, its longer side `PAGE_SIDE` pixels; nothing outside the file is looked at.

    Raises:
        InputError: resvg is not installed, or the drawing cannot be used.
    """
    if importlib.util.find_spec("resvg_py") is None:
        convert = f"rsvg-convert -w {PAGE_SIDE} {name} -o plan.png"
        raise InputError(missing(name, "an SVG", "resvg-py", convert))
    if len(data) > MOST_BYTES:
        raise InputError(f"{name} is an SVG of {len(data) >> 20} MB, which is no plan; give at most 32")
    return _drawn(data.decode("utf-8", "replace"), name, check)


def _drawn(text: str, name: str, check: CheckSize) -> Image.Image:
    import resvg_py

    # what a picture in it would be loaded from: only what lies in the file itself
    inside = re.sub(r"""((?:xlink:)?href\s*=\s*)(["'])(?!data:|#)[^"']*\2""", r"\1\2#\2", text)
    size = _size(inside)
    if size is None:
        raise InputError(f"{name} says neither width and height nor a viewBox; export it again with its size")
    if max(size) > THINNEST * min(size):
        raise InputError(f"{name} is {size[0]:g} x {size[1]:g}, which is no drawing")
    zoom = PAGE_SIDE / max(size)
    width, height = (max(1, round(side * zoom)) for side in size)
    check(name, (width, height))
    try:
        made = resvg_py.svg_to_bytes(
            svg_string=inside, background="white", width=width, height=height, dpi=96.0
        )
    except ValueError as error:
        said = " ".join(str(error).split())[:120]
        raise InputError(f"{name} cannot be read as an SVG ({said}); save it again") from None
    picture = Image.open(io.BytesIO(bytes(made)), formats=("PNG",))
    return picture.convert("RGB")


def _size(text: str) -> tuple[float, float] | None:
    """Width over height of an SVG, from its viewBox or else its own size."""
    head = re.search(r"<(?:\w+:)?svg\b[^>]*>", text)
    if head is None:
        return None
    box = re.search(r"""\bviewBox\s*=\s*["']([^"']*)["']""", head[0])
    sides = box[1].replace(",", " ").split()[2:] if box else []
    if not sides:
        own = (re.search(rf"""\s{side}\s*=\s*["']\s*([\d.]+)\s*[a-z]*["']""", head[0]) for side in SIDES)
        sides = [found[1] for found in own if found]
    try:
        width, height = (float(side) for side in sides)
    except ValueError:
        return None
    return (width, height) if 0 < width < 1e9 and 0 < height < 1e9 else None


def draw_dxf(data: bytes, name: str, check: CheckSize) -> Image.Image:
    """A DXF's model space in black on white; `info["metres_per_pixel"]` where its header states the unit.

    Raises:
        InputError: ezdxf or resvg is not installed, or the drawing cannot be used.
    """
    if importlib.util.find_spec("ezdxf") is None or importlib.util.find_spec("resvg_py") is None:
        convert = f"ezdxf draw {name} -o plan.png"
        raise InputError(missing(name, "a DXF", "ezdxf", convert))
    if len(data) > MOST_BYTES:
        raise InputError(f"{name} is a DXF of {len(data) >> 20} MB; give the plan alone, at most 32")
    from ezdxf import recover
    from ezdxf.addons.drawing import config, layout, svg
    from ezdxf.addons.drawing.frontend import Frontend
    from ezdxf.addons.drawing.properties import RenderContext
    from ezdxf.bbox import extents
    from ezdxf.lldxf.const import DXFError

    try:
        document, _ = recover.read(io.BytesIO(data))
        space = document.modelspace()
        box = extents(space, fast=True)
        if not box.has_data or max(box.size.x, box.size.y) <= 0:
            raise InputError(f"{name} draws nothing in its model space; export the plan there")
        scale = (LONGER - 2 * MARGIN) / max(box.size.x, box.size.y)
        backend = svg.SVGBackend()
        looks = config.Configuration(
            color_policy=config.ColorPolicy.BLACK, background_policy=config.BackgroundPolicy.WHITE
        )
        Frontend(RenderContext(document), backend, config=looks).draw_layout(space)
        page = layout.Page(0, 0, layout.Units.mm, margins=layout.Margins.all(MARGIN))
        text = backend.get_string(page, settings=layout.Settings(fit_page=False, scale=scale))
    except (DXFError, OSError, ValueError, KeyError, IndexError, ArithmeticError) as error:
        said = " ".join(str(error).split())[:120] or type(error).__name__
        raise InputError(f"{name} cannot be read as a DXF ({said}); save it again") from None
    picture = _drawn(text, name, check)
    paper = re.search(r'\swidth="([\d.]+)mm"', text)
    unit = UNITS.get(int(document.header.get("$INSUNITS", 0)))
    if paper is not None and unit is not None:
        picture.info["metres_per_pixel"] = float(paper[1]) / picture.width / scale * unit
    return picture
