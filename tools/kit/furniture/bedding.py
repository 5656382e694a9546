"""Bedding by itself: pillows, mattresses, duvets."""

from __future__ import annotations

import math

from tools.kit.core import Thing, Vec3
from tools.kit.parts.cloth import bed_duvet, cloth_sheet, cloth_stations
from tools.kit.parts.soft import bed_mattress, bed_pillow, cushion, soft_block, soft_lean, soft_waves


def pillow(o: Thing, *, style: str = "modern", seed: int = 0, lean: bool | None = None) -> None:
    """A bed pillow, plump, with drawn-in edges.

    Args:
        o: the object.
        style: not used; every word takes one.
        seed: varies its dents.
        lean: leaning back on its long edge; when left out, if it is higher than 0.6 of its depth.

    Example: furnish("pillow_1", pillow, lean=True)
    """
    if o.h > 0.6 * o.d if lean is None else lean:
        long, thick, tilt = soft_lean(o.d, o.h)
        bed_pillow(o, "pillow", (o.w, long, thick), tilt=tilt, seed=seed)
        return
    bed_pillow(o, seed=seed)


def throw_pillow(o: Thing, *, style: str = "modern", seed: int = 0, lean: bool | None = None) -> None:
    """A scatter cushion, plump, with drawn-in edges.

    Args:
        o: the object.
        style: not used; every word takes one.
        seed: varies its dents.
        lean: leaning back on its edge; when left out, if it is higher than 0.6 of its depth.

    Example: furnish("throw_pillow_1", throw_pillow, lean=True)
    """
    lean = o.h > 0.6 * o.d if lean is None else lean
    if lean:
        long, thick, tilt = soft_lean(o.d, o.h)
        cushion(o, "cushion", (o.w, long, thick), (0.0, 0.0, 0.0), tilt=tilt, plump=0.8, seed=seed)
        return
    cushion(o, "cushion", o.size, plump=0.95, seed=seed)


def mattress(o: Thing, *, style: str = "modern", seed: int = 0, made: bool = False) -> None:
    """A mattress with piped edges; `made` puts a duvet and pillows on it, for a bed on the floor.

    Example: furnish("mattress_1", mattress, made=True)
    """
    if not made:
        bed_mattress(o)
        return
    top = max(o.h - 0.16, o.h * 0.55)
    size = (o.w - 0.12, o.d - 0.07, top)
    at = (0.0, 0.035, 0.0)
    bed_mattress(o, "mattress", size, at)
    bed_duvet(o, "duvet", size, at, drop=top * 0.7, head=0.45, thickness=0.04, rumple=0.35, seed=seed)
    row = 2 if o.w > 1.2 else 1
    width = min(0.7, size[0] / row)
    for k in range(row):
        x = (k - (row - 1) / 2) * size[0] / row
        spot = (x, o.d / 2 - 0.27, top - 0.01)
        bed_pillow(
            o, "pillow", (width - 0.04, 0.42, o.h - top + 0.01), spot, yaw=4 * (-1) ** k, seed=seed + k
        )


def duvet(o: Thing, *, style: str = "modern", seed: int = 0, spread: bool | None = None) -> None:
    """A duvet: quilted and spread out, or folded when it is high for its depth (`spread`).

    Example: furnish("duvet_1", duvet, spread=True)
    """
    if not (o.h < 0.16 * o.d if spread is None else spread):
        each = o.h / 3
        for k in range(3):
            size = (o.w * (1 - 0.02 * k), o.d * (1 - 0.015 * k), each)
            soft_block(
                o, f"fold_{k + 1}", size, (0, 0, each * k), radius=0.06, edge=each * 0.49, slot="duvet"
            )
        return
    waves = soft_waves(seed, 5, 0.7)
    cells = (max(2, round(o.w / 0.34)), max(2, round(o.d / 0.34)))

    def height(x: float, y: float) -> float:
        u = abs(math.sin(math.pi * cells[0] * (x / o.w + 0.5)))
        v = abs(math.sin(math.pi * cells[1] * (y / o.d + 0.5)))
        edge = min((o.w / 2 - abs(x)) / 0.05, (o.d / 2 - abs(y)) / 0.05, 1.0)
        full = 0.62 + 0.38 * math.sqrt(u * v) + 0.1 * waves(x, y)
        return 0.003 + o.h * 0.9 * full * math.sqrt(max(edge, 0.0))

    xs = cloth_stations(-o.w / 2, o.w / 2, o.w, 0.05, 0.05, o.w / cells[0] / 6)
    ys = cloth_stations(-o.d / 2, o.d / 2, o.d, 0.05, 0.05, o.d / cells[1] / 6)
    floor: Vec3 = (2 * o.w, 2 * o.d, 0.0)
    cloth_sheet(o, "duvet", floor, (0.0, 0.0, 0.0), xs, ys, height, bend=0.01, slot="duvet")
