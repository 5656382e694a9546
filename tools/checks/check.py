"""All checks of a scene, from what Blender measured; nothing is run here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

from tools.checks.bodies import Body, bodies, height
from tools.checks.contact import Pair, check_contacts
from tools.checks.look import check_look
from tools.checks.openings import check_openings
from tools.checks.room import check_room
from tools.checks.shape import check_shape
from tools.checks.support import check_support
from tools.critique import Finding, Kind
from tools.errors import InputError
from tools.measured import PartMesh, SceneReport
from tools.program.program import Program
from tools.program.walls import Plan

Meshes = Mapping[str, Sequence[PartMesh]]
FAMILIES: dict[str, tuple[Kind, ...]] = {
    "contacts": ("contact", "sunk"),
    "room": ("outside", "contact"),
    "support": ("floating", "unsupported"),
    "shape": ("disconnected", "misfit", "broken mesh", "inverted"),
    "look": ("no material", "name"),
    "openings": ("door blocked", "window blocked"),
}
"""Families of checks and the findings each can make."""
PLACES = ("contacts", "room", "support", "openings")
"""What moving, turning or resizing something can newly fail, and what a layout is judged by."""


class Checked(Protocol):
    """What of a scene is checked (`tools.scene.scene.Scene`)."""

    @property
    def report(self) -> SceneReport:
        """What Blender measured."""

    @property
    def meshes(self) -> Mapping[str, Sequence[PartMesh]]:
        """Its meshes."""

    @property
    def program(self) -> Program:
        """Its program."""


def known(families: Collection[str]) -> None:
    """Refuse a family of checks that there is not.

    Raises:
        InputError: names those there are.
    """
    unknown = [name for name in families if name not in FAMILIES]
    if unknown:
        raise InputError(f"there is no check {unknown[0]!r}; there are {', '.join(FAMILIES)}")


def check_scene(
    report: SceneReport,
    meshes: Meshes,
    program: Program,
    *,
    families: Collection[str] = tuple(FAMILIES),
    keep: Collection[Pair] = (),
) -> list[Finding]:
    """Everything that is wrong with a scene.

    Args:
        report: of the run.
        meshes: parts by object id, world metres, of the same run.
        program: as read.
        families: which checks, by the names in `FAMILIES`.
        keep: pairs of ids that may overlap because the picture shows it.
    """
    solid: Mapping[str, Body] = bodies(report, meshes)
    plan = Plan.of(program)
    checks: dict[str, Callable[[], list[Finding]]] = {
        "contacts": lambda: check_contacts(program, solid, keep),
        "room": lambda: check_room(plan, solid) if plan else [],
        "support": lambda: check_support(program, plan, solid),
        "shape": lambda: check_shape(report, meshes, solid),
        "look": lambda: check_look(program, report),
        "openings": lambda: check_openings(plan, solid) if plan else [],
    }
    found = [finding for name, run in checks.items() if name in families for finding in run()]
    return [_with_height(finding, solid) for finding in found]


def _with_height(finding: Finding, solid: Mapping[str, Body]) -> Finding:
    """A move up or down says where to: what rests on something has no height of its own to add to."""
    move = finding.move
    if move is None or abs(move.by[2]) < 0.0005:
        return finding
    made = move.model_copy(update={"z": round(height(solid, move.id) + move.by[2], 4)})
    return finding.model_copy(update={"remedy": made})


def check(
    scene: Checked, *, families: Collection[str] = tuple(FAMILIES), keep: Collection[Pair] = ()
) -> list[Finding]:
    """Everything that is wrong with a scene as it stands; see `check_scene`."""
    meshes = scene.meshes
    return check_scene(scene.report, meshes, scene.program, families=families, keep=keep)
