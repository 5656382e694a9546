"""Cutlery and a laid place."""

from __future__ import annotations

from tools.kit.core import Thing, Vec2
from tools.kit.furniture.tableware import BOWL, PLATE, tableware_spun
from tools.kit.parts.shell import Shell, emit, shell_box, shell_moved
from tools.kit.parts.soft import soft_block
from tools.kit.parts.solid import shell_sphere


def cutlery_shells(length: float) -> list[Shell]:
    """A fork, a knife and a spoon pointing to +Y, side by side around the origin, lying on z = 0."""
    thick, wide = length * 0.011, length * 0.11
    shells: list[Shell] = []
    for k, x in enumerate((-0.16 * length, 0.0, 0.16 * length)):
        shells.append(shell_box((wide * 0.32, length * 0.52, thick), (x, -length * 0.24, 0.0), thick * 0.3))
        if k == 0:
            shells.append(shell_box((wide, length * 0.16, thick), (x, length * 0.1, 0.0), thick * 0.3))
            shells += [
                shell_box(
                    (wide * 0.16, length * 0.34, thick), (x + wide * (n - 1.5) * 0.28, length * 0.33, 0.0)
                )
                for n in range(4)
            ]
        elif k == 1:
            shells.append(
                shell_box(
                    (wide * 0.62, length * 0.48, thick), (x + wide * 0.1, length * 0.26, 0.0), thick * 0.45
                )
            )
        else:
            head = shell_sphere((wide * 0.62, length * 0.15, thick * 1.2), 16)
            shells.append(shell_moved(head, (x, length * 0.35, 0.0)))
            shells.append(shell_box((wide * 0.26, length * 0.25, thick), (x, length * 0.12, 0.0)))
    return shells


def cutlery(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A fork, a knife and a spoon side by side, pointing to the back.

    Example: furnish("cutlery_1", cutlery)
    """
    shells = cutlery_shells(1.0)
    low = [min(v[k] for s in shells for v in s.verts) for k in range(3)]
    high = [max(v[k] for s in shells for v in s.verts) for k in range(3)]
    mid = ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2])
    scale = [o.size[k] / (high[k] - low[k]) for k in range(3)]
    for shell in shells:
        shell.verts = [
            ((x - mid[0]) * scale[0], (y - mid[1]) * scale[1], (z - mid[2]) * scale[2])
            for x, y, z in shell.verts
        ]
    emit(o, "cutlery", shells, slot="metal", crease=45)


def place_setting(o: Thing, *, style: str = "modern", seed: int = 0, glass: bool | None = None) -> None:
    """A laid place: mat, plate, bowl, cutlery, napkin, and a glass where there is height for one.

    Options:
        glass: with a glass; by the size when None.

    Example: furnish("place_setting_1", place_setting, glass=True)
    """
    glass_too = o.h > 0.09 if glass is None else glass
    mat = min(0.004, o.h * 0.1)
    soft_block(o, "mat", (o.w, o.d, mat), radius=0.015, edge=mat * 0.4, slot="fabric")
    r, y = min(o.w * 0.29, o.d * 0.4), -o.d * 0.06
    tall = min(0.022, (o.h - mat) * 0.5)
    tableware_spun(o, "plate", PLATE, "ceramic", (0.0, y, mat - 0.0005), (2 * r, 2 * r, tall))
    top = mat + tall * 0.28
    tableware_spun(
        o,
        "bowl",
        BOWL,
        "ceramic",
        (0.0, y, top),
        (1.25 * r, 1.25 * r, min(o.h - top, 0.055) if not glass_too else min(o.h * 0.5, 0.055)),
    )
    long = o.d * 0.62
    shells = cutlery_shells(long)
    moved: list[Shell] = []
    for shell in shells:
        x = sum(v[0] for v in shell.verts) / len(shell.verts)
        to = -o.w * 0.40 if x < -0.06 * long else o.w * (0.37 if abs(x) < 0.06 * long else 0.44)
        back = -0.16 * long if x < -0.06 * long else 0.0 if abs(x) < 0.06 * long else 0.16 * long
        moved.append(shell_moved(shell, (to - back, y * 0.6, mat - 0.0003)))
    emit(o, "cutlery", moved, slot="metal", crease=45)
    soft_block(
        o,
        "napkin",
        (o.w * 0.085, o.d * 0.55, mat * 2.0),
        (-o.w * 0.455, y, mat * 0.5),
        radius=0.004,
        edge=0.001,
        slot="sheet",
    )
    if glass_too:
        g = min(o.w * 0.15, 0.08)
        profile: list[Vec2] = [(0, 0), (0.8, 0), (1, 1), (0.94, 1), (0.78, 0.08), (0, 0.06)]
        spot = (o.w / 2 - g * 0.7, o.d / 2 - g * 0.62, mat - 0.0003)
        tableware_spun(o, "glass", profile, "glass", spot, (g, g, o.h - mat))
