"""Furniture of another family than the kit's, as geometry cells: for pictures that the kit did not draw."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from harness.sample.other_hand.shapes import MAKERS
from harness.sample.other_hand.solids import Solid
from tools.planner.design import Piece


def cells(pieces: Sequence[Piece], seed: int) -> dict[str, str]:
    """A geometry cell by id for each thing that can be made otherwise."""
    found = {}
    for piece in pieces:
        maker = MAKERS.get(piece.category)
        if maker is not None:
            solids = maker(piece.size, Random(f"other/{seed}/{piece.category}"))
            found[piece.id] = _cell(piece.id, solids)
    return found


def _cell(id: str, solids: Sequence[Solid]) -> str:
    lines = [f'@geometry("{id}")', f"def {id}(o):"]
    for number, solid in enumerate(solids):
        points = [tuple(round(float(v), 3) for v in p) for p in solid.vertices]
        faces = [tuple(int(v) for v in f) for f in solid.triangles]
        smooth = len(points) > 30
        lines.append(f'    mesh(o, "part_{number}", {points}, {faces}, slot="{solid.slot}", smooth={smooth})')
    return "\n".join(lines) + "\n"
