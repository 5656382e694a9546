"""Typed reading of a program's declarative cells, without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import ValidationError

from tools import syntax
from tools.errors import ProgramError
from tools.program import cells
from tools.program.cells import DECLARATIVE, Cell
from tools.program.model import (
    CameraSpec,
    ExposureSpec,
    FloorAreaSpec,
    LightSpec,
    MaterialSpec,
    OpeningSpec,
    PartitionSpec,
    Placement,
    RoomSpec,
    Spec,
    ViewSpec,
    Wear,
)
from tools.program.program import Program

WORDS: dict[str, type[Spec]] = {
    "room": RoomSpec,
    "partition": PartitionSpec,
    "door": OpeningSpec,
    "window": OpeningSpec,
    "opening": OpeningSpec,
    "niche": OpeningSpec,
    "floor_area": FloorAreaSpec,
    "place": Placement,
    "material": MaterialSpec,
    "wear": Wear,
    "sun": LightSpec,
    "sky": LightSpec,
    "area_light": LightSpec,
    "point_light": LightSpec,
    "spot_light": LightSpec,
    "lamp_light": LightSpec,
    "ceiling_light": LightSpec,
    "light_preset": LightSpec,
    "exposure": ExposureSpec,
    "camera": CameraSpec,
    "view": ViewSpec,
}
"""Every word a declarative cell may call."""
DEPTH = 100
"""Levels of a syntax tree. LibCST's parser has no bound of its own: past some depth the process dies."""


@lru_cache(maxsize=8)
def read(text: str) -> Program:
    """Read a program. The last few are remembered: an edit and what follows it read the same text.

    Raises:
        ProgramError: a cell does not parse, a declarative cell holds anything but kit words with literal
            arguments, a value is out of range, a name is taken twice, or a reference leads nowhere. The kit
            cell, made anew before every run, is not looked at.
    """
    parts = cells.split(text)
    _unique_cells(parts)
    specs: list[Spec] = []
    lines: dict[tuple[str, str], tuple[str, int]] = {}
    for cell in parts:
        if cell.name in DECLARATIVE:
            for spec, line in read_cell(cell):
                # What an object wears may be said in several lines; the kit puts them together.
                if (spec.word, spec.key) in lines and not isinstance(spec, Wear):
                    raise _error(f"{_shown(spec)} is declared twice", cell, line)
                lines[spec.word, spec.key] = (cell.name, line)
                specs.append(spec)
    program = Program(text, tuple(parts), tuple(specs), {}, lines)
    _check_parents(program)
    for cell in parts:
        if cell.kind == "geometry":
            _read_geometry(cell, program)
        elif cell.name != "kit" and cell.name not in DECLARATIVE:
            parse(cell)
    return program


def read_cell(cell: Cell) -> Iterator[tuple[Spec, int]]:
    """The declared lines of one declarative cell, each with its line in the cell.

    Raises:
        ProgramError: as `read`.
    """
    for declared in _declared(cell.name, cell.source):
        yield declared.spec, declared.first


def lines_of(cell: Cell, spec: Spec) -> tuple[int, int] | None:
    """First and last line, 1-based, on which a declared line stands alone; None where it shares them.

    Raises:
        ProgramError: as `read_cell`.
    """
    for declared in _declared(cell.name, cell.source):
        if declared.spec.word == spec.word and (not spec.key or declared.spec.key == spec.key):
            return (declared.first, declared.last) if declared.alone else None
    return None


class Declared(NamedTuple):
    """A declared line of a cell, its lines there, and whether nothing else stands on them."""

    spec: Spec
    first: int
    last: int
    alone: bool


@lru_cache(maxsize=32)
def _declared(name: str, source: str) -> tuple[Declared, ...]:
    """A declarative cell's lines. Of a cell that was edited only what is new is read again."""
    cell, found = Cell(name, source), list[Declared]()
    lines, body = source.split("\n"), parse(Cell(name, source)).body
    befores, afters = [0, *(s.end_lineno or 0 for s in body)], [*(s.lineno for s in body[1:]), len(lines) + 2]
    for statement, before, after in zip(body, befores, afters, strict=False):
        first, last = statement.lineno, statement.end_lineno or statement.lineno
        alone = before < first and last < after and "\r" not in source
        spec = _line_alone(name, "\n".join(lines[first - 1 : last])) if alone else None
        found.append(Declared(spec or _declaration(statement, cell), first, last, alone))
    return tuple(found)


@lru_cache(maxsize=4096)
def _line_alone(name: str, source: str) -> Spec | None:
    """The one line that this source declares; None when it does not, for the whole cell says why better."""
    cell = Cell(name, source)
    try:
        body = parse(cell).body
        return _declaration(body[0], cell) if len(body) == 1 else None
    except ProgramError:
        return None


def _declaration(statement: ast.stmt, cell: Cell) -> Spec:
    call = _call(statement)
    if call is None:
        raise _error("only calls of kit words with literal arguments can stand here", cell, statement)
    word = call.func.id if isinstance(call.func, ast.Name) else ""
    kind = WORDS.get(word)
    if kind is None or cell.name != kind.CELL:
        known = ", ".join(w for w, k in WORDS.items() if cell.name == k.CELL)
        raise _error(f"{word}(...) does not belong here; this cell holds {known}", cell, call)
    return _spec(kind, word, call, cell)


def parse(cell: Cell) -> ast.Module:
    """The cell's syntax tree, line numbers counted inside the cell. It is shared: nobody changes it.

    Raises:
        ProgramError: it does not parse, or is nested deeper than `DEPTH`.
    """
    return _parsed(cell.name, cell.source)


@lru_cache(maxsize=32)
def _parsed(name: str, source: str) -> ast.Module:
    cell = Cell(name, source)
    try:
        tree = syntax.parse(cell.source)
    except SyntaxError as error:
        raise _error(f"syntax error: {error.msg}", cell, error.lineno or 1, error.offset) from error
    except ValueError as error:  # a null byte, a lone surrogate
        raise _error(f"cannot be parsed: {error}", cell, 1) from error
    except (MemoryError, RecursionError):
        raise _error("nested too deeply to be read", cell, 1) from None
    level: list[ast.AST] = [tree]
    for _ in range(DEPTH):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return tree
    line = next((node.lineno for node in level if isinstance(node, ast.expr | ast.stmt)), 1)
    raise _error("nested too deeply to be read; split it over several statements", cell, line)


def built_ids(cell: Cell) -> list[tuple[str, int]]:
    """Ids that a geometry cell's `@geometry(...)` and `furnish(...)` lines build, with their lines.

    Raises:
        ProgramError: it does not parse, or the ids are not literal strings.
    """
    return list(_built(cell.name, cell.source))


@lru_cache(maxsize=1024)
def _built(name: str, source: str) -> tuple[tuple[str, int], ...]:
    cell, found = Cell(name, source), list[tuple[str, int]]()
    for statement in parse(cell).body:
        named: list[ast.expr] = []
        if isinstance(statement, ast.FunctionDef):
            for mark in statement.decorator_list:
                if (
                    isinstance(mark, ast.Call)
                    and isinstance(mark.func, ast.Name)
                    and mark.func.id == "geometry"
                ):
                    named += mark.args
        elif (
            (call := _call(statement)) is not None
            and isinstance(call.func, ast.Name)
            and call.func.id == "furnish"
        ):
            named += call.args[:1] + [k.value for k in call.keywords if k.arg == "ids"]
        for node in named:
            found += [(id, node.lineno) for id in _ids(node, cell)]
    return tuple(found)


def _ids(node: ast.expr, cell: Cell) -> list[str]:
    value = _literal(node, cell)
    ids = [value] if isinstance(value, str) else value
    if not isinstance(ids, list | tuple) or not all(isinstance(id, str) for id in ids):
        raise _error("ids must be literal strings", cell, node)
    return list(ids)


def _spec(kind: type[Spec], word: str, call: ast.Call, cell: Cell) -> Spec:
    values: dict[str, Any] = {}
    positional = () if word in ("sun", "sky") else kind.POSITIONAL
    if len(call.args) > len(positional):
        names = ", ".join(positional) or "none"
        raise _error(f"{word}(...): name every argument but {names}", cell, call)
    for name, node in zip(positional, call.args, strict=False):
        values[name] = _literal(node, cell)
    for keyword in call.keywords:
        if keyword.arg is None or keyword.arg in values:
            raise _error("each argument must be named once, without **", cell, keyword.value)
        values[keyword.arg] = _literal(keyword.value, cell)
    rest = kind.model_fields.keys() - {"kind", "options", "slots"}
    extra = "slots" if "slots" in kind.model_fields else "options" if "options" in kind.model_fields else None
    if extra:
        values[extra] = {k: values.pop(k) for k in list(values) if k not in rest}
    if "kind" in kind.model_fields:
        values["kind"] = word
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise _error(f"{word}(...): {explain(error)}", cell, call) from error


def explain(error: ValidationError) -> str:
    """The first thing wrong, as `argument: what is wrong with it`."""
    first = error.errors()[0]
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).lstrip(".")
    bounds = first.get("ctx", {})
    what = {
        "extra_forbidden": "no such argument",
        "less_than_equal": f"{first['input']} is more than {bounds.get('le')}",
        "greater_than_equal": f"{first['input']} is less than {bounds.get('ge')}",
        "greater_than": f"{first['input']} is not more than {bounds.get('gt')}",
    }.get(first["type"], first["msg"].lower())
    return f"{where}: {what}"


def _literal(node: ast.expr, cell: Cell) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, MemoryError, RecursionError) as error:
        cause = f"arguments here must be literals, not `{ast.unparse(node)[:60]}`"
        raise _error(cause, cell, node) from error


def _call(statement: ast.stmt) -> ast.Call | None:
    value = statement.value if isinstance(statement, ast.Expr) else None
    return value if isinstance(value, ast.Call) else None


def _unique_cells(parts: list[Cell]) -> None:
    seen: set[str] = set()
    for cell in parts:
        if cell.name and cell.name in seen:
            raise ProgramError("two cells have this name", cell=cell.name)
        seen.add(cell.name)


def _check_parents(program: Program) -> None:
    above: set[str] = set()
    for placement in program.placements:
        if placement.on is not None and placement.on not in above:
            why = "is placed below this line" if program.has(placement.on) else "is not placed"
            cell, line = program.lines["place", placement.id]
            raise _error(f"on={placement.on!r} {why}", cells.get(list(program.cells), cell), line)
        above.add(placement.id)


def _read_geometry(cell: Cell, program: Program) -> None:
    for id, line in built_ids(cell):
        if not program.has(id):
            raise _error(f"builds {id!r}, which is not placed", cell, line)
        if id in program.geometry:
            raise _error(f"builds {id!r}, which cell {program.geometry[id]!r} builds already", cell, line)
        program.geometry[id] = cell.name


def _shown(spec: Spec) -> str:
    return f"{spec.word}({spec.key!r})" if spec.key else f"{spec.word}(...)"


def _error(cause: str, cell: Cell, at: int | ast.stmt | ast.expr, column: int | None = None) -> ProgramError:
    line, column = (at, column) if isinstance(at, int) else (at.lineno, at.col_offset + 1)
    excerpt = cells.excerpt(cell.source, line)
    return ProgramError(cause, cell=cell.name, line=line, column=column, excerpt=excerpt)
