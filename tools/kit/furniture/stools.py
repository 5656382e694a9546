"""Stools: bar stools, low stools and their legs."""

from __future__ import annotations

from typing import Any, Literal

from tools.kit.core import Thing, Vec3
from tools.kit.joints import joint_swivel
from tools.kit.parts.legs import disc_base, legs, ring_foot, shell_splayed, shell_squeezed
from tools.kit.parts.pads import pad
from tools.kit.parts.path import shell_tube, tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_moved
from tools.kit.parts.solid import panel
from tools.kit.parts.style import style_look


def bar_stool(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    back: bool = True,
    base: Literal["", "legs", "disc", "sled"] = "",
) -> None:
    """A high stool for a bar or a counter, with a foot rest.

    Size: 0.43 x 0.45 x 0.95
    Example: furnish("stool_1", bar_stool, base="disc", back=False)

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        back: with a low back (the height then includes it).
        base: "legs", "disc" (swivel) or "sled".
    """
    look = style_look(style)
    kind = base or ("disc" if style == "modern" else "legs")
    top = o.h * 0.76 if back else o.h
    w, d = o.w, o.d
    if kind == "disc":
        disc_base(o, min(w, d) * 0.47, top - 0.06, 0.026)
        ring_foot(o, min(w, d) * 0.34, (0, 0, top * 0.34))
        emit(o, "mount", shell_box((0.16, 0.16, 0.012), (0, 0, top - 0.075)), slot="metal")
        joint_swivel(o, (0.0, 0.0, top - 0.075), 0.0, ("mount", "seat", "back_posts", "back"))
    elif kind == "sled":
        legs(o, top - 0.03, 0.0, "sled", 0.025, slot="metal")
        emit(
            o,
            "footrest",
            shell_tube(
                [(-w / 2 + 0.012, -d / 2 + 0.006, top * 0.35), (w / 2 - 0.012, -d / 2 + 0.006, top * 0.35)],
                0.01,
                8,
            ),
            slot="metal",
        )
    else:
        slot = look.leg_slot if look.leg_slot == "metal" else "leg"
        stool_legs(o, top - 0.055, 0.032, 0.05, slot)
    y = -0.01 if back else 0.0
    pad(
        o,
        "seat",
        (w * 0.96, d * 0.94 if back else d, 0.075),
        (0, y, top - 0.066),
        0.03,
        (0, 0.004, 0.012),
        "seat",
    )
    if back:
        height = o.h - top + 0.02
        for s in (-1, 1):
            path: list[Vec3] = [
                (s * w * 0.32, d * 0.3, top - 0.05),
                (s * w * 0.32, d / 2 - 0.035, top - 0.03),
                (s * w * 0.32, d / 2 - 0.022, o.h - 0.04),
            ]
            tube(o, "back_posts", path, 0.01, "metal" if kind != "legs" else "leg", 8, 0.05)
        pad(
            o,
            "back",
            (w, 0.05, height * 0.62),
            (0, d / 2 - 0.027, o.h - height * 0.62),
            0.02,
            (0, 0.006, 0.004),
            "seat",
        )


def stool_legs(o: Thing, height: float, size: float, splay: float, slot: str, foot: float = 0.3) -> Any:
    """Four splayed legs joined by a square of rungs."""
    x, y = o.w / 2 - size / 2, o.d / 2 - size / 2
    leg = shell_squeezed(shell_box((size, size, height), bevel=0.004), height, 0.8)
    shells, corners = [], []
    for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        bent = shell_splayed(Shell(list(leg.verts), leg.faces, leg.smooth), height, (sx * splay, sy * splay))
        shells.append(shell_moved(bent, (sx * x, sy * y, 0.0)))
        corners.append((sx * (x - splay * foot), sy * (y - splay * foot), height * foot))
    for k in range(4):
        a, b = corners[k], corners[(k + 1) % 4]
        lift = 0.03 if k % 2 else 0.0
        shells.append(shell_tube([(a[0], a[1], a[2] + lift), (b[0], b[1], b[2] + lift)], 0.009, 8))
    return emit(o, "legs", shells, slot=slot)


def stool(o: Thing, *, style: str = "modern", seed: int = 0, round: bool = True) -> None:
    """A low stool without a back.

    Options:
        round: its seat is round, else square.

    Size: 0.38 x 0.38 x 0.45
    Example: furnish("stool_1", stool, round=False)
    """
    look = style_look(style)
    slot = "metal" if look.leg_slot == "metal" else "leg"
    stool_legs(o, o.h - 0.03, 0.034, 0.06, slot)
    radius = min(o.w, o.d) * 0.5 if round else 0.05
    panel(o, "seat", (o.w * 0.94, o.d * 0.94, 0.036), (0, 0, o.h - 0.036), radius, "wood", 0.008)
