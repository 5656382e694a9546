"""A drawing made flat, upright and of one working size: paper 1, ink 0, whatever its colours were."""

from __future__ import annotations

import math
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.image import Mask, Pixels, fit_within, scale
from tools.picture.segments import find_segments

Array = NDArray[np.float64]

WORK = 1400
"""Pixels of the longer side that a drawing is read at: a stroke of a plan on A3 is then 1 to 3 wide."""
SMALL = 700
"""Drawings smaller than this are enlarged by two first."""
BAR_SAME, BAR_FULL, BAR_APART, BAR_MOST = 14, 0.7, 40, 0.3
"""Bars of apps: levels within which a row of theirs is one brightness, the share of it that is (a clock and
buttons stand in it), levels that it is off the paper, and the part of the picture that they take at most."""
FRAME, FRAME_LINE = 0.06, 0.012
"""A sheet's frame runs within this part of its edge, in a line this part of the longer side thick at most."""
UPRIGHT = 0.25
"""Degrees within which a drawing counts as upright."""


class Paper(NamedTuple):
    """A drawing to work on.

    Attributes:
        tone: (h, w) 0 to 1, paper 1, ink 0, light and tint of the sheet taken out.
        ink: strokes and fills.
        turn: degrees by which the drawing is turned counter-clockwise on the picture.
        forward: (2, 3) from pixels of the picture to pixels here; both count from the corner.
        blueprint: light strokes on dark paper.
    """

    tone: NDArray[np.float32]
    ink: Mask
    turn: float
    forward: Array
    blueprint: bool

    @property
    def zoom(self) -> float:
        """Pixels here per pixel of the picture."""
        return math.sqrt(abs(float(np.linalg.det(self.forward[:, :2]))))

    def back(self, points: Array) -> Array:
        """Points (n, 2) here as pixels of the picture."""
        return np.asarray((points - self.forward[:, 2]) @ np.linalg.inv(self.forward[:, :2]).T)


def lay_flat(image: Pixels) -> Paper:
    """The drawing on a picture, upright and in black on white."""
    work, factor = fit_within(image, WORK)
    if max(work.shape[:2]) < SMALL:
        work, factor = scale(work, 2.0), factor * 2
    tone, blueprint = _tone(work)
    turn = turn_of(tone)
    forward = np.array([[factor, 0.0, 0.0], [0.0, factor, 0.0]])
    if turn:
        tone, forward = _turned(tone, turn, factor)
    return Paper(tone, _without_frame(_ink(tone)), turn, forward, blueprint)


def _tone(image: Pixels) -> tuple[NDArray[np.float32], bool]:
    """Ink 0, paper 1: divided by the sheet's own brightness, which may change slowly over it."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    counts = np.bincount(grey.ravel(), minlength=256).astype(float)
    paper = int(cv2.GaussianBlur(counts[None], (0, 0), 4.0)[0].argmax())
    grey = _without_bars(np.asarray(grey, np.uint8), paper)
    counts = np.bincount(grey.ravel(), minlength=256).astype(float)
    blueprint = bool(
        paper < 150 and counts[min(255, paper + 45) :].sum() > 1.5 * counts[: max(0, paper - 45)].sum()
    )
    if blueprint:
        grey = 255 - grey
    reach = max(15, max(grey.shape) // 18) | 1
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    lit = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach // 4 | 1, reach // 4 | 1), np.uint8))
    lit = cv2.GaussianBlur(lit.astype(np.float32), (0, 0), reach / 8)
    # a thick wall or a dark panel is wider than the reach: the sheet is not darker than half its usual light
    sheet = cv2.resize(lit, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    usual = float(np.percentile(sheet, 60))
    sheet = np.maximum(sheet, 0.7 * usual)
    return np.clip(grey.astype(np.float32) / np.maximum(sheet, 1), 0, 1), blueprint


def _without_bars(grey: NDArray[np.uint8], paper: int) -> NDArray[np.uint8]:
    """The sheet with an app's bars over, under or beside it made paper: rows of one other brightness."""
    clean = grey.copy()
    for sheet in (clean, clean[::-1], clean.T, clean.T[::-1]):
        usual = np.median(sheet, axis=1, keepdims=True)
        plain = (np.abs(sheet - usual) < BAR_SAME).mean(1) > BAR_FULL
        bar = plain & (np.abs(usual[:, 0] - paper) > BAR_APART)
        rows = int(np.argmin(bar)) if not bar.all() else 0
        if rows < 3 or rows > BAR_MOST * len(sheet):
            continue
        sheet[: rows + 1] = paper  # and the row that both share
    return clean


def _ink(tone: NDArray[np.float32]) -> Mask:
    """Strokes and fills: darker than where ink and paper part best."""
    levels = np.rint(tone * 255).astype(np.uint8)
    best, _ = cv2.threshold(levels, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return np.asarray(levels < np.clip(best, 110, 190))


def _without_frame(ink: Mask) -> Mask:
    """The strokes without the lines that frame the whole sheet."""
    height, width = ink.shape
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    rest = ink.copy()
    for i in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[i])
        if max(x / width, y / height, 1 - (x + w) / width, 1 - (y + h) / height) > FRAME:
            continue
        line = max(2, int(FRAME_LINE * max(ink.shape)))
        inner = labels[y + line : y + h - line, x + line : x + w - line] == i
        if area < 1.2 * line * (w + h) * 2 and not inner.any():  # nothing of it leads inward
            rest &= labels != i
    return rest


def turn_of(tone: NDArray[np.float32]) -> float:
    """Degrees, within 45, by which most of the lines are turned counter-clockwise; 0 when upright."""
    layers = np.repeat(np.rint(tone * 255).astype(np.uint8)[:, :, None], 3, axis=2)
    lines = find_segments(layers, shortest=0.05)  # longer than a hatching's
    if len(lines.length) < 4:
        return 0.0
    side = lines.end - lines.start
    angle = np.degrees(np.arctan2(-side[:, 1], side[:, 0])) % 90
    place = (angle[:, None] - np.arange(0, 90, 0.25)[None] + 45) % 90 - 45
    votes = (np.exp(-0.5 * (place / 0.5) ** 2) * lines.length[:, None] ** 1.5).sum(0)
    best = float(np.arange(0, 90, 0.25)[votes.argmax()])
    off = (angle - best + 45) % 90 - 45
    near = np.abs(off) < 1.2
    if lines.length[near].sum() < 0.3 * lines.length.sum():
        return 0.0
    best += float(np.average(off[near], weights=lines.length[near]))
    turn = (best + 45) % 90 - 45
    return turn if abs(turn) > UPRIGHT else 0.0


def _turned(tone: NDArray[np.float32], turn: float, factor: float) -> tuple[NDArray[np.float32], Array]:
    """The drawing turned upright on a sheet that holds all of it."""
    h, w = tone.shape
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    spin = np.array([[c, -s], [s, c]])  # y runs down: turning back clockwise
    size = np.ceil(np.abs(spin) @ (w, h)).astype(int)
    shift = size / 2 - spin @ (w / 2, h / 2)
    edges = np.column_stack([spin, shift])
    whole = (int(size[0]), int(size[1]))
    # OpenCV counts from pixel centres, we from corners
    middles = np.column_stack([spin, shift + spin @ (0.5, 0.5) - 0.5])
    flat = cv2.warpAffine(tone, middles, whole, flags=cv2.INTER_LINEAR, borderValue=(1.0,))
    forward = edges @ np.array([[factor, 0, 0], [0, factor, 0], [0, 0, 1]])
    return np.asarray(flat, np.float32), forward
