"""Earlier versions of a room, to look at."""

from __future__ import annotations

from collections import OrderedDict

from harness.room import Room
from harness.studio.messages import Placed
from harness.studio.state import placed_of
from tools.program.history import History
from tools.program.read import read
from tools.run_files import HISTORY
from tools.scene.building import Building
from tools.scene.scene import complete
from tools.shown import ShownThing

KEPT = 8
"""Versions whose geometry is held for the page to fetch."""


class Past:
    """Earlier versions of one room as a viewer draws them; used from one thread."""

    def __init__(self) -> None:
        self._seen: OrderedDict[int, tuple[Placed, dict[str, ShownThing]]] = OrderedDict()
        self._building: Building | None = None
        """Of two versions most is the same."""

    def at(self, room: Room, version: int) -> Placed:
        """The room as that version of its program has it.

        Raises:
            InputError: there is no such version.
            RoomError: it does not run any more.
        """
        if version not in self._seen:
            text = complete(History(room.folder / HISTORY).text(version))
            if self._building is None:
                self._building = Building(room.scene.worker, room.folder)
            self._building.worker = room.scene.worker  # another one, when the room was closed meanwhile
            built = self._building.build(read(text), shown=True)
            assert built.shown is not None
            placed = placed_of(built.program, built.report, built.shown, version)
            self._seen[version] = placed, {t.digest: t for t in built.shown.things.values()}
        self._seen.move_to_end(version)
        while len(self._seen) > KEPT:
            self._seen.popitem(last=False)
        return self._seen[version][0]

    def thing(self, digest: str) -> ShownThing | None:
        """Geometry that one of the versions shows."""
        return next((things[digest] for _, things in list(self._seen.values()) if digest in things), None)
