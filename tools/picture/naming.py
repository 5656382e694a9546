"""Sharper names: what a thing's words, size and place say beyond the name it was given."""

from __future__ import annotations

import re
from itertools import takewhile

from tools import vocabulary
from tools.picture.photo.view import looks_level
from tools.pinhole import Camera
from tools.survey import Box, Seen

RUNNER = (1.9, 1.15)
"""A rug this many times as long as wide, and no wider than this many metres, is a runner."""
_ELSEWHERE = {"at", "on", "in", "by", "of", "to", "near", "against", "beside", "behind", "under", "with"}
_PLACES = {"side", "end", "wall", "floor", "corner", "window", "top", "front"}
"""Said together with more words, these tell where a thing is, and not what; what follows those, neither."""
BED_PILLOW = 0.55
"""Metres: a pillow on a bed that is not this wide is a throw pillow."""


def sharpened(thing: Seen, things: dict[str, Seen], camera: Camera) -> str:
    """The thing's category, or a narrower one of the same family.

    Args:
        thing: as marked.
        things: all of them by id.
        camera: tells sizes.
    """
    named = _from_words(thing)
    if named is not None:
        return named
    if looks_level(camera):
        return thing.category  # a box at eye level does not tell how large a thing is
    if thing.category == "rug":
        short, long = sorted(_size(thing.box, camera, 0.0))
        return "runner rug" if long > RUNNER[0] * short and short < RUNNER[1] else "rug"
    if thing.category == "pillow" and thing.on in things and thing.on is not None:
        carrier = things[thing.on]
        wide = max(_size(thing.box, camera, thing.top or 0.6))
        if vocabulary.entry(carrier.category).family != "bed" or wide < BED_PILLOW:
            return "throw pillow"
    return thing.category


def _from_words(thing: Seen) -> str | None:
    """A category that one of its words makes of its name: "sheer" and "curtain" are a sheer curtain."""
    family = vocabulary.entry(thing.category).family
    noun = thing.category.split()[-1]
    plain = vocabulary.exact(noun) == thing.category  # a "table" may be a round table, a side table stays one
    for word in [word for words in thing.words for word in _own(words)]:
        for name in (f"{word} {thing.category}", *([f"{word} {noun}"] if plain else [])):
            if vocabulary.exact(name) == name and vocabulary.entry(name).family == family:
                return name  # a synonym would not do: an apron in "front" makes no desk a "front desk"
    return None


def _own(words: str) -> list[str]:
    """What of a mark's words says what the thing is: "small leaves" or "at the side wall" do not."""
    each = re.findall(r"[a-z]+", words.lower())
    if "small" in each and len(each) > 1:
        return []
    own = takewhile(lambda word: word not in _ELSEWHERE, each)
    return each if len(each) == 1 else [word for word in own if word not in _PLACES]


def _size(box: Box, camera: Camera, height: float) -> tuple[float, float]:
    """Metres a box is wide and high on the plane at a height."""
    low, high = camera.to_plane([(box[0], box[3]), (box[2], box[1])], height)[:, :2]
    return (float(abs(high[0] - low[0])), float(abs(high[1] - low[1])))
