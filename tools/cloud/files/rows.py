"""Columns of numbers: which are coordinates, which normals, which colours."""

from __future__ import annotations

import numpy as np

from tools.cloud.cloud import Cloud, Floats, made
from tools.errors import InputError


def from_columns(name: str, rows: Floats, notes: tuple[str, ...] = ()) -> Cloud:
    """A cloud of rows of numbers without names.

    Three columns are coordinates. Three more are normals when nearly all have length 1, else colours when
    none is negative; then a third three may be the other. One column between (an intensity) is left out.

    Raises:
        InputError: they have fewer than three columns, or the points are none.
    """
    if rows.ndim != 2 or rows.shape[1] < 3:
        wide = rows.shape[1] if rows.ndim == 2 else 1
        raise InputError(f"{name} has {wide} column{'s' * (wide != 1)}: a point wants three, x y z")
    rest = rows[:, 3:]
    if rest.shape[1] in (4, 7):  # x y z intensity r g b
        rest = rest[:, 1:]
    normals = colours = None
    for start in range(0, min(rest.shape[1], 6) - 2, 3):
        three = rest[:, start : start + 3]
        if normals is None and _unit(three):
            normals = three
        elif colours is None and np.nanmin(three, initial=0.0) >= 0.0:
            colours = three
    return made(name, rows[:, :3], normals, colours, notes)


def _unit(three: Floats) -> bool:
    length = np.linalg.norm(np.nan_to_num(three[:20_000]), axis=1)
    return bool(len(length) and (np.abs(length - 1.0) < 0.02).mean() > 0.95 and (three < 0).any())
