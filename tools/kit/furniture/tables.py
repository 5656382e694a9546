"""Tables: dining, kitchen, coffee, side, console, bar, conference."""

from __future__ import annotations

from typing import Literal

from tools.kit.core import Thing
from tools.kit.parts.fronts import fronts
from tools.kit.parts.shell import emit, shell_box
from tools.kit.parts.shelves import shelves, slats
from tools.kit.parts.solid import box, boxes
from tools.kit.parts.style import style_look
from tools.kit.parts.tables import TableBase, TableTop, table_base, tabletop


def table_kind(style: str, base: str, shape: str) -> str:
    """The base asked for, or what a style has under a top of this shape."""
    look = style_look(style)
    if base:
        return base
    if shape == "round":
        return "pedestal"
    return {"turned": "apron", "straight": "frame" if look.leg_slot == "metal" else "apron"}.get(
        look.leg, "apron"
    )


def dining_table(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    shape: TableTop = "rect",
    base: Literal[""] | TableBase = "",
) -> None:
    """A dining table.

    Size: 1.6 x 0.9 x 0.75
    Example: furnish("table_1", dining_table, shape="round", base="pedestal")

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        shape: "rect", "rounded", "round" (oval when wider than deep) or "boat".
        base: "legs", "apron", "pedestal", "trestle", "frame", "hairpin", "cross" or "slab".
    """
    look = style_look(style)
    thick = 0.045 if look.board > 0.024 else 0.03
    kind = table_kind(style, base, shape)
    if kind == "apron" and shape == "round":
        kind = "legs"
    inset = 0.16 * min(o.w, o.d) if shape in ("round", "boat") else 0.02 if kind == "apron" else 0.05
    table_base(o, kind, o.h - thick, look, inset, apron=0.09)
    tabletop(o, shape, thick, look)


def kitchen_table(o: Thing, *, style: str = "rustic", seed: int = 0, drawer: bool = True) -> None:
    """A sturdy kitchen table with a cutlery drawer in its apron.

    Options:
        drawer: with a drawer under its top.

    Size: 1.2 x 0.75 x 0.76
    Example: furnish("table_1", kitchen_table, drawer=True)
    """
    look = style_look(style)
    table_base(o, "apron", o.h - 0.035, look, 0.03, 0.07, apron=0.13)
    tabletop(o, "rect", 0.035, look)
    if drawer:
        y = -(o.d - 2 * 0.03 - 0.07 * 1.2) / 2
        fronts(o, (min(0.5, 0.42 * o.w), 0.1), (0, y, o.h - 0.035 - 0.116), handle="knob", thickness=0.012)


def coffee_table(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    shape: TableTop = "rect",
    shelf: bool | None = None,
    glass: bool = False,
    base: Literal[""] | TableBase = "",
) -> None:
    """A low table for a sofa.

    Size: 1.1 x 0.6 x 0.42
    Example: furnish("table_1", coffee_table, shape="round", glass=True)

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        shape: "rect", "rounded", "round".
        shelf: a shelf under the top; with rustic and industrial styles by default.
        glass: a glass top.
        base: as for `dining_table`.
    """
    look = style_look(style)
    thick = 0.012 if glass else 0.035 if look.board > 0.024 else 0.024
    kind = base or {"turned": "apron", "straight": "frame" if look.leg_slot == "metal" else "apron"}.get(
        look.leg, "legs"
    )
    inset = 0.15 * min(o.w, o.d) if shape == "round" else 0.03
    table_base(o, kind, o.h - thick, look, inset, 0.045, apron=0.06)
    tabletop(o, shape, thick, look, "glass" if glass else "top")
    wanted = shelf if shelf is not None else look.leg == "straight"
    if wanted and shape != "round" and kind != "pedestal":
        size = (o.w - 2 * inset - 0.02, o.d - 2 * inset - 0.03)
        z = 0.3 * o.h
        if look.leg_slot == "metal":
            box(o, "shelf", (size[0], o.d - 2 * inset - 0.002, 0.02), (0, 0, 0.027), "wood", 0.002)
        else:
            rail = (0.03, o.d - 2 * inset - 0.01, 0.03)
            x = o.w / 2 - inset - 0.024
            boxes(o, "shelf_rails", [(rail, (s * x, 0.0, z - 0.0295)) for s in (-1, 1)], "leg", 0.002)
            slats(
                o,
                (size[0], size[1], 0.018),
                (0, 0, z),
                max(4, round(size[1] / 0.09)),
                0.8,
                "y",
                "shelf",
                "top",
            )


def side_table(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    shape: TableTop = "round",
    base: Literal[""] | TableBase = "",
    shelf: bool = False,
) -> None:
    """A small table beside a seat.

    Size: 0.45 x 0.45 x 0.55
    Example: furnish("table_1", side_table, shape="rect", shelf=True)

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        shape: "round", "rect" or "rounded".
        base: "legs", "pedestal", "frame", "hairpin", ...
        shelf: a lower shelf.
    """
    look = style_look(style)
    thick = 0.022
    kind = base or (
        "pedestal" if look.ornate else "frame" if look.leg_slot == "metal" and shape != "round" else "legs"
    )
    inset = 0.14 * min(o.w, o.d) if shape == "round" else 0.02
    table_base(o, kind, o.h - thick, look, inset, 0.034)
    tabletop(o, shape, thick, look)
    if shelf and kind != "pedestal":
        size = (o.w - 2 * inset - 0.026, o.d - 2 * inset - 0.026)
        tabletop(o, shape, 0.016, look, z=0.28 * o.h, size=size, part="shelf")


def console_table(
    o: Thing, *, style: str = "modern", seed: int = 0, drawers: int = 2, shelf: bool = True
) -> None:
    """A narrow table against a wall, with drawers and a low shelf.

    Size: 1.2 x 0.35 x 0.8
    Example: furnish("console_1", console_table, drawers=3)

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        drawers: side by side under the top; 0 for none.
        shelf: near the floor.
    """
    look = style_look(style)
    top, box_h, leg = 0.025, 0.14 if drawers else 0.06, 0.038
    slot = "metal" if look.leg_slot == "metal" else "leg"
    table_base(
        o,
        "legs",
        o.h - top - 0.002,
        style_look("industrial" if look.leg_slot == "metal" else "rustic" if not look.ornate else style),
        0.012,
        leg,
    )
    tabletop(o, "rect", top, look)
    reach = 0.02 + 0.026 if drawers else 0.012
    y = -o.d / 2 + reach
    box(
        o,
        "case",
        (o.w - 0.03, o.d - reach - 0.015, box_h),
        (0, (reach - 0.015) / 2, o.h - top - box_h + 0.001),
        "body",
        0.002,
    )
    if drawers:
        fronts(
            o,
            (o.w - 0.024 - 2 * leg, box_h - 0.02),
            (0, y, o.h - top - box_h + 0.01),
            1,
            drawers,
            "drawer",
            look.door if look.door != "plank" else "slab",
            look.handle,
            thickness=0.018,
        )
    if shelf:
        shelves(
            o,
            (o.w - 0.04, o.d - 0.04),
            [0.16],
            board=0.02,
            part="shelf",
            slot="top" if slot == "metal" else "body",
        )


def bar_table(o: Thing, *, style: str = "modern", seed: int = 0, shape: TableTop = "round") -> None:
    """A high table for standing or for bar stools.

    Options:
        shape: of its top: "rect", "rounded", "round" or "boat".

    Size: 0.65 x 0.65 x 1.08
    Example: furnish("table_1", bar_table, shape="rect")
    """
    look = style_look(style)
    table_base(o, "pedestal" if shape == "round" else "frame", o.h - 0.028, look, 0.05)
    tabletop(o, shape, 0.028, look)


def conference_table(o: Thing, *, style: str = "modern", seed: int = 0, shape: TableTop = "boat") -> None:
    """A long meeting table on panel ends, with a cable box in its middle.

    Options:
        shape: of its top: "rect", "rounded", "round" or "boat".

    Size: 3 x 1.2 x 0.74
    Example: furnish("table_1", conference_table, shape="rounded")
    """
    look = style_look(style)
    thick = 0.04
    tabletop(o, shape, thick, look)
    count = 2 if o.w < 3.2 else 3
    spread = o.w * 0.62
    ends = [
        ((0.09, o.d * 0.55, o.h - thick + 0.0005), (spread * (k / (count - 1) - 0.5), 0.0, 0.0))
        for k in range(count)
    ]
    boxes(o, "ends", ends, "leg", 0.008)
    box(o, "beam", (spread, 0.04, 0.22), (0, 0, o.h * 0.45), "leg", 0.003)
    emit(
        o,
        "cable_box",
        shell_box((min(0.5, 0.2 * o.w), 0.13, 0.02), (0, 0, o.h - 0.018), 0.001),
        slot="plastic",
    )
