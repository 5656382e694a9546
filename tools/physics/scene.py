"""A scene's room as rigid bodies, checked and mended."""

from __future__ import annotations

from tools.checks.fix import Fixable, Fixed
from tools.critique import Finding
from tools.physics.check import Trial, mend
from tools.physics.model import World
from tools.physics.simulate import engine
from tools.physics.world import world_of


def check_physics(scene: Fixable) -> list[Finding]:
    """What moves, tips or starts in something else when the room is let go of.

    Raises:
        InputError: the optional group `physics` is not installed.
    """
    engine()  # before anything takes time
    return Trial(_world(scene)).findings


def fix_physics(scene: Fixable) -> Fixed:
    """Make the smallest moves after which the room stands; it stays as it was when none is found.

    Raises:
        InputError: the optional group `physics` is not installed.
    """
    engine()
    done, _ = mend(_world(scene))
    if done.moves:
        scene.apply(done.apply, f"physics: moved {', '.join(m.id for m in done.moves)}")
    return done


def _world(scene: Fixable) -> World:
    meshes = scene.meshes
    return world_of(scene.report, meshes, scene.program)
