"""Another look for an object, told in words: "dark green velvet", "walnut", "white"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from tools.brief import lexicon
from tools.brief.colours import colour_in, shaded
from tools.errors import InputError
from tools.kit.materials.material_kinds import look_of
from tools.names import printable
from tools.program import edit
from tools.program.model import MaterialSpec, Wear
from tools.program.read import read

PLAIN = "painted wood"
"""What is taken where a colour alone is told of what wears nothing yet."""


def restyled(text: str, id: str, words: str, slot: str | None = None) -> str:
    """The program with an object in another look.

    A material that is told keeps no colour but its own or the one told; a colour alone changes the colour of
    what the object is mostly made of. Legs, handles and the like that are of something else stay. Wood, metal
    or stone for what is mostly cloth is for its frame: a walnut bed has no walnut duvet.

    Args:
        text: the program.
        id: of an object, or "room" with a slot (floor, walls, ceiling).
        words: colour and material.
        slot: the one slot or part to change.

    Raises:
        InputError: there is no such object, the words tell neither colour nor material, or they tell a hard
            one for a thing of which no part is known to be hard.
    """
    program = read(text)
    if id != "room" and id not in program.ids:
        raise InputError(f"there is no object {printable(id)}: `room show RUN` lists them")
    if id == "room" and slot is None:
        raise InputError("of the room say which part: --slot floor, walls or ceiling")
    old = next((w for w in program.wears if id in w.targets), None)
    worn = _worn(old, slot)
    families = {m.name: m.family for m in program.materials}
    spec = _told(words, f"{id}_{slot}" if slot else f"{id}_look", families.get(worn or "", PLAIN))
    if slot is None and old is not None and _is_soft(families.get(worn or "")) and not _is_soft(spec.family):
        worn = _hard(old, families)
        if worn is None:
            raise InputError(
                f"{printable(id)} is of cloth as far as its line says: for {printable(words)} add the part "
                "that is to be of it, such as --slot frame or --slot leg"
            )
    text = edit.set_material(text, spec)
    if old is not None and len(old.targets) > 1:
        text = edit.undress(text, [id])
    slots = dict(old.slots) if old else {}
    main = old.material if old else None
    if slot is not None:
        slots[slot] = spec.name
    else:
        slots = {k: spec.name if v == worn else v for k, v in slots.items()}
        main = spec.name if main is None or main == worn else main
        main = None if slots and (old is None or old.material is None) else main
    return edit.set_wear(text, Wear(target=id, material=main, slots=slots))


def _worn(wear: Wear | None, slot: str | None) -> str | None:
    """Name of the material that a slot has, or that the object is mostly made of."""
    if wear is None:
        return None
    if slot is not None:
        return wear.slots.get(slot, wear.material)
    return wear.material or Counter(wear.slots.values()).most_common(1)[0][0]


def _is_soft(family: str | None) -> bool:
    """Whether a kind of material is cloth or leather, as upholstery and bedding are; False when not known."""
    try:
        return family is not None and ("leather" in family or look_of(family)[0].sheen > 0)
    except ValueError:
        return False


def _hard(wear: Wear, families: Mapping[str, str]) -> str | None:
    """Name of the material of most of an object's hard slots."""
    hard = [name for name in wear.slots.values() if name in families and not _is_soft(families[name])]
    return Counter(hard).most_common(1)[0][0] if hard else None


def _told(words: str, name: str, family: str) -> MaterialSpec:
    """The material that the words tell."""
    said = " ".join(re.findall(r"[a-z#0-9-]+", words.lower()))
    known = {**lexicon.table("materials")}
    found = [known[p] for p in sorted(known, key=len, reverse=True) if re.search(rf"\b{p}\b", said)]
    kind = found[0] if found else None
    if kind is None:
        try:
            kind = look_of(said)[1]
        except ValueError:
            kind = None
    colour = colour_in(said)
    if kind is None and not colour:
        raise InputError(
            f"{printable(words)!r} tells neither a colour nor a material that I know: dark green velvet, "
            "walnut, white, #8a6a48"
        )
    shade = next((f for w, f in lexicon.table("shades").items() if re.search(rf"\b{w}\b", said)), 1.0)
    base = colour or look_of(kind or family)[0].color
    return MaterialSpec(name=name, family=kind or family, color=shaded(base, float(shade)))
