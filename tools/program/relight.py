"""Another light for a room: a preset of the kit, or the sun at a time of day, with its lamps."""

from __future__ import annotations

import math
import re

from tools import vocabulary
from tools.errors import InputError
from tools.program import edit
from tools.program.model import ExposureSpec, LightSpec, Spec
from tools.program.program import Program
from tools.program.read import read

PRESETS = ("daylight", "overcast", "golden", "evening", "night", "studio")
"""What the kit's `light_preset` knows."""
TIMES = {
    "morning": "8:30", "noon": "12:30", "midday": "12:30", "afternoon": "16:00", "sunset": "golden",
    "evening": "evening", "dusk": "evening", "night": "night", "midnight": "night", "day": "daylight",
}  # fmt: skip
"""Times that are told in a word: an hour, or a preset."""
LAMPS_ON = ("evening", "night", "golden")
AFTER_DARK = {"evening": (0.12, 7500.0, 0.7, 0.7), "night": (0.03, 8000.0, 1.2, 0.9)}
"""The sky's strength and colour temperature, watts a square metre of ceiling, and stops, as in the kit."""
LAMP, TALL_LAMP, LAMP_KELVIN = 12.0, 30.0, 2800.0
"""Watts of a lamp that stands on something, and of another, and their colour temperature."""
RISE, SET, HIGHEST = 6.0, 20.0, 58.0
"""Hours of sunrise and sunset of a day in summer, and degrees the sun stands at its highest."""
LOW = 8.0
"""Degrees below which the sun is too low to light a room."""


def relit(text: str, *, preset: str | None = None, time: str | None = None) -> str:
    """The program in another light.

    Lamps stay where they are; after dark every one that stands in the room is on.

    Args:
        text: the program.
        preset: one of PRESETS.
        time: a word of TIMES, or an hour: "7:30", "18".

    Raises:
        InputError: neither or both are given, or there is no such light.
    """
    if (preset is None) == (time is None):
        raise InputError(f"give --preset ({', '.join(PRESETS)}) or --time (evening, 17:30, ...)")
    told = preset if preset is not None else TIMES.get(str(time).strip().lower(), str(time).strip().lower())
    lines: list[Spec]
    if told in PRESETS:
        lines, dark = _preset(told), told in LAMPS_ON
    elif preset is not None:
        raise InputError(f"there is no light {preset!r}; there are {', '.join(PRESETS)}")
    else:
        lines, dark = _at(_hour(told))
    program = read(text)
    lamps = [s for s in program.lights if s.kind == "lamp_light"]
    if dark:
        lit = {s.options.get("on") for s in lamps}
        lamps += [
            LightSpec(
                kind="lamp_light", name=f"{p.id}_light",
                options={"on": p.id, "power": LAMP if p.on else TALL_LAMP, "kelvin": LAMP_KELVIN},
            )
            for p in program.placements
            if vocabulary.entry(p.category).family == "lamp" and p.id not in lit
        ]  # fmt: skip
    elif lines and lines[0].key == "studio":
        lamps = []
    return edit.set_cell(text, "lighting", "".join(s.source() + "\n" for s in [*lines, *lamps]))


def light_now(program: Program) -> str:
    """The word of TIMES, or of PRESETS, that `relit` makes a program's light of; "" for light of its own."""
    own = [light.source() for light in program.lights if light.kind != "lamp_light"]
    for word in [*TIMES, *PRESETS]:
        told = TIMES.get(word, word)
        lines = _preset(told) if told in PRESETS else _at(_hour(told))[0]
        if own == [line.source() for line in lines if isinstance(line, LightSpec)]:
            return word
    return ""


def _preset(name: str) -> list[Spec]:
    """The kit's preset; after dark with the sky itself behind the windows, which is no white page then."""
    if name not in AFTER_DARK:
        return [LightSpec(kind="light_preset", name=name)]
    strength, kelvin, ceiling, stops = AFTER_DARK[name]
    sky: dict[str, object] = {"strength": strength, "kelvin": kelvin, "backdrop": None}
    wide: dict[str, object] = {"watts_per_m2": ceiling, "kelvin": 3000.0}
    return [
        LightSpec(kind="sky", options=sky), LightSpec(kind="ceiling_light", name="ceiling", options=wide),
        ExposureSpec(stops=stops),
    ]  # fmt: skip


def _hour(told: str) -> float:
    """Hours after midnight of "7", "7:30", "19h"."""
    found = re.fullmatch(r"(\d{1,2})(?:[:.h](\d{2})?)?", told)
    hour = int(found[1]) + int(found[2] or 0) / 60 if found else 24.0
    if not found or hour >= 24 or int(found[2] or 0) >= 60:
        raise InputError(f"--time {told}: give {', '.join(TIMES)}, or an hour: 17:30")
    return hour


def _at(hour: float) -> tuple[list[Spec], bool]:
    """The light of an hour of a clear day, and whether lamps are on."""
    share = (hour - RISE) / (SET - RISE)
    high = HIGHEST * math.sin(math.pi * share) if 0 < share < 1 else -1.0
    if high < LOW:
        name = "evening" if high > 0 or SET <= hour < SET + 2 else "night"
        return _preset(name), True
    warm = min(1.0, (high - LOW) / 30)  # low suns are warm and weak
    sun: dict[str, object] = {
        "elevation": round(high, 1), "azimuth": round(90 + 180 * share, 1),
        "strength": round(2.0 + 1.5 * warm, 2), "kelvin": round(3400 + 2100 * warm),
    }  # fmt: skip
    sky: dict[str, object] = {"strength": round(0.35 + 0.4 * warm, 2), "kelvin": 6800.0}
    return [
        LightSpec(kind="sun", options=sun), LightSpec(kind="sky", options=sky), ExposureSpec(stops=0.3)
    ], False  # fmt: skip
