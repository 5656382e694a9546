"""What a person types is understood, or answered with what there is."""

import pytest

from harness.runs.chat_words import Command, Words, parse, whom
from tools.errors import InputError


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("/pause", Command("/pause", "")),
        ("/reject the rug is missing", Command("/reject", "the rug is missing")),
        ("@geometer make the headboard curved", Words("Geometer", "make the headboard curved")),
        ("@layout move it", Words("LayoutArchitect", "move it")),
        ("@LIGHTING darker", Words("LightingDirector", "darker")),
        ("the lamp is on the wrong side", Words(None, "the lamp is on the wrong side")),
    ],
)
def test_lines(line: str, meant: Command | Words) -> None:
    assert parse(line) == meant


@pytest.mark.parametrize("line", ["/dance", "@plumber fix it", "@ what", "@i both analyst and artist"])
def test_what_does_not_exist_is_answered_with_what_does(line: str) -> None:
    with pytest.raises(InputError, match="there are"):
        parse(line)


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        ("make the walls blue", "MaterialArtist"),
        ("it is much too dark", "LightingDirector"),
        ("move the bed to the window", "LayoutArchitect"),
        ("give the headboard a curve", "Geometer"),
    ],
)
def test_unaddressed_wishes_find_their_specialist(wish: str, name: str) -> None:
    assert whom(wish) == name
