"""What a child says at its end, taken for hostile: bounded, of known shape, every number finite.

The pipe it comes through was open to the program. Whatever is wrong becomes one line; nothing else gets in.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tools.blender.jail import Layer
from tools.errors import ProgramError
from tools.measured import SceneReport
from tools.names import printable

NODES = 2_000_000
"""Values in one reply: 20 times what a scene of 3000 objects with 5 parts each needs."""
DEPTH = 12
TEXT = 4000
"""Characters of one text, other than a note."""
NOTES = 1000
NAME = 200
"""Characters of an id, a category, a name."""
LINES, LINE = 100, 300
"""Lines a program may say of itself in its report, and characters of one; what is more is left out."""
LAYERS = ("limits", "landlock", "capabilities", "seccomp")


class NonsenseError(ValueError):
    """A reply that no child of ours writes."""


class Fault(BaseModel):
    """An error that a child reports: its type, its words, the program's lines (number, function, column)."""

    model_config = ConfigDict(strict=True)

    type: str = ""
    message: str = ""
    lines: list[tuple[int, str] | tuple[int, str, int | None]] = Field(default=[], max_length=200)


@dataclass(frozen=True)
class Answer:
    """A scene that was measured, and what the kit had to say."""

    report: SceneReport
    notes: list[str]


def read(reply: bytes, triangles: int) -> Answer | Fault | None:
    """The child's last words; None when it said nothing whole.

    Args:
        reply: what came through the pipe.
        triangles: as many as a scene may have.

    Raises:
        ProgramError: the measurements make no sense, or the scene is too large.
    """
    try:
        said = _load(reply)
        if "error" in said:
            return Fault.model_validate_json(json.dumps(said["error"]))
    except (ValueError, RecursionError):
        return None
    if "report" not in said:
        return None
    try:
        notes = _texts(said)
        lines = _texts(said["report"]) if isinstance(said["report"], dict) else []
        _finite(said["report"])
        report = SceneReport.model_validate(said["report"])
        report.notes = [_shown(line)[:LINE] for line in lines[:LINES]]
        _check(report)
    except (ValueError, RecursionError) as error:
        raise ProgramError(f"the scene's measurements make no sense: {_one_line(error)}") from None
    if report.triangles > triangles:
        raise ProgramError(
            f"the scene has {report.triangles:,} triangles, more than the {triangles:,} that are measured "
            "and checked in reasonable time; use fewer segments, or fewer and simpler copies"
        )
    return Answer(report, [printable(note[:TEXT]) for note in notes[:NOTES]])


def layers(found: Any) -> list[Layer]:
    """The jail's layers as a child found them before the program ran; [] when it did not get that far."""
    if not isinstance(found, list):
        return []
    known = [item for item in found if isinstance(item, dict) and item.get("name") in LAYERS]
    return [
        Layer(str(item["name"]), item.get("active") is True, printable(str(item.get("detail", "")))[:300])
        for item in known
    ]


def _load(reply: bytes) -> dict[str, Any]:
    """JSON that is small enough to hold as objects; a dict."""
    if sum(reply.count(mark) for mark in (b",", b"[", b"{")) > NODES:
        raise NonsenseError("too many values")
    said = json.loads(reply.decode("utf-8"), parse_constant=float)
    if not isinstance(said, dict):
        raise NonsenseError("no object")
    return said


def _texts(said: dict[str, Any]) -> list[str]:
    """Its notes, taken out of it: a program's own words, which may be long."""
    notes = said.pop("notes", [])
    if not isinstance(notes, list) or not all(isinstance(note, str) for note in notes):
        raise NonsenseError("its notes are no list of texts")
    return notes


def _shown(text: str) -> str:
    """A text as one line that hides nothing."""
    return "".join(c if c.isprintable() else " " for c in printable(text[:TEXT]))


def _finite(report: Any) -> None:
    """Refuse numbers that are none, texts that hide or steer, absurd sizes; says where the first is."""
    for where, value in _values("", report, 0):
        if isinstance(value, float) and not math.isfinite(value):
            raise NonsenseError(f"{where} is no finite number; look for a division by nothing or a NaN")
        if isinstance(value, int) and abs(value) > 1 << 53:
            raise NonsenseError(f"{where} is an absurd number")
        if isinstance(value, str):
            if len(value) > NAME:
                raise NonsenseError(f"{where} has {len(value):,} characters, more than {NAME}")
            if not value.isprintable() or printable(value) != value:
                raise NonsenseError(
                    f"{where} holds characters that cannot be shown: {printable(value)[:40]!r}"
                )


def _values(where: str, value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """Every plain value with its place, dictionary keys as values, too."""
    if depth > DEPTH:
        raise NonsenseError(f"{where[:80]} is too deep")
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"a name in {where or 'the report'}", key
            yield from _values(f"{where}.{key[:40]}".lstrip("."), inner, depth + 1)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _values(f"{where}[{number}]", inner, depth + 1)
    else:
        yield where, value


def _check(report: SceneReport) -> None:
    """What no single value shows."""
    for kind, names in (
        ("objects", [o.id for o in report.objects]),
        ("views", [v.name for v in report.views]),
    ):
        twice = [name for name, count in Counter(names).items() if count > 1]
        if twice:
            raise NonsenseError(f"two {kind} are called {twice[0]!r}")
    for view in report.views:
        if min(view.resolution) < 1:
            raise NonsenseError(f"the view {view.name!r} has no pixels")


def _one_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(str(step) for step in first['loc'])}: {first['msg']}"[:300]
    if isinstance(error, RecursionError):
        return "they are nested without end"
    return printable(" ".join(str(error).split()))[:300]
