"""Frames, glass, mirrors and mouldings."""

from __future__ import annotations

from typing import Any, Literal

from tools.kit.core import Thing, Vec2, Vec3
from tools.kit.parts.shell import Shell, emit, shell_box, shell_moved
from tools.kit.parts.sweep import outline_rounded, shell_prism, shell_sweep

MOULDINGS: dict[str, tuple[Vec2, ...]] = {
    "step": ((0.0, 0.0), (0.45, 0.0), (0.45, 0.45), (1.0, 0.45), (1.0, 1.0), (0.0, 1.0)),
    "cove": ((0.0, 0.0), (0.2, 0.0), (0.22, 0.3), (0.4, 0.6), (0.75, 0.8), (1, 0.8), (1, 1), (0, 1)),
    "ogee": (
        (0.0, 0.0), (0.2, 0.0), (0.2, 0.12), (0.32, 0.3), (0.6, 0.42), (0.8, 0.58), (0.86, 0.78), (1.0, 0.8),
        (1.0, 1.0), (0.0, 1.0),
    ),
    "plinth": ((0.0, 0.0), (1.0, 0.0), (1.0, 0.7), (0.6, 0.85), (0.45, 1.0), (0.0, 1.0)),
}  # fmt: skip


def frame(
    o: Thing,
    part: str,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    border: float = 0.04,
    slot: str = "frame",
    radius: float = 0.0,
    bevel: float = 0.002,
) -> Any:
    """A standing rectangular frame of (width, depth, height) with an open middle."""
    return emit(o, part, shell_frame(size, border, radius, bevel), slot=slot, at=at)


def shell_frame(size: Vec3, border: float, radius: float = 0.0, bevel: float = 0.002) -> Shell:
    """The shell of `frame`, standing on the origin."""
    w, d, h = size
    rim = [(x, y + h / 2) for x, y in outline_rounded(w, h, radius)]
    hole = [
        (x, y + h / 2) for x, y in outline_rounded(w - 2 * border, h - 2 * border, max(0.0, radius - border))
    ]
    return shell_moved(shell_prism(rim, d, [hole], bevel), (0.0, d / 2, 0.0), (90.0, 0.0, 0.0))


def pane(
    o: Thing, part: str, size: Vec2, at: Vec3 = (0.0, 0.0, 0.0), thickness: float = 0.005, slot: str = "glass"
) -> Any:
    """A standing sheet of glass of (width, height)."""
    return emit(o, part, shell_box((size[0], thickness, size[1]), at), slot=slot)


def mirror_pane(o: Thing, part: str, size: Vec2, at: Vec3 = (0.0, 0.0, 0.0), thickness: float = 0.006) -> Any:
    """A standing sheet of mirror of (width, height)."""
    return pane(o, part, size, at, thickness, "mirror")


def moulding(
    o: Thing,
    size: Vec2,
    at: Vec3,
    height: float = 0.05,
    reach: float = 0.03,
    kind: Literal["step", "cove", "ogee", "plinth"] = "cove",
    part: str = "moulding",
    slot: str = "trim",
) -> Any:
    """A moulding around a rectangle of (width, depth): cornices, plinths, edges of tops.

    Args:
        o: the object.
        size: the rectangle it runs around, metres; it reaches outside by `reach`.
        at: centre of the rectangle, at the moulding's underside.
        height: metres.
        reach: metres.
        kind: "step", "cove", "ogee" or "plinth".
        part: name.
        slot: material slot.
    """
    w, d = size[0] / 2, size[1] / 2
    path: list[Vec3] = [(-w, -d, 0.0), (w, -d, 0.0), (w, d, 0.0), (-w, d, 0.0)]
    inside = -0.01
    section = [(x * reach if x else inside, z * height) for x, z in MOULDINGS[kind]]
    return emit(o, part, shell_sweep(path, section, closed=True), slot=slot, at=at, crease=30.0)
