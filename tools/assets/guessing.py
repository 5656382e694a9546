"""What a mesh file does not say: what it shows, in which unit, and which of its axes points up."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import NamedTuple

from tools import vocabulary
from tools.assets.facts import Facts, UpAxis

METRES = {"m": 1.0, "cm": 0.01, "mm": 0.001, "in": 0.0254, "ft": 0.3048}
UNLIKELY = {"m": 0.0, "cm": 0.0, "mm": 0.1, "in": 0.5, "ft": 1.0}
"""How much a unit has against it, in e-folds of size: modelling programs write metres and centimetres."""
STANDARD = 1.0
"""And on top of it for any unit but metres in glTF, whose standard says metres: a factor of 2.7 in size."""
STANDARD_UP = 2.0
"""The same for any axis but Y in glTF, whose standard says Y."""
UNLIKELY_UP: dict[UpAxis, float] = {"y": 0.0, "z": 0.2, "x": 1.5}
"""Of an OBJ file, whose format says nothing: most programs write Y up."""
STANDS = 0.8
"""For an axis along which it stands on 0, when it does along no other: made on the ground, that is up."""
LONGEST = (0.05, 4.0)
"""Metres that the longest side of an indoor thing has, when nothing says what it is."""
STOP = frozenset(
    re.findall(
        r"\w+",
        "the a an of and with in model models mesh obj glb gltf fbx asset assets object default material mat "
        "low high poly lowpoly final scene node root group untitled geometry textured export lod box cube",
    )
)
"""Words in names that say nothing of what a thing is."""


class Guess(NamedTuple):
    """Unit and upward axis, and why, in words."""

    unit: str
    up: UpAxis
    why: str


def words_of(texts: Iterable[str]) -> list[str]:
    """The words in names of files, folders and parts, each once, without what says nothing."""
    found: dict[str, None] = {}
    for text in texts:
        apart = re.sub(r"([a-z])([A-Z])", r"\1 \2", text)
        for word in re.findall(r"[a-z]{2,}", apart.lower()):
            if word not in STOP:
                found[word] = None
    return list(found)[:60]


def category_of(texts: Iterable[str]) -> str:
    """The category that names tell of, the first that does; "unknown" when none does."""
    for text in texts:
        words = words_of([text])
        # "chair_eames_black": what it is may stand before what is said of it.
        for end in range(len(words), 0, -1):
            known = vocabulary.canonical(" ".join(words[:end]))
            if known and known != vocabulary.UNKNOWN:
                return known
    return vocabulary.UNKNOWN


def guess(
    facts: Facts, category: str, *, gltf: bool, unit: str | None = None, up: UpAxis | None = None
) -> Guess:
    """The unit and the upward axis that fit best with how large such a thing usually is.

    Args:
        facts: what is in the file.
        category: canonical, or "unknown".
        gltf: the file is glTF, whose standard says metres and Y up; it takes much to doubt it.
        unit: given by the user.
        up: given by the user.
    """
    if unit and up:
        return Guess(unit, up, "")
    usual = None if category == vocabulary.UNKNOWN else vocabulary.entry(category).size
    ways = [
        (_cost(facts, usual, u, axis, gltf=gltf), u, axis)
        for u in ([unit] if unit else METRES)
        for axis in ([up] if up else UNLIKELY_UP)
    ]
    _, best, axis = min(ways)
    w, d, h = facts.size(axis, METRES[best])
    said = "unit" if up else "axis" if unit else "unit and axis"
    reason = f"{said} guessed: "
    if usual is not None:
        reason += f"{w:.2f} x {d:.2f} x {h:.2f} m for a usual {category} of {_sides(usual)} m"
    else:
        reason += f"nothing says what it is; {w:.2f} x {d:.2f} x {h:.2f} m is a size for a thing in a room"
    if gltf and (best, axis) == ("m", "y"):
        reason += ", and glTF says metres, Y up"
    return Guess(best, axis, reason)


def _cost(
    facts: Facts, usual: tuple[float, float, float] | None, unit: str, up: UpAxis, *, gltf: bool
) -> float:
    w, d, h = (max(v, 1e-6) for v in facts.size(up, METRES[unit]))
    cost = UNLIKELY[unit] + (STANDARD if gltf and unit != "m" else 0.0)
    cost += (STANDARD_UP if up != "y" else 0.0) if gltf else UNLIKELY_UP[up]
    if _stands(facts) == up:
        cost -= STANDS
    if usual is None:
        least, most = LONGEST
        longest = max(w, d, h)
        return cost + 2 * max(0.0, math.log(least / longest), math.log(longest / most))
    across, along = sorted((w, d)), sorted(usual[:2])
    pairs = [(across[0], along[0]), (across[1], along[1]), (h, usual[2])]
    # Thin sides say little: a rug of 5 mm is as good a rug as one of 20.
    floor = 0.15 * max(usual)
    return cost + sum(abs(math.log(max(a, floor) / max(b, floor))) for a, b in pairs) / 3


def _stands(facts: Facts) -> UpAxis | None:
    """The one axis along which it begins at 0; None when there is none, or are several."""
    extent = max(facts.extent)
    names: tuple[UpAxis, ...] = ("x", "y", "z")
    found = [n for n, low in zip(names, facts.low, strict=True) if abs(low) < 0.002 * extent]
    return found[0] if len(found) == 1 else None


def _sides(size: tuple[float, float, float]) -> str:
    return " x ".join(f"{v:.2f}" for v in size)
