"""Run-length masks of COCO: runs down the columns, the first of what is outside.

The format, and how its compressed text is packed (five bits a character, signed, from the third run on the
difference to the run before last), are COCO's `cocoapi`, `common/maskApi.c` (Lin et al., "Microsoft COCO",
2014).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tools.picture.image import Mask

FIRST, MORE, SIGN, BITS = 48, 0x20, 0x10, 5
LONGEST = 13
"""Characters of one run: more than any picture has pixels."""


def runs_of(text: str) -> list[int]:
    """The runs in a compressed text.

    Raises:
        ValueError: it is no such text.
    """
    runs: list[int] = []
    at = 0
    while at < len(text):
        value, shift, more = 0, 0, True
        while more:
            if at >= len(text) or shift > LONGEST or not 0 <= ord(text[at]) - FIRST < 64:
                raise ValueError("its compressed runs are damaged")
            code = ord(text[at]) - FIRST
            value |= (code & 0x1F) << (BITS * shift)
            more, at, shift = bool(code & MORE), at + 1, shift + 1
            if not more and code & SIGN:
                value |= -1 << (BITS * shift)
        runs.append(value + (runs[-2] if len(runs) > 2 else 0))
    return runs


def mask_of_runs(runs: Sequence[int], size: tuple[int, int]) -> Mask:
    """The mask (height, width) of runs over a picture of `size` (width, height).

    Raises:
        ValueError: the runs do not fill the picture exactly.
    """
    width, height = size
    counts = np.asarray(runs, dtype=np.int64).ravel()
    if (counts < 0).any() or int(counts.sum()) != width * height:
        raise ValueError(
            f"its runs hold {int(counts.sum()):,} pixels, {width} x {height} are {width * height:,}"
        )
    inside = np.arange(len(counts)) % 2 == 1
    return np.asarray(np.repeat(inside, counts).reshape(width, height).T)
