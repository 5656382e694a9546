"""LDR-FLIP: how different two pictures look when flipped between, 0 to 1 at every pixel.

The authors' own program computes it: P. Andersson, J. Nilsson, T. Akenine-Möller, M. Oskarsson, K. Åström and
M. D. Fairchild, "FLIP: A Difference Evaluator for Alternating Images", Proc. ACM Comput. Graph. Interact.
Tech. 3(2), 2020.
"""

from __future__ import annotations

import math

import flip_evaluator
import numpy as np
from numpy.typing import NDArray

from tools.picture.image import Pixels

PIXELS_PER_DEGREE = 0.7 * 3840 / 0.7 * math.pi / 180
"""A 0.7 m wide 3840-pixel display seen from 0.7 m: the paper's own viewing conditions, about 67."""


def flip(
    reference: Pixels, test: Pixels, pixels_per_degree: float = PIXELS_PER_DEGREE
) -> NDArray[np.float32]:
    """The error map (h, w) of two pictures of the same size; its mean is the usual single number."""
    error, _, _ = flip_evaluator.evaluate(
        reference.astype(np.float32) / 255,
        test.astype(np.float32) / 255,
        "LDR",
        applyMagma=False,
        parameters={"ppd": pixels_per_degree},
    )
    return np.asarray(error[..., 0])
