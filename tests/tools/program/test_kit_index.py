"""The kit's listing: complete, short, searchable, and true to the code."""

import ast
import re

import pytest

from harness.commands import kit as kit_command
from tools.program import kit_index


def test_words_and_parts_are_found() -> None:
    words = {entry.name for entry in kit_index.words()}
    parts = {entry.name for entry in kit_index.parts()}
    assert {"sofa", "dining_table", "wardrobe", "bookshelf", "office_chair", "stairs"} <= words
    assert {"box", "panel", "lathe", "tube", "extrude", "legs", "fronts", "cushion"} <= parts
    assert not {name for name in parts if name.startswith(("shell_", "soft_"))}
    assert len(words) >= 90


def test_names_are_unique() -> None:
    names = [entry.name for entry in kit_index.entries()]
    assert len(names) == len(set(names))


def test_the_vocabulary_fits_a_prompt() -> None:
    text = kit_index.vocabulary_text()
    assert len(text) / 4 < 6_000
    assert "sofa(" in text
    assert "box(part, size" in text


@pytest.mark.parametrize("entry", kit_index.words(), ids=lambda entry: entry.name)
def test_a_word_says_what_it_is(entry: kit_index.Entry) -> None:
    assert entry.summary.endswith((".", ")"))
    assert {"style", "seed"} <= {p.name for p in entry.parameters}
    assert all(p.kind and p.default for p in entry.parameters)


@pytest.mark.parametrize("entry", kit_index.words(), ids=lambda entry: entry.name)
def test_a_word_says_what_each_of_its_parameters_does(entry: kit_index.Entry) -> None:
    doc = re.sub(r"Example:.*", "", entry.doc)
    own = [p.name for p in entry.parameters if p.name not in ("style", "seed")]
    assert [n for n in own if not re.search(rf"`{n}[`=]|^\s*{n}: ", doc, re.MULTILINE)] == []


def test_texts_with_fixed_choices_list_them() -> None:
    free = [
        (entry.name, p.name)
        for entry in kit_index.entries()
        for p in entry.parameters
        if p.kind == "str" and not p.name.endswith("slot") and p.name not in ("part", "style", "color")
    ]
    assert free == [("fronts", "door"), ("fronts", "hinges")]  # a style's own word; a letter a column


def test_required_sizes_show_their_form_and_small_things_get_a_shorter_list() -> None:
    text = kit_index.vocabulary_text({"bed", "desk lamp"})
    assert "bed_duvet(part, over=(w, d, h), drop=" in text
    assert "bunk_bed" in text  # a bed, too
    assert "microwave" not in text
    assert len(kit_index.vocabulary_text({"bed", "desk lamp"}, furniture=False)) < 0.8 * len(text)


@pytest.mark.parametrize("entry", [e for e in kit_index.words() if e.example], ids=lambda entry: entry.name)
def test_an_example_uses_the_word_and_its_parameters(entry: kit_index.Entry) -> None:
    call = ast.parse(entry.example, mode="eval").body
    assert isinstance(call, ast.Call)
    assert isinstance(call.func, ast.Name)
    assert call.func.id == "furnish"
    assert isinstance(call.args[1], ast.Name)
    assert call.args[1].id == entry.name
    known = {p.name for p in entry.parameters}
    assert {keyword.arg for keyword in call.keywords} <= known


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("sofa", "sofa"),
        ("chair with wheels for an office", "office_chair"),
        ("chest drawers", "chest_of_drawers"),
        ("bookshelf", "bookshelf"),
        ("lathe", "lathe"),
        ("tabel round", "dining_table"),
        ("kitchen", "kitchen_counter"),
    ],
)
def test_search_finds(query: str, wanted: str) -> None:
    assert wanted in [entry.name for entry in kit_index.search(query)]


def test_search_for_nothing_finds_nothing() -> None:
    assert kit_index.search("") == []
    assert kit_index.search("zzxyqq") == []


def test_detail_gives_types_and_arguments() -> None:
    (entry,) = [e for e in kit_index.words() if e.name == "sofa"]
    text = kit_index.detail(entry)
    assert 'arms: track|rolled|round|slope|none = ""' in text
    assert '"rolled"' in text
    assert entry.size == (2.1, 0.92, 0.82)


def test_every_text_parameter_lists_what_it_may_be() -> None:
    free = {("flowers", "color")}
    open_ended = {
        (entry.name, p.name)
        for entry in kit_index.words()
        for p in entry.parameters
        if ("str" in p.kind or "Literal" in p.kind) and not p.options and p.name != "style"
    }
    assert open_ended == free


def test_options_are_read_through_names_and_unions() -> None:
    (entry,) = [e for e in kit_index.words() if e.name == "coffee_table"]
    options = {p.name: p.options for p in entry.parameters}
    assert options["base"][:3] == ("legs", "apron", "pedestal")
    assert options["shape"] == ("rect", "rounded", "round", "boat")
    assert options["glass"] == ()


def test_the_command_says_which_words_are_only_near() -> None:
    found = kit_index.search("piano stool")
    assert kit_command._told(["piano_stool"], found).split("\n\n")[1:].count("Near it:") == 1
    assert "Near it:" not in kit_command._told(["piano", "seat"], found)
