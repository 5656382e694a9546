"""Things that lie on the floor: rugs, mats, carpet tiles."""

from __future__ import annotations

import math
import random
from typing import Literal

from tools.kit.core import Thing, Vec3, mesh, paint
from tools.kit.parts.shell import Shell, emit, shell_box
from tools.kit.parts.soft import loft, soft_block, soft_outline, soft_span

RugPattern = Literal["plain", "border", "stripes", "medallion", "shag"]


def rug(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    shape: Literal["", "rectangle", "round", "oval"] = "",
    pattern: Literal[""] | RugPattern = "",
    fringe: bool | None = None,
) -> None:
    """A woven rug, thin and slightly wavy, with bound edges.

    Args:
        o: the object.
        style: chooses pattern and fringe when they are left out.
        seed: varies its waves.
        shape: "rectangle", "round" or "oval"; by the size when left out ("rectangle").
        pattern: "plain", "border", "stripes", "medallion" or "shag".
        fringe: tassels at both short ends.

    Example: furnish("rug_1", rug, pattern="medallion", fringe=True)
    """
    words = style.lower()
    classic = "classic" in words or "rustic" in words or "traditional" in words
    pattern = pattern or ("shag" if "shag" in words else "plain" if "minimal" in words else "border")
    fringe = (classic and shape not in ("round", "oval")) if fringe is None else fringe
    round_rug = shape in ("round", "oval")
    if pattern == "shag":
        rug_shag(o, round_rug, seed)
        return
    tassel = min(0.06, 0.05 * max(o.w, o.d)) if fringe else 0.0
    along_x = o.w >= o.d
    w = o.w - (2 * tassel if along_x else 0.0)
    d = o.d - (0.0 if along_x else 2 * tassel)
    lift = o.h * (1.0 if pattern == "plain" else 0.86)
    rug_slab(o, "rug", w, d, lift, round_rug, "rug")
    if pattern in ("border", "medallion"):
        rug_inlay(o, w, d, lift, round_rug, medallion=pattern == "medallion")
    elif pattern == "stripes":
        rug_stripes(o, w, d, lift, along_x)
    if tassel:
        rug_fringe(o, w, d, tassel, along_x, seed)


def rug_slab(
    o: Thing, part: str, w: float, d: float, h: float, round_rug: bool, slot: str, z: float = 0.0
) -> None:
    """A flat piece with rounded edges, standing on height `z`."""
    edge = min(h * 0.5, 0.008)
    rings: list[list[Vec3]] = []
    for inset, level in ((edge, 0.0), (0.0, edge), (0.0, h - edge), (edge * 0.3, h - edge * 0.3), (edge, h)):
        if round_rug:
            spokes = [math.tau * k / 64 for k in range(64)]
            ring = [((w / 2 - inset) * math.cos(a), (d / 2 - inset) * math.sin(a)) for a in spokes]
        else:
            ring = soft_outline(w - 2 * inset, d - 2 * inset, 0.012, 2)
        rings.append([(x, y, z + level) for x, y in ring])
    slab = loft(o, part, rings, slot=slot, sharp=50)
    soft_span(slab, (-o.w / 2, -o.d / 2, 0.0), (o.w / 2, o.d / 2, o.h))


def rug_band(
    o: Thing, part: str, w: float, d: float, wide: float, z: float, h: float, round_rug: bool, slot: str
) -> None:
    """A flat band `wide` metres broad along an outline of w by d, standing on height `z`."""
    outer, inner = (
        [(s * math.cos(a), t * math.sin(a)) for a in (math.tau * k / 64 for k in range(64))]
        if round_rug
        else soft_outline(2 * s, 2 * t, 0.01, 2)
        for s, t in ((w / 2, d / 2), (w / 2 - wide, d / 2 - wide))
    )
    low, high = z, z + h
    rings: list[list[Vec3]] = [
        [(x, y, level) for x, y in ring]
        for ring, level in ((inner, low), (outer, low), (outer, high), (inner, high))
    ]
    band = loft(o, part, rings, slot=slot, closed=True)
    soft_span(band, (-o.w / 2, -o.d / 2, 0.0), (o.w / 2, o.d / 2, o.h))


def rug_inlay(o: Thing, w: float, d: float, lift: float, round_rug: bool, *, medallion: bool) -> None:
    """A border in two colours, and a medallion of rings in the middle."""
    least, rise = min(w, d), o.h - lift
    for part, inset, wide, slot in (
        ("border", 0.05, 0.075, "rug_2"),
        ("border_line", 0.15, 0.018, "rug_3"),
    ):
        gap = 2 * inset * least
        rug_band(o, part, w - gap, d - gap, wide * least, lift - 0.001, rise + 0.001, round_rug, slot)
    if medallion:
        for part, share, slot in (("medallion", 0.46, "rug_2"), ("medallion_ring", 0.26, "rug_3")):
            size = (share * w, share * d)
            rug_band(o, part, *size, 0.06 * least, lift - 0.001, rise + 0.001, True, slot)


def rug_stripes(o: Thing, w: float, d: float, lift: float, along_x: bool) -> None:
    """Cross stripes in two further colours."""
    long = w if along_x else d
    count = max(5, round(long / 0.22)) // 2 * 2 + 1
    step = long / count
    for part, start, share in (("stripes", 1, 0.55), ("stripes_thin", 2, 0.2)):
        shells: list[Shell] = []
        for k in range(start, count - 1, 2):
            at = (k + 0.5 - count / 2) * step
            size = (step * share, d - 0.012) if along_x else (w - 0.012, step * share)
            spot = (at, 0.0, lift - 0.001) if along_x else (0.0, at, lift - 0.001)
            shells.append(shell_box((*size, o.h - lift + 0.001), spot))
        bands = emit(o, part, shells, slot="rug_2" if start == 1 else "rug_3")
        soft_span(bands, (-o.w / 2, -o.d / 2, 0.0), (o.w / 2, o.d / 2, o.h))


def rug_fringe(o: Thing, w: float, d: float, tassel: float, along_x: bool, seed: int) -> None:
    """Tassels along the two short ends, thin tapering strips on the floor."""
    rng = random.Random(seed)
    span, edge = (d, w / 2) if along_x else (w, d / 2)
    count = max(8, round(span / 0.022))
    verts: list[Vec3] = []
    faces: list[list[int]] = []
    for side in (-1, 1):
        for k in range(count):
            at, n = (k + 0.5) * span / count - span / 2, len(verts)
            half, lean = span / count * 0.36, rng.uniform(-0.25, 0.25) * tassel
            points = [(edge - 0.004, at - half, 0.3), (edge - 0.004, at + half, 0.3), (edge - 0.004, at, 0.7)]
            for out, across, rise in (*points, (edge + tassel, at + lean, 0.1)):
                x, y = (side * out, across) if along_x else (across, side * out)
                verts.append((x, y, o.h * rise))
            ring = ([0, 2, 1], [0, 1, 3], [1, 2, 3], [2, 0, 3])
            turned = (side > 0) == along_x
            faces += [[n + k for k in (face if turned else face[::-1])] for face in ring]
    mesh(o, "fringe", verts, faces, slot="rug_3")


def rug_shag(o: Thing, round_rug: bool, seed: int) -> None:
    """A long-haired rug: a backing covered in leaning tufts."""
    rng = random.Random(seed)
    hair = min(0.03, max(o.h * 0.7, 0.008))
    base = max(o.h - hair, o.h * 0.3)
    rug_slab(o, "rug", o.w * 0.985, o.d * 0.985, base, round_rug, "rug")
    step = max(math.sqrt(o.w * o.d / 1500), 0.02)
    verts: list[Vec3] = []
    faces: list[list[int]] = []
    columns, rows = int(o.w / step), int(o.d / step)
    for j in range(rows):
        for i in range(columns):
            x = (i + rng.random()) * o.w / columns - o.w / 2
            y = (j + rng.random()) * o.d / rows - o.d / 2
            if round_rug and (2 * x / o.w) ** 2 + (2 * y / o.d) ** 2 > 0.97:
                continue
            a, lean, wide = rng.uniform(0, math.tau), rng.uniform(0.4, 1.0) * hair, step * 0.55
            dx, dy, n = math.cos(a) * wide, math.sin(a) * wide, len(verts)
            top = o.h - rng.uniform(0, 0.3) * hair
            tip = (
                min(max(x - dy / wide * lean, -o.w / 2), o.w / 2),
                min(max(y + dx / wide * lean, -o.d / 2), o.d / 2),
            )
            verts += [(x - dx, y - dy, base * 0.9), (x + dx, y + dy, base * 0.9), (*tip, top)]
            faces.append([n, n + 1, n + 2])
    mesh(o, "pile", verts, faces, slot="rug")


def round_rug(o: Thing, *, style: str = "modern", seed: int = 0, pattern: RugPattern = "border") -> None:
    """A round or oval rug; patterns as for `rug`, without stripes.

    Options:
        pattern: as a rug's: see `rug`.

    Example: furnish("round_rug_1", round_rug, pattern="medallion")
    """
    rug(
        o,
        style=style,
        seed=seed,
        shape="round",
        pattern="plain" if pattern == "stripes" else pattern,
        fringe=False,
    )


def runner_rug(o: Thing, *, style: str = "modern", seed: int = 0, pattern: RugPattern = "stripes") -> None:
    """A long narrow rug with tassels; patterns as for `rug`.

    Options:
        pattern: as a rug's: see `rug`.

    Example: furnish("runner_rug_1", runner_rug, pattern="stripes")
    """
    rug(o, style=style, seed=seed, pattern=pattern, fringe=True)


def bath_mat(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A thick soft mat with ribs.

    Example: furnish("bath_mat_1", bath_mat)
    """
    soft_block(o, "mat", (o.w, o.d, o.h * 0.8), radius=0.03, edge=o.h * 0.4, slot="fabric")
    count = max(4, round(o.w / 0.07))
    step = (o.w - 0.06) / count
    ribs = [((k + 0.5 - count / 2) * step, 0.0, o.h * 0.3) for k in range(count)]
    emit(
        o,
        "ribs",
        [shell_box((step * 0.7, o.d - 0.06, o.h * 0.7), at, o.h * 0.3) for at in ribs],
        slot="fabric",
        crease=60,
    )


def doormat(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A coir mat in a rubber rim.

    Example: furnish("doormat_1", doormat)
    """
    rug_band(o, "rim", o.w, o.d, 0.025, 0.0, o.h * 0.7, False, "plastic")
    paint(o.parts[-1], "#2b2b2b", "rubber")
    rng = random.Random(seed)
    soft_block(o, "backing", (o.w - 0.045, o.d - 0.045, o.h * 0.6), radius=0.01, edge=0.002, slot="rope")
    columns, rows = min(30, max(8, round(o.w / 0.025))), min(22, max(6, round(o.d / 0.025)))
    shells: list[Shell] = []
    verts: list[Vec3] = []
    faces: list[tuple[int, ...]] = []
    for j in range(rows):
        for i in range(columns):
            x = (i + 0.5) / columns * (o.w - 0.06) - (o.w - 0.06) / 2
            y = (j + 0.5) / rows * (o.d - 0.06) - (o.d - 0.06) / 2
            r, top, n = o.w / columns / 2, o.h * rng.uniform(0.8, 1.0), len(verts)
            tip = (x + rng.uniform(-0.004, 0.004), y + rng.uniform(-0.004, 0.004), top)
            verts += [
                (x - r, y - r, o.h * 0.5),
                (x + r, y - r, o.h * 0.5),
                (x + r, y + r, o.h * 0.5),
                (x - r, y + r, o.h * 0.5),
                tip,
            ]
            faces += [(n + 3, n + 2, n + 1, n), *((n + k, n + (k + 1) % 4, n + 4) for k in range(4))]
    shells.append(Shell(verts, faces, [False] * len(faces)))
    emit(o, "bristles", shells, slot="rope")


def yoga_mat(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A thin mat laid flat, its far end rolled up a little.

    Example: furnish("yoga_mat_1", yoga_mat)
    """
    r = min(max(o.h / 2, 0.02), o.d * 0.1)
    thin = min(0.008, o.h)
    if o.h < 0.03:
        soft_block(o, "mat", o.size, radius=0.015, edge=0.002, slot="fabric")
        return
    flat = o.d - r
    soft_block(o, "mat", (o.w, flat, thin), (0.0, -r / 2, 0.0), radius=0.015, edge=0.002, slot="fabric")
    spiral: list[Vec3] = []
    for k in range(49):
        a, reach = k / 48 * 5 * math.pi, (r - thin * 0.5) * (1 - 0.75 * k / 48)
        spiral.append((0.0, o.d / 2 - r + reach * math.sin(a), r - reach * math.cos(a)))
    half = o.w / 2
    verts = [(x, y, z) for _, y, z in spiral for x in (-half, half)]
    faces = [[2 * k, 2 * k + 1, 2 * k + 3, 2 * k + 2] for k in range(48)]
    mesh(o, "roll", verts, faces, slot="fabric", smooth=True)


def carpet_tiles(o: Thing, *, style: str = "modern", seed: int = 0, tile: float = 0.5) -> None:
    """Square carpet tiles laid in a checker of two shades; `tile` is their size in metres.

    Size: 2 x 2 x 0.01
    Example: furnish("carpet_tiles_1", carpet_tiles, tile=0.5)
    """
    columns, rows = max(1, round(o.w / tile)), max(1, round(o.d / tile))
    groups: tuple[list[Shell], list[Shell]] = ([], [])
    w, d = o.w / columns, o.d / rows
    for j in range(rows):
        for i in range(columns):
            at = ((i + 0.5) * w - o.w / 2, (j + 0.5) * d - o.d / 2, 0.0)
            groups[(i + j) % 2].append(shell_box((w - 0.001, d - 0.001, o.h), at, min(0.002, o.h * 0.3), 1))
    for k, shells in enumerate(groups):
        if shells:
            emit(o, f"tiles_{k + 1}", shells, slot="rug" if k == 0 else "rug_2")
