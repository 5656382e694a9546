"""How many metres a pixel of a drawing is: by what is written on it, else by its doors and rooms."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.picture import polygon
from tools.picture.image import Mask
from tools.picture.plan.lettering import Word, written
from tools.picture.plan.rooms import Enclosed
from tools.picture.plan.symbols import Hole

Array = NDArray[np.float64]

DOOR = 0.88
"""Metres that a doorway is wide in the wall: leaves of 0.7 to 1.0 m with their frames."""
DOOR_SPREAD = 0.15
"""Of one plan's doorways about that, as a fraction; four do not know it better than 0.1."""
ROOM = 13.0
"""Square metres of a room among several; one room alone is taken as 20 (`scale.ROOM_AREA`)."""
WRITTEN_ERROR = 0.015
"""Of a written length against the drawing: the stroke's own width and rounding to centimetres."""
WALL = (0.04, 0.75)
"""Metres that a wall is thick: a number that would make it anything else belongs to something else."""


class Size(NamedTuple):
    """Metres a pixel of the working drawing, why, how far off (a fraction), and whether it is written."""

    metres: float
    words: str
    error: float
    written: bool


def find_size(words: list[Word], enclosed: Enclosed, holes: list[Hole], ink: Mask, thickness: float) -> Size:
    """The most believable size of a drawing."""
    votes = _written(words, enclosed, ink, thickness)
    votes = [v for v in votes if WALL[0] < v[0] * thickness < WALL[1] or _seconded(v, votes)]
    if votes:
        best = max(votes, key=lambda v: (sum(abs(math.log(v[0] / o[0])) < 0.03 for o in votes), -v[2]))
        like = [v for v in votes if abs(math.log(v[0] / best[0])) < 0.03]
        exact = min(v[2] for v in like)
        chosen = [v for v in like if v[2] <= exact * 1.5]
        factor = float(np.exp(np.mean([math.log(v[0]) for v in chosen])))
        texts = ", ".join(sorted({v[1] for v in chosen})[:3])
        lonely = len(like) == 1 and len(votes) > 1
        return Size(factor, f"written on the drawing: {texts}", exact * (4 if lonely else 1), True)
    count = len(enclosed.cells)
    area = sum(float(c.mask.sum()) for c in enclosed.cells)
    usual = 20.0 if count == 1 else ROOM * count
    rooms = math.sqrt(usual / max(area, 1.0))
    widths = [
        h.gap.width for h in holes if h.kind != "window" and (h.door is None or len(h.door.hinges) == 1)
    ]
    spread = 0.275 if count == 1 else 0.2
    if not widths:
        return Size(rooms, f"{count} room{'s' * (count > 1)} taken as about {usual:g} m²", spread, False)
    doors = DOOR / float(np.median(widths))
    error = max(0.1, DOOR_SPREAD / math.sqrt(min(len(widths), 3)))
    weights = (error**-2, spread**-2)
    factor = math.exp((weights[0] * math.log(doors) + weights[1] * math.log(rooms)) / sum(weights))
    words_ = (
        f"{len(widths)} doorway{'s' * (len(widths) > 1)} taken as {DOOR:g} m wide, and {usual:g} m² in all"
    )
    # where the two contradict each other, neither is worth as much
    apart = abs(math.log(doors / rooms)) / math.hypot(error, spread)
    if apart > 1:
        words_ += f"; by themselves the doorways make it {doors / rooms:.2g} times as large as the rooms do"
    return Size(factor, words_, max(0.09, sum(weights) ** -0.5 * max(1.0, apart)), False)


def _seconded(vote: tuple[float, str, float], votes: list[tuple[float, str, float]]) -> bool:
    """Whether another text says the same; then walls were mistaken, a hatched one's edge for it."""
    return any(o[1] != vote[1] and abs(math.log(o[0] / vote[0])) < 0.01 for o in votes)


def _written(
    words: list[Word], enclosed: Enclosed, ink: Mask, thickness: float
) -> list[tuple[float, str, float]]:
    """Metres a pixel, the text, and its error, for each text that says a size of something drawn."""
    votes: list[tuple[float, str, float]] = []
    faces = np.vstack([c.corners for c in enclosed.cells])
    for word in words:
        size = written(word.text)
        if size is None:
            continue
        if size.length is not None:
            span = dimension_line(word, ink)
            if span is not None:
                pixels = _snapped(span, word, faces, thickness)
                votes.append((size.length / pixels, word.text, WRITTEN_ERROR))
            continue
        x, y = (int(v) for v in word.middle)
        inside = 0 <= y < enclosed.labels.shape[0] and 0 <= x < enclosed.labels.shape[1]
        number = int(enclosed.labels[y, x]) if inside else 0
        if not number:
            continue
        corners = enclosed.cells[number - 1].corners
        if size.area is not None:
            votes.append((math.sqrt(size.area / abs(polygon.area(corners))), word.text, 0.02))
        elif size.sides is not None:
            w, h = np.ptp(corners, axis=0)
            a, b = size.sides
            ways = [(a / w, b / h), (b / w, a / h)]
            one, other = min(ways, key=lambda p: abs(math.log(p[0] / p[1])))
            if abs(math.log(one / other)) < 0.12:
                votes.append((math.sqrt(one * other), word.text, 0.03))
    return votes


def dimension_line(word: Word, ink: Mask) -> tuple[float, float] | None:
    """Where the line that a dimension stands on begins and ends along its text, pixels; None without one."""
    level = abs(word.along[0]) >= abs(word.along[1])
    strokes = ink if level else ink.T
    along, across = (word.middle[0], word.middle[1]) if level else (word.middle[1], word.middle[0])
    best: tuple[float, float, float] | None = None
    rows = range(
        max(0, int(across - 2.6 * word.height)), min(strokes.shape[0] - 1, int(across + 2.6 * word.height))
    )
    for row in rows:
        line = strokes[row] | strokes[min(row + 1, strokes.shape[0] - 1)]
        runs = np.flatnonzero(np.diff(np.pad(line.astype(np.int8), 1)))
        starts, ends = runs[::2], runs[1::2]
        if not len(starts):
            continue
        # the text may interrupt its line
        gap = word.width + 1.6 * word.height if abs(row - across) < 0.8 * word.height else 3.0
        start, end = _run(starts, ends, along, word, gap)
        if (
            end - start > 1.3 * word.width
            and start <= along <= end
            and (best is None or end - start > best[1] - best[0])
        ):
            best = (start, end, float(row))
    if best is None:
        return None
    ticks = _ticks(strokes, int(best[2]), best[0], best[1], word.height)
    return ticks if ticks is not None else (best[0], best[1])


def _run(
    starts: NDArray[np.intp], ends: NDArray[np.intp], along: float, word: Word, gap: float
) -> tuple[float, float]:
    """The run of strokes around a place, gaps where the text stands closed."""
    low, high = along - word.width / 2 - word.height, along + word.width / 2 + word.height
    near = [i for i in range(len(starts)) if starts[i] <= high and ends[i] >= low and ends[i] - starts[i] > 4]
    if not near:
        return 0.0, 0.0
    first, last = near[0], near[-1]
    longest = max(float(ends[i] - starts[i]) for i in near)
    if last > first and max(starts[i + 1] - ends[i] for i in range(first, last)) > gap:
        best = max(near, key=lambda i: ends[i] - starts[i])
        return float(starts[best]), float(ends[best])
    if longest < word.height:
        return 0.0, 0.0
    return float(starts[first]), float(ends[last])


def _ticks(strokes: Mask, row: int, start: float, end: float, height: float) -> tuple[float, float] | None:
    """Where short strokes or help lines cross a dimension line near its ends."""
    reach = max(4, int(0.45 * height))
    above, below = row - 2, row + 3
    if above - reach < 0 or below + reach >= strokes.shape[0]:
        return None
    marks = strokes[above - reach : above].any(0) & strokes[below : below + reach].any(0)
    # an oblique tick is over the line on one side and under it on the other: its middle is the crossing
    either = strokes[above - reach : above].any(0) | strokes[below : below + reach].any(0)
    slack = max(0.06 * (end - start), 1.2 * reach)
    found = []
    for place in (start, end):
        low, high = int(max(0, place - slack)), int(min(strokes.shape[1], place + slack))
        hits = np.flatnonzero(marks[low:high])
        if not len(hits):
            hits = np.flatnonzero(either[low:high])
        if not len(hits) or np.ptp(hits) > 2.5 * reach + 4:
            return None
        found.append(low + float(hits.min() + hits.max() + 1) / 2)
    return found[0], found[1]


def _snapped(span: tuple[float, float], word: Word, faces: Array, thickness: float) -> float:
    """The length of a dimension line, its ends moved to wall faces that are meant."""
    axis = 0 if abs(word.along[0]) >= abs(word.along[1]) else 1
    ends = []
    for place in span:
        off = faces[:, axis] - place
        nearest = float(off[np.abs(off).argmin()])
        ends.append(place + (nearest if abs(nearest) < max(3.0, 0.3 * thickness) else 0.0))
    return max(abs(ends[1] - ends[0]), 1.0)
