"""What masks are called: ids and names from file names and categories, and from our own reader."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import numpy as np

from tools import vocabulary
from tools.picture.annotations import ThingMark
from tools.picture.image import Pixels
from tools.picture.masks.given import Masks
from tools.picture.masks.rims import Labels
from tools.picture.recognise.marks import SURE, category_of, front_of
from tools.picture.recognise.reader import Named as Recognised
from tools.picture.recognise.reader import overlap, recognise
from tools.pinhole import Camera
from tools.survey import RoomSurvey

SHELL = frozenset({"wall", "floor", "ceiling", "background", "room", "void", "baseboard", "skirting"})
"""Names of masks that are no things: the room is read from its outlines."""
NOBODY = re.compile(r"^(mask|segment|object|obj|instance|inst|thing|region|label|layer|id|sam|unknown|m|s)?$")
"""What masks are called that nobody named."""
SAME = 0.4
"""Intersection over union of a mask's box and something that our reader recognised, to be one thing."""
HOLES = ("door", "window")
"""Classes of what is no thing."""
BELOW = 3
"""Pixels under a mask's lower edge where what carries it shows."""
CARRIES, NAMELESS = 0.5, 0.8
"""Of that edge, the share over one other mask: for what usually stands on something, for what has no name."""
UNDER = 0.6
"""Of its box within another's, where its lower edge tells nothing."""
SOFT = frozenset({"bed", "sofa", "armchair", "chair", "stool"})
"""Families that carry though they have no surface."""


def words_of(name: str) -> str:
    """The words a mask's name holds, without number: "Dining-Chair.002" is "dining chair"."""
    plain = re.sub(r"([a-z])([A-Z])", r"\1 \2", name)
    return " ".join(re.findall(r"[^\W\d_]+", plain.lower()))


def category_of_name(name: str) -> str:
    """What a mask is, by its name; "unknown" for one that nobody named."""
    words = re.sub(r"\b(mask|segment|instance)\b", "", words_of(name)).strip()
    return vocabulary.UNKNOWN if NOBODY.match(words) else " ".join(words.split())


def id_of(name: str, taken: Collection[str]) -> str:
    """A sound id that is free: the name itself where it is one."""
    stem = re.sub(r"[^A-Za-z0-9_.-]+", "_", name).strip("_.-")[:50] or "mask"
    stem = stem if re.match(r"[A-Za-z_]", stem) else f"mask_{stem}"
    number, free = 2, stem
    while free in taken:
        free, number = f"{stem}_{number}", number + 1
    return free


def numbered(categories: Sequence[str]) -> list[str]:
    """An id for each: its category's words and a number: bed_1, chair_1, chair_2, mask_1."""
    counts: dict[str, int] = {}
    ids = []
    for category in categories:
        words = words_of(category).replace(" ", "_")[:40]
        stem = "mask" if category == vocabulary.UNKNOWN or not words.isascii() else words
        counts[stem] = counts.get(stem, 0) + 1
        ids.append(f"{stem}_{counts[stem]}")
    return ids


def recognised(
    marks: Sequence[ThingMark], image: Pixels, camera: Camera | None, room: RoomSurvey | None
) -> list[ThingMark]:
    """The marks, those without a name called what our own reader takes them for where it is sure enough.

    Args:
        marks: with boxes, pixels of the picture.
        image: (height, width, 3) sRGB.
        camera: tells sizes and directions.
        room: tells the walls' directions.
    """
    if not any(_nameless(mark) for mark in marks):
        return list(marks)
    aslant = camera is not None and camera.kind == "pinhole" and camera.rotation[2][2] > -0.8
    found = [r for r in recognise(image, turned=not aslant) if r.confidence >= SURE and r.name not in HOLES]
    pairs = _paired(marks, found)
    return [
        _called(mark, found[pairs[k]], marks, camera, room) if k in pairs else mark
        for k, mark in enumerate(marks)
    ]


def _paired(marks: Sequence[ThingMark], found: Sequence[Recognised]) -> dict[int, int]:
    """Which mark is which of the things recognised: one to one, the best overlaps first, nameless marks only.

    Named marks take part: what was recognised in their place is theirs and nobody else's.
    """
    shares = [
        (overlap(r.box, mark.box), k, n)
        for k, mark in enumerate(marks)
        for n, r in enumerate(found)
        if mark.box is not None
    ]
    pairs: dict[int, int] = {}
    for share, k, n in sorted(shares, reverse=True):
        if share >= SAME and k not in pairs and n not in pairs.values():
            pairs[k] = n
    return {k: n for k, n in pairs.items() if _nameless(marks[k])}


def _nameless(mark: ThingMark) -> bool:
    return vocabulary.canonical(mark.category, mark.mount) in (None, vocabulary.UNKNOWN)


def _called(
    mark: ThingMark,
    best: Recognised,
    marks: Sequence[ThingMark],
    camera: Camera | None,
    room: RoomSurvey | None,
) -> ThingMark:
    seen = best._replace(box=mark.box or best.box)
    over = any(m is not mark and _covered(mark, m) > UNDER and _area(m) > 1.5 * _area(mark) for m in marks)
    word = category_of(seen, camera, carried=over)
    return mark.model_copy(
        update={
            "category": word, "confidence": round(best.confidence, 2),
            "facing": front_of(seen, word, camera, room) if mark.facing is None else mark.facing,
        }
    )  # fmt: skip


def supported(marks: Sequence[ThingMark], masks: Masks) -> list[ThingMark]:
    """The marks, what usually stands on something standing on the thing whose mask is under its own."""
    by_id = {mark.id: mark for mark in marks}
    numbers = {id: number for number, (id, _) in enumerate(masks.names, start=1)}
    out = []
    for mark in marks:
        carrier = None
        if mark.on is None and mark.mount is None and mark.id in numbers and _wants(mark):
            carrier = _carrier(mark, numbers[mark.id], by_id, masks)
        out.append(mark if carrier is None else mark.model_copy(update={"on": carrier}))
    return out


def _wants(mark: ThingMark) -> bool:
    return _nameless(mark) or vocabulary.entry(mark.category).mount == "object"


def _carries(mark: ThingMark) -> bool:
    entry = vocabulary.entry(mark.category)
    return entry.surface is not None or entry.family in SOFT


def _carrier(mark: ThingMark, number: int, by_id: dict[str, ThingMark], masks: Masks) -> str | None:
    """Who carries a thing: the mask under its lower edge, else the smallest whose box holds most of it.

    A chair before a desk hides the lower edge of what stands on the desk: it carries hard things only where
    nothing else does.
    """
    below = _below(masks.labels, number)
    counts = np.bincount(below, minlength=len(masks.names) + 1)
    least = (NAMELESS if _nameless(mark) else CARRIES) * max(1, len(below))
    ranked = sorted(((int(counts[n]), id) for n, (id, _) in enumerate(masks.names, start=1)), reverse=True)
    under = [id for n, id in ranked if n >= least and id in by_id and id != mark.id and _carries(by_id[id])]
    hard = not _nameless(mark) and vocabulary.entry(mark.category).shape not in ("soft", "drape", "hang")
    first = [id for id in under if not (hard and _is_seat(by_id[id]))]
    holders = [
        other for other in by_id.values()
        if not _nameless(mark) and other.id != mark.id and _carries(other) and not (hard and _is_seat(other))
        and _covered(mark, other) > UNDER and _area(other) > _area(mark)
    ]  # fmt: skip
    if first:
        return first[0]
    if holders:
        return min(holders, key=_area).id
    tables = [
        o for o in by_id.values() if o.id != mark.id and not _is_seat(o) and _carries(o) and _over(mark, o)
    ]
    return min(tables, key=_area).id if under and tables else next(iter(under), None)


def _over(mark: ThingMark, table: ThingMark) -> bool:
    """Whether a thing may stand on another that something hides: its lower edge lies in the other's box."""
    (x0, _, x1, y1), (u0, v0, u1, v1) = mark.box or (0, 0, 1, 1), table.box or (0, 0, 1, 1)
    return min(x1, u1) - max(x0, u0) > UNDER * (x1 - x0) and v0 < y1 < v1


def _is_seat(mark: ThingMark) -> bool:
    return vocabulary.entry(mark.category).family in ("chair", "stool")


def _below(labels: Labels, number: int) -> Labels:
    """Labels just under the lowest pixel of each of a mask's columns, its own left out."""
    ys, xs = np.nonzero(labels == number)
    lowest = np.full(labels.shape[1], -1)
    np.maximum.at(lowest, xs, ys)
    columns = np.flatnonzero(lowest >= 0)
    rows = np.minimum(lowest[columns] + BELOW, labels.shape[0] - 1)
    found = labels[rows, columns]
    return np.asarray(found[found != number], dtype=np.uint16)


def _covered(mark: ThingMark, by: ThingMark) -> float:
    (x0, y0, x1, y1), (u0, v0, u1, v1) = mark.box or (0, 0, 1, 1), by.box or (0, 0, 1, 1)
    common = max(0.0, min(x1, u1) - max(x0, u0)) * max(0.0, min(y1, v1) - max(y0, v0))
    return common / max((x1 - x0) * (y1 - y0), 1e-9)


def _area(mark: ThingMark) -> float:
    x0, y0, x1, y1 = mark.box or (0, 0, 1, 1)
    return (x1 - x0) * (y1 - y0)
