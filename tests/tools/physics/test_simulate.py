"""The room in MuJoCo: it stands, its doors open, and what does not is found and mended."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.tools.physics.conftest import build, program
from tools.blender.worker import Worker
from tools.errors import InputError
from tools.physics import check, simulate
from tools.physics.check import Trial, mend, shifted
from tools.physics.mjcf import mjcf
from tools.physics.model import World
from tools.physics.overlap import overlaps
from tools.physics.sag import SAGS
from tools.physics.simulate import Simulation
from tools.physics.start import ready


def with_soft(
    worker: Worker,
    tmp_path: Path,
    word: str,
    size: tuple[float, float, float],
    *more: tuple[str, str],
) -> World:
    """The room with a soft thing where its vase is, still called vase_1."""
    place = '"vase", at=(0.0, 0.0), size=(0.12, 0.12, 0.25)'
    soft = f'"{word.replace("_", " ")}", at=(0.0, 0.0), size={size}'
    line = ('furnish("vase_1", vase)', f'furnish("vase_1", {word})')
    return build(worker, tmp_path, program(0.0, (place, soft), *more, line))


def test_a_room_that_stands_is_left_alone(world: World) -> None:
    trial = Trial(world)
    assert trial.settled.warnings == ()
    assert all(rest.moved < 0.02 for rest in trial.settled.rests.values())
    assert trial.findings == []
    assert mend(world)[0].moves == []


def test_every_door_opens_to_its_limit(world: World) -> None:
    opened = Simulation(ready(world)).open_all()
    assert len(opened) == 2 + 6 + 1 + 1
    assert [o.name for o in opened if not o.ok] == []


def test_a_door_that_turns_inwards_hits_its_cabinet(world: World) -> None:
    def wrong(link):  # type: ignore[no-untyped-def]
        x, y, z = link.joint.axis
        return replace(link, joint=replace(link.joint, axis=(-x, -y, -z)))

    movers = [
        replace(m, links=tuple(map(wrong, m.links))) if m.id == "cabinet_1" else m for m in world.movers
    ]
    opened = Simulation(ready(replace(world, movers=tuple(movers)))).open_all()
    assert {o.name for o in opened if not o.ok} == {"cabinet_1.door", "cabinet_1.door.2"}


def test_what_stands_over_an_edge_tips_and_is_moved_onto_it(world: World) -> None:
    over = shifted(world, "vase_1", (0.62, 0.0, 0.0))
    (finding,) = Trial(over).findings
    assert (finding.object, finding.kind) == ("vase_1", "tips")
    done, after = mend(over)
    assert [m.id for m in done.moves] == ["vase_1"]
    assert done.moves[0].by[0] < 0
    assert after.findings == [] == done.left


def test_what_stands_in_something_is_told_and_parted(world: World) -> None:
    within = shifted(world, "chair_1", (0.9, 1.45, 0.0))
    kinds = {(f.object, f.kind) for f in Trial(within).findings}
    assert ("chair_1", "starts in contact") in kinds
    done, after = mend(within)
    assert {m.id for m in done.moves} == {"chair_1"}
    assert after.findings == []


def test_pressed_things_rest_where_they_lie(worker: Worker, tmp_path: Path) -> None:
    world = with_soft(
        worker, tmp_path, "pillow", (0.4, 0.2, 0.12), ('on="dresser_1"', 'on="dresser_1", z=0.82')
    )
    assert overlaps(world)["dresser_1", "vase_1"] > 0.01
    made = ready(world)
    assert made.apart == ()
    assert Trial(world).settled.rests["vase_1"].moved < 0.01


def test_what_stands_half_on_a_rug_loses_what_is_in_its_pile(worker: Worker, tmp_path: Path) -> None:
    text = program(
        0.0,
        (
            '"office chair", at=(0.0, -0.2), size=(0.65, 0.65, 1.1)',
            '"box", at=(0.0, 0.5), size=(0.8, 0.4, 0.4)',
        ),
        ('furnish("chair_1", office_chair)', 'furnish("chair_1", storage_box, material="wood")'),
    )
    world = build(worker, tmp_path, text)
    assert ("chair_1", "rug_1") in overlaps(world)
    made = ready(world)
    assert made.apart == ()
    before, after = ({m.id: m for m in w.movers}["chair_1"] for w in (world, made))
    assert after.mass == pytest.approx(before.mass)
    assert Trial(world).settled.rests["chair_1"].moved < 0.02


def test_the_file_is_plain_xml_that_names_ids_and_joints(world: World) -> None:
    written = mjcf(ready(world), "small", "small-meshes")
    root = ElementTree.fromstring(written.xml)
    joints = {j.get("name"): j for j in root.iter("joint")}
    assert set(joints) > {"cabinet_1.door", "dresser_1.drawer.6", "door_1.leaf", "chair_1.swivel"}
    assert joints["chair_1.swivel"].get("limited") == "false"
    bodies = {b.get("name") for b in root.iter("body")}
    assert bodies > {"room", "picture_1", "vase_1", "cabinet_1.door"}
    files = {m.get("file") for m in root.iter("mesh") if m.get("file")}
    assert files == set(written.meshes)
    assert mjcf(ready(world), "small").meshes == {}


def test_without_mujoco_one_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    monkeypatch.setattr(simulate.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(InputError, match="add physics"):
        Simulation(world)


def test_a_soft_thing_rests_as_it_was_laid(worker: Worker, tmp_path: Path) -> None:
    """A cushion that leans on nothing is soft: its foot spreads, and it stands."""
    world = with_soft(worker, tmp_path, "throw_pillow", (0.44, 0.25, 0.4))
    cushion = {m.id: m for m in world.movers}["vase_1"]
    assert cushion.soft
    made = {m.id: m for m in ready(world).movers}["vase_1"]
    feet = made.base.shapes[len(cushion.base.shapes) :]
    assert feet
    assert made.mass == pytest.approx(cushion.mass)
    assert all(2 * foot.half[2] <= SAGS for foot in feet if foot.half is not None)
    trial = Trial(world)
    assert trial.findings == []
    assert trial.settled.rests["vase_1"].tilt < 3


def test_what_did_not_move_is_not_looked_at_again(world: World) -> None:
    first = Trial(world)
    assert first.overlaps is not None
    moved = first.moved("chair_1", (0.9, 1.45, 0.0))
    assert moved.overlaps == pytest.approx(overlaps(moved.world))
    back = moved.moved("chair_1", (-0.9, -1.45, 0.0))
    assert back.overlaps == pytest.approx(first.overlaps)


def test_who_waits_is_told_and_it_ends(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "TRIES", 3)
    monkeypatch.setattr(check, "ENOUGH", 1.0)  # no move is good enough
    told: list[str] = []
    done, after = mend(shifted(world, "vase_1", (0.62, 0.0, 0.0)), told.append)
    assert done.moves == []
    assert [f.kind for f in after.findings] == ["tips"]
    assert len(told) == 1
    assert "0 of at most 3 tries" in told[0]
