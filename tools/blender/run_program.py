"""Execute a scene program in this process and say precisely where it failed."""

from __future__ import annotations

import difflib
import functools
import importlib
import inspect
import itertools
import re
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from types import CodeType, ModuleType, TracebackType
from typing import Any

import bpy

from tools.blender.frames import IN_KIT, KIT_NAME

PROGRAM_NAME = "<scene>"
"""The file name in tracebacks; program lines are told from library lines by it."""
SHARED_MODULES = ("bmesh", "mathutils", "mathutils.geometry", "mathutils.noise", "mathutils.bvhtree",
                  "colorsys", "random", "math", "itertools", "functools", "collections", "dataclasses",
                  "typing", "statistics", "argparse", "pathlib", "textwrap", "hashlib")  # fmt: skip
CALLABLE = re.compile(r"^(?:\w+\.)*(\w+)\(\)")


class Failure(Exception):
    """The program did not run through; `details` is what the main process makes a ProgramError from."""

    def __init__(self, details: dict[str, Any]) -> None:
        super().__init__(details["message"])
        self.details = details


def preload() -> None:
    """In the zygote: import what programs import."""
    for name in SHARED_MODULES:
        importlib.import_module(name)


def run(
    program: str,
    file: str,
    kit: CodeType | None = None,
    *,
    textures: bool = True,
    only: Collection[str] | None = None,
) -> dict[str, Any]:
    """Execute the program's text from the scene as it is.

    Args:
        program: the whole text; with `kit` given, blank lines where the kit cell was.
        file: what the program sees as `__file__`.
        kit: the compiled words, loaded first as the module `room_kit`.
        textures: False tells the kit that nobody will look at pictures on materials.
        only: ids of the objects to build; the others are placed, and no more. None builds all.

    Returns:
        Its namespace.

    Raises:
        Failure: with the error's type, message and the program lines of its traceback, outermost first.
    """
    namespace: dict[str, Any] = {"__name__": "__scene__", "__file__": file, "__builtins__": __builtins__}
    try:
        if kit is not None:
            namespace |= load_kit(kit, file, only)
            namespace["BUILD"].settings["plain"] = not textures
        code: CodeType = compile(program, PROGRAM_NAME, "exec", dont_inherit=True)
        exec(code, namespace)
    except BaseException as error:  # SystemExit and KeyboardInterrupt too: the program may raise anything
        raise Failure(explain(error, namespace)) from None
    _settle()
    return namespace


def load_kit(code: CodeType, file: str, only: Collection[str] | None = None) -> dict[str, Any]:
    """Execute the words as `from room_kit import *` would, from the folder of `file`; returns the names."""
    module = ModuleType("room_kit")
    module.__file__ = str(Path(file).with_name("room_kit.py"))
    sys.modules["room_kit"] = module  # dataclasses look their module up
    exec(code, module.__dict__)
    if only is not None:
        _build_only(module.__dict__, frozenset(only))
    return {name: value for name, value in vars(module).items() if not name.startswith("_")}


def _build_only(words: dict[str, Any], only: frozenset[str]) -> None:
    """Let the words build these objects alone.

    What the kit does behind them (settling, dressing, lamps) passes over an object without parts.
    """

    def some(geometry: Callable[..., Any], *given: str | list[str]) -> Any:
        ids = [id for each in given for id in ([each] if isinstance(each, str) else each)]
        return geometry(*[id for id in ids if id in only])

    def box(placeholder: Callable[[Any], None], o: Any) -> None:
        if o.id in only:
            placeholder(o)

    for name, instead in (("geometry", some), ("placeholder", box)):
        if name in words:
            words[name] = functools.partial(instead, words[name])


def _settle() -> None:
    """Undo what a program may leave behind that would act while the scene is measured and drawn."""
    for name in dir(bpy.app.handlers):
        hooks = getattr(bpy.app.handlers, name)
        if isinstance(hooks, list):
            hooks.clear()
    bpy.context.view_layer.update()


def explain(error: BaseException, namespace: dict[str, Any]) -> dict[str, Any]:
    """Type, message with a hint, and the program's own lines."""
    lines = program_lines(error.__traceback__)
    if isinstance(error, SyntaxError) and error.filename == PROGRAM_NAME:
        lines = [(error.lineno or 1, "", error.offset)]
        message = error.msg
    else:
        message = _text(error)
    return {
        "type": type(error).__name__,
        "message": message[:2000] + hint(error, message, namespace),
        "lines": lines,
    }


def program_lines(trace: TracebackType | None) -> list[tuple[int, str, int | None]]:
    """The traceback's entries inside the program or its words, outermost first.

    Each is (line, function name, 1-based column when known).
    """
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename in (PROGRAM_NAME, KIT_NAME):
            line = IN_KIT if code.co_filename == KIT_NAME else trace.tb_lineno
            found.append((line, code.co_name, _column(trace)))
        trace = trace.tb_next
    return found[:20] + found[20:][-20:]


def _column(trace: TracebackType) -> int | None:
    positions = trace.tb_frame.f_code.co_positions()
    column = next(itertools.islice(positions, trace.tb_lasti // 2, None), (None,) * 4)[2]
    return None if column is None else column + 1


def hint(error: BaseException, message: str, namespace: dict[str, Any]) -> str:
    """A few words that help to mend the commonest mistakes; "" when there are none."""
    if isinstance(error, NameError) and error.name:
        near = difflib.get_close_matches(error.name, [n for n in namespace if not n.startswith("_")], 3, 0.7)
        return f" (did you mean {', '.join(near)}?)" if near else ""
    called = CALLABLE.match(message)
    if isinstance(error, TypeError) and called:
        function = namespace.get(called.group(1))
        if inspect.isfunction(function) or inspect.isclass(function):
            return f" (it is {called.group(1)}{_signature(function)})"
    return ""


def _signature(function: Any) -> str:
    """`(o, *, style='modern')`, without annotations."""
    signature = inspect.signature(function)
    bare = [p.replace(annotation=inspect.Parameter.empty) for p in signature.parameters.values()]
    return str(signature.replace(parameters=bare, return_annotation=inspect.Signature.empty))


def _text(error: BaseException) -> str:
    """`str(error)`, whatever the program's own exception class does in `__str__`."""
    if isinstance(error, SystemExit):
        return "the program ends itself with exit(); let it run through"
    try:
        return str(error)
    except Exception:  # a program's own exception can fail to print in any way
        return "an error that cannot be printed"
