"""A drawn plan read whole: rooms, walls between them, doors and windows, furniture, names and size."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.picture import polygon
from tools.picture.image import Mask, Pixels
from tools.picture.plan.between import Divider, find_dividers
from tools.picture.plan.drawn import line_drawing, looks_drawn
from tools.picture.plan.furniture import Symbol, find_symbols
from tools.picture.plan.gaps import Gap, close, find_gaps
from tools.picture.plan.lettering import Word, find_lettering, read_words, room_name
from tools.picture.plan.paper import Paper, lay_flat
from tools.picture.plan.rooms import Enclosed, enclose, whole_outline
from tools.picture.plan.sizes import Size, find_size
from tools.picture.plan.strokes import Walls, extent, find_walls
from tools.picture.plan.symbols import Hole, read_holes
from tools.survey import Caveat

Array = NDArray[np.float64]

BENDS = 30
"""Corners of a room above which its outline is no wall's."""
FILLS = 0.3
"""Part of the box around the walls that rooms fill at least."""
SHOWS = 0.05
"""Part of the box around all strokes that rooms fill at least, other drawings of a sheet among them: a bright
box on a dark table in a painted room fills 0.01, the lesser of two plans on a sheet 0.2."""
WIDE = 1.9
"""Times the usual doorway above which an opening without leaf or panes between rooms parts nothing."""


class Plan(NamedTuple):
    """What was read, in pixels of the working drawing (`paper`).

    Attributes:
        floor: (n, 2) outline of all rooms together, inner face of the outer walls, counter-clockwise as seen.
        outer: thickness of the outer walls.
        names: of the rooms, by number from 1; only those that are written.
        written: whether there is lettering, read or not.
    """

    paper: Paper
    walls: Walls
    enclosed: Enclosed
    floor: Array
    outer: float
    dividers: list[Divider]
    holes: list[Hole]
    symbols: list[Symbol]
    words: list[Word]
    names: dict[int, str]
    size: Size
    written: bool


def read_plan(image: Pixels, *, said: bool = False) -> Plan | None:
    """The plan on a picture; None when it shows none.

    Args:
        image: (h, w, 3) sRGB.
        said: somebody said it is a plan: less is asked of it.
    """
    paper = lay_flat(image)
    if not said and not looks_drawn(paper):
        return None
    for walls in find_walls(paper.ink):
        if walls.style == "thin" and not said:
            continue
        found = _rooms(walls, paper.ink)
        if found is not None:
            return _whole(paper, walls, *found)
    return None


def lost_plan(image: Pixels) -> Caveat | None:
    """What to say of a drawing in whose lines no walls were followed around a room."""
    if not line_drawing(image):
        return None
    words = "it is drawn in lines, in which no walls could be followed around a room: the outline is a guess"
    settle = "--plan where it is one, or floor_px in the annotations"
    return Caveat(about="plan", words=words, settle=settle, sure=0.8)


def _rooms(walls: Walls, ink: Mask) -> tuple[Enclosed, list[Gap], list[Hole]] | None:
    """Rooms inside the walls when gaps are closed; None when these walls enclose nothing sensible."""
    gaps = find_gaps(walls.mask, walls.thickness, ink, narrow=walls.style == "thin")
    enclosed = enclose(close(walls.mask, gaps), walls.thickness)
    if not enclosed.cells:
        return None
    holes = read_holes(gaps, ink, walls.mask, enclosed)
    useful = {id(h.gap) for h in holes} - {id(gap) for gap in _parting_nothing(holes)}
    if len(useful) < len(gaps):  # a closed gap that parts nothing would only cut into its room
        gaps = [g for g in gaps if id(g) in useful]
        drawings = enclosed.drawings  # another drawing's doorways are open from here on
        enclosed = enclose(close(walls.mask, gaps), walls.thickness)._replace(drawings=drawings)
        holes = read_holes(gaps, ink, walls.mask, enclosed)
    if not enclosed.cells or any(len(c.corners) > BENDS for c in enclosed.cells):
        return None
    x0, y0, x1, y1 = extent(enclosed.labels > 0 if enclosed.drawings > 1 else enclosed.barrier)
    rooms = float((enclosed.labels > 0).sum())
    if rooms < FILLS * (x1 - x0) * (y1 - y0):
        return None
    x0, y0, x1, y1 = extent(ink)
    if rooms < SHOWS * (x1 - x0) * (y1 - y0):
        return None
    return enclosed, gaps, holes


def _parting_nothing(holes: list[Hole]) -> list[Gap]:
    """Wide plain openings between rooms: such rooms are one."""
    doors = [h.gap.width for h in holes if h.kind == "door"] or [
        h.gap.width for h in holes if h.kind == "opening"
    ]
    if not doors:
        return []
    usual = float(np.median(doors) if any(h.kind == "door" for h in holes) else np.min(doors))
    return [h.gap for h in holes if h.kind == "opening" and 0 not in h.sides and h.gap.width > WIDE * usual]


def _whole(paper: Paper, walls: Walls, enclosed: Enclosed, gaps: list[Gap], holes: list[Hole]) -> Plan:
    floor, outer = whole_outline(enclosed, walls.thickness)
    lettering = find_lettering(paper.ink, enclosed.barrier)
    words = read_words(paper.tone)
    return Plan(
        paper=paper,
        walls=walls,
        enclosed=enclosed,
        floor=floor,
        outer=outer,
        dividers=find_dividers(enclosed, walls.mask, walls.thickness),
        holes=holes,
        symbols=find_symbols(paper.ink, enclosed, holes, lettering, 2.0),
        words=words,
        names=_names(words, enclosed),
        size=find_size(words, enclosed, holes, paper.ink, walls.thickness),
        written=bool(lettering.any()),
    )


def _names(words: list[Word], enclosed: Enclosed) -> dict[int, str]:
    """What is written largest in each room; two where a room holds two, such as a hall with its wardrobe."""
    found: dict[int, list[tuple[float, str]]] = {}
    for word in words:
        name = room_name(word.text)
        x, y = (int(v) for v in word.middle)
        if name is None or not (0 <= y < enclosed.labels.shape[0] and 0 <= x < enclosed.labels.shape[1]):
            continue
        number = int(enclosed.labels[y, x])
        if number:
            found.setdefault(number, []).append((word.height, name.lower()))
    names = {}
    for number, written in found.items():
        large = max(height for height, _ in written)
        names[number] = " / ".join(dict.fromkeys(n for height, n in written if height > 0.87 * large))
    return names


def area_of(corners: Array) -> float:
    """Pixels squared."""
    return abs(polygon.area(corners))
