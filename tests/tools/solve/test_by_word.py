"""What a person asks for by a word's own name: its own size and style."""

import re

import pytest

from tools import vocabulary
from tools.program import edit, kit_index
from tools.program.model import Placement, RoomSpec
from tools.program.template import empty_program, rectangle
from tools.solve import by_word, words


def built(category: str) -> str:
    placement = Placement(id="a", category=category, at=(0, 0), size=(0.4, 0.4, 0.5))
    return by_word.build(edit.add_object(empty_program(RoomSpec(floor=rectangle(4, 4))), placement), "a")


def test_a_style_nobody_gave_is_the_word_s_own() -> None:
    assert "piano_stool" in built("piano stool")
    assert "style=" not in built("piano stool")
    assert 'style="modern"' in built("nightstand")


def test_a_word_of_its_own_has_the_size_of_its_docstring(monkeypatch: pytest.MonkeyPatch) -> None:
    stool = next(e for e in kit_index.words() if e.name == "piano_stool")
    mine = type(stool)(**{**vars(stool), "name": "milking_stool", "size": (0.3, 0.31, 0.32)})
    monkeypatch.setattr(kit_index, "words", lambda: [stool, mine])
    assert vocabulary.canonical("milking stool") == "stool"
    assert by_word.usual_size("milking stool") == by_word.usual_size("milking_stool") == (0.3, 0.31, 0.32)
    assert by_word.usual_size("stool") == vocabulary.entry("stool").size
    assert "milking_stool" in by_word.said("milking stool")


def test_a_line_without_arguments() -> None:
    assert re.fullmatch(r'furnish\("a", stool\)\n', words.line("a", "stool", None, {}))
