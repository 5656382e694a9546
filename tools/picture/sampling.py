"""Colours for what was marked without one."""

from __future__ import annotations

from tools.picture.colours import median_colour
from tools.picture.image import Pixels
from tools.survey import Box, Seen, Survey


def with_colours(survey: Survey, image: Pixels) -> Survey:
    """The survey with a colour sampled from the picture for every thing that has none."""
    things = [
        thing
        if thing.color or not isinstance(thing, Seen)
        else thing.model_copy(update={"color": median_colour(image, thing.outline or core(thing.box))})
        for thing in survey.things
    ]
    return survey.model_copy(update={"things": things})


def core(box: Box) -> Box:
    """The middle of a box, where a thing is more likely than what lies behind it."""
    x0, y0, x1, y1 = box
    dx, dy = (x1 - x0) / 5, (y1 - y0) / 5
    return x0 + dx, y0 + dy, x1 - dx, y1 - dy
