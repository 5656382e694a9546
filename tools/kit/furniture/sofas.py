"""Upholstered seats: sofas, armchairs, recliners, chaises."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any, Literal

from tools.kit.core import Thing, Vec3
from tools.kit.parts.creases import shell_creased
from tools.kit.parts.legs import legs
from tools.kit.parts.pads import buttons, pad, shell_pad, shell_rolled_arm, shell_slope_arm
from tools.kit.parts.shell import emit, shell_moved
from tools.kit.parts.soft import cushion
from tools.kit.parts.solid import box
from tools.kit.parts.style import Look, style_look

SofaBack = Literal["loose", "tight", "tufted", "channel"]

SofaArms = Literal["track", "rolled", "round", "slope", "none"]


@dataclass(frozen=True)
class SofaPlan:
    """An upholstered seat's measures, metres: what its size asks for."""

    leg: float
    seat: float
    arm: float
    arm_height: float
    back: float
    cushion: float


def sofa_plan(o: Thing, arms: str, low: bool = False) -> SofaPlan:
    """Believable measures for an object's outer size; `low` leaves no legs to see."""
    leg = 0.03 if low else max(0.03, min(0.13, 0.15 * o.h))
    seat = max(0.42 * o.h, min(0.45, 0.52 * o.h))
    arm = 0.0 if arms == "none" else max(0.09, min(0.23, 0.075 * o.w + 0.075))
    arm_height = min(0.86 * o.h, max(seat + 0.14, 0.72 * o.h))
    back = max(0.1, min(0.24, 0.23 * o.d))
    return SofaPlan(leg, seat, arm, arm_height, back, min(0.17, 0.45 * (seat - leg)))


def sofa_legs(o: Thing, look: Look, plan: SofaPlan, arms: str = "track") -> Any:
    """Short legs in the style's kind, under the arms."""
    kind = {"turned": "bun", "tapered": "tapered", "straight": "straight"}[look.leg]
    size = 0.065 if kind == "bun" else 0.045
    inset = max(0.03, 0.5 * plan.arm - 0.5 * size) if arms in ("rolled", "round") else 0.03
    splay = 0.015 if kind == "tapered" else 0.0
    return legs(o, plan.leg + 0.006, inset, kind, size, slot="leg", splay=splay)


def sofa_arms(o: Thing, plan: SofaPlan, kind: str, sides: tuple[int, ...] = (-1, 1)) -> Any:
    """The arms as one part: "track", "rolled", "round" or "slope"."""
    height = plan.arm_height - plan.leg
    shells = []
    for side in sides:
        if kind == "rolled":
            arm = shell_rolled_arm(plan.arm, o.d - 0.03, height, side)
        elif kind == "slope":
            arm = shell_slope_arm(plan.arm, o.d - 0.02, height, 0.55 * height + 0.1)
        elif kind == "round":
            arm = shell_pad((plan.arm, o.d - 0.02, height), plan.arm * 0.46)
        else:
            arm = shell_pad((plan.arm, o.d - 0.02, height), 0.022, (0.006, 0.0, 0.004))
        shells.append(shell_moved(arm, (side * (o.w - plan.arm) / 2, 0.0, plan.leg)))
    return emit(o, "arms", shells, slot="fabric")


def sofa_base(o: Thing, plan: SofaPlan, width: float, x: float = 0.0) -> Any:
    """The deck under the seat cushions."""
    height = plan.seat - plan.cushion - plan.leg
    size = (width + 0.014, o.d - 0.06, height)
    return box(o, "base", size, (x, 0.01, plan.leg + 0.003), "fabric", 0.015)


def sofa_seats(o: Thing, plan: SofaPlan, count: int, width: float, x: float = 0.0, front: float = 0.0) -> Any:
    """Seat cushions side by side, as one part."""
    each = width / count
    depth = o.d - plan.back - front + 0.05
    y = -o.d / 2 + front + depth / 2
    shells = []
    for k in range(count):
        shape = shell_pad((each - 0.006, depth, plan.cushion + 0.012), 0.035, (0.0, 0.008, 0.018), 7)
        spot = (x - width / 2 + each * (k + 0.5), y, plan.seat - plan.cushion - 0.006)
        shells.append(shell_moved(shell_creased(shape, 7 * k + 1, 0.03), spot))
    return emit(o, "seats", shells, slot="cushion")


def sofa_back(
    o: Thing, plan: SofaPlan, kind: str, count: int, width: float, x: float = 0.0, top: float = 0.0
) -> list[Any]:
    """The back rest: "loose" cushions on a frame, "tight", "tufted" with buttons, or "channel"."""
    top = top or o.h
    low = plan.leg + 0.004
    depth = plan.back * (0.55 if kind == "loose" else 0.95)
    frame_top = top - (0.05 if kind == "loose" else 0.0)
    y = o.d / 2 - depth / 2
    made = []
    if kind == "channel":
        ribs = max(3, round(width / 0.14))
        each = width / ribs
        rib = shell_pad((each, depth, frame_top - low), min(0.4 * each, 0.05), (0.0, 0.02, 0.01))
        shells = [shell_moved(rib, (x - width / 2 + each * (k + 0.5), y, low)) for k in range(ribs)]
        return [emit(o, "back", shells, slot="fabric")]
    puff = (0.0, 0.0 if kind == "loose" else 0.02, 0.004)
    made.append(pad(o, "back", (width, depth, frame_top - low), (x, y, low), 0.035, puff))
    if kind == "tufted":
        made.append(sofa_buttons(o, plan, width, x, y - depth / 2 + 0.02, frame_top))
    if kind == "loose":
        each = width / count
        tall, thick = top - plan.seat + 0.055, plan.back * 0.62
        y = o.d / 2 - depth - thick * 0.36 - tall * 0.08
        shells = []
        for k in range(count):
            shape = shell_pad((each - 0.006, thick, tall), 0.05, (0.0, 0.03, 0.02), 6)
            shape = shell_moved(shell_creased(shape, 11 * k + 3, 0.026), rotation=(-9.0, 0.0, 0.0))
            shells.append(shell_moved(shape, (x - width / 2 + each * (k + 0.5), y, plan.seat - 0.045)))
        made.append(emit(o, "back_cushions", shells, slot="cushion"))
    return made


def sofa_buttons(o: Thing, plan: SofaPlan, width: float, x: float, y: float, top: float) -> Any:
    """Tufting: buttons in offset rows on the face of the back."""
    spots: list[Vec3] = []
    columns = max(3, round(width / 0.17))
    low = plan.seat + 0.08
    rows = max(2, round((top - low) / 0.13))
    for row in range(rows):
        count = columns - row % 2
        z = low + (top - 0.06 - low) * row / max(1, rows - 1)
        v = 2 * (z - plan.leg) / (top - plan.leg) - 1
        for u in ((2 * k + 1) / count - 1 for k in range(count)):
            bulge = 0.02 * (1 - u * u) * (1 - v * v)
            spots.append((x + u * width / 2, y - bulge - 0.002, z))
    return buttons(o, spots)


def sofa_pillows(o: Thing, plan: SofaPlan, count: int, seed: int, width: float, x: float = 0.0) -> list[Any]:
    """Throw pillows leaning in the corners, as parts `pillow`, `pillow.2`, ..."""
    pick = random.Random(seed)
    side = min(0.42, 0.42 * width, 1.02 * (o.h - plan.seat))
    made = []
    for k in range(count):
        end = -1 if k % 2 == 0 else 1
        spot = x + end * (width / 2 - side * (0.55 + 0.62 * (k // 2)))
        y = o.d / 2 - plan.back - 0.14 - 0.06 * (k // 2)
        size = (side * pick.uniform(0.9, 1.0), side * 0.92, 0.13)
        yaw, lean = end * -pick.uniform(4, 16), 68 + pick.uniform(-4, 4)
        at = (spot, y, plan.seat - 0.026)  # deeper than the creases of the seat
        made.append(
            cushion(
                o, "pillow", size, at, yaw=yaw, tilt=lean, plump=0.8, seed=seed + k, slot="pillow", cells=8
            )
        )
    return made


def sofa_seat_count(width: float) -> int:
    """How many people a clear width seats."""
    return max(1, min(5, round(width / 0.68)))


def sofa_arms_kind(arms: str, look: Look) -> str:
    """The kind asked for, or what the style wears."""
    return arms or ("rolled" if look.ornate else "track")


def sofa(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    seats: int = 0,
    arms: Literal[""] | SofaArms = "",
    back: Literal[""] | SofaBack = "",
    pillows: int = 2,
) -> None:
    """A sofa with seat and back cushions.

    Size: 2.1 x 0.92 x 0.82
    Example: furnish("sofa_1", sofa, seats=3, arms="rolled", back="tufted", pillows=4)

    Args:
        o: the object.
        style: style word.
        seed: varies the pillows.
        seats: how many; from the width by default.
        arms: "track", "rolled", "round", "slope" or "none".
        back: "loose", "tight", "tufted" or "channel".
        pillows: throw pillows.
    """
    look = style_look(style)
    kind = sofa_arms_kind(arms, look)
    plan = sofa_plan(o, kind)
    width = o.w - 2 * plan.arm
    count = seats or sofa_seat_count(width)
    sofa_legs(o, look, plan, kind)
    sofa_base(o, plan, width)
    if kind != "none":
        sofa_arms(o, plan, kind)
    sofa_seats(o, plan, count, width)
    sofa_back(o, plan, back or ("tufted" if look.ornate else "loose"), count, width)
    sofa_pillows(o, plan, pillows, seed, width)


def loveseat(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    arms: Literal[""] | SofaArms = "",
    back: Literal[""] | SofaBack = "",
    pillows: int = 2,
) -> None:
    """A sofa for two; parameters as for `sofa`.

    Options:
        arms: "track", "rolled", "round", "slope" or "none"; by style when left out.
        back: "loose", "tight", "tufted" or "channel"; by style when left out.
        pillows: throw pillows.

    Size: 1.5 x 0.9 x 0.82
    Example: furnish("loveseat_1", loveseat, arms="round")
    """
    sofa(o, style=style, seed=seed, seats=2, arms=arms, back=back, pillows=pillows)


def armchair(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    arms: Literal[""] | SofaArms = "",
    back: Literal[""] | SofaBack = "",
    pillows: int = 0,
    wings: bool | None = None,
) -> None:
    """An upholstered easy chair.

    Size: 0.85 x 0.88 x 0.86
    Example: furnish("armchair_1", armchair, style="classic", wings=True)

    Args:
        o: the object.
        style: style word.
        seed: varies the pillows.
        arms: "track", "rolled", "round", "slope" or "none".
        back: "loose", "tight", "tufted" or "channel".
        pillows: throw pillows.
        wings: side wings on the back; with a classic style by default when it is tall.
    """
    look = style_look(style)
    kind = arms or ("rolled" if look.ornate else "slope" if look.handle == "none" else "track")
    plan = sofa_plan(o, kind)
    width = o.w - 2 * plan.arm
    winged = wings if wings is not None else look.ornate and o.h > 0.95
    sofa_legs(o, look, plan, kind)
    sofa_base(o, plan, width)
    if kind != "none":
        sofa_arms(o, plan, kind)
    sofa_seats(o, plan, 1, width)
    sofa_back(o, plan, back or ("tufted" if look.ornate else "loose"), 1, width)
    if winged:
        armchair_wings(o, plan)
    sofa_pillows(o, plan, pillows, seed, width)


def armchair_wings(o: Thing, plan: SofaPlan) -> Any:
    """Wings at both sides of a tall back."""
    height = o.h - plan.arm_height + 0.12
    wing = shell_pad((0.075, plan.back + 0.16, height), 0.03, (0.008, 0.0, 0.0))
    y = o.d / 2 - (plan.back + 0.16) / 2 - 0.004
    x = o.w / 2 - plan.arm + 0.025
    spots = [(s * x, y, plan.arm_height - 0.125) for s in (-1, 1)]
    return emit(o, "wings", [shell_moved(wing, spot) for spot in spots], slot="fabric")
