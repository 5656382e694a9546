"""The lighting cell: lamps where lamps stand, daylight, and brightness and tint that match the picture."""

from __future__ import annotations

import math
from functools import partial
from weakref import WeakKeyDictionary

import numpy as np

from tools.picture import exposure as photometry
from tools.picture import image as pictures
from tools.picture.image import Mask, Pixels
from tools.picture.photo.view import face_in_picture
from tools.program import edit_code, edit_look
from tools.program.cells import get, split
from tools.program.model import ExposureSpec, LightSpec, Spec
from tools.run.renders import shape_of
from tools.solve import exposing, swatches
from tools.solve.even_light import DAY, LAMP, WHITE, even_light
from tools.solve.sunlight import Sun, contrast, find_sun
from tools.solve.word_light import by_words
from tools.survey import Seen, Survey
from tools.workspace import Workspace

STOPS, WARMTH, CONTRAST = 0.08, 0.04, 1.12
"""Differences in brightness (stops), in red over blue (log2) and in contrast (ratio) that are left alone."""
LOOKS = ("low", "medium", "high")
FALLS, NEAR = 1.1, 0.8
"""Metres into the room from a window where its light meets the floor, and half of that patch's sides."""
SUN, SUN_KELVIN = 3.0, 5300
"""W/m2 that light floor up by its own brightness in usual soft light, and a usual colour temperature."""


def choose(workspace: Workspace) -> str:
    """The source of the lighting cell: the sun if it shows, soft light, and every lamp that is lit."""
    soft = even_light(workspace.survey, workspace.scene.program.ids)
    found = sun_of(workspace) if workspace.has_looks else None
    if not workspace.has_looks:
        text = getattr(workspace.source, "text", "")
        return by_words(workspace.survey, workspace.scene.program.placements, text)
    if found is None:
        return soft
    options = {
        "elevation": round(found.elevation, 1), "azimuth": round(found.azimuth, 1),
        "strength": round(SUN * (found.ratio - 1), 2), "kelvin": SUN_KELVIN,
    }  # fmt: skip
    return LightSpec(kind="sun", options=options).source() + "\n" + soft


def first_light(workspace: Workspace) -> bool:
    """Let the room be seen in light like the picture's before its colours are judged, if nobody lit it yet.

    Returns:
        Whether the lighting cell was written.
    """
    if not unlit(workspace):
        return False
    workspace.apply(partial(_lit, choose(workspace)), why="first light")
    better = refine(workspace, lights=False, tone=False)
    if better is not None:
        as_what = "as bright as the picture" if workspace.has_picture else "neither burnt out nor dim"
        workspace.apply(partial(_lit, better), why=f"first light, {as_what}")
    return True


def as_lit(workspace: Workspace, render: Pixels, warmth: float) -> bool:
    """Correct the exposure alone, once, where a lit render is plainly off in brightness or warmth.

    Args:
        workspace: its picture and scene.
        render: lit, of the reference view, as the scene is now.
        warmth: log2 of red over blue that the picture has more of.

    Returns:
        Whether it was corrected.
    """
    found = photometry.compare(workspace.image, photometry.like(render, workspace.image), workspace.survey)
    dim, cold = abs(found.stops) >= 2 * STOPS, abs(warmth) >= 2 * WARMTH
    if not (dim or cold):
        return False
    now = workspace.scene.program.exposure or ExposureSpec()
    stops = round(float(np.clip(now.stops + 0.9 * found.stops, -5, 5)), 3) if dim else now.stops
    # Half of it: the tone curve gives about twice what is asked of it.
    options = now.options | {"white": _white(now, 0.5 * warmth)} if cold else now.options
    made = ExposureSpec(stops=stops, options=options)
    why = " and ".join(w for w, so in (("as bright", dim), ("as warm", cold)) if so)
    workspace.apply(lambda text: edit_look.set_exposure(text, made), why=f"{why} as the picture")
    return True


def unlit(workspace: Workspace) -> bool:
    """Whether the room still has the even light it was laid out in."""
    held = get(split(workspace.scene.text), "lighting").source
    return held.strip() == even_light(workspace.survey, workspace.scene.program.ids).strip()


def _lit(lines: str, text: str) -> str:
    return edit_code.set_cell(text, "lighting", lines)


_SUNS: WeakKeyDictionary[Workspace, tuple[object, Survey, Sun | None]] = WeakKeyDictionary()
"""The last sun found, with what it was found from."""


def sun_of(workspace: Workspace) -> Sun | None:
    """The sun that the picture's floor tells of; None when it tells of none.

    It takes seconds and hangs on shapes and marks alone: colours and lamps do not move it.
    """
    survey, shapes = workspace.survey, shape_of(workspace.report)
    known = _SUNS.get(workspace)
    if known is None or known[0] != shapes or known[1] is not survey:
        sun = find_sun(workspace.image, survey, _bare(workspace), workspace.report.objects)
        known = _SUNS[workspace] = (shapes, survey, sun)
    return known[2]


def _bare(workspace: Workspace) -> Mask:
    ids = workspace.ids(workspace.image.shape[1])
    return swatches.floor_mask(workspace.image, workspace.survey, ids=ids)


def refine(workspace: Workspace, *, lights: bool = True, tone: bool = True) -> str | None:
    """The lighting cell moved towards the picture by what a render measures; None when it fits.

    Without a picture the exposure alone is corrected, until the room is neither burnt out nor dim.

    Args:
        workspace: its picture and scene.
        lights: also correct single lights, not only the exposure.
        tone: also correct the white point and the contrast, which only mean something with colours on.
    """
    if not workspace.has_picture:
        return _exposed(workspace)
    if not workspace.has_looks:
        return None
    survey, program = workspace.survey, workspace.scene.program
    render = photometry.like(pictures.load(workspace.render("reference", "lit")), workspace.image)
    found = photometry.compare(workspace.image, render, survey)
    warmth = math.log2(found.tint[0] / found.tint[2])
    flat = 1 / CONTRAST < found.contrast < CONTRAST
    if abs(found.stops) < STOPS and abs(warmth) < WARMTH and flat:
        return None
    now = program.exposure or ExposureSpec()
    held: list[Spec] = list(program.lights)
    if lights:
        held = [
            _sun(li, workspace, render)
            if li.kind == "sun"
            else corrected(li, workspace.image, render, survey, found.stops)
            for li in program.lights
        ]
    toned = {"white": _white(now, warmth), "contrast": _look(now, found.contrast)} if tone else {}
    options = now.options | toned
    stops = float(np.clip(now.stops + 0.9 * found.stops, -5, 5))
    return _source([*held, ExposureSpec(stops=round(stops, 3), options=options)])


def _exposed(workspace: Workspace) -> str | None:
    """The lighting cell with the exposure that a room without a picture is shown in; None when it fits."""
    off = exposing.stops_off(workspace)
    if abs(off) < 2 * STOPS:
        return None
    program = workspace.scene.program
    now = program.exposure or ExposureSpec()
    stops = round(float(np.clip(now.stops + 0.9 * off, -5, 5)), 2)
    return _source([*program.lights, ExposureSpec(stops=stops, options=now.options)])


def _sun(light: LightSpec, workspace: Workspace, render: Pixels) -> LightSpec:
    """The sun as strong as makes lit floor stand out from shadow as it does in the picture."""
    at = float(light.options.get("azimuth", 135.0)), float(light.options.get("elevation", 45.0))
    bare, objects = _bare(workspace), workspace.report.objects
    wanted, now = (contrast(p, workspace.survey, bare, objects, at) for p in (workspace.image, render))
    factor = float(np.clip((wanted - 1) / max(now - 1, 0.05), 0.3, 3.0))
    strength = round(float(light.options.get("strength", 1.0)) * factor, 2)
    return light.model_copy(update={"options": light.options | {"strength": min(12.0, max(0.1, strength))}})


def corrected(light: LightSpec, image: Pixels, render: Pixels, survey: Survey, stops: float) -> LightSpec:
    """A light whose own surroundings are brighter or darker than the rest of the room says."""
    if light.kind == "lamp_light":
        thing = next((t for t in survey.seen if t.id == light.options.get("on")), None)
        if thing is None:
            return light
        off = _off(image, render, _around(image, thing)) - stops
        power = float(light.options.get("power", LAMP)) * 2 ** float(np.clip(off, -1.5, 1.0))
        return light.model_copy(update={"options": light.options | {"power": round(max(0.3, power), 2)}})
    if light.kind == "area_light" and (light.name or "").startswith(DAY):
        off = _off(image, render, _before_window(image, survey, light)) - stops
        power = float(light.options.get("power", 0.0)) * 2 ** float(np.clip(0.7 * off, -0.8, 0.8))
        return light.model_copy(update={"options": light.options | {"power": round(max(1.0, power), 1)}})
    if light.kind == "area_light":
        off = _off(image, render, _below(image, survey, light)) - stops
        power = float(light.options.get("power", 0.0)) * 2 ** float(np.clip(0.7 * off, -0.8, 0.8))
        return light.model_copy(update={"options": light.options | {"power": round(max(1.0, power), 1)}})
    if light.kind == "sky":
        # Nothing but the sky lights the tops of the walls.
        off = _off(image, render, swatches.cap_mask(image, survey)) - stops
        strength = float(light.options.get("strength", 0.5)) * 2 ** float(np.clip(off, -1, 1))
        bounded = round(float(np.clip(strength, 0.05, 2.5)), 3)
        return light.model_copy(update={"options": light.options | {"strength": bounded}})
    return light


def _below(image: Pixels, survey: Survey, light: LightSpec) -> Mask:
    """Bare floor under a ceiling light."""
    at, size = light.options.get("at"), light.options.get("size")
    if survey.camera is None or at is None or size is None:
        return np.zeros(image.shape[:2], bool)
    (x, y), (w, d) = at[:2], (0.6 * size[0], 0.6 * size[1])
    corners = [(x - w, y - d, 0.0), (x + w, y - d, 0.0), (x + w, y + d, 0.0), (x - w, y + d, 0.0)]
    outline = face_in_picture(survey.camera, corners)
    if len(outline) < 3:
        return np.zeros(image.shape[:2], bool)
    return swatches.polygon_mask(image, outline) & swatches.floor_mask(image, survey)


def _before_window(image: Pixels, survey: Survey, light: LightSpec) -> Mask:
    """Bare floor that a window's light falls on first."""
    at, aim = light.options.get("at"), light.options.get("look_at")
    if survey.camera is None or at is None or aim is None:
        return np.zeros(image.shape[:2], bool)
    (x, y), (u, v) = at[:2], aim[:2]
    long = math.hypot(u - x, v - y) or 1.0
    away = (u - x) / long, (v - y) / long
    mid = x + FALLS * away[0], y + FALLS * away[1]
    corners = [(mid[0] + s * NEAR, mid[1] + t * NEAR, 0.0) for s, t in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    outline = face_in_picture(survey.camera, corners)
    if len(outline) < 3:
        return np.zeros(image.shape[:2], bool)
    return swatches.polygon_mask(image, outline) & swatches.floor_mask(image, survey)


def _around(image: Pixels, thing: Seen) -> Mask:
    """Pixels near a lamp, without the lamp."""
    x0, y0, x1, y1 = thing.box
    reach = 0.8 * max(x1 - x0, y1 - y0)
    near = swatches.covered(image, [(x0 - reach, y0 - reach, x1 + reach, y1 + reach)])
    return near & ~swatches.covered(image, [thing.box], 3)


def _off(image: Pixels, render: Pixels, mask: Mask) -> float:
    """Stops by which the picture is brighter there; 0 where there is nothing to compare."""
    if mask.sum() < swatches.ENOUGH:
        return 0.0
    wanted, now = (
        np.log2(photometry.luminance(p[mask].astype(float)) + 0.003).mean() for p in (image, render)
    )
    return float(wanted - now)


def _white(now: ExposureSpec, warmth: float) -> int:
    """White point that takes out a difference in warmth."""
    # A higher white point makes the picture warmer: 100 mired are about 0.6 in log2 of red over blue.
    mired = 1e6 / float(now.options.get("white", WHITE)) - warmth / 0.6 * 80
    return round(1e6 / float(np.clip(mired, 125, 330)))


def _look(now: ExposureSpec, contrast: float) -> str:
    """The next softer or harder contrast when the render's is too hard or too soft."""
    held = LOOKS.index(str(now.options.get("contrast", "medium")))
    step = -1 if contrast > CONTRAST else 1 if contrast < 1 / CONTRAST else 0
    return LOOKS[min(2, max(0, held + step))]


def _source(specs: list[Spec]) -> str:
    return "".join(spec.source() + "\n" for spec in specs)
