"""What one drinks and pours from: cups, glasses, bottles."""

from __future__ import annotations

from tools.kit.core import Thing, Vec2, Vec3, paint
from tools.kit.furniture.tableware import PLATE, tableware_spun
from tools.kit.parts.path import lathe, tube
from tools.kit.parts.shell import emit, shell_lathe
from tools.kit.parts.soft import soft_block
from tools.kit.parts.solid import shell_sphere


def cup(o: Thing, *, style: str = "modern", seed: int = 0, saucer: bool | None = None) -> None:
    """A mug with a handle, filled with coffee; `saucer` (left out: when it is wide) puts a teacup on one.

    Example: furnish("cup_1", cup, saucer=True)
    """
    wide = o.w > 1.35 * o.h
    if wide if saucer is None else saucer:
        dish = o.h * 0.22
        tableware_spun(o, "saucer", PLATE, "ceramic", size=(o.w, o.d, dish))
        cup_body(
            o,
            min(o.w, o.d) * 0.27,
            o.h - dish * 0.34,
            dish * 0.33,
            [(0.5, 0.0), (0.56, 0.08), (0.86, 0.5), (1.0, 1.0)],
        )
        return
    cup_body(
        o,
        min(o.w * 0.4, o.d / 2),
        o.h,
        0.0,
        [(0.92, 0.0), (0.99, 0.04), (1.0, 0.12), (1.0, 1.0)],
        shift=o.w * 0.1,
    )


def cup_body(o: Thing, r: float, h: float, z: float, outline: list[Vec2], shift: float = 0.0) -> None:
    """A cup of radius and height on height `z`, its handle to +X, moved to -X by `shift`."""
    wall = max(r * 0.08, 0.0015)
    outer = [(x * r, t * h) for x, t in outline]
    inner = [(x * r - wall, max(t * h, 0.08 * h)) for x, t in reversed(outline)]
    lathe(o, "cup", [(0.0, 0.0), *outer, *inner, (0.0, 0.08 * h)], (-shift, 0.0, z), "ceramic", 28)
    level = 0.8 * h
    top = (
        outline[-1][0] * r
        if len(outline) < 3
        else r * (outline[-2][0] + (outline[-1][0] - outline[-2][0]) * 0.6)
    )
    coffee = lathe(
        o,
        "coffee",
        [(0, level - 0.002), (top - wall * 0.9, level - 0.002), (top - wall * 0.9, level), (0, level)],
        (-shift, 0, z),
        "food",
        24,
    )
    paint(coffee, "#4a2c1a", "food")
    out = r * 0.97
    grip: list[Vec3] = [(out - shift, 0.0, z + 0.82 * h), (out + r * 0.5 - shift, 0.0, z + 0.78 * h)]
    grip += [(out + r * 0.5 - shift, 0.0, z + 0.36 * h), (out * 0.97 - shift, 0.0, z + 0.26 * h)]
    tube(o, "handle", grip, r * 0.12, "ceramic", 10, bend=r * 0.3)


def glass(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A drinking glass; a wine glass when it is more than twice as high as wide.

    Example: furnish("glass_1", glass)
    """
    if o.h > 2.0 * o.w:
        wine_glass(o, style=style, seed=seed)
        return
    tableware_spun(
        o,
        "glass",
        [(0, 0), (0.82, 0), (0.86, 0.02), (1.0, 1.0), (0.95, 1.0), (0.82, 0.09), (0, 0.07)],
        "glass",
    )
    tableware_spun(o, "water", [(0, 0.075), (0.805, 0.095), (0.89, 0.62), (0, 0.62)], "water")


def wine_glass(o: Thing, *, style: str = "modern", seed: int = 0, wine: bool = True) -> None:
    """A stemmed glass with some wine in it.

    Options:
        wine: half full.

    Size: 0.09 x 0.09 x 0.21
    Example: furnish("wine_glass_1", wine_glass, wine=False)
    """
    profile: list[Vec2] = [
        (0.0, 0.0),
        (0.85, 0.0),
        (0.85, 0.008),
        (0.3, 0.025),
        (0.08, 0.06),
        (0.07, 0.42),
        (0.25, 0.47),
    ]
    profile += [
        (0.8, 0.56),
        (1.0, 0.7),
        (0.95, 0.85),
        (0.78, 1.0),
        (0.74, 1.0),
        (0.9, 0.85),
        (0.95, 0.7),
        (0.75, 0.57),
    ]
    tableware_spun(o, "glass", [*profile, (0.2, 0.49), (0.0, 0.485)], "glass")
    if wine:
        drink: list[Vec2] = [(0.0, 0.488), (0.2, 0.493), (0.74, 0.574), (0.93, 0.68), (0.0, 0.68)]
        tableware_spun(o, "wine", drink, "food")
        paint(o.parts[-1], "#5c1220", "food")


def bottle(o: Thing, *, style: str = "modern", seed: int = 0, label: bool = True) -> None:
    """A glass bottle with a label and a cap.

    Options:
        label: with a label.

    Example: furnish("bottle_1", bottle, label=False)
    """
    neck = 0.34
    profile: list[Vec2] = [
        (0.0, 0.02),
        (0.6, 0.0),
        (0.95, 0.01),
        (1.0, 0.04),
        (1.0, 0.6),
        (0.92, 0.67),
        (0.6, 0.73),
        (neck, 0.79),
    ]
    tableware_spun(
        o,
        "bottle",
        [*profile, (neck * 0.92, 0.94), (neck * 1.08, 0.945), (neck * 1.08, 0.97), (0.0, 0.97)],
        "glass",
        size=(o.w * 0.985, o.d * 0.985, o.h),
    )
    paint(o.parts[-1], ("#3d5a36", "#6b4a25", "#9fb8bd")[seed % 3], "glass")
    tableware_spun(o, "cap", [(0, 0.965), (neck * 1.1, 0.965), (neck * 1.1, 1.0), (0, 1.0)], "metal")
    if label:
        band: list[Vec2] = [(1.004, 0.2), (1.012, 0.2), (1.012, 0.48), (1.004, 0.48)]
        shell = shell_lathe(band, 36, closed=True)
        shell.verts = [(x * o.w / 2.024, y * o.d / 2.024, z * o.h) for x, y, z in shell.verts]
        emit(o, "label", shell, slot="paper", crease=42)


def perfume_bottle(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A heavy square flacon with a ball stopper.

    Example: furnish("perfume_bottle_1", perfume_bottle)
    """
    high = o.h * 0.62
    soft_block(
        o, "flacon", (o.w, o.d, high), radius=min(o.w, o.d) * 0.15, edge=min(o.w, o.d) * 0.06, slot="glass"
    )
    inner = (o.w * 0.8, o.d * 0.8, high * 0.6)
    paint(
        soft_block(
            o, "scent", inner, (0, 0, high * 0.1), radius=min(o.w, o.d) * 0.1, edge=0.003, slot="water"
        ),
        "#e3b27a",
        "water",
    )
    r = min(o.w, o.d) * 0.2
    lathe(o, "collar", [(0, 0), (r, 0), (r, o.h * 0.1), (0, o.h * 0.1)], (0, 0, high - 0.001), "metal", 20)
    ball = (o.h * 0.9 - high) / 2 + o.h * 0.05
    emit(
        o,
        "stopper",
        shell_sphere((r * 1.25, r * 1.25, ball), 16),
        slot="glass",
        at=(0, 0, o.h - 2 * ball),
        crease=60,
    )
