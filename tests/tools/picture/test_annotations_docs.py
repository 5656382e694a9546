"""docs/annotations.md and its schema say what the program reads; a name that nobody knows is told."""

import json
import re
from pathlib import Path

import pytest

from tools.picture.annotations import Annotations, ThingMark
from tools.picture.annotations_file import schema_text, strange_names

DOCS = Path(__file__).resolve().parents[3] / "docs"
EXAMPLES = re.findall(r"```json\n(.*?)```", (DOCS / "annotations.md").read_text(), flags=re.DOTALL)


def test_the_schema_is_current() -> None:
    """Write it anew with `schema_text()` where this fails."""
    assert (DOCS / "annotations.schema.json").read_text() == schema_text()


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_examples_are_read_and_all_names_known(text: str) -> None:
    marks = Annotations.model_validate(json.loads(text))
    assert marks.things
    assert strange_names(marks) == []


def test_there_are_examples_and_every_field_they_use_is_in_the_schema() -> None:
    assert len(EXAMPLES) == 3
    fields = json.loads(schema_text())["$defs"]["ThingMark"]["properties"]
    used = {key for text in EXAMPLES for thing in json.loads(text)["things"] for key in thing}
    assert used <= fields.keys()


@pytest.mark.parametrize(
    ("category", "said"),
    [("nightstnd", "'nightstand'"), ("wardrob", "'wardrobe'"), ("xqzzy", "room kit")],
)
def test_a_misspelt_name_is_told_with_the_nearest(category: str, said: str) -> None:
    marks = Annotations(things=[ThingMark(id="a", category=category, box=(0, 0, 9, 9))])
    (line,) = strange_names(marks)
    assert said in line
    assert line.startswith("a: ")


def test_what_is_left_nameless_on_purpose_is_no_slip() -> None:
    assert strange_names(Annotations(things=[ThingMark(box=(0, 0, 9, 9))])) == []
