"""Lengths, extents and areas in a text."""

from __future__ import annotations

import pytest

from tools.brief.measures import measures_in


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("4 x 3.5 m", "extent", (4.0, 3.5)),
        ("4x3.5", "extent", (4.0, 3.5)),
        ("12ft by 10ft", "extent", (3.6576, 3.048)),
        ("160 x 200", "extent", (1.6, 2.0)),
        ("4 m by 3 m by 2.6 m", "extent", (4.0, 3.0, 2.6)),
        ("180 cm", "length", (1.8,)),
        ("6 feet 2 inches", "length", (1.8796,)),
        ("6'2\"", "length", (1.8796,)),
        ("2,5 m", "length", (2.5,)),
        ("45 m2", "area", (45.0,)),
        ("20 square metres", "area", (20.0,)),
        ("200 sq ft", "area", (18.58,)),
    ],
)
def test_a_measure_is_read(text: str, kind: str, values: tuple[float, ...]) -> None:
    (found,) = measures_in(f"about {text}, please")
    assert found.kind == kind
    assert found.values == pytest.approx(values, abs=1e-3)


@pytest.mark.parametrize("text", ["two beds", "3 chairs", "4 monitors", "in the corner", "12 months", "a"])
def test_a_number_alone_is_no_measure(text: str) -> None:
    assert list(measures_in(text)) == []
