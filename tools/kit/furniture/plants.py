"""Plants in pots, and empty pots."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Literal

from tools.kit.core import Thing, Vec2, Vec3
from tools.kit.parts.foliage import foliage
from tools.kit.parts.path import lathe, tube
from tools.kit.parts.style import style_look

PlantHabit = Literal[
    "bushy", "broad", "upright", "palm", "fern", "succulent", "rosette", "trailing", "tree", "cactus"
]

PotKind = Literal["tapered", "round", "cylinder", "terracotta", "basket"]


def plant_vessel(
    o: Thing, radius: float, height: float, kind: str = "tapered", at: Vec3 = (0.0, 0.0, 0.0)
) -> float:
    """A pot with soil in it; returns the height of the soil above the pot's foot.

    Args:
        o: the object.
        radius: at its rim, metres.
        height: metres.
        kind: "tapered", "round", "cylinder", "terracotta" or "basket".
        at: centre of its base.
    """
    r, h, wall = radius, height, max(0.006, radius * 0.07)
    shapes: dict[str, list[Vec2]] = {
        "tapered": [(0.66, 0.0), (0.7, 0.02), (1.0, 1.0)],
        "cylinder": [(0.96, 0.0), (1.0, 0.03), (1.0, 1.0)],
        "round": [(0.55, 0.0), (0.75, 0.06), (0.97, 0.3), (1.0, 0.5), (0.95, 0.75), (0.84, 1.0)],
        "terracotta": [(0.62, 0.0), (0.66, 0.02), (0.88, 0.76), (1.0, 0.76), (1.0, 1.0)],
        "basket": [(0.8, 0.0), (0.9, 0.05), (1.0, 0.45), (0.98, 0.8), (0.9, 1.0)],
    }
    outer = [(x * r, z * h) for x, z in shapes[kind]]
    lip = outer[-1][0] - wall
    soil = h * 0.88
    foot = outer[0][0] * 0.9
    if kind == "basket":
        outer = plant_weave(outer, h)
    lathe(
        o,
        "pot",
        [*outer, (lip, h), (lip, soil - 0.012), (foot * 0.5, soil - 0.012), (0.0, soil - 0.012)],
        at,
        "pot",
        36,
    )
    lathe(
        o,
        "soil",
        [(0, soil - 0.02), (lip - 0.001, soil - 0.02), (lip - 0.001, soil), (0, soil + 0.006)],
        at,
        "soil",
        24,
    )
    return soil


def plant_weave(outer: list[Vec2], height: float) -> list[Vec2]:
    """A pot's outline with the ribs of a coiled basket."""
    rounds = max(5, round(height / 0.025))
    woven: list[Vec2] = []
    for k in range(2 * rounds + 1):
        z = height * k / (2 * rounds)
        for (r1, z1), (r2, z2) in pairwise(outer):
            if z1 <= z <= z2 + 1e-9:
                woven.append(
                    (r1 + (r2 - r1) * (z - z1) / max(z2 - z1, 1e-9) - (0.004 if k % 2 == 0 else 0.0), z)
                )
                break
    return woven


def plant_pot_kind(style: str, seed: int) -> str:
    """The pot a style has."""
    look = style_look(style)
    choices = (
        ("terracotta", "round")
        if look.ornate
        else ("basket", "terracotta")
        if look.door == "plank"
        else ("tapered", "cylinder", "round")
    )
    return choices[seed % len(choices)]


def plant(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    habit: Literal[""] | PlantHabit = "",
    pot: Literal[""] | PotKind = "",
    pot_share: float = 0.0,
    density: float = 1.0,
) -> None:
    """A potted plant.

    Args:
        o: the object.
        style: chooses the pot.
        seed: varies the leaves, and the habit when it is left out.
        habit: "bushy", "broad", "upright", "palm", "fern", "succulent" or "rosette" (fleshy leaves in a
            whorl), "trailing" (vines over the pot's rim), "tree" or "cactus".
        pot: "tapered", "round", "cylinder", "terracotta" or "basket".
        pot_share: the pot's share of the height; by habit when 0.
        density: more or fewer leaves.

    Example: furnish("plant_1", plant, habit="palm", pot="basket")
    """
    tall = o.h / max(min(o.w, o.d), 1e-6)
    lush: tuple[PlantHabit, ...] = (
        ("broad", "bushy") if tall < 1.5 else ("palm", "tree", "broad") if o.h > 1.0 else ("upright", "broad")
    )
    habit = habit or lush[seed % len(lush)]
    if habit == "rosette":
        habit = "succulent"
    if habit == "trailing":
        plant_trailing(o, pot or plant_pot_kind(style, seed), pot_share or 0.5, density, seed)
        return
    share = pot_share or {"succulent": 0.55, "cactus": 0.34, "tree": 0.22, "palm": 0.24}.get(habit, 0.3)
    height = o.h * share
    spread = min(o.w, o.d)
    slim = {"succulent": 0.82, "cactus": 1.0, "upright": 0.8}.get(habit, 0.58)
    radius = min(spread / 2 * slim, height * (9.0 if habit in ("succulent", "cactus") else 0.72))
    soil = plant_vessel(o, radius, height, pot or plant_pot_kind(style, seed))
    foliage(
        o, "leaves", (o.w, o.d, o.h - soil), (0.0, 0.0, soil - 0.002), habit=habit, density=density, seed=seed
    )


def plant_trailing(o: Thing, pot: str, share: float, density: float, seed: int) -> None:
    """A pot with a low tuft, and vines that hang over its rim down to its foot."""
    high = o.h * share
    soil = plant_vessel(o, min(min(o.w, o.d) * 0.3, high * 0.8), high, pot)
    crown = o.h - soil
    foliage(
        o, "tuft", (o.w * 0.72, o.d * 0.72, crown), (0.0, 0.0, soil - 0.002), habit="bushy",
        density=0.3 * density, seed=seed,
    )  # fmt: skip
    top = soil + 0.3 * crown
    foliage(
        o, "vines", (o.w, o.d, top - 0.004), (0.0, 0.0, top), habit="trailing", density=density, seed=seed + 1
    )


def small_plant(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    habit: Literal[""] | PlantHabit = "",
    pot: Literal[""] | PotKind = "",
) -> None:
    """A little plant for a table or a sill; habits and pots as for `plant`.

    Options:
        habit: how it grows, "bushy" to "cactus"; chosen by `seed` when left out.
        pot: "tapered", "round", "cylinder", "terracotta" or "basket"; by style when left out.

    Example: furnish("small_plant_1", small_plant, habit="succulent")
    """
    choices: tuple[PlantHabit, ...] = ("bushy", "succulent", "upright", "fern", "cactus")
    plant(o, style=style, seed=seed, habit=habit or choices[seed % 5], pot=pot, pot_share=0.45, density=0.6)


def tree(o: Thing, *, style: str = "modern", seed: int = 0, pot: Literal[""] | PotKind = "") -> None:
    """A small tree with a trunk and a full crown, in a pot.

    Options:
        pot: "tapered", "round", "cylinder", "terracotta" or "basket"; by style when left out.

    Size: 0.9 x 0.9 x 1.8
    Example: furnish("tree_1", tree, pot="basket")
    """
    plant(o, style=style, seed=seed, habit="tree", pot=pot, density=1.25)


def palm(o: Thing, *, style: str = "modern", seed: int = 0, pot: Literal[""] | PotKind = "") -> None:
    """A potted palm with feathered fronds.

    Options:
        pot: "tapered", "round", "cylinder", "terracotta" or "basket"; by style when left out.

    Size: 0.9 x 0.9 x 1.6
    Example: furnish("palm_1", palm, pot="basket")
    """
    plant(o, style=style, seed=seed, habit="palm", pot=pot)


def succulent(o: Thing, *, style: str = "modern", seed: int = 0, pot: PotKind = "cylinder") -> None:
    """A rosette of fleshy leaves in a small pot.

    Options:
        pot: "tapered", "round", "cylinder", "terracotta" or "basket".

    Size: 0.16 x 0.16 x 0.15
    Example: furnish("succulent_1", succulent, pot="round")
    """
    plant(o, style=style, seed=seed, habit="succulent", pot=pot)


def cactus(o: Thing, *, style: str = "modern", seed: int = 0, pot: PotKind = "terracotta") -> None:
    """A ribbed cactus in a pot.

    Options:
        pot: "tapered", "round", "cylinder", "terracotta" or "basket".

    Size: 0.2 x 0.2 x 0.32
    Example: furnish("cactus_1", cactus, pot="terracotta")
    """
    plant(o, style=style, seed=seed, habit="cactus", pot=pot)


def hanging_plant(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A pot on three cords from the ceiling, vines falling over its rim; the object's top is the hook.

    Example: furnish("hanging_plant_1", hanging_plant)
    """
    r = min(o.w, o.d) * 0.28
    high = min(r * 1.5, o.h * 0.24)
    z = o.h * 0.5 - high
    soil = plant_vessel(o, r, high, "round", (0.0, 0.0, z))
    for k in range(3):
        a = math.tau * k / 3 + 0.4
        rim: Vec3 = (r * 0.84 * math.cos(a), r * 0.84 * math.sin(a), z + high * 0.96)
        tube(o, f"cord_{k + 1}", [rim, (0.0, 0.0, o.h - 0.004)], 0.0025, "rope", 6)
    lathe(o, "hook", [(0, 0), (0.012, 0), (0.012, 0.02), (0, 0.02)], (0.0, 0.0, o.h - 0.02), "metal", 10)
    reach = z + soil
    foliage(
        o,
        "leaves",
        (o.w, o.d, reach + 0.05),
        (0.0, 0.0, reach + 0.05),
        habit="trailing",
        seed=seed,
        density=0.8,
    )


def plant_pot(o: Thing, *, style: str = "modern", seed: int = 0, kind: Literal[""] | PotKind = "") -> None:
    """An empty pot with soil; kinds as the pots of `plant`.

    Options:
        kind: "tapered", "round", "cylinder", "terracotta" or "basket"; by style when left out.

    Example: furnish("plant_pot_1", plant_pot, kind="terracotta")
    """
    plant_vessel(o, min(o.w, o.d) / 2, o.h, kind or plant_pot_kind(style, seed))
