"""A scene's room as rigid bodies, checked and mended."""

from __future__ import annotations

from collections.abc import Callable

from tools.checks.fix import Fixable, Fixed
from tools.critique import Finding
from tools.physics.check import Trial, mend
from tools.physics.model import World
from tools.physics.simulate import SECONDS, engine
from tools.physics.world import world_of

Tell = Callable[[str], None]


def silent(line: str) -> None:
    """Nobody listens."""


def check_physics(scene: Fixable, tell: Tell = silent) -> list[Finding]:
    """What moves, tips or starts in something else when the room is let go of.

    Args:
        scene: the room's.
        tell: hears what is under way, a line each.

    Raises:
        InputError: the optional group `physics` is not installed.
    """
    engine()  # before anything takes time
    return Trial(_world(scene, tell)).findings


def fix_physics(scene: Fixable, tell: Tell = silent) -> Fixed:
    """Make the smallest moves after which the room stands; it stays as it was when none is found.

    Args:
        scene: the room's.
        tell: hears what is under way, a line each.

    Raises:
        InputError: the optional group `physics` is not installed.
    """
    engine()
    done, _ = mend(_world(scene, tell), tell)
    if done.moves:
        scene.apply(done.apply, f"physics: moved {', '.join(m.id for m in done.moves)}")
    return done


def _world(scene: Fixable, tell: Tell) -> World:
    tell("making the room's things solid")
    meshes = scene.meshes
    world = world_of(scene.report, meshes, scene.program)
    tell(f"letting go of {len(world.free)} things for {SECONDS:g} s")
    return world
