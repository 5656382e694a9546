"""Lines of the room cell."""

from __future__ import annotations

from tools.program.model import OpeningSpec, PartitionSpec, RoomSpec, Spec
from tools.survey import Opening, RoomSurvey


def room_source(room: RoomSurvey) -> str:
    """The room cell: floor, partitions, openings."""
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
    specs += [_opening(opening, room.height) for opening in room.openings]
    return "".join(spec.source() + "\n" for spec in specs)


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
