"""What a check suggests is a line that `room edit` takes."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.commands.remedies import edit_line
from harness.edit_verbs import asked
from harness.invoked import command
from tools.remedy import Attach, Dress, Move, Rebuild, Remedy, Rename, Resize

far = st.floats(-9, 9).map(lambda v: round(v, 3))


@pytest.mark.parametrize(
    ("remedy", "line"),
    [
        (Move(id="lamp", by=(0.1005, 0, 0)), "move lamp --by 0.101 0.000"),
        (Move(id="book", by=(0, 0, -0.02), z=0.6), "move book --z 0.600"),
        (Move(id="book", by=(0, 0, -0.02)), "move book --dz -0.020"),
        (Attach(id="cup", on="table"), "attach cup --on table"),
        (Resize(id="b", size=(1.2, 1, 1)), "scale b --size 1.200 1.000 1.000"),
        (Rename(id="a", to="a_2"), "rename a a_2"),
        (Dress(id="a"), "wear a MATERIAL"),
        (Rebuild(id="a"), "geometry a FILE"),
    ],
)
def test_lines(remedy: Remedy, line: str) -> None:
    assert edit_line(remedy, "runs/bed") == f"{command()} edit runs/bed {line}"


@given(st.tuples(far, far, far).filter(lambda v: max(map(abs, v)) >= 0.001), st.none() | far)
def test_every_move_is_an_edit(by: tuple[float, float, float], z: float | None) -> None:
    words = shlex.split(edit_line(Move(id="lamp", by=by, z=z), "my run").removeprefix(command()))
    assert words[:2] == ["edit", "my run"]
    assert asked(words[2:]).why
