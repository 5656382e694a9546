"""A room drawn as a line plan, the way an architect would: walls, door swings, furniture symbols."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from shapely.geometry import Polygon

from tools.geometry import Vec2, turn
from tools.pinhole import Camera
from tools.planner.catalogue import FLAT
from tools.planner.design import Design, Hole, Piece

SMOOTH = 3
"""Drawn this much larger and shrunk, for smooth lines."""
LOOKS: tuple[tuple[str, str, str, bool], ...] = (
    ("#ffffff", "#1a1a1a", "#1a1a1a", False),
    ("#fbfaf6", "#2b2b2b", "#4a4a4a", True),
    ("#ffffff", "#5b6470", "#39424e", True),
    ("#f4f1ea", "#3a3029", "#54463b", False),
    ("#12365c", "#e8f1fb", "#cfe2f6", False),
)
"""Paper, wall and line colours; whether furniture is filled with tints."""
TINTS: tuple[str, ...] = ("#efe6d8", "#e3eaf0", "#e6efe2", "#f3e4e1", "#ece8f2", "#f6f0d8")


class Sheet:
    """A drawing surface in world metres."""

    def __init__(self, camera: Camera, look: tuple[str, str, str, bool]) -> None:
        self.camera, (self.paper, self.wall, self.line, self.filled) = camera, look
        size = (camera.width * SMOOTH, camera.height * SMOOTH)
        self.image = Image.new("RGB", size, self.paper)
        self.pen = ImageDraw.Draw(self.image)

    def px(self, points: Sequence[Vec2]) -> list[Vec2]:
        """World points to drawing pixels."""
        flat = self.camera.project([(x, y, 0.0) for x, y in points]) * SMOOTH
        return [(float(u), float(v)) for u, v in flat]

    def shape(self, points: Sequence[Vec2], fill: str | None = None, width: int = 1) -> None:
        """A closed outline."""
        corners = self.px(points)
        if fill:
            self.pen.polygon(corners, fill=fill)
        self.pen.line([*corners, corners[0], corners[1]], fill=self.line, width=width * SMOOTH, joint="curve")

    def path(self, points: Sequence[Vec2], width: int = 1, color: str | None = None) -> None:
        """An open line."""
        self.pen.line(self.px(points), fill=color or self.line, width=width * SMOOTH)

    def area(self, polygon: Polygon, fill: str) -> None:
        """A filled region without an outline; its holes show the paper."""
        self.pen.polygon(self.px([(float(x), float(y)) for x, y in polygon.exterior.coords]), fill=fill)
        for ring in polygon.interiors:
            self.pen.polygon(self.px([(float(x), float(y)) for x, y in ring.coords]), fill=self.paper)


def draw_plan(design: Design, camera: Camera, seed: int = 0) -> Image.Image:
    """The line plan of a design through an orthographic camera looking straight down."""
    rng = Random(f"plan/{seed}")
    sheet = Sheet(camera, LOOKS[rng.randrange(len(LOOKS))])
    _walls(sheet, design)
    world = {p.id: _world(design, p) for p in design.pieces}
    for piece in _drawn(design):
        _symbol(sheet, piece, *world[piece.id], TINTS[rng.randrange(len(TINTS))])
    return sheet.image.resize((camera.width, camera.height), Image.Resampling.LANCZOS)


def plan_ids(design: Design, camera: Camera, order: Sequence[str]) -> NDArray[np.int32]:
    """(H, W) what each pixel of the plan shows: 1 + position of its id in `order`, 0 for walls and floor."""
    image = Image.new("I", (camera.width, camera.height), 0)
    pen = ImageDraw.Draw(image)
    for piece in _drawn(design):
        at, yaw = _world(design, piece)
        shape = _round(piece) if piece.category in ROUNDED else _square(piece)
        world = [turn(p, yaw) for p in shape]
        pixels = camera.project([(at[0] + x, at[1] + y, 0.0) for x, y in world])
        pen.polygon([(float(u), float(v)) for u, v in pixels], fill=order.index(piece.id) + 1)
    return np.asarray(image, dtype=np.int32)


def _drawn(design: Design) -> list[Piece]:
    """What a plan shows, in drawing order: nothing from the ceiling, and from the walls only curtains."""
    shown = [
        p for p in design.pieces if p.mount != "ceiling" and (p.mount != "wall" or p.category == "curtain")
    ]
    return sorted(shown, key=lambda p: (p.category not in FLAT, p.on is not None))


def _square(piece: Piece) -> list[Vec2]:
    w, d = piece.size[0] / 2, piece.size[1] / 2
    return [(-w, -d), (w, -d), (w, d), (-w, d)]


def _round(piece: Piece) -> list[Vec2]:
    w, d = piece.size[0] / 2, piece.size[1] / 2
    return [(w * math.cos(k * math.pi / 16), d * math.sin(k * math.pi / 16)) for k in range(32)]


def _world(design: Design, piece: Piece) -> tuple[Vec2, float]:
    """World position and yaw of a piece that may stand on another."""
    at, yaw = piece.at, piece.yaw
    while piece.on is not None:
        piece = design.piece(piece.on)
        at, yaw = piece.to_world(at), yaw + piece.yaw
    return at, yaw


def wall_line(design: Design, hole: Hole) -> tuple[Vec2, Vec2, float, float]:
    """Start and end of the wall a hole sits in, its thickness and the offset of its middle from that line."""
    if isinstance(hole.wall, int):
        start = design.floor[hole.wall]
        end = design.floor[(hole.wall + 1) % len(design.floor)]
        return start, end, design.wall, -design.wall / 2
    divider = next(d for d in design.dividers if d.id == hole.wall)
    return divider.start, divider.end, divider.thickness, 0.0


def _walls(sheet: Sheet, design: Design) -> None:
    floor = Polygon(design.floor)
    sheet.area(floor.buffer(design.wall, join_style="mitre"), sheet.wall)
    for zone in design.zones:
        sheet.area(zone.polygon, sheet.paper)
    for hole in design.holes:
        start, end, thick, middle = wall_line(design, hole)
        length = math.dist(start, end)
        along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
        _hole(sheet, hole, start, along, thick, middle)


def _hole(sheet: Sheet, hole: Hole, start: Vec2, along: Vec2, thick: float, middle: float) -> None:
    normal = (-along[1], along[0])

    def at(s: float, off: float) -> Vec2:
        return (
            start[0] + along[0] * s + normal[0] * off,
            start[1] + along[1] * s + normal[1] * off,
        )

    a, b, t = hole.at - hole.width / 2, hole.at + hole.width / 2, thick / 2 + 0.01
    corners = [at(a, middle - t), at(b, middle - t), at(b, middle + t), at(a, middle + t)]
    sheet.pen.polygon(sheet.px(corners), fill=sheet.paper)
    if hole.kind == "window":
        for off in (-t, 0.0, t):
            sheet.path([at(a, middle + off), at(b, middle + off)])
    if hole.kind == "door":
        hinge, tip = (a, b) if hole.swing.endswith("left") else (b, a)
        inner = middle + t
        sweep = [
            at(
                hinge + (tip - hinge) * math.cos(math.radians(k * 5)),
                inner + hole.width * math.sin(math.radians(k * 5)),
            )
            for k in range(19)
        ]
        sheet.path(sweep)
        sheet.path([at(hinge, inner), sweep[-1]], width=2)


def _symbol(sheet: Sheet, piece: Piece, at: Vec2, yaw: float, tint: str) -> None:
    w, d = piece.size[0] / 2, piece.size[1] / 2

    def local(points: Sequence[Vec2]) -> list[Vec2]:
        turned = [turn(p, yaw) for p in points]
        return [(at[0] + x, at[1] + y) for x, y in turned]

    def rect(x0: float, y0: float, x1: float, y1: float) -> list[Vec2]:
        return local([(x0 * w, y0 * d), (x1 * w, y0 * d), (x1 * w, y1 * d), (x0 * w, y1 * d)])

    def oval(x: float, y: float, rx: float, ry: float) -> list[Vec2]:
        return local(
            [
                (x * w + rx * w * math.cos(k * math.pi / 16), y * d + ry * d * math.sin(k * math.pi / 16))
                for k in range(32)
            ]
        )

    fill = tint if sheet.filled else sheet.paper
    name = piece.category
    if name in ROUNDED:
        sheet.shape(oval(0, 0, 1, 1), fill)
        if name in {"plant", "small plant"}:
            for k in range(6):
                tip = (w * math.cos(k * math.pi / 3), d * math.sin(k * math.pi / 3))
                sheet.path(local([(0, 0), tip]))
        elif "lamp" in name:
            sheet.shape(oval(0, 0, 0.35, 0.35))
        return
    sheet.shape(rect(-1, -1, 1, 1), fill)
    for ring in DETAILS.get(name, ()):
        kind, a, b, c, e = ring
        sheet.shape(rect(a, b, c, e) if kind == "rect" else oval(a, b, c, e))
    if name in {"wardrobe", "bookshelf", "cabinet", "refrigerator"}:
        sheet.path(local([(-w, -d), (w, d)]))
    if name == "wardrobe":
        sheet.path(local([(-w, d), (w, -d)]))


ROUNDED: frozenset[str] = frozenset(
    {
        "round table",
        "round coffee table",
        "plant",
        "small plant",
        "table lamp",
        "floor lamp",
        "stool",
        "bar stool",
        "pouf",
        "round rug",
        "vase",
        "bowl",
        "plate",
        "glass",
        "bottle",
        "jar",
        "candle",
        "basket",
        "trash can",
        "coat rack",
        "fruit",
        "flowers",
        "cup",
        "blender",
    }
)

Detail = tuple[str, float, float, float, float]
DETAILS: dict[str, tuple[Detail, ...]] = {
    "bed": (("rect", -1, 0.9, 1, 1), ("rect", -1, -1, 1, 0.35)),
    "sofa": (
        ("rect", -1, 0.45, 1, 1),
        ("rect", -1, -1, -0.8, 0.45),
        ("rect", 0.8, -1, 1, 0.45),
        ("rect", -0.8, -1, 0, 0.45),
    ),
    "armchair": (("rect", -1, 0.4, 1, 1), ("rect", -1, -1, -0.7, 0.4), ("rect", 0.7, -1, 1, 0.4)),
    "dining chair": (("rect", -1, 0.7, 1, 1),),
    "office chair": (("oval", 0, -0.1, 0.75, 0.75), ("rect", -0.7, 0.7, 0.7, 1)),
    "toilet": (("oval", 0, -0.25, 0.85, 0.7), ("rect", -1, 0.5, 1, 1)),
    "bathtub": (("rect", -0.9, -0.8, 0.9, 0.8), ("oval", 0.7, 0, 0.05, 0.1)),
    "bathroom vanity": (("oval", 0, -0.05, 0.55, 0.6),),
    "sink": (("oval", 0, -0.05, 0.7, 0.65),),
    "kitchen sink": (("rect", -0.8, -0.7, 0.1, 0.6), ("rect", 0.2, -0.7, 0.9, 0.6)),
    "stove": (
        ("oval", -0.45, 0.4, 0.3, 0.3),
        ("oval", 0.45, 0.4, 0.3, 0.3),
        ("oval", -0.45, -0.4, 0.3, 0.3),
        ("oval", 0.45, -0.4, 0.3, 0.3),
    ),
    "shower": (("oval", 0, 0, 0.12, 0.12),),
    "washing machine": (("oval", 0, 0, 0.75, 0.75),),
    "crib": (("rect", -0.9, -0.85, 0.9, 0.85),),
    "rug": (("rect", -0.93, -0.92, 0.93, 0.92),),
    "piano": (("rect", -0.95, -1, 0.95, -0.45),),
    "desk": (("rect", -0.95, 0.85, 0.95, 0.95),),
}
"""Inner lines of a symbol: rectangles by two corners, ovals by centre and radii; shares of the half size."""
