"""What a word's arguments may be, for a search: its own lists, switches, and small numbers."""

from __future__ import annotations

from collections.abc import Iterator

from tools.cloud.building import Shape, Value
from tools.program.kit_index import Entry, Parameter

STYLES = ("modern", "classic", "rustic", "industrial", "minimal")
COUNTS = (1, 2, 3, 4, 5, 6, 8)
SHARES = (0.15, 0.3, 0.45, 0.6, 0.75)
LOOKS_ONLY = {"lit", "pattern", "subject", "sheer", "label", "color", "glass", "mirror", "material", "water"}
"""Arguments that no cloud shows, or hardly: left as they are."""


def values(parameter: Parameter) -> tuple[Value, ...]:
    """What to try for one parameter, other than its default."""
    if parameter.name in LOOKS_ONLY or parameter.name == "seed":
        return ()
    if parameter.name == "style":
        return STYLES[1:]
    if parameter.options:
        return tuple(o for o in parameter.options if f'"{o}"' != parameter.default)
    if parameter.kind.startswith("bool"):
        return {"True": (False,), "False": (True,)}.get(parameter.default, (True, False))
    if parameter.kind.startswith("int"):
        return tuple(c for c in COUNTS if str(c) != parameter.default)
    return SHARES if parameter.kind == "float" else ()


def single(entry: Entry, shape: Shape) -> Iterator[Shape]:
    """A shape with each argument of its word changed by itself."""
    have = dict(shape.arguments)
    for parameter in entry.parameters:
        for value in values(parameter):
            if have.get(parameter.name) != value:
                yield shape.changed(**{parameter.name: value})
        if parameter.name in have:
            yield shape.changed(**{parameter.name: None})


def typical(entry: Entry, most: int = 7) -> Iterator[tuple[tuple[str, Value], ...]]:
    """Arguments of a few builds that show what a word can look like, the plain one first."""
    yield ()
    yield (("style", "classic"),)
    told = [
        (p.name, value)
        for p in entry.parameters
        if p.options or p.kind.startswith("bool")
        for value in values(p)
        if p.name != "style"
    ]
    for pair in told[: most - 2]:
        yield (pair,)
