"""Objects that the kit did not draw: furniture of another hand, put together from trimesh's primitives.

They share no code, no proportions and no parameters with the kit: `room bench cloud` measures on them what
becomes of strangers' shapes. Metres, Z up, the front towards -Y.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import trimesh

Parts = list[tuple[str, Any]]
"""Named parts: closed `trimesh.Trimesh` solids."""
Maker = Callable[[random.Random], Parts]


def block(w: float, d: float, h: float, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> Any:
    """A box whose underside's middle is at (x, y, z)."""
    solid = trimesh.creation.box((w, d, h))
    solid.apply_translation((x, y, z + h / 2))
    return solid


def rod(r: float, start: tuple[float, float, float], end: tuple[float, float, float]) -> Any:
    """A cylinder from one point to another."""
    return trimesh.creation.cylinder(r, segment=np.array([start, end]), sections=20)


def lathe(profile: list[tuple[float, float]], x: float = 0.0, y: float = 0.0) -> Any:
    """A turned solid of (radius, height) pairs; both ends are closed."""
    line = [(0.0, profile[0][1]), *profile, (0.0, profile[-1][1])]
    solid = trimesh.creation.revolve(np.array(line), sections=28)
    solid.apply_translation((x, y, 0.0))
    return solid


def feet(pick: random.Random, w: float, d: float, top: float, thick: float, inset: float = 0.0) -> Parts:
    """Four legs: square, round, or splayed."""
    kind = pick.choice(("square", "round", "splayed"))
    made: Parts = []
    for sx in (-1, 1):
        for sy in (-1, 1):
            x, y = sx * (w / 2 - thick / 2 - inset), sy * (d / 2 - thick / 2 - inset)
            if kind == "square":
                made.append(("leg", block(thick, thick, top, x, y)))
            elif kind == "round":
                made.append(("leg", rod(thick / 2, (x, y, 0.0), (x, y, top))))
            else:
                made.append(("leg", rod(thick / 2, (x, y, 0.0), (0.8 * x, 0.8 * y, top))))
    return made


def table(pick: random.Random) -> Parts:
    """A table with a square or round top on legs or a foot."""
    w, h, t = pick.uniform(0.7, 1.8), pick.uniform(0.4, 0.78), pick.uniform(0.02, 0.06)
    if pick.random() < 0.4:
        r = w / 2
        foot = lathe([(0.5 * r, 0.0), (0.5 * r, 0.03), (0.06, 0.06), (0.05, h - t)])
        return [("top", rod(r, (0, 0, h - t), (0, 0, h))), ("foot", foot)]
    d = pick.uniform(0.5, 1.0)
    made = [("top", block(w, d, t, z=h - t)), *feet(pick, w, d, h - t, pick.uniform(0.04, 0.09), 0.03)]
    if pick.random() < 0.4:
        made.append(("shelf", block(0.8 * w, 0.8 * d, 0.02, z=0.3 * h)))
    return made


def chair(pick: random.Random) -> Parts:
    """A chair with slats, bars or a board as its back, with arms or without."""
    w, d, seat, h = (
        pick.uniform(0.4, 0.55),
        pick.uniform(0.4, 0.55),
        pick.uniform(0.4, 0.48),
        pick.uniform(0.75, 1.1),
    )
    t = pick.uniform(0.03, 0.06)
    made = [("seat", block(w, d, t, z=seat - t)), *feet(pick, w, d, seat - t, pick.uniform(0.03, 0.05))]
    kind, y = pick.choice(("slats", "bars", "board")), d / 2 - 0.02
    if kind == "board":
        made.append(("back", block(w, 0.03, h - seat, y=y, z=seat)))
    else:
        made += [("post", block(0.04, 0.04, h - seat, s * (w / 2 - 0.02), y, seat)) for s in (-1, 1)]
        if kind == "bars":
            n = pick.randint(2, 4)
            rows = [seat + (h - seat) * (k + 0.7) / n for k in range(n)]
            made += [("bar", block(w - 0.08, 0.025, 0.05, y=y, z=z - 0.025)) for z in rows]
        else:
            made.append(("rail", block(w - 0.08, 0.04, 0.05, y=y, z=h - 0.05)))
            n = pick.randint(3, 5)
            xs = [(w - 0.1) * ((k + 0.5) / n - 0.5) for k in range(n)]
            made += [("slat", block(0.03, 0.02, h - seat - 0.05, x, y, seat)) for x in xs]
    if pick.random() < 0.35:
        for s in (-1, 1):
            made.append(("arm", block(0.05, d, 0.03, s * (w / 2 - 0.025), 0, seat + 0.2)))
            made.append(("arm post", block(0.04, 0.04, 0.2, s * (w / 2 - 0.025), -d / 2 + 0.03, seat)))
    return made


def stool(pick: random.Random) -> Parts:
    """A round stool on three or four slanting legs with a ring."""
    r, h, n = pick.uniform(0.15, 0.2), pick.uniform(0.42, 0.75), pick.choice((3, 4))
    made = [("seat", rod(r, (0, 0, h - 0.04), (0, 0, h)))]
    for k in range(n):
        a = 2 * math.pi * (k + 0.5) / n
        x, y = math.cos(a), math.sin(a)
        made.append(("leg", rod(0.016, (1.1 * r * x, 1.1 * r * y, 0), (0.7 * r * x, 0.7 * r * y, h - 0.04))))
    if pick.random() < 0.5:
        ring = trimesh.creation.torus(0.98 * r, 0.01, major_sections=32, minor_sections=10)
        ring.apply_translation((0, 0, 0.3 * h))
        made.append(("ring", ring))
    return made


def bench(pick: random.Random) -> Parts:
    """A bench of planks on two board ends."""
    w, d, h, n = pick.uniform(1.0, 1.7), pick.uniform(0.3, 0.45), pick.uniform(0.4, 0.48), pick.randint(2, 4)
    step = d / n
    made: Parts = [
        ("plank", block(w, 0.85 * step, 0.03, 0, step * (k + 0.5) - d / 2, h - 0.03)) for k in range(n)
    ]
    made += [("end", block(0.05, d, h - 0.03, s * (w / 2 - 0.12))) for s in (-1, 1)]
    return [*made, ("stretcher", block(w - 0.28, 0.04, 0.08, z=0.45 * h))]


def shelves(pick: random.Random) -> Parts:
    """An open rack of boards between posts or sides."""
    w, d, h, n = pick.uniform(0.6, 1.2), pick.uniform(0.25, 0.4), pick.uniform(0.8, 2.0), pick.randint(3, 6)
    made: Parts = [("board", block(w, d, 0.025, z=0.05 + (h - 0.08) * k / (n - 1))) for k in range(n)]
    if pick.random() < 0.5:
        return made + [("side", block(0.025, d, h, s * (w / 2 + 0.0125))) for s in (-1, 1)]
    posts = [(sx, sy) for sx in (-1, 1) for sy in (-1, 1)]
    return made + [
        ("post", block(0.04, 0.04, h, sx * (w / 2 - 0.02), sy * (d / 2 - 0.02))) for sx, sy in posts
    ]


def cabinet(pick: random.Random) -> Parts:
    """A closed cabinet with doors or drawers and knobs, on a plinth or feet."""
    w, d, h = pick.uniform(0.5, 1.6), pick.uniform(0.35, 0.6), pick.uniform(0.5, 1.9)
    low = pick.uniform(0.05, 0.15)
    made: Parts = [("case", block(w, d, h - low, z=low))]
    made += feet(pick, w, d, low, 0.05) if pick.random() < 0.6 else [("plinth", block(w - 0.1, d - 0.1, low))]
    n = pick.randint(1, 4)
    for k in range(n):
        if h > 1.1:
            x = w * ((k + 0.5) / n - 0.5)
            made.append(("door", block(0.92 * w / n, 0.02, h - low - 0.06, x, -d / 2 - 0.01, low + 0.03)))
            made.append(("handle", block(0.02, 0.03, 0.2, x + 0.3 * w / n, -d / 2 - 0.035, 0.55 * h)))
        else:
            tall = (h - low) / n
            made.append(
                ("drawer", block(0.94 * w, 0.02, 0.9 * tall, 0, -d / 2 - 0.01, low + tall * (k + 0.05)))
            )
            at = low + tall * (k + 0.5)
            made.append(("knob", rod(0.015, (0, -d / 2 - 0.02, at), (0, -d / 2 - 0.05, at))))
    return made


def bed(pick: random.Random) -> Parts:
    """A bed: frame, mattress, head end, pillows as flat eggs."""
    w, d, high = pick.uniform(0.9, 1.9), pick.uniform(1.9, 2.15), pick.uniform(0.4, 0.55)
    made = [("frame", block(w, d, 0.15, z=0.15)), ("mattress", block(w - 0.06, d - 0.08, high - 0.3, z=0.3))]
    made += feet(pick, w, d, 0.15, 0.08)
    made.append(("headboard", block(w, 0.06, pick.uniform(0.8, 1.2), y=d / 2 + 0.03)))
    for k in range(1 if w < 1.3 else 2):
        pillow = trimesh.creation.icosphere(3)
        pillow.apply_scale((0.3, 0.2, 0.08))
        pillow.apply_translation(((k - 0.5) * 0.5 * w if w >= 1.3 else 0.0, d / 2 - 0.3, high + 0.05))
        made.append(("pillow", pillow))
    return made


def sofa(pick: random.Random) -> Parts:
    """A sofa of plain blocks, its arms square or round."""
    w, d, seat, h = (
        pick.uniform(1.2, 2.3),
        pick.uniform(0.75, 1.0),
        pick.uniform(0.38, 0.46),
        pick.uniform(0.7, 0.95),
    )
    t = pick.uniform(0.12, 0.24)
    made: Parts = [
        ("base", block(w, d, seat - 0.15, z=0.05)),
        ("back", block(w, t, h - 0.05, y=d / 2 - t / 2, z=0.05)),
    ]
    n = pick.randint(1, 3)
    each = (w - 2 * t) / n
    for k in range(n):
        x = (k - (n - 1) / 2) * each
        made.append(("cushion", block(each - 0.01, d - t, 0.14, x, -t / 2, seat - 0.1)))
    for s in (-1, 1):
        x = s * (w / 2 - t / 2)
        made.append(("arm", block(t, d, seat + 0.1, x, 0, 0.05)))
        if pick.random() < 0.4:
            made.append(("roll", rod(t / 2, (x, -d / 2, seat + 0.15), (x, d / 2, seat + 0.15))))
    return made


def lamp(pick: random.Random) -> Parts:
    """A standing lamp: foot, pole, shade."""
    h, r = pick.uniform(0.5, 1.7), pick.uniform(0.12, 0.24)
    shade = lathe([(r, 0.75 * h), (pick.uniform(0.4, 1.0) * r, h)])
    return [
        ("foot", rod(0.8 * r, (0, 0, 0), (0, 0, 0.03))),
        ("pole", rod(0.015, (0, 0, 0.03), (0, 0, 0.8 * h))),
        ("shade", shade),
    ]


def vase(pick: random.Random) -> Parts:
    """A turned vase."""
    h, r = pick.uniform(0.2, 0.6), pick.uniform(0.07, 0.2)
    profile = [
        (pick.uniform(0.5, 1.0) * r, 0.0),
        (r, 0.35 * h),
        (pick.uniform(0.3, 0.7) * r, 0.8 * h),
        (0.6 * r, h),
    ]
    return [("body", lathe(profile))]


def desk(pick: random.Random) -> Parts:
    """A desk with a chest of drawers on one side and a board on the other."""
    w, d, h = pick.uniform(1.1, 1.7), pick.uniform(0.55, 0.8), pick.uniform(0.7, 0.78)
    s, wide = pick.choice((-1, 1)), pick.uniform(0.35, 0.5)
    made: Parts = [
        ("top", block(w, d, 0.03, z=h - 0.03)),
        ("chest", block(wide, d - 0.05, h - 0.03, s * (w - wide) / 2)),
    ]
    made.append(("side", block(0.03, d - 0.05, h - 0.03, -s * (w / 2 - 0.015))))
    for k in range(3):
        z = (h - 0.05) * k / 3 + 0.02
        made.append(
            ("drawer", block(wide - 0.04, 0.02, (h - 0.05) / 3 - 0.02, s * (w - wide) / 2, -d / 2 + 0.02, z))
        )
    return made


def stand(pick: random.Random) -> Parts:
    """A coat stand: pole, crossed feet, pegs."""
    h, n = pick.uniform(1.5, 1.9), pick.choice((4, 6))
    made: Parts = [("pole", rod(0.025, (0, 0, 0.05), (0, 0, h)))]
    made += [("foot", block(0.5, 0.05, 0.05)), ("foot", block(0.05, 0.5, 0.05))]
    for k in range(n):
        a = 2 * math.pi * k / n
        end = (0.16 * math.cos(a), 0.16 * math.sin(a), h - 0.02)
        made.append(("peg", rod(0.012, (0, 0, h - 0.12), end)))
    return made


def screen(pick: random.Random) -> Parts:
    """A flat screen on a foot."""
    w = pick.uniform(0.5, 1.3)
    h = 0.58 * w
    foot = block(0.4 * w, 0.22, 0.015)
    return [
        ("panel", block(w, 0.04, h, z=0.1)),
        ("neck", block(0.06, 0.03, 0.2, y=0.03, z=0.01)),
        ("foot", foot),
    ]


def tub(pick: random.Random) -> Parts:
    """An open box of five boards."""
    w, d, h, t = pick.uniform(0.3, 0.8), pick.uniform(0.25, 0.5), pick.uniform(0.2, 0.5), 0.02
    made: Parts = [("floor", block(w, d, t))]
    made += [("side", block(t, d, h, s * (w / 2 - t / 2))) for s in (-1, 1)]
    return made + [("end", block(w - 2 * t, t, h, 0, s * (d / 2 - t / 2))) for s in (-1, 1)]


MAKERS: dict[str, Maker] = {
    "table": table, "chair": chair, "stool": stool, "bench": bench, "shelf": shelves, "cabinet": cabinet,
    "bed": bed, "sofa": sofa, "lamp": lamp, "vase": vase, "desk": desk, "coat stand": stand,
    "monitor": screen, "box": tub,
}  # fmt: skip
"""What is made, by what people call it."""


def other_object(seed: int) -> tuple[str, Parts]:
    """An object of another hand, the same for the same seed: what it is called, and its parts."""
    pick = random.Random(f"other {seed}")
    names = list(MAKERS)
    name = names[seed % len(names)]
    return name, MAKERS[name](pick)
