"""How an edit is written, in one line: add ID CATEGORY --at X Y [--yaw N] ..."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable
from types import NoneType, UnionType
from typing import Any

NUMBERS = "XYZ"
"""What stands for the numbers of a place, in their order."""


def form(verb: str, words: Callable[..., Any]) -> str:
    """A verb with its words and options; what may be left out is in brackets.

    Args:
        verb: its name.
        words: the function that reads them.
    """
    hints = typing.get_type_hints(words)
    said = [verb]
    for name, parameter in inspect.signature(words).parameters.items():
        if parameter.kind is parameter.VAR_POSITIONAL:
            said.append(f"{name.upper()} ...")
            continue
        option = parameter.kind is parameter.KEYWORD_ONLY
        one = f"--{name.replace('_', '-')} {_value(hints[name])}".rstrip() if option else name.upper()
        said.append(one if parameter.default is parameter.empty else f"[{one}]")
    return " ".join(said)


def _value(kind: Any) -> str:
    """What follows an option of a type; "" for one that takes nothing."""
    origin, kinds = typing.get_origin(kind), [k for k in typing.get_args(kind) if k is not NoneType]
    if origin in (typing.Union, UnionType):
        return _value(kinds[0])
    if origin is tuple:
        return " ".join(NUMBERS[: len(kinds)])
    if origin is list:
        return f"{_value(kinds[0])} ..."
    return {bool: "", float: "N", int: "N"}.get(kind, "WORD")
