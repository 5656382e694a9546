"""A person's plain wish about a finished room, understood by rules: what to do, to which things.

"make the armchair blue", "move the bed 20 cm to the left", "remove both plants", "turn the chair",
"make the rug 20 % bigger", "add a floor lamp next to the sofa", "a little brighter".
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tools import vocabulary
from tools.brief.colours import colour_in
from tools.geometry import Vec2
from tools.measured import ObjectReport, SceneReport

Verb = Literal["move", "turn", "scale", "remove", "add", "colour", "light"]
METRES = {
    "mm": 0.001,
    "cm": 0.01,
    "m": 1.0,
    "metre": 1.0,
    "meter": 1.0,
    "inch": 0.0254,
    "feet": 0.3048,
    "ft": 0.3048,
}
DIRECTIONS: dict[str, Vec2] = {
    "left": (-1.0, 0.0), "right": (1.0, 0.0), "up": (0.0, 1.0), "back": (0.0, 1.0), "forward": (0.0, -1.0),
    "down": (0.0, -1.0), "north": (0.0, 1.0), "south": (0.0, -1.0), "west": (-1.0, 0.0), "east": (1.0, 0.0),
}  # fmt: skip
"""In the picture: up is away from its lower edge."""
SHELL = {"floor": "floor", "wall": "walls", "walls": "walls", "ceiling": "ceiling"}
STEP, TURN, GROWTH, STOPS = 0.3, 90.0, 1.2, 0.5
"""What "move it left", "turn it", "bigger" and "brighter" mean without a number: what one sees at once."""
BESIDE = 0.1
"""Metres between a new thing and the one it is put next to."""
VERBS: tuple[tuple[Verb, str], ...] = (
    ("remove", r"\b(remove|delete|(take|throw)( [\w-]+){0,4} (away|out|off)|get rid of|without)\b"),
    ("add", r"\b(add|put in|(place|put) (an?|another|one|some)|i(?: would|'d)? (like|want)|give me)\b"),
    ("move", r"\b(move|push|pull|shift|slide)\b"),
    ("turn", r"\b(turn|rotate|spin)\b"),
    ("scale", r"\b(bigger|larger|smaller|wider|narrower|taller|higher|lower|shorter|deeper)\b"),
    ("light", r"\b(brighter|darker|lighter|dimmer|too dark|too bright)\b"),
)
DOING = (
    "remove|delete|take|throw|get rid|add|put|place|give|move|push|pull|shift|slide|turn|rotate|spin|make|"
    "paint|colour|color"
)
"""Words that a wish begins with: where one follows "and", another wish begins."""
SHRINKING = re.compile(r"\b(smaller|narrower|lower|shorter)\b")
AXES = {"wider": 0, "narrower": 0, "deeper": 1, "taller": 2, "higher": 2, "lower": 2, "shorter": 2}


@dataclass(frozen=True)
class Wish:
    """One thing to do.

    Attributes:
        verb: what.
        ids: of the things it is about.
        by: metres to move, +x right and +y up in the picture.
        degrees: to turn, counter-clockwise from above.
        factor: of width, depth and height; of light, stops in its first number.
        category: of what is added.
        near: id of what it is put next to.
        color: "#rrggbb".
        slot: of the room, when the wish is about floor, walls or ceiling.
    """

    verb: Verb
    ids: tuple[str, ...] = ()
    by: Vec2 = (0.0, 0.0)
    degrees: float = 0.0
    factor: tuple[float, float, float] = (1.0, 1.0, 1.0)
    category: str = ""
    near: str | None = None
    color: str = ""
    slot: str = ""


def understand(text: str, report: SceneReport) -> Wish | None:
    """The wish in a sentence, held against what stands in the room; None when it is not plain enough."""
    said = " ".join(text.lower().replace("%", " percent ").split())
    verb = verb_in(said)
    color = colour_in(said)
    things = named(said, report.objects)
    slot = next((SHELL[w] for w in re.findall(r"[a-z]+", said) if w in SHELL), "")
    if verb == "add":
        return _added(said, report)
    if verb == "light" and not things and not slot:
        down = re.search(r"\b(darker|dimmer|too bright)\b", said)
        return Wish("light", factor=(-STOPS if down else STOPS, 0.0, 0.0))
    if color and (things or slot) and verb in ("colour", "light"):
        return Wish("colour", tuple(things), color=color, slot="" if things else slot)
    if not things:
        return None
    ids = tuple(things)
    if verb == "remove":
        return Wish("remove", ids)
    if verb == "move":
        way = next((DIRECTIONS[w] for w in re.findall(r"[a-z]+", said) if w in DIRECTIONS), None)
        far = length_in(said) or STEP
        return Wish("move", ids, by=(way[0] * far, way[1] * far)) if way else None
    if verb == "turn":
        found = re.search(r"(-?\d+(?:\.\d+)?) ?(?:°|deg)", said)
        return Wish("turn", ids, degrees=float(found[1]) if found else 180.0 if "around" in said else TURN)
    if verb == "scale":
        return Wish("scale", ids, factor=_factors(said))
    return None


def wishes_in(text: str) -> list[str]:
    """The wishes of a sentence, each by itself: "make the rug red and move the bed to the left" is two."""
    between = rf"(?:\s*[,;.]\s*|\s+)(?:(?:and|then|also)\s+)*(?=(?:{DOING})\b)"
    parts = re.split(between, text.strip(), flags=re.IGNORECASE)
    apart = [part for part in parts if part]
    return apart if all(verb_in(part) for part in apart) else [text]


def verb_in(text: str) -> Verb | None:
    """What a sentence wants done, by its words alone; a colour it names counts when no verb does."""
    said = text.lower()
    verb = next((name for name, pattern in VERBS if re.search(pattern, said)), None)
    return verb or ("colour" if colour_in(said) else None)


def named(said: str, objects: Sequence[ObjectReport]) -> list[str]:
    """Ids of the things a sentence names: by id, else by the longest name of a category that stands there."""
    by_id = [o.id for o in objects if re.search(rf"\b{re.escape(o.id.lower())}\b", said)]
    if by_id:
        return by_id
    best: list[str] = []
    length = 0
    for name, ids in _names(objects).items():
        if len(name) > length and re.search(rf"\b{re.escape(name)}(s|es)?\b", said):
            best, length = ids, len(name)
    return best


def _names(objects: Sequence[ObjectReport]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for thing in objects:
        own = {thing.category, *vocabulary.entry(thing.category).synonyms, thing.category.split()[-1]}
        for name in own:
            found.setdefault(name, []).append(thing.id)
    return found


def length_in(said: str) -> float:
    """The first length a sentence gives, in metres; 0 without one."""
    found = re.search(rf"(\d+(?:\.\d+)?) ?({'|'.join(METRES)})(?:s|es)?\b", said)
    return float(found[1]) * METRES[found[2]] if found else 0.0


def _factors(said: str) -> tuple[float, float, float]:
    shrinks = bool(SHRINKING.search(said))
    share = re.search(r"(\d+(?:\.\d+)?) percent", said)
    grown = 1 + float(share[1]) / 100 if share else GROWTH
    factor = 2 - grown if share and shrinks else 1 / grown if shrinks else grown
    axis = next((AXES[w] for w in re.findall(r"[a-z]+", said) if w in AXES), None)
    x, y, z = (max(0.1, factor) if axis in (None, k) else 1.0 for k in range(3))
    return x, y, z


def _added(said: str, report: SceneReport) -> Wish | None:
    new, _, place = re.split(r"\b(next to|beside|near|by|left of|right of)\b", said, maxsplit=1) if re.search(
        r"\b(next to|beside|near|by|left of|right of)\b", said
    ) else (said, "", "")  # fmt: skip
    words = re.findall(r"[a-z]+", new)
    runs = (" ".join(words[i:j]) for i in range(len(words)) for j in range(len(words), i, -1))
    category = next((c for run in runs if (c := vocabulary.canonical(run))), None)
    if category is None:
        return None
    near = named(place, report.objects) if place else []
    return Wish("add", category=category, near=near[0] if near else None)


def free_spot(category: str, near: ObjectReport | None, report: SceneReport) -> Vec2:
    """Where a new floor thing has room: beside another, else the emptiest spot of the floor; world metres."""
    w, d, _ = vocabulary.entry(category).size or (0.5, 0.5, 0.5)
    xs, ys = [p[0] for p in report.room.floor_polygon], [p[1] for p in report.room.floor_polygon]
    rows = [min(ys) + d / 2 + k * 0.1 for k in range(max(1, int((max(ys) - min(ys) - d) / 0.1)))]
    columns = [min(xs) + w / 2 + k * 0.1 for k in range(max(1, int((max(xs) - min(xs) - w) / 0.1)))]
    spots = [(x, y) for x in columns for y in rows]

    def room_at(spot: Vec2) -> tuple[float, float]:
        gaps = [_gap(spot, (w, d), o) for o in report.objects if o.mount == "floor" and o.size[2] > 0.05]
        clear = min([*gaps, 1.0])
        far = _gap(spot, (w, d), near) if near else 0.0
        return (min(clear, BESIDE), -abs(far - BESIDE) if near else clear)

    return max(spots, key=room_at) if spots else (0.0, 0.0)


def _gap(spot: Vec2, size: Vec2, thing: ObjectReport) -> float:
    """Metres between the new thing's rectangle and another's bounds; negative when they overlap."""
    dx = max(thing.low[0] - spot[0], spot[0] - thing.high[0]) - size[0] / 2
    dy = max(thing.low[1] - spot[1], spot[1] - thing.high[1]) - size[1] / 2
    return max(dx, dy) if min(dx, dy) < 0 else math.hypot(dx, dy)
