"""numpy's .npz and .npy by a strict reader: headers are matched, never evaluated; nothing is unpickled."""

from __future__ import annotations

import math
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO

import numpy as np

from tools.cloud.cloud import MOST, Cloud, Floats, made
from tools.cloud.files.rows import from_columns
from tools.errors import InputError

HEADER = re.compile(
    r"\{'descr': '([<>|][fiu][1248])', 'fortran_order': (True|False), "
    r"'shape': \((\d{1,11})(?:, (\d{1,11}))?,?\), ?\} *\n"
)
POINTS = ("points", "xyz", "pts", "positions", "point_cloud", "pc", "coords", "vertices", "arr_0", "data")
NORMALS = ("normals", "normal", "n")
COLOURS = ("colors", "colours", "rgb", "color")
MEMBERS = 64
BYTES = 4 << 30
"""Of one array: 50 million points of six doubles."""


def read_npz(path: Path, size: int, tell: Callable[[str], None]) -> Cloud:
    """A .npz archive's points, with its normals and colours when it has some.

    Raises:
        InputError: it is damaged, or none of its arrays is of points.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _archive(path.name, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        said = " ".join(str(error).split())[:80]
        raise InputError(f"{path.name} is damaged or cut short ({said}): save it again") from None


def read_npy(path: Path, size: int, tell: Callable[[str], None]) -> Cloud:
    """A .npy array's points.

    Raises:
        InputError: it is damaged, or its array is not of points.
    """
    with path.open("rb") as file:
        rows, notes = _array(path.name, file, size)
    return from_columns(path.name, _upright(path.name, rows), notes)


def _archive(name: str, archive: zipfile.ZipFile) -> Cloud:
    members = {m.filename.removesuffix(".npy"): m for m in archive.infolist() if m.filename.endswith(".npy")}
    if not members or len(members) > MEMBERS:
        raise InputError(f"{name} holds no arrays" if not members else f"{name} holds too many arrays")
    lower = {key.lower(): key for key in members}
    main = next((lower[key] for key in POINTS if key in lower), None)
    main = main or (next(iter(members)) if len(members) == 1 else None)
    if main is None:
        there = ", ".join(sorted(members))[:80]
        raise InputError(f"{name} holds {there}: which are the points is not clear; call them 'points'")

    def load(key: str) -> tuple[Floats, tuple[str, ...]]:
        with archive.open(members[key]) as file:
            return _array(f"{name}: {key}", file, members[key].file_size)

    rows, notes = load(main)
    rows = _upright(name, rows)
    beside = []
    for choices in (NORMALS, COLOURS):
        key = next((lower[c] for c in choices if c in lower), None)
        if key is not None and key != main:
            found = _upright(name, load(key)[0])
            beside.append(found[:, :3] if len(found) == len(rows) and found.shape[1] >= 3 else None)
        else:
            beside.append(None)
    if beside[0] is None and beside[1] is None:
        return from_columns(name, rows, notes)
    return made(name, rows[:, :3], beside[0], beside[1], notes)


def _upright(name: str, rows: Floats) -> Floats:
    """(n, k) of an array that may lie on its side."""
    if rows.ndim == 2 and rows.shape[0] == 3 and rows.shape[1] > 9:
        rows = rows.T
    if rows.ndim != 2 or rows.shape[1] < 3:
        shape = " x ".join(map(str, rows.shape))
        raise InputError(f"{name}: its array is {shape}: points want three columns, x y z")
    return rows


def _array(name: str, file: IO[bytes], size: int) -> tuple[Floats, tuple[str, ...]]:
    """An array of numbers, every k-th row of it when it is very long."""
    start = file.read(8)
    if start[:6] != b"\x93NUMPY" or start[6:7] not in (b"\x01", b"\x02", b"\x03"):
        raise InputError(f"{name} is no numpy array")
    length = int.from_bytes(file.read(2 if start[6] == 1 else 4), "little")
    match = HEADER.fullmatch(file.read(min(length, 4096)).decode("latin1"))
    if match is None:
        raise InputError(f"{name} is no plain numpy array of numbers in one or two dimensions")
    kind, fortran, first, second = match.groups()
    shape = (int(first), int(second)) if second else (int(first),)
    dtype, count = np.dtype(kind), math.prod(shape)
    if count == 0:
        raise InputError(f"{name} is empty: it holds no points")
    if count * dtype.itemsize > min(BYTES, size):
        raise InputError(f"{name} is cut short, or says to be larger than it is")
    if fortran == "True" or len(shape) == 1 or shape[0] <= 4 * MOST:
        data = file.read(count * dtype.itemsize)
        if len(data) != count * dtype.itemsize:
            raise InputError(f"{name} is cut short")
        flat = np.frombuffer(data, dtype)
        rows = flat.reshape(shape[::-1]).T if fortran == "True" else flat.reshape(shape)
        return rows.astype(np.float64), ()
    return _stepped(name, file, dtype, shape)


def _stepped(
    name: str, file: IO[bytes], dtype: np.dtype[np.generic], shape: tuple[int, ...]
) -> tuple[Floats, tuple[str, ...]]:
    step = shape[0] // (2 * MOST)
    block, kept = step * 50_000, []
    for start in range(0, shape[0], block):
        rows = min(block, shape[0] - start)
        data = file.read(rows * shape[1] * dtype.itemsize)
        if len(data) != rows * shape[1] * dtype.itemsize:
            raise InputError(f"{name} is cut short")
        kept.append(np.frombuffer(data, dtype).reshape(rows, shape[1])[::step].astype(np.float64))
    return np.concatenate(kept), (f"every {step}th of {shape[0]:,} points read",)
