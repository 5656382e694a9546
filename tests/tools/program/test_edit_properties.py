"""Laws that every edit of the layout keeps, on programs made at random."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tools.geometry import wrap
from tools.program import edit
from tools.program.edit import world_at
from tools.program.frames import world_place
from tools.program.model import Placement
from tools.program.read import read
from tools.program.template import empty_program

metres = st.integers(-50_000, 50_000).map(lambda v: v / 10_000)
lengths = st.integers(1, 50_000).map(lambda v: v / 10_000)
degrees = st.integers(-179_999, 180_000).map(lambda v: v / 1000)
points = st.tuples(metres, metres)
sizes = st.tuples(lengths, lengths, lengths)


@st.composite
def layouts(draw: st.DrawFn) -> list[Placement]:
    """Up to five objects, each on the floor or on one placed before it."""
    made: list[Placement] = []
    for n in range(draw(st.integers(1, 5))):
        parent = draw(st.sampled_from([None, *(p.id for p in made)]))
        values = {"at": draw(points), "size": draw(sizes), "yaw": draw(degrees), "on": parent}
        z = draw(st.none() | metres)
        made.append(
            Placement(id=f"o{n}", category="thing", z=z, mount="object" if parent else "floor", **values)
        )
    return made


def program_of(layout: list[Placement]) -> str:
    text = empty_program()
    for placement in layout:
        text = edit.add_object(text, placement)
    return text


@given(layouts())
def test_adding_is_read_back(layout: list[Placement]) -> None:
    read_back = {p.id: p for p in read(program_of(layout)).placements}
    assert read_back == {p.id: p for p in layout}


@given(layouts(), points, degrees)
@settings(max_examples=60, deadline=None)
def test_there_and_back_gives_the_same_text(
    layout: list[Placement], by: tuple[float, float], turn: float
) -> None:
    text = program_of(layout)
    id = layout[-1].id
    moved = edit.move_object(text, id, by=by)
    assert edit.move_object(moved, id, by=(-by[0], -by[1])) == text
    turned = edit.rotate_object(text, id, by=turn)
    assert edit.rotate_object(turned, id, by=-turn) == text
    assert edit.rename(edit.rename(text, id, "other"), "other", id) == text


@given(layouts(), points)
@settings(max_examples=60, deadline=None)
def test_moving_goes_where_it_says_and_changes_no_other_line(
    layout: list[Placement], to: tuple[float, float]
) -> None:
    text = program_of(layout)
    id = layout[-1].id
    moved = edit.move_object(text, id, to=to)
    x, y = world_at(read(moved), id)
    assert abs(x - to[0]) < 1e-4
    assert abs(y - to[1]) < 1e-4
    changed = [a for a, b in zip(text.splitlines(), moved.splitlines(), strict=True) if a != b]
    assert all(line.startswith(f'place("{id}"') for line in changed)


@given(layouts())
@settings(max_examples=60, deadline=None)
def test_adding_then_removing_gives_the_same_text(layout: list[Placement]) -> None:
    assert edit.remove_object(program_of(layout), layout[-1].id) == program_of(layout[:-1])


@given(layouts(), st.integers(0, 4))
@settings(max_examples=60, deadline=None)
def test_attaching_to_anything_keeps_the_world_place(layout: list[Placement], pick: int) -> None:
    text = program_of(layout)
    program = read(text)
    id = layout[0].id
    others = [p.id for p in layout if p.id not in [id, *program.descendants(id)]]
    if not others:
        return
    after = read(edit.attach_object(text, id, others[pick % len(others)]))
    old, new = world_place(program, id), world_place(after, id)
    assert abs(old.at[0] - new.at[0]) < 2e-4
    assert abs(old.at[1] - new.at[1]) < 2e-4
    assert abs(wrap(old.yaw - new.yaw)) < 2e-3
