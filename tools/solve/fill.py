"""Parameters that follow from the scene: what is placed on a thing is not built into it a second time."""

from __future__ import annotations

from collections.abc import Sequence

from tools import vocabulary
from tools.geometry import turn
from tools.program.model import Placement
from tools.program.program import Program
from tools.solve.evidence import MATTRESS
from tools.survey import Seen, Survey, Thing, Wished
from tools.walls import walls_of

Value = str | int | float | bool
HABITS = {
    "trailing": ("trailing", "hanging", "pothos", "ivy", "vine"),
    "rosette": ("rosette", "succulent", "aloe", "agave", "echeveria"),
    "fern": ("fern",),
    "palm": ("palm",),
    "upright": ("snake plant", "sansevieria", "sword", "spiky"),
    "broad": ("monstera", "calathea", "broad", "fig", "rubber"),
}
"""A plant's habit by the words of a reader."""
BOARD = 0.08
"""Metres that a bed's headboard is thick."""
RIM = 0.035
"""Metres that a sink stands above its worktop."""
STOCKED = frozenset({"books", "items", "filled", "things"})
"""What standing shelves of a planned room keep: what is planned on them stands on their top. What hangs on a
wall has nothing but its boards to stand it on."""
OFF, NARROWEST, LAPS = 0.3, 0.1, 0.04
"""Of a pair of curtains: metres from the middle of its window and from the wall, at most; the least share of
its width that is beside the window; metres by which its panels, together, hang before the window's edges."""
GARMENT = 0.06
"""Metres that one garment takes on a rail."""


def from_scene(
    placement: Placement, thing: Thing | None, survey: Survey, program: Program
) -> dict[str, Value]:
    """Values by parameter name, some of which the thing's word may not have.

    Args:
        placement: the thing's line.
        thing: as surveyed, if it was.
        survey: for the parts that were marked by themselves.
        program: what else is placed.
    """
    # Small things may be placed later: what was seen on it counts as much as what stands there.
    carried = [p.category for p in program.placements if p.on == placement.id]
    carried += [t.category for t in survey.things if t.on == placement.id and not t.rejected]
    values = _emptied(carried) | _own(placement, program)
    if placement.category == "curtain" and not isinstance(thing, Seen):
        values |= _drawn_open(placement, survey)
    entry = vocabulary.entry(placement.category)
    if isinstance(thing, Wished) and entry.family == "shelf" and entry.mount == "floor":
        values = {name: value for name, value in values.items() if name not in STOCKED}
    if vocabulary.entry(placement.category).family == "bed" and thing is not None:
        said = " ".join(thing.words).lower()
        if "throw" not in said and "blanket" not in said:
            values["blanket"] = False  # none was seen
        if isinstance(thing, Wished) and (bare := _bare(placement, survey)):
            values["bare"] = bare
    if vocabulary.entry(placement.category).family == "picture" and isinstance(thing, Seen):
        # the photo says what it shows, its mount included; where it does not, nothing is invented
        values |= {"mat": False, "subject": "none"}
    if vocabulary.entry(placement.category).family == "plant" and thing is not None:
        said = " ".join([*thing.words, thing.category]).lower()
        values |= next(({"habit": h} for h, names in HABITS.items() if any(n in said for n in names)), {})
        pot = _part(thing, survey, "plant pot")
        if pot is not None and pot.top and placement.size[2] > 0:
            values["pot_share"] = round(min(0.6, pot.top / placement.size[2]), 2)
    return values


def _emptied(carried: Sequence[str]) -> dict[str, Value]:
    """What the thing's word would put on or into it, and must not: it is placed there already."""
    families = {vocabulary.entry(category).family for category in carried}
    values: dict[str, Value] = {}
    if "pillow" in families:
        values |= {"pillows": 0, "cushions": 0}
    if "bedding" in families:
        values["blanket"] = False
    if families:
        values |= {"books": 0, "items": 0, "filled": False, "clothes": False, "things": 0}
    if "clothes" in families:
        values |= {"open": True, "doors": 0}
    return values


def _own(placement: Placement, program: Program) -> dict[str, Value]:
    """What its category and size ask for."""
    entry = vocabulary.entry(placement.category)
    width, _, height = placement.size
    if entry.family == "bed":
        return {"mattress_top": round(min(MATTRESS, 0.5 * height), 3)}
    if entry.family == "rug":
        return {"pattern": "plain", "fringe": False}
    if entry.family == "curtain" and "blind" in placement.category:
        return {"closed": 0.95}  # what was marked is what hangs there
    if entry.family == "curtain":
        return {"rod": not any(p.category == "curtain rod" for p in program.placements), "kind": "drawn"}
    if entry.shape == "hang":
        return {"count": max(1, round(width / GARMENT)), "rail": placement.on is None}
    if entry.family == "plant":
        return {"habit": "bushy" if width > 0.35 * height else "upright", "density": 1.4}
    if placement.category == "kitchen sink" and placement.on is not None and placement.z is None:
        return {"rim": RIM}  # it stands on a worktop: only its rim shows
    if entry.soft and entry.family == "bench":
        return {"seat": "pad"}
    return {}


def _drawn_open(curtain: Placement, survey: Survey) -> dict[str, Value]:
    """Of a curtain that was planned across a window: a panel at each side of it, on one rod."""
    room = survey.room
    faces = {w.name: w for w in walls_of(room)} if room else {}
    for opening in room.openings if room else ():
        if opening.kind != "window":
            continue
        along, out = faces[opening.wall].place_of((curtain.at[0], curtain.at[1]))
        bare = 1 - opening.width / curtain.size[0]
        if abs(along - opening.start - opening.width / 2) < OFF and out < OFF and bare > NARROWEST:
            return {"kind": "open", "panels": 2, "cover": round(min(bare + LAPS / curtain.size[0], 0.9), 3)}
    return {}


def _bare(bed: Placement, survey: Survey) -> float:
    """Metres at a bed's head that its duvet leaves to the pillows planned there; 0 without any."""
    feet = []
    for thing in survey.things:
        if thing.on == bed.id and thing.category == "pillow" and isinstance(thing, Wished) and thing.at:
            _, y = turn((thing.at[0] - bed.at[0], thing.at[1] - bed.at[1]), -bed.yaw)
            feet.append(y - (thing.size[1] if thing.size else 0.4) / 2)
    return round(bed.size[1] / 2 - BOARD - min(feet), 2) if feet else 0.0


def _part(whole: Thing, survey: Survey, category: str) -> Thing | None:
    """A part of a thing that was marked by itself."""
    ids = {a for a, relation, b in survey.relations if relation == "part of" and b == whole.id}
    return next((t for t in survey.things if t.id in ids and t.category == category), None)
