"""Percent cells: a program is split at its `# %% name` lines and joined again, character for character."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from tools.errors import ProgramError

ORDER = ("kit", "room", "layout", "geometry", "materials", "lighting", "camera", "run")
"""Where a cell belongs in the program; `geometry:<id>` cells count as geometry."""
DECLARATIVE = ("room", "layout", "materials", "lighting", "camera")
"""Cells that hold kit calls with literal arguments only."""
_MARKER = re.compile(r"^# %%(?:[ \t]+([^\r\n]*))?(?:\r?\n|\Z)", re.MULTILINE)


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes:
        name: what follows `# %%` ("layout", "geometry:bed"); "" for text above the first marker.
        source: everything up to the next marker, newline included.
        marker: the marker line as written, newline included; "" above the first marker.
        first_line: 1-based line of the whole program on which `source` starts.
    """

    name: str
    source: str
    marker: str = ""
    first_line: int = 1

    @property
    def kind(self) -> str:
        """The name without the object's id: "geometry:bed" gives "geometry"."""
        return self.name.partition(":")[0]


def new_cell(name: str, source: str) -> Cell:
    """A cell with a canonical marker; `source` gets its last newline.

    Raises:
        ProgramError: the source itself holds a cell marker.
    """
    held = _MARKER.search(source)
    if held:
        line = source.count("\n", 0, held.start()) + 1
        raise ProgramError("a cell's source cannot hold a `# %%` line", cell=name, line=line)
    return Cell(name, source if not source or source.endswith("\n") else source + "\n", f"# %% {name}\n")


def split(text: str) -> list[Cell]:
    """Split a program into cells; `join(split(text)) == text` for every text."""
    return list(_split(text))


@lru_cache(maxsize=8)
def _split(text: str) -> tuple[Cell, ...]:
    """The cells; the last few texts' are remembered, for an edit asks for the same ones over and over."""
    marks = list(_MARKER.finditer(text))
    starts = [m.end() for m in marks]
    ends = [*(m.start() for m in marks[1:]), len(text)] if marks else []
    cells = []
    if not marks or marks[0].start() > 0:
        cells.append(Cell("", text[: marks[0].start()] if marks else text))
    line, counted = 1, 0
    for mark, start, end in zip(marks, starts, ends, strict=True):
        name = (mark.group(1) or "").strip()
        line, counted = line + text.count("\n", counted, start), start
        cells.append(Cell(name, text[start:end], mark.group(0), line))
    return tuple(cells)


def join(cells: Iterable[Cell]) -> str:
    """The program's text."""
    parts: list[str] = []
    for cell in cells:
        if parts and cell.marker and not parts[-1].endswith("\n"):
            parts.append("\n")
        parts += [text for text in (cell.marker, cell.source) if text]
    return "".join(parts)


def find(cells: Iterable[Cell], name: str) -> Cell | None:
    """The first cell of that name."""
    return next((cell for cell in cells if cell.name == name), None)


def get(cells: list[Cell], name: str) -> Cell:
    """The cell of that name.

    Raises:
        ProgramError: there is none.
    """
    cell = find(cells, name)
    if cell is None:
        known = ", ".join(c.name for c in cells if c.name)
        raise ProgramError(f"there is no cell {name!r}; the program has {known}")
    return cell


def put(cells: list[Cell], name: str, source: str) -> list[Cell]:
    """The cells with `name` holding `source`: replaced in place, or added where its kind belongs."""
    made = new_cell(name, source)
    if find(cells, name):
        return [
            replace(made, marker=c.marker, first_line=c.first_line) if c.name == name else c for c in cells
        ]
    place = _rank(made)
    after = [i for i, c in enumerate(cells) if _rank(c) <= place]
    at = after[-1] + 1 if after else 0
    return [*cells[:at], made, *cells[at:]]


def drop(cells: list[Cell], name: str) -> list[Cell]:
    """The cells without the one of that name."""
    return [cell for cell in cells if cell.name != name]


def excerpt(source: str, line: int, around: int = 1) -> str:
    """The lines around 1-based `line`, numbered, the line itself marked; for a person or a model to read."""
    lines = source.splitlines()
    low, high = max(1, line - around), min(len(lines), line + around)
    return "\n".join(f"{'>' if n == line else ' '} {n:>4} | {lines[n - 1]}" for n in range(low, high + 1))


def locate(cells: Iterable[Cell], line: int) -> tuple[Cell, int] | None:
    """The cell holding 1-based program line `line`, with the line's number inside that cell."""
    found = None
    for cell in cells:
        if cell.first_line <= line:
            found = cell, line - cell.first_line + 1
    return found


def _rank(cell: Cell) -> int:
    if not cell.name:
        return -1
    # A cell of a person's own naming stays where they put it: it never draws others behind it.
    return ORDER.index(cell.kind) if cell.kind in ORDER else -1
