"""Lines of the room cell."""

from __future__ import annotations

from tools.picture.survey import Opening, RoomSurvey
from tools.scene.model import OpeningSpec, PartitionSpec, RoomSpec, Spec


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
                height=partition.height,
            )
        )
    specs += [_opening(opening) for opening in room.openings]
    return "".join(spec.source() + "\n" for spec in specs)


def _opening(opening: Opening) -> OpeningSpec:
    return OpeningSpec(
        kind=opening.kind,
        id=opening.id,
        wall=opening.wall,
        at=round(opening.start + opening.width / 2, 3),
        size=(round(opening.width, 3), round(opening.height, 3)),
        sill=round(opening.sill, 3) if opening.kind == "window" else None,
    )
