"""What is different from what a page knows: only that is sent."""

from __future__ import annotations

from harness.studio.messages import RoomChange, RoomState, SceneChange
from harness.studio.state import look_row, thing_row
from tools.shown import Shown

OWN = frozenset({"kind", "serial", "text", "objects"})
"""Fields of a room's state that `RoomChange` says in its own way."""


def change_of(before: RoomState, now: RoomState) -> RoomChange:
    """From one state of a room to the next."""
    known = {row.id: row for row in before.objects}
    order = [row.id for row in now.objects]
    rest = [n for n in RoomState.model_fields if n not in OWN and getattr(before, n) != getattr(now, n)]
    return RoomChange(
        serial=now.serial,
        base=before.serial,
        text=splice(before.text, now.text),
        objects=[row for row in now.objects if known.get(row.id) != row],
        order=None if order == list(known) else order,
        rest=now.model_dump(include=set(rest)),
    )


def splice(before: str, now: str) -> tuple[int, int, list[str]] | None:
    """The lines that differ: the first of them, how many go, what comes there; None when none does."""
    if before == now:
        return None
    old, new = before.split("\n"), now.split("\n")
    shorter = min(len(old), len(new))
    first = next((k for k in range(shorter) if old[k] != new[k]), shorter)
    left = shorter - first
    last = next((k for k in range(left) if old[-1 - k] != new[-1 - k]), left)
    return first, len(old) - first - last, new[first : len(new) - last]


def scene_change(before: Shown | None, now: Shown, version: int) -> SceneChange:
    """What to say of the geometry to who knows `before`; all of it to who knows nothing."""
    rows = {id: thing_row(thing) for id, thing in now.things.items()}
    old = {id: thing_row(thing) for id, thing in before.things.items()} if before else {}
    looks = {name: look_row(look) for name, look in now.materials.items()}
    known = {name: look_row(look) for name, look in before.materials.items()} if before else {}
    return SceneChange(
        version=version,
        whole=before is None,
        things={id: row for id, row in rows.items() if old.get(id) != row},
        removed=[id for id in old if id not in rows],
        looks={name: look for name, look in looks.items() if known.get(name) != look},
    )
