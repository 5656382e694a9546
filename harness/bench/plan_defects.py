"""What happens to drawings on their way: scanners, screens, copies."""

from __future__ import annotations

import math
from typing import Literal

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from tools.picture.image import Pixels

Array = NDArray[np.float64]
Defect = Literal["turned", "paper", "noise", "blueprint", "bars", "jpeg", "small", "frame", "title", "large"]


def damage(image: Pixels, defects: tuple[Defect, ...], rng: Generator) -> tuple[Pixels, Array]:
    """The damaged picture, and (2, 3) from pixels of the sheet to its own; both count from the corner."""
    to = np.array([[1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0]])
    picture = image.astype(np.float32)
    if "frame" in defects:
        h, w = picture.shape[:2]
        cv2.rectangle(picture, (14, 14), (w - 15, h - 15), (0, 0, 0), int(rng.integers(2, 5)))
    if "turned" in defects:
        picture, step = _turned(picture, float(rng.choice([-1, 1]) * rng.uniform(0.8, 7.0)))
        to = step @ to
    if "small" in defects or "large" in defects:
        factor = float(rng.uniform(0.5, 0.65) if "small" in defects else rng.uniform(2.5, 3.2))
        size = (round(picture.shape[1] * factor), round(picture.shape[0] * factor))
        how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
        to = np.diag([size[0] / picture.shape[1], size[1] / picture.shape[0], 1.0]) @ to
        picture = np.asarray(cv2.resize(picture, size, interpolation=how), np.float32)
    if "blueprint" in defects:
        ink, paper = np.array([235, 240, 255], np.float32), np.array([24, 62, 140], np.float32)
        share = picture / 255
        picture = share * paper + (1 - share) * ink
    if "paper" in defects:
        picture = picture * _sheet(picture.shape[:2], rng)
    if "noise" in defects:
        picture = picture + rng.normal(0, float(rng.uniform(2, 7)), picture.shape).astype(np.float32)
    picture = np.clip(picture, 0, 255)
    if "bars" in defects:
        picture, step = _bars(picture, rng)
        to = step @ to
    flat = np.rint(np.clip(picture, 0, 255)).astype(np.uint8)
    if "jpeg" in defects:
        _, data = cv2.imencode(".jpg", flat[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(45, 80))])
        flat = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)[..., ::-1].copy()
    return flat, to[:2]


def _turned(picture: NDArray[np.float32], degrees: float) -> tuple[NDArray[np.float32], Array]:
    h, w = picture.shape[:2]
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    spin = np.array([[c, s], [-s, c]])
    size = np.ceil(np.abs(spin) @ (w, h)).astype(int)
    shift = size / 2 - spin @ (w / 2, h / 2)
    middles = np.column_stack([spin, shift + spin @ (0.5, 0.5) - 0.5])
    border = tuple(float(v) for v in np.median(picture[0], axis=0))
    turned = cv2.warpAffine(
        picture, middles, (int(size[0]), int(size[1])), flags=cv2.INTER_LINEAR, borderValue=border
    )
    return np.asarray(turned, np.float32), np.vstack([np.column_stack([spin, shift]), [0, 0, 1]])


def _sheet(shape: tuple[int, ...], rng: Generator) -> NDArray[np.float32]:
    """Cream paper that is darker at one side."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    turn = float(rng.uniform(0, 2 * math.pi))
    slope = (x / shape[1] - 0.5) * math.cos(turn) + (y / shape[0] - 0.5) * math.sin(turn)
    light = 0.93 + 0.1 * slope
    tint = np.array([1.0, 0.975, 0.92], np.float32)
    return np.asarray(light[:, :, None] * tint, np.float32)


def _bars(picture: NDArray[np.float32], rng: Generator) -> tuple[NDArray[np.float32], Array]:
    """An app's dark bars over and under the picture, with something like a clock and buttons in them."""
    h, w = picture.shape[:2]
    top, bottom = int(rng.integers(40, 90)), int(rng.integers(60, 130))
    whole = np.full((h + top + bottom, w, 3), float(rng.integers(10, 60)), np.float32)
    whole[top : top + h] = picture
    cv2.putText(whole, "9:41", (20, top - 14), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (230.0, 230.0, 230.0), 2)
    for i in range(4):
        middle = (int((i + 0.5) * w / 4), h + top + bottom // 2)
        cv2.circle(whole, middle, 14, (200.0, 200.0, 200.0), 2)
    return whole, np.array([[1, 0, 0], [0, 1, top], [0, 0, 1.0]])
