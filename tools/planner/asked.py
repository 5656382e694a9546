"""What a brief asks of a room as a whole: its rooms, its size, and how it is furnished."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tools import vocabulary
from tools.brief.brief import Brief, RoomType, RoomWish
from tools.brief.purpose import lacking
from tools.geometry import Vec2
from tools.planner import shapes
from tools.planner.bare_walls import dress_walls
from tools.planner.catalogue import ranges
from tools.planner.closing import draw_close
from tools.planner.design import Request
from tools.planner.filling import fill
from tools.planner.livable import AROUND
from tools.planner.rooms import RECIPES, common, kitchen
from tools.planner.settling import settle
from tools.planner.space import DoesNotFit, Space
from tools.planner.wanted import add_wanted, give_up, give_way
from tools.planner.wishes import Wishes

NARROW, ROOMY = 0.3, 0.55
"""Part of the usual range of areas that "small" and "large" leave, and where nothing was said."""
PATH = 0.3
"""Metres to each side of somebody walking: paths of 0.6 m."""
SHARE = 0.33
"""Part of a floor that what stands on it covers, at most, for there to be room to walk."""
OPEN_KITCHEN = (6.0, 10.0)
"""Square metres by which the least and the most of a room's usual areas grow with a kitchen in it."""
SEATING = 0.6
"""Metres that a table one sits around takes more in width and depth, for the chairs pulled back."""
SEATS_TOO = 6.0
"""Square metres that a living room needs besides: its sofa, screen and low table where none was named."""
AREAS = (3.0, 200.0)
"""Square metres that a room can have."""
ESSENTIAL: dict[RoomType, str] = {
    "bedroom": "bed", "living": "sofa", "dining": "dining table", "kitchen": "kitchen counter",
    "office": "desk", "lab": "workbench", "shop": "reception desk", "classroom": "school desk",
    "bath": "toilet", "nursery": "crib",
}  # fmt: skip
"""Without which a recipe cannot begin."""


KNOWN: dict[str, RoomType] = {
    "bedroom": "bedroom", "living room": "living", "lounge": "living", "dining room": "dining",
    "kitchen": "kitchen", "office": "office", "classroom": "classroom", "shop": "shop", "bathroom": "bath",
    "nursery": "nursery", "workshop": "lab", "lab": "lab",
}  # fmt: skip
"""Rooms of the vocabulary as types."""


def request_of(brief: Brief, seed: int) -> Request:
    """What the generator is asked for by a brief: a plain rectangle where no shape was told."""
    first = brief.rooms[0] if brief.rooms else RoomWish()
    type = first.type or type_of(brief)
    rooms = (first.model_copy(update={"type": type}), *brief.rooms[1:])
    return Request(
        seed=seed, type=type, shape=brief.shape or "rect", style=brief.style, rooms=len(rooms),
        density=brief.density or "usual", brief=brief.model_copy(update={"rooms": rooms}),
    )  # fmt: skip


def type_of(brief: Brief) -> RoomType:
    """The room that most of what is wanted is usual in, large things counting more; else a living room."""
    votes: dict[RoomType, float] = {}
    for wanted in brief.things:
        entry = vocabulary.entry(wanted.category)
        for name in entry.rooms[:1]:
            if name in KNOWN:
                weight = entry.size[0] * entry.size[1]
                votes[KNOWN[name]] = votes.get(KNOWN[name], 0.0) + weight
    return max(votes, key=lambda t: votes[t]) if votes else "living"


def rooms_of(brief: Brief, first: RoomType) -> list[RoomType]:
    """The type of every room; one that was not named is a living room, as the first."""
    named = [r.type or first for r in brief.rooms]
    return named or [first]


def extent_of(brief: Brief, types: list[RoomType]) -> Vec2 | None:
    """Metres along x and y, when they were given and there is one room."""
    return brief.rooms[0].extent if brief.rooms and len(types) == 1 else None


def areas_of(rng: Random, brief: Brief, types: list[RoomType]) -> list[float]:
    """Square metres of each room: as said, else as usual and at least as much as what is wanted needs.

    Of a flat whose size was said, rooms of which nothing was said share what the others leave.
    """
    wishes = brief.rooms or (RoomWish(),)
    own = [wishes[min(n, len(wishes) - 1)] for n in range(len(types))]
    areas = [_area(rng, brief, wish, t, n) for n, (wish, t) in enumerate(zip(own, types, strict=True))]
    if brief.area is None:
        return areas
    told = [w.area is not None or w.extent is not None for w in own]
    return _shared(brief.area, areas, told, types)


def _shared(
    whole: float, drawn: Sequence[float], told: Sequence[bool], types: Sequence[RoomType]
) -> list[float]:
    """Areas of rooms that are `whole` square metres together, or as near to it as rooms of their types are.

    Baths are small in any flat; what is left is shared by the others as it was drawn, none larger than such
    rooms are. What is left then makes every room a little larger.
    """
    areas = list(drawn)
    fixed = [own or type == "bath" for own, type in zip(told, types, strict=True)]
    for n, type in enumerate(types):
        if type == "bath" and not told[n]:
            areas[n] = min(BATH[1], max(BATH[0], BATH_SHARE * whole))
    open_ = [n for n, own in enumerate(fixed) if not own]
    left = whole - sum(a for a, own in zip(areas, fixed, strict=True) if own)
    for _ in open_:  # again for what a room that is large enough leaves to the others
        scale = max(left, AREAS[0]) / sum(areas[n] for n in open_) if open_ else 1.0
        full = [n for n in open_ if areas[n] * scale > ROOMIEST * shapes.AREAS[types[n]][1]]
        for n in full:
            areas[n] = ROOMIEST * shapes.AREAS[types[n]][1]
            left -= areas[n]
            open_.remove(n)
        if not full:
            for n in open_:
                areas[n] *= scale
            break
    lacks = whole / sum(areas)
    return [a * min(lacks, MORE_THAN_SAID) for a in areas] if lacks > 1.0 else areas


BATH, BATH_SHARE = (4.0, 9.0), 0.092
"""Square metres of a bath in a flat whose size was said, and its share of the flat."""
ROOMIEST = 1.0
"""How much larger than usual a room is made, at most, to fill a flat whose size was said."""
MORE_THAN_SAID = 1.06
"""How much larger than said a room is made, at most, for the same."""


def _area(rng: Random, brief: Brief, wish: RoomWish, type: RoomType, number: int) -> float:
    low, high = shapes.AREAS[type]
    if wish.also is not None:
        low, high = low + OPEN_KITCHEN[0], high + OPEN_KITCHEN[1]
    part = NARROW * (high - low)
    if wish.size == "small":
        low, high = low, low + part
    elif wish.size == "large":
        low, high = high - part, high
    elif wish.size is None:
        high = low + ROOMY * (high - low)
    drawn = rng.uniform(low, high)
    if wish.extent is not None:
        return wish.extent[0] * wish.extent[1]
    if wish.area is not None:
        return min(AREAS[1], max(AREAS[0], wish.area))
    return min(AREAS[1], max(drawn, _needed(brief, number, type) if wish.size != "small" else low))


def _needed(brief: Brief, number: int, type: RoomType) -> float:
    """Square metres that what is wanted on the floor needs; people sit together in a living room, too."""
    total = 0.0
    for wanted in brief.things:
        entry = vocabulary.entry(wanted.category)
        if wanted.room == number and entry.mount == "floor" and entry.shape != "flat":
            w, d = (said or usual for said, usual in zip(wanted.size[:2], entry.size[:2], strict=True))
            around = SEATING if wanted.category in AROUND else 0.0
            total += wanted.count * (w + around) * (d + around)
    return total / SHARE + (SEATS_TOO if type == "living" and total else 0.0)


def space_also(wishes: Wishes) -> RoomType | None:
    """What else a room is to be."""
    rooms = wishes.brief.rooms
    return rooms[wishes.room].also if wishes.room < len(rooms) else None


def furnish_wished(space: Space, type: RoomType, *, late: bool = False) -> None:
    """Furnish a room as it was asked for: by its type's recipe, or with nothing but what is named.

    Args:
        space: the room.
        type: of the room.
        late: many attempts were in vain: where the recipe does not fit, what was asked for has to do.

    Raises:
        DoesNotFit: the recipe finds no place for what it begins with, and it is not late.
    """
    wishes = space.wishes

    def asked() -> None:
        add_wanted(space, early=True)
        wishes.enough = True

    space.asked = asked
    if not wishes.brief.bare:
        begins = [kitchen.open_to] if space_also(wishes) == "kitchen" else []
        usual = type == "living" or wishes.welcome(ESSENTIAL[type])
        for begin in (*begins, RECIPES[type] if usual else common.plain):
            before = {p.id for p in space.pieces}
            try:
                begin(space)
            except DoesNotFit:
                if not late:
                    raise
                space.take_out({p.id for p in space.pieces} - before)
                common.plain(space)  # an empty room is nobody's wish
    add_wanted(space)
    settle(space)
    draw_close(space)
    wishes.enough = False
    if not wishes.brief.bare and wishes.brief.density != "sparse":
        common.lit(space)
        if wishes.brief.style != "minimal":
            fill(space, type)
            dress_walls(space, type)
    while not space.walkable(PATH):
        if not give_way(space) and not (late and give_up(space)):
            break
    for kind in (type, space_also(wishes)):
        if kind is not None:
            _make_good(space, kind)


def _make_good(space: Space, type: RoomType) -> None:
    """Put in what a room of its kind is not one without and this one has lost, as small as it is made."""
    for need in lacking(type, [p.category for p in space.pieces], space.wishes.brief):
        for name in need.any_of:
            if vocabulary.entry(name).rooms[:1] == ("bathroom",) and type != "bath":
                continue  # a washbasin in a kitchen would do, but nobody puts one in
            if _stood_small(space, name):
                break


def _stood_small(space: Space, name: str) -> bool:
    w, d, h = (low for low, _ in ranges()[name]) if name in ranges() else vocabulary.entry(name).size
    if vocabulary.entry(name).mount == "object":
        tops = [p for p in space.pieces if p.category in CARRY_SINK]
        own = {p.id for p in tops}
        space.take_out({p.id for p in space.pieces if p.on in own and p.id not in space.wishes.keys})
        for id in own:
            space.tops.pop(id, None)
        return any(space.on(top, name, (0.0, 0.02), size=(w, d, h), yaw=0.0, edge=0.0) for top in tops)
    piece = space.against(name, size=(w, d, h), front=0.3, prefer="corner")
    if piece is not None and not space.walkable(PATH):
        space.take_out({piece.id})
        return False
    return piece is not None


CARRY_SINK = frozenset({"kitchen counter", "kitchen island"})
"""What a sink is let into."""
