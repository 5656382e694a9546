"""Points as text: .xyz, .txt, .csv, .pts, .asc; a point a line, split by blanks, commas, semicolons, tabs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import IO

import numpy as np

from tools.cloud.cloud import MOST, Cloud, Floats
from tools.cloud.files.rows import from_columns
from tools.errors import InputError

CHUNK = 8 << 20
LINE = 4096
"""Bytes of the longest line."""
SPLIT = re.compile(rb"[,;\t]")


def read_text_points(path: Path, size: int, tell: Callable[[str], None]) -> Cloud:
    """A cloud of lines of numbers; a first line of words or a count is passed over, so are comments.

    Raises:
        InputError: a line is no point.
    """
    with path.open("rb") as file:
        rows, notes = lines_of_numbers(file, size, path.name, tell)
    return from_columns(path.name, rows, notes)


def lines_of_numbers(
    file: IO[bytes], size: int, name: str, tell: Callable[[str], None], most: int = 2 * MOST
) -> tuple[Floats, tuple[str, ...]]:
    """Rows of numbers from where a file stands to its end, evenly thinned when there are very many.

    Returns:
        (n, k) numbers, and a note when lines were left out.
    """
    head = file.peek(LINE)[:LINE] if hasattr(file, "peek") else b""
    step = max(1, round(size / (max(head.find(b"\n"), 8) + 1) / most)) if head else 1
    kept: list[Floats] = []
    width, left, number, first, done = 0, b"", 0, True, 0
    while True:
        data = file.read(CHUNK)
        done += len(data)
        lines = (left + data).split(b"\n")
        left = lines.pop() if data else b""
        if len(left) > LINE or any(len(line) > LINE for line in lines[:3]):
            raise InputError(f"{name}: a line has more than {LINE} characters: this is no text of points")
        if first and lines:
            lines, passed = _without_heading(lines)
            number, first = number + passed, False
        start = (-number) % step
        some = [
            line
            for line in lines[start::step]
            if line.strip() and not line.lstrip().startswith((b"#", b"//"))
        ]
        if some:
            rows = _numbers(some, name, number + start + 1, width)
            width = rows.shape[1]
            kept.append(rows)
        number += len(lines)
        if not data:
            break
        if step > 1:
            tell(f"reading {name}: {min(100, 100 * done // max(size, 1))} %")
    if not kept:
        raise InputError(f"{name} is empty: it holds no points")
    note = (f"every {step}th line of {number:,} read",) if step > 1 else ()
    return np.concatenate(kept), note


def _without_heading(lines: list[bytes]) -> tuple[list[bytes], int]:
    """Lines without a first one that names columns or counts points."""
    passed = 0
    while lines and passed < 2:
        words = SPLIT.sub(b" ", lines[0]).split()
        if words and not words[0].startswith((b"#", b"//")) and len(words) > 1 and _number(words[0]):
            break
        lines, passed = lines[1:], passed + 1
    return lines, passed


def _number(word: bytes) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True


def _numbers(lines: list[bytes], name: str, number: int, width: int) -> Floats:
    """Lines as rows of numbers, all of one width."""
    width = width or len(SPLIT.sub(b" ", lines[0]).split())
    joined = SPLIT.sub(b" ", b" ".join(lines))
    try:
        flat = np.array(joined.split(), dtype=np.float64)
    except ValueError:
        bad = next(k for k, line in enumerate(lines) if not all(map(_number, SPLIT.sub(b" ", line).split())))
        shown = lines[bad][:40].decode("utf-8", "replace").strip()
        raise InputError(f"{name}:{number + bad}: {shown!r} is no line of numbers x y z") from None
    if len(flat) != width * len(lines):
        bad = next((k for k, line in enumerate(lines) if len(SPLIT.sub(b" ", line).split()) != width), 0)
        has = len(SPLIT.sub(b" ", lines[bad]).split())
        raise InputError(f"{name}:{number + bad}: {has} numbers where the lines before have {width}")
    return flat.reshape(-1, width)
