"""Which building word makes each thing, and with which parameters: the source of its geometry cell."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping

from tools import vocabulary
from tools.brief import lexicon
from tools.brief.brief import Style
from tools.program import kit_index
from tools.program.model import Placement, literal
from tools.program.program import Program
from tools.solve.fill import Value, from_scene
from tools.survey import Seen, Survey, Thing

_NUMBERS = {
    "one": 1, "single": 1, "two": 2, "double": 2, "pair": 2, "three": 3, "triple": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip


def choose(survey: Survey, program: Program) -> dict[str, str]:
    """The source of a geometry cell for every placed object, by id."""
    seen = {t.id: t for t in survey.things}
    style = style_of(survey.style)
    sources = {}
    for placement in program.placements:
        thing = seen.get(placement.id)
        word = word_for(placement.category)
        if word is None:
            sources[placement.id] = neutral(placement)
            continue
        values = parameters(word, placement, thing, survey, program)
        sources[placement.id] = line(placement.id, word.name, style, values)
    return sources


def word_for(category: str) -> kit_index.Entry | None:
    """The kit's word for a category: its own, its stand-in's or one of its family; None without one."""
    words = {entry.name: entry for entry in kit_index.words()}
    for name in _names_of(category):
        if name.replace(" ", "_") in words:
            return words[name.replace(" ", "_")]
    return None


def unbuilt(program: Program) -> list[str]:
    """Ids of objects no word makes: they stand as neutral volumes."""
    return [p.id for p in program.placements if word_for(p.category) is None]


def parameters(
    word: kit_index.Entry, placement: Placement, thing: Thing | None, survey: Survey, program: Program
) -> dict[str, Value]:
    """Values for a word's parameters: from the scene, and over that from the words a reader wrote."""
    said = " ".join(thing.words).lower().replace("-", " ") if thing else ""
    entry = vocabulary.entry(placement.category)
    known = {p.name for p in word.parameters}
    values: dict[str, Value] = {}
    for parameter in word.parameters:
        if parameter.name == "shape" and (entry.turns == 0 or parameter.default in ('""', '"round"')):
            wanted = "round" if entry.turns == 0 else "rect"
            # "round" itself before "rounded", whose corners alone are round
            fitting = sorted((o for o in parameter.options if o.startswith(wanted)), key=len)
            values |= {"shape": fitting[0]} if fitting else {}
        value = _from_words(parameter, said)
        if value is not None:
            values[parameter.name] = value
    scene = from_scene(placement, thing, survey, program)
    values = {name: value for name, value in scene.items() if name in known} | values
    values |= {
        name: scene[name] for name in ("pillows", "cushions", "blanket") if name in scene and name in known
    }
    if "seed" in known and (entry.soft or (entry.family == "picture" and not isinstance(thing, Seen))):
        values["seed"] = zlib.crc32(placement.id.encode()) % 1000
    return values


def line(id: str, word: str, style: str | None, values: Mapping[str, Value]) -> str:
    """One furnish line; without a style it is built in the word's own."""
    given = {**({"style": style} if style else {}), **values}
    return f"furnish({', '.join([literal(id), word, *(f'{k}={literal(v)}' for k, v in given.items())])})\n"


def neutral(placement: Placement) -> str:
    """A plain volume of the right place and size, for a thing no word makes."""
    name = "volume_" + re.sub(r"\W", "_", placement.id)
    return (
        f'@geometry("{placement.id}")\n'
        f"def {name}(o):\n"
        f"    # a {placement.category}: no building word makes one\n"
        '    box(o, "volume", o.size, (0.0, 0.0, 0.0), bevel=0.02 * min(o.size))\n'
    )


def style_of(word: str) -> Style:
    """One of the kit's styles for a style in anybody's words."""
    known: dict[str, Style] = lexicon.table("styles")
    for part in word.lower().replace("-", " ").replace("/", " ").split():
        if part in known:
            return known[part]
    return "modern"


def _names_of(category: str) -> Iterable[str]:
    """Names to look up: the category's own, those of what it is like, then those of its family."""
    known = vocabulary.canonical(category)
    yield category
    if known in (None, vocabulary.UNKNOWN):
        return
    entry = vocabulary.entry(category)
    near = [known, entry.like] if entry.like else [known]
    if entry.family not in _MIXED:
        everything = vocabulary.entries().items()
        near += [n for n, other in everything if (other.family, other.shape) == (entry.family, entry.shape)]
    for name in near:
        if name is not None:
            yield name
            yield from vocabulary.entry(name).synonyms


_MIXED = {"decor", "appliance", "gym", "structure", "laundry", "pet", "shop", "toy", "screen", "opening"}
"""Families whose members look nothing like one another."""


def _from_words(parameter: kit_index.Parameter, said: str) -> Value | None:
    """A parameter's value when the reader's words name it."""
    name = parameter.name.replace("_", " ")
    if not said or parameter.name in ("style", "seed"):
        return None
    if parameter.kind.startswith("bool"):
        if re.search(rf"\b(no|without) {name}", said):
            return False
        return True if re.search(rf"\b{name}\b", said) else None
    if parameter.kind.startswith("int"):
        stem = name.removesuffix("s")
        counted = re.search(rf"\b(\d+|{'|'.join(_NUMBERS)}) (?:\w+ )?{stem}s?\b", said)
        if counted:
            return int(counted[1]) if counted[1].isdigit() else _NUMBERS[counted[1]]
        return None
    return next((o for o in parameter.options if re.search(rf"\b{re.escape(o)}\b", said)), None)
