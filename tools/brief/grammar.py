"""From a text to a brief: the grammar that needs no model."""

from __future__ import annotations

from typing import cast

from tools import vocabulary
from tools.brief import lexicon
from tools.brief.atoms import atoms_of
from tools.brief.brief import (
    FIXED,
    Brief,
    Look,
    Relation,
    RelationKind,
    RoomType,
    RoomWish,
    Surface,
    Taken,
    Wanted,
)
from tools.brief.noun import Described
from tools.brief.reader import MUTUAL, Reader
from tools.brief.roomed import Roomed
from tools.brief.things import Heard, Link

SHORTEST, LONGEST = 0.05, 8.0
"""Metres that a thing's side is taken for; what is said beyond is not meant."""
LARGE = frozenset({"table", "cabinet", "shelf", "bed", "sofa", "wardrobe", "kitchen", "appliance", "bath"})
"""Families that stand on nothing but the floor."""
HEIGHTS = (2.0, 6.0)
"""Metres that walls can be high."""


def brief_of(text: str) -> Brief:
    """A text taken apart by what the lexicon and the vocabulary know; the rest is in `unknown`."""
    reader = Reader(atoms_of(text))
    reader.read()
    reader._end()
    return _settled(reader)


def _settled(reader: Reader) -> Brief:
    rooms = _rooms(reader)
    types = [r.type for r in reader.rooms]
    unknown = list(reader.unknown)
    things: list[Wanted] = []
    keys: dict[int, str] = {}
    for heard in reader.things.heard:
        room = types[heard.room] if heard.room < len(types) else None
        key = f"{heard.form} {len(keys) + 1}"
        keys[id(heard)] = key
        things.append(
            _wanted(heard, key, _category(heard, room, reader), unknown, carried=_carried(heard, reader))
        )
    if len(rooms) < len(reader.rooms):  # the flat itself was no room
        things = [t.model_copy(update={"room": max(0, t.room - 1)}) for t in things]
    links = [(s, link) for s, link in reader.things.links if not _only_listed(s, link, reader)]
    relations = [made for subject, link in links if (made := _relation(subject, link, keys, unknown))]
    surfaces = {
        cast(Surface, name): _look(described, said) for name, (described, said) in reader.looks.items()
    }
    height = reader.height
    if height is not None and not HEIGHTS[0] <= height <= HEIGHTS[1]:
        unknown.append(f"walls {height:g} m high")
        height = None
    wanted = {t.category for t in things}
    barred = tuple(name for name in reader.things.barred if name not in wanted)
    brief = Brief(
        rooms=tuple(rooms), area=_whole_area(reader),
        shape=reader.shape, style=reader.style, height=height, density=reader.density,
        bare=reader.bare, things=tuple(things), relations=tuple(dict.fromkeys(relations)), without=barred,
        windows=reader.windows, doors=reader.doors, surfaces=surfaces,
        unknown=tuple(dict.fromkeys(word for word in unknown if word)),
    )  # fmt: skip
    return brief.model_copy(update={"taken": tuple(_taken(brief))})


def _only_listed(subject: Heard, link: Link, reader: Reader) -> bool:
    """Whether it was only named before what stands on a thing: "a desk and a cup on the workbench"."""
    if link.kind != "on" or not isinstance(link.object, Heard):
        return False
    under = vocabulary.entry(link.object.category(None))
    own = vocabulary.entry(subject.category(None))
    listed = any(
        o is not subject and k.kind == "on" and k.object is link.object for o, k in reader.things.links
    )
    return listed and own.mount == "floor" and own.family in LARGE and under.shape != "flat"


def _rooms(reader: Reader) -> list[RoomWish]:
    rooms = list(reader.rooms)
    if len(rooms) > 1 and rooms[0].whole:
        whole = rooms.pop(0)
        rooms[0].size = rooms[0].size or whole.size
    return [_room(room) for room in rooms]


def _whole_area(reader: Reader) -> float | None:
    """Square metres of a flat whose rooms are named after it."""
    return reader.rooms[0].area if len(reader.rooms) > 1 and reader.rooms[0].whole else None


def _room(room: Roomed) -> RoomWish:
    extent = room.extent[:2] if len(room.extent) >= 2 else None
    if extent is None and room.square and room.area:
        extent = (round(room.area**0.5, 2), round(room.area**0.5, 2))
    return RoomWish(
        type=room.type, also=_also(room), size=room.size, area=room.area, said=room.said,
        extent=(extent[0], extent[1]) if extent else None,
    )  # fmt: skip


def _also(room: Roomed) -> RoomType | None:
    """The kitchen that a living or dining room is as well."""
    open_plan = {"kitchen", "diner"} & {*room.said.replace("-", " ").split()}
    return "kitchen" if room.type in ("living", "dining") and open_plan else None


def _category(heard: Heard, room: RoomType | None, reader: Reader) -> str:
    """What a thing is, by its name, its room and how it stands."""
    category = heard.category(room)
    kinds = {link.kind: link.object for subject, link in reader.things.links if subject is heard}
    on = kinds.get("on")
    if heard.form in ("lamp", "light", "reading lamp"):
        if isinstance(on, Heard):
            return "desk lamp" if vocabulary.same(on.category(room), "desk") else "table lamp"
        if isinstance(kinds.get("above"), Heard):
            return "pendant lamp"
        return "wall lamp" if isinstance(on, str) else category
    if heard.form == "plant" and isinstance(on, Heard):
        return "small plant"
    if heard.form == "chair" and isinstance(around := kinds.get("at"), Heard):
        return "office chair" if vocabulary.same(around.category(room), "desk") else category
    if heard.form == "chair" and isinstance(around := kinds.get("around"), Heard):
        return "dining chair" if not vocabulary.same(around.category(room), "desk") else category
    if heard.form == "table" and any(
        link.kind == "around" and link.object is heard for _, link in reader.things.links
    ):
        return "dining table"
    if "round" in heard.described.looks and category in ("dining table", "coffee table", "rug"):
        return {"dining table": "round table"}.get(category, f"round {category}")
    return category


def _carried(heard: Heard, reader: Reader) -> bool:
    """Whether it was told to stand on another thing."""
    own = [link for subject, link in reader.things.links if subject is heard]
    return any(link.kind == "on" and isinstance(link.object, Heard) for link in own)


def _wanted(heard: Heard, key: str, category: str, unknown: list[str], *, carried: bool) -> Wanted:
    described = heard.described
    size = _size(heard, category, unknown)
    look = _look(described, heard.said)
    looks = [w for w in described.looks if w not in lexicon.table("thing_sizes")]
    looks += [str(v).lower() for k, v in described.values.items() if k in ("style",) and v]
    accepts = tuple(dict.fromkeys(name for name in heard.accepts if name != category))
    if carried:  # a chandelier is no lamp on a nightstand
        accepts = tuple(name for name in accepts if vocabulary.entry(name).mount == "object")
    return Wanted(
        key=key, category=category, count=heard.count, exact=heard.exact, size=size, scale=described.scale,
        colour=look.colour, material=look.material, words=tuple(looks), accepts=accepts, room=heard.room,
        said=heard.said,
    )  # fmt: skip


def _size(heard: Heard, category: str, unknown: list[str]) -> tuple[float | None, float | None, float | None]:
    """Metres that were said; a length without an axis is the width, of a rug or bed in the usual order."""
    described = heard.described
    w, d, h = described.size
    variant = lexicon.table("variants").get(heard.form)
    if variant:
        w, d, h = (a if a is not None else b for a, b in zip((w, d, h), variant[1], strict=True))
    if len(described.extent) >= 2:
        first, second = described.extent[:2]
        w, d = first, second
        if category not in ("rug", "bed", "round rug", "runner rug") and second > first:
            w, d = second, first
        h = described.extent[2] if len(described.extent) > 2 else h
    elif described.loose is not None:
        w = described.loose if w is None else w
    kept = []
    for value in (w, d, h):
        if value is not None and not SHORTEST <= value <= LONGEST:
            unknown.append(f"{value:g} m for {heard.said}")
            value = None
        kept.append(value)
    return kept[0], kept[1], kept[2]


def _look(described: Described, said: str) -> Look:
    colour = described.colours[0] if described.colours else ""
    return Look(colour=colour, material=described.materials[0] if described.materials else "", said=said)


def _relation(subject: Heard, link: Link, keys: dict[int, str], unknown: list[str]) -> Relation | None:
    def named(target: Heard | str | None) -> str | None:
        return keys.get(id(target)) if isinstance(target, Heard) else target

    object, other = named(link.object), named(link.other)
    own = keys[id(subject)]
    mutual = object == own and subject.count > 1 and link.kind in MUTUAL
    if (
        object is None
        or (object == own and not mutual)
        or (object not in keys.values() and object not in FIXED)
    ):
        unknown.append(f"{subject.said} {link.said}")
        return None
    kind = link.kind
    thing = isinstance(link.object, Heard)
    if kind == "on" and isinstance(link.object, Heard) and _sits_at(subject, link.object):
        kind = "at"  # "a desk with a chair and a lamp on it"
    if kind == "at":
        seat = vocabulary.entry(subject.category(None)).family in ("chair", "stool", "bench", "armchair")
        kind = "at" if seat and thing else "beside"
    if kind == "against" and thing:
        kind = "beside"
    if kind == "on" and object in ("window", "door"):
        kind = "beside"
    if kind == "between" and other is None:
        kind = "beside"
    if kind == "around" and subject.count == 1:
        kind = "beside"
    if kind == "both sides" and subject.count == 1:
        kind = "beside"
    return Relation(subject=own, kind=cast(RelationKind, kind), object=object, other=other, said=link.said)


def _sits_at(subject: Heard, object: Heard) -> bool:
    """Whether a thing is a chair and the other a table."""
    one, other = (vocabulary.entry(heard.category(None)) for heard in (subject, object))
    return one.family in ("chair", "stool") and other.family == "table"


def _taken(brief: Brief) -> list[Taken]:
    """What each phrase was taken for, in words."""
    told = [Taken(said=r.said, for_=_told_room(r)) for r in brief.rooms if r.said]
    for thing in brief.things:
        parts = [f"{thing.count} x {thing.category}" + ("" if thing.exact else " or more")]
        parts += [v for v in (thing.colour, thing.material, *thing.words) if v]
        sides = zip(("wide", "deep", "high"), thing.size, strict=True)
        parts += [f"{v:g} m {name}" for name, v in sides if v is not None]
        if thing.scale != (1.0, 1.0, 1.0):
            parts.append("size x {:.2g} x {:.2g} x {:.2g}".format(*thing.scale))
        told.append(Taken(said=thing.said, for_=", ".join(parts)))
    for relation in brief.relations:
        to = f"{relation.object} and {relation.other}" if relation.other else relation.object
        told.append(Taken(said=relation.said, for_=f"{relation.subject}: {relation.kind} {to}"))
    for name, look in brief.surfaces.items():
        told.append(Taken(said=look.said, for_=f"{name}: {look.colour} {look.material}".strip()))
    if brief.without:
        told.append(Taken(said="without", for_=", ".join(brief.without)))
    return told


def _told_room(room: RoomWish) -> str:
    parts: list[str] = [room.type or "room", f"and {room.also}" if room.also else "", room.size or ""]
    parts += [f"{room.extent[0]:g} x {room.extent[1]:g} m"] if room.extent else []
    parts += [f"{room.area:g} m2"] if room.area else []
    return " ".join(p for p in parts if p)
