"""What sizes texts on drawings state."""

import pytest

from tools.picture.plan.lettering import Written, room_name, written


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("5.10 m", Written(length=5.10)),
        ("5,10", Written(length=5.10)),
        ("3900", Written(length=3.9)),
        ("3900 mm", Written(length=3.9)),
        ("510 cm", Written(length=5.1)),
        ("429", Written(length=4.29)),
        ("12'-6\"", Written(length=12 * 0.3048 + 6 * 0.0254)),
        ("LIVING 4.0 x 4.2", Written(sides=(4.0, 4.2))),
        ("400 x 420 cm", Written(sides=(4.0, 4.2))),
        ("19.9 m²", Written(area=19.9)),
        ("19.9m2", Written(area=19.9)),
    ],
)
def test_a_size_is_read_as_drawings_write_it(text: str, means: Written) -> None:
    found = written(text)
    assert found is not None
    for name, value in means._asdict().items():
        assert getattr(found, name) == (pytest.approx(value) if value is not None else None)


@pytest.mark.parametrize("text", ["BEDROOM", "Scale 1:50   Sheet A-101", "", "A-101", "0.02 m", "x", "1'"])
def test_other_texts_state_none(text: str) -> None:
    assert written(text) is None


def test_a_rooms_name_is_its_letters() -> None:
    assert room_name("LIVING 4.0 x 4.2") == "LIVING"
    assert room_name("19.9 m²") is None
    assert room_name("5.10") is None
