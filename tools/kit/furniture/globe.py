"""A terrestrial globe."""

from __future__ import annotations

import math
import random

from tools.kit.core import Thing, Vec3, paint
from tools.kit.parts.path import lathe, shell_tube, tube
from tools.kit.parts.shell import Shell, emit, shell_moved
from tools.kit.parts.solid import shell_sphere


def globe(o: Thing, *, style: str = "classic", seed: int = 0) -> None:
    """A terrestrial globe in a bow on a turned foot.

    Size: 0.3 x 0.3 x 0.4
    Mount: object
    Example: furnish("globe_1", globe)
    """
    foot = o.h * 0.2
    r = min(o.w / 2 * 0.9, (o.h - foot) / 2 * 0.9)
    z = o.h - r * 1.1
    neck = z - 1.05 * r
    profile = [(0, 0), (r * 0.7, 0), (r * 0.72, foot * 0.1), (r * 0.3, foot * 0.3), (r * 0.12, foot * 0.5)]
    lathe(o, "base", [*profile, (r * 0.12, neck), (0, neck)], slot="wood", segments=32)
    bow: list[Vec3] = [
        (1.07 * r * math.sin(a), 0.0, z - 1.07 * r * math.cos(a))
        for a in (math.radians(t) for t in range(-24, 166, 10))
    ]
    tube(o, "bow", bow, r * 0.04, "metal", 8)
    ball = shell_sphere(r, 32)
    paint(emit(o, "sphere", ball, slot="paper", at=(0, 0, z - r), crease=80), "#5f8fa8")
    rng = random.Random(seed + 7)
    lands: list[Shell] = []
    for lat, lon, size in (
        (45, -100, 26),
        (-15, -60, 20),
        (10, 20, 24),
        (50, 60, 34),
        (-25, 135, 15),
        (70, -40, 10),
        (30, 100, 20),
        (-80, 0, 16),
    ):
        lands.append(globe_land(r, lat, lon, size, rng))
    turned = [shell_moved(land, (0.0, 0.0, z)) for land in lands]
    paint(emit(o, "land", turned, slot="paper", crease=80), "#b9a36b")
    axis = math.radians(23.5)
    pins = [
        shell_tube(
            [
                (s * r * 0.97 * math.sin(axis), 0, z + s * r * 0.97 * math.cos(axis)),
                (s * r * 1.08 * math.sin(axis), 0, z + s * r * 1.08 * math.cos(axis)),
            ],
            r * 0.035,
            6,
        )
        for s in (-1, 1)
    ]
    emit(o, "pins", pins, slot="metal")


def globe_land(radius: float, lat: float, lon: float, size: float, rng: random.Random) -> Shell:
    """A raised patch of land on a ball around the origin; latitude, longitude and size in degrees."""
    n, lift, thick = 18, radius * 1.015, radius * 0.985
    phase = [rng.uniform(0, math.tau) for _ in range(3)]
    rim: list[tuple[float, float]] = []
    for k in range(n):
        a = math.tau * k / n
        reach = size * (
            0.75
            + 0.2 * math.sin(2 * a + phase[0])
            + 0.14 * math.sin(3 * a + phase[1])
            + 0.1 * math.sin(5 * a + phase[2])
        )
        rim.append((reach * math.sin(a), reach * math.cos(a)))

    def spot(share: float, k: int, r: float) -> Vec3:
        dy, dx = rim[k][0] * share, rim[k][1] * share
        la = math.radians(lat + dy)
        lo = math.radians(lon) + math.radians(dx) / max(math.cos(math.radians(lat)), 0.25)
        return (r * math.cos(la) * math.cos(lo), r * math.cos(la) * math.sin(lo), r * math.sin(la))

    verts = (
        [spot(0.0, 0, lift)]
        + [spot(s, k, lift) for s in (0.5, 1.0) for k in range(n)]
        + [spot(1.0, k, thick) for k in range(n)]
    )
    verts.append(spot(0.0, 0, thick))
    faces: list[tuple[int, ...]] = []
    for k in range(n):
        j = (k + 1) % n
        a, b, c = 1 + k, 1 + n + k, 1 + 2 * n + k
        a2, b2, c2 = 1 + j, 1 + n + j, 1 + 2 * n + j
        faces += [(0, a2, a), (a, a2, b2, b), (b, b2, c2, c), (len(verts) - 1, c, c2)]
    volume = Shell(verts, faces, [True] * len(faces))
    # The rim runs clockwise seen from outside, so all faces are turned once.
    volume.faces = [face[::-1] for face in volume.faces] if globe_inward(volume) else volume.faces
    return volume


def globe_inward(shell: Shell) -> bool:
    """True when the first face of a patch looks towards the middle of its ball."""
    a, b, c = (shell.verts[i] for i in shell.faces[0][:3])
    u, v = [b[k] - a[k] for k in range(3)], [c[k] - a[k] for k in range(3)]
    normal = (u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0])
    return sum(normal[k] * a[k] for k in range(3)) < 0
