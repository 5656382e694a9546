"""Hanging cloth: curtains in pleats, and clothes on a rail."""

from __future__ import annotations

import math
import random
from typing import Any

from tools.kit.core import Thing, Vec3, mesh
from tools.kit.parts.soft import loft, soft_outline, soft_shade


def curtain_cloth(
    o: Thing,
    part: str,
    width: float,
    height: float,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    kind: str = "drawn",
    folds: int = 0,
    depth: float = 0.08,
    side: int = -1,
    seed: int = 0,
    slot: str = "fabric",
) -> Any:
    """One panel of hanging cloth in vertical folds.

    Args:
        o: the object it belongs to.
        part: part name.
        width: the panel's, metres.
        height: from hem to heading, metres.
        at: middle of its hem: x, the plane it hangs in (y), the hem's height.
        kind: "drawn" hangs wide in soft folds, "open" is pushed together in deep ones, "gathered" is
            tied back to its outer side at two fifths of its height.
        folds: how many; 0 takes one for every 0.14 m when drawn and 0.075 m when open.
        depth: from the foremost to the rearmost fold, metres.
        side: which way a gathered panel is tied: -1 to -X, 1 to +X.
        seed: varies the folds.
        slot: which material it wears.
    """
    rng = random.Random(seed)
    pitch = 0.14 if kind == "drawn" else 0.075 if kind == "open" else 0.10
    folds = folds or max(3, round(width / pitch))
    phases = [rng.uniform(-0.8, 0.8) for _ in range(folds + 2)]
    depths = [rng.uniform(0.55, 1.0) for _ in range(folds + 2)]
    columns, rows = folds * 8, 18 if kind == "gathered" else 7
    verts: list[Vec3] = []
    for j in range(rows + 1):
        t = j / rows
        tie = math.exp(-(((t - 0.4) / 0.22) ** 2)) if kind == "gathered" else 0.0
        narrow = 1 - 0.72 * tie
        for i in range(columns + 1):
            u = i / columns
            cell = min(int(u * folds), folds - 1)
            mix = u * folds - cell
            phase = (phases[cell] * (1 - mix) + phases[cell + 1] * mix) * (1 - 0.7 * t)
            deep = (depths[cell] * (1 - mix) + depths[cell + 1] * mix) * (1 - 0.45 * t**6)
            wave = math.sin(math.tau * u * folds + phase)
            wave = math.copysign(abs(wave) ** 0.8, wave)
            x = (u - 0.5) * width * narrow + side * (1 - narrow) * width / 2
            x += 0.22 * width / folds * math.sin(2 * math.tau * u * folds + phase) * (1 - tie)
            lip = 0.0 if i in (0, columns) else wave * deep
            verts.append((at[0] + x, at[1] + lip * depth / 2 * (1 - 0.35 * tie), at[2] + t * height))
    n = columns + 1
    faces = [
        [j * n + i, j * n + i + 1, (j + 1) * n + i + 1, (j + 1) * n + i]
        for j in range(rows)
        for i in range(columns)
    ]
    return soft_shade(mesh(o, part, verts, faces, slot=slot), 100)


def clothes(
    o: Thing,
    part: str,
    width: float,
    height: float,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    count: int = 0,
    depth: float = 0.42,
    seed: int = 0,
    slot: str = "fabric",
    flush: bool = False,
) -> None:
    """Garments hanging side by side from a rail along X, seen edge on from the front.

    Args:
        o: the object they belong to.
        part: part name; garments are numbered, in slots `slot`, `<slot>_2`, `<slot>_3`, `<slot>_4`.
        width: of the row, metres.
        height: from the longest hem to the rail.
        at: middle of the row, the rail's y, the lowest hem's height.
        count: how many; 0 takes one for every 7 cm.
        depth: a garment's shoulder width, along Y.
        seed: varies lengths, order and colours.
        slot: which material they wear. Up to three garments also get sleeves; in a long row nobody sees them.
        flush: the outermost end exactly where the row does, and one alone is as thick as it is wide.
    """
    rng = random.Random(seed)
    count = count or max(1, round(width / 0.07))
    pitch, sleeves = width / count, count <= 3
    for k in range(count):
        x, thick = at[0] - width / 2 + pitch * (k + 0.5), min(pitch * 0.46, 0.035)
        outer = flush and k in (0, count - 1)
        if outer:
            thick = width / 2 if count == 1 else thick
            x = at[0] + (0.0 if count == 1 else (-1 if k == 0 else 1) * (width / 2 - thick))
        long = 1.0 if k == 0 else rng.choice((0.55, 0.62, 0.68, 0.9, 1.0))
        hook, top = height - 0.012, height - 0.09
        hem = height * (1 - long) + 0.001 * (k % 3)  # never two hems in one plane
        drop = top - hem
        half = depth / 2 * (rng.uniform(0.88, 1.0) if k else 1.0) / 0.98  # a shoulder takes 0.98 of it
        profile = [(hem, 0.80, 1.0), (hem + 0.3 * drop, 0.78, 0.85), (hem + 0.7 * drop, 0.84, 0.8)]
        profile += [
            (top - 0.10, 0.98, 0.75),
            (top - 0.03, 0.92, 0.6),
            (top, 0.30, 0.5),
            (top + 0.02, 0.25, 0.4),
        ]
        rings: list[list[Vec3]] = []
        lean = rng.uniform(-0.3, 0.3) * pitch * (not outer)
        slim = 0.8 if sleeves else 1.0
        for z, wide, fat in profile:
            bend = lean * (1 - (z - hem) / max(top - hem, 1e-6))
            ring = soft_outline(2 * thick * fat, 2 * half * wide * slim, thick * fat * 0.98, 2)
            rings.append([(x + bend + px, at[1] + py, at[2] + z) for px, py in ring])
        colour = rng.randrange(4)
        cloth = slot if colour == 0 else f"{slot}_{colour + 1}"
        loft(o, f"{part}_{k + 1}", rings, slot=cloth, sharp=80)
        if sleeves:
            cuff = max(top - 0.58, hem + 0.05)
            clothes_sleeves(o, f"{part}_{k + 1}_sleeve", (x, at[1], at[2]), half, thick, (cuff, top), cloth)
        hook_ring = soft_outline(0.005, 0.005, 0.002, 1)
        stem = [[(x + px, at[1] + py, at[2] + z) for px, py in hook_ring] for z in (top + 0.015, hook)]
        loft(o, f"{part}_{k + 1}_hook", stem, slot="metal")


def clothes_sleeves(
    o: Thing, part: str, at: Vec3, half: float, thick: float, span: tuple[float, float], slot: str
) -> None:
    """Two sleeves hanging beside a garment on `at`, between the heights `span`; `half` its half width."""
    cuff, top = span
    for side in (-1, 1):
        rings: list[list[Vec3]] = []
        for t, y, wide, fat in (
            (0.0, 0.9, 0.17, 0.85),
            (0.5, 0.89, 0.2, 0.95),
            (0.86, 0.8, 0.26, 0.95),
            (0.97, 0.62, 0.2, 0.6),
        ):
            ring = soft_outline(
                2 * thick * fat, 2 * half * wide * 0.5, min(thick * fat, half * wide * 0.5) * 0.95, 2
            )
            z = cuff + (top - cuff) * t
            rings.append([(at[0] + px, at[1] + side * half * y + py, at[2] + z) for px, py in ring])
        loft(o, f"{part}_{1 if side < 0 else 2}", rings, slot=slot, sharp=80)
