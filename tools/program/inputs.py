"""What each object of a program depends on: where that is the same, building it again gives the same.

Known only where it can be read off the text. A program whose own code keeps something between two functions,
or looks at another object, has no such parts: then all of it is built anew after every change.
"""

from __future__ import annotations

import ast
import itertools
from collections import Counter
from functools import cache, lru_cache

from tools import syntax
from tools.errors import ProgramError
from tools.program.bundle import global_names, read_kit
from tools.program.cells import DECLARATIVE, Cell
from tools.program.kit_cell import LOADER, module_of
from tools.program.model import ExposureSpec, LightSpec, Placement, Spec, Wear
from tools.program.program import Program
from tools.program.read import WORDS, built_ids, parse
from tools.program.template import RUN

SHARED = frozenset({*WORDS, "BUILD", "bpy", "geometry", "furnish", "furnished", "fit", "root_empty", "finish",
                    "setattr", "getattr", "globals", "locals", "vars", "exec", "eval",
                    "random", "seed"})  # fmt: skip
"""Names through which a function reaches more than the object it builds, or what others leave behind."""
REACHING = frozenset({"root", "parent", "children", "id_data", "users_collection", "wears", "noise"})
"""Attributes that lead from an object to others, or to the numbers that all functions draw from."""
SEEDED = frozenset({"Random", "default_rng", "RandomState"})
"""Ways to random numbers of one's own."""
LOCAL = frozenset({"__future__", "bisect", "cmath", "collections", "colorsys", "copy", "dataclasses", "enum",
                   "fractions", "functools", "heapq", "itertools", "math", "mathutils", "operator",
                   "statistics", "string", "typing", "bmesh"})  # fmt: skip
"""Modules whose functions keep nothing."""
CHANGING = (ast.Dict, ast.List, ast.Set, ast.Call, ast.DictComp, ast.ListComp, ast.SetComp)
"""Values that one function can change under another."""


def inputs(program: Program) -> dict[str, str] | None:
    """Everything each object depends on but the palette, as a text by id; None where that is not known.

    What carries an object is among it: it stands on the real surface. The palette is not, since an object's
    materials are known only once it is built.
    """
    if not all(_plain(cell) for cell in program.cells):
        return None
    code = _code(program)
    worn: dict[str, list[Spec]] = {}
    for wear in program.wears:
        for id in wear.targets:
            worn.setdefault(id, []).append(wear)
    light = [s for s in program.specs if isinstance(s, LightSpec | ExposureSpec)]
    lit = {s.options.get("on") for s in light if isinstance(s, LightSpec)}
    height = str(program.room.height if program.room else None)
    found: dict[str, str] = {}
    for placed in program.placements:  # a parent is always placed above its children
        said: list[Spec] = [placed, *worn.get(placed.id, []), *(light if placed.id in lit else [])]
        texts = [_said(spec, placed) for spec in said]
        under = height if placed.mount == "ceiling" else found.get(placed.on or "", "")
        found[placed.id] = "\n".join([*texts, code.get(placed.id, ""), under])
    return found


def _said(spec: Spec, placed: Placement) -> str:
    if isinstance(spec, Wear):  # a line may dress several: the others' names change nothing for this one
        return f"{placed.id} {spec.material!r} {sorted(spec.slots.items())!r}"
    return spec.source()


def _code(program: Program) -> dict[str, str]:
    """The code that builds each object, with all the program's own that this needs."""
    own = [cell for cell in program.cells if cell.name not in ("kit", "run", *DECLARATIVE)]
    binds: dict[str, list[int]] = {}
    for number, cell in enumerate(own):
        for name in _defined(cell.source):
            binds.setdefault(name, []).append(number)
    # Which modules are there without being imported depends on the words that the program uses.
    lent = "".join(
        line for line in module_of(program.text).splitlines() if line.startswith(("import ", "from "))
    )
    found: dict[str, str] = {}
    for number, cell in enumerate(own):
        ids = built_ids(cell) if cell.kind == "geometry" else []
        needs, waiting = {number}, [number]
        while ids and waiting:
            names = global_names(own[waiting.pop()].source)[0]
            more = {n for name in names for n in binds.get(name, ())} - needs
            needs |= more
            waiting += more
        for id in dict.fromkeys(id for id, _ in ids):
            parts = [
                cell.marker + _without_others(cell.name, cell.source, id)
                if n == number
                else own[n].marker + own[n].source
                for n in sorted(needs)
            ]
            text = "".join(parts)
            found[id] = text + (lent if "def " in text else "")
    return found


def _without_others(name: str, source: str, id: str) -> str:
    """A cell's code without the statements that do nothing but build other objects than this one."""
    others = [lines for ids, lines in _building(name, source) if id not in ids]
    left_out = {number for first, last in others for number in range(first, last + 1)}
    kept = enumerate(source.splitlines(keepends=True), start=1)
    return "".join(line for number, line in kept if number not in left_out)


@lru_cache(maxsize=4096)
def _building(name: str, source: str) -> tuple[tuple[frozenset[str], tuple[int, int]], ...]:
    """The ids that each statement builds, with its lines, first and last; only of what nothing else needs."""
    body, lines = parse(Cell(name, source)).body, source.splitlines(keepends=True)
    spans = [_span(node) for node in body]
    if any(after[0] <= before[1] for before, after in itertools.pairwise(spans)):
        return ()  # two on one line
    used = Counter(n.id for node in body for n in ast.walk(node) if isinstance(n, ast.Name))
    found = []
    for node, (first, last) in zip(body, spans, strict=True):
        ids = built_ids(Cell(name, "".join(lines[first - 1 : last])))
        if ids and not (isinstance(node, ast.FunctionDef) and used[node.name]):
            found.append((frozenset(id for id, _ in ids), (first, last)))
    return tuple(found)


def _span(node: ast.stmt) -> tuple[int, int]:
    marks = node.decorator_list if isinstance(node, ast.FunctionDef) else []
    return min([node.lineno, *(mark.lineno for mark in marks)]), node.end_lineno or node.lineno


@lru_cache(maxsize=4096)
def _defined(source: str) -> tuple[str, ...]:
    """Names that a cell binds for others to use."""
    found: list[str] = []
    for node in syntax.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            found.append(node.name)
        elif isinstance(node, ast.Assign):
            found += [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found += [(alias.asname or alias.name).split(".")[0] for alias in node.names]
    return tuple(found)


def _plain(cell: Cell) -> bool:
    """Whether a cell does nothing but what `inputs` accounts for."""
    if cell.name == "kit":
        return cell.source.strip() == LOADER.strip()
    if cell.name == "run":
        return cell.source.strip() == RUN.strip()
    return cell.name in DECLARATIVE or _own(cell.name, cell.source)


@lru_cache(maxsize=4096)
def _own(name: str, source: str) -> bool:
    """Whether a program's own code only builds objects, each by itself."""
    try:
        body = parse(Cell(name, source)).body
    except ProgramError:
        return False
    return all(_statement(statement) for statement in body)


def _statement(node: ast.stmt) -> bool:
    if isinstance(node, ast.FunctionDef):
        marks = all(isinstance(m, ast.Call) and _name(m.func) == "geometry" for m in node.decorator_list)
        given = [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]
        return marks and all(_constant(value) for value in given) and all(map(_inside, node.body))
    if isinstance(node, ast.Import):
        return all(_module(alias) for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        if node.module in ("random", "numpy.random"):
            return all(alias.name in SEEDED for alias in node.names)
        return node.module in LOCAL and not any(a.name in REACHING or a.asname for a in node.names)
    if isinstance(node, ast.Assign):
        return all(isinstance(t, ast.Name) for t in node.targets) and _constant(node.value)
    if not isinstance(node, ast.Expr):
        return False
    if isinstance(node.value, ast.Call) and _name(node.value.func) == "furnish":
        first, *rest = [*node.value.args, *(k.value for k in node.value.keywords)]
        word = len(node.value.args) > 1 and _word(node.value.args[1])
        return word and _literal(first) and all(_literal(value) for value in rest[1:])
    return isinstance(node.value, ast.Constant)


def _word(node: ast.expr) -> bool:
    """Whether it is a word of the kit, or one of the user's own meshes as one: `asset("NAME")`."""
    if isinstance(node, ast.Call):
        given = [*node.args, *(k.value for k in node.keywords)]
        return _name(node.func) == "asset" and all(map(_literal, given))
    return _name(node) in _functions()


def _module(alias: ast.alias) -> bool:
    """Whether an imported module is known by its own name, by which `_reaches` looks for it."""
    known = alias.name in LOCAL or alias.name in ("random", "numpy")
    return known and alias.asname in ((None, "np") if alias.name == "numpy" else (None,))


def _inside(statement: ast.stmt) -> bool:
    """Whether code inside a function leaves nothing behind and looks at nothing but its own object."""
    nodes = list(ast.walk(statement))
    own = {id(n.value) for n in nodes if isinstance(n, ast.Attribute) and n.attr in SEEDED}
    return not any(_reaches(node, own) for node in nodes)


def _reaches(node: ast.AST, seeding: set[int]) -> bool:
    if isinstance(node, ast.Name):
        shared = node.id in SHARED or (node.id in _entries() and node.id not in _functions())
        return shared and id(node) not in seeding
    if isinstance(node, ast.Attribute):
        drawn = node.attr == "random" and _name(node.value) in ("np", "numpy") and id(node) not in seeding
        return drawn or node.attr in REACHING or not isinstance(node.ctx, ast.Load)
    if isinstance(node, ast.FunctionDef | ast.Lambda):
        given = [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]
        return any(isinstance(inner, CHANGING) for value in given for inner in ast.walk(value))
    return isinstance(node, ast.Global | ast.ClassDef | ast.Import | ast.ImportFrom)


def _constant(node: ast.expr) -> bool:
    """A literal that nobody can change."""
    return _literal(node) and not any(isinstance(inner, CHANGING) for inner in ast.walk(node))


def _literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, MemoryError, RecursionError):
        return False
    return True


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


@cache
def _entries() -> frozenset[str]:
    return frozenset(read_kit().entries)


@cache
def _functions() -> frozenset[str]:
    """The kit's functions that build one object, and its types: no tables, and none that sees the scene."""
    entries, found = read_kit().entries, set[str]()
    for name, entry in entries.items():
        node = syntax.parse(entry.source).body[0]
        value = getattr(node, "value", None)
        if isinstance(node, ast.FunctionDef) or isinstance(value, ast.Constant | ast.Subscript | ast.Tuple):
            found.add(name)
    seeing, grown = {"BUILD"}, 0
    while grown < len(seeing):
        grown = len(seeing)
        seeing |= {name for name, entry in entries.items() if name != "mesh" and entry.needs & seeing}
    return frozenset(found - seeing)
