"""Colours by name, as cloth and paint have them."""

from __future__ import annotations

import colorsys
import re
from functools import cache
from itertools import pairwise

from PIL import ImageColor

from tools.brief import lexicon


@cache
def colour_of(name: str) -> str:
    """The "#rrggbb" of a colour's name ("navy blue", "cream", "#a0b0c0"); "" when it is none.

    Names are the lexicon's and CSS's; a screen's pure colours are less saturated and darker on anything real.
    """
    if re.fullmatch(r"#[0-9a-f]{6}", name):
        return name
    own = lexicon.table("colours")
    if name in own:
        return str(own[name])
    joined = name.replace(" ", "")
    if joined in ImageColor.colormap:
        return _worn(ImageColor.getrgb(joined)[:3])
    first, _, last = name.rpartition(" ")
    if first in own and last in own:
        return str(own[first])  # "navy blue", "olive green": the first word tells which
    return ""


def colour_in(said: str) -> str:
    """The first colour a sentence in small letters names, two words before one; "" for none."""
    given = re.search(r"#[0-9a-f]{6}\b", said)
    if given:
        return given[0]
    words = re.findall(r"[a-z]+", said)
    pairs = [f"{a} {b}" for a, b in pairwise(words)]
    return next((colour for w in [*pairs, *words] if (colour := colour_of(w))), "")


def shaded(colour: str, factor: float) -> str:
    """A colour lighter (above 1) or darker (below 1)."""
    values = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
    made = [255 - (255 - v) / factor for v in values] if factor > 1 else [v * factor for v in values]
    return "#" + "".join(f"{round(v):02x}" for v in made)


def _worn(rgb: tuple[int, ...]) -> str:
    red, green, blue = (v / 255 for v in rgb[:3])
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    red, green, blue = colorsys.hsv_to_rgb(hue, saturation * 0.65, 0.08 + value * 0.78)
    return "#{:02x}{:02x}{:02x}".format(*(round(255 * v) for v in (red, green, blue)))
