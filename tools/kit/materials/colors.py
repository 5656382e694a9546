"""Colours as programs write them ("#rrggbb", sRGB) and as Blender wants them (linear)."""

from __future__ import annotations

import re

from tools.kit.core import Vec3


def srgb_values(color: str | tuple[int, int, int]) -> Vec3:
    """Channels 0-1, still sRGB encoded, of "#rrggbb", "#rgb" or (0-255, 0-255, 0-255)."""
    if not isinstance(color, str):
        return color[0] / 255, color[1] / 255, color[2] / 255
    digits = color.strip().lstrip("#")
    if len(digits) == 3:
        digits = "".join(c * 2 for c in digits)
    if not re.fullmatch(r"[0-9a-fA-F]{6}", digits):
        raise ValueError(f'{color!r} is no colour; write it as "#rrggbb"')
    return int(digits[0:2], 16) / 255, int(digits[2:4], 16) / 255, int(digits[4:6], 16) / 255


def linear_of(value: float) -> float:
    """One sRGB encoded channel to linear (IEC 61966-2-1)."""
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def srgb_linear(color: str | tuple[int, int, int]) -> Vec3:
    """Linear RGB 0-1 of a colour."""
    r, g, b = srgb_values(color)
    return linear_of(r), linear_of(g), linear_of(b)
