"""What a room of a kind is not one without: a bedroom has a bed, a dining room a table and seats."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from tools import vocabulary
from tools.brief.brief import Brief, RoomType

ROOM_NAMES: dict[RoomType, str] = {
    "living": "living room", "dining": "dining room", "bath": "bathroom", "nursery": "nursery",
}  # fmt: skip
"""What rooms are called whose type is not their name."""


class Need(NamedTuple):
    """One thing that a room of a kind needs.

    Attributes:
        what: in words.
        any_of: categories of which any will do, the most usual first.
    """

    what: str
    any_of: tuple[str, ...]


BEDS = ("bed", "bunk bed", "day bed", "mattress", "hospital bed")
TABLES = ("dining table", "round table", "conference table", "desk", "school desk", "kitchen island")
SEATS = ("dining chair", "office chair", "folding chair", "stool", "bar stool", "bench", "booth seat")
SOFAS = ("sofa", "armchair", "sectional sofa", "chaise longue", "day bed", "rocking chair", "bench", "pouf")
NEEDS: dict[RoomType, tuple[Need, ...]] = {
    "bedroom": (Need("bed", BEDS),),
    "living": (Need("seat to rest on", SOFAS),),
    "dining": (Need("table to eat at", TABLES), Need("chair to sit on", SEATS)),
    "kitchen": (
        Need("worktop", ("kitchen counter", "kitchen island")),
        Need("sink", ("kitchen sink", "sink")),
        Need("stove", ("stove", "cooktop")),
    ),
    "office": (Need("desk", ("desk", "conference table", "reception desk", "dining table", "round table")),),
    "lab": (Need("bench to work at", ("workbench", "desk", "exam table", "conference table")),),
    "shop": (
        Need("shelf or table for goods", ("shop display", "display case", "bookshelf", "wall shelf",
             "clothes rack", "dining table", "reception desk", "cabinet")),
    ),
    "classroom": (Need("desk", ("school desk", *TABLES)), Need("chair to sit on", SEATS)),
    "bath": (
        Need("basin", ("bathroom vanity", "sink")),
        Need("toilet, bath or shower", ("toilet", "shower", "bathtub", "bidet")),
    ),
    "nursery": (Need("bed for a child", ("crib", *BEDS)),),
}  # fmt: skip
"""By type of room. Any one of a need's categories meets it."""


def name_of(type: RoomType) -> str:
    """What people call a room of a type."""
    return ROOM_NAMES.get(type, type)


@cache
def type_named(name: str) -> RoomType | None:
    """The type of a room that is called so; None for other names."""
    return next((type for type in NEEDS if name_of(type) == name), None)


def lacking(type: RoomType, there: Collection[str], brief: Brief) -> list[Need]:
    """What a room of a type still needs, besides what the words did not want.

    Args:
        type: of the room.
        there: categories of what stands and hangs in it.
        brief: what was asked for: of a room that is to hold nothing but what is named nothing is lacking,
            and "no bed" means that there need not be one.
    """
    if brief.bare:
        return []
    have = {vocabulary.canonical(c) or c for c in there}
    barred = {vocabulary.canonical(c) or c for c in brief.without}
    return [n for n in NEEDS[type] if not have & set(n.any_of) and n.any_of[0] not in barred]
