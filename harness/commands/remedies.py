"""Remedies as command lines."""

import shlex

from harness.invoked import command
from tools.checks.finding import LEAST
from tools.remedy import Attach, Dress, Move, Remedy, Rename, Resize


def edit_line(remedy: Remedy, run: str) -> str:
    """The `room edit` line that makes it; MATERIAL and FILE are for the person to fill in."""
    return f"{command()} edit {shlex.quote(run)} {_verb(remedy)}"


def _verb(remedy: Remedy) -> str:
    if isinstance(remedy, Move):
        return _move(remedy)
    if isinstance(remedy, Attach):
        return f"attach {remedy.id} --on {remedy.on}"
    if isinstance(remedy, Resize):
        return "scale {} --size {:.3f} {:.3f} {:.3f}".format(remedy.id, *remedy.size)
    if isinstance(remedy, Dress):
        return f"wear {remedy.id} MATERIAL"
    if isinstance(remedy, Rename):
        return f"rename {remedy.id} {remedy.to}"
    return f"geometry {remedy.id} FILE"


def _move(move: Move) -> str:
    x, y, z = (round(v, 3) + 0.0 for v in move.by)
    words = f"move {move.id}"
    if abs(x) >= LEAST or abs(y) >= LEAST:
        words += f" --by {x:.3f} {y:.3f}"
    if move.z is not None:
        return f"{words} --z {move.z:.3f}"
    return words + (f" --dz {z:.3f}" if abs(z) >= LEAST else "")
