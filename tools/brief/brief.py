"""A brief: what a room is to be, every wish with its number, looks and relations."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from tools import vocabulary

RoomType = Literal[
    "bedroom", "living", "dining", "kitchen", "office", "lab", "shop", "classroom", "bath", "nursery"
]
Shape = Literal["rect", "L", "T", "U", "free"]
Style = Literal["modern", "classic", "rustic", "industrial", "minimal"]
Size = Literal["small", "large"]
Density = Literal["sparse", "usual", "lived-in"]
RelationKind = Literal[
    "against", "facing", "left of", "right of", "in front of", "behind", "beside", "both sides", "at", "near",
    "far", "on", "under", "above", "around", "between", "opposite", "corner", "middle",
]  # fmt: skip
Surface = Literal["floor", "wall", "ceiling"]

ROOM_TYPES: tuple[RoomType, ...] = get_args(RoomType)
STYLES: tuple[Style, ...] = get_args(Style)
WALLS = frozenset({"left wall", "right wall", "back wall", "front wall", "long wall", "short wall", "wall"})
"""Walls as seen from above, the back one at the upper edge."""
FIXED = WALLS | {"window", "door", "room"}
"""What a relation can have for its object besides a wanted thing."""
MOST = 60
"""Things of one kind that are listened to."""
ROOM_SHORTEST, ROOM_LONGEST, ROOM_LARGEST = 1.2, 30.0, 900.0
"""Metres of a room's sides and square metres of all rooms: a closet, a hall. Beyond that no plan is made."""


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    said: str = ""
    """The words it was taken from."""


class Look(_Said):
    """What a thing or a surface is to look like."""

    colour: str = ""
    """"#rrggbb"; "" where nothing was said."""
    material: str = ""
    """A kind of material of the kit."""


class Wanted(Look):
    """Things of one kind that have to be there.

    Attributes:
        key: what relations call it.
        count: how many.
        exact: a number was said: no more of the kind are put in.
        size: width, depth and height in metres, each None where nothing was said.
        scale: by what its usual width, depth and height are multiplied.
        words: of its looks, as the kit's parameters have them.
        accepts: further categories that meet the wish; "a chair" may be an office chair.
        room: number of the room it stands in.
    """

    key: str
    category: str
    count: int = Field(1, ge=1, le=MOST)
    exact: bool = True
    size: tuple[float | None, float | None, float | None] = (None, None, None)
    scale: tuple[float, float, float] = (1.0, 1.0, 1.0)
    words: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ()
    room: int = 0

    def meets(self, category: str) -> bool:
        """Whether a thing of that category is one of those wanted."""
        own = vocabulary.canonical(category)
        return own is not None and (own in self.accepts or own == vocabulary.canonical(self.category))


class Relation(_Said):
    """How one wanted thing is to stand to another, or to the room.

    Attributes:
        subject: key of a wanted thing.
        kind: how it stands.
        object: key of another, or one of `FIXED`.
        other: the second thing of "between".
    """

    subject: str
    kind: RelationKind
    object: str
    other: str | None = None


class RoomWish(_Said):
    """One room: its type and how large it is to be.

    Attributes:
        also: what else the same space is: the kitchen of an open kitchen-living room.
        extent: metres along x and y.
        area: square metres.
    """

    type: RoomType | None = None
    also: RoomType | None = None
    size: Size | None = None
    extent: tuple[float, float] | None = None
    area: float | None = None


class Taken(_Said):
    """What a phrase was taken for, in words."""

    for_: str


class Brief(BaseModel):
    """Everything that was wished for; None leaves the choice to the planner."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rooms: tuple[RoomWish, ...] = ()
    area: float | None = None
    """Of all rooms together, square metres; None where nothing was said of the whole."""
    shape: Shape | None = None
    style: Style | None = None
    height: float | None = None
    """Of the walls, metres."""
    density: Density | None = None
    bare: bool = False
    """Nothing but what is named."""
    things: tuple[Wanted, ...] = ()
    relations: tuple[Relation, ...] = ()
    without: tuple[str, ...] = ()
    """Categories there must not be."""
    windows: int | None = None
    doors: int | None = None
    surfaces: dict[Surface, Look] = Field(default_factory=dict)
    taken: tuple[Taken, ...] = ()
    unknown: tuple[str, ...] = ()
    """Words that were not understood."""

    @property
    def type(self) -> RoomType | None:
        """Of the first room."""
        return self.rooms[0].type if self.rooms else None

    @property
    def size(self) -> Size | None:
        """Of the first room."""
        return self.rooms[0].size if self.rooms else None

    @property
    def says_nothing(self) -> bool:
        """Whether nothing of it tells what room it is to be."""
        first = self.rooms[0] if self.rooms else RoomWish()
        told = first.type or first.size or first.extent or first.area
        return not (told or self.things or self.bare or self.shape or self.style or self.without)

    @property
    def impossible(self) -> str:
        """The measure that no room has, in words; "" where all can be."""
        for x, y in (room.extent for room in self.rooms if room.extent):
            if min(x, y) < ROOM_SHORTEST or max(x, y) > ROOM_LONGEST:
                return f"{x:g} x {y:g} m is no room: its sides may be {ROOM_SHORTEST:g} to {ROOM_LONGEST:g} m"
        areas = [a for a in (self.area, *(room.area for room in self.rooms)) if a is not None]
        if max(areas, default=0.0) > ROOM_LARGEST:
            return f"{max(areas):g} m2 are too many: rooms have {ROOM_LARGEST:g} m2 at most"
        return ""

    def wanted(self, key: str) -> Wanted | None:
        """The wish of that key."""
        return next((t for t in self.things if t.key == key), None)
