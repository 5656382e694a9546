"""What builds each object: a kit word with its arguments, or code of its own, and where that stands."""

from __future__ import annotations

import ast
from collections.abc import Container
from dataclasses import dataclass, field

from tools.errors import ProgramError
from tools.program import kit_index
from tools.program.edit_code import write_geometry
from tools.program.program import Program
from tools.program.read import parse, read


@dataclass(frozen=True)
class Builder:
    """What builds an object.

    Attributes:
        word: the kit's word; "" for code of its own.
        values: source of each argument given to the word, by name.
        first: its first line in the whole program, 1-based.
        last: its last line.
    """

    word: str
    values: dict[str, str] = field(default_factory=dict)
    first: int = 1
    last: int = 1


def builders(program: Program) -> dict[str, Builder]:
    """What builds each object that something builds, by id."""
    found: dict[str, Builder] = {}
    known = frozenset(entry.name for entry in kit_index.words())
    for cell in program.cells:
        if cell.kind != "geometry":
            continue
        for statement in parse(cell).body:
            made = _builder(statement, cell.first_line - 1, known)
            for id in _texts(statement):
                if made is not None and program.has(id):
                    found[id] = made
    return found


def set_parameter(text: str, id: str, name: str, value: str | None) -> str:
    """The program with one argument of the word that builds an object changed.

    Args:
        text: the program.
        id: the object; if its line builds others, too, it gets one of its own.
        name: of the argument.
        value: as Python source of a literal; None takes it out.

    Raises:
        ProgramError: no word builds the object, the word has no such parameter, the value is no literal, or
            more of something than is sensible.
    """
    program = read(text)
    program.placement(id)
    built = builders(program).get(id)
    if built is None or not built.word:
        raise ProgramError(f"{id!r} is built by no word of the kit, so it has no parameters", cell="layout")
    known = {entry.name: entry for entry in kit_index.words()}[built.word].parameters
    if name not in [p.name for p in known]:
        names = ", ".join(p.name for p in known)
        raise ProgramError(f"{built.word} has no parameter {name!r}; it has {names}")
    values = dict(built.values)
    values.pop(name, None)
    if value is not None:
        try:
            given = ast.literal_eval(value)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            raise ProgramError(f"{name}={value}: give a number, True, False or a text in quotes") from None
        most = next(p for p in known if p.name == name).most
        if most is not None and given is not None and not (isinstance(given, int) and 0 <= given <= most):
            raise ProgramError(f"{name}={value}: give a whole number from 0 to {most}")
        values[name] = value
    line = ", ".join([f'"{id}"', built.word, *(f"{key}={given}" for key, given in values.items())])
    return write_geometry(text, [id], f"furnish({line})\n")


def _builder(statement: ast.stmt, above: int, words: Container[str]) -> Builder | None:
    last = above + (statement.end_lineno or statement.lineno)
    if isinstance(statement, ast.FunctionDef):
        first = min([statement.lineno, *(d.lineno for d in statement.decorator_list)])
        return Builder("", {}, above + first, last)
    call = _furnish(statement)
    if call is None:
        return None
    word = call.args[1].id if len(call.args) > 1 and isinstance(call.args[1], ast.Name) else ""
    known = word in words
    values = {k.arg: ast.unparse(k.value).replace("'", '"') for k in call.keywords if k.arg}
    return Builder(word if known else "", values if known else {}, above + statement.lineno, last)


def _furnish(statement: ast.stmt) -> ast.Call | None:
    call = statement.value if isinstance(statement, ast.Expr) else None
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "furnish":
        return call
    return None


def _texts(statement: ast.stmt) -> list[str]:
    """Ids that a statement names."""
    nodes: list[ast.expr] = []
    if isinstance(statement, ast.FunctionDef):
        marks = [d for d in statement.decorator_list if isinstance(d, ast.Call)]
        nodes = [arg for mark in marks for arg in mark.args]
    elif (call := _furnish(statement)) is not None:
        nodes = call.args[:1]
    found = [n for node in nodes for n in (node.elts if isinstance(node, ast.List | ast.Tuple) else [node])]
    return [n.value for n in found if isinstance(n, ast.Constant) and isinstance(n.value, str)]
