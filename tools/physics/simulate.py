"""The room in MuJoCo: let go of, and its doors opened. Needs the optional group `physics`."""

from __future__ import annotations

import importlib.util
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tools.errors import InputError
from tools.physics.mjcf import STEP, mjcf
from tools.physics.model import Array, World

SECONDS = 5.0
"""How long a room is watched after it was let go of."""
PROBES = 16
"""Places between its limits where a joint is looked at."""
HIT = 0.002
"""Metres that what moves may be in its own body, or deeper than it was built: meshes touch."""


def engine() -> Any:
    """MuJoCo.

    Raises:
        InputError: it is not installed; says how to.
    """
    if importlib.util.find_spec("mujoco") is None:
        raise InputError("the package `mujoco` is not installed: python3 harness/start.py add physics")
    import mujoco

    return mujoco


@dataclass(frozen=True)
class Rest:
    """Where one free thing came to rest.

    Attributes:
        shift: (3,) metres from where it stood.
        tilt: degrees that its upright is off.
        turn: (3, 3) its rotation from how it stood.
        speed: metres a second at the end.
    """

    shift: Array
    tilt: float
    turn: Array
    speed: float

    @property
    def moved(self) -> float:
        """Metres."""
        return float(np.linalg.norm(self.shift))


@dataclass(frozen=True)
class Settled:
    """What letting go of a room showed.

    Attributes:
        rests: by id of every free thing.
        seconds: simulated.
        steps_per_second: steps for a second of one processor.
        warnings: what MuJoCo had to say, one line each.
    """

    rests: Mapping[str, Rest]
    seconds: float
    steps_per_second: float
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Opened:
    """How far one joint goes.

    Attributes:
        name: "id.joint".
        object: id of its thing.
        limit: its upper or lower limit, whichever is further, radians or metres.
        hit: metres it is in its own body on the way, over what it was to begin with.
    """

    name: str
    object: str
    limit: float
    hit: float

    @property
    def ok(self) -> bool:
        """Whether it opens all the way."""
        return self.hit <= HIT


class Simulation:
    """One room, loaded.

    Attributes:
        world: the room.
        model: MuJoCo's.
        data: its state.
        warnings: what was said while it was loaded.
    """

    def __init__(self, world: World) -> None:
        """Load a room.

        Raises:
            InputError: MuJoCo is not installed, or refuses the room.
        """
        self.mujoco = engine()
        self.world = world
        said: list[str] = []
        self.mujoco.set_mju_user_warning(lambda text: said.append(_line(text)))
        try:
            self.model: Any = self.mujoco.MjModel.from_xml_string(mjcf(world).xml)
        except ValueError as error:
            raise InputError(f"MuJoCo refuses the room: {_line(error)}") from error
        finally:
            self.mujoco.set_mju_user_warning(None)
        self.warnings = tuple(said)
        self.data: Any = self.mujoco.MjData(self.model)

    def settle(self, seconds: float = SECONDS) -> Settled:
        """Let go of everything and wait."""
        self.mujoco.mj_resetData(self.model, self.data)
        self.mujoco.mj_forward(self.model, self.data)
        ids = [mover.id for mover in self.world.free]
        before = {id: self._pose(id) for id in ids}
        steps = max(1, round(seconds / STEP))
        began = time.process_time()
        self.mujoco.mj_step(self.model, self.data, steps)
        took = max(time.process_time() - began, 1e-9)
        rests = {id: self._rest(id, *before[id]) for id in ids}
        names = self.mujoco.mjtWarning
        said = [
            f"{names(k).name.removeprefix('mjWARN_').lower()}: {int(count)} times"
            for k, count in enumerate(self.data.warning.number)
            if count
        ]
        return Settled(rests, seconds, steps / took, (*self.warnings, *said))

    def open_all(self) -> list[Opened]:
        """Take every joint to its limits, all else as it stands, and see what it runs into of its own."""
        found = []
        for mover in self.world.movers:
            for link in mover.links:
                if link.joint is None:
                    continue
                low, high = link.joint.limits
                own = [mover.id]
                start = self._deepest(link.name, own, 0.0)
                worst = max(
                    self._deepest(link.name, own, float(value)) for value in np.linspace(low, high, PROBES)
                )
                found.append(
                    Opened(link.name, mover.id, high if high >= -low else low, max(0.0, worst - start))
                )
        return found

    def _pose(self, id: str) -> tuple[Array, Array]:
        body = self.data.body(id)
        return np.array(body.xpos), np.array(body.xmat).reshape(3, 3)

    def _rest(self, id: str, place: Array, turn: Array) -> Rest:
        now, turned = self._pose(id)
        by = turned @ turn.T
        tilt = math.degrees(math.acos(min(1.0, max(-1.0, float(by[2, 2])))))
        speed = float(np.linalg.norm(self.data.body(id).cvel[3:]))
        return Rest(now - place, tilt, by, speed)

    def _deepest(self, link: str, others: list[str], value: float) -> float:
        """Metres that a link is in other bodies with its joint at a value."""
        self.mujoco.mj_resetData(self.model, self.data)
        self.data.joint(link).qpos = value
        self.mujoco.mj_kinematics(self.model, self.data)
        own = self._geoms(link)
        against = [geom for other in others for geom in self._geoms(other)]
        line = np.zeros(6)
        deepest = 0.0
        for one in own:
            for other in against:
                apart = self.mujoco.mj_geomDistance(self.model, self.data, one, other, 0.0, line)
                deepest = max(deepest, -apart)
        return deepest

    def _geoms(self, name: str) -> range:
        body = self.model.body(name)
        first = int(body.geomadr[0])
        return range(first, first + int(body.geomnum[0])) if first >= 0 else range(0)


def _line(text: object) -> str:
    return " ".join(str(text).split())[:300]
