"""Rewriting the arguments of one call: only values that differ change, layout and comments stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import libcst as cst

from tools.program.model import Spec, literal

_TIGHT = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
_SPACED = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))


def rewrite(call: cst.Call, old: Spec, new: Spec) -> cst.Call:
    """The call, which says `old`, made to say `new`."""
    before, after = old.values(), new.values()
    args = list(call.args)
    for name, value in after.items():
        at = _find(args, name, new.positional)
        if name in before and before[name] == value:
            continue
        if at is None:
            args = _append(args, name, value, new)
        else:
            node = _value(args[at].value, before.get(name), value, name in new.PLAIN)
            args[at] = args[at].with_changes(value=node)
    for name in before.keys() - after.keys():
        at = _find(args, name, new.positional)
        if at is not None:
            args = _drop(args, at)
    return call.with_changes(args=args)


def _find(args: Sequence[cst.Arg], name: str, positional: tuple[str, ...]) -> int | None:
    for at, arg in enumerate(args):
        if arg.keyword is not None:
            if arg.keyword.value == name:
                return at
        elif at < len(positional) and positional[at] == name:
            return at
    return None


def _value(node: cst.BaseExpression, old: Any, new: Any, plain: bool) -> cst.BaseExpression:
    """Source of `new`; where both are sequences of one length, elements that are equal keep their text."""
    same = isinstance(old, list | tuple) and isinstance(new, list | tuple) and len(old) == len(new)
    if not same or not isinstance(node, cst.Tuple | cst.List) or len(node.elements) != len(new):
        return cst.parse_expression(literal(new, plain=plain))
    made = [
        e if a == b else e.with_changes(value=_value(e.value, a, b, plain))
        for e, a, b in zip(node.elements, old, new, strict=True)
    ]
    return node.with_changes(elements=made)


def _append(args: list[cst.Arg], name: str, value: Any, spec: Spec) -> list[cst.Arg]:
    """The arguments with one more; it takes over how the last one ended (a trailing comma, a newline)."""
    node = cst.parse_expression(literal(value, plain=name in spec.PLAIN))
    if name in spec.positional:
        at = spec.positional.index(name)
        return _tidy([*args[:at], cst.Arg(node, comma=_SPACED), *args[at:]])
    made = cst.Arg(node, keyword=cst.Name(name), equal=_TIGHT)
    if not args:
        return [made]
    last = args[-1]
    made = made.with_changes(comma=last.comma, whitespace_after_arg=last.whitespace_after_arg)
    before = last.with_changes(comma=_between(args), whitespace_after_arg=cst.SimpleWhitespace(""))
    return [*args[:-1], before, made]


def _drop(args: list[cst.Arg], at: int) -> list[cst.Arg]:
    """The arguments without one; when it was the last, the one before it ends as it did."""
    rest = [*args[:at], *args[at + 1 :]]
    if rest and at == len(rest):
        gone = args[at]
        rest[-1] = rest[-1].with_changes(comma=gone.comma, whitespace_after_arg=gone.whitespace_after_arg)
    return rest


def _tidy(args: list[cst.Arg]) -> list[cst.Arg]:
    """A positional argument put last has no comma behind it; one put before the last has."""
    args[-1] = args[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    return [
        a if a is args[-1] or isinstance(a.comma, cst.Comma) else a.with_changes(comma=_SPACED) for a in args
    ]


def _between(args: Sequence[cst.Arg]) -> cst.Comma:
    """How the call separates its arguments: a space, or a new line with the same indent; no comments."""
    first = args[0].comma if len(args) > 1 else None
    if not isinstance(first, cst.Comma):
        return _SPACED
    space = first.whitespace_after
    if isinstance(space, cst.ParenthesizedWhitespace):
        plain = cst.TrailingWhitespace(newline=space.first_line.newline)
        return first.with_changes(whitespace_after=space.with_changes(first_line=plain, empty_lines=[]))
    return first
