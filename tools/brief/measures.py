"""Lengths, extents and areas in a text: metres, centimetres, feet and inches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

METRES = {
    "mm": 0.001, "cm": 0.01, "m": 1.0, "metre": 1.0, "metres": 1.0, "meter": 1.0, "meters": 1.0,
    "centimetre": 0.01, "centimetres": 0.01, "centimeter": 0.01, "centimeters": 0.01,
    "ft": 0.3048, "foot": 0.3048, "feet": 0.3048, "'": 0.3048,
    "in": 0.0254, "inch": 0.0254, "inches": 0.0254, '"': 0.0254,
}  # fmt: skip
AREAS = {
    "m2": 1.0, "m²": 1.0, "sqm": 1.0, "sq m": 1.0, "square metres": 1.0, "square meters": 1.0, "qm": 1.0,
    "square metre": 1.0, "square meter": 1.0, "sqft": 0.0929, "sq ft": 0.0929, "ft2": 0.0929,
    "square feet": 0.0929, "square foot": 0.0929,
}  # fmt: skip
NUMBER = r"\d+(?:[.,]\d+)?"
UNIT = (
    r"(?:mm|cm|centimet(?:re|er)s?|met(?:re|er)s?|m(?![a-z0-9²])|ft|feet|foot|inch(?:es)?|in(?=\s*(?:x|by|\)|,"
    r"|$|wide|long|tall|high|deep))|['\"])"
)
AREA = "|".join(sorted(AREAS, key=len, reverse=True))
_FEET = rf"(?P<feet>{NUMBER})\s*(?:'|ft|feet|foot)[\s-]*(?P<inches>{NUMBER})\s*(?:\"|''|inch(?:es)?|in\b)"
_AREA = rf"(?P<area>{NUMBER})[\s-]*(?P<area_unit>{AREA})(?![a-z0-9])"
_ONE = rf"{NUMBER}[\s-]*{UNIT}?"
_EXTENT = rf"(?P<extent>{_ONE}(?:\s*(?:x|×|\*|by)\s*{_ONE}){{1,2}})(?![a-z0-9])"
_LENGTH = rf"(?P<length>{NUMBER})[\s-]*(?P<unit>{UNIT})(?![a-z0-9])"
_PATTERN = re.compile(f"{_AREA}|{_EXTENT}|{_FEET}|{_LENGTH}")
_PART = re.compile(rf"({NUMBER})[\s-]*({UNIT})?")


class Measure(NamedTuple):
    """A measure in a text.

    Attributes:
        kind: "length" (one value, metres), "extent" (two or three, metres) or "area" (one, square metres).
        start: where it begins in the text.
        end: where it ends.
    """

    kind: Literal["length", "extent", "area"]
    values: tuple[float, ...]
    start: int
    end: int


def measures_in(text: str) -> Iterator[Measure]:
    """Every measure of a text in small letters, in order; bare numbers are none."""
    for found in _PATTERN.finditer(text):
        span = found.span()
        if found["area"]:
            yield Measure("area", (_number(found["area"]) * AREAS[found["area_unit"]],), *span)
        elif found["extent"]:
            yield Measure("extent", _extent(found["extent"]), *span)
        elif found["feet"]:
            feet = _number(found["feet"]) * 0.3048 + _number(found["inches"]) * 0.0254
            yield Measure("length", (round(feet, 4),), *span)
        else:
            yield Measure("length", (round(_number(found["length"]) * METRES[found["unit"]], 4),), *span)


def _extent(text: str) -> tuple[float, ...]:
    """Metres of "4 x 3.5 m", "12ft by 10ft", "160 x 200": a unit said once holds for all before it."""
    parts = [(_number(p[1]), p[2]) for p in _PART.finditer(text)]
    unit = next((u for _, u in reversed(parts) if u), None)
    if unit is None:
        unit = "cm" if max(value for value, _ in parts) > 30 else "m"
    return tuple(round(value * METRES[u or unit], 4) for value, u in parts)


def _number(text: str) -> float:
    return float(text.replace(",", "."))
