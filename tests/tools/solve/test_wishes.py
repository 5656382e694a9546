"""Plain wishes are understood by rules, and what is not plain is not guessed."""

import pytest

from tools.brief.colours import colour_in
from tools.geometry import Vec3
from tools.measured import ObjectReport, RoomReport, SceneReport
from tools.solve.wishes import Wish, free_spot, length_in, understand, verb_in


def thing(
    id: str, category: str, x: float = 0.0, y: float = 0.0, size: Vec3 = (0.6, 0.6, 0.8)
) -> ObjectReport:
    low, high = ((x - size[0] / 2, y - size[1] / 2, 0.0), (x + size[0] / 2, y + size[1] / 2, size[2]))
    return ObjectReport(
        id=id, category=category, mount="floor", on=None, center=(x, y, size[2] / 2), size=size,
        declared_size=size, yaw_deg=0.0, low=low, high=high,
    )  # fmt: skip


REPORT = SceneReport(
    room=RoomReport(floor_polygon=[(-2, -2), (2, -2), (2, 2), (-2, 2)], height=2.6),
    objects=[
        thing("bed_1", "bed", 0, 1, (1.6, 2.0, 0.9)),
        thing("armchair_1", "armchair", -1.5, -1.5),
        thing("plant_1", "plant", 1.7, -1.7, (0.3, 0.3, 0.6)),
        thing("plant_2", "plant", -1.7, 1.7, (0.3, 0.3, 0.6)),
        thing("coffee_table_1", "coffee table", 0.5, -1.2, (0.9, 0.5, 0.4)),
    ],
    views=[],
    digest="",
)


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("move the bed 20 cm to the left", Wish("move", ("bed_1",), by=(-0.2, 0.0))),
        ("push bed_1 up by 0.5 m", Wish("move", ("bed_1",), by=(0.0, 0.5))),
        ("turn the armchair by 45 degrees", Wish("turn", ("armchair_1",), degrees=45.0)),
        ("please turn the armchair around", Wish("turn", ("armchair_1",), degrees=180.0)),
        ("remove both plants", Wish("remove", ("plant_1", "plant_2"))),
        ("make the coffee table 10 % wider", Wish("scale", ("coffee_table_1",), factor=(1.1, 1.0, 1.0))),
        ("make the bed 20% smaller", Wish("scale", ("bed_1",), factor=(0.8, 0.8, 0.8))),
        ("a bit darker please", Wish("light", factor=(-0.5, 0.0, 0.0))),
        ("add a floor lamp next to the armchair", Wish("add", category="floor lamp", near="armchair_1")),
        ("I would like another plant", Wish("add", category="plant")),
    ],
)
def test_plain_wishes(said: str, wish: Wish) -> None:
    found = understand(said, REPORT)
    assert found is not None
    assert found.factor == pytest.approx(wish.factor)
    assert found == Wish(**{**wish.__dict__, "factor": found.factor})


@pytest.mark.parametrize(
    "said",
    ["make it cosier", "move the piano to the left", "add a flux capacitor", "turn", "move the bed", ""],
)
def test_what_is_not_plain_is_not_guessed(said: str) -> None:
    assert understand(said, REPORT) is None


def test_colours_reach_things_and_the_room() -> None:
    chair = understand("make the armchair dark blue", REPORT)
    assert chair is not None
    assert (chair.verb, chair.ids) == ("colour", ("armchair_1",))
    red, green, blue = (int(chair.color[k : k + 2], 16) for k in (1, 3, 5))
    assert blue > max(red, green) + 20
    walls = understand("paint the walls #aabbcc", REPORT)
    assert walls == Wish("colour", color="#aabbcc", slot="walls")
    assert colour_in("make it nice") == ""


def test_lengths_in_any_unit() -> None:
    assert [length_in(s) for s in ("20 cm", "0.5 m", "2 feet", "10 inches", "far")] == pytest.approx(
        [0.2, 0.5, 0.6096, 0.254, 0.0]
    )


def test_a_new_thing_stands_free_and_near() -> None:
    chair = REPORT.object("armchair_1")
    x, y = free_spot("floor lamp", chair, REPORT)
    assert ((x + 1.5) ** 2 + (y + 1.5) ** 2) ** 0.5 < 1.2
    clear = [
        max(abs(x - o.center[0]) - o.size[0] / 2, abs(y - o.center[1]) - o.size[1] / 2)
        for o in REPORT.objects
    ]
    assert min(clear) > 0.1


def test_a_verb_says_whose_work_it_is() -> None:
    said = ("add a floor lamp", "too dark here", "blue curtains", "a rounder headboard")
    assert [verb_in(s) for s in said] == ["add", "light", "colour", None]
