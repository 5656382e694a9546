"""Patterns as small seamless pictures, made when a material asks for one; the same every time.

A pattern is a (n, n) array around 0 in -1..1: how much lighter or darker than the material's colour a
spot is. Row 0 is the lower edge; x runs along the grain. Noise is made in the frequency domain, which
makes it seamless.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np


def noise_field(n: int, seed: int, along: float, across: float) -> Any:
    """Seamless noise (n, n) of unit spread with features about n/along pixels long and n/across high."""
    fx = np.fft.rfftfreq(n, 1.0 / n)[None, :] / along
    fy = np.fft.fftfreq(n, 1.0 / n)[:, None] / across
    white = np.random.RandomState(seed).standard_normal((n, n))
    field = np.fft.irfft2(np.fft.rfft2(white) * np.exp(-(fx * fx + fy * fy) / 2), (n, n))
    field -= field.mean()
    return field / (field.std() + 1e-9)


def pattern_grid(n: int) -> tuple[Any, Any]:
    """Pixel coordinates (x, y), each (n, n), from 0 to 1."""
    line = (np.arange(n) + 0.5) / n
    x, y = np.meshgrid(line, line)
    return x, y


def pattern_spots(n: int, seed: int, across: int) -> tuple[Any, Any]:
    """Seamless cells about the points of a shaken grid, `across` of them a side.

    Returns:
        (distance to the nearest point in cell widths, number of that point), each (n, n).
    """
    points = np.random.RandomState(seed).random_sample((2, across, across))
    x, y = (axis * across for axis in pattern_grid(n))
    i, j = x.astype(int), y.astype(int)
    nearest, owner = np.full((n, n), 9.0), np.zeros((n, n), int)
    for di in (-1, 0, 1):
        for dj in (-1, 0, 1):
            ci, cj = (i + di) % across, (j + dj) % across
            far = np.hypot(i + di + points[0, cj, ci] - x, j + dj + points[1, cj, ci] - y)
            closer = far < nearest
            nearest[closer], owner[closer] = far[closer], (cj * across + ci)[closer]
    return nearest, owner


def wood_grain(n: int, seed: int) -> Any:
    """Straight fine streaks along x over soft bands, with short dark pores."""
    y = pattern_grid(n)[1]
    bend = 0.06 * noise_field(n, seed, 1.5, 2) + 0.012 * noise_field(n, seed + 4, 5, 12)
    bands = np.sin((y + bend) * 2 * np.pi * 9) * (0.6 + 0.4 * np.sin((y + bend) * 2 * np.pi * 2 + 1))
    fine, pores = noise_field(n, seed + 1, 2, 60), noise_field(n, seed + 2, 14, 120)
    soft = 0.11 * bands + 0.13 * fine + 0.14 * noise_field(n, seed + 5, 4, 120)
    return soft - 0.3 * np.clip(pores - 1.5, 0, 2) + 0.16 * noise_field(n, seed + 3, 2, 4)


def pattern_wood(n: int, seed: int) -> Any:
    """A board."""
    return wood_grain(n, seed)


def pattern_planks(n: int, seed: int, rows: int = 12) -> Any:
    """Floor boards: rows with staggered joints, every board of its own length, tone and grain."""
    rng = np.random.RandomState(seed + 7)
    grain, tone = wood_grain(n, seed), np.zeros((n, n))
    seam, joint = np.zeros((n, n)), 0.0
    edges = [round(r * n / rows) for r in range(rows + 1)]
    for low, high in pairwise(edges):
        band, joint = slice(low, high), (joint + rng.uniform(0.15, 0.35)) % 1.0
        starts = sorted((int(joint * n), int((joint + rng.uniform(0.4, 0.6)) % 1.0 * n)))
        rolled = np.roll(grain[band], int(rng.randint(n)), axis=1)
        shades = rng.uniform(-0.4, 0.4, 2)
        board = np.full(n, shades[0])
        board[starts[0] : starts[1]] = shades[1]
        tone[band] = board[None, :] + 0.4 * np.roll(rolled, int(rng.randint(high - low)), axis=0)
        seam[low, :] = 1.0
        for s in starts:
            seam[band, s] = 1.0
    return 0.75 * tone - 1.2 * seam


def pattern_parquet(n: int, seed: int) -> Any:
    """Squares of four staves, turned by a right angle from one to the next."""
    grain, out, half = wood_grain(n, seed), np.zeros((n, n)), n // 2
    rng = np.random.RandomState(seed + 3)
    for i in range(2):
        for j in range(2):
            block = np.roll(grain, int(rng.randint(n)), axis=1)[:half, :half].copy()
            for s in range(4):
                stave = slice(s * half // 4, (s + 1) * half // 4)
                block[stave] = 0.5 * block[stave] + rng.uniform(-0.5, 0.5)
                block[stave.start] = -1.4
            block[:, 0] = -1.4
            out[i * half : (i + 1) * half, j * half : (j + 1) * half] = block if (i + j) % 2 else block.T
    return out * 0.7


def pattern_herringbone(n: int, seed: int, staves: int = 4) -> Any:
    """Staves in zigzag."""
    unit = n // (2 * staves)
    rng = np.random.RandomState(seed)
    shades, grain = rng.uniform(-0.5, 0.5, (64, 64)), wood_grain(n, seed)
    y, x = np.mgrid[0:n, 0:n]
    i, j = x // unit, y // unit
    phase = (i - j) % (2 * staves)
    lying = phase < staves
    begin = np.where(lying, i - phase, i)
    foot = np.where(lying, j, j - (2 * staves - 1 - phase))
    period = 2 * staves
    tone = shades[begin % period, (foot % period) + np.where(lying, 0, 20)]
    out = tone + 0.5 * np.where(lying, grain, grain.T)
    edge = np.where(lying, y % unit == 0, x % unit == 0)
    first = np.where(lying, (phase == 0) & (x % unit == 0), (phase == 2 * staves - 1) & (y % unit == 0))
    out[edge | first] = -1.5
    return out * 0.75


def pattern_weave(n: int, seed: int, threads: int = 32) -> Any:
    """Plain weave: warp over weft and under it by turns."""
    x, y = pattern_grid(n)
    u, v = x * threads, y * threads
    over = (np.floor(u) + np.floor(v)) % 2 > 0
    thread = np.where(over, np.sin(np.pi * (u % 1.0)), np.sin(np.pi * (v % 1.0)))
    slub = 0.5 * noise_field(n, seed, 4, threads * 1.5) + 0.5 * noise_field(n, seed + 1, threads * 1.5, 4)
    return 0.7 * (thread - 0.64) + 0.22 * slub


def pattern_crumple(n: int, seed: int) -> Any:
    """Washed cotton and linen: a net of soft creases, each with its lit and its shaded side."""
    heights = np.zeros((n, n))
    for k, (cells, share) in enumerate(((3, 1.0), (7, 0.5), (16, 0.15))):
        bent = 0.35 * noise_field(n, seed + 2 * k + 1, 2 * cells, 3 * cells)
        field = noise_field(n, seed + 2 * k, cells, cells) + bent
        heights += share * np.exp(-np.abs(field) / 0.5)
    lit = heights - np.roll(heights, (max(1, n // 90), max(1, n // 90)), (0, 1))
    return np.clip(2.4 * lit, -1.2, 1.2) + 0.1 * noise_field(n, seed + 9, 3, 3)


def pattern_twill(n: int, seed: int, threads: int = 48) -> Any:
    """Diagonal ribs, as in denim."""
    x, y = pattern_grid(n)
    ribs = np.sin((x + y) * threads * 2 * np.pi * 0.5)
    return 0.4 * ribs + 0.3 * noise_field(n, seed, 60, 60) + 0.2 * noise_field(n, seed + 1, 5, 5)


def pattern_knit(n: int, seed: int, columns: int = 16) -> Any:
    """Columns of V stitches."""
    x, y = pattern_grid(n)
    u = x * columns
    lean = np.abs(u % 1.0 - 0.5)
    stitch = np.sin((y * columns * 1.5 + lean) * 2 * np.pi)
    return (
        0.5 * stitch * np.sin(np.pi * (u % 1.0)) - 0.6 * (lean > 0.46) + 0.15 * noise_field(n, seed, 50, 50)
    )


def pattern_pile(n: int, seed: int) -> Any:
    """Carpet: tufts, and the slow shading of pile that lies this way and that."""
    return 0.42 * noise_field(n, seed, 90, 90) + 0.2 * noise_field(n, seed + 1, 6, 6)


def pattern_rug(n: int, seed: int) -> Any:
    """A worn rug: pile, faded along its threads."""
    worn = noise_field(n, seed + 1, 3, 26) * 0.3 + noise_field(n, seed + 2, 30, 3) * 0.22
    return 0.3 * noise_field(n, seed, 80, 110) + worn + 0.15 * noise_field(n, seed + 3, 5, 5)


def pattern_plush(n: int, seed: int) -> Any:
    """Velvet, suede: soft clouds."""
    return 0.2 * noise_field(n, seed, 5, 4) + 0.14 * noise_field(n, seed + 1, 60, 60)


def pattern_boucle(n: int, seed: int) -> Any:
    """Loops of yarn."""
    near, _ = pattern_spots(n, seed, 24)
    return 0.9 * (0.5 - near.clip(0, 1)) + 0.1 * noise_field(n, seed, 90, 90)


def pattern_leather(n: int, seed: int) -> Any:
    """Grain of small cells over soft patches."""
    near, _ = pattern_spots(n, seed, 30)
    return 0.3 * (0.45 - near.clip(0, 1)) + 0.12 * noise_field(n, seed, 4, 4)


def pattern_tiles(
    n: int, seed: int, columns: int = 4, rows: int = 4, shift: float = 0.0, gap: float = 0.02
) -> Any:
    """Tiles in rows with joints between them; `shift` moves every other row, as bricks are laid."""
    x, y = pattern_grid(n)
    v = y * rows
    row = np.floor(v).astype(int)
    u = x * columns + shift * (row % 2)
    column = np.floor(u).astype(int) % columns
    shades = np.random.RandomState(seed).uniform(-0.3, 0.3, (rows, columns))
    edge = np.minimum(np.minimum(u % 1.0, 1 - u % 1.0) / columns, np.minimum(v % 1.0, 1 - v % 1.0) / rows)
    tone = shades[row, column] + 0.12 * noise_field(n, seed + 1, 10, 10)
    return np.where(edge < gap / 2, -1.0, tone)


def pattern_tile(n: int, seed: int) -> Any:
    """Square tiles."""
    return pattern_tiles(n, seed, gap=0.012) * 0.6


def pattern_mosaic(n: int, seed: int) -> Any:
    """Small square tiles."""
    return pattern_tiles(n, seed, 10, 10, gap=0.012)


def pattern_metro(n: int, seed: int) -> Any:
    """Wall tiles twice as wide as high, laid as bricks are."""
    return pattern_tiles(n, seed, 2, 4, 0.5, gap=0.012) * 0.5


def pattern_brick(n: int, seed: int) -> Any:
    """Brickwork."""
    return pattern_tiles(n, seed, 2, 6, 0.5, gap=0.022) + 0.3 * noise_field(n, seed + 2, 40, 40)


def pattern_marble(n: int, seed: int) -> Any:
    """Veins through clouds."""
    warp = noise_field(n, seed, 3, 3) + 0.4 * noise_field(n, seed + 1, 9, 9)
    veins = np.exp(-((warp / 0.09) ** 2)) * (0.4 + 0.6 * (noise_field(n, seed + 2, 3, 3) > 0))
    return 0.18 * noise_field(n, seed + 3, 5, 5) - 0.9 * veins


def pattern_granite(n: int, seed: int) -> Any:
    """Grains, light and dark."""
    return 0.55 * noise_field(n, seed, 70, 70) + 0.25 * noise_field(n, seed + 1, 18, 18)


def pattern_terrazzo(n: int, seed: int) -> Any:
    """Chips of several tones in a ground."""
    near, owner = pattern_spots(n, seed, 13)
    shades = np.random.RandomState(seed).choice([-0.9, -0.5, 0.4, 0.7], 169)
    return np.where(near < 0.33, shades[owner], 0.0) + 0.05 * noise_field(n, seed, 60, 60)


def pattern_cloud(n: int, seed: int) -> Any:
    """Concrete, plaster, soil: slow patches and a little grit."""
    return (
        0.4 * noise_field(n, seed, 4, 4)
        + 0.25 * noise_field(n, seed + 1, 14, 14)
        + 0.2 * noise_field(n, seed + 2, 90, 90)
    )


def pattern_brushed(n: int, seed: int) -> Any:
    """Brushed metal: hairlines along x."""
    return 0.5 * noise_field(n, seed, 3, 140)


def pattern_wicker(n: int, seed: int) -> Any:
    """Basketwork: broad strands over and under."""
    x, y = pattern_grid(n)
    u, v = x * 12, y * 24
    over = (np.floor(u) + np.floor(v)) % 2 > 0
    strand = np.where(over, np.sin(np.pi * (v % 1.0)), 0.55 * np.sin(np.pi * (u % 1.0)))
    return 1.3 * (strand - 0.5) + 0.15 * noise_field(n, seed, 20, 60)


def pattern_cork(n: int, seed: int) -> Any:
    """Granules."""
    _, owner = pattern_spots(n, seed, 18)
    return np.random.RandomState(seed).uniform(-0.8, 0.8, 324)[owner] * 0.6 + 0.1 * noise_field(
        n, seed, 60, 60
    )


def pattern_leaf(n: int, seed: int) -> Any:
    """Foliage: patches of lighter and darker green."""
    return 0.4 * noise_field(n, seed, 9, 9) + 0.2 * noise_field(n, seed + 1, 40, 40)


def pattern_stripes(n: int, seed: int) -> Any:
    """Even stripes along x."""
    return np.where((pattern_grid(n)[1] * 8) % 1.0 < 0.5, 0.5, -0.5) + 0.15 * pattern_weave(n, seed)


def pattern_checks(n: int, seed: int) -> Any:
    """Checks of three tones, as in gingham."""
    x, y = pattern_grid(n)
    lines = ((x * 6) % 1.0 < 0.5).astype(float) + ((y * 6) % 1.0 < 0.5)
    return 0.6 * (1.0 - lines) + 0.15 * pattern_weave(n, seed)


PATTERNS: dict[str, Callable[[int, int], Any]] = {
    "wood": pattern_wood,
    "planks": pattern_planks,
    "parquet": pattern_parquet,
    "herringbone": pattern_herringbone,
    "weave": pattern_weave,
    "crumple": pattern_crumple,
    "twill": pattern_twill,
    "knit": pattern_knit,
    "pile": pattern_pile,
    "rug": pattern_rug,
    "plush": pattern_plush,
    "boucle": pattern_boucle,
    "leather": pattern_leather,
    "tile": pattern_tile,
    "mosaic": pattern_mosaic,
    "metro": pattern_metro,
    "brick": pattern_brick,
    "marble": pattern_marble,
    "granite": pattern_granite,
    "terrazzo": pattern_terrazzo,
    "cloud": pattern_cloud,
    "brushed": pattern_brushed,
    "wicker": pattern_wicker,
    "cork": pattern_cork,
    "leaf": pattern_leaf,
    "stripes": pattern_stripes,
    "checks": pattern_checks,
}
