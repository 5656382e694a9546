"""Walls finished as a user wants them, whatever the picture shows: quietly, boldly, or with a mural."""

from __future__ import annotations

import colorsys
import math
from random import Random

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import LineString

from tools.errors import ProgramError
from tools.geometry import Vec2, rectangle
from tools.kit.materials.material_kinds import look_of
from tools.picture.image import Pixels
from tools.program import edit_look
from tools.program.model import MaterialSpec, Placement, Wear
from tools.program.program import Program
from tools.program.read import read
from tools.settings import WallFinish

Array = NDArray[np.float64]
ALL, FEATURE = "wall_finish", "wall_feature"
"""Names of the materials."""
SIDE, REPEAT = 512, 0.9
"""Of a drawn pattern: pixels a side, and the metres that one repeat covers."""
FINE, MOST = 400, 2048
"""Of a mural: pixels a metre, and pixels at most."""
DEEP = 0.3
"""Lightness of the bold colour: walls this dark are told as bold by anybody."""
TALL, BEFORE = 1.2, 0.15
"""Metres from which a thing hides a wall, and within which of it."""
HILLS = 6
WAVES = (((0.4, 1.1), 0.075), ((1.4, 2.6), 0.03))
"""Of a crest: waves a height of the wall, and how high each is."""


def finish(text: str, wanted: WallFinish, texture: str = "") -> str:
    """The program with its walls finished.

    "subtle" is a paper in the walls' own colour, its stripes hardly seen, on every wall; "bold" and "mural"
    put a picture that `draw` made on the feature wall, and leave the others as they are.

    Args:
        text: the program; its room wears something.
        wanted: how.
        texture: for "bold" and "mural", the picture's path relative to the program.

    Raises:
        ProgramError: the room's walls wear nothing yet.
    """
    program = read(text)
    worn = _worn(program)
    if wanted == "subtle":
        paper = MaterialSpec(name=ALL, family="wallpaper", color=colour(program))
        slots = {k: v for k, v in worn.slots.items() if not k.startswith("wall_")} | {"walls": ALL}
        return edit_look.set_wear(
            edit_look.set_material(text, paper), worn.model_copy(update={"slots": slots})
        )
    tile = REPEAT if wanted == "bold" else None
    made = MaterialSpec(name=FEATURE, family="wallpaper", texture=texture, tile=tile)
    slots = {**worn.slots, f"wall_{feature(program)}": FEATURE}
    return edit_look.set_wear(edit_look.set_material(text, made), worn.model_copy(update={"slots": slots}))


def draw(program: Program, wanted: WallFinish, seed: int) -> Pixels:
    """The picture of a "bold" or "mural" wall, (H, W, 3) sRGB, in colours that go with the walls' own."""
    rng = Random(f"walls/{wanted}/{seed}")
    base = _rgb(colour(program))
    hue, _, saturation = colorsys.rgb_to_hls(*base)
    if saturation < 0.15:  # a white wall has no hue to go by
        hue = rng.choice([0.02, 0.09, 0.33, 0.46, 0.58, 0.63])
    if wanted == "bold":
        return _scallops(hue)
    length, height = _size(program)
    scale = min(FINE, MOST / max(length, height))
    return _hills(rng, hue, base, max(64, round(length * scale)), max(64, round(height * scale)))


def feature(program: Program) -> int:
    """The wall that takes the finish (an edge of the floor): the one seen most, without a door."""
    floor = program.room.floor if program.room else []
    with_door = {o.wall for o in program.openings if o.kind != "window"}
    with_window = {o.wall for o in program.openings if o.kind == "window"}
    worth = []
    for number, (a, b) in enumerate(zip(floor, [*floor[1:], *floor[:1]], strict=True)):
        free = math.dist(a, b) - sum(_hidden(a, b, p) for p in program.placements)
        # A window cuts a pattern: a wall without one may be a quarter shorter.
        worth.append(free * (0.75 if number in with_window else 1.0) - 100 * (number in with_door))
    return max(range(len(worth)), key=lambda i: worth[i])


def _hidden(a: Vec2, b: Vec2, thing: Placement) -> float:
    """Metres of the wall from `a` to `b` that a tall thing before it hides."""
    if thing.on is not None or thing.mount != "floor" or thing.size[2] < TALL:
        return 0.0
    wall = LineString([a, b])
    near = rectangle(thing.at, thing.size, thing.yaw).buffer(BEFORE)
    return float(wall.intersection(near).length)


def colour(program: Program) -> str:
    """The walls' own colour, "#rrggbb"."""
    worn = _worn(program)
    name = worn.slots.get("walls", worn.material)
    found = next((m for m in program.materials if m.name == name), None)
    if found is None:
        return str(look_of("wall paint")[0].color)
    own = found.color if found.color is not None else look_of(found.family)[0].color
    return own if isinstance(own, str) else "#" + "".join(f"{v:02x}" for v in own)


def _worn(program: Program) -> Wear:
    found = next((w for w in program.wears if w.targets == ["room"]), None)
    if found is None or not (found.material or "walls" in found.slots):
        raise ProgramError("the room's walls wear no material yet", cell="materials")
    return found


def _size(program: Program) -> tuple[float, float]:
    """Length and height of the feature wall, metres."""
    room = program.room
    if room is None:
        raise ProgramError("there is no room to finish the walls of", cell="room")
    number = feature(program)
    return math.dist(room.floor[number], room.floor[(number + 1) % len(room.floor)]), room.height


def _rgb(of: str) -> tuple[float, float, float]:
    red, green, blue = (int(of[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _shade(hue: float, light: float, saturation: float) -> Array:
    return np.array(colorsys.hls_to_rgb(hue % 1.0, light, saturation))


def _scallops(hue: float) -> Pixels:
    """Rows of overlapping fans in a deep colour with light rims; repeats at its edges, (SIDE, SIDE, 3)."""
    ground, rim = _shade(hue, DEEP, 0.42), _shade(hue + 0.06, 0.78, 0.45)
    across, rows = 4, 8
    radius = SIDE / across / 2
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(float)
    shade = np.zeros((SIDE, SIDE))
    for row in range(-1, rows + 2):  # those further down lie over those above
        middle = row * SIDE / rows
        off = radius if row % 2 else 0.0
        from_axis = np.mod(x - off + radius, 2 * radius) - radius
        away = np.hypot(from_axis, y - middle) / radius
        fan = (away <= 1) & (y <= middle)
        rings = np.clip(1.6 - 9 * np.abs(np.mod(away * 4, 1.0) - 0.9), 0, 1)
        shade = np.where(fan, rings, shade)
    mixed = ground + (rim - ground) * 0.85 * shade[..., None]
    return np.asarray(np.round(255 * mixed).clip(0, 255), dtype=np.uint8)


def _hills(rng: Random, hue: float, base: tuple[float, float, float], width: int, height: int) -> Pixels:
    """Hills behind hills under a pale sky with a sun, (height, width, 3)."""
    y, x = np.mgrid[0:height, 0:width].astype(float)
    down, along = y / height, x / height
    sky = 0.5 * (np.array(base) + 1.0)
    warm = _shade(hue + 0.08, 0.86, 0.5)
    picture = sky + (warm - sky) * np.clip(down / 0.5, 0, 1)[..., None]
    at = (rng.uniform(0.25, 0.75) * width / height, rng.uniform(0.2, 0.3))
    glow = np.clip((0.09 - np.hypot(along - at[0], down - at[1])) * height / 2 + 0.5, 0, 1)[..., None]
    picture += (_shade(hue + 0.05, 0.93, 0.6) - picture) * glow
    for number in range(HILLS):
        depth = number / (HILLS - 1)
        waves = [(rng.uniform(*f), rng.uniform(0, math.tau), a) for f, a in WAVES]
        crest = 0.42 + 0.5 * depth**1.15 + sum(a * np.sin(math.tau * f * along + p) for f, p, a in waves)
        within = np.clip((down - crest) * height / 2 + 0.5, 0, 1)[..., None]
        near = _shade(hue + 0.02 * number, 0.76 - 0.5 * depth, 0.18 + 0.2 * depth)
        mist = near + (warm - near) * np.clip((down - crest) * 1.1, 0, 0.35)[..., None]
        picture += (mist - picture) * within
    return np.asarray(np.round(255 * picture).clip(0, 255), dtype=np.uint8)
