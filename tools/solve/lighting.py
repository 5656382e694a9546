"""The lighting cell: lamps where lamps stand, daylight, and brightness and tint that match the picture."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools import vocabulary
from tools.picture import image as pictures
from tools.picture.colours import linear
from tools.picture.image import Pixels
from tools.picture.region import mask_of
from tools.picture.survey import Seen, Survey
from tools.scene.model import ExposureSpec, LightSpec, Spec
from tools.scene.program import Program
from tools.workspace import Workspace

LIT = 235
"""A lamp whose brightest pixels reach this is on."""
WHITE = 5000.0
STEP = 0.07
"""Stops: a smaller difference in brightness is left alone."""
WARM = 0.03
"""Difference in log2 of red over blue that is left alone."""


class Measured(NamedTuple):
    """The render against the picture, over the room.

    Attributes:
        stops: by how much the picture is brighter, in stops of mid luminance.
        warmth: log2 of red over blue, the picture's minus the render's: above 0 the picture is warmer.
    """

    stops: float
    warmth: float


def choose(image: Pixels, survey: Survey, program: Program) -> str:
    """The source of the lighting cell: even light from above, the sky, and every lamp that is lit.

    No sun is set: from above, soft shadows do not say where it stands.
    """
    specs: list[Spec] = [LightSpec(kind="sky", options={"strength": 0.5, "kelvin": 6500.0})]
    specs += _ceiling(survey)
    placed = set(program.ids)
    for thing in survey.things:
        if thing.id in placed and lit(image, thing):
            power = 9.0 if thing.mount == "object" or thing.on else 14.0
            options = {"on": thing.id, "power": power, "kelvin": 2900.0}
            specs.append(LightSpec(kind="lamp_light", name=f"{thing.id}_light", options=options))
    specs.append(ExposureSpec(stops=0.0))
    return "".join(spec.source() + "\n" for spec in specs)


def refine(workspace: Workspace) -> str | None:
    """The lighting cell with brightness and white balance moved towards the picture; None when they fit."""
    render = pictures.load(workspace.render("reference", "lit"))
    found = measure(workspace.image, render, workspace.survey)
    if abs(found.stops) < STEP and abs(found.warmth) < WARM:
        return None
    program = workspace.scene.program
    now = program.exposure or ExposureSpec()
    white = float(now.options.get("white", WHITE))
    # A higher white point makes the picture warmer: 100 mired are about 0.6 in log2 of red over blue.
    mired = 1e6 / white - found.warmth / 0.6 * 100
    options = {**now.options, "white": round(1e6 / float(np.clip(mired, 100, 400)))}
    stops = float(np.clip(now.stops + 0.9 * found.stops, -5, 5))
    specs: list[Spec] = [*program.lights, ExposureSpec(stops=round(stops, 3), options=options)]
    return "".join(spec.source() + "\n" for spec in specs)


def measure(image: Pixels, render: Pixels, survey: Survey) -> Measured:
    """Brightness and warmth of a render against the picture.

    Args:
        image: the picture.
        render: seen from the same camera, of any size of the same shape.
        survey: whose wall tops bound what is compared.
    """
    height, width = render.shape[:2]
    smaller = pictures.fit_within(image, max(height, width))[0] if image.shape[1] > width else image
    mine, theirs = _inside(render, survey), _inside(smaller, survey)
    level, wanted = _level(mine), _level(theirs)
    return Measured(math.log2(wanted / level), _warmth(theirs) - _warmth(mine))


def lit(image: Pixels, thing: Seen) -> bool:
    """Whether a thing is a lamp that is on in the picture."""
    if vocabulary.entry(thing.category).family != "lamp":
        return False
    mask = mask_of(thing.box, (image.shape[1], image.shape[0]))
    pixels = image[mask].astype(float)
    return bool(len(pixels) > 0 and np.percentile(pixels.max(1), 97) >= LIT)


def _ceiling(survey: Survey) -> list[Spec]:
    """One soft light under the ceiling for each part of the room between partitions."""
    if survey.room is None:
        return []
    xs = [p[0] for p in survey.room.floor]
    ys = [p[1] for p in survey.room.floor]
    across = [p.start[0] for p in survey.room.partitions if abs(p.start[0] - p.end[0]) < 0.1]
    cuts = sorted([min(xs), *across, max(xs)])
    specs: list[Spec] = []
    for number, (low, high) in enumerate(pairwise(cuts), start=1):
        width, depth = high - low, max(ys) - min(ys)
        if width < 0.5:
            continue
        specs.append(
            LightSpec(
                kind="area_light",
                name=f"ceiling_{number}",
                options={
                    "at": (
                        round((low + high) / 2, 3),
                        round((max(ys) + min(ys)) / 2, 3),
                        survey.room.height - 0.05,
                    ),
                    "size": (round(0.8 * width, 3), round(0.8 * depth, 3)),
                    "power": round(5.0 * width * depth, 1),
                    "kelvin": 4000.0,
                },
            )
        )
    return specs


def _inside(image: Pixels, survey: Survey) -> NDArray[np.float64]:
    """Linear light (n, 3) of the pixels within the walls."""
    room = survey.room
    height, width = image.shape[:2]
    if room is None:
        return linear(image.reshape(-1, 3))
    scale = width / survey.size[0]
    outline = [(x * scale, y * scale) for x, y in room.wall_top_px or room.floor_px]
    return linear(image[mask_of(outline, (width, height))])


def _level(light: NDArray[np.float64]) -> float:
    """Mid brightness: the mean of log luminance, so that lamps and black corners count little."""
    luminance = light @ np.array([0.2126, 0.7152, 0.0722])
    return float(np.exp(np.log(np.clip(luminance, 0.004, 1)).mean()))


def _warmth(light: NDArray[np.float64]) -> float:
    """log2 of red over blue of the mid tones."""
    luminance = light.mean(1)
    low, high = np.percentile(luminance, [30, 95])
    middle = light[(luminance >= low) & (luminance <= high)].mean(0)
    return float(np.log2(max(middle[0], 1e-4) / max(middle[2], 1e-4)))
