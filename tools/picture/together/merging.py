"""The things and openings of several pictures, each once."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tools import vocabulary
from tools.picture.image import Pixels
from tools.picture.openings import opening_of
from tools.picture.photo.holes import photo_opening
from tools.picture.photo.view import looks_level
from tools.picture.reading import with_lit, with_things
from tools.picture.sampling import with_colours
from tools.picture.together.shot import Shot
from tools.survey import Opening, Seen, Sighting, Survey

SAME_HOLE = 0.4
"""Share of the narrower of two openings in one wall that they share when they are the same."""
FILLED = ("facing", "on", "height", "elevation", "top", "color")


def merged(survey: Survey, images: Sequence[Pixels], shots: Sequence[Shot], alone: Collection[str]) -> Survey:
    """The survey with all that is marked on its pictures.

    Args:
        survey: with its views' cameras and the room, without things.
        images: of the pictures.
        shots: of them.
        alone: ids of things that are not folded into others.
    """
    assert survey.room is not None
    openings: list[Opening] = []
    rows: dict[str, list[tuple[int, Seen]]] = {}
    relations: list[tuple[str, str, str]] = []
    notes: list[str] = []
    for number, (view, image, shot) in enumerate(zip(survey.views, images, shots, strict=True)):
        assert view.camera is not None
        level = looks_level(view.camera)
        holes = [
            photo_opening(m, view.camera, survey.room) if level else opening_of(m, view.camera, survey.room)
            for m in shot.marks.openings
        ]
        room = survey.room.model_copy(update={"openings": [h for h in holes if h is not None]})
        bare = survey.model_copy(update={"views": [view], "room": room, "notes": [], "things": []})
        own = with_colours(
            with_lit(image, with_things(bare, shot.marks.things, alone, shot.marks.known_sizes)), image
        )
        assert own.room is not None
        for hole in own.room.openings:
            if not any(_same(hole, known) for known in openings):
                openings.append(hole)
        for thing in own.seen:
            rows.setdefault(thing.id, []).append((number, thing))
        relations += [r for r in own.relations if r not in relations]
        notes += own.notes
    things = [_one(found) for found in rows.values()]
    return survey.model_copy(
        update={
            "room": survey.room.model_copy(update={"openings": openings}),
            "things": things, "relations": relations, "notes": [*survey.notes, *notes],
        }
    )  # fmt: skip


def _same(a: Opening, b: Opening) -> bool:
    """Whether two openings are one: under one id, or at one place."""
    if a.id == b.id:
        return True
    if a.wall != b.wall:
        return False
    shared = min(a.start + a.width, b.start + b.width) - max(a.start, b.start)
    return shared > SAME_HOLE * min(a.width, b.width)


def _one(rows: Sequence[tuple[int, Seen]]) -> Seen:
    """One thing of what several pictures tell of it: the first one's words, with what others know besides."""
    (number, first), *others = rows
    told: dict[str, object] = {"picture": number}
    named = next((t for _, t in rows if t.category != vocabulary.UNKNOWN), first)
    told["category"] = named.category
    for name in FILLED:
        known = [v for _, t in rows if (v := getattr(t, name)) is not None]
        if known:
            told[name] = known[0]
    if told.get("on") is not None:
        told["mount"] = "object"
    best = max(rows, key=lambda row: (row[1].box[2] - row[1].box[0]) * (row[1].box[3] - row[1].box[1]))
    told["color"] = best[1].color or told.get("color")
    told["materials"] = list(dict.fromkeys(m for _, t in rows for m in t.materials))
    told["words"] = list(dict.fromkeys(w for _, t in rows for w in t.words))
    told["confidence"] = max(t.confidence for _, t in rows)
    told["rejected"] = first.rejected
    told["also"] = [
        Sighting.model_validate({**{n: getattr(t, n) for n in Sighting.model_fields}, "picture": k})
        for k, t in others
    ]
    return first.model_copy(update=told)
