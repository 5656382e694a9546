"""Before and after, as text: everything that an edit does not name must stay as it was."""

from collections.abc import Callable

import pytest

from tools.errors import ProgramError
from tools.program import edit
from tools.program.frames import world_place
from tools.program.model import LightSpec, MaterialSpec, OpeningSpec, Placement, Wear
from tools.program.read import read

PROGRAM = """# %% kit
# %% room
room(floor=[(-2, -1.5), (2, -1.5), (2, 1.5), (-2, 1.5)], height=2.6, wall=0.12)
# %% layout
# -- sleeping --
place("bed", "bed", at=(0.1, 0.7), size=(1.9, 2.2, 1.3), yaw=0)   # king size
place(
    "desk", "desk",
    at=(1, -1.0),  # by the window
    size=(1.2, 0.6, 0.75), yaw=-90,
)
place('lamp', 'table lamp', at=(0.4, 0.1), size=(0.3, 0.3, 0.5), on="desk")
# -- the rest --
place("art", "picture", at=(0.2, -1.75), size=(0.9, 0.03, 0.6), z=1.3, yaw=180, mount="wall")
# the end
# %% geometry:bed
furnish("bed", bed, pillows=4)  # soft
# %% geometry:chair
@geometry("desk", "lamp")
def stand(o):
    box(o, "top", (o.w, o.d, o.h))
# %% materials
material("oak", "wood", color="#8a6a48")
wear("desk", "oak", top="oak")
# %% lighting
sun(elevation=50)
lamp_light("lamp_bulb", on="lamp", power=8)
# %% camera
# %% run
finish()
"""

CHANGES: dict[str, tuple[Callable[[str], str], list[tuple[str, str]]]] = {
    "move by": (
        lambda t: edit.move_object(t, "bed", by=(0.2, 0)),
        [("at=(0.1, 0.7)", "at=(0.3, 0.7)")],
    ),
    "move in a turned parent": (
        lambda t: edit.move_object(t, "lamp", by=(0.2, 0)),
        [("at=(0.4, 0.1), size=(0.3", "at=(0.4, 0.3), size=(0.3")],
    ),
    "move to": (
        lambda t: edit.move_object(t, "desk", to=(1, 0.25)),
        [("at=(1, -1.0),  #", "at=(1, 0.25),  #")],
    ),
    "rise": (lambda t: edit.move_object(t, "art", dz=0.1), [("z=1.3", "z=1.4")]),
    "z appears": (
        lambda t: edit.move_object(t, "desk", z=0.1),
        [("yaw=-90,\n", "yaw=-90, z=0.1,\n")],
    ),
    "settle": (lambda t: edit.move_object(t, "art", settle=True), [(" z=1.3,", "")]),
    "rotate": (lambda t: edit.rotate_object(t, "bed", by=270), [("yaw=0)", "yaw=-90)")]),
    "face": (
        lambda t: edit.rotate_object(t, "lamp", to=0),
        [('on="desk")', 'on="desk", yaw=90)')],
    ),
    "scale": (lambda t: edit.scale_object(t, "bed", factor=(1, 0.5, 1)), [("2.2, 1.3", "1.1, 1.3")]),
    "add": (
        lambda t: edit.add_object(
            t, Placement(id="cup", category="mug", at=(0, 0), size=(0.1, 0.1, 0.1), on="desk")
        ),
        [
            (
                'on="desk")\n',
                'on="desk")\nplace("cup", "mug", at=(0.0, 0.0), size=(0.1, 0.1, 0.1), yaw=0, on="desk")\n',
            )
        ],
    ),
    "remove": (
        lambda t: edit.remove_object(t, "bed"),
        [
            ('place("bed", "bed", at=(0.1, 0.7), size=(1.9, 2.2, 1.3), yaw=0)   # king size\n', ""),
            ('# %% geometry:bed\nfurnish("bed", bed, pillows=4)  # soft\n', ""),
        ],
    ),
    "remove a carried one": (
        lambda t: edit.remove_object(t, "lamp"),
        [
            ("place('lamp', 'table lamp', at=(0.4, 0.1), size=(0.3, 0.3, 0.5), on=\"desk\")\n", ""),
            ('@geometry("desk", "lamp")', '@geometry("desk")'),
            ("# %% geometry:chair", "# %% geometry:desk"),
            ('lamp_light("lamp_bulb", on="lamp", power=8)\n', ""),
        ],
    ),
    "replace": (
        lambda t: edit.replace_object(t, "bed", "sofa", size=(2.0, 2.2, 0.8)),
        [
            ('"bed", "bed", at', '"bed", "sofa", at'),
            ("size=(1.9, 2.2, 1.3)", "size=(2.0, 2.2, 0.8)"),
            ('# %% geometry:bed\nfurnish("bed", bed, pillows=4)  # soft\n', ""),
        ],
    ),
    "rename": (
        lambda t: edit.rename(t, "desk", "table_1"),
        [
            ('"desk", "desk"', '"table_1", "desk"'),
            ('on="desk"', 'on="table_1"'),
            ('@geometry("desk", ', '@geometry("table_1", '),
            ('wear("desk"', 'wear("table_1"'),
        ],
    ),
    "rename what a lamp is in": (
        lambda t: edit.rename(t, "lamp", "light"),
        [("place('lamp'", 'place("light"'), (', "lamp")', ', "light")'), ('on="lamp"', 'on="light"')],
    ),
    "material": (
        lambda t: edit.set_material(
            t, MaterialSpec(name="oak", family="wood", color="#000000", roughness=0.5)
        ),
        [('"#8a6a48")', '"#000000", roughness=0.5)')],
    ),
    "new material": (
        lambda t: edit.set_material(t, MaterialSpec(name="linen", family="fabric")),
        [('"#8a6a48")\n', '"#8a6a48")\nmaterial("linen", "fabric")\n')],
    ),
    "merged materials": (
        lambda t: edit.merge_materials(
            t, 'material("oak", "wood", color="#111111")\nmaterial("tin", "metal")'
        ),
        [('"#8a6a48")\n', '"#111111")\nmaterial("tin", "metal")\n')],
    ),
    "wear": (
        lambda t: edit.set_wear(t, Wear(target="desk", slots={"leg": "oak"})),
        [('wear("desk", "oak", top="oak")', 'wear("desk", leg="oak")')],
    ),
    "undress one of several": (
        lambda t: edit.remove_object(edit.set_wear(t, Wear(target=["bed", "art"], material="oak")), "bed"),
        [
            ('place("bed", "bed", at=(0.1, 0.7), size=(1.9, 2.2, 1.3), yaw=0)   # king size\n', ""),
            ('# %% geometry:bed\nfurnish("bed", bed, pillows=4)  # soft\n', ""),
            ('top="oak")\n', 'top="oak")\nwear(["art"], "oak")\n'),
        ],
    ),
    "light": (
        lambda t: edit.set_light(t, LightSpec(kind="sun", options={"elevation": 30, "kelvin": 5000})),
        [("sun(elevation=50)", "sun(elevation=30, kelvin=5000)")],
    ),
    "door": (
        lambda t: edit.set_opening(t, OpeningSpec(kind="door", id="d", wall=0, at=1.0, size=(0.8, 2.0))),
        [("wall=0.12)\n", 'wall=0.12)\ndoor("d", wall=0, at=1.0, size=(0.8, 2.0))\n')],
    ),
    "geometry of one": (
        lambda t: edit.write_geometry(t, ["lamp"], 'furnish("lamp", table_lamp)'),
        [
            ("# %% geometry:chair", "# %% geometry:desk"),
            ('@geometry("desk", "lamp")', '@geometry("desk")'),
            ("# %% materials", '# %% geometry:lamp\nfurnish("lamp", table_lamp)\n# %% materials'),
        ],
    ),
    "geometry rewritten": (
        lambda t: edit.write_geometry(t, ["bed"], 'furnish("bed", bunk_bed)\n'),
        [('furnish("bed", bed, pillows=4)  # soft', 'furnish("bed", bunk_bed)')],
    ),
    "patch": (
        lambda t: edit.replace_in_cell(t, "geometry:bed", "pillows=4", "pillows=2"),
        [("pillows=4", "pillows=2")],
    ),
    "camera cell": (
        lambda t: edit.set_cell(t, "camera", "# none"),
        [("# %% camera\n", "# %% camera\n# none\n")],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_an_edit_changes_only_what_it_names(name: str) -> None:
    change, replacements = CHANGES[name]
    expected = PROGRAM
    for old, new in replacements:
        assert expected.count(old) == 1, old
        expected = expected.replace(old, new)
    assert change(PROGRAM) == expected
    read(expected)


def test_attaching_keeps_the_place_in_the_world_and_puts_the_line_behind_its_parent() -> None:
    before = world_place(read(PROGRAM), "bed")
    text = edit.attach_object(PROGRAM, "bed", "art", z=0.0)
    after = world_place(read(text), "bed")
    assert after.at == pytest.approx(before.at)
    assert after.yaw == pytest.approx(before.yaw)
    assert text.index('place("art"') < text.index('place("bed"')
    assert "   # king size\n" in text
    back = edit.attach_object(text, "bed", None)
    again = world_place(read(back), "bed")
    assert (*again.at, again.z, again.yaw) == pytest.approx((*before.at, before.z, before.yaw))


REFUSED: dict[str, tuple[Callable[[str], str], str]] = {
    "unknown id": (lambda t: edit.move_object(t, "sofa", by=(1, 0)), "no object 'sofa'"),
    "two ways": (lambda t: edit.move_object(t, "bed", by=(1, 0), to=(0, 0)), "one of by, to, at"),
    "taken": (
        lambda t: edit.add_object(t, Placement(id="bed", category="b", at=(0, 0), size=(1, 1, 1))),
        "taken",
    ),
    "taken name": (lambda t: edit.rename(t, "bed", "lamp"), "taken"),
    "bad name": (lambda t: edit.rename(t, "bed", "my bed"), "id: "),
    "no parent": (
        lambda t: edit.add_object(t, Placement(id="c", category="b", at=(0, 0), size=(1, 1, 1), on="x")),
        "no object 'x'",
    ),
    "no height to add to": (lambda t: edit.move_object(t, "lamp", dz=0.1), "give z, not dz"),
    "carries": (lambda t: edit.remove_object(t, "desk"), "carries lamp"),
    "on itself": (lambda t: edit.attach_object(t, "desk", "lamp"), "which it carries"),
    "too small": (lambda t: edit.scale_object(t, "bed", factor=0.0), r"size\[0\]: .* not more than 0"),
    "nowhere": (lambda t: edit.move_object(t, "bed", to=(float("nan"), 0)), "at.0"),
    "other ids": (lambda t: edit.write_geometry(t, ["bed"], 'furnish("lamp", bed)'), "builds lamp"),
    "no code": (lambda t: edit.write_geometry(t, ["bed"], "def ("), "syntax error"),
    "marker": (lambda t: edit.set_cell(t, "materials", "# %% run\n"), "cannot hold"),
    "kit": (lambda t: edit.set_cell(t, "kit", ""), "made by the bundler"),
    "no cell": (lambda t: edit.patch_cell(t, "geometry:sofa", ""), "no cell"),
    "not once": (lambda t: edit.replace_in_cell(t, "layout", "place", "x"), "4 times"),
    "no material": (lambda t: edit.set_wear(t, Wear(target="bed", material="silk")), "no material 'silk'"),
    "worn": (lambda t: edit.remove_material(t, "oak"), "worn by desk"),
    "no wall": (
        lambda t: edit.set_opening(t, OpeningSpec(kind="door", id="d", wall=4, at=1.0, size=(1, 2))),
        "no wall 4",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused(name: str) -> None:
    change, cause = REFUSED[name]
    with pytest.raises(ProgramError, match=cause):
        change(PROGRAM)


def test_removing_with_children_takes_everything_that_belonged_to_them() -> None:
    text = edit.remove_object(PROGRAM, "desk", children=True)
    program = read(text)
    assert program.ids == ["bed", "art"]
    assert not program.wears
    assert [light.word for light in program.lights] == ["sun"]
    assert program.geometry == {"bed": "geometry:bed"}


def test_windows_line_ends_are_kept() -> None:
    text = edit.move_object(PROGRAM.replace("\n", "\r\n"), "bed", by=(0.2, 0))
    assert text == PROGRAM.replace("at=(0.1, 0.7)", "at=(0.3, 0.7)").replace("\n", "\r\n")
