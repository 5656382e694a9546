"""What a survey is not sure of, how much it matters, and the one number or word that settles it."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from tools import vocabulary
from tools.survey import Seen, Survey

SMALL = 0.04
"""Metres: a doubt that moves things by less is not listed."""
LEANING = 0.35
"""Part of its usual height that a height without a mark may be off."""
WORST = 3
"""Doubts that are said at the end of a run; all of them are in its report."""


class Doubt(NamedTuple):
    """One uncertain value.

    Attributes:
        about: what a `Caveat` is about, or "scale", "walls", "camera", "outlines", "names", or a thing's id.
        words: what is uncertain, for a person.
        settle: what to give: an option, or a field of the annotations.
        metres: how far things may be off because of it; 0 when it does not move anything.
    """

    about: str
    words: str
    settle: str
    metres: float

    @property
    def line(self) -> str:
        """The doubt and what settles it, in a line for a person."""
        return f"{self.words}. Settle it with {self.settle}."


def review(survey: Survey) -> list[Doubt]:
    """The doubts of a survey, the weightiest first."""
    # what makes the whole reading doubtful comes first, whatever metres the rest is about
    whole = [Doubt(c.about, c.words, c.settle, math.inf) for c in survey.caveats]
    doubts = [*whole, *_shell(survey), *_names(survey)]
    for thing in survey.seen:
        if not thing.rejected:
            doubts += [*_height(thing, survey), *_facing(thing)]
    return sorted(doubts, key=lambda d: -d.metres)


def doubts_of(survey: Survey) -> list[Doubt]:
    """`review` of a room that was read from pictures; nothing of one from words or a scan."""
    return review(survey) if survey.views else []


def worst(doubts: list[Doubt]) -> list[Doubt]:
    """The few that move the room or make its whole reading doubtful; `doubts` as `review` sorts them."""
    return [doubt for doubt in doubts if doubt.metres >= SMALL][:WORST]


def _shell(survey: Survey) -> list[Doubt]:
    room = survey.room
    if room is None:
        return [Doubt("outlines", "no floor is marked", "floor_px in the annotations", math.inf)]
    width = float(np.ptp([p[0] for p in room.floor]))
    found = []
    if survey.scale and survey.scale.source != "user":
        off = survey.scale.relative_error * width / 2
        words = f"the room is taken as {width:.2f} m wide ({survey.scale.anchor}), +-{2 * off:.2f} m"
        best = settling(survey)
        settle = (
            f"--room-width METRES, or known_sizes in the annotations: {best}"
            if best
            else "--room-width METRES"
        )
        found.append(Doubt("scale", words, settle, off))
    if any("wall height is a usual one" in note for note in survey.notes):
        words = f"walls are taken as {room.height:.2f} m high; heights of what hangs on them follow"
        found.append(Doubt("walls", words, "--wall-height METRES", 0.1 * room.height))
    drawn = survey.camera is not None and survey.camera.kind == "ortho"
    if room.seen is not None:
        away = f"walls {', '.join(map(str, room.guessed))} are guessed: " if room.guessed else ""
        words = f"{away}the photo shows {room.seen:.0%} of the floor, the rest is closed as is simplest"
        found.append(Doubt("walls", words, "a picture that shows them, too", 0.0))
    if not room.wall_top_px and not drawn and room.seen is None:
        words = "no wall tops are marked, so the walls' height is a usual one"
        found.append(Doubt("outlines", words, "wall_top_px or verticals_px in the annotations", 0.05))
    if survey.views[0].confidence < 0.6:
        words = f"the camera and the outlines are uncertain (confidence {survey.views[0].confidence:.0%})"
        settle = "floor_px, corrected" if drawn else "floor_px, wall_top_px and verticals_px, corrected"
        settle = "walls, verticals_px and levels_px, corrected" if room.seen is not None else settle
        found.append(Doubt("camera", words, settle, 0.2))
    return found


def settling(survey: Survey) -> str | None:
    """The one measure that tells the scale best, in words; None when the scale is known.

    It is the longest side that the picture shows whole: of the room, or of a thing that can be measured.
    """
    if survey.scale is None or survey.scale.source == "user" or survey.room is None or survey.camera is None:
        return None
    width, height = survey.size
    best: tuple[float, str] | None = None
    for thing in survey.seen:
        x0, y0, x1, y1 = thing.box
        inside = min(x0, y0) > 1.5 and x1 < width - 1.5 and y1 < height - 1.5
        entry = vocabulary.entry(thing.category)
        if (
            not inside
            or thing.mount != "floor"
            or thing.on
            or thing.rejected
            or entry.shape in ("tree", "flat")
        ):
            continue
        square = entry.turns == 0
        length = max(x1 - x0, y1 - y0)
        side = "diameter" if square else "width" if entry.size[0] >= entry.size[1] else "depth"
        if best is None or length > best[0]:
            best = (length, f"the {side} of {thing.id}")
    room = "the width of the room between its left and right wall"
    return f"{room}, or {best[1]}" if best else room


def _names(survey: Survey) -> list[Doubt]:
    unknown = [t.id for t in survey.things if t.category == vocabulary.UNKNOWN and not t.rejected]
    if not unknown:
        return []
    shown = ", ".join(unknown[:8]) + (" ..." if len(unknown) > 8 else "")
    words = f"{len(unknown)} things have no name and become plain volumes: {shown}"
    return [Doubt("names", words, "category in the annotations", 0.0)]


def _height(thing: Seen, survey: Survey) -> list[Doubt]:
    """A standing thing whose height nobody said: the lean that is undone is a guess."""
    camera, entry = survey.camera, vocabulary.entry(thing.category)
    if camera is None or thing.height or thing.top or thing.mount != "floor" or entry.shape == "flat":
        return []
    spread = LEANING * entry.size[2]
    x0, y0, x1, y1 = thing.box
    middle = [((x0 + x1) / 2, (y0 + y1) / 2)]
    low, high = (camera.to_plane(middle, z)[0, :2] for z in (entry.size[2] / 2, (entry.size[2] + spread) / 2))
    off = float(np.hypot(*(high - low)))
    if off < SMALL or thing.foot is not None:
        return []
    words = f"{thing.id} is taken as {entry.size[2]:.2f} m high; it may stand {off:.2f} m elsewhere"
    return [Doubt(thing.id, words, "its top (metres) or its foot (pixel) in the annotations", off)]


def _facing(thing: Seen) -> list[Doubt]:
    entry = vocabulary.entry(thing.category)
    if thing.facing is not None or thing.on or entry.turns != 1 or thing.mount != "floor" or thing.small:
        return []
    words = f"which way {thing.id} faces is guessed from the walls and tables around it"
    return [Doubt(thing.id, words, "its facing in the annotations", 0.0)]
