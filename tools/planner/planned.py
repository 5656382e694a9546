"""A design as a survey: what the team starts from when nothing was seen or measured."""

from __future__ import annotations

from shapely.geometry import Polygon
from shapely.geometry.polygon import orient

from tools import vocabulary
from tools.brief.brief import Brief, Wanted
from tools.brief.purpose import name_of
from tools.geometry import Vec2, wrap
from tools.planner.design import Design, Hole, Piece
from tools.survey import Opening, Partition, RoomSurvey, Space, Survey, Wished

SCENES = {"office": "office", "classroom": "office", "lab": "lab", "shop": "retail"}
"""Kind of place of a type of room; the others are homes."""
SAID, USUAL = 0.95, 0.6
"""How sure a thing is that was asked for, and one that goes without saying in such a room."""
LITTLE = 0.1
"""Square metres of floor below which a thing is small."""
SHOWN = 60
"""Phrases, and words that were not understood, that the notes list."""


def survey_of(design: Design) -> Survey:
    """The survey of a designed room; what was asked for and found no place is in it, rejected."""
    brief = design.request.brief or Brief()
    things = [_thing(piece, design, brief) for piece in design.pieces]
    things += [thing for wanted in brief.things for thing in _lacking(wanted, design)]
    ids = {p.id for p in design.pieces}
    relations = [
        (p.id, *relation) for p in design.pieces for r in p.relations if (relation := _relation(*r, ids))
    ]
    return Survey(
        scene_type=SCENES.get(design.type, "residential"),
        style=design.style,
        room=_room(design),
        things=things,
        relations=relations,
        notes=notes_of(design, brief),
        brief=brief,
    )


def notes_of(design: Design, brief: Brief) -> list[str]:
    """What was planned, what each phrase was taken for, what was not understood and what cannot be had."""
    xs, ys = [x for x, _ in design.floor], [y for _, y in design.floor]
    extent = f"{max(xs) - min(xs):.1f} x {max(ys) - min(ys):.1f} m"
    rooms = [f"{name_of(z.type)} {z.polygon.area:.1f} m2" for z in design.zones]
    together = f"{sum(z.polygon.area for z in design.zones):.0f} m2 in all, "
    notes = [f"Planned: {', '.join(rooms)}; {together if len(rooms) > 1 else ''}{extent}."]
    notes += [f'Taken: "{t.said}" = {t.for_}.' for t in brief.taken[:SHOWN]]
    if len(brief.taken) > SHOWN:
        notes.append(f"Taken: {len(brief.taken) - SHOWN} more phrases; survey.json has them all.")
    if brief.unknown:
        more = f" and {len(brief.unknown) - SHOWN} more" if len(brief.unknown) > SHOWN else ""
        notes.append(f"Not understood, and left out: {', '.join(brief.unknown[:SHOWN])}{more}.")
    notes += [f"Cannot be had: {line}." for line in design.unmet]
    return notes


def _lacking(wanted: Wanted, design: Design) -> list[Wished]:
    there = sum(key == wanted.key for key in design.keys.values())
    lost = wanted.count - there
    why = next((line for line in design.unmet if line.startswith(f"{wanted.count} x {wanted.category}:")), "")
    stem = f"wished_{wanted.key.replace(' ', '_')}"
    return [
        Wished(
            id=f"{stem}_{number}", category=wanted.category, source="said", confidence=SAID, wish=wanted.key,
            rejected=why or "no free place was found for it in a room of this size",
        )
        for number in range(1, lost + 1)
    ]  # fmt: skip


def _room(design: Design) -> RoomSurvey:
    partitions = [
        Partition(id=d.id, start=d.start, end=d.end, thickness=d.thickness, source="usual", confidence=USUAL)
        for d in design.dividers
    ]
    return RoomSurvey(
        floor=design.floor, height=design.height, thickness=design.wall, source="usual", confidence=USUAL,
        openings=[_opening(hole) for hole in design.holes], partitions=partitions, spaces=_spaces(design),
    )  # fmt: skip


def _spaces(design: Design) -> list[Space]:
    """The floor of every room of several, and of what else one of them is."""
    spaces = []
    for zone in design.zones:
        spaces.append(Space(name=name_of(zone.type), floor=_outline(zone.polygon)))
        if zone.part is not None:
            spaces.append(Space(name="kitchen", floor=_outline(zone.part)))
    return spaces if len(spaces) > 1 else []


def _outline(area: Polygon) -> list[Vec2]:
    return [(round(float(x), 3), round(float(y), 3)) for x, y in orient(area).exterior.coords[:-1]]


def _opening(hole: Hole) -> Opening:
    return Opening(
        id=hole.id, kind=hole.kind, wall=hole.wall, start=round(hole.at - hole.width / 2, 3),
        width=hole.width, sill=hole.sill, height=hole.height, source="usual", confidence=USUAL,
        swing=hole.swing if hole.kind == "door" else None,
    )  # fmt: skip


def _thing(piece: Piece, design: Design, brief: Brief) -> Wished:
    at, yaw = _world(piece, design)
    key = design.keys.get(piece.id)
    wanted = brief.wanted(key) if key else None
    return Wished(
        id=piece.id,
        category=vocabulary.canonical(piece.category) or piece.category,
        mount=piece.mount,
        on=piece.on,
        at=(round(at[0], 3), round(at[1], 3)),
        size=piece.size,
        yaw=yaw,
        facing=yaw,
        z=piece.z if piece.on is None else None,
        height=piece.size[2],
        small=piece.on is not None or (piece.mount == "floor" and piece.size[0] * piece.size[1] < LITTLE),
        source="said" if wanted else "usual",
        confidence=SAID if wanted else USUAL,
        wish=key,
        color=_rgb(wanted.colour) if wanted else None,
        materials=[wanted.material] if wanted and wanted.material else [],
        words=list(wanted.words) if wanted else [],
    )


def _rgb(colour: str) -> tuple[int, int, int] | None:
    if not colour:
        return None
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return red, green, blue


def _world(piece: Piece, design: Design) -> tuple[Vec2, float]:
    """Where a piece is in the room, whatever it stands on."""
    at, yaw = piece.at, piece.yaw
    while piece.on is not None:
        piece = design.piece(piece.on)
        at, yaw = piece.to_world(at), yaw + piece.yaw
    return at, wrap(yaw)


def _relation(name: str, other: str, ids: set[str]) -> tuple[str, str] | None:
    """A relation of the design in the survey's terms; walls have no numbers there."""
    if other in ids:
        return name, other
    return ("against", "wall") if name in ("against", "corner") else None
