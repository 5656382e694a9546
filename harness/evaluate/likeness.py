"""How alike a result's render and the input picture are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from tools.measure.images import Pixels, ciede2000, psnr, ssim
from tools.picture.flip import flip
from tools.picture_file import open_picture

SAME_ASPECT = 0.01


def picture_likeness(picture: Path, render: Path) -> dict[str, float]:
    """PSNR, SSIM, mean CIEDE2000 and mean FLIP; empty when the two are not of one shape.

    A picture of another size is brought to the render's by one factor; one of another aspect is not compared,
    for no two pixels would then show the same place.
    """
    one, two = (open_picture(p).convert("RGB") for p in (picture, render))
    if abs(one.width / one.height * two.height / two.width - 1) > SAME_ASPECT:
        return {}
    if one.size != two.size:
        one = one.resize(two.size, Image.Resampling.LANCZOS)
    a, b = _pixels(one), _pixels(two)
    return {
        "psnr": min(psnr(a, b), 99.0),
        "ssim": ssim(a, b),
        "ciede2000": ciede2000(a, b),
        "flip": float(flip(a, b).mean()),
    }


def _pixels(image: Image.Image) -> Pixels:
    return np.asarray(image, dtype=np.uint8)
