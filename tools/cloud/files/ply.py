"""PLY: points, or a mesh whose faces are then sampled; ascii, little and big endian.

http://paulbourke.net/dataformats/ply/ (Turk's description). Elements before `vertex` are refused; what
follows the faces is not read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.cloud.cloud import MOST, Cloud, made
from tools.cloud.files.surface import MOST_FACES, sampled
from tools.errors import InputError

HEAD = 1 << 16
TYPES = {
    "char": "i1", "int8": "i1", "uchar": "u1", "uint8": "u1", "short": "i2", "int16": "i2", "ushort": "u2",
    "uint16": "u2", "int": "i4", "int32": "i4", "uint": "u4", "uint32": "u4", "float": "f4", "float32": "f4",
    "double": "f8", "float64": "f8",
}  # fmt: skip
ORDERS = {"ascii": "", "binary_little_endian": "<", "binary_big_endian": ">"}


@dataclass
class Element:
    """One element of the header: properties as (name, type), a list's as (name, "count type")."""

    name: str
    count: int
    fields: list[tuple[str, str]] = field(default_factory=list)
    lists: bool = False


def read_ply(path: Path, size: int, tell: Callable[[str], None]) -> Cloud:
    """A PLY file's points; of a mesh, points spread over its faces.

    Raises:
        InputError: it is cut short, or not as PLY is described.
    """
    with path.open("rb") as file:
        order, elements, start = _header(path.name, file.read(HEAD))
        if order:
            return _binary(path, order, elements, start, size)
        file.seek(start)
        return _ascii(path.name, elements, file.read(512 << 20), tell)


def _header(name: str, head: bytes) -> tuple[str, list[Element], int]:
    end = re.search(rb"end_header[ \t]*\r?\n", head)
    if not head.startswith(b"ply") or end is None:
        raise InputError(f"{name} is no PLY file, or cut short: its header does not end")
    order: str | None = None
    elements: list[Element] = []
    for line in head[: end.start()].decode("ascii", "replace").splitlines()[1:]:
        words = line.split()
        match words:
            case [] | ["comment" | "obj_info", *_]:
                continue
            case ["format", kind, *_] if kind in ORDERS:
                order = ORDERS[kind]
            case ["element", what, count] if count.isdecimal() and len(count) < 12:
                elements.append(Element(what, int(count)))
            case ["property", "list", count, kind, what] if count in TYPES and kind in TYPES and elements:
                elements[-1].fields.append((what, f"{TYPES[count]} {TYPES[kind]}"))
                elements[-1].lists = True
            case ["property", kind, what] if kind in TYPES and elements:
                elements[-1].fields.append((what, TYPES[kind]))
            case _:
                raise InputError(f"{name}: its header's line {line[:60]!r} is not as PLY is described")
    if order is None or not elements or elements[0].name != "vertex" or elements[0].lists:
        raise InputError(f"{name}: its header does not begin with a format and plain vertices")
    names = [what for what, _ in elements[0].fields]
    if not {"x", "y", "z"} <= set(names) or len(names) != len(set(names)):
        raise InputError(
            f"{name}: its vertices have {', '.join(names[:9]) or 'no properties'}: x, y, z are wanted"
        )
    return order, elements, end.end()


def _faces_of(elements: list[Element]) -> Element | None:
    after = elements[1] if len(elements) > 1 else None
    good = (
        after is not None and after.name == "face" and after.count and len(after.fields) == 1 and after.lists
    )
    return after if good else None


def _binary(path: Path, order: str, elements: list[Element], start: int, size: int) -> Cloud:
    vertex = elements[0]
    record = np.dtype([(what, order + kind) for what, kind in vertex.fields])
    if start + record.itemsize * vertex.count > size:
        there = max(0, (size - start) // record.itemsize)
        raise InputError(f"{path.name} is cut short: {there:,} of its {vertex.count:,} points are there")
    if not vertex.count:
        raise InputError(f"{path.name} is empty: it holds no points")
    rows = np.memmap(path, record, "r", start, (vertex.count,))
    faces = _faces_of(elements)
    if faces is not None and vertex.count <= MOST_FACES:
        with path.open("rb") as file:
            file.seek(start + record.itemsize * vertex.count)
            found = _binary_faces(path.name, order, faces, file.read(256 << 20))
        at = np.column_stack([rows[axis] for axis in "xyz"]).astype(np.float64)
        return sampled(path.name, at, found)
    return _points(path.name, rows, vertex)


def _points(name: str, rows: NDArray[Any], vertex: Element) -> Cloud:
    notes: tuple[str, ...] = ()
    if len(rows) > 4 * MOST:
        step = len(rows) // (2 * MOST)
        notes, rows = (f"every {step}th of {len(rows):,} points read",), rows[::step]
    names = {what for what, _ in vertex.fields}

    def three(*choices: tuple[str, str, str]) -> NDArray[np.float64] | None:
        for choice in choices:
            if names >= set(choice):
                return np.column_stack([rows[c] for c in choice]).astype(np.float64)
        return None

    colours = three(
        ("red", "green", "blue"), ("r", "g", "b"), ("diffuse_red", "diffuse_green", "diffuse_blue")
    )
    at = three(("x", "y", "z"))
    assert at is not None  # the header was looked at
    return made(name, at, three(("nx", "ny", "nz")), colours, notes)


def _binary_faces(name: str, order: str, faces: Element, data: bytes) -> NDArray[np.int64]:
    """Faces as triangles, a fan each."""
    if faces.count > MOST_FACES:
        raise InputError(
            f"{name} has {faces.count:,} faces: give at most {MOST_FACES:,}, or its points alone"
        )
    count, kind = (np.dtype(order + part) for part in faces.fields[0][1].split())
    plain = np.dtype([("n", count), ("v", kind, (3,))])
    if len(data) >= plain.itemsize * faces.count:
        rows = np.frombuffer(data, plain, faces.count)
        if (rows["n"] == 3).all():
            return rows["v"].astype(np.int64)
    triangles: list[tuple[int, int, int]] = []
    at = 0
    for _ in range(faces.count):
        if at + count.itemsize > len(data):
            raise InputError(f"{name} is cut short within its faces")
        n = int(np.frombuffer(data, count, 1, at)[0])
        at += count.itemsize
        if not 0 <= n <= 1000 or at + n * kind.itemsize > len(data):
            raise InputError(f"{name} is cut short within its faces, or one has {n} corners")
        corners = np.frombuffer(data, kind, n, at).astype(np.int64).tolist()
        at += n * kind.itemsize
        triangles += [(corners[0], corners[k], corners[k + 1]) for k in range(1, n - 1)]
    return np.array(triangles, np.int64).reshape(-1, 3)


def _ascii(name: str, elements: list[Element], data: bytes, tell: Callable[[str], None]) -> Cloud:
    vertex, faces = elements[0], _faces_of(elements)
    lines = io.BytesIO(data)
    width = len(vertex.fields)
    step = max(1, vertex.count // (2 * MOST)) if faces is None else 1
    wanted: list[bytes] = []
    for k in range(vertex.count):
        line = lines.readline()
        if not line:
            raise InputError(f"{name} is cut short: {k:,} of its {vertex.count:,} points are there")
        if k % step == 0:
            wanted.append(line)
    if not wanted:
        raise InputError(f"{name} is empty: it holds no points")
    try:
        flat = np.array(b" ".join(wanted).split(), np.float64)
    except ValueError:
        raise InputError(f"{name}: a line of its points is not of numbers") from None
    if len(flat) != width * len(wanted):
        raise InputError(
            f"{name}: its points do not have {width} numbers each, as its header says, or it is cut short"
        )
    table = flat.reshape(-1, width)
    rows = {what: table[:, k] for k, (what, _) in enumerate(vertex.fields)}
    if faces is not None and faces.count <= MOST_FACES:
        found = _ascii_faces(name, faces, lines)
        return sampled(name, np.column_stack([rows[axis] for axis in "xyz"]), found)
    record = np.zeros(len(table), [(what, "f8") for what, _ in vertex.fields])
    for what, column in rows.items():
        record[what] = column
    if step > 1:
        tell(f"reading {name}: every {step}th point")
    made_of = _points(name, record, vertex)
    return made_of.noted(f"every {step}th of {vertex.count:,} points read") if step > 1 else made_of


def _ascii_faces(name: str, faces: Element, lines: io.BytesIO) -> NDArray[np.int64]:
    triangles: list[tuple[int, int, int]] = []
    for _ in range(faces.count):
        words = lines.readline().split()
        if not words or not all(word.isdigit() for word in words) or len(words) != int(words[0]) + 1:
            raise InputError(f"{name} is cut short within its faces, or one is no list of corners")
        corners = [int(word) for word in words[1:]]
        triangles += [(corners[0], corners[k], corners[k + 1]) for k in range(1, len(corners) - 1)]
    return np.array(triangles, np.int64).reshape(-1, 3)
