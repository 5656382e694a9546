"""What a check found: which objects, how much, where, and the edit that would put it right."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from tools.geometry import Vec3

Kind = Literal[
    "contact",
    "sunk",
    "outside",
    "floating",
    "unsupported",
    "disconnected",
    "misfit",
    "broken mesh",
    "inverted",
    "no material",
    "name",
    "door blocked",
    "window blocked",
]
Unit = Literal["m", "ratio", "parts", "faces", "share"]


class Move(BaseModel):
    """A suggested move of one object in world metres.

    Attributes:
        id: which object.
        by: world x, y, z to go.
        z: where that brings its underside, as its line writes it; None where it does not go up or down.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    by: Vec3
    z: float | None = None

    def command(self) -> str:
        """The command line that makes it; RUN stands for the run folder."""
        x, y, z = (round(v, 3) + 0.0 for v in self.by)
        words = f"room edit RUN move {self.id}"
        if abs(x) >= 0.0005 or abs(y) >= 0.0005:
            words += f" --by {x:.3f} {y:.3f}"
        if self.z is not None:
            return f"{words} --z {self.z:.3f}"
        return words + (f" --dz {z:.3f}" if abs(z) >= 0.0005 else "")


class Finding(BaseModel):
    """One thing that is wrong with a scene.

    Attributes:
        kind: what sort of fault.
        objects: ids, the one to be changed first.
        measure: how much: depth, gap, ratio, count; see `unit`.
        unit: of `measure`.
        at: world metres, where to look.
        message: one line for a person or a model.
        suggestion: an edit as a command; "" when there is no simple one.
        move: the same as values, when the suggestion is a move.
    """

    model_config = ConfigDict(frozen=True)

    kind: Kind
    objects: tuple[str, ...]
    measure: float
    unit: Unit
    at: Vec3
    message: str
    suggestion: str = ""
    move: Move | None = None


def moving(
    kind: Kind, objects: tuple[str, ...], measure: float, at: Vec3, message: str, by: Vec3 | None
) -> Finding:
    """A finding measured in metres whose remedy is to move its first object `by` world metres."""
    move = Move(id=objects[0], by=by) if by is not None and max(map(abs, by)) >= 0.0005 else None
    return Finding(
        kind=kind,
        objects=objects,
        measure=round(measure, 4),
        unit="m",
        at=at,
        message=message,
        suggestion=move.command() if move else "",
        move=move,
    )
