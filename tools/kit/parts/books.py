"""Books lying on each other."""

from __future__ import annotations

import math
import random
from typing import Any

from tools.kit.core import Thing, Vec3, mesh

BOOK_COVERS = ("cover", "cover_2", "cover_3", "cover_4", "cover_5")


class BookPile:
    """Collects boxes by material slot, so that a shelf of books is a handful of parts."""

    def __init__(self) -> None:
        self.solids: dict[str, tuple[list[Vec3], list[list[int]]]] = {}

    def add(self, slot: str, low: Vec3, high: Vec3, *, lean: float = 0.0, yaw: float = 0.0) -> None:
        """Add a box between two corners, metres.

        Args:
            slot: its material.
            low: lower corner.
            high: upper corner.
            lean: radians turned about Y around the lower right edge; positive leans to +X.
            yaw: radians turned about Z around its own middle.
        """
        verts, faces = self.solids.setdefault(slot, ([], []))
        first = len(verts)
        mx, my = (low[0] + high[0]) / 2, (low[1] + high[1]) / 2
        cl, sl, cy, sy = math.cos(lean), math.sin(lean), math.cos(yaw), math.sin(yaw)
        for z in (low[2], high[2]):
            for x, y in ((low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1])):
                dx, dz = x - high[0], z - low[2]
                px, pz = high[0] + dx * cl + dz * sl, low[2] - dx * sl + dz * cl
                verts.append((mx + (px - mx) * cy - (y - my) * sy, my + (px - mx) * sy + (y - my) * cy, pz))
        sides = [[i, (i + 1) % 4, (i + 1) % 4 + 4, i + 4] for i in range(4)]
        faces += [[first + k for k in face] for face in ([3, 2, 1, 0], [4, 5, 6, 7], *sides)]

    def build(self, o: Thing, part: str) -> list[Any]:
        """Make one mesh for each slot, named `<part>` or `<part>_<slot>`; returns the Blender objects."""
        return [mesh(o, f"{part}_{slot}", v, f, slot=slot) for slot, (v, f) in self.solids.items()]


def book_pile(
    o: Thing,
    part: str,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    count: int = 3,
    twist: float = 12.0,
    seed: int = 0,
) -> list[Any]:
    """Books lying on each other, spines to the front (-Y).

    Args:
        o: the object they belong to.
        part: part name.
        size: (width, depth, height) of the lowest book by the whole stack, metres.
        at: centre of the stack's base.
        count: how many.
        twist: degrees each upper one may be turned.
        seed: varies the books.
    """
    rng, pile = random.Random(seed), BookPile()
    shares = [rng.uniform(0.7, 1.3) for _ in range(count)]
    z, start = at[2], rng.randrange(5)
    for k, share in enumerate(shares):
        thick = size[2] * share / sum(shares)
        scale = 1.0 if k == 0 else rng.uniform(0.78, 0.92)
        w, d = size[0] / 2 * scale, size[1] / 2 * scale
        yaw = 0.0 if k == 0 else math.radians(rng.uniform(-twist, twist))
        board, slot = min(0.003, thick * 0.14), BOOK_COVERS[(start + k) % 5]
        for low, high in (((-w, -d, 0.0), (w, d, board)), ((-w, -d, thick - board), (w, d, thick))):
            book_slab(pile, slot, low, high, (at[0], at[1], z), yaw)
        book_slab(pile, slot, (-w, -d, board), (w, -d + board, thick - board), (at[0], at[1], z), yaw)
        page_low, page_high = (-w + 0.004, -d + board, board), (w - 0.004, d - 0.005, thick - board)
        book_slab(pile, "page", page_low, page_high, (at[0], at[1], z), yaw)
        z += thick
    return pile.build(o, part)


def book_slab(pile: BookPile, slot: str, low: Vec3, high: Vec3, at: Vec3, yaw: float) -> None:
    """Add a slab given around a book's own middle, then turned (radians) and moved to `at`."""
    mx, my = (low[0] + high[0]) / 2, (low[1] + high[1]) / 2
    cy, sy = math.cos(yaw), math.sin(yaw)
    x, y = at[0] + mx * cy - my * sy - mx, at[1] + mx * sy + my * cy - my
    pile.add(
        slot, (low[0] + x, low[1] + y, low[2] + at[2]), (high[0] + x, high[1] + y, high[2] + at[2]), yaw=yaw
    )
