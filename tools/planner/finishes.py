"""What a design's room and things are made of: a palette of its style, and who wears what."""

from __future__ import annotations

import colorsys
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tools.planner.design import RoomType, Style
from tools.program.model import MaterialSpec, Wear

HERE = Path(__file__).parent
TILED: frozenset[RoomType] = frozenset({"bath", "kitchen", "lab"})
"""Rooms with tiles on the floor."""
TILED_BY = frozenset({"toilet", "bathtub", "shower", "stove", "kitchen counter", "workbench"})
"""Things that tell of such a room."""
FIXED: dict[str, tuple[str, str]] = {
    "dark": ("plastic", "#2b2d30"), "dark_wood": ("wood", "#2e2019"), "ceiling": ("paint", "#f7f6f3"),
    "tiles": ("tile", "#c9ccca"), "trim": ("painted wood", "#f2f0eb"),
}  # fmt: skip


@dataclass(frozen=True)
class Finish:
    """The material of each role, and which role every object (by slot) wears."""

    palette: dict[str, tuple[str, str]]
    """Role to (kit family, sRGB colour)."""
    worn: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    """Object id, or "room", to its default role and the roles of named slots."""

    def lines(self) -> str:
        """The source of the materials cell."""
        used = {role for main, slots in self.worn.values() for role in (main, *slots.values())}
        made = [
            MaterialSpec(name=role, family=family, color=color)
            for role, (family, color) in self.palette.items()
            if role in used
        ]
        wears = [Wear(target=id, material=main, slots=slots) for id, (main, slots) in self.worn.items()]
        return "".join(f"{line.source()}\n" for line in [*made, *wears])

    def of(self, id: str) -> tuple[str, str] | None:
        """The (family, colour) an object mostly wears; None when its kit word decides."""
        return self.palette[self.worn[id][0]] if id in self.worn else None


@cache
def _table(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((HERE / name).read_text())
    return data


def choose_finish(rng: Random, style: Style, placed: Mapping[str, str], *, tiled: bool) -> Finish:
    """A palette of a style, shifted a little so that no two rooms share their colours.

    Args:
        rng: where the choice comes from.
        style: of the room.
        placed: category of every object by id, in a fixed order.
        tiled: whether the floor is.
    """
    palette = {role: _pick(rng, options) for role, options in _table("finishes.json")[style].items()}
    palette["fabric2"] = palette["fabric"] if rng.random() < 0.4 else palette["accent"]
    palette["accent2"] = _pick(rng, _table("finishes.json")[style]["accent"])
    palette |= FIXED
    if tiled:
        palette["floor"] = ("tile", _shifted(rng, "#b7b5b0", 0.1))
    worn: dict[str, tuple[str, dict[str, str]]] = {
        "room": ("wall", {"floor": "floor", "ceiling": "ceiling", "trim": "trim"})
    }
    for id, category in placed.items():
        dress = _table("dress.json").get(category)
        if dress is not None:
            worn[id] = (_role(rng, dress[0]), dict(dress[1]))
    return Finish(palette, worn)


def _role(rng: Random, role: str) -> str:
    return "accent2" if role == "accent" and rng.random() < 0.4 else role


def _pick(rng: Random, options: list[tuple[str, str]]) -> tuple[str, str]:
    family, color = rng.choice(options)
    return family, _shifted(rng, color, 0.04)


def _shifted(rng: Random, color: str, by: float) -> str:
    """A colour near another, "#rrggbb"."""
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    h, light, s = colorsys.rgb_to_hls(red, green, blue)
    light = min(0.97, max(0.03, light + rng.uniform(-by, by)))
    turned = colorsys.hls_to_rgb(
        (h + rng.uniform(-0.02, 0.02)) % 1.0, light, min(1.0, s * rng.uniform(0.8, 1.2))
    )
    return "#" + "".join(f"{round(c * 255):02x}" for c in turned)
