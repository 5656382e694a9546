"""Inline the building words a program uses, and only those, as its `# %% kit` cell.

The kit's modules are read as text, never imported: each top-level function, class or constant is one
entry with the names it needs, and a bundle is the transitive closure of what a program mentions.
"""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.errors import ProgramError
from tools.scene import cells

KIT_FOLDER = Path(__file__).parent.parent / "kit"
ALWAYS = ("BUILD",)
"""Names every kit cell has, used or not: the harness reads the scene through them."""
HEADER = (
    "# The building words this room uses, copied here so that this file needs nothing but Blender.\n"
    "# Drawing Room writes this cell anew; put your own code in the cells below."
)


@dataclass(frozen=True)
class Entry:
    """One top-level definition of the kit.

    Attributes:
        name: what it binds.
        source: its text, with the comments right above it.
        needs: names it refers to anywhere inside.
        needs_first: those it refers to while being defined (annotations, defaults, decorators, values).
        rank: (module number, line), the order entries keep when nothing else decides.
    """

    name: str
    source: str
    needs: frozenset[str]
    needs_first: frozenset[str]
    rank: tuple[int, int]


@dataclass(frozen=True)
class Kit:
    """All entries by name, and for every imported name the import that gives it (module, name or "")."""

    entries: dict[str, Entry]
    imports: dict[str, tuple[str, str]]


def global_names(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """Global names a piece of code refers to: (anywhere, while it is being executed at top level)."""
    top = symtable.symtable(source, "<program>", "exec")
    first = frozenset(s.get_name() for s in top.get_symbols() if s.is_referenced())
    names = set(first)
    tables = list(top.get_children())
    while tables:
        table = tables.pop()
        names |= {s.get_name() for s in table.get_symbols() if s.is_global() and s.is_referenced()}
        if table.get_type() == "class":
            first |= {s.get_name() for s in table.get_symbols() if s.is_global() and s.is_referenced()}
        tables += table.get_children()
    return frozenset(names), first


def _bound(node: ast.stmt) -> list[str]:
    """Names a top-level definition binds; empty for other statements."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [t.id for t in node.targets if isinstance(t, ast.Name)]
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return [node.target.id]
    return []


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _segment(lines: list[str], node: ast.stmt, follower: ast.stmt | None) -> str:
    """The node's lines, with the comment block right above and a docstring right below a constant."""
    first = node.lineno
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        first = min([first, *(d.lineno for d in node.decorator_list)])
    while first > 1 and lines[first - 2].startswith("#"):
        first -= 1
    last = node.end_lineno or node.lineno
    if follower is not None and _is_docstring(follower) and isinstance(node, ast.Assign | ast.AnnAssign):
        last = follower.end_lineno or last
    return "\n".join(lines[first - 1 : last])


def _read_imports(node: ast.stmt, imports: dict[str, tuple[str, str]]) -> None:
    """Add an import statement's names; the kit's own modules and `__future__` need none."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            imports[alias.asname or alias.name] = (alias.name, "")
    elif isinstance(node, ast.ImportFrom) and node.module:
        if node.module.startswith("tools.kit") or node.module == "__future__":
            return
        for alias in node.names:
            imports[alias.asname or alias.name] = (node.module, alias.name)


@cache
def read_kit(folder: Path = KIT_FOLDER) -> Kit:
    """Read every module of the kit (not `__init__`, not the `index` modules, which are about it).

    Raises:
        ValueError: two modules define the same name.
    """
    entries: dict[str, Entry] = {}
    imports: dict[str, tuple[str, str]] = {}
    modules = sorted(p for p in folder.glob("*.py") if not p.stem.startswith(("__", "index")))
    for number, path in enumerate(modules):
        text = path.read_text(encoding="utf-8")
        lines, body = text.split("\n"), ast.parse(text).body
        for position, node in enumerate(body):
            _read_imports(node, imports)
            for name in _bound(node):
                if name in entries:
                    raise ValueError(f"kit: {name!r} is defined twice (again in {path.name})")
                follower = body[position + 1] if position + 1 < len(body) else None
                source = _segment(lines, node, follower)
                needs, first = global_names(source)
                entries[name] = Entry(name, source, needs - {name}, first - {name}, (number, node.lineno))
    return Kit(entries, imports)


def _closure(kit: Kit, names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    waiting = [n for n in names if n in kit.entries]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [n for n in kit.entries[name].needs if n in kit.entries]
    return found


def _ordered(kit: Kit, names: set[str]) -> list[Entry]:
    """Definitions before what needs them to be defined; otherwise the kit's own order."""
    done: dict[str, Entry] = {}

    def emit(name: str) -> None:
        if name in done or name not in names:
            return
        for needed in sorted(kit.entries[name].needs_first & names, key=lambda n: kit.entries[n].rank):
            emit(needed)
        done[name] = kit.entries[name]

    for name in sorted(names, key=lambda n: kit.entries[n].rank):
        emit(name)
    return list(done.values())


def _import_lines(kit: Kit, needed: set[str]) -> list[str]:
    """Merged import statements giving the needed names, plain imports first, sorted."""
    plain: set[str] = set()
    members: dict[str, set[str]] = {}
    for name in needed & kit.imports.keys():
        module, member = kit.imports[name]
        if member:
            members.setdefault(module, set()).add(member if member == name else f"{member} as {name}")
        else:
            plain.add(f"import {module}" if module == name else f"import {module} as {name}")
    return sorted(plain) + [f"from {m} import {', '.join(sorted(members[m]))}" for m in sorted(members)]


def bundle(program_names: Iterable[str]) -> str:
    """The text of the `# %% kit` cell for a program that mentions these names; others are ignored."""
    kit = read_kit()
    entries = _ordered(kit, _closure(kit, [*ALWAYS, *program_names]))
    needed = {name for entry in entries for name in entry.needs}
    text, previous = HEADER + "\n\n" + "\n".join(_import_lines(kit, needed)) + "\n", ""
    # A statement that binds two names is two entries with one source: write it once.
    for source in dict.fromkeys(entry.source for entry in entries):
        small = "\n" not in source and "\n" not in previous and previous
        text += ("" if small else "\n\n") + source + "\n"
        previous = source
    return text


def rebundle(program_text: str) -> str:
    """The program with its kit cell made anew from the names its other cells mention.

    A program without a kit cell gets one in front of its first cell.

    Raises:
        ProgramError: a cell does not parse, so its names cannot be known.
    """
    parts = cells.split(program_text)
    names: set[str] = set()
    for cell in parts:
        if cell.name == "kit":
            continue
        try:
            names |= global_names(cell.source)[0]
        except SyntaxError as error:
            raise ProgramError(
                f"does not parse: {error.msg}",
                cell=cell.name,
                line=error.lineno,
                excerpt=cells.excerpt(cell.source, error.lineno or 1),
            ) from error
    return cells.join(cells.put(parts, "kit", bundle(names) + "\n"))
