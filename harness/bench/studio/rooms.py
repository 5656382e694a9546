"""Rooms with as many things as one asks for: furniture, and what stands on it."""

from __future__ import annotations

import math
from typing import NamedTuple

from tools.geometry import Vec3

SPACE = 2.4
"""Metres between pieces of furniture."""


class Kind(NamedTuple):
    """A thing that stands there, and what stands on it."""

    category: str
    word: str
    size: Vec3
    on: tuple[tuple[str, str, Vec3], ...] = ()


KINDS = (
    Kind("desk", "desk", (1.4, 0.7, 0.75), (
        ("laptop", "laptop", (0.34, 0.24, 0.22)), ("cup", "cup", (0.09, 0.09, 0.1)),
        ("desk lamp", "desk_lamp", (0.2, 0.2, 0.45)), ("book", "book", (0.16, 0.23, 0.03)))),
    Kind("office chair", "office_chair", (0.6, 0.6, 1.0)),
    Kind("bookcase", "bookshelf", (0.9, 0.32, 1.8)),
    Kind("coffee table", "coffee_table", (1.1, 0.6, 0.42), (
        ("vase", "vase", (0.12, 0.12, 0.25)), ("bowl", "bowl", (0.22, 0.22, 0.09)),
        ("candle", "candle", (0.08, 0.08, 0.1)))),
    Kind("sofa", "sofa", (2.1, 0.9, 0.8)),
    Kind("nightstand", "nightstand", (0.45, 0.4, 0.5), (
        ("table lamp", "table_lamp", (0.25, 0.25, 0.45)), ("alarm clock", "alarm_clock", (0.1, 0.06, 0.09)))),
    Kind("plant", "plant", (0.5, 0.5, 1.1)),
    Kind("dresser", "dresser", (1.2, 0.45, 0.8), (
        ("photo frame", "photo_frame", (0.15, 0.05, 0.2)), ("vase", "vase", (0.12, 0.12, 0.25)))),
)  # fmt: skip
"""Over and over, until there are enough."""


def room_of(count: int) -> str:
    """A program with that many things, as one writes it by hand (its words come when it is taken in)."""
    placed = _placed(count)
    columns = math.ceil(math.sqrt(sum(on is None for _, _, on, _ in placed)))
    half = round(columns * SPACE / 2 + 0.5, 2)
    layout, geometry, standing = [], [], 0
    for id, kind, on, nth in placed:
        if on is None:
            row, column = divmod(standing, columns)
            standing += 1
            at = (column - (columns - 1) / 2) * SPACE, ((columns - 1) / 2 - row) * SPACE
            onto = ""
        else:
            at = (nth % 2 - 0.5) * 0.2, (nth // 2 - 0.5) * 0.2
            onto = f', on="{on}"'
        where = f"at=({at[0]:.2f}, {at[1]:.2f}), size={kind.size}{onto}"
        layout.append(f'place("{id}", "{kind.category}", {where})')
        geometry.append(f'# %% geometry:{id}\nfurnish("{id}", {kind.word})')
    floor = [(-half, -half), (half, -half), (half, half), (-half, half)]
    cells = [
        f"# %% room\nroom(floor={floor}, height=2.6)",
        "# %% layout",
        *layout,
        *geometry,
        '# %% materials\nmaterial("boards", "wood floor", color="#8a6a48")\nwear("room", floor="boards")',
        "# %% lighting\nsun(elevation=50, azimuth=135, strength=3.0)\nsky(strength=0.6)",
        "# %% camera",
        f'camera("reference", at=(0, 0, {half * 4:.2f}), rotation=(0, 0, 0), focal=1.7, '
        "resolution=(640, 640))",
        "# %% run\nfinish()\n",
    ]
    return "\n".join(cells)


def _placed(count: int) -> list[tuple[str, Kind, str | None, int]]:
    """Id, kind, what it stands on, and the how manieth there."""
    found: list[tuple[str, Kind, str | None, int]] = []
    number = 0
    while len(found) < count:
        kind = KINDS[number % len(KINDS)]
        own = f"{kind.word}_{number}"
        found.append((own, kind, None, 0))
        for nth, (category, word, size) in enumerate(kind.on):
            found.append((f"{word}_{number}", Kind(category, word, size), own, nth))
        number += 1
    return found[:count]
