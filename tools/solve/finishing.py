"""Materials by style, for a room that no picture shows."""

from __future__ import annotations

from random import Random

from tools import vocabulary
from tools.brief import lexicon
from tools.kit.materials.material_kinds import look_of
from tools.measured import SceneReport
from tools.picture.colours import lab_of
from tools.planner.finishes import TILED_BY, Finish, choose_finish
from tools.program.program import Program
from tools.solve.words import style_of
from tools.survey import Survey, Thing


def choose(survey: Survey, program: Program, seed: int, report: SceneReport | None = None) -> str:
    """The source of the materials cell: a palette of the survey's style, and who wears what of it.

    Args:
        survey: style, and what was asked for.
        program: what is placed.
        seed: of the palette.
        report: what is built; left out, every slot that such things may have is dressed.
    """
    placed = {p.id: p.category for p in program.placements}
    wet = [area.id for area in program.areas if WET & {*area.id.split("_")}]
    # of several rooms it is told which are tiled
    bath = survey.brief is not None and survey.brief.type == "bath"
    tiled = not program.areas and (bath or any(category in TILED_BY for category in placed.values()))
    # Two rooms of one seed that were asked for in other words do not look alike.
    words = survey.brief.model_dump_json() if survey.brief else ""
    finish = choose_finish(Random(f"finish/{seed}{words}"), style_of(survey.style), placed, tiled=tiled)
    finish.worn.update({id: ("tiles", {}) for id in wet})
    if finish.palette["floor"][0] == "tile" and not tiled:
        finish.palette["floor"] = BOARDS  # nobody lives on tiles but where it gets wet
    _surfaces(finish, survey)
    _furniture(finish)
    _doors(finish, program)
    for thing in survey.things:
        if thing.id in placed and (thing.color or thing.materials):
            _dress(finish, thing)
    for item in report.objects if report else ():
        if item.id in finish.worn and item.parts:
            main, slots = finish.worn[item.id]
            own = {part.slot for part in item.parts}
            finish.worn[item.id] = (main, {slot: role for slot, role in slots.items() if slot in own})
    return finish.lines()


def _surfaces(finish: Finish, survey: Survey) -> None:
    """Floor, walls and ceiling as they were asked for."""
    for name, look in (survey.brief.surfaces if survey.brief else {}).items():
        family, colour = finish.palette[name]
        told = lexicon.table("floors").get(look.material, look.material) if name == "floor" else look.material
        if told and told != family:
            family, colour = told, look_of(told)[0].color
        finish.palette[name] = (family, look.colour or colour)


def _doors(finish: Finish, program: Program) -> None:
    """Doors in wood where they would be as light as their wall: nobody sees a white door in a white wall."""
    if abs(_lightness(finish.palette["wall"][1]) - _lightness(LEAF)) < SHOWS:
        doors = [o.id for o in program.openings if o.kind == "door"]
        finish.worn.update({id: ("", {"door": "wood", "frame": "wood"}) for id in doors})


def _furniture(finish: Finish) -> None:
    """Furniture's wood lighter or darker than the floor's boards: in their own tone it is not seen."""
    family, colour = finish.palette["wood"]
    floor = _lightness(finish.palette["floor"][1])
    way = 1 if floor < MIDDLE else -1
    while abs(_lightness(colour) - floor) < SHOWS and "wood" in finish.palette["floor"][0]:
        colour = _shaded(colour, way)
    finish.palette["wood"] = (family, colour)


def _shaded(colour: str, way: int) -> str:
    """A colour a little lighter (1) or darker (-1)."""
    values = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
    moved = [v + STEP * (255 - v) if way > 0 else v * (1 - STEP) for v in values]
    return "#" + "".join(f"{round(v):02x}" for v in moved)


def _lightness(colour: str) -> float:
    """CIE L* of "#rrggbb", 0 to 100."""
    return float(lab_of([[int(colour[k : k + 2], 16) for k in (1, 3, 5)]])[0, 0])


def _dress(finish: Finish, thing: Thing) -> None:
    """A thing in the colour and material that were asked for; its legs and metal stay."""
    main, slots = finish.worn.get(thing.id, ("", {}))
    family, colour = finish.palette.get(main, ("fabric" if _soft(thing) else "painted wood", "#cfc8bc"))
    if thing.materials:
        family = thing.materials[0]
        colour = look_of(family)[0].color
    if thing.color:
        colour = "#{:02x}{:02x}{:02x}".format(*thing.color)
        if family in WOODS and not thing.materials:
            family = "painted wood"
    role = f"{thing.id}_look"
    finish.palette[role] = (family, colour)
    kept = {slot: role if worn == main else worn for slot, worn in slots.items()}
    finish.worn[thing.id] = (role, kept)


def _soft(thing: Thing) -> bool:
    return vocabulary.entry(thing.category).soft


LEAF, SHOWS = "#f1eee9", 12.0
"""The kit's own colour of a door; the L* from which it is told from a wall, and wood from boards."""
MIDDLE, STEP = 45.0, 0.06
"""L* of a floor below which furniture is lighter than it, and the part of the way of one step."""
BOARDS = ("wood floor", "#b08d62")
"""The floor where the palette has tiles and nothing is wet."""
WET = frozenset(
    {"bath", "bathroom", "ensuite", "shower", "wc", "toilet", "kitchen", "laundry", "utility", "bad", "kuche"}
)
"""Words in the names of rooms whose floor is tiled."""
WOODS = frozenset({"wood", "oak", "walnut", "pine"})
"""Families whose grain a colour hides."""
