"""PCD, the Point Cloud Library's: ascii and binary; its compressed form is refused with a way on.

https://pointclouds.org/documentation/tutorials/pcd_file_format.html
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.cloud.cloud import MOST, Cloud, made
from tools.cloud.files.text import lines_of_numbers
from tools.errors import InputError

HEAD = 1 << 16
TYPES = {("F", 4): "<f4", ("F", 8): "<f8", ("I", 1): "<i1", ("I", 2): "<i2", ("I", 4): "<i4",
         ("U", 1): "<u1", ("U", 2): "<u2", ("U", 4): "<u4"}  # fmt: skip


def read_pcd(path: Path, size: int, tell: Callable[[str], None]) -> Cloud:
    """A PCD file's points.

    Raises:
        InputError: it is cut short, compressed, or not as PCD is described.
    """
    with path.open("rb") as file:
        keys, start = _header(path.name, file.read(HEAD))
        record, count = _record(path.name, keys), _count(path.name, keys)
        form = keys.get("DATA", [""])[0]
        if form == "binary":
            if start + record.itemsize * count > size:
                there = max(0, (size - start) // record.itemsize)
                raise InputError(f"{path.name} is cut short: {there:,} of its {count:,} points are there")
            return _cloud(path.name, np.memmap(path, record, "r", start, (count,)))
        if form != "ascii":
            raise InputError(f"{path.name}: its data are {form[:30]!r}: save it as ascii or binary")
        file.seek(start)
        table, notes = lines_of_numbers(io.BufferedReader(file), size, path.name, tell)
    names = record.names or ()
    if table.shape[1] != len(names):
        raise InputError(f"{path.name}: {table.shape[1]} columns where its header names {len(names)} fields")
    if not notes and len(table) < count:
        raise InputError(f"{path.name} is cut short: {len(table):,} of its {count:,} points are there")
    rows = np.zeros(len(table), [(name, "f8") for name in names])
    for k, name in enumerate(names):
        rows[name] = table[:, k]
    return _cloud(path.name, rows).noted(*notes)


def _header(name: str, head: bytes) -> tuple[dict[str, list[str]], int]:
    keys: dict[str, list[str]] = {}
    at = 0
    while True:
        end = head.find(b"\n", at)
        if end < 0:
            raise InputError(f"{name} is no PCD file, or cut short: its header does not end")
        words = head[at:end].decode("ascii", "replace").split()
        at = end + 1
        if words and not words[0].startswith("#"):
            keys[words[0]] = words[1:]
        if words[:1] == ["DATA"]:
            return keys, at


def _record(name: str, keys: dict[str, list[str]]) -> np.dtype[Any]:
    fields, kinds, sizes = keys.get("FIELDS", []), keys.get("TYPE", []), keys.get("SIZE", [])
    counts = keys.get("COUNT", ["1"] * len(fields))
    if not {"x", "y", "z"} <= set(fields) or not len(fields) == len(kinds) == len(sizes) == len(counts):
        raise InputError(f"{name}: its header names no fields x, y, z, or not a size and type for each")
    members: list[tuple[str, str] | tuple[str, str, tuple[int]]] = []
    for k, (what, kind, size, count) in enumerate(zip(fields, kinds, sizes, counts, strict=True)):
        known = TYPES.get((kind, int(size) if size.isdecimal() else 0))
        many = int(count) if count.isdecimal() and len(count) < 4 else 0
        if known is None or not many:
            raise InputError(f"{name}: its field {what[:20]!r} is of no type that PCD knows")
        label = what if what != "_" and what not in fields[:k] else f"_{k}"
        members.append((label, known) if many == 1 else (label, known, (many,)))
    return np.dtype(members)


def _count(name: str, keys: dict[str, list[str]]) -> int:
    said = keys.get("POINTS", [""])[0] if keys.get("POINTS") else ""
    if not said.isdecimal() or len(said) > 11:
        raise InputError(f"{name}: its header does not say how many POINTS")
    if int(said) == 0:
        raise InputError(f"{name} is empty: it holds no points")
    return int(said)


def _cloud(name: str, rows: NDArray[Any]) -> Cloud:
    notes: tuple[str, ...] = ()
    if len(rows) > 4 * MOST:
        step = len(rows) // (2 * MOST)
        notes, rows = (f"every {step}th of {len(rows):,} points read",), rows[::step]
    names = set(rows.dtype.names or ())
    at = np.column_stack([rows[axis] for axis in "xyz"]).astype(np.float64)
    normals = None
    if {"normal_x", "normal_y", "normal_z"} <= names:
        normals = np.column_stack([rows[f"normal_{axis}"] for axis in "xyz"]).astype(np.float64)
    packed = next((n for n in ("rgb", "rgba") if n in names), None)
    colours = None if packed is None else _unpacked(np.asarray(rows[packed]))
    return made(name, at, normals, colours, notes)


def _unpacked(packed: NDArray[Any]) -> NDArray[np.float64]:
    """Bytes red, green, blue of one number, which may be dressed up as a float."""
    if packed.dtype.kind == "f" and packed.dtype.itemsize == 4:
        whole = np.ascontiguousarray(packed).view(np.uint32)
    elif packed.dtype.kind == "f" and np.abs(packed).max(initial=0.0) < 1.0:  # ascii writes the float itself
        whole = packed.astype(np.float32).view(np.uint32)
    else:
        whole = packed.astype(np.int64).astype(np.uint32)
    return np.column_stack([(whole >> shift) & 255 for shift in (16, 8, 0)]).astype(np.float64) / 255.0
