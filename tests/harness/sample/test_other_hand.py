"""Furniture of another hand: geometry cells that the program can hold, one for each thing that has one."""

from harness.sample.other_hand.cells import cells
from tools.planner.design import Piece


def test_what_can_be_made_otherwise_gets_a_cell_of_plain_meshes() -> None:
    pieces = [
        Piece("sofa_1", "sofa", (0.0, 0.0), (2.0, 0.9, 0.8)),
        Piece("clock_1", "wall clock", (0.0, 1.0), (0.3, 0.05, 0.3)),
    ]
    made = cells(pieces, 3)
    assert set(made) == {"sofa_1"}
    calls: list[str] = []
    scope = {
        "geometry": lambda id: lambda build: build(id),
        "mesh": lambda o, part, verts, faces, slot, smooth: calls.append(
            f"{o} {slot} {max(max(f) for f in faces) < len(verts)}"
        ),
    }
    exec(compile(made["sofa_1"], "sofa", "exec"), scope)
    assert calls
    assert all(call.startswith("sofa_1 ") and call.endswith("True") for call in calls)
    assert cells(pieces, 3) == made
