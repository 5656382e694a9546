"""Putting right what stands in something else: the smallest moves that end contacts and gaps to walls."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

import numpy as np
from pydantic import BaseModel

from tools.checks.bodies import Array, Body, bodies, height
from tools.checks.contact import Memo, Pair, check_contacts
from tools.checks.finding import LEAST
from tools.checks.fix_promises import Promises
from tools.checks.fix_rows import Row, smallest
from tools.checks.room import check_room
from tools.checks.support import check_support
from tools.critique import Finding
from tools.measured import PartMesh, SceneReport
from tools.program.edit import Edit, move_object
from tools.program.program import Program
from tools.program.walls import Plan
from tools.remedy import Move

ROUNDS = 16
"""How often contacts are looked for again after moving."""
FIXED = ("contact", "outside")
"""Findings that sideways moves put right."""
_STOREYS = 4
"""How often things that rose are looked at again."""
_SHORT = 0.004
"""Metres by which a row must fall short to be given up."""
_OUTSIDE = 5.0
"""How much worse it is to leave the room than to stand in something."""


class Fixed(BaseModel):
    """What a fix does.

    Attributes:
        moves: by object, world metres; what stands on an object goes along.
        why: by object, in words.
        left: what it could not put right.
    """

    moves: list[Move] = []
    why: dict[str, str] = {}
    left: list[Finding] = []

    def lines(self) -> list[str]:
        """One line a move, for people."""
        return [f"{m.id} by {_words(m.by)}: {self.why.get(m.id, '')}".rstrip(": ") for m in self.moves]

    def apply(self, text: str) -> str:
        """The program with the moves made."""
        for move in self.moves:
            x, y, _ = move.by
            text = move_object(text, move.id, by=(x, y) if x or y else None, z=move.z)
        return text


class Fixable(Protocol):
    """What of a scene a fix needs (`tools.scene.scene.Scene`)."""

    @property
    def report(self) -> SceneReport:
        """What Blender measured."""

    @property
    def meshes(self) -> Mapping[str, Sequence[PartMesh]]:
        """Its meshes."""

    @property
    def program(self) -> Program:
        """Its program."""

    def apply(self, edit: Edit, why: str) -> SceneReport:
        """Change the program."""


def fix(scene: Fixable, keep: Collection[Pair] = ()) -> Fixed:
    """Put a scene right and say what was moved; the scene stays as it was when nothing has to move.

    Args:
        scene: is changed through its `apply`.
        keep: pairs of ids that may overlap because the picture shows it.
    """
    meshes = scene.meshes
    done = plan_moves(scene.program, bodies(scene.report, meshes), keep)
    if done.moves:
        scene.apply(done.apply, f"fix: moved {', '.join(m.id for m in done.moves)}")
    return done


def plan_moves(program: Program, solid: Mapping[str, Body], keep: Collection[Pair] = ()) -> Fixed:
    """The smallest moves that end contacts, bring everything into the room and close gaps to walls.

    Floor-standing things go sideways, and what they carry goes along; things on a wall stay on their wall;
    things on something stay on it. Which way a pair is parted, and which of the two gives way, follows
    from what is shortest in all: large things count more than small ones. Then what floats comes down,
    and what is sunk, or shares a surface with something flat, comes up.
    """
    plan, memo = Plan.of(program), Memo()

    def faults(now: Mapping[str, Body]) -> list[Finding]:
        found = check_contacts(program, now, keep, memo) + (check_room(plan, now) if plan else [])
        return [f for f in found if f.kind in FIXED and not _upright(f)]

    rows, moves = _sideways(Promises(program, plan, solid), faults, program, solid)
    why = _reasons(rows, moves)
    for _ in range(_STOREYS):  # a thing that rose may now be what another stands on, or in
        now = displaced(program, solid, moves)
        found = check_support(program, plan, now) + check_contacts(program, now, keep, memo)
        rises = {f.move.id: f.move.by[2] for f in found if f.move is not None and _upright(f)}
        for id, rise in rises.items():
            moves[id] = moves.get(id, np.zeros(3)) + np.array([0.0, 0.0, rise])
            why[id] = "to rest on what is below it"
        if not rises:
            break
    moves = {id: moves[id] for id in solid if id in moves and np.abs(moves[id]).max() >= LEAST}
    now = displaced(program, solid, moves)
    risen = {id: round(height(now, id), 4) for id, move in moves.items() if move[2]}
    made = [Move(id=id, by=_vector(move), z=risen.get(id)) for id, move in moves.items()]
    left = faults(now)
    return Fixed(moves=made, why={id: why.get(id, "") for id in moves}, left=left)


def displaced(program: Program, solid: Mapping[str, Body], moves: Mapping[str, Array]) -> dict[str, Body]:
    """The bodies after moves (3,) by id: everything goes along with what carries it."""
    made = {}
    for id, body in solid.items():
        steps = [moves[i] for i in (id, *program.ancestors(id)) if i in moves]
        step = np.sum(steps, axis=0) if steps else np.zeros(3)
        made[id] = body.moved(step) if step.any() else body
    return made


def _sideways(
    promises: Promises,
    faults: Callable[[Mapping[str, Body]], list[Finding]],
    program: Program,
    solid: Mapping[str, Body],
) -> tuple[list[Row], dict[str, Array]]:
    """Rows and the moves (3,) that keep them, found by looking again for faults after every solution."""
    rows = {row.what: row for row in promises.gaps()}
    best: tuple[float, dict[str, Array]] = (_badness(faults(solid)), {})
    for _ in range(ROUNDS):
        moves = _solve(rows, promises) if rows else {}
        now = displaced(program, solid, moves)
        found = faults(now)
        if _badness(found) <= best[0]:
            best = (_badness(found), moves)
        before = dict(rows)
        rows |= {row.what: row for row in promises.of(found, now, moves)}
        if rows == before:
            break
    return list(rows.values()), dict(best[1])


def _badness(found: Collection[Finding]) -> float:
    return sum(f.measure * (_OUTSIDE if f.kind == "outside" else 1.0) for f in found)


def _solve(rows: dict[tuple[str, ...], Row], promises: Promises) -> dict[str, Array]:
    """Smallest moves that keep the rows; those that cannot be kept are given up and taken out."""
    asked = [*rows.values(), *promises.borders(rows.values())]
    moves, short = smallest(asked, promises.weights)
    for row, missing in zip(asked, short, strict=True):
        if missing > _SHORT and row.what in rows:
            promises.give_up(rows.pop(row.what))
    return {id: np.array([*move, 0.0]) for id, move in moves.items()}


def _upright(finding: Finding) -> bool:
    """Whether going straight up or down puts it right."""
    return finding.move is not None and not (finding.move.by[0] or finding.move.by[1])


def _reasons(rows: Collection[Row], moves: Mapping[str, Array]) -> dict[str, str]:
    """Why each object moves: the promises about it."""
    why: dict[str, list[str]] = {}
    for row in rows:
        for id in (*row.ids, *row.against):
            if id in moves:
                others = (
                    " and ".join(w for w in row.what[1:3] if w != id) if row.what[0] == "apart from" else ""
                )
                why.setdefault(id, []).append(f"{row.what[0]} {others}".strip())
    return {id: ", ".join(dict.fromkeys(reasons)) for id, reasons in why.items()}


def _vector(move: Array) -> tuple[float, float, float]:
    x, y, z = (round(float(v), 4) + 0.0 for v in move)
    return x, y, z


def _words(by: tuple[float, float, float]) -> str:
    names = [f"{v * 100:+.1f} cm {axis}" for v, axis in zip(by, "xyz", strict=True) if abs(v) >= 0.0005]
    return ", ".join(names)
