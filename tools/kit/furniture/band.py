"""A guitar and a drum kit."""

from __future__ import annotations

import math

from tools.kit.core import Thing, Vec2, Vec3, paint
from tools.kit.parts.path import extrude, shell_tube, tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.soft import soft_block
from tools.kit.parts.solid import box, shell_cylinder


def guitar(o: Thing, *, style: str = "modern", seed: int = 0, stand: bool = True) -> None:
    """An acoustic guitar standing upright, its strings to the front (-Y), on a small stand.

    Options:
        stand: leaning on a stand of its own; lying when False.

    Example: furnish("guitar_1", guitar, stand=False)
    """
    low = o.h * 0.06 if stand else 0.0
    body_h, thick = (o.h - low) * 0.48, min(o.d * (0.5 if stand else 0.8), 0.1)
    y = -o.d / 2 + thick / 2 + o.d * 0.06
    outline: list[Vec2] = []
    for k in range(40):
        a = math.tau * k / 40
        c, s = math.cos(a), math.sin(a)
        t = (s + 1) / 2
        waist = 1.0 - 0.26 * math.exp(-(((t - 0.58) / 0.16) ** 2)) - 0.2 * max(t - 0.45, 0.0)
        outline.append((c * waist * o.w / 2 * 1.02, low + t * body_h))
    extrude(o, "body", outline, thick, (0, y + thick / 2, 0), slot="wood", bevel=0.004, rotation=(90, 0, 0))
    top = [(x * 0.95, low + body_h / 2 + (z - low - body_h / 2) * 0.96) for x, z in outline]
    front = y - thick / 2
    paint(
        extrude(o, "top", top, 0.003, (0, front + 0.0012, 0), slot="wood", rotation=(90, 0, 0)),
        "#d9a866",
        "wood",
    )
    hole = low + body_h * 0.62
    r = o.w * 0.13
    disc = shell_lathe([(0, 0), (r, 0), (r, 0.0015), (0, 0.0015)], 28)
    emit(o, "hole", disc, slot="dark", at=(0, front - 0.0014, hole), rotation=(90, 0, 0))
    ring = shell_lathe(
        [(r * 1.02, 0), (r * 1.14, 0), (r * 1.14, 0.0015), (r * 1.02, 0.0015)], 32, closed=True
    )
    emit(o, "rosette", ring, slot="trim", at=(0, front - 0.0014, hole), rotation=(90, 0, 0))
    neck = min(0.055, o.w * 0.15)
    start, end = low + body_h * 0.72, o.h * 0.87
    box(
        o,
        "neck",
        (neck, 0.022, end - low - body_h * 0.9),
        (0, front + 0.008, low + body_h * 0.9),
        "wood",
        0.006,
    )
    box(o, "fingerboard", (neck * 1.02, 0.008, end - start), (0, front - 0.005, start), "dark")
    head = [
        (-neck * 0.5, 0),
        (neck * 0.5, 0),
        (neck * 0.72, (o.h - end) * 0.25),
        (neck * 0.66, o.h - end),
        (-neck * 0.66, o.h - end),
        (-neck * 0.72, (o.h - end) * 0.25),
    ]
    extrude(o, "head", head, 0.016, (0, front + 0.012, end - 0.002), slot="wood", rotation=(90, 0, 0))
    pegs = [
        shell_moved(
            shell_cylinder(0.006, 0.028, segments=8),
            (s * neck * 0.68, front + 0.004, end + (o.h - end) * (0.3 + 0.24 * k)),
            (0, s * 90, 0),
        )
        for s in (-1, 1)
        for k in range(3)
    ]
    emit(o, "pegs", pegs, slot="metal")
    bridge = low + body_h * 0.26
    box(o, "bridge", (o.w * 0.36, 0.012, 0.03), (0, front - 0.004, bridge), "dark", 0.003)
    strings = [
        shell_box(
            (0.0012, 0.0012, end + 0.01 - bridge), ((k - 2.5) * neck * 0.14, front - 0.011, bridge + 0.012)
        )
        for k in range(6)
    ]
    emit(o, "strings", strings, slot="metal")
    if stand:
        guitar_stand(o, front, thick, low, body_h)


def guitar_stand(o: Thing, front: float, thick: float, low: float, body: float) -> None:
    """A tubular stand under and behind a guitar whose face is at depth `front`."""
    back, r = o.d / 2 - 0.008, 0.007
    x = o.w * 0.3
    for number, s in enumerate((-1, 1)):
        path: list[Vec3] = [(s * x, -o.d / 2 + r, low + 0.03), (s * x, -o.d / 2 + r, r), (s * x, back, r)]
        tube(o, f"foot_{number + 1}", path, r, "metal", 8, bend=0.02)
        cradle: list[Vec3] = [
            (s * x, -o.d / 2 + r, low * 0.75),
            (s * x * 0.6, front + thick * 0.5, low * 0.75),
            (0.0, back, low * 0.75),
        ]
        tube(o, f"cradle_{number + 1}", cradle, r, "metal", 8)
    upright: list[Vec3] = [
        (0.0, back, r),
        (0.0, back, low + body * 0.75),
        (0.0, front + thick + 0.004, low + body * 0.8),
    ]
    tube(o, "upright", upright, r, "metal", 8, bend=0.03)
    tube(o, "brace", [(-x, back, r), (x, back, r)], r, "metal", 8)


def drum_kit(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A drum kit: bass drum, two toms, snare, floor tom, hi-hat and two cymbals; the drummer sits at +Y.

    Example: furnish("drum_kit_1", drum_kit)
    """
    w, d, h = o.size
    tint = ("#a3282a", "#23407a", "#2c2a28")[seed % 3]
    r = min(w * 0.2, h * 0.3, d * 0.32)

    def drum(radius: float, tall: float) -> tuple[Shell, Shell, Shell]:
        hoops = [(radius, 0.0), (radius * 1.03, 0.0), (radius * 1.03, tall * 0.07), (radius, tall * 0.07)]
        upper = [(x, tall - z) for x, z in reversed(hoops)]
        body = shell_lathe([(radius, tall * 0.01), (radius, tall * 0.99)], 28)
        rings = shell_lathe(hoops, 28, closed=True)
        rings2 = shell_lathe(upper, 28, closed=True)
        both = Shell(
            [*rings.verts, *rings2.verts],
            [*rings.faces, *(tuple(i + len(rings.verts) for i in f) for f in rings2.faces)],
            [*rings.smooth, *rings2.smooth],
        )
        skin = shell_lathe(
            [(0, tall * 0.985), (radius * 0.99, tall * 0.985), (radius * 0.99, tall * 1.0), (0, tall * 1.0)],
            28,
        )
        return body, both, skin

    bodies: list[Shell] = []
    metal: list[Shell] = []
    skins: list[Shell] = []
    layout: list[tuple[float, float, Vec3, Vec3]] = [
        (r, d * 0.34, (0.0, -d * 0.06, r * 1.03), (90.0, 0.0, 0.0)),
        (r * 0.55, r * 0.6, (-r * 0.62, -d * 0.16, h * 0.55), (-18.0, 0.0, 0.0)),
        (r * 0.6, r * 0.65, (r * 0.66, -d * 0.16, h * 0.53), (-18.0, 0.0, 0.0)),
        (r * 0.6, r * 0.42, (-w * 0.26, d * 0.24, h * 0.44), (0.0, 0.0, 0.0)),
        (r * 0.68, r * 1.1, (w * 0.3, d * 0.22, h * 0.16), (0.0, 0.0, 0.0)),
    ]
    for radius, tall, at, turn in layout:
        for group, shell in zip((bodies, metal, skins), drum(radius, tall), strict=True):
            if turn[0] == 90.0:
                shell = shell_moved(shell, (0, 0, -tall / 2))
            group.append(shell_moved(shell, at, turn))
    for x, y, top in ((-w * 0.26, d * 0.24, h * 0.45), (w * 0.3, d * 0.22, h * 0.2)):
        metal += drum_tripod(x, y, top, r * 0.6)
    metal += [shell_box((0.02, 0.02, h * 0.2), (s * r * 0.3, -d * 0.1, 2 * r)) for s in (-1, 1)]
    for _, _, at, _ in layout[1:3]:
        metal.append(
            shell_tube([(at[0] * 0.2, -d * 0.1, 1.9 * r), (at[0] * 0.7, at[1], at[2] + 0.02)], 0.012, 8)
        )
    metal += [shell_box((r * 1.2, 0.02, 0.02), (0, -d * 0.1, h * 0.62))]
    metal += [
        shell_moved(
            shell_cylinder(0.012, r * 0.8, segments=8), (s * r * 0.7, -d * 0.18, r * 0.72), (0, s * 150, 0)
        )
        for s in (-1, 1)
    ]
    cymbals: list[Shell] = []
    for x, y, z, radius, tilt in (
        (-w / 2 + r * 0.6, d * 0.1, h * 0.62, r * 0.6, 0.0),
        (-w * 0.3, -d * 0.5 + r * 0.75, h * 0.97, r * 0.75, 12.0),
        (w / 2 - r * 0.8, -d * 0.5 + r * 0.8, h * 0.93, r * 0.8, -10.0),
    ):
        plate = shell_lathe(
            [
                (0, 0.03),
                (radius * 0.16, 0.012),
                (radius, 0.0),
                (radius, 0.003),
                (radius * 0.18, 0.018),
                (0, 0.036),
            ],
            32,
        )
        cymbals.append(shell_moved(plate, (x, y, z), (0.0, tilt, 0.0)))
        metal += drum_tripod(x, y, z + 0.03, r * 0.5)
    paint(emit(o, "drums", bodies, slot="wood", crease=40), tint, "gloss paint")
    emit(o, "hardware", metal, slot="metal", crease=40)
    paint(emit(o, "skins", skins, slot="paper", crease=40), "#efece2")
    paint(emit(o, "cymbals", cymbals, slot="metal", crease=50), "#c6a24a", "brass")
    stool = min(0.16, w * 0.1)
    soft_block(
        o,
        "stool",
        (2 * stool, 2 * stool, 0.07),
        (0, d / 2 - stool, h * 0.36),
        radius=stool * 0.98,
        edge=0.025,
        slot="leather",
        steps=6,
    )
    emit(o, "stool_legs", drum_tripod(0, d / 2 - stool, h * 0.37, stool * 0.95), slot="metal")


def drum_tripod(x: float, y: float, top: float, spread: float) -> list[Shell]:
    """A post up to a height on three splayed feet."""
    shells = [shell_cylinder(0.011, top - spread * 0.25, (x, y, spread * 0.25), 8)]
    for k in range(3):
        a = math.tau * k / 3 + 0.5
        leg = shell_cylinder(0.008, 1.0, segments=6)
        leg.verts = [
            (
                x + vx + spread * math.cos(a) * (1 - vz),
                y + vy + spread * math.sin(a) * (1 - vz),
                vz * spread * 0.9,
            )
            for vx, vy, vz in leg.verts
        ]
        shells.append(leg)
    return shells
