"""Which of a user's own meshes a program names: `asset("NAME")` in its geometry cells."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import Annotated

from pydantic import Field

from tools.errors import ProgramError
from tools.program.cells import Cell, split
from tools.program.program import Program
from tools.program.read import parse

ASSET_NAME = r"^[a-z0-9][a-z0-9_]{0,59}$"
"""What an asset may be called: it is a file's name, too."""
AssetName = Annotated[str, Field(pattern=ASSET_NAME)]
SUFFIX = ".glb"


def named(text: str) -> tuple[str, ...]:
    """The assets that a program names, in order, each once.

    Raises:
        ProgramError: a cell does not parse, or an asset is named other than by a literal sound name.
    """
    found: dict[str, None] = {}
    for cell in split(text):
        if cell.kind == "geometry":
            found.update(dict.fromkeys(_in_cell(cell.name, cell.source)))
    return tuple(found)


def built(program: Program) -> set[str]:
    """Ids of the objects that are built from an asset."""
    cells = {c.name for c in program.cells if c.kind == "geometry" and _in_cell(c.name, c.source)}
    return {id for id, cell in program.geometry.items() if cell in cells}


def line(ids: list[str], name: str, *, turn: float = 0.0) -> str:
    """The line that builds objects from an asset."""
    who = f'"{ids[0]}"' if len(ids) == 1 else "[" + ", ".join(f'"{id}"' for id in ids) + "]"
    turned = f", turn={turn:g}" if turn else ""
    return f'furnish({who}, asset("{name}"{turned}))\n'


@lru_cache(maxsize=1024)
def _in_cell(name: str, source: str) -> tuple[str, ...]:
    cell = Cell(name, source)
    if "asset" not in source:
        return ()
    found = []
    for node in ast.walk(parse(cell)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "asset":
            given = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "name")]
            value = given[0].value if given and isinstance(given[0], ast.Constant) else None
            if not isinstance(value, str) or not re.match(ASSET_NAME, value):
                cause = 'write an asset\'s name out: asset("eames_chair") (`room assets` lists them)'
                raise ProgramError(cause, cell=name, line=node.lineno)
            found.append(value)
    return tuple(found)
