"""A size that was told is built, and marks that say another one are told of."""

import pytest

from tests.tools.solve.rooms import Truth, survey_of
from tools.picture.annotations import KnownSize
from tools.picture.known_sizes import sides
from tools.solve import layout
from tools.survey import Seen

THINGS = {
    "desk": Truth("desk", (1.5, -1.0), (1.2, 0.6, 0.74), 90.0, marks={"top": 0.74}),
    "shelf": Truth("bookshelf", (-2.0, 0.5), (1.5, 0.4, 1.5), 0.0, marks={"top": 1.5}),
}


def placed(**told: float) -> tuple[tuple[float, float, float], list[str]]:
    """The shelf's size with these sides told, and the lines about it."""
    known = [{"of": "shelf", "axis": axis, "metres": metres} for axis, metres in told.items()]
    plan = layout.solve(survey_of(THINGS, known_sizes=known))
    size = next(p.size for p in plan.placements if p.id == "shelf")
    return size, [line for line in plan.moved if "as was said" in line]


def test_what_was_told_is_built_to_the_millimetre() -> None:
    size, lines = placed(width=1.47, height=1.48)
    assert size[0] == 1.47
    assert size[2] == 1.48
    assert size[1] == pytest.approx(0.4, abs=0.05)
    assert lines == []


def test_marks_that_say_another_size_are_told_of() -> None:
    size, lines = placed(width=1.2)
    assert size[0] == 1.2
    assert len(lines) == 1
    assert lines[0].startswith("shelf is 1.2 m wide, as was said; its marks would make it 1.")
    assert float(lines[0].split()[-2]) == pytest.approx(1.5, abs=0.03)


def test_what_nobody_told_is_as_before() -> None:
    assert placed() == (placed()[0], [])
    assert all(isinstance(t, Seen) and t.said == {} for t in survey_of(THINGS).things)


def test_length_and_diameter_are_sides() -> None:
    length = KnownSize(of="bed", axis="length", metres=2.0)
    assert sides("bed", "bed", [length]) == {"depth": 2.0}
    assert sides("sofa", "bed", [length]) == {}
    across = KnownSize(of="t", axis="diameter", metres=0.6)
    assert sides("t", "side table", [across]) == {"width": 0.6, "depth": 0.6}
