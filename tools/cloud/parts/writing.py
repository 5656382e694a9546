"""Groups of parts as a geometry cell: constants with names at its top, then a line or a loop a group."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tools.cloud.parts.groups import Group
from tools.cloud.parts.solid import Solid

ROUNDED = ("top", "seat", "base", "shelf", "cushion")
"""Boards whose corners are a constant of their own: 0 square, 1 round."""
SLOTS = {
    "top": "top", "seat": "seat", "leg": "leg", "cushion": "fabric", "back": "frame", "shade": "shade",
    "knob": "metal", "pole": "metal", "front": "door",
}  # fmt: skip
"""What a part wears, in the kit's own names of roles; "body" for all others."""


def cell(id: str, groups: list[Group]) -> str:
    """The cell's text for an object."""
    constants, lines = [], []
    for group in groups:
        writer = _Writer(group)
        body = writer.lines()
        constants += writer.constants
        lines += body
    head = ["import math", ""] if any("math." in line for line in lines) else []
    function = [f'@geometry("{id}")', f"def {_safe(id)}(o):", *(f"    {line}" for line in lines)]
    return "\n".join([*head, *constants, "", "", *function, ""])


class _Writer:
    """One group's constants and lines."""

    def __init__(self, group: Group) -> None:
        self.group, self.solid = group, group.solid
        self.key = _safe(group.name).upper()
        self.constants: list[str] = []

    def lines(self) -> list[str]:
        """Its part of the function."""
        match self.group.pattern:
            case "corners":
                return self._corners()
            case "pair":
                return self._pair()
            case "row":
                return self._row()
            case "spots":
                return self._spots()
        x, y, z = self.group.spots[0]
        name = self._const("AT", x, y, z)
        return self._part(f'"{self.group.name}"', f"{name}[0]", f"{name}[1]", f"{name}[2]")

    def _const(self, what: str, *values: float) -> str:
        name = f"{self.key}_{what}"
        shown = ", ".join(_number(v) for v in values)
        self.constants.append(f"{name} = {f'({shown})' if len(values) > 1 else shown}")
        return name

    def _corners(self) -> list[str]:
        count = f"{self.key}S"
        self.constants.append(f"{count} = 4")
        x, y, z = self.group.spots[0]
        solid = self.solid
        centre = self._const("CENTRE", x, y)
        low = self._const("FROM", z)
        first = solid.rings[0]
        out = self._const("OUT", first.x, first.y)
        body = [
            f"for k in range({count}):  # on the oval through the corners: any number goes",
            f"    turn = math.tau * (k + 0.5) / {count}",
            "    across, along = math.sqrt(2) * math.cos(turn), math.sqrt(2) * math.sin(turn)",
            f"    x, y = {centre}[0] + {out}[0] * across, {centre}[1] + {out}[1] * along",
        ]
        name = f'f"{self.group.name}_{{k + 1}}"'
        if solid.plain:
            return body + [f"    {line}" for line in self._part(name, "x", "y", low)]
        rings = [
            (r.z - solid.low, r.x / max(first.x, 1e-6), r.y / max(first.y, 1e-6), r.w, r.d)
            for r in solid.rings
        ]
        table = self._table("RINGS", rings, "height, place across and along as a share of OUT, width, depth")
        place = f"{centre}[0] + {out}[0] * across * u, {centre}[1] + {out}[1] * along * v"
        spots = f"[({low} + h, {place}, w, d) for h, u, v, w, d in {table}]"
        return body + [f"    {line}" for line in self._stack(name, spots)]

    def _pair(self) -> list[str]:
        x, y, z = self.group.spots[0]
        at = self._const("AT", x, y, z)
        name = f"f\"{self.group.name}_{{'right' if side > 0 else 'left'}}\""
        if self.solid.plain:
            made = self._part(name, f"side * {at}[0]", f"{at}[1]", f"{at}[2]")
        else:
            table = self._rings(x, y)
            spots = f"[({at}[2] + h, side * ({at}[0] + u), {at}[1] + v, w, d) for h, u, v, w, d in {table}]"
            made = self._stack(name, spots)
        return ["for side in (-1, 1):", *(f"    {line}" for line in made)]

    def _row(self) -> list[str]:
        spots, axis = self.group.spots, self.group.axis
        count = f"{self.key}S"
        self.constants.append(f"{count} = {len(spots)}")
        first, last = spots[0][axis], spots[-1][axis]
        ends = self._const("ROW", first, last)
        at = self._const("AT", *spots[0])
        places = [f"{at}[{k}]" for k in range(3)]
        places[axis] = "place"
        body = [
            f"for k in range({count}):",
            f"    place = {ends}[0] + ({ends}[1] - {ends}[0]) * (k / ({count} - 1) if {count} > 1 else 0.5)",
        ]
        return body + [f"    {line}" for line in self._part(f'f"{self.group.name}_{{k + 1}}"', *places)]

    def _spots(self) -> list[str]:
        table = self._table("SPOTS", list(self.group.spots), "x, y, z of each one's underside")
        body = [f"for k, (x, y, z) in enumerate({table}):"]
        return body + [f"    {line}" for line in self._part(f'f"{self.group.name}_{{k + 1}}"', "x", "y", "z")]

    def _table(self, what: str, rows: Sequence[tuple[float, ...]], comment: str) -> str:
        name = f"{self.key}_{what}"
        shown = [f"    ({', '.join(_number(v) for v in row)})," for row in rows]
        self.constants += [f"{name} = (  # {comment}", *shown, ")"]
        return name

    def _rings(self, x: float, y: float) -> str:
        low = self.solid.low
        rows = [(r.z - low, r.x - x, r.y - y, r.w, r.d) for r in self.solid.rings]
        return self._table("RINGS", rows, "height, shift along x and y, width, depth")

    def _part(self, name: str, x: str, y: str, z: str) -> list[str]:
        """A part whose underside's middle is at (x, y, z)."""
        solid, slot = self.solid, SLOTS.get(self.group.name.split("_")[0], "body")
        at, base = f"({x}, {y}, {z})", x.removesuffix("[0]")
        if (x, y, z) == (f"{base}[0]", f"{base}[1]", f"{base}[2]"):
            at = base
        if solid.wall:
            return self._hollow(name, at, slot)
        if solid.plain and solid.form == "rect":
            size = self._const("SIZE", solid.width, solid.depth, solid.height)
            if self.group.name.split("_")[0] not in ROUNDED:
                return [f'box(o, {name}, {size}, at={at}, slot="{slot}")']
            self.constants.append(f"{self.key}_ROUND = 0.0  # 0 square corners, 1 round")
            radius = f"{self.key}_ROUND * min({size}[:2]) / 2"
            return [f'panel(o, {name}, {size}, at={at}, radius={radius}, slot="{slot}")']
        if _turned(solid):
            if solid.plain:
                size = self._const("SIZE", solid.width / 2, solid.height)
                return [f'cylinder(o, {name}, {size}[0], {size}[1], at={at}, slot="{slot}")']
            low = solid.low
            rows = [(r.w / 2, r.z - low) for r in solid.rings]
            table = self._table("PROFILE", rows, "radius and height, from below")
            return [f'lathe(o, {name}, {table}, at={at}, slot="{slot}")']
        mx, my = solid.middle
        table = self._rings(mx, my)
        return self._stack(name, f"[({z} + h, {x} + u, {y} + v, w, d) for h, u, v, w, d in {table}]")

    def _hollow(self, name: str, at: str, slot: str) -> list[str]:
        solid = self.solid
        wall = self._const("WALL", solid.wall)
        rows = [(r.w / 2, r.z - solid.low) for r in solid.rings]
        table = self._table("PROFILE", rows, "radius and height, from below")
        return [
            f"x, y, z = {at}",
            f"skin = [*{table}, *((r - {wall}, h) for r, h in {table}[::-1])]",
            "rings = [[(x + a, y + b, z + h) for a, b in outline_ellipse(2 * r, 2 * r)] for r, h in skin]",
            f'loft(o, {name}, rings, slot="{slot}", closed=True)',
        ]

    def _stack(self, name: str, rings: str) -> list[str]:
        outline = "outline_ellipse(w, d)" if self.solid.form == "round" else "outline_rounded(w, d, 0.0)"
        slot = SLOTS.get(self.group.name.split("_")[0], "body")
        return [
            f"rings = {rings}",
            f"loft(o, {name}, [[(x + a, y + b, z) for a, b in {outline}] for z, x, y, w, d in rings],",
            f'     slot="{slot}")',
        ]


def _turned(solid: Solid) -> bool:
    """Whether it is turned around an upright axis."""
    first = solid.rings[0]
    return solid.form == "round" and all(
        abs(r.w - r.d) < 0.04 * max(r.w, r.d) + 0.002 and math.hypot(r.x - first.x, r.y - first.y) < 0.004
        for r in solid.rings
    )


def _number(value: float) -> str:
    shown = f"{value:.4f}".rstrip("0")
    return "0.0" if shown in ("-0.", "0.") else f"{shown}0" if shown.endswith(".") else shown


def _safe(name: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in name)
