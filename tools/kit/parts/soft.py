"""Soft solids: cushions, pillows, mattresses, folded cloth, and the lofts they are made of."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from typing import Any

from tools.kit.core import Thing, Vec2, Vec3, mesh
from tools.kit.parts.shell import Shell, emit
from tools.kit.parts.sweep import shell_prism


def soft_waves(seed: int, count: int = 5, length: float = 0.3) -> Callable[[float, float], float]:
    """A smooth random height field between about -1 and 1.

    Args:
        seed: same seed, same field.
        count: how many plane waves are added.
        length: typical wave length, metres.
    """
    rng = random.Random(seed)
    waves = []
    for _ in range(count):
        angle, scale = rng.uniform(0, math.tau), math.tau / (length * rng.uniform(0.6, 1.6))
        waves.append((math.cos(angle) * scale, math.sin(angle) * scale, rng.uniform(0, math.tau)))
    return lambda x, y: sum(math.sin(a * x + b * y + c) for a, b, c in waves) / count * 1.6


def soft_turn(points: Sequence[Vec3], size: Vec3, at: Vec3, yaw: float, tilt: float) -> list[Vec3]:
    """Scale points to a size, lift their far edge, turn them, and stand them on a spot.

    Args:
        points: any frame.
        size: outer size before turning, metres.
        at: where the lowest point's height and the middle of the plan go, metres.
        yaw: degrees counter-clockwise from above, after tilting.
        tilt: degrees the far (+Y) edge is lifted.
    """
    low = [min(p[k] for p in points) for k in range(3)]
    high = [max(p[k] for p in points) for k in range(3)]
    scale = [size[k] / max(high[k] - low[k], 1e-9) for k in range(3)]
    ct, st = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
    cy, sy = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
    turned: list[Vec3] = []
    for p in points:
        x, y, z = ((p[k] - (low[k] + high[k]) / 2) * scale[k] for k in range(3))
        y, z = y * ct - z * st, y * st + z * ct
        turned.append((x * cy - y * sy, x * sy + y * cy, z))
    lift = at[2] - min(p[2] for p in turned)
    return [(x + at[0], y + at[1], z + lift) for x, y, z in turned]


def soft_shade(part: Any, angle: float = 40.0) -> Any:
    """Shade a part smooth, but keep edges sharper than `angle` degrees crisp."""
    part.data.shade_smooth()
    part.data.set_sharp_from_angle(angle=math.radians(angle))
    return part


def soft_span(part: Any, low: Vec3, high: Vec3) -> Any:
    """Let a picture worn by this part span a box of the object's frame, not just the part itself."""
    part["texture_from"], part["texture_to"] = low, high
    return part


def soft_outline(width: float, depth: float, radius: float, steps: int = 5) -> list[Vec2]:
    """A rounded rectangle around the origin, counter-clockwise, `4 * (steps + 1)` points, metres."""
    radius = max(min(radius, width / 2 - 1e-4, depth / 2 - 1e-4), 1e-4)
    points = []
    for corner, (sx, sy) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        for k in range(steps + 1):
            angle = (corner + k / steps) * math.pi / 2
            points.append(
                (
                    sx * (width / 2 - radius) + radius * math.cos(angle),
                    sy * (depth / 2 - radius) + radius * math.sin(angle),
                )
            )
    return points


def loft(
    o: Thing,
    part: str,
    rings: Sequence[Sequence[Vec3]],
    *,
    slot: str = "body",
    caps: bool = True,
    closed: bool = False,
    sharp: float = 50.0,
) -> Any:
    """Join rings of equally many points into a skin.

    Args:
        o: the object it belongs to.
        part: part name.
        rings: from the bottom up, each counter-clockwise seen from above, metres.
        slot: which material it wears.
        caps: close the first and the last ring.
        closed: join the last ring to the first instead, as in a hoop.
        sharp: edges sharper than this many degrees stay crisp.
    """
    n = len(rings[0])
    faces: list[list[int]] = []
    for level in range(len(rings) - (0 if closed else 1)):
        a, b = level * n, (level + 1) % len(rings) * n
        faces += [[a + i, a + (i + 1) % n, b + (i + 1) % n, b + i] for i in range(n)]
    if caps and not closed:
        faces += [list(range(n - 1, -1, -1)), list(range((len(rings) - 1) * n, len(rings) * n))]
    return soft_shade(mesh(o, part, [p for ring in rings for p in ring], faces, slot=slot), sharp)


def soft_block(
    o: Thing,
    part: str,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    radius: float = 0.04,
    edge: float = 0.02,
    crown: float = 0.0,
    yaw: float = 0.0,
    slot: str = "body",
    steps: int = 4,
) -> Any:
    """A block rounded in plan and along all its edges, flat or slightly domed on top.

    Args:
        o: the object it belongs to.
        part: part name.
        size: outer (width, depth, height), metres.
        at: centre of its base.
        radius: corner radius in plan.
        edge: radius of the upper and lower edges.
        crown: how much of the height is dome, metres.
        yaw: degrees.
        slot: which material it wears.
        steps: segments of a corner.
    """
    w, d, h = size
    edge = min(edge, h * 0.49, w * 0.3, d * 0.3)
    radius = max(radius, edge * 1.01)
    side = h - crown
    profile = [(edge * (1 - math.sin(t)), edge * (1 - math.cos(t))) for t in (0, 0.4, 0.8, 1.2, math.pi / 2)]
    profile += [(inset, side - z) for inset, z in reversed(profile)]
    if crown > 0:
        reach = min(w, d) / 2 - edge
        profile += [
            (edge + reach * f, side + crown * math.sin(f * math.pi / 2)) for f in (0.2, 0.4, 0.65, 0.9)
        ]
    cy, sy = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
    rings: list[list[Vec3]] = []
    for inset, z in profile:
        outline = soft_outline(w - 2 * inset, d - 2 * inset, radius - min(inset, edge), steps)
        rings.append([(at[0] + x * cy - y * sy, at[1] + x * sy + y * cy, at[2] + z) for x, y in outline])
    return loft(o, part, rings, slot=slot, sharp=60)


def soft_lean(depth: float, height: float) -> tuple[float, float, float]:
    """Length and thickness (metres) and tilt (degrees) of a cushion that leans within a depth and height.

    Seen from its side it is about an ellipse of length L and thickness T. Tilted by t that is
    sqrt(L^2 cos^2 t + T^2 sin^2 t) deep and sqrt(L^2 sin^2 t + T^2 cos^2 t) high.
    """
    thick = 0.5 * min(depth, height)
    long = math.sqrt(depth**2 + height**2 - thick**2)
    share = (depth**2 - thick**2) / (long**2 - thick**2)
    return long, thick, math.degrees(math.acos(math.sqrt(min(1.0, share))))


def cushion(
    o: Thing,
    part: str,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    yaw: float = 0.0,
    tilt: float = 0.0,
    plump: float = 0.5,
    seed: int = 0,
    slot: str = "cushion",
    cells: int = 12,
    corner: float = 0.0,
) -> Any:
    """A cushion with a seam around its middle.

    Args:
        o: the object it belongs to.
        part: part name.
        size: (width, depth, thickness) lying flat, metres.
        at: where it stands: middle of its plan, height of its lowest point.
        yaw: degrees counter-clockwise from above.
        tilt: degrees its far (+Y) edge is lifted; 75 leans it on a back rest.
        plump: 0 a firm seat pad with straight sides, 1 a feather cushion with drawn-in edges.
        seed: varies its dents.
        slot: which material it wears.
        cells: grid cells a side.
        corner: how far its corners are drawn in and rounded, a share of its half width; 0 leaves ears.
    """
    power, curve = 9.0 - 6.8 * plump, 0.30 + 0.22 * plump
    dents = soft_waves(seed, 4, 0.9)
    pulls, phase = 0.0 if corner else 0.05 * max(plump - 0.4, 0.0), 1.7 * seed
    spots = [math.sin((i / cells - 0.5) * math.pi) for i in range(cells + 1)]

    def point(i: int, j: int, side: float) -> Vec3:
        u, v = spots[i], spots[j]
        fill = (max(1 - abs(u) ** power, 0.0) * max(1 - abs(v) ** power, 0.0)) ** curve
        draw = 0.0 if corner else 0.12 * max(plump - 0.3, 0.0)
        soft = corner * (u * v) ** 4
        x = u * (1 - draw * (1 - v * v) * u * u - soft)
        y = v * (1 - draw * (1 - u * u) * v * v - soft)
        fill *= 1 - corner * 1.4 * (u * u + v * v) if corner else 1.0
        # creases run from the seam's corners into the filling
        fan = math.atan2(1.12 - abs(v), 1.12 - abs(u))
        crease = pulls * math.sin(17 * fan + phase + 2 * side) * (abs(u * v) ** 0.7) * min(1.0, 3 * fill)
        return (x, y, side * fill * (1 + crease * 3 + 0.10 * plump * dents(u, v + 3 * side)))

    n = cells + 1
    verts = [point(i, j, 1.0) for j in range(n) for i in range(n)]
    under = {}
    for j in range(n):
        for i in range(n):
            if 0 < i < cells and 0 < j < cells:
                under[i, j] = len(verts)
                verts.append(point(i, j, -1.0))
            else:
                under[i, j] = j * n + i
    faces = []
    for j in range(cells):
        for i in range(cells):
            k = j * n + i
            faces.append([k, k + 1, k + n + 1, k + n])
            faces.append([under[i, j], under[i, j + 1], under[i + 1, j + 1], under[i + 1, j]])
    return soft_shade(mesh(o, part, soft_turn(verts, size, at, yaw, tilt), faces, slot=slot), 100)


def bed_pillow(
    o: Thing,
    part: str = "pillow",
    size: Vec3 | None = None,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    yaw: float = 0.0,
    tilt: float = 0.0,
    style: str = "modern",
    seed: int = 0,
    slot: str = "pillow",
) -> Any:
    """A bed pillow, its corners drawn out; arguments as for `cushion`. Without a size: it all."""
    whole = size or o.size
    return cushion(o, part, whole, at, yaw=yaw, tilt=tilt, plump=0.8, seed=seed, slot=slot, cells=18)


def bed_mattress(
    o: Thing,
    part: str = "mattress",
    size: Vec3 | None = None,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    style: str = "modern",
    seed: int = 0,
    slot: str = "sheet",
) -> Any:
    """A mattress with piped edges and slightly bulging sides; without a size it is the whole object."""
    w, d, h = size or o.size
    pipe, bulge = min(0.012, h * 0.08), min(0.012, h * 0.08)
    radius = min(0.09, w / 4, d / 4)
    half = [(0.05, 0.0), (pipe * 1.6, 0.004), (0.4 * pipe, pipe * 0.4), (0.0, pipe), (pipe * 1.2, pipe * 2.2)]
    half += [(pipe + bulge * 0.3, h * 0.3), (pipe * 0.8, h * 0.5)]
    profile = half + [(inset, h - z) for inset, z in reversed(half[:-1])]
    rings: list[list[Vec3]] = []
    for inset, z in profile:
        outline = soft_outline(w - 2 * inset, d - 2 * inset, radius - inset, 5)
        rings.append([(at[0] + x, at[1] + y, at[2] + z) for x, y in outline])
    return loft(o, part, rings, slot=slot, sharp=75)


def folded(
    o: Thing,
    part: str,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    layers: int = 3,
    seed: int = 0,
    slot: str = "fabric",
) -> None:
    """A stack of folded cloth (clothes, towels, blankets), its folds to the front; metres."""
    rng = random.Random(seed)
    each = size[2] / layers
    for k in range(layers):
        first = k == 0
        shrink = 0.0 if first else rng.uniform(0.0, 0.06)
        spot = (at[0] + (0 if first else rng.uniform(-0.01, 0.01)) * size[0], at[1], at[2] + each * k)
        part_size = (size[0] * (1 - shrink), size[1] * (1 - shrink), each)
        name = slot if k % 3 == 0 else f"{slot}_{k % 3 + 1}"
        soft_block(o, f"{part}_{k + 1}", part_size, spot, radius=0.02, edge=each * 0.48, slot=name, steps=2)


def folded_over(o: Thing, part: str, size: Vec3, at: Vec3, slot: str = "fabric") -> Any:
    """One cloth folded in plies: round folds to the front (-Y), layers and open edges at the sides."""
    w, d, h = size
    plies: list[Shell] = []
    for level in (0.0, 0.5):
        r, gap = h * 0.25, h * 0.025
        front = -d / 2 + r + level * 0.02 * d
        turns = [math.pi * k / 8 for k in range(9)]
        outer = [(front - r * math.sin(a), r + r * math.cos(a)) for a in turns]
        inner = [(front - gap * math.sin(a), r - gap * math.cos(a)) for a in turns]
        lip = min(r * 0.4, 0.006)
        ends = [(d / 2 - lip, 0.0), (d / 2, lip), (d / 2, r - gap)]
        tops = [(d / 2, r + gap), (d / 2, 2 * r - lip), (d / 2 - lip, 2 * r)]
        shell = shell_prism([*outer, *ends, *inner, *tops], w)
        # the outline's plane is turned upright: its (x, y) become the cloth's (y, z)
        shell.verts = [(z - w / 2, y, x + level * h) for y, x, z in shell.verts]
        plies.append(shell)
    return emit(o, part, plies, slot=slot, at=at, crease=50)
