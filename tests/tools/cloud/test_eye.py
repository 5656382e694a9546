"""What somebody sees in a cloud: names, words and sides, as far as they can be used."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
import trimesh
from PIL import Image

from tests.tools.cloud import shapes
from tools.cloud.cloud import made
from tools.cloud.eye import ROUND, Glance, glance, renamed, views
from tools.cloud.modelling import of_parts
from tools.cloud.parts.groups import Group
from tools.cloud.posing import Posed, posed
from tools.geometry import Vec3


class Told:
    """Somebody who always says the same."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names, self.pictures = names, []

    def what(self, picture: Image.Image, size: Vec3, sure: bool) -> Glance | None:
        return None

    def parts(self, picture: Image.Image, what: str, groups: Sequence[Group]) -> Mapping[str, str]:
        self.pictures.append(picture.size)
        return self.names

    def told(self) -> dict[str, object]:
        return {}


@pytest.fixture(scope="module")
def table() -> Posed:
    points = trimesh.sample.sample_surface(shapes.table(), 12_000, seed=1)[0]
    return posed(made("table", np.asarray(points)), up="z", scale=1.0)


def test_words_that_there_are_stay_and_sides_become_quarters() -> None:
    seen = glance("Office Chair", ["armchair", "Office chair", "warp drive"], 2)
    assert seen == Glance("office chair", ("armchair", "office_chair"), 3)
    assert glance("thing", [], 0).quarters is None


@pytest.mark.parametrize("what", ['"); import os', "<script>", "１２", "9 lives"])
def test_a_name_holds_nothing_that_a_program_would_read(what: str) -> None:
    plain = glance(what, [], 0).what
    assert plain.replace(" ", "").isalnum()
    assert plain.isascii()
    assert plain[0].isalpha()


def test_parts_get_better_names_but_never_code_nor_twice_the_same(table: Posed) -> None:
    eye = Told({"top": "tabletop", "leg": 'x"; import os', "nothing": "top"})
    model = of_parts(table, "table", eye)
    assert model.parts == {"tabletop": 1, "leg": 4}
    assert '"tabletop"' in model.geometry
    assert "import os" not in model.geometry
    groups = [Group(name, "one", None, ()) for name in ("a", "b", "c")]
    assert [g.name for g in renamed(groups, {"a": "b", "b": "leg", "c": "leg"})] == ["b", "leg", "leg_b"]


def test_a_front_that_was_seen_brings_that_side_to_the_front(table: Posed) -> None:
    for side, about, _ in ((k + 1, *ROUND[k][1:]) for k in range(4)):
        quarters = glance("chair", [], side).quarters
        assert quarters is not None
        looked_from = np.array([np.sin(np.radians(about)), -np.cos(np.radians(about))])
        turn = np.radians(90 * quarters)
        c, s = np.cos(turn), np.sin(turn)
        assert np.array([[c, -s], [s, c]]) @ looked_from == pytest.approx([0, -1], abs=1e-9)
    assert views(table).width == len(ROUND) * 300
