"""What hangs on walls or stands against them to be looked at: pictures, mirrors, clocks, textiles."""

from __future__ import annotations

import math
import random
from typing import Literal

from tools.kit.core import Thing, Vec2, Vec3, paint
from tools.kit.parts.frames import frame, shell_frame
from tools.kit.parts.path import extrude, lathe, tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.soft import soft_span
from tools.kit.parts.solid import box, cylinder
from tools.kit.parts.style import style_look
from tools.kit.parts.sweep import outline_ellipse, outline_rounded

PictureSubject = Literal["landscape", "abstract", "arches", "none"]


def picture(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    mat: bool | None = None,
    canvas: bool = False,
    border: float = 0.0,
    subject: Literal[""] | PictureSubject = "",
) -> None:
    """A framed picture, its back (+Y) to the wall; the picture itself is the part "art" in slot "paper".

    Args:
        o: the object.
        style: "classic" gives a broad moulded frame, others a slim one.
        seed: chooses the painted subject.
        mat: a white mount around the picture; left out, on slim frames.
        canvas: a stretched canvas without frame.
        border: the frame's width, metres; by style when 0.
        subject: "landscape", "abstract", "arches" or "none" (a blank sheet, for a texture of one's own).

    Example: furnish("picture_1", picture, subject="landscape", mat=True)
    """
    ornate = style_look(style).ornate
    if canvas:
        box(o, "canvas", (o.w, o.d * 0.9, o.h), (0.0, o.d * 0.05, 0.0), "sheet", 0.004)
        picture_art(o, (o.w - 0.004, o.h - 0.004), -o.d * 0.4 - 0.0008, 0.002, subject, seed)
        return
    border = border or min(o.w, o.h) * (0.11 if ornate else 0.035)
    frame(o, "frame", (o.w, o.d, o.h), (0.0, 0.0, 0.0), border, "frame", bevel=min(0.004, o.d * 0.2))
    if ornate:
        inner = (o.w - 0.9 * border, o.d * 0.5, o.h - 0.9 * border)
        frame(o, "moulding", inner, (0.0, -o.d * 0.22, 0.45 * border), border * 0.35, "trim", bevel=0.003)
    face = -o.d * 0.12
    w, h = o.w - 2 * border, o.h - 2 * border
    box(o, "backing", (w + border, o.d * 0.3, h + border), (0.0, o.d * 0.3, border / 2), "paper")
    mat = not ornate if mat is None else mat
    inset = min(w, h) * 0.14 if mat else 0.0
    if mat:
        box(
            o,
            "mount",
            (w + border * 0.5, 0.002, h + border * 0.5),
            (0.0, face + o.d * 0.1, border * 0.75),
            "sheet",
        )
    picture_art(
        o,
        (w - 2 * inset, h - 2 * inset),
        face + (o.d * 0.1 - 0.0016 if mat else 0.0),
        border + inset,
        subject,
        seed,
    )


def picture_art(o: Thing, size: Vec2, y: float, z: float, subject: str, seed: int) -> None:
    """The picture: a sheet of (width, height) at depth `y`, from height `z`, with flat painted shapes."""
    w, h = size
    kinds = ("landscape", "abstract", "arches")
    subject = subject or kinds[seed % 3]
    sheet = box(o, "art", (w, 0.001, h), (0.0, y, z), "art")
    if subject == "none":
        return
    rng = random.Random(seed)
    tones = (
        ("#dfe6e4", "#8fa7a3", "#4f6b66", "#c98f5a"),
        ("#efe4d2", "#c9764f", "#2f4858", "#e0b25e"),
        ("#e9e1d6", "#b88a6a", "#6f7f72", "#d9a9a0"),
    )[rng.randrange(3)]
    paint(sheet, tones[0])
    low, high = (-w / 2, y, z), (w / 2, y, z + h)
    for k, outline in enumerate(picture_shapes(subject, rng)):
        inset = 1 - 0.006 * (k + 1)
        points = [((x - 0.5) * w * inset, (0.5 + (zz - 0.5) * inset) * h) for x, zz in outline]
        at = (0.0, y - 0.0005 - 0.0004 * k, z)
        shape = extrude(o, "art_shape", points, 0.0005, at, slot="art", rotation=(90, 0, 0))
        paint(soft_span(shape, low, high), tones[1 + k % 3])


def picture_shapes(subject: str, rng: random.Random) -> list[list[Vec2]]:
    """Outlines (in shares of the sheet, seen from the front, counter-clockwise) of a simple painting."""
    if subject == "landscape":
        shapes: list[list[Vec2]] = []
        for level, rough in ((0.58, 0.10), (0.42, 0.07), (0.24, 0.05)):
            bumps = [(k / 10, level + rough * math.sin(1.7 * k + rng.uniform(0, 6))) for k in range(11)]
            shapes.append([(0.0, 0.0), (1.0, 0.0), *reversed(bumps)])
        sun = [
            (0.68 + 0.09 * math.cos(math.tau * k / 20), 0.82 + 0.09 * math.sin(math.tau * k / 20))
            for k in range(20)
        ]
        return [*shapes[:2], sun, shapes[2]]
    if subject == "arches":
        arches: list[list[Vec2]] = []
        for half, top in ((0.36, 0.86), (0.25, 0.74), (0.14, 0.60)):
            arc = [
                (0.5 + half * math.cos(math.pi * k / 14), top - half + half * math.sin(math.pi * k / 14))
                for k in range(15)
            ]
            arches.append([(0.5 - half, 0.1), (0.5 + half, 0.1), *arc])
        return arches
    blobs: list[list[Vec2]] = []
    for k, (x, z) in enumerate(((0.36, 0.62), (0.62, 0.40), (0.46, 0.24))):
        reach, phase = (0.27, 0.23, 0.15)[k], rng.uniform(0, 6)
        spokes = [math.tau * n / 24 for n in range(24)]
        blobs.append(
            [
                (
                    x + reach * (1 + 0.18 * math.sin(3 * a + phase)) * math.cos(a),
                    z + 0.8 * reach * (1 + 0.18 * math.sin(2 * a + phase)) * math.sin(a),
                )
                for a in spokes
            ]
        )
    return blobs


def poster(
    o: Thing, *, style: str = "modern", seed: int = 0, subject: Literal[""] | PictureSubject = ""
) -> None:
    """An unframed sheet held by two wooden rails; subjects as for `picture`.

    Options:
        subject: what is drawn on it, see `picture`; chosen by `seed` when left out.

    Size: 0.6 x 0.02 x 0.85
    Example: furnish("poster_1", poster, subject="abstract")
    """
    rail = min(0.022, o.h * 0.05)
    for part, z in (("rail_low", 0.0), ("rail_top", o.h - rail)):
        box(o, part, (o.w, o.d, rail), (0.0, 0.0, z), "wood", 0.003)
    picture_art(o, (o.w - 0.02, o.h - rail), 0.0, rail * 0.5, subject, seed)
    tube(
        o,
        "cord",
        [(-o.w * 0.3, 0.0, o.h - rail), (o.w * 0.3, 0.0, o.h - rail)],
        min(0.0015, o.d * 0.2),
        "rope",
        5,
    )


def photo_frame(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A small standing frame leaning back on a strut.

    Size: 0.18 x 0.09 x 0.23
    Mount: object
    Example: furnish("photo_frame_1", photo_frame)
    """
    lean = math.atan2(o.d * 0.55, o.h)
    thick, border = min(0.018, o.d * 0.3), min(o.w, o.h) * 0.11
    tall = (o.h - thick * math.sin(lean)) / math.cos(lean)
    turn = (-math.degrees(lean), 0.0, 0.0)
    at: Vec3 = (0.0, -o.d / 2 + thick / 2, 0.0)
    emit(o, "frame", shell_frame((o.w, thick, tall), border, 0.0, 0.002), slot="frame", at=at, rotation=turn)
    sheet = shell_box((o.w - border, thick * 0.4, tall - border), (0.0, thick * 0.1, border / 2))
    emit(o, "photo", sheet, slot="paper", at=at, rotation=turn)
    if seed >= 0:
        spot = shell_box(
            (o.w - 2.9 * border, 0.001, tall - 2.9 * border), (0.0, -thick * 0.12, border * 1.45)
        )
        paint(
            emit(o, "picture", spot, slot="paper", at=at, rotation=turn),
            ("#7d97a5", "#b7906f", "#6f8f74")[seed % 3],
        )
    strut: list[Vec3] = [(0.0, at[1] + o.h * 0.6 * math.tan(lean), o.h * 0.6), (0.0, o.d / 2 - 0.004, 0.003)]
    tube(o, "strut", strut, 0.004, "frame", 6)


def wall_mirror(
    o: Thing, *, style: str = "modern", seed: int = 0, shape: Literal["", "rectangle", "round", "arch"] = ""
) -> None:
    """A mirror in a frame, its back to the wall.

    Args:
        o: the object.
        style: chooses frame and shape.
        seed: chooses the shape when the style leaves it open.
        shape: "rectangle", "round" (an ellipse in the object's size) or "arch".

    Example: furnish("wall_mirror_1", wall_mirror, shape="arch")
    """
    ornate = style_look(style).ornate
    square = abs(o.w - o.h) < 0.06 * max(o.w, o.h)
    shape = shape or ("round" if square else "arch" if ornate else "rectangle")
    border = min(o.w, o.h) * (0.09 if ornate else 0.035)
    if shape == "rectangle":
        rim = [(x, z + o.h / 2) for x, z in outline_rounded(o.w, o.h, min(o.w, o.h) * 0.04)]
        hole = [
            (x, z + o.h / 2) for x, z in outline_rounded(o.w - 2 * border, o.h - 2 * border, border * 0.4)
        ]
    elif shape == "round":
        rim = [(x, z + o.h / 2) for x, z in outline_ellipse(o.w, o.h, 48)]
        hole = [(x, z + o.h / 2) for x, z in outline_ellipse(o.w - 2 * border, o.h - 2 * border, 48)]
    else:
        rim, hole = (mirror_arch(o.w - 2 * b, o.h - 2 * b, b) for b in (0.0, border))
    extrude(o, "frame", rim, o.d, (0.0, o.d / 2, 0.0), [hole], "frame", min(0.006, o.d * 0.3), (90, 0, 0))
    board = [(x * 0.98, o.h / 2 + (z - o.h / 2) * 0.98) for x, z in rim]
    extrude(o, "back", board, o.d * 0.3, (0.0, o.d * 0.49, 0.0), slot="frame", rotation=(90, 0, 0))
    centre = (0.0, o.h / 2)
    glass = [(x, centre[1] + (z - centre[1]) * 1.002) for x, z in hole]
    extrude(o, "mirror", glass, o.d * 0.2, (0.0, o.d * 0.25, 0.0), slot="mirror", rotation=(90, 0, 0))


def mirror_arch(width: float, height: float, low: float) -> list[Vec2]:
    """An upright outline with a round top, standing at height `low`."""
    r = width / 2
    arc = [
        (r * math.cos(math.pi * k / 20), low + height - r + r * math.sin(math.pi * k / 20)) for k in range(21)
    ]
    return [(-r, low), (r, low), *arc]


def floor_mirror(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A tall framed mirror leaning back on a stand, its glass to the front (-Y).

    Example: furnish("floor_mirror_1", floor_mirror)
    """
    thick, border = min(0.04, o.d * 0.2), min(0.06, o.w * 0.07)
    lean = math.atan2(max(o.d - thick, 0.0) * 0.45, o.h)
    tall = (o.h - thick * math.sin(lean)) / math.cos(lean)
    turn, at = (-math.degrees(lean), 0.0, 0.0), (0.0, -o.d / 2 + thick / 2, 0.0)
    emit(o, "frame", shell_frame((o.w, thick, tall), border, 0.0, 0.004), slot="frame", at=at, rotation=turn)
    back = shell_box((o.w - border, thick * 0.3, tall - border), (0.0, thick * 0.25, border / 2))
    emit(o, "back", back, slot="frame", at=at, rotation=turn)
    glass = shell_box(
        (o.w - 1.9 * border, thick * 0.12, tall - 1.9 * border), (0.0, thick * 0.05, border * 0.95)
    )
    emit(o, "mirror", glass, slot="mirror", at=at, rotation=turn)
    x, z = o.w / 2 - border, o.h * 0.72
    top = at[1] + z * math.tan(lean)
    for number, side in enumerate((-1, 1)):
        tube(
            o,
            f"strut_{number + 1}",
            [(side * x, top, z), (side * x, o.d / 2 - 0.012, 0.01)],
            0.011,
            "frame",
            8,
        )
    tube(o, "brace", [(-x, o.d / 2 - 0.03, 0.13), (x, o.d / 2 - 0.03, 0.13)], 0.008, "frame", 8)


def vanity_mirror(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A round mirror swivelling in a bow on a foot, for a table.

    Example: furnish("vanity_mirror_1", vanity_mirror)
    """
    r = min(o.w / 2 * 0.9, o.h * 0.4)
    foot = min(o.d / 2, o.w * 0.36)
    lathe(o, "base", [(0, 0), (foot, 0), (foot, 0.008), (foot * 0.4, 0.02), (0, 0.022)], slot="metal")
    z = o.h - r * 1.02
    cylinder(o, "stem", 0.007, z - r * 1.08, (0.0, 0.0, 0.01), "metal", 12)
    bow = [
        (o.w / 2 * 0.97 * math.cos(a), 0.0, z + r * 1.1 * math.sin(a))
        for a in (math.pi * (1 + k / 16) for k in range(17))
    ]
    tube(o, "bow", bow, 0.006, "metal", 8)
    ring = [(r * 0.9, 0.0), (r, 0.003), (r, 0.013), (r * 0.9, 0.016)]
    tilt = (82.0, 0.0, 0.0)
    emit(
        o,
        "frame",
        shell_moved(shell_lathe(ring, 40, closed=True), (0, 0, -0.008)),
        slot="metal",
        at=(0, 0, z),
        rotation=tilt,
    )
    disc = shell_moved(
        shell_lathe([(0, 0), (r * 0.94, 0), (r * 0.94, 0.008), (0, 0.008)], 40), (0, 0, -0.004)
    )
    emit(o, "mirror", disc, slot="mirror", at=(0, 0, z), rotation=tilt)
    pins = [
        shell_box((o.w * 0.05 + 0.01, 0.008, 0.008), (s * (r + o.w / 2 * 0.97) / 2, 0.0, z - 0.004))
        for s in (-1, 1)
    ]
    emit(o, "pins", pins, slot="metal")


def tapestry(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A woven hanging on a wooden rod, with knotted tassels along its lower edge.

    Example: furnish("tapestry_1", tapestry)
    """
    rod = min(0.014, o.d / 2, o.h * 0.03)
    tube(o, "rod", [(-o.w / 2, 0.0, o.h - rod), (o.w / 2, 0.0, o.h - rod)], rod, "wood", 10)
    tassel = o.h * 0.2
    w, thin = o.w * 0.88, min(0.008, o.d * 0.3)
    box(o, "cloth", (w, thin, o.h - tassel - rod), (0.0, 0.0, tassel), "fabric", thin * 0.3)
    rows: list[Shell] = []
    for k in range(3):
        z = tassel + (o.h - tassel) * (0.2 + 0.22 * k)
        count = 7
        for n in range(count):
            x = (n + 0.5 - count / 2) * w / count
            diamond = [
                (x - w / count / 2, z),
                (x, z - 0.05 * o.h),
                (x + w / count / 2, z),
                (x, z + 0.05 * o.h),
            ]
            verts = [(px, -thin / 2 - 0.001 * (s + 1), pz) for s in (0, 1) for px, pz in diamond]
            faces: list[tuple[int, ...]] = [(3, 2, 1, 0), (4, 5, 6, 7)]
            faces += [(a, (a + 1) % 4, (a + 1) % 4 + 4, a + 4) for a in range(4)]
            rows.append(Shell(verts, faces, [False] * 6))
    emit(o, "pattern", rows, slot="fabric_2")
    strands: list[Shell] = []
    count = max(9, round(w / 0.03))
    for k in range(count):
        x = (k + 0.5) * w / count - w / 2
        low = tassel * 0.6 * abs(2 * (k + 0.5) / count - 1)
        strands.append(shell_box((w / count * 0.5, thin * 0.8, tassel - low + 0.004), (x, 0.0, low)))
    emit(o, "fringe", strands, slot="fabric")


def switch(o: Thing, *, style: str = "modern", seed: int = 0, rockers: int = 0, sockets: int = 0) -> None:
    """A light switch: a plate on the wall (+Y) with rockers side by side, or `sockets` for a wall socket.

    Args:
        o: the object.
        style: not used; every word takes one.
        seed: not used; every word takes one.
        rockers: how many; by the width when 0.
        sockets: round sockets instead of rockers, one for each; 0 for a switch.

    Mount: wall
    Size: 0.08 x 0.014 x 0.08
    Example: furnish("switch_1", switch, rockers=2)
    """
    count = sockets or rockers or max(1, round(o.w / (0.9 * o.h)))
    plate = o.d * 0.55
    box(o, "plate", (o.w, plate, o.h), (0.0, (o.d - plate) / 2, 0.0), "plastic", min(0.003, plate * 0.3))
    each, front = o.w * 0.86 / count, o.d / 2 - plate
    thick = front + o.d / 2 + 0.0005
    knobs: list[Shell] = []
    for k in range(count):
        x = (k - (count - 1) / 2) * each
        if sockets:
            r = 0.4 * min(each, o.h)
            ring = shell_lathe([(0.78 * r, 0.0), (r, 0.0), (r, thick), (0.78 * r, thick)], 32, closed=True)
            knobs.append(shell_moved(ring, (x, front + 0.0005, o.h / 2), (90, 0, 0)))
        else:
            size = (each * 0.96, thick, o.h * 0.8)
            knobs.append(shell_box(size, (x, front + 0.0005 - thick / 2, o.h * 0.1)))
    emit(o, "rockers" if not sockets else "sockets", knobs, slot="plastic", crease=40)
