"""A program as it was read: the declared things, who stands on whom, and where each line is."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from functools import cached_property

from tools.errors import ProgramError
from tools.program.cells import Cell
from tools.program.model import (
    CameraSpec,
    ExposureSpec,
    FloorAreaSpec,
    LightSpec,
    MaterialSpec,
    OpeningSpec,
    PartitionSpec,
    Placement,
    RoomSpec,
    Spec,
    ViewSpec,
    Wear,
)


@dataclass(frozen=True)
class Program:
    """The declarative cells of one program, read without running it.

    Attributes:
        text: the whole program.
        cells: its cells, in order.
        specs: every declared line, in the program's order.
        geometry: id of each object that is built by code -> name of the cell that does.
        lines: (word, key) of a declared line -> (cell name, 1-based line in it).
    """

    text: str
    cells: tuple[Cell, ...]
    specs: tuple[Spec, ...]
    geometry: dict[str, str] = field(default_factory=dict)
    lines: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)

    @property
    def room(self) -> RoomSpec | None:
        """The shell; None before it is declared."""
        return next((s for s in self.specs if isinstance(s, RoomSpec)), None)

    @property
    def partitions(self) -> list[PartitionSpec]:
        """Walls inside the room."""
        return [s for s in self.specs if isinstance(s, PartitionSpec)]

    @property
    def areas(self) -> list[FloorAreaSpec]:
        """Parts of the floor with an id: the rooms of a flat."""
        return [s for s in self.specs if isinstance(s, FloorAreaSpec)]

    @property
    def openings(self) -> list[OpeningSpec]:
        """Doors, windows and plain openings."""
        return [s for s in self.specs if isinstance(s, OpeningSpec)]

    @property
    def placements(self) -> list[Placement]:
        """Every object, parents before their children."""
        return list(self._placed.values())

    @cached_property
    def _placed(self) -> dict[str, Placement]:
        """By id: checks ask for them for every pair of things."""
        return {s.id: s for s in self.specs if isinstance(s, Placement)}

    @property
    def materials(self) -> list[MaterialSpec]:
        """The palette."""
        return [s for s in self.specs if isinstance(s, MaterialSpec)]

    @property
    def wears(self) -> list[Wear]:
        """Who wears what."""
        return [s for s in self.specs if isinstance(s, Wear)]

    @property
    def lights(self) -> list[LightSpec]:
        """Sun, sky and lamps."""
        return [s for s in self.specs if isinstance(s, LightSpec)]

    @property
    def exposure(self) -> ExposureSpec | None:
        """The exposure line, if any."""
        return next((s for s in self.specs if isinstance(s, ExposureSpec)), None)

    @property
    def cameras(self) -> list[CameraSpec]:
        """Cameras given by position and rotation."""
        return [s for s in self.specs if isinstance(s, CameraSpec)]

    @property
    def views(self) -> list[ViewSpec]:
        """Views given by where they look."""
        return [s for s in self.specs if isinstance(s, ViewSpec)]

    @property
    def ids(self) -> list[str]:
        """Ids of the placed objects."""
        return [p.id for p in self.placements]

    def has(self, id: str) -> bool:
        """Whether an object of that id is placed."""
        return id in self._placed

    def placement(self, id: str) -> Placement:
        """The object's line.

        Raises:
            ProgramError: no object of that id is placed.
        """
        found = self._placed.get(id)
        if found is not None:
            return found
        close = difflib.get_close_matches(id, self.ids, n=3, cutoff=0.5)
        hint = (
            f"did you mean {' or '.join(close)}?" if close else f"placed are {', '.join(self.ids) or 'none'}"
        )
        raise ProgramError(f"no object {id!r} is placed; {hint}", cell="layout")

    def children(self, id: str) -> list[str]:
        """Ids of the objects standing directly on this one."""
        return [p.id for p in self.placements if p.on == id]

    def descendants(self, id: str) -> list[str]:
        """Ids of everything it carries, however deep, parents first."""
        found: list[str] = []
        for placement in self.placements:  # a parent is always placed above its children
            if placement.on == id or placement.on in found:
                found.append(placement.id)
        return found

    def ancestors(self, id: str) -> list[str]:
        """Ids of what carries it, nearest first."""
        above: list[str] = []
        on = self.placement(id).on
        while on is not None:
            above.append(on)
            on = self.placement(on).on
        return above

    def root(self, id: str) -> str:
        """Id of the object at the bottom of what carries it; itself when nothing does."""
        return [id, *self.ancestors(id)][-1]
