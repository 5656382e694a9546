"""The network run on a picture: named boxes with what else it may be, where its front looks, and how sure.

OpenCV's dnn runs the shipped file; nothing else is needed. The maps it gives are described in
harness/training/network.py: peaks of `heat` are centres of things, the other maps are read at the peaks
(Zhou et al., "Objects as Points", 2019).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.image import Pixels
from tools.picture.recognise.calibration import confidence_of
from tools.picture.recognise.classes import CLASSES, FINE, WORDS
from tools.survey import Box

Array = NDArray[np.float32]
MEAN, SCALE = 0.498, 0.502
"""Of the network's input; those of the backbone's ImageNet weights."""
STRIDE = 8
"""Pixels of its input a cell."""
SIDES = (256, 384)
"""Pixels of the longer side of what it is shown: large things are best seen small, and small ones large."""
LONE = 0.85
"""Of the score of what was seen at one side only."""
LEAST = 0.05
"""Peaks lower than this are not looked at."""
SAME, OTHER = 0.45, 0.7
"""Boxes that overlap (intersection over union) more are one thing: of the same class, of two classes."""
WHOLE = frozenset({"bed", "sofa"})
PART = frozenset({"bed", "sofa", "chair", "table", "storage", "rug", "bath", "appliance"})
MOSTLY = 0.8
"""A lower peak of these classes that lies so much within a bed or sofa is its duvet, seat or back."""
MAPS = ("heat", "size", "offset", "word", "front")
WAYS = ((0, False), (0, True), (1, False), (2, True), (3, False), (2, False))
"""How a picture from above is shown: turned counter-clockwise by quarters, after mirroring or not."""
GRID = 32
"""Sides of the input are multiples of this."""


class Named(NamedTuple):
    """A thing that was recognised.

    Attributes:
        name: coarse class, one of CLASSES.
        box: pixels of the picture.
        score: 0 to 1, as the network gives it.
        words: categories of the class with their shares, the likeliest first.
        facing: degrees its front looks to in the picture, 0 down, 90 right; None when it has no front.
        others: other classes seen in the same place with their scores, the likeliest first.
    """

    name: str
    box: Box
    score: float
    words: tuple[tuple[str, float], ...]
    facing: float | None
    others: tuple[tuple[str, float], ...] = ()

    @property
    def confidence(self) -> float:
        """0 to 1: so many of those as sure as this are right."""
        return confidence_of(self.name, self.score)

    @property
    def word(self) -> str:
        """The likeliest category."""
        return self.words[0][0]


Peak = tuple[int, Box, float, Array, Array]
"""Class, box, height, words' logits, front."""


def recognise(
    image: Pixels,
    *,
    sides: Sequence[int] = SIDES,
    turned: bool = True,
    least: float = LEAST,
    file: Path | None = None,
) -> list[Named]:
    """What stands in a room, the surest first.

    Args:
        image: (h, w, 3) sRGB.
        sides: pixels of the longer side of what the network sees.
        turned: whether it also looks at the picture turned by quarters and mirrored: right for pictures from
            above, six times as long.
        least: raw score below which nothing is returned.
        file: the network; the shipped one when left out.
    """
    net = _network(file)
    size = (image.shape[1], image.shape[0])
    peaks: list[tuple[Peak, int]] = []
    for side in sides:
        maps, factor = _maps(net, image, side, turned)
        peaks += [(peak, side) for peak in _peaks(maps, factor, size, least)]
    kept: list[_Kept] = []
    for peak, side in sorted(peaks, key=lambda p: -p[0][2]):
        twin = next((k for k in kept if _same(peak, k.peak)), None)
        if twin is None:
            kept.append(_Kept(peak, [], {side}))
        elif peak[0] == twin.peak[0]:
            twin.sides.add(side)
        else:
            twin.others.append(peak)
    named = [_named(k.peak, k.others, 1.0 if len(k.sides) == len(sides) else LONE) for k in kept]
    return sorted(named, key=lambda n: -n.score)


class _Kept(NamedTuple):
    """A peak that stands for its likes, peaks of other classes in its place, and the sides it was seen at."""

    peak: Peak
    others: list[Peak]
    sides: set[int]


@cache
def _network(file: Path | None = None) -> cv2.dnn.Net:
    shipped = resources.files("tools.picture.recognise").joinpath("reader.onnx")
    data = file.read_bytes() if file else shipped.read_bytes()
    net = cv2.dnn.readNetFromONNX(np.frombuffer(data, np.uint8))
    net.setPreferableBackend(cv2.dnn.DNN_BACKEND_OPENCV)
    return net


def _maps(net: cv2.dnn.Net, image: Pixels, side: int, turned: bool) -> tuple[dict[str, Array], float]:
    """The mean of the maps over the ways the picture is shown, and the factor it was shrunk by."""
    height, width = image.shape[:2]
    factor = side / max(height, width)
    flags = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    small = cv2.resize(image, (round(width * factor), round(height * factor)), interpolation=flags)
    h, w = (-(-n // GRID) * GRID for n in small.shape[:2])
    canvas = np.empty((h, w, 3), np.uint8)
    canvas[:] = np.median(np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]]), axis=0)
    canvas[: small.shape[0], : small.shape[1]] = small
    x = (canvas.astype(np.float32) / 255 - MEAN) / SCALE
    ways = WAYS if turned else WAYS[:1]
    total: dict[str, Array] = {}
    for quarters, mirror in ways:
        seen = _forward(net, _turned(x, quarters, mirror))
        for name, values in _undone(seen, quarters, mirror).items():
            total[name] = total.get(name, np.float32(0)) + values / np.float32(len(ways))
    return total, factor


def _turned(x: Array, quarters: int, mirror: bool) -> Array:
    """The picture mirrored left to right, then turned counter-clockwise by quarters."""
    return np.rot90(x[:, ::-1] if mirror else x, quarters)


def _forward(net: cv2.dnn.Net, x: Array) -> dict[str, Array]:
    """The maps (channels, h, w) of one input, the heat as shares."""
    net.setInput(np.ascontiguousarray(x.transpose(2, 0, 1))[None])
    maps = dict(zip(MAPS, (m[0] for m in net.forward(MAPS)), strict=True))
    maps["heat"] = 1 / (1 + np.exp(-maps["heat"]))
    return maps


def _undone(maps: dict[str, Array], quarters: int, mirror: bool) -> dict[str, Array]:
    """The maps of a turned picture as maps of the picture itself."""
    out = {name: np.rot90(m, -quarters, axes=(1, 2)) for name, m in maps.items()}
    for _ in range(quarters):
        # one quarter clockwise: right becomes down, and down becomes left
        out["size"] = out["size"][::-1]
        ox, oy = out["offset"]
        out["offset"] = np.stack([1 - oy, ox])
        fx, fy = out["front"]
        out["front"] = np.stack([-fy, fx])
    if mirror:
        out = {name: m[:, :, ::-1] for name, m in out.items()}
        out["offset"] = np.stack([1 - out["offset"][0], out["offset"][1]])
        out["front"] = np.stack([-out["front"][0], out["front"][1]])
    return out


def _peaks(maps: dict[str, Array], factor: float, size: tuple[int, int], least: float) -> list[Peak]:
    heat = maps["heat"]
    top = np.stack([cv2.dilate(np.ascontiguousarray(m), np.ones((3, 3), np.uint8)) for m in heat])
    found = []
    for c, y, x in zip(*np.nonzero((heat >= top) & (heat >= least)), strict=True):
        w, h = np.expm1(maps["size"][:, y, x])
        cx, cy = x + maps["offset"][0, y, x], y + maps["offset"][1, y, x]
        x0, y0, x1, y1 = (
            float(v) * STRIDE / factor for v in (cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2)
        )
        box = (max(0.0, x0), max(0.0, y0), min(float(size[0]), x1), min(float(size[1]), y1))
        if box[2] - box[0] > 2 and box[3] - box[1] > 2:
            found.append((int(c), box, float(heat[c, y, x]), maps["word"][:, y, x], maps["front"][:, y, x]))
    return found


def _same(peak: Peak, held: Peak) -> bool:
    """Whether a lower peak is what a higher one has said already, or a part of its bed or sofa."""
    if CLASSES[held[0]] in WHOLE and CLASSES[peak[0]] in PART and covered(peak[1], held[1]) > MOSTLY:
        return True
    return overlap(peak[1], held[1]) > (SAME if peak[0] == held[0] else OTHER)


def covered(box: Box, by: Box) -> float:
    """Share of a box's area that lies within another."""
    w, h = min(box[2], by[2]) - max(box[0], by[0]), min(box[3], by[3]) - max(box[1], by[1])
    return max(0.0, w) * max(0.0, h) / max((box[2] - box[0]) * (box[3] - box[1]), 1e-9)


def overlap(a: Box, b: Box) -> float:
    """Intersection over union."""
    w, h = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0.0
    return w * h / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - w * h)


def _named(peak: Peak, others: list[Peak], share: float) -> Named:
    kind, box, height, logits, front = peak
    name = CLASSES[kind]
    words = WORDS[name]
    chances = np.exp([float(logits[FINE.index(word)]) for word in words])
    shares = sorted(zip(words, (chances / chances.sum()).tolist(), strict=True), key=lambda s: -s[1])
    length = float(np.hypot(*front))
    facing = math.degrees(math.atan2(float(front[0]), float(front[1]))) if length > FRONT else None
    also = {CLASSES[o[0]]: o[2] for o in reversed(others)}
    ranked = tuple(sorted(also.items(), key=lambda o: -o[1]))
    return Named(name, box, height * share, tuple(shares), facing, ranked)


FRONT = 0.4
"""Shorter front vectors are no front: the ways of looking disagree, or all sides are the same."""
