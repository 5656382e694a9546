"""Something to eat: a pizza, a pie or a cake on a plate."""

from __future__ import annotations

import math
import random
from typing import Literal

from tools.kit.core import Thing, Vec2, paint
from tools.kit.furniture.tableware import PLATE, tableware_spun
from tools.kit.parts.shell import Shell, emit, shell_lathe, shell_moved
from tools.kit.parts.solid import shell_cylinder, shell_sphere


def food(o: Thing, *, style: str = "modern", seed: int = 0, kind: Literal["", "cake", "pizza"] = "") -> None:
    """Food on a plate: "pizza" when it is flat, "cake" when it is high.

    Options:
        kind: "cake" or "pizza"; by the proportions when left out.

    Example: furnish("food_1", food, kind="cake")
    """
    dish = min(o.h * 0.3, 0.025)
    tableware_spun(o, "plate", PLATE, "ceramic", size=(o.w, o.d, dish))
    r, low = min(o.w, o.d) * 0.4, dish * 0.42
    if (kind or ("cake" if o.h > 0.35 * o.w else "pizza")) == "cake":
        food_cake(o, r * 0.85, low)
    else:
        food_pizza(o, r, low, seed)


def food_pizza(o: Thing, r: float, low: float, seed: int) -> None:
    """A pizza of radius `r` standing on height `low`: crust, cheese, slices of sausage, leaves."""
    rng, tall = random.Random(seed), o.h - low
    crust: list[Vec2] = [(0, 0), (0.94, 0), (1.0, 0.3), (0.98, 0.75), (0.9, 0.92), (0.83, 0.6), (0, 0.55)]
    dough = shell_lathe([(x * r, z * tall) for x, z in crust], 36)
    paint(emit(o, "crust", dough, slot="food", at=(0, 0, low), crease=60), "#c98f4e", "bread")
    cheese = shell_lathe([(0, 0), (0.84 * r, 0), (0.8 * r, 0.1 * tall), (0, 0.12 * tall)], 32)
    paint(emit(o, "cheese", cheese, slot="food", at=(0, 0, low + 0.54 * tall), crease=60), "#e8c468", "food")
    slices: list[Shell] = []
    leaves: list[Shell] = []
    for k in range(11):
        a, reach = k * 2.4, r * 0.7 * math.sqrt((k + 0.5) / 11)
        spot = (reach * math.cos(a), reach * math.sin(a), low + 0.62 * tall)
        disc = shell_cylinder(r * rng.uniform(0.11, 0.14), tall * 0.2, segments=14)
        (slices if k % 3 else leaves).append(shell_moved(disc, spot))
    paint(emit(o, "sausage", slices, slot="food"), "#a8382c", "food")
    paint(emit(o, "basil", leaves, slot="food"), "#4f7d3a", "food")
    top = shell_sphere((r * 0.05, r * 0.05, tall * 0.2), 10)
    paint(emit(o, "olive", top, slot="food", at=(0, 0, o.h - tall * 0.4), crease=60), "#3c3a26", "food")


def food_cake(o: Thing, r: float, low: float) -> None:
    """A layer cake of radius `r` on height `low` with cream and cherries on top."""
    cherry = min(r * 0.16, (o.h - low) * 0.16)
    tall = o.h - low - 1.7 * cherry
    z = low
    for k, (share, tint) in enumerate(
        ((0.3, "#8a5532"), (0.1, "#f4e6d0"), (0.3, "#8a5532"), (0.3, "#f7ecdc"))
    ):
        wide = r * (1.0 if k != 3 else 1.03)
        layer = shell_lathe(
            [(0, 0), (wide, 0), (wide, share * tall * 0.9), (wide * 0.97, share * tall), (0, share * tall)],
            40,
        )
        paint(
            emit(o, f"layer_{k + 1}", layer, slot="food", at=(0, 0, z - 0.0004 * k), crease=40), tint, "food"
        )
        z += share * tall
    cherries: list[Shell] = []
    cream: list[Shell] = []
    for k in range(8):
        a = math.tau * k / 8
        spot = (0.78 * r * math.cos(a), 0.78 * r * math.sin(a), z - 0.004)
        puff = shell_lathe(
            [(0, 0), (cherry * 1.3, 0), (cherry * 1.2, cherry * 0.4), (cherry * 0.5, cherry), (0, cherry)], 14
        )
        cream.append(shell_moved(puff, spot))
        cherries.append(shell_moved(shell_sphere(cherry * 0.7, 12), (spot[0], spot[1], o.h - 1.4 * cherry)))
    paint(emit(o, "cream", cream, slot="food", crease=60), "#fbf3e6", "food")
    paint(emit(o, "cherries", cherries, slot="food", crease=60), "#a3202b", "food")
