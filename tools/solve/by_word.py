"""An object that a person asks for by name, built with the kit's word for it at its usual size and place."""

from __future__ import annotations

import re
from collections import Counter

from tools import vocabulary
from tools.errors import InputError
from tools.program import edit_code, kit_index
from tools.program.read import read
from tools.solve import words
from tools.survey import Survey

USUAL_STYLE = "modern"
"""What most words of the kit are made in when nobody names a style."""


def usual_size(category: str) -> tuple[float, float, float]:
    """Usual width, depth and height of a category, metres.

    Raises:
        InputError: it is in nobody's list.
    """
    own = own_word(category)
    if own is not None and own.size is not None and vocabulary.exact(category) is None:
        return own.size
    if vocabulary.canonical(category) in (None, vocabulary.UNKNOWN):
        raise InputError(f"how large is a {category!r}? Give --size{hint(category)}")
    return vocabulary.entry(category).size


def build(text: str, id: str) -> str:
    """The program with the object built by the kit's word for its category; unchanged when there is none."""
    program = read(text)
    placement = program.placement(id)
    word = words.word_for(placement.category)
    if word is None:
        return text
    values = words.parameters(word, placement, None, Survey(picture="", size=(1, 1)), program)
    style = None if _has_own_style(word) else style_of(text)
    return edit_code.write_geometry(text, [id], words.line(id, word.name, style, values))


def own_word(category: str) -> kit_index.Entry | None:
    """The kit's word that has exactly this name; None without one."""
    name = vocabulary.plain(category).replace(" ", "_")
    return next((entry for entry in kit_index.words() if entry.name == name), None)


def _has_own_style(word: kit_index.Entry) -> bool:
    """Whether a word is made in a style of its own, as a rocking chair is in the classic one."""
    return any(p.name == "style" and p.default != f'"{USUAL_STYLE}"' for p in word.parameters)


def said(category: str) -> str:
    """In words: which word builds such a thing, or that none does and which names come near."""
    word = words.word_for(category)
    if word is not None:
        return f"built with the kit's word {word.name}"
    return f"no word of the kit makes a {category!r}, so it is a plain box{hint(category)}"


def hint(category: str) -> str:
    """The names that come nearest to one that nobody knows: " (did you mean ...?)", or ""."""
    close = vocabulary.nearest(category)
    return f" (did you mean {' or '.join(repr(name) for name in close)}?)" if close else ""


def style_of(text: str) -> str:
    """The style that most of a program's furniture has; the usual one in an empty one."""
    cells = (cell.source for cell in read(text).cells if cell.kind == "geometry")
    used = Counter(re.findall(r'\bstyle="(\w+)"', "".join(cells)))
    return used.most_common(1)[0][0] if used else USUAL_STYLE
