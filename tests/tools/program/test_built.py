"""Parameters of kit words read and written; one more of an object."""

from __future__ import annotations

import pytest

from tools.errors import ProgramError
from tools.program.built import builders, set_parameter
from tools.program.edit_copy import duplicate_object, free_id
from tools.program.model import RoomSpec
from tools.program.read import read
from tools.program.template import empty_program, rectangle

LAYOUT = """place("bed_1", "bed", at=(0, 1), size=(1.6, 2, 1), yaw=90)
place("chair_1", "dining chair", at=(1, 0), size=(0.45, 0.5, 0.85))
place("chair_2", "dining chair", at=(-1, 0), size=(0.45, 0.5, 0.85))
place("lamp_1", "table lamp", at=(0.2, 0.1), size=(0.2, 0.2, 0.4), on="bed_1")
# %% geometry:bed_1
furnish("bed_1", bed, pillows=2)  # made
# %% geometry:chair_1
furnish(["chair_1", "chair_2"], dining_chair)
# %% geometry:lamp_1
@geometry("lamp_1")
def lamp(o):
    box(o, "base", (o.w, o.d, o.h))
"""
TEXT = empty_program(RoomSpec(floor=rectangle(5, 5))).replace("# %% layout\n", f"# %% layout\n{LAYOUT}")
TEXT = TEXT.replace(
    "# %% materials\n", '# %% materials\nmaterial("oak", "oak")\nwear(["bed_1", "chair_1"], "oak")\n'
)
TEXT = TEXT.replace("# %% lighting\n", '# %% lighting\nlamp_light("lamp_1_light", on="lamp_1", power=5)\n')


def lines_of(id: str, text: str = TEXT) -> list[str]:
    built = builders(read(text))[id]
    return text.splitlines()[built.first - 1 : built.last]


def test_who_builds_what_and_where() -> None:
    found = builders(read(TEXT))
    assert (found["bed_1"].word, found["bed_1"].values) == ("bed", {"pillows": "2"})
    assert found["chair_2"].word == "dining_chair"
    assert found["lamp_1"].word == ""
    assert lines_of("bed_1") == ['furnish("bed_1", bed, pillows=2)  # made']
    assert lines_of("lamp_1")[0] == '@geometry("lamp_1")'
    assert lines_of("lamp_1")[-1].strip().startswith("box(")


def test_a_parameter_is_set_changed_and_left_to_its_default() -> None:
    text = set_parameter(TEXT, "bed_1", "pillows", "4")
    text = set_parameter(text, "bed_1", "style", '"classic"')
    assert builders(read(text))["bed_1"].values == {"pillows": "4", "style": '"classic"'}
    text = set_parameter(text, "bed_1", "pillows", None)
    assert builders(read(text))["bed_1"].values == {"style": '"classic"'}


def test_who_shares_a_line_gets_one_of_its_own() -> None:
    text = set_parameter(TEXT, "chair_2", "arms", "True")
    found = builders(read(text))
    assert found["chair_2"].values == {"arms": "True"}
    assert found["chair_1"].values == {}


@pytest.mark.parametrize(
    ("id", "name", "value", "said"),
    [
        ("bed_1", "wheels", "4", "no parameter"),
        ("lamp_1", "style", '"modern"', "no word"),
        ("bed_1", "pillows", "__import__('os')", "give a number"),
        ("bett", "pillows", "1", "is placed"),
    ],
)
def test_what_cannot_be_set_is_said(id: str, name: str, value: str, said: str) -> None:
    with pytest.raises(ProgramError, match=said):
        set_parameter(TEXT, id, name, value)


@pytest.mark.parametrize("id", ["bed_1", "chair_1", "lamp_1"])
def test_one_more_is_built_worn_and_lit_alike(id: str) -> None:
    new = free_id(read(TEXT).ids, id)
    text = duplicate_object(TEXT, id, new, by=(0.5, 0.25))
    program = read(text)
    old, made = program.placement(id), program.placement(new)
    assert made.model_dump(exclude={"id", "at"}) == old.model_dump(exclude={"id", "at"})
    before, after = builders(read(TEXT))[id], builders(program)[new]
    assert (after.word, after.values) == (before.word, before.values)
    worn = {target: w.material for w in program.wears for target in w.targets}
    assert worn.get(new) == worn.get(id)
    assert sum(light.options.get("on") == new for light in program.lights) == (id == "lamp_1")
    assert read(TEXT).placement(id) == old


def test_what_stands_on_a_thing_is_there_once_more_where_that_is_wanted() -> None:
    program = read(duplicate_object(TEXT, "bed_1", "bed_2", by=(2.0, 0.0), children=True))
    lamp, other = program.placement("lamp_1"), program.placement("lamp_2")
    assert other.model_dump() == lamp.model_dump() | {"id": "lamp_2", "on": "bed_2"}
    assert program.ids.index("lamp_2") > program.ids.index("bed_2")
    assert "lamp_2" in builders(program)
    assert sum(light.options.get("on") == "lamp_2" for light in program.lights) == 1


def test_a_carried_thing_is_shifted_in_the_room_not_in_its_carriers_frame() -> None:
    made = read(duplicate_object(TEXT, "lamp_1", "lamp_2", by=(0.0, 0.3))).placement("lamp_2")
    assert made.at == pytest.approx((0.5, 0.1))  # the bed is turned by 90 degrees
    with pytest.raises(ProgramError, match="taken"):
        duplicate_object(TEXT, "lamp_1", "bed_1")


@pytest.mark.parametrize("value", ["9999", "-1", "2.5", '"many"'])
def test_no_more_of_a_thing_than_is_sensible(value: str) -> None:
    with pytest.raises(ProgramError, match="a whole number from 0 to 40"):
        set_parameter(TEXT, "bed_1", "pillows", value)
    assert "pillows=40" in set_parameter(TEXT, "bed_1", "pillows", "40")
