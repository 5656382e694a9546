"""From pool pictures to what the network learns from: other crops, turns, light and damage every time."""

from __future__ import annotations

import math
from random import Random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from harness.sample.arrays import Array, vec
from harness.training.targets import FRAMED, LEAST, class_of, shown
from tools.picture.recognise.classes import CLASS_OF, CLASSES, FINE
from tools.picture.recognise.reader import MEAN, SCALE, STRIDE

Row = tuple[int, int, float, float, float, float, float, float]
"""Class, word or -1, box, front (0, 0 for none)."""


def rows_of(things: list[dict[str, Any]]) -> tuple[list[Row], list[Array]]:
    """What is asked for, and boxes where nothing is learnt."""
    rows: list[Row] = []
    ignored: list[Array] = []
    for thing in things:
        name, box = class_of(thing), thing["box"]
        if name is None or not shown(thing):
            ignored.append(vec(box))
            continue
        word = FINE.index(thing["category"]) if thing["category"] in CLASS_OF else -1
        front = thing["front"] or (0.0, 0.0)
        rows.append((CLASSES.index(name), word, *(float(v) for v in box), *front))
    return rows, ignored


def look(img: NDArray[np.uint8], rng: Random, noise: np.random.Generator) -> NDArray[np.uint8]:
    """Other light, colours, sharpness and damage."""
    h, w = img.shape[:2]
    x = img.astype(np.float32) / 255
    x = (
        x ** rng.uniform(0.65, 1.5)
        * vec([rng.uniform(0.85, 1.15) for _ in range(3)])
        * rng.uniform(0.75, 1.25)
    )
    if rng.random() < 0.6:
        hsv = cv2.cvtColor(np.clip(x, 0, 1), cv2.COLOR_BGR2HSV)
        hsv[..., 0] = (
            hsv[..., 0] + (rng.uniform(-12, 12) if rng.random() < 0.7 else rng.uniform(0, 360))
        ) % 360
        hsv[..., 1] = np.clip(hsv[..., 1] * rng.uniform(0.2, 1.4), 0, 1)
        x = vec(cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR))
    if rng.random() < 0.5:
        a = rng.uniform(0, 2 * math.pi)
        slope = np.linspace(-1, 1, w, dtype=np.float32)[None] * math.cos(a)
        slope = slope + np.linspace(-1, 1, h, dtype=np.float32)[:, None] * math.sin(a)
        x = x * (1 + rng.uniform(0, 0.3) * slope[..., None])
    if rng.random() < 0.4:
        field = noise.random((rng.randint(3, 40), rng.randint(3, 40)), dtype=np.float32)
        x = x * (
            1
            + rng.uniform(0, 0.3)
            * (cv2.resize(field, (w, h), interpolation=cv2.INTER_CUBIC)[..., None] - 0.5)
        )
    if rng.random() < 0.35:
        x = x + noise.standard_normal((h, w, 1), dtype=np.float32) * rng.uniform(0, 0.06)
    x = np.clip(x, 0, 1)
    if rng.random() < 0.35:
        x = vec(cv2.GaussianBlur(x, (0, 0), rng.uniform(0.4, 1.5)))
    out = (x * 255).astype(np.uint8)
    if rng.random() < 0.15:
        text = "".join(rng.choice("abcdefghijklmnopqrstuvwxyz.") for _ in range(rng.randint(5, 14)))
        at = (rng.randint(0, w // 2), rng.randint(20, h - 5))
        cv2.putText(
            out, text, at, cv2.FONT_HERSHEY_SIMPLEX, rng.uniform(0.4, 1.4), [rng.randint(0, 255)] * 3, 1
        )
    if rng.random() < 0.4:
        packed = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(25, 92)])[1]
        out = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)
    return out


def changed(
    img: NDArray[np.uint8], rows: list[Row], ignored: list[Array], kind: str, size: int, rng: Random
) -> tuple[NDArray[np.uint8], list[Row], list[Array]]:
    """The picture mirrored, turned by quarters, zoomed and moved into a square of `size` pixels."""
    h, w = img.shape[:2]
    quarter = rng.choice([0, 0, 1, 2, 3]) if kind in ("above", "ortho", "plan") else 0
    mirror = -1.0 if rng.random() < 0.5 else 1.0
    zoom = size / max(h, w) * rng.choice([1.0, rng.uniform(0.7, 1.0), rng.uniform(1.0, 1.6)])
    c, s = (1, 0, -1, 0)[quarter], (0, 1, 0, -1)[quarter]
    a = vec([[c * mirror, -s], [s * mirror, c]]) * zoom
    ends = np.abs(a) @ vec([w, h])
    slack = size - ends
    shift = vec([rng.uniform(min(0, v), max(0, v)) for v in slack]) + ends / 2 - a @ vec([w / 2, h / 2])
    fill = img[1, 1].tolist() if rng.random() < 0.6 else [rng.randint(0, 255)] * 3
    flags = cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR
    out = cv2.warpAffine(img, np.hstack([a, shift[:, None]]), (size, size), flags=flags, borderValue=fill)

    def moved(box: Any) -> tuple[Array, float]:
        p = vec([[box[0], box[1]], [box[2], box[3]]]) @ a.T + shift
        low, high = p.min(0), p.max(0)
        cut = vec([*np.clip(low, 0, size), *np.clip(high, 0, size)])
        return cut, float((cut[2] - cut[0]) * (cut[3] - cut[1]) / max(np.prod(high - low), 1e-6))

    kept: list[Row] = []
    left: list[Array] = []
    for row in rows:
        box, share = moved(row[2:6])
        if min(box[2] - box[0], box[3] - box[1]) < LEAST or share < FRAMED:
            if share > 0:
                left.append(box)
            continue
        f = a @ vec(row[6:8]) / zoom
        x0, y0, x1, y1 = (float(v) for v in box)
        kept.append((row[0], row[1], x0, y0, x1, y1, float(f[0]), float(f[1])))
    for ignore in ignored:
        box, share = moved(ignore)
        if share > 0:
            left.append(box)
    return np.asarray(out, dtype=np.uint8), kept, left


def target_of(rows: list[Row], ignored: list[Array], size: int) -> dict[str, NDArray[Any]]:
    """The maps that the network should give for a picture."""
    n = size // STRIDE
    maps: dict[str, NDArray[Any]] = {
        "heat": np.zeros((len(CLASSES), n, n), np.float32), "keep": np.ones((1, n, n), np.float32),
        "size": np.zeros((2, n, n), np.float32), "offset": np.zeros((2, n, n), np.float32),
        "weight": np.zeros((1, n, n), np.float32), "word": np.full((n, n), -1, np.int64),
        "front": np.zeros((2, n, n), np.float32), "turned": np.zeros((1, n, n), np.float32),
    }  # fmt: skip
    for box in ignored:
        x0, y0, x1, y1 = (box / STRIDE).tolist()
        dx, dy = (x1 - x0) / 4, (y1 - y0) / 4
        maps["keep"][:, int(y0 + dy) : int(y1 - dy) + 1, int(x0 + dx) : int(x1 - dx) + 1] = 0
    grid = np.arange(n, dtype=np.float32)
    for kind, word, x0, y0, x1, y1, fx, fy in sorted(rows, key=lambda r: -(r[4] - r[2]) * (r[5] - r[3])):
        cx, cy, w, h = (x0 + x1) / 2 / STRIDE, (y0 + y1) / 2 / STRIDE, (x1 - x0) / STRIDE, (y1 - y0) / STRIDE
        ix, iy = min(n - 1, int(cx)), min(n - 1, int(cy))
        bell = np.exp(-((grid[None] - ix) ** 2) / (2 * max(0.7, w / 9) ** 2))
        bell = bell * np.exp(-((grid[:, None] - iy) ** 2) / (2 * max(0.7, h / 9) ** 2))
        maps["heat"][kind] = np.maximum(maps["heat"][kind], bell)
        maps["heat"][kind, iy, ix] = 1
        for y in range(max(0, iy - 1), min(n, iy + 2)):
            for x in range(max(0, ix - 1), min(n, ix + 2)):
                middle = x == ix and y == iy
                if not middle and bell[y, x] < 0.5:
                    continue
                maps["size"][:, y, x] = math.log1p(w), math.log1p(h)
                maps["offset"][:, y, x] = cx - x, cy - y
                maps["weight"][0, y, x] = 1.0 if middle else 0.4
                maps["word"][y, x] = word
                maps["front"][:, y, x] = fx, fy
                maps["turned"][0, y, x] = maps["weight"][0, y, x] if (fx, fy) != (0.0, 0.0) else 0.0
    return maps


def normal(img: NDArray[np.uint8]) -> Array:
    """BGR picture to the network's input (3, h, w)."""
    x = (img[..., ::-1].astype(np.float32) / 255 - MEAN) / SCALE
    return np.ascontiguousarray(x.transpose(2, 0, 1))
