"""What happens to pictures of rooms on their way: lenses, darkness, screens, collages."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, get_args

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from tools.picture.image import Pixels

Array = NDArray[np.float64]
Damage = Literal["dark", "bars", "beside", "bent", "noise", "small"]
DAMAGES: tuple[Damage, ...] = get_args(Damage)


def damage(image: Pixels, floor: Array, what: Damage, rng: Generator) -> tuple[Pixels, Array, str]:
    """The damaged picture, the floor's outline on it, and how much, in words.

    Args:
        image: (h, w, 3) sRGB.
        floor: (n, 2) outline in its pixels.
        what: is done.
        rng: where the amount comes from.
    """
    h, w = image.shape[:2]
    if what == "dark":
        share = float(rng.uniform(0.04, 0.15))
        dim = image * share + rng.normal(0, 1.5, image.shape)
        return np.asarray(np.clip(dim, 0, 255), np.uint8), floor, f"{share:.2f}"
    if what == "bars":
        bar = np.full((int(rng.integers(40, 120)), w, 3), 15, np.uint8)
        return np.vstack([bar, image, bar]), floor + np.array([0, len(bar)]), ""
    if what == "beside":
        return np.hstack([image, image[:, ::-1]]), floor, ""
    if what == "noise":
        deep = float(rng.uniform(6, 22))
        noisy = image + rng.normal(0, deep, image.shape)
        return np.asarray(np.clip(noisy, 0, 255), np.uint8), floor, f"{deep:.0f}"
    if what == "small":
        half = cv2.resize(image, (w // 2, h // 2), interpolation=cv2.INTER_AREA)
        return np.asarray(half, np.uint8), floor / 2, ""
    k = float(rng.uniform(0.03, 0.5))
    return (*bent(image, floor, k), f"{k:.2f}")


def bent(image: Pixels, floor: Array, k: float) -> tuple[Pixels, Array]:
    """A picture as a lens shows it that bends lines, and the floor's outline with bent sides.

    A place r half longer sides from the middle of the bent picture shows what lay at r (1 + k r^2) / (1 + k).
    """
    h, w = image.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    middle, reach = np.array([w / 2, h / 2]), max(w, h) / 2
    u, v = (x + 0.5 - middle[0]) / reach, (y + 0.5 - middle[1]) / reach
    far = (1 + k * (u * u + v * v)) / (1 + k)
    border = tuple(float(c) for c in np.median(image[:4].reshape(-1, 3), axis=0))
    seen = cv2.remap(
        image, middle[0] + reach * u * far - 0.5, middle[1] + reach * v * far - 0.5, cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT, borderValue=border,
    )  # fmt: skip
    ring = np.vstack([floor, floor[:1]])
    steps = np.linspace(0, 1, 24, endpoint=False)[:, None]
    dense = np.vstack([a + (b - a) * steps for a, b in pairwise(ring)])
    straight = (dense - middle) / reach
    r = np.linalg.norm(straight, axis=1)
    out = r.copy()
    for _ in range(20):  # Newton: out (1 + k out^2) = r (1 + k)
        out -= (out * (1 + k * out**2) - r * (1 + k)) / (1 + 3 * k * out**2)
    outline = middle + reach * straight * (out / np.maximum(r, 1e-9))[:, None]
    return np.asarray(seen, np.uint8), np.asarray(outline)
