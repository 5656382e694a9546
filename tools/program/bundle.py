"""Gather the building words a program uses, and only those, as one text.

The kit's modules are read as text, never imported: each top-level function, class or constant is one
entry with the names it needs, and a bundle is the transitive closure of what a program mentions.
"""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from tools import syntax

KIT_FOLDER = Path(__file__).parent.parent / "kit"
NOT_WORDS = ("__", "index", "studio")
"""Modules of these names are about the kit, not of it."""
ALWAYS = ("BUILD",)
"""Names every kit has, used or not: the harness reads the scene through them."""
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
        rank: (module number, line), the order entries keep when nothing else decides.
    """

    name: str
    source: str
    rank: tuple[int, int]

    @property
    def needs(self) -> frozenset[str]:
        """Names it refers to anywhere inside."""
        return global_names(self.source)[0] - {self.name}

    @property
    def needs_first(self) -> frozenset[str]:
        """Names it refers to while being defined: annotations, defaults, decorators, values."""
        return global_names(self.source)[1] - {self.name}


@dataclass(frozen=True)
class Kit:
    """The kit as text.

    Attributes:
        entries: by name.
        imports: for every imported name the import that gives it: (module, name, or "" for the module).
        twice: names that a second module defines too, with that module; there should be none.
    """

    entries: dict[str, Entry]
    imports: dict[str, tuple[str, str]]
    twice: dict[str, str]


@lru_cache(maxsize=8192)
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


def _second_names(node: ast.stmt, number: int) -> list[Entry]:
    """What `from tools.kit.x import a as b` binds: an entry `b = a`, for the bundle has no modules."""
    if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("tools.kit"):
        return []
    return [
        Entry(a.asname, f"{a.asname} = {a.name}", (number, 0))
        for a in node.names
        if a.asname and a.asname != a.name
    ]


@cache
def read_kit(folder: Path = KIT_FOLDER) -> Kit:
    """Read every module of the kit (those that `NOT_WORDS` names are left out)."""
    entries: dict[str, Entry] = {}
    twice: dict[str, str] = {}
    imports: dict[str, tuple[str, str]] = {}
    modules = sorted(p for p in folder.rglob("*.py") if not p.stem.startswith(NOT_WORDS))
    for number, path in enumerate(modules):
        text = path.read_text(encoding="utf-8")
        lines, body = text.split("\n"), syntax.parse(text).body
        for position, node in enumerate(body):
            _read_imports(node, imports)
            entries.update((e.name, e) for e in _second_names(node, number))
            for name in _bound(node):
                if name in entries:
                    twice[name] = path.name
                follower = body[position + 1] if position + 1 < len(body) else None
                source = _segment(lines, node, follower)
                entries[name] = Entry(name, source, (number, node.lineno))
    return Kit(entries, imports, twice)


def _closure(kit: Kit, names: Iterable[str]) -> set[str]:
    """These names and all they need, directly or not."""
    found: set[str] = set()
    waiting = [n for n in names if n in kit.entries]
    while waiting:
        name = waiting.pop()
        if name not in found:
            if name in kit.twice:
                raise ValueError(f"kit: {name!r} is defined twice (again in {kit.twice[name]})")
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


@cache
def _brief(source: str) -> str:
    """A definition with its docstrings cut to their first paragraph: nobody reads on inside a kit cell."""
    lines = source.split("\n")
    for node in reversed(list(ast.walk(syntax.parse(source)))):
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or not _is_docstring(node.body[0]):
            continue
        first, last = node.body[0].lineno, node.body[0].end_lineno or 0
        end = next((n for n in range(first, last) if not lines[n].strip()), None)
        if end is not None:
            lines[first - 1 : last] = [*lines[first - 1 : end - 1], lines[end - 1] + '"""']
    return "\n".join(lines)


def bundle(program_names: Iterable[str]) -> str:
    """The words for a program that mentions these names, as one text; other names are ignored."""
    kit = read_kit()
    entries = _ordered(kit, _closure(kit, [*ALWAYS, *program_names]))
    needed = {name for entry in entries for name in entry.needs}
    plain = set(program_names)
    text, previous = HEADER + "\n\n" + "\n".join(_import_lines(kit, needed)) + "\n", ""
    # A statement that binds two names is two entries with one source: write it once.
    for source in dict.fromkeys(e.source if e.name in plain else _brief(e.source) for e in entries):
        small = "\n" not in source and "\n" not in previous and previous
        text += ("" if small else "\n") + source + "\n"
        previous = source
    return text
