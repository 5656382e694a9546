"""What is built of an edit alone, put among what stayed, is what building everything anew gives."""

import random
from collections.abc import Callable, Collection
from pathlib import Path

import numpy as np
import pytest

from tools.blender.jobs import Meshes, Output, View
from tools.blender.worker import Worker
from tools.measured import JobResult
from tools.program import edit, edit_copy, edit_look
from tools.program.built import set_parameter
from tools.program.inputs import inputs
from tools.program.kit_index import words
from tools.program.model import LightSpec, MaterialSpec, OpeningSpec, Wear
from tools.program.read import read
from tools.scene.building import Building, Built
from tools.scene.scene import Scene, complete

ROOM = complete("""\
# %% room
room(floor=[(-2.5, -2.0), (2.5, -2.0), (2.5, 2.0), (-2.5, 2.0)], height=2.6)
window("window_1", wall=2, at=2.0, size=(1.2, 1.3), sill=0.9)
# %% layout
place("desk_1", "desk", at=(-1.0, 1.2), size=(1.4, 0.7, 0.75), yaw=0)
place("lamp_1", "desk lamp", at=(-0.5, 0.1), size=(0.2, 0.2, 0.45), yaw=0, on="desk_1")
place("book_1", "book", at=(0.2, 0.1), size=(0.16, 0.23, 0.03), yaw=20, on="desk_1")
place("mug_1", "cup", at=(0.0, 0.0), size=(0.09, 0.09, 0.1), yaw=0, on="book_1")
place("stool_1", "stool", at=(-1.0, 0.4), size=(0.4, 0.4, 0.45), yaw=0)
place("chest_1", "chest", at=(1.5, 1.0), size=(0.8, 0.5, 0.5), yaw=-90)
place("box_1", "box", at=(0.1, 0.0), size=(0.3, 0.2, 0.2), yaw=0, on="chest_1")
place("pendant_1", "pendant lamp", at=(0.0, 0.0), size=(0.4, 0.4, 0.6), yaw=0, mount="ceiling")
place("crate_1", "crate", at=(1.5, -1.0), size=(0.5, 0.5, 0.5), yaw=0)
# %% geometry:desk_1
furnish("desk_1", desk)
# %% geometry:lamp_1
furnish("lamp_1", desk_lamp)
# %% geometry:book_1
furnish("book_1", book)
# %% geometry:mug_1
furnish("mug_1", cup)
# %% geometry:stool_1
furnish("stool_1", stool)
# %% geometry:own
import random
THICK = 0.02
def board(o, name, size, at):
    return box(o, name, size=size, at=at, slot="wood")
# %% geometry:chest_1
@geometry("chest_1", "box_1")
def chest(o):
    rng = random.Random(3)
    board(o, "lid", (o.w, o.d, THICK), (0, 0, o.h - THICK))
    box(o, "side", size=(o.w - rng.random() * 0.1, o.d - 0.02, o.h - THICK), at=(0, 0, 0))
# %% geometry:pendant_1
furnish("pendant_1", pendant_lamp)
# %% materials
material("oak", "oak", color="#a5794f")
material("red", "painted wood", color="#aa3322")
wear("room", walls="red")
wear(["desk_1", "chest_1"], "oak", nothing="red")
# %% lighting
sun(elevation=40, azimuth=120, strength=3)
lamp_light("lamp_1_light", on="lamp_1", power=8)
""")
FREE = ("desk_1", "stool_1", "chest_1", "crate_1")


class Spy:
    """A worker that remembers what it was asked to build."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.asked: list[Collection[str] | None] = []

    def job(
        self,
        program: str,
        folder: Path,
        outputs: list[Output] = [],  # noqa: B006
        *,
        only: Collection[str] | None = None,
    ) -> JobResult:
        self.asked.append(only)
        return self.worker.job(program, folder, outputs, only=only)


def some_edit(text: str, rng: random.Random) -> str:
    """One of what people do, at random."""
    ids = read(text).ids
    id = rng.choice(ids)
    by = (rng.uniform(-0.3, 0.3), rng.uniform(-0.3, 0.3))
    color = f"#{rng.randrange(1 << 24):06x}"
    makers: list[Callable[[], str]] = [
        lambda: edit.move_object(text, id, by=by),
        lambda: edit.move_object(text, id, z=rng.uniform(0, 0.8)),
        lambda: edit.move_object(text, id, settle=True),
        lambda: edit.rotate_object(text, id, by=rng.uniform(-90, 90)),
        lambda: edit.scale_object(text, id, factor=rng.uniform(0.7, 1.4)),
        lambda: edit.attach_object(text, "stool_1", rng.choice(["chest_1", "crate_1"])),
        lambda: edit_copy.duplicate_object(text, id, edit_copy.free_id(ids, id), by=by),
        lambda: edit.remove_object(text, id, children=True) if id not in FREE else text,
        lambda: set_parameter(text, "desk_1", "drawers", str(rng.randrange(4))),
        lambda: edit_look.set_material(text, MaterialSpec(name="oak", family="oak", color=color)),
        lambda: edit_look.set_material(text, MaterialSpec(name="red", family="velvet", color=color)),
        lambda: edit_look.set_wear(text, Wear(target="stool_1", material=rng.choice(["oak", "red"]))),
        lambda: edit_look.set_light(text, LightSpec(kind="sun", options={"elevation": rng.randrange(5, 80)})),
        lambda: edit_look.set_opening(
            text, OpeningSpec(kind="window", id="window_1", wall=2, at=rng.uniform(1.0, 4.0), size=(1.0, 1.2))
        ),
        lambda: text.replace("height=2.6", "height=2.7"),
        lambda: text.replace("THICK = 0.02", "THICK = 0.03"),
    ]
    return rng.choice(makers)()


def assert_same(found: Built, fresh: JobResult) -> None:
    """Digit by digit: the report, the meshes, and what a viewer draws."""
    seconds = {"seconds": {}}
    assert found.report.model_copy(update=seconds) == fresh.report.model_copy(update=seconds)
    assert list(found.meshes) == list(fresh.meshes)
    for id, parts in fresh.meshes.items():
        for a, b in zip(found.meshes[id], parts, strict=True):
            assert (a.name, a.slot) == (b.name, b.slot)
            assert np.array_equal(a.vertices, b.vertices), id
            assert np.array_equal(a.triangles, b.triangles), id
    assert found.shown is not None
    assert fresh.shown is not None
    assert found.shown.materials == fresh.shown.materials
    assert list(found.shown.things) == list(fresh.shown.things)
    for id, thing in fresh.shown.things.items():
        other = found.shown.things[id]
        assert (other.digest, other.matrix, other.parts) == (thing.digest, thing.matrix, thing.parts), id


@pytest.mark.parametrize("seed", range(2))
def test_edits_one_after_the_other_leave_nothing_old(seed: int, worker: Worker, tmp_path: Path) -> None:
    rng, spy, text = random.Random(seed), Spy(worker), ROOM
    building = Building(spy, tmp_path)
    found = building.build(read(text), shown=True)
    for _ in range(10):
        text = complete(some_edit(text, rng))
        found = building.build(read(text), shown=True)
    assert_same(found, worker.job(text, tmp_path, [Meshes(), View()]))
    assert None not in spy.asked[1:]


def built_for(change: Callable[[str], str], worker: Worker, folder: Path) -> Collection[str] | None:
    """What is built for one change; the result is held against a fresh one."""
    spy = Spy(worker)
    building = Building(spy, folder)
    building.build(read(ROOM), shown=True)
    text = complete(change(ROOM))
    assert_same(building.build(read(text), shown=True), worker.job(text, folder, [Meshes(), View()]))
    return spy.asked[-1]


def test_what_stands_on_a_thing_comes_along_and_what_carries_it_is_there(
    worker: Worker, tmp_path: Path
) -> None:
    moved = built_for(lambda text: edit.move_object(text, "book_1", by=(0.05, 0)), worker, tmp_path)
    assert moved == {"desk_1", "book_1", "mug_1"}


def test_a_colour_is_changed_on_all_who_wear_it(worker: Worker, tmp_path: Path) -> None:
    lamp = edit_look.set_wear(ROOM, Wear(target="lamp_1", slots={"shade": "red"}))
    spy = Spy(worker)
    building = Building(spy, tmp_path)
    building.build(read(lamp), shown=True)
    text = lamp.replace("#aa3322", "#2233aa")  # the lit lamp wears a glowing copy
    assert_same(building.build(read(text), shown=True), worker.job(text, tmp_path, [Meshes(), View()]))
    assert spy.asked[-1] == {"lamp_1", "desk_1"}


CRATE = "\n\n@geometry('crate_1')\ndef crate(o):\n    "
BOX = "box(o, 'a', (1, 1, 1))"


@pytest.mark.parametrize(
    ("before", "inside"),
    [
        ("COUNT = []", "COUNT.append(1)"),
        ("def count(o, seen={}):\n    seen[o.id] = 1", "count(o)"),
        ("def count(o):\n    count.seen = 1", "count(o)"),
        ("class Count:\n    seen = 0", "Count()"),
        ("random.seed(1)", "random.random()"),
        ("import random as r", "r.random()"),
        ("from random import uniform", "uniform(1, 2)"),
        ("from mathutils import noise", "noise.random()"),
        ("for id in ['stool_1']:\n    furnish(id, stool)", "pass"),
        ("", "BUILD.things['desk_1'].h"),
        ("", "o.root.parent.location.z"),
        ("", "np.random.rand()"),
        ("", "global N"),
        ("", "SLOT_LOOKS['body'] = 'gold'"),
        ("", "settle_all()"),
        ("", "len(bpy.data.objects)"),
    ],
)
def test_code_that_sees_more_than_its_object_is_never_taken_apart(before: str, inside: str) -> None:
    own = "# %% geometry:crate_1\n{}\n# %% materials\n"
    plain = own.format(CRATE + BOX)
    assert inputs(read(ROOM.replace("# %% materials\n", plain))) is not None
    more = own.format(f"{before}{CRATE}{inside}\n    {BOX}")
    assert inputs(read(ROOM.replace("# %% materials\n", more))) is None


def test_no_word_of_the_kit_sees_more_than_its_object() -> None:
    lines = "".join(f'place("a_{n}", "thing", at=(0, 0), size=(1, 1, 1))\n' for n, _ in enumerate(words()))
    built = "".join(f'# %% geometry:a_{n}\nfurnish("a_{n}", {w.name})\n' for n, w in enumerate(words()))
    assert inputs(read(complete(f"# %% layout\n{lines}{built}"))) is not None


def test_some_things_wear_every_material_between_them(worker: Worker, tmp_path: Path) -> None:
    spy = Spy(worker)
    scene = Scene.open(tmp_path, spy)
    scene.apply(lambda _: ROOM, "start")
    whole = worker.job(scene.text, tmp_path, [View(pictures=True)]).shown
    some = scene.looks()
    assert whole is not None
    assert (some.materials, some.pictures) == (whole.materials, whole.pictures)
    only = spy.asked[-1]
    assert only is not None
    assert set(only) < set(scene.program.ids)


def test_a_thing_in_a_cell_of_many_is_built_alone(worker: Worker, tmp_path: Path) -> None:
    """The team writes all that it furnishes into one cell."""
    spy = Spy(worker)
    building = Building(spy, tmp_path)
    lines = 'furnish("crate_1", stool)\n@geometry("pendant_1")\ndef globe(o):\n    box(o, "globe", o.size)\n'
    one = ROOM.replace('furnish("pendant_1", pendant_lamp)\n', lines)
    building.build(read(complete(one)), shown=True)
    text = complete(one.replace('"crate_1", stool', '"crate_1", stool, style="classic"'))
    assert_same(building.build(read(text), shown=True), worker.job(text, tmp_path, [Meshes(), View()]))
    assert spy.asked[-1] == {"crate_1"}
    text = complete(text.replace("def globe(o):\n", "def globe(o):\n    # round\n"))
    assert_same(building.build(read(text), shown=True), worker.job(text, tmp_path, [Meshes(), View()]))
    assert spy.asked[-1] == {"pendant_1"}


def test_a_function_that_others_use_belongs_to_all_of_them() -> None:
    lines = (
        '@geometry("crate_1")\ndef crate(o):\n    box(o, "a", o.size)\n'
        '@geometry("pendant_1")\ndef globe(o):\n    crate(o)\n'
    )
    one = ROOM.replace('furnish("pendant_1", pendant_lamp)\n', lines)
    before = inputs(read(complete(one)))
    after = inputs(read(complete(one.replace('"a", o.size', '"b", o.size'))))
    assert before is not None
    assert after is not None
    assert {id for id in after if before[id] != after[id]} == {"crate_1", "pendant_1"}
