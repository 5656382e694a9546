"""Another light and another look of a room, told in words."""

import pytest

from tools.errors import InputError
from tools.program.read import read
from tools.program.relight import light_now, relit
from tools.program.restyle import restyled

TEXT = """# %% room
room(floor=[(-2, -2), (2, -2), (2, 2), (-2, 2)], height=2.6, wall=0.12)
# %% layout
place("sofa_1", "sofa", at=(0, 1), size=(2, 0.9, 0.8), yaw=0)
place("lamp_1", "floor lamp", at=(1.5, 1.5), size=(0.4, 0.4, 1.6), yaw=0)
place("lamp_2", "floor lamp", at=(-1.5, 1.5), size=(0.4, 0.4, 1.6), yaw=0)
# %% materials
material("oak", "oak")
material("grey", "fabric", color="#888888")
wear("room", floor="oak", walls="grey")
wear("sofa_1", cushion="grey", fabric="grey", leg="oak")
wear(["lamp_1", "lamp_2"], "grey")
# %% lighting
sun(elevation=40, azimuth=150)
lamp_light("lamp_1_light", on="lamp_1", power=9, kelvin=3000)
exposure(-1)
"""


def kinds(text: str) -> list[str]:
    return [light.kind for light in read(text).lights]


def test_after_dark_there_is_no_sun_and_every_lamp_is_on() -> None:
    text = relit(TEXT, time="evening")
    assert "sun" not in kinds(text)
    lamps = {s.options["on"]: s.options["power"] for s in read(text).lights if s.kind == "lamp_light"}
    assert set(lamps) == {"lamp_1", "lamp_2"}
    assert lamps["lamp_1"] == 9  # as it was
    assert relit(text, time="22:30").count("backdrop=None") == 1


def test_an_hour_puts_the_sun_where_it_stands() -> None:
    low, high = ([s for s in read(relit(TEXT, time=t)).lights if s.kind == "sun"] for t in ("8:00", "13"))
    assert low[0].options["elevation"] < high[0].options["elevation"]
    assert low[0].options["azimuth"] < 180 <= high[0].options["azimuth"] + 1
    assert low[0].options["kelvin"] < high[0].options["kelvin"]
    assert kinds(relit(TEXT, preset="overcast")) == ["light_preset", "lamp_light"]


@pytest.mark.parametrize(
    "how", [{}, {"time": "25:00"}, {"preset": "disco"}, {"time": "9", "preset": "night"}]
)
def test_light_that_there_is_not_is_refused(how: dict[str, str]) -> None:
    with pytest.raises(InputError, match=r"--preset|there is no light|--time"):
        relit(TEXT, **how)


def test_words_change_what_a_thing_is_mostly_made_of_and_leave_its_legs() -> None:
    program = read(restyled(TEXT, "sofa_1", "dark green velvet"))
    wear = next(w for w in program.wears if w.targets == ["sofa_1"])
    assert wear.slots == {"cushion": "sofa_1_look", "fabric": "sofa_1_look", "leg": "oak"}
    made = next(m for m in program.materials if m.name == "sofa_1_look")
    assert made.family == "velvet"
    assert str(made.color) < "#4f7a55"  # darker than green


def test_wood_for_what_is_mostly_cloth_is_for_its_frame() -> None:
    program = read(restyled(TEXT, "sofa_1", "walnut"))
    wear = next(w for w in program.wears if w.targets == ["sofa_1"])
    assert wear.slots == {"cushion": "grey", "fabric": "grey", "leg": "sofa_1_look"}
    cloth = TEXT.replace(', leg="oak")', ")")
    with pytest.raises(InputError, match="--slot frame"):
        restyled(cloth, "sofa_1", "walnut")
    assert (
        "frame"
        in next(
            w for w in read(restyled(cloth, "sofa_1", "walnut", "frame")).wears if w.targets == ["sofa_1"]
        ).slots
    )


def test_a_colour_alone_keeps_the_material_and_one_of_several_wearers_is_taken_out() -> None:
    program = read(restyled(TEXT, "lamp_1", "white"))
    assert next(m.family for m in program.materials if m.name == "lamp_1_look") == "fabric"
    assert {tuple(w.targets): w.material for w in program.wears if w.material} == {
        ("lamp_2",): "grey", ("lamp_1",): "lamp_1_look",
    }  # fmt: skip


def test_a_part_of_the_room_is_restyled_by_its_slot() -> None:
    program = read(restyled(TEXT, "room", "walnut", "floor"))
    wear = next(w for w in program.wears if w.targets == ["room"])
    assert wear.slots == {"floor": "room_floor", "walls": "grey"}
    for id, words, match in (
        ("room", "walnut", "--slot"),
        ("x", "walnut", "no object"),
        ("sofa_1", "foo", "nor|neither"),
    ):
        with pytest.raises(InputError, match=match):
            restyled(TEXT, id, words)


def test_the_time_of_day_in_force_is_known() -> None:
    assert light_now(read(TEXT)) == ""
    for time in ("morning", "afternoon", "evening", "night"):
        assert light_now(read(relit(TEXT, time=time))) == time
    assert light_now(read(relit(TEXT, preset="overcast"))) == "overcast"
