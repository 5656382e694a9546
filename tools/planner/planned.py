"""A design as a survey: what the team starts from when nothing was seen or measured."""

from __future__ import annotations

from tools import vocabulary
from tools.geometry import Vec2, wrap
from tools.planner.design import Design, Hole, Piece
from tools.planner.wanted import missing
from tools.planner.wish import Wish
from tools.survey import Opening, Partition, RoomSurvey, Survey, Wished

SCENES = {"office": "office", "classroom": "office", "lab": "lab", "shop": "retail"}
"""Kind of place of a type of room; the others are homes."""
SAID, USUAL = 0.95, 0.6
"""How sure a thing is that was asked for, and one that goes without saying in such a room."""
LITTLE = 0.1
"""Square metres of floor below which a thing is small."""


def survey_of(design: Design, wish: Wish) -> Survey:
    """The survey of a designed room; what was asked for and found no place is in it, rejected."""
    said = {category for category, _ in wish.things}
    things = [_thing(piece, design, said) for piece in design.pieces]
    for number, category in enumerate(missing(design.pieces, wish.things), start=1):
        things.append(
            Wished(
                id=f"wished_{category.replace(' ', '_')}_{number}", category=category, source="said",
                confidence=SAID, rejected="no free place was found for it in a room of this size",
            )
        )  # fmt: skip
    ids = {p.id for p in design.pieces}
    relations = [
        (p.id, *relation) for p in design.pieces for r in p.relations if (relation := _relation(*r, ids))
    ]
    xs, ys = [x for x, _ in design.floor], [y for _, y in design.floor]
    notes = [f"Planned: a {design.type} of {max(xs) - min(xs):.1f} x {max(ys) - min(ys):.1f} m."]
    if wish.unknown:
        notes.append(f"Not understood, and left out: {', '.join(wish.unknown)}.")
    return Survey(
        scene_type=SCENES.get(design.type, "residential"),
        style=design.style,
        room=_room(design),
        things=things,
        relations=relations,
        notes=notes,
    )


def _room(design: Design) -> RoomSurvey:
    partitions = [
        Partition(id=d.id, start=d.start, end=d.end, thickness=d.thickness, source="usual", confidence=USUAL)
        for d in design.dividers
    ]
    return RoomSurvey(
        floor=design.floor, height=design.height, thickness=design.wall, source="usual", confidence=USUAL,
        openings=[_opening(hole) for hole in design.holes], partitions=partitions,
    )  # fmt: skip


def _opening(hole: Hole) -> Opening:
    return Opening(
        id=hole.id, kind=hole.kind, wall=hole.wall, start=round(hole.at - hole.width / 2, 3),
        width=hole.width, sill=hole.sill, height=hole.height, source="usual", confidence=USUAL,
        swing=hole.swing if hole.kind == "door" else None,
    )  # fmt: skip


def _thing(piece: Piece, design: Design, said: set[str]) -> Wished:
    at, yaw = _world(piece, design)
    asked = any(vocabulary.same(piece.category, name) for name in said)
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
        source="said" if asked else "usual",
        confidence=SAID if asked else USUAL,
    )


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
