"""What parts of a room are made of: colours and patterns by slot, at random within what is believable."""

from __future__ import annotations

import colorsys
from random import Random

from harness.training import raster

Look = tuple[list[float], list[float], int, float]
"""First and second linear colour (blue, green, red), pattern and its scale."""
FABRIC = frozenset({"fabric", "cushion", "duvet", "throw", "pillow", "curtain", "seat", "sheet", "leather"})
WOODEN = frozenset({"wood", "body", "top", "door", "drawer", "leg", "frame", "trim", "board"})
GIVEN: dict[str, tuple[tuple[float, float], tuple[float, float], tuple[float, float]]] = {
    "leaf": ((0.2, 0.42), (0.3, 0.8), (0.1, 0.45)), "soil": ((0.05, 0.1), (0.2, 0.5), (0.05, 0.2)),
    "stem": ((0.08, 0.4), (0.2, 0.6), (0.15, 0.4)), "screen": ((0, 1), (0, 0.2), (0.01, 0.08)),
    "dark": ((0, 1), (0, 0.15), (0.02, 0.15)), "metal": ((0, 1), (0, 0.25), (0.1, 0.8)),
    "mirror": ((0.5, 0.6), (0, 0.15), (0.5, 0.9)), "glass": ((0.5, 0.6), (0, 0.2), (0.5, 1)),
    "water": ((0.5, 0.6), (0.1, 0.5), (0.4, 0.8)), "ceramic": ((0, 1), (0, 0.15), (0.7, 0.97)),
    "page": ((0.1, 0.15), (0, 0.2), (0.7, 0.95)), "wicker": ((0.06, 0.12), (0.2, 0.6), (0.3, 0.7)),
    "ceiling": ((0, 1), (0, 0.1), (0.8, 0.97)),
}  # fmt: skip
"""Slots whose colour says what they are: ranges of hue, saturation and value."""


def _colour(
    rng: Random, hue: tuple[float, float], sat: tuple[float, float], value: tuple[float, float]
) -> list[float]:
    return [
        c**2.2
        for c in reversed(colorsys.hsv_to_rgb(rng.uniform(*hue) % 1, rng.uniform(*sat), rng.uniform(*value)))
    ]


def wood(rng: Random) -> list[float]:
    """The colour of some wood."""
    return _colour(rng, (0.03, 0.12), (0.15, 0.75), (0.15, 0.95))


def cloth(rng: Random) -> list[float]:
    """The colour of some cloth: pale and grey more often than bright."""
    pick = rng.random()
    if pick < 0.4:
        return _colour(rng, (0.0, 1.0), (0, 0.12), (0.5, 1.0))
    if pick < 0.6:
        return _colour(rng, (0.04, 0.14), (0.1, 0.5), (0.3, 0.95))
    if pick < 0.75:
        return _colour(rng, (0, 1), (0, 0.15), (0.05, 0.5))
    return _colour(rng, (0, 1), (0.15, 0.8), (0.2, 0.95))


def look(rng: Random, slot: str) -> Look:
    """First and second colour, pattern and its scale, of a slot."""
    base = slot.split("_")[0]
    if base in GIVEN and rng.random() < 0.85:
        one = _colour(rng, *GIVEN[base])
        return (
            one,
            [c * rng.uniform(0.6, 1.1) for c in one],
            raster.SPECKLE if base == "leaf" else raster.PLAIN,
            3.0,
        )
    if base in WOODEN and rng.random() < 0.62:
        one = wood(rng)
        return one, [c * rng.uniform(0.35, 0.85) for c in one], raster.GRAIN, rng.uniform(2, 9)
    one = cloth(rng)
    two = cloth(rng) if rng.random() < 0.35 else [c * rng.uniform(0.5, 0.95) for c in one]
    if base in FABRIC:
        kinds = (raster.PLAIN, raster.STRIPES, raster.CHECKS, raster.SPECKLE, raster.BLOTCHES, raster.WEAVE)
        kind = rng.choices(kinds, weights=(6, 1, 1, 3, 1, 2))[0]
        return one, two, kind, rng.uniform(2, 9)
    if base == "art":
        return (
            one,
            cloth(rng),
            rng.choice((raster.PLAIN, raster.BLOTCHES, raster.STRIPES, raster.GRAIN)),
            rng.uniform(1, 8),
        )
    if base == "rug":
        kind = rng.choice(
            (raster.PLAIN, raster.STRIPES, raster.CHECKS, raster.SPECKLE, raster.BLOTCHES, raster.MEDALLION)
        )
        return one, two if rng.random() < 0.5 else cloth(rng), kind, rng.uniform(0.5, 4)
    return (
        one,
        two,
        rng.choices((raster.PLAIN, raster.SPECKLE, raster.GRAIN), weights=(6, 1, 1))[0],
        rng.uniform(2, 6),
    )


def shell(rng: Random, slot: str) -> Look:
    """The look of a slot of the room itself."""
    if slot == "floor":
        pick = rng.random()
        if pick < 0.6:
            one = wood(rng)
            return (
                one,
                [c * rng.uniform(0.3, 0.9) for c in one],
                rng.choice((raster.PLANKS, raster.PLANKS, raster.GRAIN)),
                rng.uniform(3, 10),
            )
        one = cloth(rng)
        two = [c * rng.uniform(0.5, 1.3) for c in one]
        return (
            one,
            two,
            rng.choice((raster.PLAIN, raster.TILES, raster.TILES, raster.SPECKLE, raster.CHECKS)),
            rng.uniform(0.8, 4),
        )
    if slot == "walls" and rng.random() < 0.65:
        one = _colour(rng, (0.0, 1.0), (0, 0.12), (0.65, 1.0))
        return one, [c * 0.9 for c in one], rng.choice((raster.PLAIN, raster.PLAIN, raster.BLOTCHES)), 2.0
    if slot == "cap" and rng.random() < 0.8:
        one = _colour(rng, (0, 1), (0, 0.1), rng.choice([(0.75, 1.0), (0.05, 0.3), (0.4, 0.8)]))
        return one, one, raster.PLAIN, 1.0
    one = cloth(rng)
    return (
        one,
        [c * rng.uniform(0.6, 1.0) for c in one],
        rng.choice((raster.PLAIN, raster.STRIPES, raster.SPECKLE)),
        rng.uniform(1, 5),
    )
