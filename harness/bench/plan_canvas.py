"""A sheet of paper that plans are drawn on: metres in, black on white pixels out."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from tools.picture import polygon
from tools.picture.image import Mask, Pixels

Array = NDArray[np.float64]

FINE = 2
"""Pixels drawn per pixel of the picture: lines get soft edges."""
MARGIN = 170
"""Pixels around the building."""


class Sheet:
    """Paper of a building between two corners in metres, y down.

    Args:
        low: (2,) smallest x and y of the building, walls and all.
        high: (2,) largest.
        scale: pixels a metre.
        rng: chance.
        stroke: pixels that lines are wide.
    """

    def __init__(self, low: Array, high: Array, scale: float, rng: Generator, *, stroke: int) -> None:
        self.scale, self.rng, self.stroke = scale, rng, stroke
        self.shift = MARGIN - low * scale
        size = np.ceil((high - low) * scale + 2 * MARGIN).astype(int)
        self.size = (int(size[0]), int(size[1]))
        self.paper = np.full((self.size[1] * FINE, self.size[0] * FINE), 255, np.uint8)

    def to_pixels(self, points: Array) -> Array:
        """Metres (n, 2) to pixels of the finished sheet."""
        return np.asarray(points * self.scale + self.shift)

    def _fine(self, points: Array) -> NDArray[np.int32]:
        return np.asarray(np.rint(self.to_pixels(np.asarray(points, dtype=float)) * FINE), np.int32)

    def _filled(self, points: Array) -> Mask:
        drawn = np.zeros(self.paper.shape, np.uint8)
        cv2.fillPoly(drawn, [self._fine(points)], (1,))
        return np.asarray(drawn > 0)

    def walls(self, whole: Array, thickness: float, rooms: list[Array]) -> Mask:
        """Where walls are: the outline grown, without the rooms."""
        around = polygon.grown(polygon.counter_clockwise(whole), thickness)
        mask = self._filled(around)
        for room in rooms:
            mask &= ~self._filled(room)
        return mask

    def cut(self, walls: Mask, corners: Array) -> Mask:
        """The walls without a hole; a little further than the wall is thick on both sides."""
        across = (corners[3] - corners[0]) * 0.02
        wider = np.array([corners[0] - across, corners[1] - across, corners[2] + across, corners[3] + across])
        return walls & ~self._filled(wider)

    def draw_walls(self, walls: Mask, style: str) -> None:
        """Filled, hatched, grey or as two lines."""
        if style == "solid":
            self.paper[walls] = 0
            return
        if style == "grey":
            self.paper[walls] = int(self.rng.integers(90, 150))
        if style == "hatched":
            lines = np.zeros(self.paper.shape, np.uint8)
            apart = FINE * int(self.rng.integers(7, 12))
            for start in range(-self.paper.shape[0], self.paper.shape[1], apart):
                cv2.line(lines, (start, self.paper.shape[0]), (start + self.paper.shape[0], 0), (1,), FINE)
            self.paper[walls & (lines > 0)] = 0
        contours, _ = cv2.findContours(walls.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
        cv2.drawContours(self.paper, contours, -1, (0,), self.stroke * FINE)

    def line(self, points: Array, *, closed: bool = False, width: int | None = None) -> None:
        """A stroke through points in metres."""
        cv2.polylines(
            self.paper, [self._fine(points)], closed, (0,), (width or self.stroke) * FINE, cv2.LINE_AA
        )

    def draw_hole(self, corners: Array, along: Array, kind: str, swing: tuple[int, int] | None) -> None:
        """Panes, or a leaf with its arc; nothing for an opening."""
        out = corners[3] - corners[0]
        if kind == "window":
            shares = (0.0, 0.5, 1.0) if self.rng.random() < 0.6 else (0.0, 0.35, 0.65, 1.0)
            for share in shares:
                self.line(np.array([corners[0] + share * out, corners[1] + share * out]))
            return
        if kind != "door" or swing is None:
            return
        hinge, inward = swing
        width = float(np.linalg.norm(corners[1] - corners[0]))
        pivot = corners[hinge] if inward > 0 else corners[3 - hinge]
        way = along if hinge == 0 else -along
        into = -out / np.linalg.norm(out) * inward
        angles = np.radians(np.linspace(0, 90, 40))[:, None]
        self.line(
            pivot + width * (np.cos(angles) * way + np.sin(angles) * into), width=max(1, self.stroke - 1)
        )
        self.line(np.array([pivot, pivot + width * into]))

    def furniture(self, kind: str, at: tuple[float, float], size: tuple[float, float]) -> None:
        """A symbol around a middle, metres."""
        x, y = at
        w, d = size[0] / 2, size[1] / 2
        ring = np.array([(x - w, y - d), (x + w, y - d), (x + w, y + d), (x - w, y + d)])
        if kind == "table":
            turn = np.linspace(0, 2 * np.pi, 60)[:, None]
            self.line(np.array([x, y]) + w * np.hstack([np.cos(turn), np.sin(turn)]), closed=True)
            return
        self.line(ring, closed=True)
        if kind == "wardrobe":
            self.line(ring[[0, 2]], width=1)
        if kind == "bed":
            upright = d > w
            for side in (-0.5, 0.5):
                px, py = (
                    (x + side * 0.95 * w, y - d + 0.28) if upright else (x - w + 0.28, y + side * 0.95 * d)
                )
                a, b = (0.32, 0.19) if upright else (0.19, 0.32)
                self.line(
                    np.array([(px - a, py - b), (px + a, py - b), (px + a, py + b), (px - a, py + b)]),
                    closed=True,
                )

    def write(self, text: str, at: Array, height: float, *, upright: bool = False) -> None:
        """Words around a middle, letters `height` metres high."""
        u, v = self.to_pixels(at[None])[0]
        self._text(text, (float(u), float(v)), max(13.0, height * self.scale), upright=upright)

    def _text(self, text: str, at: tuple[float, float], pixels: float, *, upright: bool = False) -> None:
        font = ImageFont.load_default(size=pixels * FINE)
        left, top, right, bottom = font.getbbox(text)
        word = Image.new("L", (int(right - left) + 8, int(bottom - top) + 8), 255)
        ImageDraw.Draw(word).text((4 - left, 4 - top), text, fill=0, font=font)
        drawn = np.asarray(word)
        if upright:
            drawn = np.rot90(drawn)
        x, y = int(at[0] * FINE - drawn.shape[1] / 2), int(at[1] * FINE - drawn.shape[0] / 2)
        part = self.paper[max(0, y) : y + drawn.shape[0], max(0, x) : x + drawn.shape[1]]
        seen = drawn[max(0, -y) :, max(0, -x) :][: part.shape[0], : part.shape[1]]
        np.minimum(part, seen, out=part)

    def dimension(self, low: Array, high: Array, outer: float, unit: str) -> None:
        """Lines over and beside the building, with what it measures inside."""
        for axis in (0, 1):
            length = float(high[axis] - low[axis])
            text = {
                "m": f"{length:.2f} m", "bare": f"{length:.2f}", "mm": f"{length * 1000:.0f}",
                "cm": f"{length * 100:.0f} cm",
            }[unit]  # fmt: skip
            away = outer + 60 / self.scale
            a, b = (np.array([low[0], low[1] - away]), np.array([high[0], low[1] - away])) if axis == 0 else (
                np.array([low[0] - away, low[1]]), np.array([low[0] - away, high[1]])
            )  # fmt: skip
            self.line(np.array([a, b]), width=1)
            tick = np.array([7.0, -7.0]) / self.scale
            reach = np.array([0.0, 10 / self.scale]) if axis == 0 else np.array([10 / self.scale, 0.0])
            for end in (a, b):
                self.line(np.array([end - tick, end + tick]), width=2)
                self.line(np.array([end - reach, end + 3.5 * reach]), width=1)
            u, v = self.to_pixels((a + b)[None] / 2)[0]
            self._text(text, (u, v - 14) if axis == 0 else (u - 14, v), 20, upright=axis == 1)

    def title(self) -> None:
        """A line of words at the sheet's foot."""
        self._text("Scale 1:50   Sheet A-101", (160.0, self.size[1] - 30.0), 19)

    def pixels(self) -> Pixels:
        """The sheet as a picture."""
        small = cv2.resize(self.paper, self.size, interpolation=cv2.INTER_AREA)
        return np.repeat(np.asarray(small, np.uint8)[:, :, None], 3, axis=2)
