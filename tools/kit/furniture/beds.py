"""Beds: double and single, made or slept in."""

from __future__ import annotations

import math
import random
from typing import Literal

from tools.kit.core import Thing, Vec3
from tools.kit.parts.cloth import bed_duvet, throw
from tools.kit.parts.legs import legs
from tools.kit.parts.path import extrude, shell_tube, tube
from tools.kit.parts.shell import Shell, emit, shell_box
from tools.kit.parts.soft import bed_mattress, bed_pillow, cushion, loft, soft_outline, soft_shade
from tools.kit.parts.solid import box, boxes
from tools.kit.parts.style import style_look

BEDDING = 0.23
"""Metres by which a mattress is narrower than its bed: what a duvet takes that hangs down both sides."""
HeadboardKind = Literal["upholstered", "channel", "tufted", "panel", "planks", "bars", "none"]


def bed(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    pillows: int | None = None,
    cushions: int | None = None,
    made: bool = True,
    blanket: bool = True,
    headboard: Literal[""] | HeadboardKind = "",
    footboard: bool = False,
    mattress_top: float = 0.0,
    fold: float = 0.0,
    bare: float = 0.0,
    creases: float = 0.5,
    board: float = 0.0,
) -> None:
    """A bed, head at +Y: frame, mattress, duvet turned back, pillows, cushions, a blanket across its foot.

    Args:
        o: the object; its height is the headboard's, or the pillows' when there is none.
        style: "modern", "classic", "rustic", "industrial" or "minimal".
        seed: varies cloth and pillows.
        pillows: how many; 4 on a double, 1 on a single bed.
        cushions: scatter cushions before them; 2 on a double bed.
        made: False for slept in.
        blanket: lay a fringed blanket across the foot.
        headboard: "upholstered" (a smooth piped pad), "channel", "tufted", "panel", "planks", "bars" or
            "none"; by style when left out.
        footboard: also one at the foot.
        mattress_top: height of the mattress, metres; by the bed's height when 0.
        fold: depth of the duvet's turned-back band, metres; usual when 0.
        bare: length of the mattress that the duvet leaves bare at the head, metres; by the pillows when 0.
        creases: how creased the duvet is: 0 as ironed, 0.5 made, 1 deeply.
        board: width of the headboard, metres; a little wider than the mattress when 0. The bedding hangs to
            the sides of the box whatever it is.

    Example: furnish("bed_1", bed, pillows=4, cushions=2, headboard="tufted")
    """
    wide = o.w > 1.25
    kind = headboard or bed_headboard_kind(style, o.h)
    pillows = ((4 if kind != "none" else 2) if wide else 1) if pillows is None else pillows
    cushions = (2 if wide else 1) if cushions is None else cushions
    back = 0.0 if kind == "none" else 0.05 if kind in ("panel", "bars") else 0.08
    top = mattress_top or (min(max(0.5 * o.h, 0.3), 0.56) if back else max(o.h - 0.235, o.h * 0.45))
    foot_board = 0.04 if footboard else 0.0
    hang = 0.0 if footboard else 0.085
    width, depth = o.w - BEDDING, o.d - back - foot_board - hang
    middle = o.d / 2 - back - depth / 2
    thick = min(0.24, top * 0.5)
    bed_frame(
        o,
        style,
        (width, depth + 0.6 * (back + foot_board), top - thick),
        middle + 0.3 * (back - foot_board),
    )
    bed_mattress(o, "mattress", (width, depth, thick), (0.0, middle, top - thick))
    wide_board = min(board or width + 0.1, o.w)
    if back:
        bed_headboard(o, kind, wide_board, back, o.h, o.d / 2)
    if footboard:
        low_kind = "planks" if kind == "planks" else "bars" if kind == "bars" else "panel"
        bed_headboard(
            o, low_kind, wide_board, foot_board, min(top + 0.12, o.h), -o.d / 2 + foot_board, "footboard"
        )
    rows = math.ceil(pillows / (2 if wide else 1)) if pillows else 0
    slab = (width, depth, thick)
    drop = min(thick + 0.06, top - 0.06)
    head = bare or min(0.36 + 0.14 * rows, 0.4 * depth)
    bed_duvet(
        o, "duvet", slab, (0.0, middle, top - thick), drop=drop, foot=-0.03 if footboard else drop,
        head=head, fold=fold or (0.26 if made else 0.18), thickness=0.055, rumple=0.15 if made else 1.0,
        creases=creases, seed=seed,
    )  # fmt: skip
    bed_pillows(o, pillows, cushions, (width, depth, top), middle, made, bool(back), seed)
    if blanket and made:
        spot = (0.0, middle - depth * 0.26, top - thick)
        throw(
            o,
            "throw",
            slab,
            spot,
            length=0.22 * depth,
            drop=drop * 0.85,
            lift=0.066 + 0.03 * creases,
            seed=seed,
        )


def bed_headboard_kind(style: str, height: float) -> HeadboardKind:
    """The headboard a style has; none on a bed too low for one."""
    if height < 0.62:
        return "none"
    look = style_look(style)
    if look.ornate:
        return "tufted"
    if look.door == "plank":
        return "planks"
    if look.leg_slot == "metal":
        return "bars"
    return "panel" if "minimal" in style.lower() or "scandi" in style.lower() else "upholstered"


def bed_frame(o: Thing, style: str, size: Vec3, y: float) -> None:
    """The base a mattress lies on: a box on legs; `size` is its (width, depth, height), `y` its middle."""
    look = style_look(style)
    foot = min(0.12, size[2] * 0.45)
    inset = 0.05
    kind = "tapered" if look.leg == "tapered" else "bun" if look.ornate else "straight"
    legs(o, foot + 0.002, inset, kind, 0.06, look.leg_slot, span=(size[0], size[1]), at=(0.0, y, 0.0))
    slot = "metal" if look.leg_slot == "metal" else "frame"
    box(o, "base", (size[0], size[1], size[2] - foot), (0.0, y, foot), slot, bevel=max(look.bevel, 0.006))


def bed_headboard(
    o: Thing, kind: str, width: float, thick: float, height: float, back: float, part: str = "headboard"
) -> None:
    """A standing board whose back face is at y = `back`, of one of the kinds `bed` names."""
    middle = back - thick / 2
    if kind == "channel":
        count = max(3, round(width / 0.2))
        step = width / count
        box(
            o,
            part,
            (width - 0.02, thick * 0.4, height - 0.02),
            (0.0, back - thick * 0.2, 0.0),
            "fabric",
            0.006,
        )
        bolsters: list[Shell] = []
        for k in range(count):
            x = (k + 0.5 - count / 2) * step
            bolsters.append(
                shell_box((step, thick * 0.8, height - 0.16), (x, middle - thick * 0.1, 0.16), 0.03, 3)
            )
        emit(o, f"{part}_channels", bolsters, slot="fabric", crease=60)
    elif kind == "upholstered":
        bed_upholstered(o, part, width, thick, height, back)
    elif kind == "tufted":
        bed_tufted(o, part, width, thick, height, back)
    elif kind == "planks":
        posts = [((0.07, thick, height), (s * (width / 2 - 0.035), middle, 0.0)) for s in (-1, 1)]
        boxes(o, f"{part}_posts", posts, "frame", 0.006)
        low = 0.16
        count = max(2, round((height - low) / 0.16))
        each = (height - low - 0.03) / count
        rows = [
            ((width - 0.12, thick * 0.5, each - 0.006), (0.0, middle, low + each * k)) for k in range(count)
        ]
        boxes(o, part, rows, "frame", 0.005)
    elif kind == "bars":
        bend = min(0.12, width / 4, height / 4)
        x, r = width / 2 - thick * 0.5, thick * 0.5
        arch: list[Vec3] = [
            (-x, middle, 0.0),
            (-x, middle, height - r),
            (x, middle, height - r),
            (x, middle, 0.0),
        ]
        tube(o, part, arch, r, "metal", 10, bend)
        count = max(3, round(width / 0.13))
        bars = [
            shell_box((0.014, 0.014, height - r - 0.2), ((k + 1) * 2 * x / (count + 1) - x, middle, 0.2))
            for k in range(count)
        ]
        bars.append(shell_box((2 * x, 0.02, 0.03), (0.0, middle, 0.2)))
        emit(o, f"{part}_bars", bars, slot="metal")
    else:
        box(o, part, (width, thick, height), (0.0, middle, 0.0), "frame", bevel=0.008)


def bed_upholstered(o: Thing, part: str, width: float, thick: float, height: float, back: float) -> None:
    """A smooth padded board with rounded corners, piping where its face meets its side."""
    radius = min(0.07, width / 6, height / 6)

    def ring(inset: float, share: float) -> list[Vec3]:
        # stacked towards -Y and counter-clockwise from the front, which is `loft`'s upward
        outline = soft_outline(width - 2 * inset, height - 2 * inset, radius - inset * 0.6, 6)
        return [(x, back - thick * share, height / 2 + z) for x, z in outline]

    profile = ((0.006, 0.0), (0.0, 0.08), (0.0, 0.5), (0.008, 0.58), (0.012, 0.56), (0.016, 0.66))
    pad = ((0.026, 0.8), (0.045, 0.9), (0.075, 0.96), (0.11, 0.99))
    reach = min(1.0, min(width, height) / 0.4)
    rings = [ring(inset * reach, share) for inset, share in (*profile, *pad)]
    loft(o, part, rings, slot="fabric", sharp=75)
    emit(
        o,
        f"{part}_piping",
        shell_tube(ring(0.009 * reach, 0.6), 0.0065 * reach, 6, closed=True),
        slot="fabric",
        crease=80,
    )


def bed_tufted(o: Thing, part: str, width: float, thick: float, height: float, back: float) -> None:
    """A board with an arched top, its face buttoned in diamonds."""
    rise, low = min(0.14, height * 0.15), 0.16
    shoulder = height - rise

    def upper(x: float) -> float:
        t = min(abs(x) / (width / 2), 1.0)
        return shoulder + rise * (0.5 + 0.5 * math.cos(math.pi * min(t * 1.15, 1.0)))

    steps = [width * (k / 24 - 0.5) for k in range(25)]
    outline = [(-width / 2, 0.0), (width / 2, 0.0), *((x, upper(x)) for x in reversed(steps))]
    extrude(o, part, outline, thick * 0.5, (0.0, back, 0.0), slot="fabric", bevel=0.006, rotation=(90, 0, 0))
    count = max(4, 2 * round(width / 0.26))
    cols, rows = count * 4, 14
    pitch = (width - 0.10) / count
    verts: list[Vec3] = []
    for j in range(rows + 1):
        for i in range(cols + 1):
            x = (i / cols - 0.5) * (width - 0.06)
            z = low + (upper(x) - 0.03 - low) * j / rows
            u, v = x / pitch, (z - low) / pitch * 0.9
            dent = abs(math.cos(math.pi * (u + v) / 2) * math.cos(math.pi * (u - v) / 2))
            edge = min(i, cols - i, 3) / 3 * min(j, rows - j, 2) / 2
            full = math.sqrt(max(1 - (1 - edge) ** 2, 0)) * (0.3 + 0.7 * (1 - dent**2.5))
            verts.append((x, back - thick * (0.49 + 0.51 * full), z))
    n = cols + 1
    faces = [
        [j * n + i, j * n + i + 1, (j + 1) * n + i + 1, (j + 1) * n + i]
        for j in range(rows)
        for i in range(cols)
    ]
    shell = Shell([*verts], [tuple(f) for f in faces], [True] * len(faces))
    rim = [*range(n), *(j * n + cols for j in range(1, rows + 1))]
    rim += [*(rows * n + i for i in range(cols - 1, -1, -1)), *(j * n for j in range(rows - 1, 0, -1))]
    shell.add([tuple(reversed(rim))])
    soft_shade(emit(o, f"{part}_buttoned", shell, slot="fabric"), 80)


def bed_pillows(
    o: Thing, pillows: int, cushions: int, slab: Vec3, middle: float, made: bool, leaning: bool, seed: int
) -> None:
    """Rows of pillows from the head forward, then scatter cushions; `slab` is mattress width, depth, top."""
    rng = random.Random(seed)
    width, depth, top = slab
    row = 1 if width < 1.15 else 2
    pw = min(0.72, (width - 0.06) / row)
    y, z = middle + depth / 2, top - 0.012
    tilt = 58.0 if leaning and made else 10.0
    placed, number = 0, 0
    while placed < pillows:
        here = min(row, pillows - placed)
        lean = tilt - 10 * number if leaning and made else tilt
        rise = math.radians(lean)
        deep = 0.46 * math.cos(rise) + 0.18 * math.sin(rise)
        y -= (deep if number == 0 else 0.17) if leaning and made else (deep if number == 0 else 0.0)
        for k in range(here):
            x = (k - (here - 1) / 2) * (width / row if here == row else pw)
            askew = rng.uniform(-2, 2) if made else rng.uniform(-14, 14)
            spot = (x, y + deep / 2, z + (0.0 if leaning and made else 0.11 * number))
            name = "pillow" if number == 0 else "pillow_2"
            bed_pillow(
                o,
                "pillow",
                (pw - 0.03, 0.46, 0.19),
                spot,
                yaw=askew,
                tilt=lean,
                seed=seed + placed + k,
                slot=name,
            )
        placed += here
        number += 1
    if not made:
        return
    y -= 0.02 if pillows else 0.3
    lean = 52.0 if leaning else 14.0
    for k in range(cushions):
        x = (k - (cushions - 1) / 2) * min(0.46, width / max(cushions, 1))
        size = 0.40 if k % 2 == 0 else 0.36
        spot = (x, y + 0.05 - 0.05 * (k % 2), z + 0.03)
        slot = "cushion" if k % 2 == 0 else "cushion_2"
        cushion(
            o,
            "cushion",
            (size, size, 0.15),
            spot,
            yaw=rng.uniform(-9, 9),
            tilt=lean,
            plump=0.95,
            seed=seed + 20 + k,
            slot=slot,
        )


def headboard(
    o: Thing, *, style: str = "modern", seed: int = 0, kind: Literal[""] | HeadboardKind = ""
) -> None:
    """A headboard by itself, its back (+Y) to the wall; kinds as for `bed`.

    Options:
        kind: "upholstered", "channel", "tufted", "panel", "planks", "bars" or "none"; by style when left out.

    Example: furnish("headboard_1", headboard, kind="tufted")
    """
    kind = kind or bed_headboard_kind(style, max(o.h, 1.0))
    bed_headboard(o, kind, o.w, o.d, o.h, o.d / 2)
