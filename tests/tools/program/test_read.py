import pytest

from tools.errors import ProgramError
from tools.program import lines
from tools.program.edit import drop_geometry, move_object
from tools.program.model import LightSpec, MaterialSpec, OpeningSpec, Placement, Wear
from tools.program.read import read
from tools.program.template import empty_program

PROGRAM = """# %% kit
def anything(): pass
# %% room
room(floor=[(-2, -1.5), (2, -1.5), (2, 1.5), (-2, 1.5)], height=2.6, wall=0.12)
partition("wing", start=(-1.0, 1.5), end=(-1.0, 0.5), thickness=0.1)
door("door_s", wall=0, at=1.4, size=(0.8, 2.0), swing="in-left")
# %% layout
# the big things
place("nightstand", "nightstand", at=(0.1, 0.7), size=(0.5, 0.4, 0.5), yaw=-90)
place("lamp", "table lamp", at=(0.0, 0.1), size=(0.3, 0.3, 0.5), on="nightstand")
place("bulb", "bulb", at=(0.0, 0.0), size=(0.1, 0.1, 0.1), on="lamp", z=0.3)
# %% geometry:lamp
@geometry("lamp", "bulb")
def lamp_parts(o):
    box(o, "base", (o.w, o.d, o.h))
furnish(["nightstand"], nightstand, drawers=2)
# %% materials
material("oak", "wood", color="#8a6a48", roughness=0.5, grain=0.2)
wear("nightstand", "oak", handle="oak")
# %% lighting
sun(elevation=50)
lamp_light("lamp_bulb", on="lamp", power=8, kelvin=2700)
# %% camera
camera("reference", at=(0, 0, 18), rotation=(0, 0, 0), focal=1.76, shift=(0, 0), resolution=(1024, 559))
# %% run
finish()
"""


def test_every_line_is_read_as_a_typed_value() -> None:
    program = read(PROGRAM)
    assert program.room is not None
    assert program.room.floor[1] == (2.0, -1.5)
    door = OpeningSpec(kind="door", id="door_s", wall=0, at=1.4, size=(0.8, 2.0), swing="in-left")
    assert program.openings == [door]
    assert program.placement("lamp") == Placement(
        id="lamp", category="table lamp", at=(0.0, 0.1), size=(0.3, 0.3, 0.5), on="nightstand", mount="object"
    )
    oak = MaterialSpec(name="oak", family="wood", color="#8a6a48", roughness=0.5, options={"grain": 0.2})
    assert program.materials == [oak]
    assert program.wears == [Wear(target="nightstand", material="oak", slots={"handle": "oak"})]
    options = {"on": "lamp", "power": 8, "kelvin": 2700}
    assert program.lights[1] == LightSpec(kind="lamp_light", name="lamp_bulb", options=options)
    assert program.cameras[0].focal == 1.76
    assert program.geometry == {
        "lamp": "geometry:lamp",
        "bulb": "geometry:lamp",
        "nightstand": "geometry:lamp",
    }
    assert program.lines["place", "lamp"] == ("layout", 3)


def test_who_stands_on_whom() -> None:
    program = read(PROGRAM)
    assert program.children("nightstand") == ["lamp"]
    assert program.descendants("nightstand") == ["lamp", "bulb"]
    assert program.ancestors("bulb") == ["lamp", "nightstand"]
    assert program.root("bulb") == "nightstand"


def test_every_spec_is_read_back_from_its_own_line() -> None:
    program = read(PROGRAM)
    for spec in program.specs:
        text = empty_program().replace("# %% " + spec.CELL + "\n", f"# %% {spec.CELL}\n{spec.source()}\n")
        if spec.key == "lamp":
            continue  # its parents are not in that program
        if spec.word in ("room", "sun", "camera") or spec.key == "bulb":
            continue  # the template has its own
        assert spec in read(text).specs, spec.source()


WRONG = [
    ("size=(0.3, 0.3, 0.5)", "size=(0.3, 0.3, 0.2 + h)", "layout", 3, "literals"),
    ("size=(0.3, 0.3, 0.5)", "size=(0.3, -0.3, 0.5)", "layout", 3, "size.1"),
    ("size=(0.3, 0.3, 0.5)", "size=(0.3, 0.3)", "layout", 3, "size.2"),
    ("size=(0.3, 0.3, 0.5)", "size=(0.3, 0.3, 1e999)", "layout", 3, "finite"),
    ('on="nightstand")', 'on="table")', "layout", 3, "not placed"),
    ('on="nightstand")', 'on="bulb")', "layout", 3, "below this line"),
    ('"bulb", "bulb"', '"lamp", "bulb"', "layout", 4, "declared twice"),
    ("# the big things", "x = 1", "layout", 1, "only calls"),
    ("# the big things", "for i in 1, 2: place()", "layout", 1, "only calls"),
    ("# the big things", "sun()", "layout", 1, "does not belong"),
    ("# the big things", "place(", "layout", 1, "syntax error"),
    ("yaw=-90", "turn=-90", "layout", 2, "no such argument"),
    ("yaw=-90", "**more", "layout", 2, "named once"),
    ('@geometry("lamp", "bulb")', '@geometry("lamp", "bulbs")', "geometry:lamp", 1, "not placed"),
    ('furnish(["nightstand"]', 'furnish(["lamp"]', "geometry:lamp", 4, "builds already"),
    ("furnish([", "furnish(*[", "geometry:lamp", 4, "literals"),
]


@pytest.mark.parametrize(("old", "new", "cell", "line", "cause"), WRONG)
def test_what_is_wrong_is_named_with_its_cell_and_line(
    old: str, new: str, cell: str, line: int, cause: str
) -> None:
    assert old in PROGRAM
    with pytest.raises(ProgramError, match=cause) as caught:
        read(PROGRAM.replace(old, new))
    assert (caught.value.cell, caught.value.line) == (cell, line)
    assert f">{line:>5} |" in caught.value.excerpt


def test_two_cells_of_one_name_are_refused() -> None:
    with pytest.raises(ProgramError, match="two cells"):
        read(PROGRAM + "# %% layout\n")


DEEP = [
    '"-" * 20000 + "1"', '"a" + ".b" * 20000', '"1" + "+1" * 20000', '"a" + "()" * 1000',
    '"not " * 20000 + "1"',
    '"(" * 20000 + ")" * 20000', '"lambda:" * 20000 + "1"', '"[x for x in " * 5000 + "y" + "]" * 5000',
    '"1 if 1 else " * 20000 + "1"', '"a[" * 20000 + "0" + "]" * 20000', '"[" * 150 + "]" * 150',
]  # fmt: skip


@pytest.mark.parametrize("code", DEEP)
@pytest.mark.parametrize("cell", ["layout", "geometry:lamp", "notes"])
def test_nesting_that_would_kill_the_parser_is_refused(code: str, cell: str) -> None:
    with pytest.raises(ProgramError, match=r"nested|syntax error|literals") as caught:
        read(f"# %% {cell}\nx = {eval(code)}\n")
    assert caught.value.cell == cell


def test_what_passes_can_also_be_edited() -> None:
    """LibCST takes everything that is just inside the bound."""
    for deep in ("-" * 94 + "1", "a" + ".b" * 94, "1" + "+1" * 94, "lambda:" * 45 + "1", "not " * 94 + "1"):
        text = PROGRAM.replace('box(o, "base"', f'x = {deep}\n    box(o, "base"')
        read(text)
        assert '@geometry("bulb")' in drop_geometry(text, ["lamp"])


def test_numbers_without_bounds_are_refused() -> None:
    for number in ("1e999", "-1e999", "9" * 400, "9" * 5000, "True", "1j", "'1'", "1001"):
        with pytest.raises(ProgramError):
            read(PROGRAM.replace("at=(0.1, 0.7)", f"at=({number}, 0.7)"))


def test_a_program_of_absurd_length_is_not_parsed() -> None:
    with pytest.raises(ProgramError, match="more than 4,000,000 characters"):
        read("# %% room\n" + "a = [[], []]\n" * 400_000)


LAYOUT = """\
# %% room
room(floor=[(-3, -2), (3, -2), (3, 2), (-3, 2)], height=2.6, wall=0.1)
# %% layout
place("a", "bed", at=(0.0, 0.0), size=(1.4, 2.0, 0.5), yaw=0)  # the bed
place(
    "b", "desk",
    at=(1.0, 0.5),  # by the window
    size=(1.2, 0.6, 0.75), yaw=90,
)
place("c", "cup", at=(0.1, 0.0), size=(0.1, 0.1, 0.1), yaw=0, on="b"); place("d", "cup", at=(1.5, 1.0), size=(0.1, 0.1, 0.1), yaw=0)
"""  # noqa: E501  # two lines in one are what it is about


@pytest.mark.parametrize("id", ["a", "b", "c", "d"])
def test_a_line_is_edited_alone_as_within_its_whole_cell(id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = move_object(LAYOUT, id, by=(0.25, -0.125), z=0.5)
    monkeypatch.setattr(lines, "_edit_line", lambda *given: None)
    assert alone == move_object(LAYOUT, id, by=(0.25, -0.125), z=0.5)
    assert alone != LAYOUT


def test_a_line_read_before_says_where_a_new_mistake_stands() -> None:
    read(LAYOUT)
    with pytest.raises(ProgramError, match=r"cell 'layout', line 2: place\(...\): size"):
        read(LAYOUT.replace("size=(1.2, 0.6, 0.75)", "size=(1.2, -0.6, 0.75)"))
