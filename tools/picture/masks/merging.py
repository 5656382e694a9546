"""Masks beside other marks of the same picture: outlines are the masks', the rest is the marks'."""

from __future__ import annotations

from tools import vocabulary
from tools.picture.annotations import Annotations, ThingMark
from tools.picture.masks.given import Masks


def with_masks(marks: Annotations, masks: Masks | None) -> Annotations:
    """Marks with every mask among their things, first and in its order, and what was left out as notes.

    A mark of a mask's id keeps what it says (a name, what carries it, a facing), but for box and outline.
    """
    if masks is None:
        return marks
    said = {mark.id: mark for mark in marks.things}
    own = [_merged(mask, said.pop(mask.id, None)) for mask in masks.things]
    notes = [*marks.notes, *(note for note in masks.notes if note not in marks.notes)]
    return marks.model_copy(
        update={"things": [*own, *said.values()], "edges_px": masks.edges, "notes": notes}
    )


def _merged(mask: ThingMark, said: ThingMark | None) -> ThingMark:
    if said is None:
        return mask
    told = vocabulary.canonical(said.category, said.mount) not in (None, vocabulary.UNKNOWN)
    update = {"box": mask.box, "outline": mask.outline, "rim": mask.rim}
    return said.model_copy(update=update if told else {**update, "category": mask.category})
