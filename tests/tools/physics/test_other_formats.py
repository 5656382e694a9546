"""The room as URDF, as USD with physics and in a GLB's extras: as other programs read them."""

import json
import math
import struct
from pathlib import Path
from xml.etree import ElementTree

import mujoco
import numpy as np
import pytest
import trimesh

from tools.errors import ToolError
from tools.physics.gltf import with_physics
from tools.physics.inertia import inertia
from tools.physics.mjcf import mjcf
from tools.physics.model import Convex, Link, Visual, World
from tools.physics.pieces import THIN
from tools.physics.start import ready
from tools.physics.urdf import angles, thickened, urdf
from tools.physics.usd import identifier, usd


@pytest.fixture(scope="module")
def still(world: World) -> World:
    return ready(world)


def test_a_box_has_the_inertia_of_a_box() -> None:
    signs = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float)
    half = np.array([0.1, 0.2, 0.3])
    found = inertia(Link("a", (Convex(signs * half + 1.0, 6.0, 0.5), Convex(signs * half + 1.0, 6.0, 0.5))))
    assert found.mass == 12.0
    assert found.centre == pytest.approx([1, 1, 1])
    squares = half**2 * 12.0 / 3
    assert found.tensor == pytest.approx(np.diag([squares.sum() - s for s in squares]))


CENTRE = 0.01
"""Metres: in its own format MuJoCo weighs hulls of at most 64 corners."""


def test_a_flat_look_becomes_a_closed_sheet() -> None:
    square = np.array([(0, 0, 1), (1, 0, 1), (1, 2, 1), (0, 2, 1)], float)
    down = Visual("ceiling", square, np.array([(0, 2, 1), (0, 3, 2)], np.int32))
    made = thickened(down)
    sheet = trimesh.Trimesh(made.vertices, made.triangles, process=False)
    assert sheet.is_watertight
    assert sheet.volume == pytest.approx(2 * THIN)
    assert thickened(made) is made


def test_mujoco_reads_the_urdf_as_it_reads_its_own(still: World, tmp_path: Path) -> None:
    written = urdf(still, "small", "small-meshes")
    (tmp_path / "small-meshes").mkdir()
    (tmp_path / "small.urdf").write_text(written.xml)
    for name, text in written.meshes.items():
        (tmp_path / "small-meshes" / name).write_text(text)
    theirs = mujoco.MjModel.from_xml_path(str(tmp_path / "small.urdf"))
    ours = mujoco.MjModel.from_xml_string(mjcf(still).xml)
    assert theirs.njnt == ours.njnt
    there, here = mujoco.MjData(theirs), mujoco.MjData(ours)
    mujoco.mj_forward(theirs, there)
    mujoco.mj_forward(ours, here)
    for mover in still.movers:
        for link in (mover.base, *mover.links):
            assert there.body(link.name).xipos == pytest.approx(here.body(link.name).xipos, abs=CENTRE)
            mass = float(ours.body(link.name).mass[0])
            assert float(theirs.body(link.name).mass[0]) == pytest.approx(mass, rel=1e-3)
            if link.joint is None:
                continue
            for model, data in ((theirs, there), (ours, here)):
                mujoco.mj_resetData(model, data)
                data.joint(link.name).qpos = link.joint.limits[1]
                mujoco.mj_kinematics(model, data)
            assert there.body(link.name).xipos == pytest.approx(here.body(link.name).xipos, abs=CENTRE)
            if link.joint.limits[1] < math.pi - 1e-6:  # what turns round and round has no limits there
                assert theirs.joint(link.name).range == pytest.approx(ours.joint(link.name).range, abs=1e-4)
    lone = ElementTree.fromstring(written.xml)
    assert len({link.get("name") for link in lone.iter("link")}) == len(list(lone.iter("joint"))) + 1


def test_roll_pitch_and_yaw_turn_back(still: World) -> None:
    def turn(axis: int, by: float) -> np.ndarray:
        c, s, made = math.cos(by), math.sin(by), np.eye(3)
        a, b = (axis + 1) % 3, (axis + 2) % 3
        made[a, a], made[a, b], made[b, a], made[b, b] = c, -s, s, c
        return made

    for asked in ((0.3, -0.4, 2.0), (0.0, math.pi / 2, 0.7), (1.1, -math.pi / 2, 0.0)):
        whole = turn(2, asked[2]) @ turn(1, asked[1]) @ turn(0, asked[0])
        roll, pitch, yaw = angles(whole)
        assert turn(2, yaw) @ turn(1, pitch) @ turn(0, roll) == pytest.approx(whole, abs=1e-9)


def test_openusd_finds_bodies_joints_and_nothing_wrong(still: World, tmp_path: Path) -> None:
    pytest.importorskip("pxr", reason="the group `usd` is not installed")
    from pxr import Usd, UsdGeom, UsdPhysics, UsdValidation

    path = tmp_path / "small.usda"
    path.write_text(usd(still, "small room"))
    stage = Usd.Stage.Open(str(path))
    every = UsdValidation.ValidationRegistry().GetOrLoadAllValidators()
    assert len(every) > 20
    assert [e.GetMessage() for e in UsdValidation.ValidationContext(every).Validate(stage)] == []
    assert (UsdGeom.GetStageMetersPerUnit(stage), UsdGeom.GetStageUpAxis(stage)) == (1.0, "Z")
    assert stage.GetDefaultPrim().GetName() == "small_room"
    prims = list(stage.Traverse())
    rigid = [p for p in prims if p.HasAPI(UsdPhysics.RigidBodyAPI)]
    links = [link for m in still.movers for link in m.links]
    assert len(rigid) == len(still.free) + len(links)
    masses = sum(UsdPhysics.MassAPI(p).GetMassAttr().Get() for p in rigid)
    moving = [m.base for m in still.free] + links
    assert masses == pytest.approx(sum(link.mass for link in moving), rel=1e-3)
    joints = {p.GetParent().GetName() + "." + p.GetName(): p for p in prims if p.IsA(UsdPhysics.Joint)}
    assert set(joints) == {
        f"{m.id}.{identifier(k.name.removeprefix(m.id + '.'))}_joint" for m in still.movers for k in m.links
    }
    drawer = UsdPhysics.PrismaticJoint(joints["dresser_1.drawer_joint"])
    joint = next(link.joint for link in links if link.name == "dresser_1.drawer")
    assert joint is not None
    assert drawer.GetUpperLimitAttr().Get() == pytest.approx(joint.limits[1], abs=1e-5)
    shapes = [p for p in prims if p.HasAPI(UsdPhysics.CollisionAPI)]
    assert len(shapes) == 1 + sum(len(k.shapes) for m in still.movers for k in (m.base, *m.links))
    cache = UsdGeom.BBoxCache(Usd.TimeCode.Default(), [UsdGeom.Tokens.guide])
    for mover in still.movers:
        if mover.yaw == 0 and mover.base.shapes:
            where = cache.ComputeWorldBound(stage.GetPrimAtPath(f"/small_room/{identifier(mover.id)}/body"))
            points = np.concatenate([s.vertices for s in mover.base.shapes]) + mover.origin
            assert list(where.ComputeAlignedRange().GetMin()) == pytest.approx(points.min(axis=0), abs=1e-4)


def test_a_glb_lists_shapes_and_joints_in_its_own_axes(still: World) -> None:
    text = b'{"asset":{"version":"2.0"},"scenes":[{"nodes":[]}],"scene":0}   '
    glb = struct.pack("<4sII", b"glTF", 2, 20 + len(text)) + struct.pack("<I4s", len(text), b"JSON") + text
    made = with_physics(glb, still)
    assert struct.unpack_from("<I", made, 8)[0] == len(made)
    told = json.loads(made[20:])["scenes"][0]["extras"]["physics"]
    bodies = {body["id"]: body for body in told["bodies"]}
    assert {id for id, body in bodies.items() if body["free"]} == {m.id for m in still.free}
    x, y, z = bodies["vase_1"]["translation"]
    vase = next(m for m in still.movers if m.id == "vase_1")
    assert (x, -z, y) == pytest.approx(vase.origin, abs=1e-3)
    door = bodies["door_1"]["links"][0]["joint"]
    assert (door["kind"], [abs(a) for a in door["axis"]]) == ("hinge", [0, 1, 0])
    assert len(bodies["dresser_1"]["links"]) == 6
    assert all("box" in s or len(s["hull"]) >= 4 for body in bodies.values() for s in body["collision"])
    with pytest.raises(ToolError, match="has no scene"):
        with_physics(b"glTF", still)
