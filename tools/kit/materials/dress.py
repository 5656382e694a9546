"""Put materials on everything: what `wear` says, else what each slot is usually made of."""

from __future__ import annotations

from typing import Any

from tools.kit.core import BUILD, Thing
from tools.kit.materials.materials import material
from tools.kit.materials.uv import uv_part

SLOT_LOOKS = {
    "body": "painted wood #cfc8bc", "frame": "wood #8f6b49", "wood": "oak", "top": "oak", "leg": "walnut",
    "seat": "fabric #b7aea2", "fabric": "fabric #b3aba0", "cushion": "linen #c4b9aa",
    "pillow": "cotton #ece8e1",
    "sheet": "cotton #f1eee8", "duvet": "cotton #efebe4", "throw": "knit #9c8b78", "metal": "brushed steel",
    "handle": "steel #8f8d8a", "glass": "glass", "mirror": "mirror", "shade": "lampshade", "bulb": "bulb",
    "leaf": "foliage", "pot": "ceramic #d8d2c8", "soil": "soil", "screen": "screen", "paper": "paper",
    "page": "paper #f3efe6", "cover": "paper #7d5f52", "door": "painted wood", "drawer": "painted wood",
    "trim": "gloss paint", "tile": "tile", "water": "water", "rope": "rope", "plastic": "plastic",
    "flower": "petal", "stem": "foliage #55703f", "rug": "rug", "curtain": "linen #d8cfc2", "food": "food",
    "wax": "wax", "stone": "stone", "ceramic": "ceramic", "leather": "leather", "wicker": "wicker",
    "art": "canvas print", "picture": "canvas print", "mat": "paper #f4f1ea", "branch": "bark",
    "trunk": "bark",
    "cable": "black plastic", "case": "black plastic", "dark": "black plastic", "light": "lamp",
    "flame": "bulb #ffb04a",
    "floor": "wood floor", "walls": "wall paint", "ceiling": "wall paint #f6f4f0", "skirting": "gloss paint",
    "cornice": "paint #f6f4f0", "cap": "paint #f4f2ee", "sill": "gloss paint",
    "fabric_2": "fabric #8f8a83", "fabric_3": "fabric #e4ddd0", "fabric_4": "fabric #7b6a5c",
    "sheer": "sheer", "rug_2": "rug #8c6f5e", "rug_3": "rug #e6dccb", "pillow_2": "cotton #b4b8b5",
    "cushion_2": "linen #8b8f84", "cover_2": "paper #40566b", "cover_3": "paper #6d7a55",
    "cover_4": "paper #c3a268", "cover_5": "paper #57484f",
}  # fmt: skip
SLOT_KEEPS = frozenset({
    "glass", "mirror", "bulb", "screen", "leaf", "soil", "water", "page", "paper", "stem", "flower", "flame",
    "light", "dark", "handle", "cable", "art", "mat", "cap",
})  # fmt: skip
"""Slots whose material `wear`'s general one does not replace."""
SHELL_FALLBACKS = {"skirting": "trim", "cornice": "trim", "frame": "trim", "sill": "trim"}
SHELL_LOOKS = {"frame": "gloss paint", "door": "painted wood #f1eee9", "body": "paint"}


def dress_all() -> None:
    """Give every part its material and its UV coordinates."""
    for thing in [*BUILD.things.values(), *BUILD.shell.values()]:
        for part in thing.parts:
            made = dress_material(thing, part)
            dress_put(part, made)
            uv_part(part, made)
        dress_notes(thing)


def dress_material(thing: Thing, part: Any) -> Any:
    """The material a part wears."""
    slot, wears, name = part["slot"], thing.wears, part["part"]
    for key in dress_keys(part):
        # A colour of its own stays when its slot is dressed: that is for the parts that have none.
        kept = "paint" in part and not part.get("usual") and key == slot != name
        if key in wears and not kept:
            return BUILD.materials[wears[key]]
    if "own" in part:
        return BUILD.materials[part["own"]]
    if "paint" in part:
        return dress_look(part["paint"])
    if "" in wears and slot not in SLOT_KEEPS:
        return BUILD.materials[wears[""]]
    shell = BUILD.shell.get(thing.id) is thing
    if shell:
        room = BUILD.shell["room"].wears
        for key in (slot, SHELL_FALLBACKS.get(slot, "")):
            if key and key in room:
                return BUILD.materials[room[key]]
    look = SHELL_LOOKS.get(slot) if shell else None
    return dress_look(look or SLOT_LOOKS.get(slot, SLOT_LOOKS["body"]))


def dress_keys(part: Any) -> tuple[str, ...]:
    """What `wear` may call a part, most exact first: "wall.2" is also wall_2, its slot, and plain wall."""
    name = part["part"]
    return name, name.replace(".", "_"), part["slot"], name.split(".")[0]


def dress_look(words: str) -> Any:
    """The material of a few words that may end in a colour ("paper #7d5f52"); made once."""
    kind, mark, digits = words.partition("#")
    name = words.strip()
    if name not in BUILD.materials:
        material(name, kind.strip(), color=mark + digits if mark else None)
    return BUILD.materials[name]


def dress_put(part: Any, made: Any) -> None:
    """Give a part one material for all its faces."""
    data = part.data
    if not data.materials:
        data.materials.append(made)
    elif data.materials[0] != made:
        # The mesh is shared with a part that wears something else.
        part.material_slots[0].link = "OBJECT"
        part.material_slots[0].material = made


def dress_notes(thing: Thing) -> None:
    """Note where an object leaves its box empty, and names in `wear` that no part of it has."""
    if thing.root is not None and "short" in thing.root:
        BUILD.notes.append(f"fit({thing.id!r}): {thing.root['short']}")
        del thing.root["short"]
    if not thing.parts or (thing.root is not None and thing.root.get("placeholder")):
        return
    known = {key for part in thing.parts for key in dress_keys(part)}
    shared = {
        "trim",
        "walls",
        "floor",
        "ceiling",
        "skirting",
        "cornice",
        "cap",
        "frame",
        "sill",
        "door",
        "handle",
    }
    unknown = sorted(
        k for k in thing.wears if k and k not in known and not (thing.id == "room" and k in shared)
    )
    if unknown:
        slots = ", ".join(sorted({p["slot"] for p in thing.parts}))
        BUILD.notes.append(f"wear({thing.id!r}): no part or slot {', '.join(unknown)}; its slots are {slots}")
