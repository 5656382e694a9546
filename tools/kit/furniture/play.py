"""A toy kitchen, a cat tree, a punching bag."""

from __future__ import annotations

import math

from tools.kit.core import Thing, Vec3, paint
from tools.kit.parts.basin import basin_shell, tap_parts
from tools.kit.parts.path import lathe, shell_tube, tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.soft import soft_block
from tools.kit.parts.solid import box, boxes, panel, shell_cylinder, shell_sphere


def toy_kitchen(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A child's wooden kitchen: oven, hob, sink with a tap, a shelf above with a pot on it.

    Example: furnish("toy_kitchen_1", toy_kitchen)
    """
    top, lip = o.h * 0.52, 0.012
    depth = o.d - lip
    y = lip / 2
    front = y - depth / 2
    paint(box(o, "cabinet", (o.w, depth, top - 0.02), (0, y, 0), "wood", 0.006), "#eee6da", "painted wood")
    box(o, "worktop", (o.w, depth, 0.022), (0, y, top - 0.022), "wood", 0.004)
    door = o.w * 0.46
    x = -o.w * 0.25
    tint = ("#9db8ae", "#d9a5a0", "#a9bcd0")[seed % 3]
    paint(
        box(o, "oven_door", (door, lip, top * 0.6), (x, front - lip / 2 + 0.001, top * 0.08), "door", 0.004),
        tint,
        "painted wood",
    )
    panel(
        o,
        "oven_window",
        (door * 0.7, 0.003, top * 0.3),
        (x, front - lip + 0.001, top * 0.2),
        0.01,
        "screen",
        axis="y",
    )
    paint(
        box(o, "door", (door, lip, top * 0.6), (-x, front - lip / 2 + 0.001, top * 0.08), "door", 0.004),
        tint,
        "painted wood",
    )
    knobs = [
        shell_moved(
            shell_cylinder(0.014, 0.012, segments=14),
            (x + (k - 1) * door * 0.3, front + 0.001, top * 0.8),
            (90, 0, 0),
        )
        for k in range(3)
    ]
    knobs.append(shell_box((0.012, 0.012, 0.05), (-x - door * 0.36, front - lip + 0.001, top * 0.36), 0.003))
    emit(o, "knobs", knobs, slot="wood", crease=40)
    rings = [
        shell_cylinder(min(door, depth) * 0.19, 0.005, (x + s * door * 0.24, y, top - 0.001), 24)
        for s in (-1, 1)
    ]
    emit(o, "hob", rings, slot="dark")
    bowl = basin_shell((door * 0.8, depth * 0.66, 0.06), 0.01, 0.03, 0.012)
    emit(o, "sink", bowl, slot="metal", at=(-x, y - depth * 0.04, top - 0.052), crease=40)
    tap_parts(o, (-x, y + depth * 0.38, top - 0.002), o.h * 0.17, depth * 0.35, "swan")
    back = 0.014
    boxes(
        o,
        "back",
        [
            ((o.w * 0.99, back, o.h - top + 0.01), (0, o.d / 2 - back / 2 - 0.001, top - 0.01)),
            ((o.w, depth * 0.4, back), (0, o.d / 2 - depth * 0.2, o.h * 0.8)),
        ],
        "wood",
        0.003,
    )
    r = o.w * 0.07
    pot = lathe(
        o,
        "pot",
        [(0, 0), (r, 0), (r, r), (r * 1.05, r), (0.2 * r, r * 1.25), (0, r * 1.5)],
        (-o.w * 0.25, o.d / 2 - depth * 0.2, o.h * 0.8 + back - 0.001),
        "metal",
        20,
    )
    paint(pot, "#c9655a", "gloss paint")


def cat_tree(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A cat tree: rope-wound posts, platforms, a cave, a hanging ball.

    Example: furnish("cat_tree_1", cat_tree)
    """
    thick = 0.04
    soft_block(o, "base", (o.w, o.d, thick), radius=0.05, edge=0.012, slot="fabric")
    r = min(o.w, o.d) * 0.09
    levels = ((-0.24, 0.2, 0.52), (0.26, 0.14, 0.76), (-0.1, -0.1, 1.0))
    posts: list[Shell] = []
    for number, (x, y, share) in enumerate(levels):
        top = o.h * share - thick
        spot = (x * o.w, y * o.d)
        posts.append(cat_post(r, top - thick + 0.004, (*spot, thick - 0.002)))
        size = (o.w * 0.5, o.d * 0.48, thick)
        at = (max(min(spot[0], o.w * 0.25), -o.w * 0.25), max(min(spot[1], o.d * 0.26), -o.d * 0.26), top)
        soft_block(o, f"platform_{number + 1}", size, at, radius=0.06, edge=0.012, slot="fabric")
    emit(o, "posts", posts, slot="rope", crease=80)
    cave = (o.w * 0.46, o.d * 0.5, o.h * 0.22)
    spot3: Vec3 = (o.w * 0.22, -o.d * 0.2, thick - 0.002)
    soft_block(o, "cave", cave, spot3, radius=0.06, edge=0.02, slot="fabric")
    hole = shell_lathe([(0, 0), (cave[2] * 0.36, 0), (cave[2] * 0.36, 0.006), (0, 0.006)], 28)
    emit(
        o,
        "hole",
        hole,
        slot="dark",
        at=(spot3[0], spot3[1] - cave[1] / 2 + 0.004, thick + cave[2] * 0.5),
        rotation=(90, 0, 0),
    )
    z = o.h * 0.52 - thick
    hang: Vec3 = (-o.w * 0.24 - o.w * 0.16, 0.2 * o.d - o.d * 0.16, z)
    tube(o, "string", [(hang[0], hang[1], z + 0.004), (hang[0], hang[1], z - o.h * 0.13)], 0.0025, "rope", 6)
    ball = shell_sphere(0.028, 14)
    paint(
        emit(o, "ball", ball, slot="fabric", at=(hang[0], hang[1], z - o.h * 0.13 - 0.05), crease=80),
        "#c9655a",
        "felt",
    )


def cat_post(radius: float, height: float, at: Vec3) -> Shell:
    """A post wound with rope."""
    turns = max(6, round(height / 0.025))
    profile = [(0.0, 0.0)]
    for k in range(2 * turns + 1):
        profile.append((radius * (0.94 if k % 2 == 0 else 1.0), height * k / (2 * turns)))
    return shell_moved(shell_lathe([*profile, (0.0, height)], 20), at)


def punching_bag(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A punching bag on four chains below a ceiling hook, which is at the object's top.

    Example: furnish("punching_bag_1", punching_bag)
    """
    r = min(o.w, o.d) / 2
    bag = o.h * 0.76
    profile = [
        (0, 0),
        (r * 0.94, 0),
        (r, 0.02),
        (r, bag * 0.32),
        (r * 1.0, bag * 0.97),
        (r * 0.93, bag),
        (0, bag),
    ]
    lathe(o, "bag", profile, slot="leather", segments=36)
    bands = [
        shell_lathe(
            [(r * 1.0, z), (r * 1.012, z), (r * 1.012, z + 0.03), (r * 1.0, z + 0.03)], 36, closed=True
        )
        for z in (bag * 0.12, bag * 0.82)
    ]
    emit(o, "bands", bands, slot="dark", crease=40)
    links: list[Shell] = []
    for k in range(4):
        a = math.tau * k / 4 + 0.4
        links.append(
            shell_tube(
                [(r * 0.86 * math.cos(a), r * 0.86 * math.sin(a), bag - 0.004), (0, 0, o.h - 0.06)], 0.006, 6
            )
        )
    links.append(shell_cylinder(0.012, 0.062, (0, 0, o.h - 0.064), 10))
    links.append(shell_cylinder(r * 0.28, 0.012, (0, 0, o.h - 0.012), 20))
    emit(o, "chains", links, slot="metal", crease=50)
