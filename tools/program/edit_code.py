"""Edits of whole cells and of the code that builds objects: text to text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import libcst as cst

from tools.errors import ProgramError
from tools.program import cells, lines
from tools.program.read import built_ids, read

_FIXED = ("kit", "run")


def set_cell(text: str, name: str, source: str) -> str:
    """Replace a cell, or add it where its kind belongs. The kit and run cells are made, not written."""
    if name in _FIXED:
        raise ProgramError("this cell is made by the bundler and cannot be written", cell=name)
    return cells.join(cells.put(cells.split(text), name, source))


def patch_cell(text: str, name: str, source: str) -> str:
    """Replace a cell that exists."""
    cells.get(cells.split(text), name)
    return set_cell(text, name, source)


def replace_in_cell(text: str, name: str, old: str, new: str) -> str:
    """Replace the one place in a cell that reads `old`."""
    source = cells.get(cells.split(text), name).source
    count = source.count(old) if old else 0
    if count != 1:
        raise ProgramError(
            f"the text to replace stands there {count} times; it must stand there once", cell=name
        )
    return set_cell(text, name, source.replace(old, new))


def write_geometry(text: str, ids: Sequence[str], code: str) -> str:
    """Build these objects with `code`, one cell, instead of whatever built them before.

    Raises:
        ProgramError: the code does not parse, or builds other objects than `ids`.
    """
    if not ids:
        raise ProgramError("write_geometry needs the ids of the objects that the code builds")
    program = read(text)
    for id in ids:
        program.placement(id)
    name = f"geometry:{ids[0]}"
    built = [id for id, _ in built_ids(cells.new_cell(name, code))]
    if sorted(built) != sorted(ids):
        said, does = ", ".join(ids), ", ".join(built) or "nothing"
        cause = f"the code builds {does}, but was to build {said}"
        raise ProgramError(
            f'{cause}; start it with @geometry("{ids[0]}") or furnish("{ids[0]}", ...)', cell=name
        )
    # A cell that only builds what is rewritten now keeps its place in the program.
    whole = [c.name for c in program.cells if c.kind == "geometry" and _built(c) and _built(c) <= set(ids)]
    parts = cells.split(_drop(text, set(ids), keep=whole))
    parts = [c for c in parts if c.name not in whole[1:]]
    if name not in whole and cells.find(parts, name):
        raise ProgramError("this cell builds other objects; rename it first", cell=name)
    if whole:
        parts = [replace(c, name=name, marker=f"# %% {name}\n") if c.name == whole[0] else c for c in parts]
    return cells.join(cells.put(parts, name, code))


def drop_geometry(text: str, ids: Iterable[str]) -> str:
    """Take out the code that builds these objects; they show their placeholder again."""
    return _drop(text, set(ids))


def rename_geometry(text: str, old: str, new: str) -> str:
    """Let the code that builds `old` build `new`; the cell named after it gets the new name."""
    for cell in cells.split(text):
        if cell.kind == "geometry" and old in _built(cell):
            module = lines.parse(cell).visit(_Ids({old: new}))
            text = _write(
                text, cell, module.code, f"geometry:{new}" if cell.name == f"geometry:{old}" else cell.name
            )
    return text


def _drop(text: str, ids: Collection[str], keep: Collection[str] = ()) -> str:
    for cell in cells.split(text):
        if cell.kind != "geometry" or cell.name in keep:
            continue
        built = _built(cell)
        if not built & set(ids):
            continue
        if built <= set(ids):
            text = cells.join(cells.drop(cells.split(text), cell.name))
            continue
        code = lines.parse(cell).visit(_Ids(dict.fromkeys(ids))).code
        left = [id for id, _ in built_ids(replace(cell, source=code))]
        free = [f"geometry:{id}" for id in left if not cells.find(cells.split(text), f"geometry:{id}")]
        name = cell.name if cell.name.partition(":")[2] in left or not free else free[0]
        text = _write(text, cell, code, name)
    return text


def _write(text: str, cell: cells.Cell, source: str, name: str) -> str:
    marker = cell.marker if name == cell.name else f"# %% {name}\n"
    made = replace(cell, name=name, source=source, marker=marker)
    return cells.join(made if c.name == cell.name else c for c in cells.split(text))


def _built(cell: cells.Cell) -> set[str]:
    return {id for id, _ in built_ids(cell)}


class _Ids(cst.CSTTransformer):
    """Changes the ids that `@geometry(...)` and `furnish(...)` name; None takes an id out."""

    def __init__(self, names: dict[str, str | None]) -> None:
        super().__init__()
        self.names: dict[str, str | None] = names
        self.depth = 0

    def visit_FunctionDef_body(self, node: cst.FunctionDef) -> None:
        self.depth += 1

    def leave_FunctionDef_body(self, node: cst.FunctionDef) -> None:
        self.depth -= 1

    def leave_Decorator(
        self, original_node: cst.Decorator, updated_node: cst.Decorator
    ) -> cst.Decorator | cst.RemovalSentinel:
        call = updated_node.decorator
        if self.depth or not isinstance(call, cst.Call) or not _is(call, "geometry"):
            return updated_node
        args = [a for arg in call.args if (a := self._arg(arg))]
        if not args:
            return cst.RemoveFromParent()
        args[-1] = args[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
        return updated_node.with_changes(decorator=call.with_changes(args=args))

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.RemovalSentinel:
        found = lines.call_of(updated_node.body[0]) if len(updated_node.body) == 1 else None
        if self.depth or found is None or found[0] != "furnish" or not found[1].args:
            return updated_node
        first = self._arg(found[1].args[0])
        if first is None:
            return cst.RemoveFromParent()
        call = found[1].with_changes(args=[first, *found[1].args[1:]])
        return updated_node.with_changes(body=[cst.Expr(call)])

    def _arg(self, arg: cst.Arg) -> cst.Arg | None:
        value = arg.value
        if isinstance(value, cst.List | cst.Tuple):
            kept = [e for e in value.elements if self._name(e.value) is not None]
            made = [e.with_changes(value=self._name(e.value)) for e in kept]
            if made and len(made) > 1:
                made[-1] = made[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
            return arg.with_changes(value=value.with_changes(elements=made)) if made else None
        name = self._name(value)
        return None if name is None else arg.with_changes(value=name)

    def _name(self, node: cst.BaseExpression) -> cst.BaseExpression | None:
        old = lines.text_of(node)
        if old is None or old not in self.names:
            return node
        new = self.names[old]
        return None if new is None else cst.SimpleString(f'"{new}"')


def _is(call: cst.Call, word: str) -> bool:
    return isinstance(call.func, cst.Name) and call.func.value == word
