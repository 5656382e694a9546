"""Work tables: desk, standing desk, vanity_table, workbench, school desk, lab bench."""

from __future__ import annotations

import math
from typing import Literal

from tools.kit.core import Thing, Vec3, paint
from tools.kit.parts.frames import shell_frame
from tools.kit.parts.fronts import HANDLE_REACH, carcass, fronts
from tools.kit.parts.legs import legs
from tools.kit.parts.path import shell_tube, tube
from tools.kit.parts.shell import emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.shelves import shelves
from tools.kit.parts.solid import box, boxes, cylinder, panel, shell_cylinder
from tools.kit.parts.style import Look, style_look
from tools.kit.parts.sweep import outline_ellipse, shell_prism
from tools.kit.parts.tables import TableBase, table_base, table_splay, tabletop

LAB_TOP = "#2f3237"


def desk_pedestal(
    o: Thing, look: Look, x: float, width: float, top: float, drawers: int, front: float, rail: float = 0.0
) -> None:
    """A drawer pedestal under a desk's top, its middle at x, fronts' faces at y = front, below a `rail`."""
    reach = 0.018 + HANDLE_REACH.get(look.handle, 0.03)
    depth = o.d / 2 - front - reach - 0.02
    foot = 0.05
    y = front + reach + depth / 2
    box(o, "pedestal_foot", (width - 0.03, depth - 0.04, foot + 0.001), (x, y, 0.0), "trim", 0.001)
    carcass(o, (width, depth, top - foot), (x, y, foot), 0.016, part="pedestal")
    shares = [1.6] + [1.0] * (drawers - 1) if drawers > 2 else [1.0] * drawers
    door = look.door if look.door != "plank" else "slab"
    size, at = (width - 0.002, top - foot - 0.004 - rail), (x, front + reach, foot + 0.002)
    fronts(o, size, at, shares, 1, "drawer", door, look.handle)


def desk(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    drawers: int = 3,
    side: Literal["left", "right", "both"] = "right",
    base: Literal[""] | TableBase = "",
    hutch: bool = False,
) -> None:
    """A writing desk with a drawer pedestal.

    Size: 1.4 x 0.7 x 0.75
    Example: furnish("desk_1", desk, drawers=3, side="both")

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        drawers: in a pedestal; 0 for a plain table.
        side: "left", "right" or "both": where pedestals stand.
        base: legs as for `dining_table`; by style when empty.
        hutch: shelves on the back of the top (the height then includes them).
    """
    look = style_look(style)
    thick = 0.034 if look.board > 0.024 else 0.026
    whole = o.size
    top = min(0.75, 0.62 * o.h) if hutch else o.h
    o.size = (whole[0], whole[1], top)
    kinds = {
        "tapered": "legs",
        "turned": "apron",
        "straight": "frame" if look.leg_slot == "metal" else "apron",
    }
    carrier = base or kinds[look.leg]
    apron = 0.06
    table_base(o, carrier, top - thick, look, 0.02, 0.045, apron=apron)
    tabletop(o, "rect", thick, look)
    width = min(0.42, 0.3 * o.w)
    if drawers:
        for sign in {"left": (-1,), "right": (1,)}.get(side, (-1, 1)):
            # Legs that lean inwards are in the way of what is pulled out between them.
            x = sign * (o.w / 2 - width / 2 - 0.075 - table_splay(o, carrier, look.leg))
            rail = apron if carrier == "apron" else 0.0
            desk_pedestal(o, look, x, width, top - thick + 0.0002, drawers, -o.d / 2 + 0.06, rail)
    if side != "both" or not drawers:
        box(o, "modesty", (o.w - 0.1, 0.016, 0.28), (0, o.d / 2 - 0.075, top - thick - 0.279), "body", 0.001)
    o.size = whole
    if hutch:
        desk_hutch(o, top)


def desk_hutch(o: Thing, top: float) -> None:
    """Two shelves with sides along the back of a desk's top."""
    depth, board = min(0.26, 0.36 * o.d), 0.018
    y = o.d / 2 - depth / 2
    carcass(o, (o.w - 0.01, depth, o.h - top + 0.0005), (0, y - 0.001, top - 0.0005), board, part="hutch")
    shelves(o, (o.w - 0.01 - 2 * board, depth - 0.02), [(o.h - top) * 0.52], (0, y - 0.006, top), board)
    boards = [
        ((board, depth - 0.02, (o.h - top) * 0.52), (s * o.w * 0.2, y - 0.006, top + board - 0.001))
        for s in (-1, 1)
    ]
    boxes(o, "uprights", [((b, d, h - board + 0.001), at) for (b, d, h), at in boards], "body", 0.001)


def standing_desk(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A height-adjustable desk: telescopic columns on flat feet, a control box under its edge.

    Size: 1.5 x 0.75 x 1.05
    Example: furnish("desk_1", standing_desk)
    """
    look = style_look(style)
    thick = 0.026
    x, low = o.w / 2 - min(0.28, 0.2 * o.w), o.h - thick
    shells = []
    for s in (-1, 1):
        shells.append(shell_box((0.075, o.d * 0.92, 0.022), (s * x, 0, 0.008), 0.006, 2))
        shells += [shell_box((0.05, 0.06, 0.008), (s * x, t * o.d * 0.42, 0.0)) for t in (-1, 1)]
        shells.append(shell_box((0.08, 0.06, low * 0.52), (s * x, 0, 0.028), 0.004))
        shells.append(shell_box((0.066, 0.046, low * 0.55), (s * x, 0, low * 0.44), 0.004))
        shells.append(shell_box((0.05, o.d * 0.8, 0.02), (s * x, 0, low - 0.0195), 0.003))
    shells += [shell_box((2 * x - 0.05, 0.035, 0.03), (0, t * 0.06, low - 0.034), 0.003) for t in (-1, 1)]
    emit(o, "frame", shells, slot="metal")
    tabletop(o, "rounded" if look.handle == "none" else "rect", thick, look)
    box(o, "control", (0.12, 0.03, 0.022), (o.w * 0.32, -o.d / 2 + 0.03, low - 0.0215), "plastic", 0.004)


def vanity_table(
    o: Thing,
    *,
    style: str = "classic",
    seed: int = 0,
    drawers: int = 3,
    mirror: Literal["oval", "round", "rect"] = "oval",
) -> None:
    """A dressing table with drawers and a mirror.

    Size: 1 x 0.45 x 1.4
    Example: furnish("vanity_1", vanity_table, mirror="rect")

    Args:
        o: the object; its height includes the mirror, which one under 1 m has not.
        style: style word.
        seed: unused variation.
        drawers: side by side under the top.
        mirror: "oval", "round" or "rect".
    """
    look = style_look(style)
    mirrored = o.h >= 1.0
    whole, top = o.size, min(0.76, 0.56 * o.h) if mirrored else o.h
    o.size = (whole[0], whole[1], top)
    thick, case_h = 0.022, 0.14
    leg = look.leg if look.leg_slot == "wood" else "straight"
    legs(o, top - thick, 0.012, leg, 0.044, "leg")
    tabletop(o, "rect", thick, look)
    door = look.door if look.door != "plank" else "slab"
    reach = 0.018 + HANDLE_REACH.get(look.handle, 0.03)
    depth = o.d - reach - 0.02
    y = (reach - 0.02) / 2
    box(o, "case", (o.w - 0.03, depth, case_h), (0, y, top - thick - case_h + 0.001), "body", 0.002)
    fronts(
        o,
        (o.w - 0.13, case_h - 0.016),
        (0, y - depth / 2, top - thick - case_h + 0.009),
        1,
        drawers,
        "drawer",
        door,
        look.handle,
    )
    o.size = whole
    if mirrored:
        vanity_desk_mirror(o, top, mirror)


def vanity_desk_mirror(o: Thing, top: float, kind: str) -> None:
    """A framed mirror on two short posts at the back of the top."""
    h = o.h - top - 0.06
    w = min(h if kind == "round" else 0.8 * h if kind == "oval" else 1.3 * h, o.w * 0.86)
    y, z = o.d / 2 - 0.03, top + 0.06
    if kind == "rect":
        emit(o, "mirror_frame", shell_frame((w, 0.026, h), 0.03, 0.02, 0.004), slot="frame", at=(0, y, z))
        box(o, "mirror", (w - 0.056, 0.008, h - 0.056), (0, y, z + 0.028), "mirror")
    else:
        rim, hole = outline_ellipse(w, h, 40), outline_ellipse(w - 0.06, h - 0.06, 40)
        at, turn = (0.0, y + 0.013, z + h / 2), (90.0, 0.0, 0.0)
        emit(o, "mirror_frame", shell_prism(rim, 0.026, [hole], 0.005), slot="frame", at=at, rotation=turn)
        glass = shell_prism(outline_ellipse(w - 0.056, h - 0.056, 40), 0.008)
        emit(o, "mirror", glass, slot="mirror", at=(0.0, y + 0.004, z + h / 2), rotation=turn)
    span = w if kind == "rect" else w * 0.6
    posts = [
        shell_box(
            (0.03, 0.022, 0.06 + (0.03 if kind == "rect" else h * 0.16)),
            (s * (span / 2 - 0.02), y + 0.001, top - 0.001),
            0.003,
        )
        for s in (-1, 1)
    ]
    emit(o, "mirror_posts", posts, slot="frame")


def workbench(
    o: Thing, *, style: str = "rustic", seed: int = 0, vice: bool = True, shelf: bool = True
) -> None:
    """A craftsman's bench: thick top, heavy legs, a `shelf`, and a `vice` at its front left.

    Size: 1.6 x 0.65 x 0.88
    Example: furnish("bench_1", workbench, vice=True)
    """
    thick, t = 0.07, 0.085
    jaw = 0.09 if vice else 0.0
    y = jaw / 2
    deep = o.d - jaw
    box(o, "top", (o.w, deep, thick), (0, y, o.h - thick), "top", 0.005)
    span = (o.w - 0.16, deep - 0.04)
    legs(o, o.h - thick + 0.001, 0.0, "straight", t, "leg", span=span, at=(0, y, 0))
    x, back = span[0] / 2 - t / 2, span[1] / 2 - t / 2
    rails: list[tuple[Vec3, Vec3]] = [
        ((0.05, 2 * back - t, 0.09), (s * x, y, z)) for s in (-1, 1) for z in (0.14, o.h - thick - 0.1)
    ]
    rails += [((2 * x - t, 0.04, 0.1), (0, y + s * back, 0.13)) for s in (-1, 1)]
    boxes(o, "rails", rails, "leg", 0.003)
    if shelf:
        box(o, "shelf", (2 * x - t + 0.03, 2 * back + 0.02, 0.022), (0, y, 0.2295), "wood", 0.002)
    dogs = [
        shell_cylinder(0.01, 0.02, (o.w * f, y - deep * 0.25, o.h - 0.012), 10) for f in (0.1, 0.2, 0.3, 0.4)
    ]
    emit(o, "dogs", dogs, slot="metal")
    if vice:
        workbench_vice(o, -o.d / 2 + jaw)


def workbench_vice(o: Thing, front: float) -> None:
    """A face vice on the bench's front edge, its screw and bar reaching to the object's front."""
    x, z = -o.w * 0.3, o.h - 0.15
    box(o, "vice_jaw", (0.26, 0.035, 0.14), (x, front - 0.0175, z + 0.005), "wood", 0.004)
    screw = shell_moved(
        shell_lathe([(0.012, 0.0), (0.012, 0.04), (0.018, 0.042), (0.018, 0.055)], 12),
        (x, front - 0.034, z + 0.06),
        (90, 0, 0),
    )
    bar = shell_tube([(x - 0.09, front - 0.08, z + 0.06), (x + 0.09, front - 0.08, z + 0.06)], 0.006, 8)
    emit(o, "vice_screw", [screw, bar], slot="metal", crease=40.0)


def school_desk(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A pupil's desk: a sloped-edge top on steel legs with a book tray below.

    Size: 0.7 x 0.5 x 0.74
    Example: furnish("desk_1", school_desk)
    """
    r = 0.014
    x, y = o.w / 2 - 0.05, o.d / 2 - 0.05
    top = o.h - 0.024
    for s in (-1, 1):
        path: list[Vec3] = [
            (s * x, -y, 0.0),
            (s * x, -y + 0.02, top - r),
            (s * x, y - 0.02, top - r),
            (s * x, y, 0.0),
        ]
        tube(o, "frame", path, r, "metal", 8, 0.05)
        tube(o, "frame", [(s * x, -y + 0.005, 0.16), (s * x, y - 0.005, 0.16)], r * 0.8, "metal", 8)
    tube(o, "crossbar", [(-x, y - 0.006, 0.16), (x, y - 0.006, 0.16)], r * 0.8, "metal", 8)
    panel(o, "top", (o.w, o.d, 0.024), (0, 0, top), 0.03, "top", 0.004)
    tray_w, tray_d, tray_h = 2 * x - 2 * r, o.d * 0.62, 0.1
    items: list[tuple[Vec3, Vec3]] = [((tray_w, tray_d, 0.006), (0, 0.02, top - tray_h - 0.006))]
    items += [((0.006, tray_d, tray_h), (s * (tray_w / 2 - 0.003), 0.02, top - tray_h)) for s in (-1, 1)]
    items.append(((tray_w - 0.012, 0.006, tray_h), (0, 0.02 + tray_d / 2 - 0.003, top - tray_h)))
    boxes(o, "tray", items, "metal")
    for s in (-1, 1):
        cylinder(o, "hook", 0.006, 0.05, (s * (o.w / 2 - 0.02), 0.0, top - 0.03), "metal", 8, axis="z")
    pencil = shell_box((o.w * 0.5, 0.02, 0.003), (0, o.d / 2 - 0.05, o.h - 0.0022))
    emit(o, "groove", pencil, slot="trim")


def lab_bench(
    o: Thing, *, style: str = "modern", seed: int = 0, shelf: bool = True, sink: bool = True, drawers: int = 3
) -> None:
    """A laboratory bench: cupboards and drawers under a dark top, a reagent shelf, a sink with its tap.

    Size: 1.8 x 0.75 x 1.45
    Example: furnish("bench_1", lab_bench, sink=False)

    Args:
        o: the object; its height includes the reagent shelf, or else the tap.
        style: style word.
        seed: unused variation.
        shelf: a raised shelf along the back.
        sink: a basin at the right with a tall tap; without a shelf only on objects over 1.05 m.
        drawers: rows in the drawer stack.
    """
    top, thick, foot = (min(0.9, 0.66 * o.h) if shelf else o.h), 0.03, 0.1
    depth = o.d - 0.05
    y = 0.025
    sink = sink and (shelf or o.h > 1.05)
    top -= 0.0 if shelf or not sink else 0.272
    box(o, "plinth", (o.w - 0.04, depth - 0.08, foot + 0.001), (0, y + 0.02, 0), "trim")
    count = max(2, round(o.w / 0.5))
    each = (o.w - 0.022) / count
    left, front = -(o.w - 0.022) / 2, y - depth / 2
    high = top - thick - foot - 0.004
    lab_carcass(o, (o.w - 0.02, depth, top - thick - foot), y, foot, each if sink else 0.0)
    walls: list[tuple[Vec3, Vec3]] = [
        ((0.016, depth - 0.02, high - 0.04), (left + each * k, y - 0.0095, foot + 0.02))
        for k in range(1, count)
    ]
    boxes(o, "walls", walls, "body")
    for k in range(count):
        at = (left + each * (k + 0.5), front, foot + 0.002)
        if k % 2 == 0:
            fronts(o, (each, high), at, drawers, 1, "drawer", handle="bar")
        else:
            fronts(o, (each, high), at, 1, 1, "door", handle="bar", hinges="r")
    lab_top(o, top, thick, each if sink else 0.0)
    if shelf:
        lab_shelf(o, top)


def lab_carcass(o: Thing, size: Vec3, y: float, foot: float, bay: float) -> None:
    """The boards of the bench; its last `bay` metres have no top board, where the basin hangs (0: closed)."""
    w, d, h = size
    t = 0.018
    items: list[tuple[Vec3, Vec3]] = [((t, d, h), (s * (w - t) / 2, y, foot)) for s in (-1, 1)]
    items += [
        ((w - 2 * t, d, t), (0, y, foot)),
        ((w - 2 * t, 0.006, h - t), (0, y + d / 2 - 0.008, foot + t)),
    ]
    items.append(((w - 2 * t - bay, d, t), (-bay / 2, y, foot + h - t)))
    if bay:
        items.append(((bay, t, 0.06), (w / 2 - t - bay / 2, y - d / 2 + t / 2, foot + h - 0.06)))
    boxes(o, "carcass", items, "body", 0.0015)


def lab_top(o: Thing, top: float, thick: float, bay: float) -> None:
    """The chemical-proof top, a basin cut into its last `bay` metres; 0 leaves it whole."""
    if not bay:
        paint(box(o, "top", (o.w, o.d, thick), (0, 0, top - thick), "stone", 0.003), LAB_TOP)
        return
    w, d = min(0.4, bay - 0.06), min(0.4, 0.5 * o.d)
    x, y = o.w / 2 - 0.011 - bay / 2, -0.03 * o.d
    rim = [(-o.w / 2, -o.d / 2), (o.w / 2, -o.d / 2), (o.w / 2, o.d / 2), (-o.w / 2, o.d / 2)]
    hole = [(x + a * w / 2, y + b * d / 2) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    paint(emit(o, "top", shell_prism(rim, thick, [hole]), slot="stone", at=(0, 0, top - thick)), LAB_TOP)
    t, deep = 0.008, 0.2
    z = top - thick - deep
    items: list[tuple[Vec3, Vec3]] = [((w + 2 * t, d + 2 * t, t), (x, y, z - t))]
    items += [((t, d + 2 * t, deep - 0.001), (x + s * (w + t) / 2, y, z)) for s in (-1, 1)]
    items += [((w, t, deep - 0.001), (x, y + s * (d + t) / 2, z)) for s in (-1, 1)]
    paint(boxes(o, "basin", items, "metal", 0.002), "#aeb3b6", "steel")
    paint(cylinder(o, "drain", 0.028, 0.003, (x, y, z - 0.0005), "dark", 20), "#26282a", "plastic")
    frame = shell_prism(
        [(a * (w / 2 + 0.012), b * (d / 2 + 0.012)) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))],
        0.004,
        [[(a * (w / 2 - 0.001), b * (d / 2 - 0.001)) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]],
    )
    paint(emit(o, "basin_rim", frame, slot="metal", at=(x, y, top - 0.001)), "#c3c7c9", "steel")
    back = y + d / 2 + 0.05
    tap: list[Vec3] = [
        (x, back, top - 0.001),
        (x, back, top + 0.26),
        (x, back - 0.16, top + 0.26),
        (x, back - 0.16, top + 0.16),
    ]
    tube(o, "tap", tap, 0.011, "metal", 10, 0.06)


def lab_shelf(o: Thing, top: float) -> None:
    """A two-tier reagent shelf along the back of the top, with bottles."""
    d, t = 0.2, 0.018
    y = o.d / 2 - d / 2
    x = o.w / 2 - 0.03
    posts: list[tuple[Vec3, Vec3]] = [
        ((0.03, 0.03, o.h - top - t + 0.001), (f * x, y, top - 0.001)) for f in (-1, 0, 1)
    ]
    boxes(o, "posts", posts, "metal", 0.002)
    levels = [top + (o.h - top) * 0.48, o.h - t]
    boxes(o, "reagent_shelf", [((o.w, d, t), (0, y, z)) for z in levels], "body", 0.002)
    bottle = [
        (0.0, 0.0),
        (0.03, 0.0),
        (0.032, 0.01),
        (0.032, 0.09),
        (0.012, 0.115),
        (0.012, 0.135),
        (0.0, 0.135),
    ]
    for slot, first in (("glass", 0), ("plastic", 1)):
        spots = [
            ((k / 9 - 0.5) * o.w * 0.86, y - 0.02 * math.sin(k * 2.4), levels[0] + t - 0.0005)
            for k in range(first, 10, 2)
        ]
        tall = min(1.0, (levels[1] - levels[0] - t - 0.01) / 0.135)
        shell = shell_lathe([(r, z * tall) for r, z in bottle], 12)
        emit(o, "bottles", [shell_moved(shell, spot) for spot in spots], slot=slot, crease=35.0)
