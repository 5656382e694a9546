"""Metal and institutional furniture: filing cabinets, lockers, server racks, boards, screens."""

from __future__ import annotations

import math
import random

from tools.kit.core import Thing, Vec3, paint
from tools.kit.joints import TRAVEL, joint_door, joint_drawer
from tools.kit.parts.frames import shell_frame
from tools.kit.parts.fronts import carcass, shell_handle
from tools.kit.parts.legs import shell_castor
from tools.kit.parts.path import shell_tube, tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.solid import box, boxes, cylinder, shell_cylinder

BOARD_FACES = {"whiteboard": ("#f5f6f5", "gloss paint"), "chalkboard": ("#2f463b", "chalk paint")}


def filing_cabinet(o: Thing, *, style: str = "modern", seed: int = 0, drawers: int = 0) -> None:
    """A steel filing cabinet: tall drawers with label holders, handles and a lock.

    Options:
        drawers: how many; by the height when 0.

    Size: 0.46 x 0.62 x 1.32
    Example: furnish("files_1", filing_cabinet, drawers=3)
    """
    count = drawers or max(1, round((o.h - 0.06) / 0.32))
    depth, foot = o.d - 0.045, 0.04
    y = 0.0225
    box(o, "plinth", (o.w - 0.03, depth - 0.04, foot + 0.001), (0, y + 0.01, 0), "trim")
    carcass(o, (o.w, depth, o.h - foot), (0, y, foot), 0.014, slot="metal")
    front, each = y - depth / 2, (o.h - foot - 0.03) / count
    faces, grips, labels = [], [], []
    for k in range(count):
        z = foot + 0.012 + each * k
        faces.append(shell_box((o.w - 0.022, 0.018, each - 0.006), (0, front - 0.009, z), 0.004))
        grips.append(shell_moved(shell_handle("cup", 0.15), (0, front - 0.018, z + each * 0.55)))
        labels.append(shell_box((0.09, 0.004, 0.035), (0, front - 0.0195, z + each * 0.72), 0.001))
        face = ((-o.w / 2, front - 0.018, z), (o.w / 2, front, z + each - 0.006))
        joint_drawer(o, face, TRAVEL * depth, ("drawers", "handles", "labels"))
    emit(o, "drawers", faces, slot="metal")
    emit(o, "handles", grips, slot="handle", crease=35.0)
    emit(o, "labels", labels, slot="paper")
    lock = shell_cylinder(0.009, 0.004, (o.w / 2 - 0.05, front - 0.0195, o.h - 0.06), 10, axis="y")
    emit(o, "lock", lock, slot="handle")


def locker(o: Thing, *, style: str = "modern", seed: int = 0, columns: int = 0, rows: int = 1) -> None:
    """Steel lockers: narrow doors with vent slots, latches and number plates.

    Options:
        columns: lockers side by side; by the width when 0.
        rows: one above the other.

    Size: 0.9 x 0.5 x 1.8
    Example: furnish("lockers", locker, columns=4, rows=2)
    """
    count = columns or max(1, round(o.w / 0.3))
    reach, foot = 0.036, 0.1
    depth, y = o.d - reach, reach / 2
    box(o, "plinth", (o.w - 0.02, depth - 0.04, foot + 0.001), (0, y + 0.01, 0), "trim")
    carcass(o, (o.w, depth, o.h - foot), (0, y, foot), 0.012, slot="metal")
    w, h = (o.w - 0.008) / count, (o.h - foot - 0.008) / rows
    front = y - depth / 2
    walls = [
        ((0.012, depth - 0.02, o.h - foot - 0.03), (-o.w / 2 + 0.004 + w * k, y - 0.009, foot + 0.015))
        for k in range(1, count)
    ]
    boxes(o, "walls", walls, "metal") if walls else None
    faces, slots, latches, plates = [], [], [], []
    for k in range(count):
        for row in range(rows):
            x, z = -o.w / 2 + 0.004 + w * (k + 0.5), foot + 0.004 + h * row
            faces.append(shell_box((w - 0.006, 0.016, h - 0.006), (x, front - 0.008, z + 0.003), 0.003))
            vents = [h - 0.1 - 0.022 * n for n in range(4)] + (
                [0.1 + 0.022 * n for n in range(4)] if rows == 1 else []
            )
            slots += [shell_box((w * 0.42, 0.004, 0.008), (x, front - 0.0165, z + v), 0.001) for v in vents]
            latches.append(shell_box((0.022, 0.02, 0.09), (x + w * 0.34, front - 0.0255, z + h * 0.5), 0.004))
            plates.append(shell_box((0.045, 0.003, 0.028), (x, front - 0.0167, z + h - 0.2), 0.001))
            face = ((x - w / 2 + 0.003, front - 0.016, z + 0.003), (x + w / 2 - 0.003, front, z + h - 0.003))
            joint_door(o, face, "l", ("doors", "vents", "latches", "plates"))
    paint(emit(o, "doors", faces, slot="door"), "#7f95a6", "gloss paint")
    emit(o, "vents", slots, slot="dark")
    emit(o, "latches", latches, slot="handle")
    emit(o, "plates", plates, slot="paper")


def server_rack(
    o: Thing, *, style: str = "modern", seed: int = 0, units: int = 0, door: bool = False
) -> None:
    """A 19-inch rack of servers and switches with lights and cables.

    Size: 0.6 x 0.9 x 1.9
    Example: furnish("rack_1", server_rack, door=True)

    Args:
        o: the object.
        style: style word.
        seed: varies what is mounted.
        units: how many slots; from the height by default.
        door: a glass door.
    """
    t, foot = 0.03, 0.06
    for part, z, h in (("base", foot, 0.04), ("roof", o.h - 0.04, 0.04)):
        box(o, part, (o.w, o.d, h), (0, 0, z), "dark", 0.004)
    x, y = o.w / 2 - t / 2, o.d / 2 - t / 2
    posts: list[tuple[Vec3, Vec3]] = [
        ((t, t, o.h - foot - 0.078), (sx * x, sy * y, foot + 0.039)) for sx in (-1, 1) for sy in (-1, 1)
    ]
    boxes(o, "posts", posts, "dark", 0.002)
    boxes(
        o,
        "sides",
        [
            ((0.008, 2 * y - t + 0.002, o.h - foot - 0.078), (s * (x - 0.004), 0, foot + 0.039))
            for s in (-1, 1)
        ],
        "metal",
    )
    wheel = shell_castor(foot + 0.002, 0.045)
    spots = [(sx * (o.w / 2 - 0.06), sy * (o.d / 2 - 0.06), 0.0) for sx in (-1, 1) for sy in (-1, 1)]
    emit(o, "castors", [shell_moved(wheel, spot) for spot in spots], slot="dark", crease=35.0)
    server_units(o, units, 2 * x - t + 0.004, -o.d / 2 + 0.02, (foot + 0.04, o.h - 0.04), seed)
    if door:
        emit(
            o,
            "door_frame",
            shell_frame((o.w - 0.01, 0.016, o.h - foot - 0.09), 0.03),
            slot="dark",
            at=(0, -o.d / 2 + 0.0085, foot + 0.045),
        )
        box(o, "door", (o.w - 0.068, 0.005, o.h - foot - 0.148), (0, -o.d / 2 + 0.008, foot + 0.074), "glass")


def server_units(
    o: Thing, units: int, width: float, front: float, span: tuple[float, float], seed: int
) -> None:
    """Mounted machines from the bottom up: faces with grilles, lights, and patch cables between some."""
    pick = random.Random(seed)
    count = units or max(4, int((span[1] - span[0]) / 0.0445))
    unit = (span[1] - span[0]) / count
    faces: dict[str, list[Shell]] = {"metal": [], "plastic": [], "dark": []}
    lights: list[Shell] = []
    wires: list[Shell] = []
    k = 0
    while k < count:
        tall = min(pick.choice((1, 1, 2, 2, 4)), count - k)
        z, h = span[0] + unit * k, unit * tall
        slot = pick.choice(("plastic", "dark", "metal"))
        faces[slot].append(shell_box((width, o.d * 0.6, h - 0.004), (0, front + o.d * 0.3, z + 0.002), 0.002))
        bays = 2 if tall == 1 else 4
        for n in range(bays):
            x = -width * 0.36 + width * 0.5 * n / max(1, bays - 1)
            size = (width * 0.44 / bays, 0.004, h * 0.5)
            faces["metal" if slot != "metal" else "dark"].append(
                shell_box(size, (x, front - 0.001, z + h * 0.25), 0.001)
            )
        dots = [
            shell_box((0.007, 0.005, 0.007), (width * (0.28 + 0.05 * n), front - 0.001, z + h * 0.55))
            for n in range(3)
        ]
        lights += dots
        if tall == 1 and slot == "dark":
            for n in range(5):
                a = -width * 0.3 + width * 0.11 * n
                drop = min(0.09, z - span[0] - 0.01)
                path: list[Vec3] = [
                    (a, front + 0.002, z + h / 2),
                    (a, front - 0.022, z + h / 2 - 0.01),
                    (a + 0.03, front - 0.022, z - drop),
                    (a + 0.04, front + 0.002, z - drop),
                ]
                wires.append(shell_tube(path, 0.003, 5, 0.015))
        k += tall
    for slot, shells in faces.items():
        if shells:
            emit(o, "servers", shells, slot=slot)
    emit(o, "lights", lights, slot="light")
    if wires:
        emit(o, "cables", wires, slot="cable")


def board_on_wall(o: Thing, face: str, frame: str, border: float) -> None:
    """A framed writing board for a wall, with a tray along its foot."""
    tray = min(0.07, o.d * 0.9)
    low = 0.004
    back = o.d / 2
    thick = min(0.028, o.d * 0.6)
    emit(
        o,
        "frame",
        shell_frame((o.w, thick, o.h - low), border, 0.0, 0.003),
        slot=frame,
        at=(0, back - thick / 2, low),
    )
    size = (o.w - 2 * border + 0.004, thick * 0.6, o.h - low - 2 * border + 0.004)
    made = box(o, "board", size, (0, back - thick * 0.3 - 0.001, low + border - 0.002), "board")
    paint(made, *BOARD_FACES[face])
    lip: list[tuple[Vec3, Vec3]] = [((o.w * 0.7, o.d - thick + 0.001, 0.01), (0, -thick / 2, 0.002))]
    lip.append(((o.w * 0.7, 0.006, 0.024), (0, -o.d / 2 + 0.003, 0.0)))
    boxes(o, "tray", lip, frame, 0.001)
    if tray > 0.03:
        pens = [
            shell_moved(
                shell_tube([(-0.06, 0, 0), (0.06, 0, 0)], 0.008, 8),
                (-o.w * 0.2 + 0.16 * k, -thick / 2 - 0.004, 0.0195),
            )
            for k in range(3)
        ]
        emit(o, "pens", pens, slot="plastic")
        box(
            o,
            "eraser",
            (0.12, min(0.05, o.d * 0.5), 0.03),
            (o.w * 0.24, -thick / 2, 0.0115),
            "plastic",
            0.006,
        )


def whiteboard(o: Thing, *, style: str = "modern", seed: int = 0, stand: bool = False) -> None:
    """A whiteboard for a wall with a pen tray; `stand` puts it on a wheeled frame.

    Size: 1.8 x 0.09 x 1.2
    Mount: wall
    Example: furnish("board", whiteboard)
    """
    if not stand:
        board_on_wall(o, "whiteboard", "metal", 0.025)
        return
    high = min(0.62 * o.h, 1.2)
    x, y = o.w / 2 - 0.015, o.d / 2 - 0.001
    for s in (-1, 1):
        tube(o, "posts", [(s * x, 0, 0.07), (s * x, 0, o.h)], 0.015, "metal", 10)
        tube(o, "feet", [(s * x, -y, 0.07), (s * x, y, 0.07)], 0.015, "metal", 10)
    wheel = shell_castor(0.072, 0.04)
    spots = [(sx * x, sy * (y - 0.024), 0.0) for sx in (-1, 1) for sy in (-1, 1)]
    emit(o, "castors", [shell_moved(wheel, spot) for spot in spots], slot="dark", crease=35.0)
    tube(o, "brace", [(-x, 0, 0.35), (x, 0, 0.35)], 0.012, "metal", 8)
    width = 2 * x - 0.028
    emit(o, "frame", shell_frame((width, 0.024, high), 0.025), slot="metal", at=(0, 0, o.h - high))
    made = box(o, "board", (width - 0.046, 0.014, high - 0.046), (0, 0, o.h - high + 0.023), "board")
    paint(made, *BOARD_FACES["whiteboard"])


def blackboard(o: Thing, *, style: str = "classic", seed: int = 0) -> None:
    """A school blackboard in a wooden frame, with a chalk ledge.

    Size: 2.4 x 0.1 x 1.2
    Mount: wall
    Example: furnish("board", blackboard)
    """
    board_on_wall(o, "chalkboard", "wood", 0.05)


def projector_screen(o: Thing, *, style: str = "modern", seed: int = 0, stand: bool = False) -> None:
    """A pull-down screen under its case, black-bordered; `stand` puts it on a tripod.

    Size: 2 x 0.1 x 1.6
    Mount: wall
    Example: furnish("screen", projector_screen)
    """
    r = min(0.09, o.d / 2)
    low = 0.3 * o.h if stand else 0.0
    case = shell_cylinder(r, o.w, (0, 0, o.h - 2 * r), 18, axis="x")
    emit(o, "case", case, slot="dark", crease=35.0)
    tall = o.h - 2 * r - low
    y = -r * 0.4
    box(o, "cloth", (o.w - 0.1, 0.003, tall), (0, y, low + 0.008), "dark")
    box(o, "screen_face", (o.w - 0.18, 0.003, tall - 0.1), (0, y - 0.0012, low + 0.055), "paper")
    cylinder(o, "weight", 0.012, o.w - 0.09, (0, y, low - 0.0005), "plastic", 10, axis="x")
    if stand:
        tube(o, "pole", [(0, 0.02, 0.1), (0, 0.02, o.h - r)], 0.014, "metal", 10)
        reach = min(o.w * 0.3, max(o.d / 2 - 0.02, 0.05) * 1.15)
        legs = [
            shell_tube(
                [(0, 0.02, 0.35), (math.cos(a) * reach, 0.02 + math.sin(a) * (o.d / 2 - 0.04), 0.01)], 0.01, 8
            )
            for a in (1.57, 3.67, 5.76)
        ]
        emit(o, "tripod", legs, slot="metal")


def fume_hood(o: Thing, *, style: str = "modern", seed: int = 0, open: float = 0.4) -> None:
    """A laboratory fume hood: a cupboard, a lit working space behind a sliding glass sash, a duct on top.

    Size: 1.5 x 0.85 x 2.4
    Example: furnish("hood_1", fume_hood, open=0.3)

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        open: how far the sash is raised, 0 to 1.
    """
    duct = min(0.2, 0.09 * o.h)
    high, bench = o.h - duct, 0.37 * o.h
    reach = 0.05
    depth, y = o.d - reach, reach / 2
    front = y - depth / 2
    box(o, "plinth", (o.w - 0.06, depth - 0.1, 0.08), (0, y + 0.03, 0), "trim")
    box(o, "cupboard", (o.w - 0.02, depth, bench - 0.08 - 0.04), (0, y, 0.0795), "body", 0.002)
    doors = [
        shell_box((o.w / 2 - 0.03, 0.018, bench - 0.15), (s * (o.w / 4 - 0.006), front - 0.009, 0.095), 0.003)
        for s in (-1, 1)
    ]
    emit(o, "doors", doors, slot="door")
    grips = [
        shell_moved(shell_handle("bar", 0.14, True), (s * 0.05, front - 0.018, bench * 0.62)) for s in (-1, 1)
    ]
    emit(o, "handles", grips, slot="handle", crease=35.0)
    box(o, "worktop", (o.w, depth + 0.03, 0.04), (0, y - 0.015, bench - 0.0405), "stone", 0.004)
    side = 0.09
    walls: list[tuple[Vec3, Vec3]] = [
        ((side, depth, high - bench + 0.001), (s * (o.w - side) / 2, y, bench - 0.001)) for s in (-1, 1)
    ]
    walls.append(((o.w - 2 * side, 0.03, high - bench - 0.1), (0, o.d / 2 - 0.0155, bench - 0.001)))
    walls.append(
        ((o.w - 2 * side, depth - 0.001, 0.34 * (high - bench)), (0, y, high - 0.34 * (high - bench)))
    )
    boxes(o, "hood", walls, "body", 0.003)
    inner, top = o.w - 2 * side, high - 0.34 * (high - bench)
    low = bench + 0.02 + max(0.0, min(1.0, open)) * 0.8 * (top - bench)
    box(o, "sash", (inner + 0.01, 0.006, top - low + 0.02), (0, front + 0.03, low), "glass")
    box(o, "sash_handle", (inner + 0.004, 0.03, 0.03), (0, front + 0.02, low - 0.006), "metal", 0.005)
    knobs = [
        shell_cylinder(
            0.016, 0.03, (s * (o.w / 2 - side / 2), front - 0.015, bench + 0.12 + 0.1 * k), 12, 0.003, "y"
        )
        for s in (-1, 1)
        for k in range(3)
    ]
    emit(o, "valves", knobs, slot="dark", crease=35.0)
    box(o, "panel", (0.26, 0.008, 0.1), (inner * 0.25, front - 0.003, top + 0.12), "screen", 0.002)
    pipe = shell_lathe([(0.2, 0.0), (0.13, duct * 0.35), (0.13, duct)], 24)
    emit(o, "duct", pipe, slot="metal", at=(0, y + depth * 0.12, high - 0.001), crease=35.0)
