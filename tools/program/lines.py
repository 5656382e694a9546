"""Changing single lines of a declarative cell with LibCST: what is not changed keeps its every character."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import libcst as cst

from tools.errors import ProgramError
from tools.program import cells
from tools.program.arguments import rewrite
from tools.program.model import Spec
from tools.program.read import lines_of
from tools.program.read import parse as parse_plain

Line = cst.SimpleStatementLine
Body = list[cst.SimpleStatementLine | cst.BaseCompoundStatement]
Key = tuple[str, str]
"""A declared line: its word and the value of its first argument ("" for words that have no key)."""


def parse(cell: cells.Cell) -> cst.Module:
    """The cell's concrete syntax tree.

    Raises:
        ProgramError: it does not parse.
    """
    parse_plain(cell)  # bounded: LibCST must not see what Python itself would refuse
    try:
        return cst.parse_module(cell.source)
    except cst.ParserSyntaxError as error:
        shown = cells.excerpt(cell.source, error.raw_line)
        raise ProgramError("syntax error", cell=cell.name, line=error.raw_line, excerpt=shown) from error


def edit_cell(text: str, name: str, change: Callable[[cst.Module], cst.Module]) -> str:
    """The program with one cell's tree changed; a cell that is missing starts empty."""
    parts = cells.split(text)
    cell = cells.find(parts, name) or cells.new_cell(name, "")
    module = change(parse(cell))
    # An empty module would print a newline of its own.
    source = module.code if module.body or module.header or module.footer else ""
    return cells.join(cells.put(parts, name, source))


def call_of(statement: cst.CSTNode) -> tuple[str, cst.Call] | None:
    """Word and call of a statement that is nothing but a call of a plain name."""
    if not isinstance(statement, cst.Expr) or not isinstance(statement.value, cst.Call):
        return None
    function = statement.value.func
    return (function.value, statement.value) if isinstance(function, cst.Name) else None


def text_of(node: cst.CSTNode) -> str | None:
    """Value of a plain string node."""
    value = node.evaluated_value if isinstance(node, cst.SimpleString) else None
    return value if isinstance(value, str) else None


def put(text: str, spec: Spec, old: Spec | None = None, after: Sequence[Key] = ()) -> str:
    """The program with `spec` declared.

    Args:
        text: the program.
        spec: what the line shall say.
        old: what the line says now, when it is there: only arguments that differ are rewritten.
        after: a new line goes behind the last of these; else behind the last of its word, else at the end.
    """

    def change(module: cst.Module) -> cst.Module:
        if old is None:
            return module.with_changes(body=_insert(list(module.body), [_line(spec)], after, spec.word))
        at, nth = _need(module.body, old)
        line = cst.ensure_type(module.body[at], Line)
        statement = cst.ensure_type(line.body[nth], cst.Expr)
        call = cst.ensure_type(statement.value, cst.Call)
        if spec.word != old.word:
            call = call.with_changes(func=cst.Name(spec.word))
        made = statement.with_changes(value=rewrite(call, old, spec))
        small = [*line.body[:nth], made, *line.body[nth + 1 :]]
        body = [*module.body[:at], line.with_changes(body=small), *module.body[at + 1 :]]
        return module.with_changes(body=body)

    if old is not None and old.CELL == spec.CELL and (shorter := _edit_line(text, old, change)) is not None:
        return shorter
    return edit_cell(text, spec.CELL, change)


def _edit_line(text: str, old: Spec, change: Callable[[cst.Module], cst.Module]) -> str | None:
    """The program with one line changed that stands alone; None where the whole cell has to be looked at.

    A room's layout has a line for each thing: a concrete tree of all of them takes a hundred times as long.
    """
    parts = cells.split(text)
    cell = cells.find(parts, old.CELL)
    place = lines_of(cell, old) if cell else None
    if cell is None or place is None:
        return None
    kept = cell.source.split("\n")
    own = "\n".join(kept[place[0] - 1 : place[1]])
    made = change(parse(cells.Cell(cell.name, own))).code
    source = "\n".join([*kept[: place[0] - 1], made, *kept[place[1] :]])
    return cells.join(cells.put(parts, old.CELL, source))


def remove(text: str, spec: Spec) -> str:
    """The program without that line; comments on lines of their own above it stay."""

    def change(module: cst.Module) -> cst.Module:
        at, nth = _need(module.body, spec)
        line = cst.ensure_type(module.body[at], Line)
        small = [*line.body[:nth], *line.body[nth + 1 :]]
        if not small:
            return _without(module, at)
        small[-1] = small[-1].with_changes(semicolon=cst.MaybeSentinel.DEFAULT)
        body = [*module.body[:at], line.with_changes(body=small), *module.body[at + 1 :]]
        return module.with_changes(body=body)

    return edit_cell(text, spec.CELL, change)


def move_behind(text: str, specs: Sequence[Spec], after: Sequence[Key]) -> str:
    """The program with those lines, in the order given, standing behind the last of `after`."""

    def change(module: cst.Module) -> cst.Module:
        moved: Body = []
        for spec in specs:
            at, _ = _need(module.body, spec)
            moved.append(module.body[at].with_changes(leading_lines=[]))
            module = _without(module, at)
        return module.with_changes(body=_insert(list(module.body), moved, after, specs[0].word))

    return edit_cell(text, specs[0].CELL, change)


def _without(module: cst.Module, at: int) -> cst.Module:
    """The module without statement `at`; comments above it are handed to what follows."""
    body = list(module.body)
    above = body.pop(at).leading_lines
    if at < len(body):
        body[at] = body[at].with_changes(leading_lines=[*above, *body[at].leading_lines])
        return module.with_changes(body=body)
    return module.with_changes(body=body, footer=[*above, *module.footer])


def _insert(body: Body, lines: Body, after: Sequence[Key], word: str) -> Body:
    places = [found[0] for key in after if (found := _index(body, key))]
    if not places:
        places = [i for i, line in enumerate(body) if _index([line], (word, ""))]
    at = max(places) + 1 if places else len(body)
    return [*body[:at], *lines, *body[at:]]


def _line(spec: Spec) -> Line:
    return cst.ensure_type(cst.parse_statement(spec.source()), Line)


def _index(body: Sequence[cst.CSTNode], key: Key) -> tuple[int, int] | None:
    """Position of a declared line: statement line, and statement within that line."""
    for at, line in enumerate(body):
        for nth, statement in enumerate(line.body if isinstance(line, Line) else ()):
            found = call_of(statement)
            if found and found[0] == key[0] and (not key[1] or _name(found[1]) == key[1]):
                return at, nth
    return None


def _name(call: cst.Call) -> str | None:
    first = call.args[0].value if call.args else None
    if isinstance(first, cst.List | cst.Tuple):
        return ",".join(text_of(e.value) or "" for e in first.elements)
    return text_of(first) if first is not None else None


def _need(body: Sequence[cst.CSTNode], spec: Spec) -> tuple[int, int]:
    found = _index(body, (spec.word, spec.key))
    if found is None:
        raise ProgramError(f"there is no line {spec.word}({spec.key!r}, ...)", cell=spec.CELL)
    return found
