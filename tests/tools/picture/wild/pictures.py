"""Pictures as they reach people, made of the shipped bedroom, with the outline of its floor on them."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture import image
from tools.picture.image import Pixels

Array = NDArray[np.float64]
EXAMPLE = Path(__file__).parents[4] / "example"
WIDTH = 5.06
"""Metres that the bedroom is wide."""


def bedroom() -> tuple[Pixels, Array]:
    """The picture as it is, 1024 x 800."""
    truth = json.loads((EXAMPLE / "bedroom.truth.json").read_text())
    return image.load(EXAMPLE / "bedroom.png"), np.array(truth["room"]["floor_px"])


def beside_another() -> tuple[Pixels, Array]:
    """With a second building at its right."""
    picture, floor = bedroom()
    pair = [_high(picture), np.full((400, 10, 3), 255, np.uint8), _high(image.load(EXAMPLE / "living.png"))]
    return np.hstack(pair), floor / 2


def _high(picture: Pixels) -> Pixels:
    size = (round(picture.shape[1] * 400 / picture.shape[0]), 400)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def through_a_fisheye() -> tuple[Pixels, Array]:
    """Equidistant, 124 degrees, 900 pixels, round on black; the outline is not told."""
    picture, _ = bedroom()
    half = np.radians(62)
    y, x = np.mgrid[0:900, 0:900].astype(np.float32)
    u, v = (x - 450) / 450, (y - 450) / 450
    r = np.maximum(np.hypot(u, v), 1e-6)
    far = np.tan(np.minimum(r, 1.0) * half) / np.tan(half) / r
    wide, high = picture.shape[1] / 2, picture.shape[0] / 2
    bent = cv2.remap(
        picture,
        (wide + wide * u * far).astype(np.float32),
        (high + high * v * far).astype(np.float32),
        cv2.INTER_LINEAR,
    )
    bent[r > 1] = 0
    return np.asarray(bent, np.uint8), np.zeros((0, 2))


def by_night() -> tuple[Pixels, Array]:
    """A twelfth of its light, bluish, with a sensor's noise."""
    picture, floor = bedroom()
    dark = picture * np.array([0.08, 0.09, 0.14]) + np.random.default_rng(0).normal(0, 3, picture.shape)
    return np.asarray(np.clip(np.rint(dark), 0, 255), np.uint8), floor


def as_a_sketch() -> tuple[Pixels, Array]:
    """Its edges as dark strokes on cream paper."""
    picture, floor = bedroom()
    grey = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (0, 0), 1.2)
    strokes = cv2.dilate(cv2.Canny(grey, 40, 110), np.ones((2, 2), np.uint8))
    ink = cv2.GaussianBlur(strokes, (0, 0), 0.7)[..., None] / 255
    paper = np.array([240, 232, 215]) + np.random.default_rng(0).normal(0, 3, picture.shape)
    return np.asarray(np.clip(paper * (1 - ink) + 60 * ink, 0, 255), np.uint8), floor


def with_a_watermark() -> tuple[Pixels, Array]:
    """White words slantwise over all of it."""
    picture, floor = bedroom()
    layer = np.zeros((1400, 1400), np.uint8)
    for row in range(12):
        words, place = "example stock pictures " * 2, (-60 * (row % 3), 60 + 120 * row)
        cv2.putText(layer, words, place, cv2.FONT_HERSHEY_SIMPLEX, 1.6, 255.0, 2, cv2.LINE_AA)
    slant = cv2.getRotationMatrix2D((700, 700), 20, 1)
    layer = np.asarray(cv2.warpAffine(layer, slant, (1400, 1400)))[200:1000, 150:1174]
    share = 0.45 * layer[..., None] / 255
    return np.asarray(picture * (1 - share) + 255 * share, np.uint8), floor


def of_8k() -> tuple[Pixels, Array]:
    """7680 x 6000 pixels."""
    picture, floor = bedroom()
    large = cv2.resize(picture, (7680, 6000), interpolation=cv2.INTER_LINEAR)
    return np.asarray(large, np.uint8), floor * 7.5


def isometric() -> tuple[Pixels, Array]:
    """A doll's house view of a bedroom 5.06 m wide; the outline is not told."""
    return image.load(Path(__file__).parent / "isometric.jpg"), np.zeros((0, 2))
