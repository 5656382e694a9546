import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.errors import ProgramError
from tools.program import cells

TEXT = "import bpy\n# %% room\nroom()\n# %% layout\n# %% geometry:bed\nx = 1\r\n# %% run\nfinish()"
lines = st.lists(
    st.sampled_from(
        ["# %% a\n", "# %%\n", "# %% b c\r\n", "x = 1\n", "\n", "'''\n", "# %%no\n", "\x0c", "\r"]
    )
)


@given(lines.map("".join) | st.text())
def test_joining_what_was_split_gives_the_same_text(text: str) -> None:
    assert cells.join(cells.split(text)) == text


def test_split_names_and_numbers_the_cells() -> None:
    found = [(c.name, c.first_line) for c in cells.split(TEXT)]
    assert found == [("", 1), ("room", 3), ("layout", 5), ("geometry:bed", 6), ("run", 8)]


def test_put_replaces_in_place_and_adds_where_the_kind_belongs() -> None:
    parts = cells.put(cells.split(TEXT), "materials", "a()")
    parts = cells.put(parts, "geometry:lamp", "y = 2")
    parts = cells.put(parts, "room", "room(1)\n")
    names = [c.name for c in parts]
    assert names == ["", "room", "layout", "geometry:bed", "geometry:lamp", "materials", "run"]
    assert cells.join(parts).startswith("import bpy\n# %% room\nroom(1)\n# %% layout\n")


def test_a_cell_cannot_hold_a_marker() -> None:
    with pytest.raises(ProgramError, match="line 2"):
        cells.new_cell("materials", "x()\n# %% camera\n")


def test_locate_and_excerpt_lead_to_the_line() -> None:
    found = cells.locate(cells.split(TEXT), 6)
    assert found is not None
    assert (found[0].name, found[1]) == ("geometry:bed", 1)
    assert cells.excerpt("a\nb\nc\nd\n", 2) == "     1 | a\n>    2 | b\n     3 | c"
