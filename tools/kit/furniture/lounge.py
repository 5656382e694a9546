"""Corner sofas, chaises and recliners."""

from __future__ import annotations

import math
from typing import Any, Literal

from tools.kit.core import Thing
from tools.kit.furniture.sofas import (
    SofaPlan,
    sofa_arms,
    sofa_back,
    sofa_base,
    sofa_legs,
    sofa_pillows,
    sofa_plan,
    sofa_seat_count,
    sofa_seats,
)
from tools.kit.parts.legs import legs, shell_leg
from tools.kit.parts.pads import pad, shell_pad
from tools.kit.parts.shell import emit, shell_moved
from tools.kit.parts.solid import box, parts_moved
from tools.kit.parts.style import Look, style_look


def sectional_sofa(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    side: Literal["left", "right"] = "right",
    arms: Literal["track", "round", "slope"] = "track",
    pillows: int = 3,
    share: float = 0.36,
) -> None:
    """An L-shaped corner sofa: a long back, and a chaise that comes forward at one side.

    Size: 2.6 x 1.6 x 0.8
    Example: furnish("sofa_1", sectional_sofa, side="left")

    Args:
        o: the object.
        style: style word.
        seed: varies the pillows.
        side: "left" or "right" (seen from the front): where the chaise is.
        arms: "track", "round" or "slope".
        pillows: throw pillows.
        share: of the width that is chaise.
    """
    look = style_look(style)
    sign = 1 if side == "right" else -1
    whole = o.size
    chaise = max(0.6, min(share * o.w, 1.05))
    depth = min(0.95, 0.68 * o.d)
    plan = sofa_plan(o, arms)
    sectional_legs(o, look, plan, sign, chaise, depth)
    o.size = (whole[0], depth, whole[2])
    start = len(o.parts)
    long = whole[0] - chaise - plan.arm
    x = -sign * (whole[0] / 2 - plan.arm - long / 2)
    plan = sofa_plan(o, arms)
    sofa_base(o, plan, long, x)
    sofa_arms(o, plan, arms, (-sign,))
    count = sofa_seat_count(long)
    sofa_seats(o, plan, count, long, x)
    inner = long + chaise
    middle = sign * (whole[0] / 2 - inner / 2)
    sofa_back(o, plan, "loose", count + 1, inner, middle)
    sofa_pillows(o, plan, pillows, seed, inner, middle)
    parts_moved(o.parts[start:], (0.0, (whole[1] - depth) / 2, 0.0))
    o.size = whole
    x = sign * (whole[0] - chaise) / 2
    height = plan.seat - plan.cushion - plan.leg
    size = (chaise, whole[1] - 0.035 - plan.back * 0.55, height)
    box(o, "chaise", size, (x, -plan.back * 0.27, plan.leg + 0.002), "fabric", 0.015)
    length = whole[1] - plan.back * 0.55 - 0.004
    size = (chaise - 0.006, length, plan.cushion + 0.012)
    y = -whole[1] / 2 + length / 2
    pad(
        o,
        "chaise_seat",
        size,
        (x, y, plan.seat - plan.cushion - 0.006),
        0.035,
        (0.0, 0.008, 0.018),
        "cushion",
    )


def sectional_legs(o: Thing, look: Look, plan: SofaPlan, sign: int, lounge: float, depth: float) -> Any:
    """Legs under the corners of an L."""
    size, height = 0.045, plan.leg + 0.006
    kind = "tapered" if look.leg == "tapered" else "straight"
    x, y, t = o.w / 2 - 0.06, o.d / 2 - 0.06, plan.arm
    inner = sign * (o.w / 2 - lounge + 0.06)
    spots = [
        (sign * x, -y),
        (inner, -y),
        (sign * x, y),
        (-sign * x, y),
        (-sign * (x - t / 4), y - depth + 0.14),
    ]
    leg = shell_leg(kind, height, size)
    shells = [shell_moved(leg, (a, b, 0.0)) for a, b in spots]
    return emit(o, "legs", shells, slot="leg", crease=None if kind == "straight" else 32.0)


def chaise_longue(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    side: Literal["left", "right"] = "left",
    pillows: int = 1,
) -> None:
    """A chaise longue: a long seat with a raised back at one end, along its width.

    Size: 1.65 x 0.7 x 0.8
    Example: furnish("chaise_1", chaise_longue, side="right")

    Args:
        o: the object.
        style: style word.
        seed: varies the pillow.
        side: "left" or "right" (seen from the front): where the head is.
        pillows: 0 or 1 neck rolls.
    """
    look = style_look(style)
    sign = -1 if side == "left" else 1
    seat = max(0.4 * o.h, min(0.44, 0.55 * o.h))
    leg = min(0.16, 0.4 * seat)
    sofa_legs(o, look, SofaPlan(leg, seat, 0, 0, 0, 0))
    pad(o, "base", (o.w * 0.97, o.d - 0.02, seat * 0.3), (sign * o.w * 0.012, 0, leg), 0.02)
    size = (o.w * 0.93, o.d, seat - leg - seat * 0.3 + 0.01)
    pad(
        o,
        "seat",
        size,
        (-sign * o.w * 0.035, 0, leg + seat * 0.3 - 0.006),
        0.05,
        (0.01, 0.006, 0.02),
        "cushion",
    )
    tall, lean = o.h - seat + 0.08, 20.0
    thick = min(0.16, 0.12 * o.w)
    reach = math.sin(math.radians(lean)) * tall
    x = sign * (o.w / 2 - reach - thick * 0.5)
    back = shell_pad((thick, o.d * 0.94, tall), 0.05, (0.02, 0.0, 0.0), 3)
    emit(o, "back", back, slot="cushion", at=(x, 0, seat - 0.06), rotation=(0.0, sign * lean, 0.0))
    if pillows:
        roll = shell_pad((0.15, o.d * 0.7, 0.15), 0.07)
        emit(o, "pillow", roll, slot="pillow", at=(x - sign * (thick * 0.5 + 0.05), 0, seat - 0.012))


def recliner(o: Thing, *, style: str = "modern", seed: int = 0, open: bool = False) -> None:
    """A padded reclining armchair; `open` raises its footrest (the depth then includes it).

    Size: 0.9 x 0.95 x 1.02
    Example: furnish("recliner_1", recliner, open=True)
    """
    whole = o.size
    body = whole[1] * (0.68 if open else 1.0)
    o.size = (whole[0], body, whole[2])
    plan = sofa_plan(o, "round", low=True)
    arm = max(0.14, 0.19 * o.w)
    plan = SofaPlan(0.03, 0.46 * o.h, arm, 0.62 * o.h, 0.26 * body, 0.18)
    width = o.w - 2 * arm
    legs(o, 0.034, 0.06, "straight", 0.05)
    sofa_arms(o, plan, "round")
    sofa_base(o, plan, width)
    sofa_seats(o, plan, 1, width, front=0.02)
    lift = (o.h - plan.seat) / 3
    for k in range(3):
        size = (width + (0.1 if k == 2 else 0.0), plan.back * 0.95, lift + 0.045)
        y = body / 2 - plan.back * 0.5 - 0.012 * (2 - k)
        pad(
            o,
            "back",
            size,
            (0.0, y, plan.seat - 0.03 + lift * k - 0.012 * k),
            0.06,
            (0.0, 0.03, 0.012),
            "cushion",
        )
    pad(o, "frame", (width, plan.back * 0.6, plan.seat), (0, body / 2 - plan.back * 0.36, 0.04), 0.02)
    parts_moved(o.parts, (0.0, (whole[1] - body) / 2, 0.0))
    front = -whole[1] / 2
    if open:
        lap = whole[1] - body + 0.03
        pad(
            o,
            "footrest",
            (width - 0.02, lap, 0.11),
            (0, front + lap / 2, plan.seat - 0.17),
            0.045,
            (0, 0, 0.015),
            "cushion",
        )
    else:
        size = (width - 0.006, 0.07, plan.seat - plan.cushion - 0.07)
        pad(o, "footrest", size, (0, front + 0.04, 0.06), 0.03, (0, 0.012, 0), "cushion")
    o.size = whole
