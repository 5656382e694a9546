"""What a piece of a scan is: the nearest word that may stand so, in the kind of room that all speak for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tools import vocabulary
from tools.cloud.cloud import Cloud, Floats
from tools.cloud.library import Looks
from tools.cloud.posing import Posed, posed
from tools.cloud.scan.hidden import Behind
from tools.cloud.words import Candidate, proposed
from tools.errors import InputError
from tools.program import kit_index

ON_FLOOR = 0.12
"""Metres above the floor below which a thing's lowest points are of its feet."""
FLAT = 0.12
"""Metres of height of what lies on the floor rather than stands there."""
CANDIDATES = 16
STRANGE, ANYWHERE = 0.012, 0.004
"""What a word costs that is of other rooms than this one, and one that is of none: about as much as the words
of half hidden things differ by. Chosen, not measured."""


@dataclass(frozen=True)
class Piece:
    """One thing's points with what floor and wall hid of it, how it stands, and the words that it may be."""

    points: Floats
    stood: Posed
    candidates: list[Candidate]


def piece_of(points: Floats, behind: Behind, looks: Looks) -> Piece | None:
    """A piece of a scan as a thing; None where its points are none.

    Args:
        points: (n, 3) metres, the floor at 0.
        behind: what is hidden behind things.
        looks: what the words look like.
    """
    seen, points = len(points), behind.seated(points)
    low, high = float(points[:, 2].min()), float(points[:, 2].max())
    stands = low < ON_FLOOR
    if stands and len(points) == seen:  # A thing that begins just above the floor stands on it.
        feet = points[points[:, 2] < ON_FLOOR].copy()
        feet[:, 2] = 0.0
        points = behind.reach(np.vstack([points, feet]))
    try:
        stood = posed(Cloud(points), up="z", scale=1.0)
    except InputError:
        return None
    words = _standing() if stands and high > FLAT else None
    return Piece(points, stood, proposed(stood, looks, words, CANDIDATES))


@lru_cache(maxsize=1)
def _standing() -> tuple[str, ...]:
    """The words of what stands on a floor, and those of which nobody knows."""
    return tuple(word for word in _words() if (entry := _entry(word)) is None or entry.mount == "floor")


@lru_cache(maxsize=1)
def _words() -> tuple[str, ...]:
    return tuple(entry.name for entry in kit_index.words())


def _entry(word: str) -> vocabulary.Entry | None:
    known = vocabulary.canonical(word.replace("_", " "))
    return None if known is None else vocabulary.entry(known)


def room_of(pieces: Sequence[Piece]) -> str:
    """The kind of room in which the nearest words of all pieces together cost least."""
    kinds = sorted({kind for word in _words() if (entry := _entry(word)) for kind in entry.rooms})
    return min(kinds, key=lambda kind: sum(_cost(best, kind) for p in pieces if (best := in_room(p, kind))))


def in_room(piece: Piece, kind: str) -> Candidate | None:
    """The nearest word of a piece in a kind of room."""
    return min(piece.candidates, key=lambda candidate: _cost(candidate, kind), default=None)


def _cost(candidate: Candidate, kind: str) -> float:
    entry = _entry(candidate.shape.word)
    if entry is None or not entry.rooms:
        return candidate.cost + ANYWHERE
    return candidate.cost + (0.0 if kind in entry.rooms else STRANGE)
