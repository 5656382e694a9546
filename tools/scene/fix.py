"""Putting right what stands in something else: the smallest moves that end contacts and gaps to walls."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import numpy as np
from pydantic import BaseModel

from tools.blender.jobs import PartMesh
from tools.scene.body import Array, Body, bodies
from tools.scene.check_contact import Memo, Pair, check_contacts
from tools.scene.check_room import check_room
from tools.scene.check_support import check_support
from tools.scene.edit import Edit, move_object
from tools.scene.finding import Finding, Move
from tools.scene.fix_promises import Promises
from tools.scene.fix_rows import Row, smallest
from tools.scene.program import Program
from tools.scene.report import SceneReport
from tools.scene.walls import Plan

ROUNDS = 16
"""How often contacts are looked for again after moving."""
FIXED = ("contact", "outside")
"""Findings that sideways moves put right."""
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
            x, y, z = move.by
            text = move_object(text, move.id, by=(x, y) if x or y else None, dz=z or None)
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
    from what is shortest in all: large things count more than small ones.
    """
    plan = Plan.of(program)
    promises = Promises(program, plan, solid)
    rows: dict[tuple[str, ...], Row] = {row.what: row for row in promises.gaps()}
    moves: dict[str, Array] = {}
    now = dict(solid)
    memo: Memo = {}
    faults: list[Finding] = []
    best: tuple[float, dict[str, Array]] = (np.inf, {})
    for _ in range(ROUNDS):
        moves = _solve(rows, promises) if rows else {}
        now = displaced(program, solid, moves)
        faults = [f for f in _faults(program, plan, now, keep, memo) if f.kind in FIXED and not _upright(f)]
        left = sum(f.measure * (_OUTSIDE if f.kind == "outside" else 1.0) for f in faults)
        best = min(best, (left, moves), key=lambda pair: pair[0])
        if not faults:
            break
        for row in promises.of(faults, now, moves):
            rows[row.what] = row
    _, moves = best
    now = displaced(program, solid, moves)
    rises = _rises(program, plan, now, keep, memo)
    why = _reasons(rows.values(), moves) | {id: "to rest on what is below it" for id in rises}
    ids = [id for id in solid if _far(moves.get(id)) or id in rises]
    made = [Move(id=id, by=_vector(moves.get(id), rises.get(id, 0.0))) for id in ids]
    left_over = [f for f in _faults(program, plan, now, keep, memo) if f.kind in FIXED and not _upright(f)]
    return Fixed(moves=made, why=why, left=left_over)


def displaced(program: Program, solid: Mapping[str, Body], moves: Mapping[str, Array]) -> dict[str, Body]:
    """The bodies after moving: everything goes along with what carries it."""
    made = {}
    for id, body in solid.items():
        steps = [moves[i] for i in (id, *program.ancestors(id)) if i in moves]
        x, y = np.sum(steps, axis=0) if steps else (0.0, 0.0)
        made[id] = body.moved(np.array([x, y, 0.0])) if x or y else body
    return made


def _solve(rows: dict[tuple[str, ...], Row], promises: Promises) -> dict[str, Array]:
    """Smallest moves that keep all rows; soft ones are given up one by one when they cannot all be kept."""
    while True:
        moves = smallest([*rows.values(), *promises.borders(rows.values())], promises.weights)
        if moves is not None:
            return moves
        given_up = next((w for w in reversed(rows) if rows[w].soft), None) or next(iter(reversed(rows)))
        promises.give_up(rows.pop(given_up))
        if not rows:
            return {}


def _faults(
    program: Program, plan: Plan | None, now: Mapping[str, Body], keep: Collection[Pair], memo: Memo
) -> list[Finding]:
    return check_contacts(program, now, keep, memo) + (check_room(plan, now) if plan else [])


def _rises(
    program: Program, plan: Plan | None, now: Mapping[str, Body], keep: Collection[Pair], memo: Memo
) -> dict[str, float]:
    """Metres up or down for what floats above, or is sunk into, what is below it."""
    found = [f for f in check_support(program, plan, now) if f.kind == "floating"]
    found += check_contacts(program, now, keep, memo)
    return {f.move.id: f.move.by[2] for f in found if f.move is not None and _upright(f)}


def _upright(finding: Finding) -> bool:
    """Whether going straight up or down puts it right."""
    return finding.move is not None and not (finding.move.by[0] or finding.move.by[1])


def _reasons(rows: Collection[Row], moves: Mapping[str, Array]) -> dict[str, str]:
    """Why each object moves: the promises about it."""
    why: dict[str, list[str]] = {}
    for row in rows:
        for id in (*row.ids, *row.against):
            if _far(moves.get(id)):
                others = (
                    " and ".join(w for w in row.what[1:3] if w != id) if row.what[0] == "apart from" else ""
                )
                why.setdefault(id, []).append(f"{row.what[0]} {others}".strip())
    return {id: ", ".join(dict.fromkeys(reasons)) for id, reasons in why.items()}


def _far(move: Array | None) -> bool:
    return move is not None and float(np.abs(move).max()) >= 0.0005


def _vector(move: Array | None, rise: float) -> tuple[float, float, float]:
    x, y = (0.0, 0.0) if move is None else (float(move[0]), float(move[1]))
    return round(x, 4), round(y, 4), round(rise, 4)


def _words(by: tuple[float, float, float]) -> str:
    names = [f"{v * 100:+.1f} cm {axis}" for v, axis in zip(by, "xyz", strict=True) if abs(v) >= 0.0005]
    return ", ".join(names)
