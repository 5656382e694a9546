"""Names that say what a material is for, in files that people open: "bed.duvet linen", never "linen_2"."""

from __future__ import annotations

import re
from typing import Any

import bpy

PLAIN = re.compile(r"[^A-Za-z0-9_. ]+")


def name_materials() -> None:
    """Name every material after what wears it and its kind; the program's own name stays as `palette`."""
    worn: dict[str, set[tuple[str, str]]] = {}
    for obj in bpy.context.scene.objects:
        if obj.type == "MESH":
            for slot in obj.material_slots:
                if slot.material is not None:
                    place = (str(obj.get("room_id", obj.name)), str(obj.get("slot", "")))
                    worn.setdefault(slot.material.name, set()).add(place)
    taken: set[str] = set()
    for material in list(bpy.data.materials):
        places = worn.get(material.name, set())
        material["palette"] = material.get("palette", material.name)
        wanted = material_name(places, _kind(material))
        name, number = wanted, 2
        while name in taken:
            name, number = f"{wanted} {number}", number + 1
        taken.add(name)
        material.name = f"\x01{name}"  # out of the way of names that are still to be given
    for material in bpy.data.materials:
        material.name = material.name.removeprefix("\x01")


def material_name(places: set[tuple[str, str]], kind: str) -> str:
    """A name from the (object, slot) pairs that wear a material, and what kind of material it is."""
    owners, slots = {o for o, _ in places}, {s for _, s in places}
    if len(owners) == 1 and len(slots) == 1:
        where = ".".join(word for word in (*owners, *slots) if word)
    elif len(owners) == 1:
        where = next(iter(owners))
    else:
        where = next(iter(slots)) if len(slots) == 1 else ""
    return PLAIN.sub(" ", f"{where} {kind}").strip()


def _kind(material: Any) -> str:
    lit = " lit" if " lit by " in material.name else ""
    return str(material.get("kind") or material.name.partition("#")[0]).strip() + lit
