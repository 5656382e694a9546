"""Leaves and plants: blades on stems, grown by habit and fitted to a size."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Any, Literal

from tools.kit.core import Thing, Vec3, mesh
from tools.kit.parts.soft import loft, soft_shade


class Leaves:
    """Vertices and faces of many leaves and stems, grown in a plant's own frame (root at the origin)."""

    def __init__(self) -> None:
        self.verts: list[Vec3] = []
        self.faces: list[list[int]] = []

    def blade(
        self,
        root: Vec3,
        yaw: float,
        pitch: float,
        length: float,
        width: float,
        *,
        droop: float = 0.6,
        cup: float = 0.25,
        rows: int = 3,
        belly: float = 0.8,
        twist: float = 0.0,
    ) -> None:
        """Grow one leaf.

        Args:
            root: where its stalk starts.
            yaw: radians, where it points from above.
            pitch: radians above the horizon at its root.
            length: metres.
            width: metres at its widest.
            droop: radians it bends down towards its tip.
            cup: how much its two halves rise.
            rows: cross-sections between root and tip.
            belly: below 1 it is widest near the root, above 1 near the tip.
            twist: radians turned about its own axis.
        """
        first, step = len(self.verts), length / (rows + 1)
        x, y, z = root
        self.verts.append(root)
        for k in range(1, rows + 2):
            t = k / (rows + 1)
            bent = pitch - droop * t
            x += step * math.cos(bent) * math.cos(yaw)
            y += step * math.cos(bent) * math.sin(yaw)
            z += step * math.sin(bent)
            if k > rows:
                self.verts.append((x, y, z))
                break
            half = width / 2 * math.sin(math.pi * t**belly)
            ca, sa = math.cos(twist), math.sin(twist)
            up = (-math.sin(bent) * math.cos(yaw), -math.sin(bent) * math.sin(yaw), math.cos(bent))
            out = (-math.sin(yaw) * ca + up[0] * sa, math.cos(yaw) * ca + up[1] * sa, up[2] * sa)
            for s in (-1, 0, 1):
                lift = cup * half * abs(s)
                self.verts.append(
                    (
                        x + out[0] * half * s + up[0] * lift,
                        y + out[1] * half * s + up[1] * lift,
                        z + out[2] * half * s + up[2] * lift,
                    )
                )
        f, last = first + 1, len(self.verts) - 1
        self.faces += [[first, f, f + 1], [first, f + 1, f + 2]]
        for k in range(rows - 1):
            a, b = f + 3 * k, f + 3 * k + 3
            self.faces += [[a, b, b + 1, a + 1], [a + 1, b + 1, b + 2, a + 2]]
        a = f + 3 * (rows - 1)
        self.faces += [[a, last, a + 1], [a + 1, last, a + 2]]

    def stem(self, path: Sequence[Vec3], start: float, end: float, sides: int = 4) -> None:
        """Grow a tapering stem along a path, `start` and `end` being its radii, metres."""
        first = len(self.verts)
        for k, (x, y, z) in enumerate(path):
            before, after = path[max(k - 1, 0)], path[min(k + 1, len(path) - 1)]
            dx, dy, dz = (after[i] - before[i] for i in range(3))
            flat = math.hypot(dx, dy)
            long = max(math.hypot(flat, dz), 1e-9)
            side = (-dy / flat, dx / flat, 0.0) if flat > 1e-6 else (1.0, 0.0, 0.0)
            dx, dy, dz = dx / long, dy / long, dz / long
            other = (
                dy * side[2] - dz * side[1],
                dz * side[0] - dx * side[2],
                dx * side[1] - dy * side[0],
            )
            r = start + (end - start) * k / (len(path) - 1)
            for s in range(sides):
                c, d = math.cos(math.tau * s / sides) * r, math.sin(math.tau * s / sides) * r
                self.verts.append(
                    (
                        x + side[0] * c + other[0] * d,
                        y + side[1] * c + other[1] * d,
                        z + side[2] * c + other[2] * d,
                    )
                )
        for k in range(len(path) - 1):
            a, b = first + k * sides, first + (k + 1) * sides
            self.faces += [[a + s, a + (s + 1) % sides, b + (s + 1) % sides, b + s] for s in range(sides)]
        self.faces.append([first + s for s in range(sides - 1, -1, -1)])
        self.faces.append([first + (len(path) - 1) * sides + s for s in range(sides)])


def foliage_arc(
    root: Vec3, yaw: float, pitch: float, length: float, droop: float, steps: int = 5
) -> list[Vec3]:
    """A stem's path: `length` metres from the root at a pitch that falls by `droop` radians on its way."""
    path, (x, y, z) = [root], root
    for k in range(steps):
        bent = pitch - droop * (k + 0.5) / steps
        x += length / steps * math.cos(bent) * math.cos(yaw)
        y += length / steps * math.cos(bent) * math.sin(yaw)
        z += length / steps * math.sin(bent)
        path.append((x, y, z))
    return path


def foliage(
    o: Thing,
    part: str,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    habit: Literal[
        "bushy", "broad", "upright", "palm", "fern", "succulent", "rosette", "trailing", "tree", "cactus"
    ] = "bushy",
    density: float = 1.0,
    seed: int = 0,
    slot: str = "leaf",
) -> Any:
    """A plant without its pot.

    Args:
        o: the object it belongs to.
        part: part name; woody stems are `<part>_wood` in slot "wood".
        size: outer (width, depth, height), metres, filled exactly.
        at: where its root stands (for "trailing": where it hangs from, the vines reach down by the height).
        habit: "bushy", "broad", "upright", "palm", "fern", "succulent", "trailing", "tree" or "cactus".
        density: more or fewer leaves.
        seed: varies it.
        slot: the leaves' material.
    """
    habits = {
        "bushy": foliage_bushy,
        "broad": foliage_broad,
        "upright": foliage_upright,
        "palm": foliage_palm,
        "fern": foliage_fern,
        "succulent": foliage_succulent,
        "trailing": foliage_trailing,
        "tree": foliage_tree,
    }
    if habit == "cactus":
        return foliage_cactus(o, part, size, at, slot)
    if habit not in habits:
        raise ValueError(f"foliage({part!r}): habit {habit!r} is none of {', '.join(habits)}, cactus")
    leaves, wood = Leaves(), Leaves()
    habits[habit](leaves, wood, random.Random(seed), density)
    everything = leaves.verts + wood.verts
    low = [min(p[k] for p in everything) for k in range(3)]
    high = [max(p[k] for p in everything) for k in range(3)]

    def fitted(points: list[Vec3]) -> list[Vec3]:
        spots = []
        for p in points:
            x, y = (
                at[k] + p[k] * size[k] / 2 / max(high[k] if p[k] > 0 else -low[k], 1e-6) for k in range(2)
            )
            rise = (p[2] - high[2] if habit == "trailing" else p[2] - low[2]) / (high[2] - low[2])
            spots.append((x, y, at[2] + rise * size[2]))
        return spots

    if wood.verts:
        soft_shade(mesh(o, f"{part}_wood", fitted(wood.verts), wood.faces, slot="wood"), 80)
    return soft_shade(mesh(o, part, fitted(leaves.verts), leaves.faces, slot=slot), 100)


def foliage_bushy(leaves: Leaves, wood: Leaves, rng: random.Random, density: float) -> None:
    """A dome of small leaves on thin stems: a closed cushion seen from above."""
    tips: list[int] = []
    for k in range(9):
        yaw, pitch = k * 2.4 + rng.uniform(-0.3, 0.3), math.radians(88 - 45 * ((k + 0.5) / 9) ** 0.8)
        root = (0.04 * math.cos(yaw), 0.04 * math.sin(yaw), 0.0)
        leaves.stem(foliage_arc(root, yaw, pitch, 0.5, 0.3, 2), 0.012, 0.006, 3)
        tips.append(len(leaves.verts) - 1)
    count = max(90, round(330 * density))
    for k in range(count):
        # Even over a dome about (0, 0, 0.35): a spiral of equal areas, some leaves further in than others.
        level, yaw = 1.0 - 1.55 * (k + 0.5) / count, k * 2.39996 + rng.uniform(-0.3, 0.3)
        shell = 0.5 * rng.uniform(0.72, 1.0)
        flat = math.sqrt(1 - level * level)
        root = (shell * flat * math.cos(yaw), shell * flat * math.sin(yaw), 0.36 + 0.8 * shell * level)
        near = min(tips, key=lambda tip: math.dist(leaves.verts[tip], root))
        leaves.faces.append([near, near - 1, len(leaves.verts)])  # its stalk
        away, pitch = yaw + rng.uniform(-1.3, 1.3), 0.9 * level + rng.uniform(-0.2, 0.6)
        long = rng.uniform(0.12, 0.19)
        leaves.blade(root, away, pitch, long, long * 0.62, droop=0.9, rows=2)


def foliage_broad(leaves: Leaves, wood: Leaves, rng: random.Random, density: float) -> None:
    """Few large leaves on long stalks, as a monstera or calathea has."""
    count = max(6, round(17 * density))
    for k in range(count):
        share = (k + 0.5) / count
        yaw, pitch = k * 2.4 + rng.uniform(-0.2, 0.2), math.radians(87 - 50 * share)
        root = (0.03 * math.cos(yaw), 0.03 * math.sin(yaw), 0.0)
        path = foliage_arc(root, yaw, pitch, (0.80 - 0.35 * share) * rng.uniform(0.85, 1.1), 0.35)
        leaves.stem(path, 0.012, 0.006, 4)
        long = rng.uniform(0.34, 0.44)
        leaves.blade(path[-1], yaw, 0.35, long, long * 0.62, droop=1.5, cup=0.2, rows=6, belly=0.62)


def foliage_upright(leaves: Leaves, wood: Leaves, rng: random.Random, density: float) -> None:
    """Stiff sword leaves rising from the root, as a snake plant has."""
    count = max(7, round(18 * density))
    for k in range(count):
        share = (k + 0.5) / count
        yaw = k * 2.4 + rng.uniform(-0.3, 0.3)
        root = (0.10 * share * math.cos(yaw), 0.10 * share * math.sin(yaw), -0.005)
        long, pitch = (
            rng.uniform(0.6, 1.0) * (1.05 - 0.4 * share),
            math.radians(rng.uniform(84, 90) - 16 * share),
        )
        turn = rng.uniform(-0.5, 0.5)
        leaves.blade(root, yaw, pitch, long, 0.085, droop=-0.08, cup=0.45, rows=7, belly=0.75, twist=turn)


def foliage_palm(leaves: Leaves, wood: Leaves, rng: random.Random, density: float) -> None:
    """Arching feathered fronds on a few canes."""
    count = max(6, round(14 * density))
    for k in range(count):
        share = (k + 0.5) / count
        yaw = k * 2.4 + rng.uniform(-0.25, 0.25)
        root = (0.03 * math.cos(yaw), 0.03 * math.sin(yaw), 0.0)
        path = foliage_arc(
            root, yaw, math.radians(88 - 24 * share), rng.uniform(1.0, 1.25) * (1 - 0.2 * share), 1.25, 9
        )
        leaves.stem(path, 0.012, 0.003, 4)
        foliage_feather(leaves, path, yaw, 17, 0.30, 0.042, 0.38)


def foliage_fern(leaves: Leaves, wood: Leaves, rng: random.Random, density: float) -> None:
    """Low arching fronds with short leaflets."""
    count = max(9, round(24 * density))
    for k in range(count):
        share = (k + 0.5) / count
        yaw = k * 2.4 + rng.uniform(-0.3, 0.3)
        path = foliage_arc((0.0, 0.0, 0.0), yaw, math.radians(85 - 45 * share), rng.uniform(0.8, 1.0), 1.5, 7)
        leaves.stem(path, 0.006, 0.002, 3)
        foliage_feather(leaves, path, yaw, 14, 0.13, 0.045, 0.18)


def foliage_feather(
    leaves: Leaves, path: list[Vec3], yaw: float, pairs: int, length: float, width: float, start: float
) -> None:
    """Leaflets in pairs along a frond, from share `start` of its path to the tip."""
    for n in range(pairs):
        t = start + (1 - start) * n / (pairs - 1)
        spot = foliage_along(path, t)
        long = length * (math.sin(math.pi * min(0.18 + 0.80 * (t - start) / (1 - start), 1.0)) * 0.85 + 0.15)
        for sign in (-1, 1):
            leaves.blade(spot, yaw + sign * (1.15 - 0.6 * t), 0.35, long, width, droop=0.9, cup=0.1, rows=1)


def foliage_along(path: Sequence[Vec3], t: float) -> Vec3:
    """The point at share `t` (0..1) of a path of equal steps."""
    place = t * (len(path) - 1)
    k = min(int(place), len(path) - 2)
    f = place - k
    a, b = path[k], path[k + 1]
    return (a[0] + (b[0] - a[0]) * f, a[1] + (b[1] - a[1]) * f, a[2] + (b[2] - a[2]) * f)


def foliage_succulent(leaves: Leaves, wood: Leaves, rng: random.Random, density: float) -> None:
    """A rosette of thick pointed leaves."""
    count = max(14, round(46 * density))
    for k in range(count):
        share = (k + 0.5) / count
        yaw, pitch = k * 2.39996, math.radians(84 - 76 * share)
        root = (0.05 * share * math.cos(yaw), 0.05 * share * math.sin(yaw), 0.06 * (1 - share))
        long = 0.22 + 0.28 * share + rng.uniform(-0.02, 0.02)
        leaves.blade(root, yaw, pitch, long, long * 0.42, droop=-0.5, cup=0.5, rows=3, belly=1.3)


def foliage_trailing(leaves: Leaves, wood: Leaves, rng: random.Random, density: float) -> None:
    """Vines that rise a little, then hang, with small heart leaves."""
    count = max(7, round(15 * density))
    for k in range(count):
        yaw, fall = k * 2.4 + rng.uniform(-0.3, 0.3), rng.uniform(0.35, 1.0)
        arc = foliage_arc((0.0, 0.0, 0.0), yaw, 1.1, 0.42, 2.5, 5)
        path = [
            *arc,
            *(
                (arc[-1][0] * (1 + 0.06 * n), arc[-1][1] * (1 + 0.06 * n), -fall * n / 4)
                for n in (1, 2, 3, 4)
            ),
        ]
        leaves.stem(path, 0.007, 0.003, 3)
        for n in range(13):
            t = 0.1 + 0.9 * n / 12
            long = rng.uniform(0.12, 0.17)
            away = yaw + (1.1 if n % 2 else -1.1) + rng.uniform(-0.4, 0.4)
            leaves.blade(foliage_along(path, t), away, 0.3, long, long * 0.72, droop=1.6, rows=2, belly=0.6)


def foliage_tree(leaves: Leaves, wood: Leaves, rng: random.Random, density: float) -> None:
    """A trunk, branches and a full crown of leaves."""
    trunk = [(0.0, 0.0, 0.0), (0.015, 0.01, 0.2), (-0.01, 0.015, 0.4), (0.01, -0.01, 0.62)]
    wood.stem(trunk, 0.032, 0.018, 8)
    branches = max(6, round(14 * density))
    for k in range(branches):
        share = (k + 0.5) / branches
        root = foliage_along(trunk, 0.66 + 0.33 * share)
        yaw, pitch = k * 2.4 + rng.uniform(-0.3, 0.3), math.radians(10 + 75 * share)
        path = foliage_arc(root, yaw, pitch, rng.uniform(0.28, 0.36), -0.2, 4)
        wood.stem(path, 0.011, 0.004, 4)
        for n in range(19):
            t = 0.25 + 0.75 * n / 18
            away, long = rng.uniform(0, math.tau), rng.uniform(0.10, 0.16)
            leaves.blade(
                foliage_along(path, t), away, rng.uniform(-0.3, 0.9), long, long * 0.55, droop=0.8, rows=2
            )


def foliage_cactus(o: Thing, part: str, size: Vec3, at: Vec3, slot: str) -> Any:
    """A ribbed column with rounded top and two arms where there is room for them; arguments as `foliage`."""
    w, d, h = size
    arms = h > 1.3 * w
    body = min(w * 0.42, d) / 2 if arms else min(w, d) / 2
    # the trunk of an armed cactus is slim; width and depth are still filled, by the arms and by the trunk
    trunk = (body, d / 2) if arms else (w / 2, d / 2)

    cap = min(max(trunk) * 1.1, h * 0.4)
    levels = [(h - cap) * t for t in (0.0, 0.2, 0.45, 0.7, 0.9)]
    levels += [h - cap + cap * math.sin(k * math.pi / 14) for k in range(8)]
    rings: list[list[Vec3]] = []
    for z in levels:
        dome = math.sqrt(max(1 - (max(z - h + cap, 0.0) / cap) ** 2, 0.0009))
        full = dome * (0.9 + 0.1 * math.sin(2.4 * z / h))
        spokes = [(math.tau * n / 36, full * (1.0 if n % 3 == 0 else 0.8)) for n in range(36)]
        rings.append(
            [
                (at[0] + trunk[0] * r * math.cos(a), at[1] + trunk[1] * r * math.sin(a), at[2] + z)
                for a, r in spokes
            ]
        )
    stem = loft(o, part, rings, slot=slot, sharp=100)
    if arms:
        for sign, level, top in ((-1, 0.34, 0.80), (1, 0.48, 0.90)):
            foliage_arm(o, f"{part}_arm", size, at, (sign, level, top), min(trunk), slot)
    return stem


def foliage_arm(
    o: Thing, part: str, size: Vec3, at: Vec3, where: tuple[int, float, float], trunk: float, slot: str
) -> Any:
    """A cactus arm: out from the trunk at a level, then up to a top (shares of the height)."""
    sign, level, top = where
    r = trunk * 0.5
    reach = max(size[0] / 2 - r, r)
    low, high = level * size[2], top * size[2]
    path: list[tuple[float, float, float]] = [
        (0.5 * trunk, low, 0.0),
        (0.6 * (reach + trunk * 0.5), low, 0.15),
    ]
    path += [
        (0.9 * reach, low + 0.25 * r, 0.8),
        (reach, low + 1.1 * r, 1.45),
        (reach, (low + high) / 2, math.pi / 2),
    ]
    path += [
        (reach, high - 0.7 * r, math.pi / 2),
        (reach, high - 0.3 * r, math.pi / 2),
        (reach, high, math.pi / 2),
    ]
    fat = (0.8, 0.9, 1.0, 1.0, 1.0, 0.95, 0.75, 0.05)
    rings: list[list[Vec3]] = []
    for (x, z, bend), share in zip(path, fat, strict=True):
        ring: list[Vec3] = []
        for n in range(24):
            a = math.tau * n / 24
            c, s = (r * share * (1.0 if n % 3 == 0 else 0.86) * f for f in (math.cos(a), math.sin(a)))
            px, pz = x + c * math.sin(bend), z - c * math.cos(bend)
            ring.append((at[0] + sign * px, at[1] + sign * s, at[2] + pz))
        rings.append(ring)
    return loft(o, part, rings, slot=slot, sharp=100)
