"""LAS 1.0 to 1.4, uncompressed: coordinates and colours.

https://www.asprs.org/wp-content/uploads/2019/07/LAS_1_4_r15.pdf
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.cloud.cloud import MOST, Cloud, made
from tools.errors import InputError

RECORD = {0: 20, 1: 28, 2: 26, 3: 34, 4: 57, 5: 63, 6: 30, 7: 36, 8: 38, 9: 59, 10: 67}
"""Smallest length of a record by its format, bytes."""
COLOUR = {2: 20, 3: 28, 5: 28, 7: 30, 8: 30, 10: 30}
"""Where red begins, by format."""


def read_las(path: Path, size: int, tell: Callable[[str], None]) -> Cloud:
    """A LAS file's points.

    Raises:
        InputError: it is compressed, cut short, or not as LAS is described.
    """
    with path.open("rb") as file:
        head = file.read(375)
    if head[:4] != b"LASF" or len(head) < 227:
        raise InputError(f"{path.name} is no LAS file, or cut short within its header")
    start, kind = struct.unpack_from("<I", head, 96)[0], head[104]
    length = struct.unpack_from("<H", head, 105)[0]
    count = struct.unpack_from("<I", head, 107)[0]
    if count == 0 and head[25] >= 4 and len(head) >= 255:
        count = struct.unpack_from("<Q", head, 247)[0]
    if kind & 0x80 or path.suffix.lower() == ".laz":
        raise InputError(
            f"{path.name} is compressed: unpack it first (laszip, or CloudCompare's Save as LAS or PLY)"
        )
    if kind not in RECORD or length < RECORD[kind]:
        raise InputError(f"{path.name}: its point format {kind} is none that LAS describes")
    if not count:
        raise InputError(f"{path.name} is empty: it holds no points")
    if start + length * count > size:
        there = max(0, (size - start) // length)
        raise InputError(f"{path.name} is cut short: {there:,} of its {count:,} points are there")
    scale = np.array(struct.unpack_from("<3d", head, 131))
    rows: NDArray[np.uint8] = np.memmap(path, np.uint8, "r", start, (count, length))
    notes: tuple[str, ...] = ()
    if count > 4 * MOST:
        step = count // (2 * MOST)
        rows, notes = rows[::step], (f"every {step}th of {count:,} points read",)
    steps = np.ascontiguousarray(rows[:, :12]).view("<i4").astype(np.float64)
    shades = None
    if kind in COLOUR:
        at = COLOUR[kind]
        shades = np.ascontiguousarray(rows[:, at : at + 6]).view("<u2").astype(np.float64)
        shades = shades if shades.max(initial=0.0) > 0 else None
    points = steps * scale  # an offset of a country grid says nothing of a room and costs digits
    return made(path.name, points, None, shades, notes)
