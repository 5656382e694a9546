"""Lines of the room cell."""

from __future__ import annotations

import re
import unicodedata

from tools.program.model import FloorAreaSpec, OpeningSpec, PartitionSpec, RoomSpec, Spec
from tools.survey import Opening, RoomSurvey


def room_source(room: RoomSurvey) -> str:
    """The room cell: floor, partitions, the floors of single rooms under their names, openings."""
    specs: list[Spec] = [
        RoomSpec(
            floor=[(round(x, 3), round(y, 3)) for x, y in room.floor],
            height=round(room.height, 3),
            wall=round(room.thickness, 3),
        )
    ]
    for partition in room.partitions:
        (x0, y0), (x1, y1) = partition.start, partition.end
        specs.append(
            PartitionSpec(
                id=partition.id,
                start=(round(x0, 3), round(y0, 3)),
                end=(round(x1, 3), round(y1, 3)),
                thickness=round(partition.thickness, 3),
                height=_partition_height(partition.height, room.height),
            )
        )
    specs += _areas(room)
    specs += [_opening(opening, room.height) for opening in room.openings]
    return "".join(spec.source() + "\n" for spec in specs)


def _areas(room: RoomSurvey) -> list[FloorAreaSpec]:
    """The floor of each room of several, under its name."""
    if len(room.spaces) < 2:
        return []
    taken = {"room", *(p.id for p in room.partitions), *(o.id for o in room.openings)}
    found = []
    for number, space in enumerate(room.spaces, start=1):
        stem = name = _id_of(space.name) or f"room_{number}"
        count = 1
        while name in taken:
            count += 1
            name = f"{stem}_{count}"
        taken.add(name)
        found.append(FloorAreaSpec(id=name, outline=[(round(x, 3), round(y, 3)) for x, y in space.floor]))
    return found


def _id_of(name: str) -> str:
    """A room's name as an id: "Living room" is living_room; "" where nothing of it can be one."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_0123456789")[:40]


def _partition_height(height: float | None, ceiling: float) -> float | None:
    """A partition's own height; None, the room's, when it reaches the ceiling or is read as higher."""
    return round(height, 3) if height is not None and height < ceiling - 0.01 else None


def _opening(opening: Opening, ceiling: float) -> OpeningSpec:
    return OpeningSpec(
        kind=opening.kind,
        id=opening.id,
        wall=opening.wall,
        at=round(opening.start + opening.width / 2, 3),
        size=(round(opening.width, 3), round(min(opening.height, ceiling - opening.sill - 0.02), 3)),
        sill=round(opening.sill, 3) if opening.kind == "window" else None,
        swing=opening.swing if opening.kind == "door" else None,
        options={"angle": opening.angle} if opening.kind == "door" and opening.angle else {},
    )
