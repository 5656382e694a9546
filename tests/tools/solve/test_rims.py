"""When the rim of a mask is that of a part of a thing."""

from tools.place import Place
from tools.solve.footprint import Observation, Prior
from tools.solve.rims import FIRM, in_part
from tools.survey import RAYS

SIZE = (Prior(1.0, 0.35), Prior(0.35, 0.35), Prior(1.9, 0.1))


def seen(rim: bool = True) -> Observation:
    told = (tuple(100.0 for _ in range(RAYS)), (False,) * RAYS, (1.0,) * RAYS)
    return Observation(
        (0, 0, 50, 300),
        "box",
        0.0,
        SIZE,
        Prior(0.0, 0.001),
        rim=told if rim else None,
        looks=("bookshelf/0",),
    )


def test_a_bookshelf_of_twelve_centimetres_is_one_of_which_the_rest_is_hidden() -> None:
    part = in_part(seen(), Place((0.0, 2.0), (0.12, 0.3, 1.9), 0.0))
    assert part is not None
    assert part.rim is not None
    assert all(part.rim[1])
    assert part.size[0] == Prior(1.0, FIRM)
    assert part.size[2] == SIZE[2]  # what is known better stays so


def test_a_thing_of_a_likely_size_and_one_without_a_mask_stay_as_they_are() -> None:
    assert in_part(seen(), Place((0.0, 2.0), (0.7, 0.3, 1.7), 0.0)) is None
    assert in_part(seen(rim=False), Place((0.0, 2.0), (0.12, 0.3, 1.9), 0.0)) is None
