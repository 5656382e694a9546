"""The rim of a thing's mask as evidence: to which sides it is its own, and what body it is the picture of."""

from __future__ import annotations

from dataclasses import replace

from tools.picture.hulls import hulls_of
from tools.solve.before import carried_by
from tools.solve.footprint import Observation
from tools.solve.words import word_for
from tools.survey import Seen, Survey


def with_rim(found: Observation, thing: Seen, survey: Survey) -> Observation:
    """The evidence with the rim of the thing's mask, where it has one and a word makes such things.

    Args:
        found: the evidence so far.
        thing: as one picture shows it; `hidden_by` tells what stands before it.
        survey: with what else is seen in that picture.
    """
    word = word_for(thing.category)
    if thing.rim is None or word is None or thing.hidden_by is None:
        return found
    before = {*thing.hidden_by, *carried_by(thing.id, {t.id: t.on for t in survey.seen})}
    hidden = tuple(any(id in before for id in beside) for beside in thing.rim.beside)
    return replace(found, rim=(tuple(thing.rim.reach), hidden), looks=hulls_of(word.name))
