"""The early look at a scene program: clear errors for what the jail would stop, or what is a bad idea.

It is not the boundary (the jail is): it says in words what to use instead, before anything runs.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from tools import syntax
from tools.blender import policy_rules as rules
from tools.blender.policy_reach import attribute, dotted, handed_on, member, written
from tools.errors import ProgramError
from tools.program.bundle import bundle, read_kit
from tools.program.cells import excerpt, get, join, locate, split
from tools.program.kit_cell import LOADER, module_of, standalone

HIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
CODING = re.compile(r"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
"""What makes Python read a file in another encoding (PEP 263), and so as another program."""
DUNDER = re.compile(r"__[a-zA-Z]\w*__")
OTHER_KIT = " (this kit cell was not written by this version of Drawing Room; any edit writes it anew)"


@dataclass(frozen=True)
class Violation:
    """One thing the policy refuses: 1-based line of the program, what it is, what to do instead."""

    line: int
    what: str


def check(program: str) -> None:
    """Refuse a program that breaks the policy or does not parse.

    Raises:
        ProgramError: at the first violation; says how many more there are.
    """
    found = violations(program)
    if not found:
        return
    first = found[0]
    more = f" (and {len(found) - 1} more like this)" if len(found) > 1 else ""
    place = locate(split(program), first.line)
    if place is None:
        raise ProgramError(first.what + more)
    cell, line = place
    more += OTHER_KIT if cell.kind == "kit" else ""
    raise ProgramError(
        first.what + more, cell=cell.name or None, line=line, excerpt=excerpt(cell.source, line)
    )


def violations(program: str) -> list[Violation]:
    """Everything the policy refuses, in the order of lines.

    The kit's own cell is left out; words that another version wrote there may do what the kit does today.
    """
    text, own = set_kit_apart(program)
    found = _judge(text)
    kit = None if own else next((cell for cell in split(program) if cell.name == "kit"), None)
    if kit is None or not found:
        return found
    lines = range(kit.first_line, kit.first_line + kit.source.count("\n") + 1)
    return [v for v in found if v.line not in lines or v.what not in kit_habits()]


@cache
def kit_habits() -> frozenset[str]:
    """What the whole kit does that the policy refuses elsewhere (it reads arguments, renders and saves).

    Older ones asked themselves, too, whether they are run as a script.
    """
    older = 'if __name__ == "__main__" and 1:\n    main()\n'
    return frozenset(v.what for v in _judge(bundle(read_kit().entries)) + _judge(older))


def _judge(text: str) -> list[Violation]:
    """The violations in a text, wherever they are."""
    hidden = _characters(text)
    if hidden is not None:
        return [hidden]
    try:
        tree = syntax.parse(text)
    except SyntaxError as error:
        return [Violation(error.lineno or 1, f"SyntaxError: {error.msg}")]
    except (RecursionError, MemoryError, ValueError) as error:
        return [Violation(1, f"the program cannot be parsed: {error}")]
    tree.body = [node for node in tree.body if not _is_trailer(node)]
    nodes = list(ast.walk(tree))
    aliases = _aliases(nodes)
    # Of a.b.c only the whole is judged as a dotted name, not a.b once more.
    inner = {id(node.value) for node in nodes if isinstance(node, ast.Attribute)}
    found = set(_unseeded(nodes, aliases))
    found.update(Violation(*each) for each in handed_on(nodes, aliases, inner))
    for node in nodes:
        found.update(_look(node, None if id(node) in inner else aliases))
        found.update(Violation(*each) for each in written(node))
    return sorted(found, key=lambda v: (v.line, v.what))


@lru_cache(maxsize=8)
def set_kit_apart(program: str) -> tuple[str, str | None]:
    """The program with its kit cell blanked, line for line, and the words to run in its place.

    That is when the cell is exactly what this version writes: the loader of `room_kit.py`, or the words
    themselves. The words come from this version's kit, never from a file beside the program. Any other
    program comes back as it is, with None.
    """
    cells = split(program)
    kit = next((cell for cell in cells if cell.name == "kit"), None)
    if kit is None:
        return program, None
    try:
        words = module_of(program)
        loads = kit.source.strip() == LOADER.strip()
        own = loads or kit.source.strip() == get(split(standalone(program)), "kit").source.strip()
    except (ProgramError, RecursionError, MemoryError, ValueError):
        return program, None  # said with its line when the whole is parsed
    if not own:
        return program, None
    blank = replace(kit, source="\n" * kit.source.count("\n"))
    return join(blank if c is kit else c for c in cells), words


def _characters(text: str) -> Violation | None:
    """Characters that hide what the code says, and programs of absurd size."""
    if len(text) > syntax.MOST:
        return Violation(1, f"the program has more than {syntax.MOST:,} characters")
    for number, start in enumerate(text.split("\n", 2)[:2], 1):
        coding = CODING.match(start)
        if coding and coding.group(1).lower() not in ("utf-8", "utf8"):
            what = f"the text encoding {coding.group(1)}: a program is UTF-8; delete this line"
            return Violation(number, what)
    hidden = HIDDEN.search(text)
    if hidden is None:
        return None
    line = text.count("\n", 0, hidden.start()) + 1
    return Violation(line, f"an invisible or control character U+{ord(hidden.group()):04X}; delete it")


@cache
def _kit_imports() -> dict[str, str]:
    """What the kit imports for itself: the cells below it have these names without importing them."""
    return _bound(list(ast.walk(ast.parse(bundle(read_kit().entries)))), {})


def _aliases(nodes: list[ast.AST]) -> dict[str, str]:
    """Names bound to modules or to things inside bpy and numpy, with what they stand for."""
    return _bound(nodes, dict(_kit_imports()))


def _bound(nodes: list[ast.AST], found: dict[str, str]) -> dict[str, str]:
    """`found` with the names that imports and plain assignments add to it."""
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.split(".")[0]
                found[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom):
            found.update({a.asname or a.name: f"{node.module}.{a.name}" for a in node.names})
        elif isinstance(node, ast.Assign) and len(node.targets) == 1:
            target, meant = node.targets[0], dotted(node.value, found)
            if isinstance(target, ast.Name) and meant.startswith(("bpy.", "numpy.")):
                found[target.id] = meant
    return found


def _unseeded(nodes: list[ast.AST], aliases: dict[str, str]) -> Iterator[Violation]:
    """Random numbers that differ from run to run."""
    used = [(dotted(n, aliases), n.lineno) for n in nodes if isinstance(n, ast.Attribute | ast.Name)]
    named = {name for name, _ in used}
    for name, line in used:
        if name in rules.SEEDED and not rules.SEEDS[name] & named:
            yield Violation(line, f"{name}: {rules.SEEDED[name]}")


def _look(node: ast.AST, aliases: dict[str, str] | None) -> Iterator[Violation]:
    """What is wrong with one node; without `aliases` its dotted name is left alone."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield from _module(node.lineno, alias.name)
    elif isinstance(node, ast.ImportFrom):
        yield from _from(node)
    elif isinstance(node, ast.Name):
        yield from _name(node, aliases)
    elif isinstance(node, ast.Attribute):
        yield from _attribute(node, aliases)
    elif isinstance(node, ast.Call):
        yield from _call(node)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        hidden = DUNDER.search(node.value)
        if hidden and hidden.group() == "__main__":
            yield Violation(node.lineno, f"the text '__main__': {rules.SAME_EVERYWHERE}")
        elif hidden:
            yield Violation(node.lineno, f"the text {hidden.group()!r}: {rules.INTERPRETER}")
    elif isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith):
        yield Violation(node.lineno, f"async: {rules.PROCESSES}")


def _module(line: int, name: str) -> Iterator[Violation]:
    top = name.split(".")[0]
    if top in rules.ALLOWED_MODULES:
        yield from _banned_dotted(line, name)
        return
    known = "math, random, colorsys, itertools, functools, collections, numpy, mathutils, bmesh and bpy"
    yield Violation(line, f"import {name}: {rules.MODULES.get(top, f'only {known} can be imported')}")


def _from(node: ast.ImportFrom) -> Iterator[Violation]:
    module = node.module or "."
    if node.level:
        yield Violation(node.lineno, "a scene program imports nothing beside it; everything is in its cells")
        return
    top = list(_module(node.lineno, module))
    yield from top
    for alias in node.names if not top else []:
        if alias.name == "*":
            yield Violation(node.lineno, f"from {module} import *: name what you need")
        else:
            yield from _banned_dotted(node.lineno, f"{module}.{alias.name}")


def _name(node: ast.Name, aliases: dict[str, str] | None) -> Iterator[Violation]:
    if node.id in rules.NAMES:
        yield Violation(node.lineno, f"{node.id}: {rules.NAMES[node.id]}")
    elif node.id.startswith("__") and node.id not in rules.SAFE_DUNDER_NAMES:
        yield Violation(node.lineno, f"{node.id}: {rules.INTERPRETER}")
    elif isinstance(node.ctx, ast.Load) and _kit_imports().get(node.id) in rules.KIT_ONLY:
        yield Violation(node.lineno, f"{node.id}: the kit imports it for itself; use another name")
    elif aliases is not None and node.id in aliases and isinstance(node.ctx, ast.Load):
        yield from _banned_dotted(node.lineno, aliases[node.id])


def _attribute(node: ast.Attribute, aliases: dict[str, str] | None) -> Iterator[Violation]:
    own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
    wrong = list(attribute(node.lineno, node.attr, stored=isinstance(node.ctx, ast.Store), own=own))
    yield from (Violation(*each) for each in wrong)
    if not wrong and aliases is not None:
        yield from _banned_dotted(node.lineno, dotted(node, aliases))


def _call(node: ast.Call) -> Iterator[Violation]:
    """Refuse all but getattr and setattr with a plain name, type() with one argument, and id()."""
    if not isinstance(node.func, ast.Name):
        return
    if node.func.id in ("getattr", "setattr", "hasattr"):
        name = node.args[1] if len(node.args) > 1 else None
        if not (isinstance(name, ast.Constant) and isinstance(name.value, str)):
            yield Violation(node.lineno, f"{node.func.id} with a computed name: write the attribute out")
        else:
            stored = node.func.id == "setattr"
            yield from (Violation(*each) for each in attribute(node.lineno, name.value, stored=stored))
    elif node.func.id == "type" and len(node.args) != 1:
        yield Violation(node.lineno, f"type() with {len(node.args)} arguments: write a class")
    elif node.func.id == "id" and len(node.args) == 1:
        yield Violation(node.lineno, f"id(): {rules.SAME_EVERYWHERE}")


def _banned_dotted(line: int, meant: str) -> Iterator[Violation]:
    """The longest refused name that `dotted` is or lies below."""
    parts = meant.split(".")
    for count in range(len(parts), 1, -1):
        name = ".".join(parts[:count])
        if name in rules.DOTTED:
            yield Violation(line, f"{name}: {rules.DOTTED[name]}")
            return
    hidden = member(meant)
    if hidden is not None:
        yield Violation(line, hidden)


def _is_trailer(node: ast.stmt) -> bool:
    """Whether a statement is what our own template writes at a program's end."""
    return isinstance(node, ast.If) and ast.unparse(node) in rules.TRAILERS
