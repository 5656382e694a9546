"""The camera and its scale from marks: outlines give the camera, given or usual sizes give the metres."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from scipy.special import logsumexp

from tools.errors import InputError
from tools.picture.annotations import Annotations, KnownLine, ThingMark
from tools.picture.camera import CameraHints, CameraSolution, from_rectangles
from tools.picture.image import Pixels
from tools.picture.known_sizes import Said, said_of, wall_height
from tools.picture.own_lines import lines_of
from tools.picture.posterior import NAMED, Posterior, posterior
from tools.picture.rectangles import refocused
from tools.picture.size_evidence import reasons
from tools.survey import Caveat, Point, Scale

WIDEST = 0.45
"""Spread of the logarithm of a focal length beyond which no camera is looked for."""
TRIED = 5
"""So many focal lengths are tried."""
COARSE = np.arange(-0.6, 0.601, 0.1)
"""Logarithms of the scales at which they are."""
AGREE = 2.5
"""Standard deviations from which two sizes contradict each other."""
QUARRELS = 0.3
"""Share of the reasons that contradict the others from which that is said first of all."""
UNSURE = 0.1
"""Error from which sizes that were said do not stand alone: all of them are of things seen in part."""
CHECKED = "a second look at what was given: --room-width METRES, or known_sizes in the annotations"
"""What to do about a size that something contradicts."""
TWICE = 2
WIDTHS = (0.5, 200.0)
"""Metres between which a room's width is believed."""
LEAST = 0.04
"""Part by which a size must be off, too, before that is said."""


def solve_camera(
    size: tuple[int, int], floor_px: Sequence[Point], marks: Annotations, hints: CameraHints, image: Pixels
) -> CameraSolution:
    """The camera from outlines; without a given width, known sizes or else usual ones give the metres."""
    tops = marks.inner_top
    tall = wall_height(marks)
    if tall is not None and hints.wall_height is None:
        hints = hints.model_copy(update={"wall_height": tall})
    sized = hints.room_width or marks.known_line
    lines = lines_of(image, hints) if tops is None or not sized else None

    def solved(given: CameraHints) -> CameraSolution:
        return from_rectangles(size, floor_px, tops, given, marks.verticals_px, lines)

    if marks.known_line is not None and not hints.room_width:
        hints = _with_width(hints, marks.known_line, solved)
    solution = solved(hints)
    things = [t for t in marks.things if t.box is not None]
    if solution.focal_error and things and not hints.camera:
        focal = focal_from_things(solution, things)
        hints = hints.model_copy(update={"focal": focal / max(size)})
        solution = solved(hints)
    if solution.scale is None or not solution.floor or hints.camera:
        return solution
    width = float(np.ptp([p[0] for p in solution.floor]))
    drawn = _against_drawing(solution, hints, width)
    if solution.scale.source == "measured" or (hints.plan_size and not marks.known_sizes):
        # written on the drawing, or from its doorways and rooms, unless a person gave the width
        return _with(solution, solution.scale, drawn)
    usual = posterior(
        reasons(solution.camera, things, rigid=solution.rigid), 0.0,
        solution.scale.relative_error if solution.scale.source != "user" else 0.5,
        rough=sum(t.rough for t in things) / max(len(things), 1),
    )  # fmt: skip
    known = said_of(marks, solution)
    if solution.scale.source == "user" and not known:
        return _with(solution, solution.scale, _against(solution.scale, usual, width, 1.0))
    if known:
        factor, scale, told = _known(known, width)
        if scale.relative_error > UNSURE and usual.used and not hints.room_width:
            factor, scale = _together(factor, scale, usual, width)
        if hints.room_width:
            factor, scale = 1.0, solution.scale
            told = drawn + [
                f"{s.words} contradicts the given width: it would make the room {width * s.factor:.2f} m wide"
                for s in known if abs(math.log(s.factor)) > max(AGREE * s.spread, LEAST)
            ]  # fmt: skip
        told += _against(scale, usual, width, factor)
    else:
        if not usual.used and not usual.odd:
            return solution
        factor, told = usual.factor, []
        scale = _usual(usual, width)
    found = _with(solved(hints.model_copy(update={"room_width": width * factor})), scale, told)
    if known or not any(t.rough for t in things):
        return found
    return found.model_copy(update={"caveats": [*found.caveats, *_quarrel(usual, width)]})


def _with_width(
    hints: CameraHints, line: KnownLine, solved: Callable[[CameraHints], CameraSolution]
) -> CameraHints:
    """The hints with the room's width that a line of known length on its floor comes to."""
    for _ in range(TWICE):  # how wide a room is moves its camera a little
        found = solved(hints)
        if not found.floor or hints.camera:
            return hints
        ends = found.camera.to_plane([line.from_px, line.to_px])[:, :2]
        share = float(np.linalg.norm(ends[1] - ends[0]))
        if not share > 0:
            return hints
        width = float(np.ptp([p[0] for p in found.floor])) * line.metres / share
        words = f"a line of {line.metres:g} m on the floor makes the room {width:.2f} m wide"
        if not WIDTHS[0] < width < WIDTHS[1]:
            raise InputError(f"{words}: look at the line and its length")
        hints = hints.model_copy(update={"room_width": width, "width_words": words})
    return hints


def _quarrel(found: Posterior, width: float) -> list[Caveat]:
    """What to say where things that our own reader saw contradict each other about the scale."""
    count = len(found.used) + len(found.odd)
    if len(found.odd) < QUARRELS * count or count < 2:
        return []
    alone = ", ".join(f"{words} {width * factor:.1f} m" for words, factor in found.odd[:NAMED])
    words = (
        f"what was recognised does not agree on how large the room is: most of it says "
        f"{width * found.factor:.1f} m wide, but {alone}; metres may be off by {found.error:.0%} and more"
    )
    return [Caveat(about="size", words=words, settle="--room-width METRES", sure=0.8)]


def focal_from_things(solution: CameraSolution, things: Sequence[ThingMark]) -> float:
    """The focal length, pixels, under which tall things lean as they are seen to.

    From straight above the focal length and the camera's height trade off in all that lies on the floor; how
    far things of usual height lean, and where they stand below their boxes, tells one from the other.
    """
    spread = min(solution.focal_error, WIDEST)
    tried = np.linspace(-1.5 * spread, 1.5 * spread, TRIED)
    scale = solution.scale.relative_error if solution.scale else 0.3
    logs = []
    for step in tried:
        camera = refocused(solution.camera, math.exp(step))
        total = sum(r.curve for r in reasons(camera, things, rigid=False, steps=COARSE))
        logs.append(float(logsumexp(total - 0.5 * (COARSE / scale) ** 2)) - 0.5 * (step / spread) ** 2)
    weight = np.exp(np.array(logs) - max(logs))
    return solution.camera.focal_px * math.exp(float(weight @ tried / weight.sum()))


def _with(solution: CameraSolution, scale: Scale, told: Sequence[str]) -> CameraSolution:
    """The solution with this record of its scale, and what contradicts it, told first of all."""
    words = solution.words
    if solution.scale:
        before = f"{solution.scale.anchor} (within {solution.scale.relative_error:.0%})"
        words = words.replace(before, f"{scale.anchor} (within {scale.relative_error:.0%})")
    caveats = [*solution.caveats, *(Caveat(about="size", words=line, settle=CHECKED) for line in told)]
    return solution.model_copy(
        update={"scale": scale, "words": "; ".join([words, *told]), "caveats": caveats}
    )


def _usual(found: Posterior, width: float) -> Scale:
    anchor = f"usual sizes of {_listed(found.used)} make the room {width * found.factor:.2f} m wide"
    if found.odd:
        alone = ", ".join(f"{words} ({width * factor:.1f} m)" for words, factor in found.odd)
        anchor += f"; not of usual size, it seems: {alone}"
    return Scale(
        source="usual", confidence=max(0.1, min(0.9, 1.0 - 2.0 * found.error)), anchor=anchor,
        relative_error=round(found.error, 3),
    )  # fmt: skip


def _known(known: Sequence[Said], width: float) -> tuple[float, Scale, list[str]]:
    """The factor from sizes that were said, its record, and which of them disagree."""
    weights = np.array([s.spread**-2 for s in known])
    logs = np.log([s.factor for s in known])
    order = np.argsort(logs)
    middle = float(logs[order][np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)])
    fits = [abs(x - middle) <= max(AGREE * s.spread, LEAST) for x, s in zip(logs, known, strict=True)]
    mean = float((weights * logs)[fits].sum() / weights[fits].sum())
    factor, error = math.exp(mean), float(weights[fits].sum() ** -0.5)
    words = ", ".join(s.words for s, fit in zip(known, fits, strict=True) if fit)
    told = [
        f"{s.words} contradicts what else was said: it would make the room {width * s.factor:.2f} m wide"
        for s, fit in zip(known, fits, strict=True) if not fit
    ]  # fmt: skip
    scale = Scale(source="user", confidence=0.95, anchor=f"said: {words}", relative_error=round(error, 3))
    return factor, scale, told


def _together(factor: float, scale: Scale, usual: Posterior, width: float) -> tuple[float, Scale]:
    """What was said of things that are seen in part, and usual sizes: each by how sure it is."""
    here, there = scale.relative_error**-2, usual.error**-2
    factor = math.exp((here * math.log(factor) + there * math.log(usual.factor)) / (here + there))
    more = _usual(usual._replace(factor=factor), width).anchor
    anchor = f"{scale.anchor}, of which the picture shows a part; with {more}"
    error = round((here + there) ** -0.5, 3)
    return factor, Scale(source="usual", confidence=0.8, anchor=anchor, relative_error=error)


def _against(scale: Scale, usual: Posterior, width: float, factor: float) -> list[str]:
    """What usual sizes say against a size that was given; "" when they agree or say nothing."""
    if not usual.used:
        return []
    off = math.log(usual.factor / factor)
    if abs(off) < max(AGREE * math.hypot(usual.error, scale.relative_error), LEAST):
        return []
    return [
        f"usual sizes of {_listed(usual.used)} would make it {width * usual.factor:.2f} m wide "
        f"({math.expm1(off):+.0%}): what was given is kept, but look whether it is right"
    ]


def _against_drawing(solution: CameraSolution, hints: CameraHints, width: float) -> list[str]:
    """What is written or drawn on a plan against a width that was given.

    A written size is held to its own error; one from doorways and rooms is a guess, and has to be far off.
    """
    unit = solution.camera.metres_per_pixel
    if not hints.room_width or hints.plan_size is None or solution.scale is None or unit is None:
        return []
    metres, words, error, written = hints.plan_size
    off = math.log(metres / unit)
    if abs(off) <= math.hypot(error, solution.scale.relative_error) * (1.0 if written else AGREE):
        return []
    return [
        f"the given width of {hints.room_width:g} m contradicts the drawing ({words}), which would make it "
        f"{width * math.exp(off):.2f} m wide ({math.expm1(off):+.0%}): what was given is kept"
    ]


def _listed(names: Sequence[str]) -> str:
    """Some names, and that there are more."""
    if not names:
        return "rooms"
    return ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} others" if len(names) > NAMED else "")
