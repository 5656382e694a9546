"""The picture's own straight lines, found once a picture."""

from __future__ import annotations

import hashlib
from collections import OrderedDict

from tools.picture.image import Pixels
from tools.picture.manhattan import Frame, Search, find_frame
from tools.picture.segments import find_segments
from tools.picture.solution import CameraHints

KEPT = 8
"""So many pictures' frames are remembered: marks are read anew after each correction."""
_found: OrderedDict[tuple[str, Search], Frame | None] = OrderedDict()


def search_for(hints: CameraHints) -> Search:
    """What is believed of a camera before its lines are looked at."""
    focal, spread = (hints.focal, 0.02) if hints.focal else (1.35, 0.45)
    if hints.view == "nadir":
        return Search(focal, spread, tilt=8.0, level=True)
    return Search(focal, spread, tilt=75.0 if hints.view == "eye" else 50.0)


def lines_of(image: Pixels, hints: CameraHints) -> Frame | None:
    """The frame of a picture's own lines; None when it has too few."""
    search = search_for(hints)
    key = (hashlib.blake2b(image.tobytes() + str(image.shape).encode()).hexdigest(), search)
    if key not in _found:
        _found[key] = find_frame(find_segments(image), (image.shape[1], image.shape[0]), search)
        while len(_found) > KEPT:
            _found.popitem(last=False)
    _found.move_to_end(key)
    return _found[key]
