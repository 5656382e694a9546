"""Ways to reach what a program's names do not say: modules as values, hidden members, computed names."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from tools.blender import policy_rules as rules

FIELD_NAME = re.compile(r"[.\[]\s*(\w+)")
BLENDERS = frozenset({"bpy", "bmesh", "mathutils"})
LOOKERS = frozenset({"getattr", "setattr", "hasattr"})
Finding = tuple[int, str]


def member(dotted: str) -> str | None:
    """Why a member of a module may not be used, None when it may; `dotted` has its aliases written out."""
    parts = dotted.split(".")
    top = parts[0]
    if top not in rules.ALLOWED_MODULES or top in BLENDERS or len(parts) < 2:
        return None
    if top == "numpy":
        return _numpy_member(parts)
    if parts[:2] == ["collections", "abc"]:
        top, parts = "collections.abc", parts[1:]
    if len(parts) < 2 or parts[1] in _public(top):
        return None
    return f"{top}.{parts[1]} is not for use outside {top}"


def _numpy_member(parts: list[str]) -> str | None:
    """Refuse what is hidden in numpy, and modules in it that lead elsewhere."""
    found: object = importlib.import_module("numpy")
    for count, name in enumerate(parts[1:], 2):
        if not isinstance(found, ModuleType):
            return None
        if name.startswith("_"):
            return f"{'.'.join(parts[:count])} is not for use outside numpy"
        found = getattr(found, name, None)
        if isinstance(found, ModuleType) and ".".join(parts[:count]) not in rules.NUMPY_MODULES:
            return f"{'.'.join(parts[:count])} leads out of what a scene program may use"
    return None


@cache
def _public(name: str) -> frozenset[str]:
    """What a module of the standard library offers, without the modules it imports for itself."""
    module = importlib.import_module(name)
    offered = getattr(module, "__all__", None)
    if offered is None:
        offered = [n for n in dir(module) if not n.startswith("_")]
    return frozenset(n for n in offered if not isinstance(getattr(module, n, None), ModuleType))


def handed_on(nodes: list[ast.AST], aliases: dict[str, str], inner: set[int]) -> Iterator[Finding]:
    """Modules and doors used as values, and getattr and its like other than called by name.

    Args:
        nodes: the whole program's.
        aliases: what its names stand for.
        inner: nodes that are the part before a dot.
    """
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    named = {
        id(node.value)
        for node in nodes
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
    }
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in inner:
            meant = aliases.get(node.id, "")
            if node.id in LOOKERS and id(node) not in called:
                yield node.lineno, f"{node.id} without a call: {rules.INTERPRETER}"
            elif is_module(meant) or meant in rules.DOORS:
                yield node.lineno, f"{meant} as a value: write {meant}.NAME out where it is needed"
        elif isinstance(node, ast.Attribute) and id(node) not in inner | named:
            meant = dotted(node, aliases)
            if meant in rules.DOORS:
                yield node.lineno, f"{meant} as a value: write {meant}.NAME out where it is needed"


def is_module(name: str) -> bool:
    """Whether a dotted name is a module that a program can import."""
    return name in rules.ALLOWED_MODULES or name in rules.NUMPY_MODULES or name == "collections.abc"


def dotted(node: ast.AST, aliases: dict[str, str]) -> str:
    """Write out an expression like bpy.ops.mesh, aliases resolved; "" for anything else."""
    parts: list[str] = []
    while True:
        looked = _looked_up(node)
        if isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        elif looked is not None:
            node, name = looked
            parts.append(name)
        else:
            break
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([aliases.get(node.id, node.id), *reversed(parts)])


def _looked_up(node: ast.AST) -> tuple[ast.AST, str] | None:
    """Object and name of getattr(object, "name")."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr"):
        return None
    name = node.args[1] if len(node.args) > 1 else None
    if isinstance(name, ast.Constant) and isinstance(name.value, str):
        return node.args[0], name.value
    return None


def attribute(line: int, name: str, *, stored: bool = False, own: bool = False) -> Iterator[Finding]:
    """What is wrong with using an attribute, however the program names it.

    Args:
        line: where.
        name: of the attribute.
        stored: it is set, not read.
        own: it is looked up on self or cls.
    """
    if name in rules.FRAMES or (name.startswith("__") and name not in rules.SAFE_DUNDER_ATTRIBUTES):
        yield line, f".{name}: {rules.INTERPRETER}"
    elif name.startswith("_") and not name.startswith("__") and not own:
        yield line, f".{name}: what begins with _ is not for use from outside"
    elif name in rules.ATTRIBUTES:
        yield line, f".{name}: {rules.ATTRIBUTES[name]}"
    elif stored and name in rules.ASSIGNED:
        yield line, f".{name}: {rules.ASSIGNED[name]}"


def written(node: ast.AST) -> Iterator[Finding]:
    """Attributes in patterns and format fields, and special methods of classes."""
    if isinstance(node, ast.MatchClass):
        for name in node.kwd_attrs:
            yield from attribute(node.lineno, name)
    elif isinstance(node, ast.FunctionDef):
        if node.name.startswith("__") and node.name not in rules.SAFE_METHODS:
            yield node.lineno, f"def {node.name}: {rules.INTERPRETER}"
    elif isinstance(node, ast.Attribute) and node.attr == "format":
        base = node.value
        if not (isinstance(base, ast.Constant) and isinstance(base.value, str)):
            yield node.lineno, ".format of a computed text: write the text out, or use an f-string"
            return
        for field in re.findall(r"\{([^{}:!]*)", base.value):
            for name in FIELD_NAME.findall(field):
                yield from attribute(node.lineno, name)
