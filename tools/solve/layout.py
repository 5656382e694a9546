"""From the survey to the room's lines and one placement per thing: every thing is placed or rejected."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from tools import vocabulary
from tools.geometry import Wall, wrap
from tools.picture.photo.view import looks_level
from tools.pinhole import Camera
from tools.place import Place
from tools.program import edit, lines
from tools.program.cells import get, split
from tools.program.frames import world_place
from tools.program.model import CameraSpec, Placement, RoomSpec
from tools.program.read import read
from tools.program.template import DAYLIGHT, empty_program, overhead
from tools.solve import contacts, level
from tools.solve.covered import covered_edges
from tools.solve.cut import Edges, is_cut
from tools.solve.even_light import even_light
from tools.solve.evidence import known_place
from tools.solve.footprint import Observation
from tools.solve.footprint import solve as solve_footprint
from tools.solve.lines import room_source
from tools.solve.over_floor import over_floor
from tools.solve.rims import backed, believed
from tools.solve.room_views import views_of
from tools.solve.said import as_said, contradicted
from tools.solve.several import sights_of
from tools.survey import RoomSurvey, Seen, Survey, Thing
from tools.walls import nearest

Kind = Literal["large", "wall", "small"]
ALL: frozenset[Kind] = frozenset({"large", "wall", "small"})
SNAP_BACK = 0.4
"""Metres: furniture that usually stands against a wall does so within this."""
SNAP_OTHER = 0.12
ROUNDS = 2
"""Times that everything with a mask is placed anew by its rim: the first places tell what hides what."""
STANDS = 2.0
"""Degrees from which a carrier counts as turned; one that was only moved takes along what it carries."""
NO_PLACE = "no free place was found for it"


@dataclass(frozen=True)
class LayoutPlan:
    """The answer.

    Attributes:
        room_source: lines of the room cell.
        placements: parents before children; `at`, `yaw` and `z` of a child in its parent's frame.
        camera: the reference camera.
        survey: what it was solved from.
        shell: whether applying the plan writes the room and the camera, too.
        moved: what contacts changed, a line each.
        rejected: id -> why it is not placed.
        solved: id -> place in the world, for measuring and drawing.
    """

    room_source: str
    placements: list[Placement]
    camera: CameraSpec
    survey: Survey
    shell: bool = True
    moved: list[str] = field(default_factory=list)
    rejected: dict[str, str] = field(default_factory=dict)
    solved: dict[str, Place] = field(default_factory=dict)

    def apply(self, text: str, may_change: Callable[[str], bool] = lambda id: True) -> str:
        """The program with these things placed; what stands there under the same id is placed anew.

        Args:
            text: the program; "" for none yet.
            may_change: whether an object of that id may be placed.
        """
        text = text or empty_program(cameras=[self.camera])
        if self.shell:
            text = edit.set_camera(edit.set_cell(text, "room", self.room_source), self.camera)
            for number, view in enumerate(self.survey.views[1:], start=2):
                if view.camera is not None:  # of a further picture of the room
                    own = CameraSpec(name=f"picture_{number}", **view.camera.to_kit()._asdict())
                    text = edit.set_camera(text, own)
            if self.survey.room is not None and self.survey.brief is not None:
                for look in views_of(self.survey.room):
                    text = edit.set_view(text, look)
        placed = {p.id: p for p in read(text).placements}
        untouched = ("".join(s.source() + "\n" for s in DAYLIGHT), even_light(self.survey, placed))
        wanted = [p for p in self.placements if may_change(p.id)]
        fresh = "".join(p.source() + "\n" for p in wanted if p.id not in placed)
        for placement in wanted:
            if placement.id in placed:
                text = lines.put(text, placement, placed[placement.id])
        held = get(split(text), "layout").source
        text = edit.set_cell(text, "layout", held + fresh)
        if get(split(text), "lighting").source in untouched:
            # Until somebody lights the room, it is seen in even light and not in the skeleton's sun.
            text = edit.set_cell(text, "lighting", even_light(self.survey, read(text).ids))
        return text


def solve(survey: Survey, kinds: Collection[str] = ALL, standing: str = "") -> LayoutPlan:
    """Places for the things of these kinds.

    Args:
        survey: with a room, and with a camera where things are seen.
        kinds: of "large" (on the floor), "wall" (on a wall or the ceiling) and "small" (on or in others).
        standing: the program as it is; a small thing whose carrier was taken out of it is rejected.

    Raises:
        ValueError: the survey has no camera or room yet.
    """
    if survey.room is None or (survey.seen and survey.camera is None):
        raise ValueError("a layout needs the room, and the camera of what is seen; survey first")
    things: dict[str, Thing] = {t.id: t for t in survey.things if not t.rejected}
    solved, moved, rejected = _placed(survey, kinds, standing)
    for _ in range(ROUNDS if _rimmed(survey) else 0):
        solved, moved, rejected = _placed(survey, kinds, standing, solved)
    moved += contacts.spread(things, solved, level.seen_walls(survey.room))
    if survey.room.guessed:
        on_floor = [p for i, p in solved.items() if things[i].on is None and things[i].mount == "floor"]
        survey = survey.model_copy(update={"room": level.grown(survey.room, on_floor)})
    chosen = [i for i in _parents_first(things) if i in solved and kind_of(things[i]) in kinds]
    moved += [line for i in chosen for line in _against_said(things[i], survey, solved)]
    moved = [note for note in moved if set(note.replace(",", "").split()) & set(chosen)]
    present = {*(read(standing).ids if standing else ()), *chosen}
    for id in chosen:
        if things[id].on is not None and things[id].on not in present:
            rejected[id] = f"its carrier {things[id].on!r} does not stand in the room"
    placements = [placement(things[i], solved) for i in chosen if i not in rejected]
    shell = "large" in kinds
    room = survey.room
    assert room is not None
    source, camera = room_source(room), _reference(survey.camera, room)
    return LayoutPlan(source, placements, camera, survey, shell, moved, rejected, solved)


def _rimmed(survey: Survey) -> bool:
    """Whether it is a photo at eye level with masks."""
    level_ = survey.camera is not None and looks_level(survey.camera)
    return level_ and any(t.rim is not None for t in survey.seen)


def _placed(
    survey: Survey, kinds: Collection[str], standing: str, first: Mapping[str, Place] | None = None
) -> tuple[dict[str, Place], list[str], dict[str, str]]:
    """Where everything is by itself, what gave way, and what is rejected.

    Args:
        survey: with a room.
        kinds: of things that are placed.
        standing: the program as it is.
        first: first places, with which it is known what the rim of a mask tells.
    """
    things: dict[str, Thing] = {t.id: t for t in survey.things if not t.rejected}
    rejected = {t.id: t.rejected for t in survey.things if t.rejected}
    solved, moved = _standing(survey, things, rejected, first)
    _as_they_stand(standing, things, kinds, solved)
    _carried(survey, things, solved, rejected, first)
    return solved, moved, rejected


def _against_said(thing: Thing, survey: Survey, solved: Mapping[str, Place]) -> list[str]:
    return contradicted(thing, survey, solved) if isinstance(thing, Seen) else []


def _as_they_stand(
    standing: str, things: dict[str, Thing], kinds: Collection[str], solved: dict[str, Place]
) -> None:
    """Carriers that were turned, and are not placed anew, are where the program has them by now, in place.

    What is seen on a carrier that somebody turned since is seen in the world: it does not turn once more.
    """
    if not standing:
        return
    program = read(standing)
    for line in program.placements:
        old = solved.get(line.id)
        if old is None or kind_of(things[line.id]) in kinds:
            continue
        pose = world_place(program, line.id)
        now = replace(old, at=pose.at, size=line.size, yaw=pose.yaw, z=pose.z)
        if abs(wrap(now.yaw - old.yaw)) > STANDS:
            solved[line.id] = now


def _reference(camera: Camera | None, room: RoomSurvey) -> CameraSpec:
    """The camera that took the picture; without one, a view from above that sees the whole room."""
    if camera is not None:
        return CameraSpec(name="reference", **camera.to_kit()._asdict())
    return overhead(RoomSpec(floor=room.floor, height=room.height, wall=room.thickness))


def kind_of(thing: Thing) -> Kind:
    """In which stage a thing is placed: "large", "wall" or "small"."""
    if thing.on is not None:
        return "small"
    if thing.mount in ("wall", "ceiling"):
        return "wall"  # however little it is
    return "small" if thing.small else "large"


def stands(survey: Survey, ids: Collection[str], kind: Kind) -> bool:
    """Whether most things of a kind are among the ids that are placed: in a rerun, or after going back."""
    own = [t.id in ids for t in survey.things if kind_of(t) == kind and not t.rejected]
    return sum(own) > len(own) / 2


def _standing(
    survey: Survey, things: dict[str, Thing], rejected: dict[str, str], first: Mapping[str, Place] | None
) -> tuple[dict[str, Place], list[str]]:
    """Everything that stands on the floor or hangs on a wall or the ceiling."""
    solved: dict[str, Place] = {}
    assert survey.room is not None
    walls = level.seen_walls(survey.room)
    # what the frame cuts comes last: it is like others of its kind that are seen whole
    order = sorted(things.values(), key=lambda t: isinstance(t, Seen) and _cut(t, survey))
    for thing in order:
        if thing.on in things:
            continue
        if isinstance(thing, Seen):
            _stood(thing, survey, walls, solved, rejected, first)
            continue
        place = known_place(thing, survey, solved)
        if place is None:
            rejected[thing.id] = thing.rejected or NO_PLACE
        else:
            solved[thing.id] = place
    # with first places it is seen what hides what
    above = survey.camera is not None and not looks_level(survey.camera)
    bodies = [t for t in order if above and isinstance(t, Seen) and t.id in solved and t.mount == "floor"]
    covered = {t.id: edges for t in bodies if any(edges := covered_edges(t, survey, solved))}
    for thing in bodies:
        if thing.id in covered:
            _stood(thing, survey, walls, solved, rejected, first, covered)
    against = [(a, b) for a, relation, b in survey.relations if relation == "against"]
    moved = contacts.give_way(covered, things, solved) + contacts.close_up(against, solved)
    moved += contacts.separate(things, solved)
    for id, stood in solved.items():
        solved[id] = _inside(stood, survey, walls)
    return solved, moved


def _cut(thing: Seen, survey: Survey) -> bool:
    """Whether the frame of every picture that shows a thing cuts it."""
    sights = [s for k in thing.pictures if (s := thing.seen_in(k)) is not None]
    return all(is_cut(s, survey.views[s.picture].size) for s in sights)


def _inside(place: Place, survey: Survey, walls: list[Wall]) -> Place:
    """A thing within the walls."""
    if survey.camera is not None and survey.room is not None and looks_level(survey.camera):
        return level.kept_inside(place, survey.room)
    return contacts.keep_inside(place, walls)


def _stood(
    thing: Seen,
    survey: Survey,
    walls: list[Wall],
    solved: dict[str, Place],
    rejected: dict[str, str],
    first: Mapping[str, Place] | None,
    covered: Mapping[str, Edges] | None = None,
) -> None:
    """Solve what is seen to stand on the floor or to hang on a wall; its place goes into `solved`."""
    assert survey.camera is not None
    sights = sights_of(thing, survey, solved, covered, first)
    if not sights:
        rejected[thing.id] = "said to hang on a wall, but no wall is near it"
        return
    (evidence, camera), *more = sights
    evidence, place = believed(evidence, camera, more)
    told = (thing.id, "against", "wall") in survey.relations
    wall = _back_wall(thing, place, walls, told=told)
    if wall is not None:
        place = solve_footprint(backed(evidence, wall, place.at), camera, more)
    solved[thing.id] = _inside(as_said(thing, over_floor(place, evidence, camera, more)), survey, walls)


def _back_wall(thing: Thing, place: Place, walls: list[Wall], *, told: bool) -> Wall | None:
    """The face a thing on the floor has its back to, if it is close enough to touch it.

    Something told to be against a wall, or that usually is, touches it from further away.
    """
    entry = vocabulary.entry(thing.category)
    if thing.mount != "floor" or entry.shape == "flat" or entry.turns == 0:
        return None
    turn = math.radians(place.yaw)
    depth = place.size[1] / 2
    back = (place.at[0] - depth * math.sin(turn), place.at[1] + depth * math.cos(turn))
    reach = SNAP_BACK if entry.back_to_wall or told else SNAP_OTHER
    facing = [w for w in walls if abs(wrap(w.facing - place.yaw)) < 12]
    wall = nearest(facing, back)
    return wall if wall is not None and abs(wall.place_of(back)[1]) < reach else None


def _carried(
    survey: Survey,
    things: dict[str, Thing],
    solved: dict[str, Place],
    rejected: dict[str, str],
    first: Mapping[str, Place] | None,
) -> None:
    """Everything that stands on or in another thing, carriers first."""
    assert survey.room is not None
    for id in _parents_first(things):
        thing = things[id]
        if thing.on is None or id in solved:
            continue
        if thing.on not in solved:
            rejected[id] = f"its carrier {thing.on!r} is not placed"
            continue
        if not isinstance(thing, Seen):
            known = known_place(thing, survey, solved)
            if known is None:
                rejected[id] = NO_PLACE
            else:
                solved[id] = known
            continue
        sights = sights_of(thing, survey, solved, first=first)
        if sights:
            (evidence, camera), *more = sights
            place = solve_footprint(evidence, camera, more)
            place = contacts.onto(as_said(thing, place), solved[thing.on], free=_overhang(evidence))
            solved[id] = _within(thing, place, things[thing.on], solved[thing.on])


RAIL = {"wardrobe": 0.38, "clothes rack": 0.03}
"""Metres from the top of what has a rail down to it, by its category."""
HAT_SHELF = 0.3
"""Metres from a wardrobe's top down to its hat shelf."""


def _within(thing: Thing, place: Place, holder: Thing, carrier: Place) -> Place:
    """What hangs in a wardrobe hangs on its rail, what lies high up in it lies on its hat shelf."""
    rail = RAIL.get(holder.category)
    if rail is not None and vocabulary.entry(thing.category).shape == "hang":
        return contacts.hung(place, carrier, rail)
    if holder.category == "wardrobe" and carrier.top - 0.5 < place.top < carrier.top - 0.02:
        height = min(place.size[2], HAT_SHELF - 0.05)
        return replace(place, z=carrier.top - HAT_SHELF, size=(place.size[0], place.size[1], height))
    return place


def _overhang(evidence: Observation) -> float:
    return 0.5 if evidence.shape == "drape" else 0.3


def placement(thing: Thing, solved: dict[str, Place]) -> Placement:
    """The line of the layout cell for a solved thing."""
    place = solved[thing.id]
    w, d, h = (round(max(0.004, v), 3) for v in place.size)
    if thing.on is None:
        floating = thing.mount == "wall" or place.z > 0.01
        return Placement(
            id=thing.id, category=thing.category, at=_rounded(place.at), size=(w, d, h),
            yaw=round(place.yaw, 1), z=round(place.z, 3) if floating and thing.mount != "ceiling" else None,
            mount="floor" if thing.mount == "object" else thing.mount,
        )  # fmt: skip
    carrier = solved[thing.on]
    turn = math.radians(carrier.yaw)
    dx, dy = place.at[0] - carrier.at[0], place.at[1] - carrier.at[1]
    at = (
        math.cos(turn) * dx + math.sin(turn) * dy,
        -math.sin(turn) * dx + math.cos(turn) * dy,
    )
    inside = vocabulary.entry(thing.category).shape == "hang" or thing.elevation is not None
    inside = inside or (place.top < carrier.top - 0.05 and vocabulary.entry(thing.category).family == "box")
    return Placement(
        id=thing.id, category=thing.category, at=_rounded(at), size=(w, d, h),
        yaw=round(wrap(place.yaw - carrier.yaw), 1), on=thing.on,
        z=round(place.z - carrier.z, 3) if inside else None,
    )  # fmt: skip


def _parents_first(things: dict[str, Thing]) -> list[str]:
    """Ids with every carrier before what it carries."""
    order: list[str] = []

    def add(id: str) -> None:
        if id in order:
            return
        carrier = things[id].on
        if carrier in things and carrier is not None:
            add(carrier)
        order.append(id)

    for id in things:
        add(id)
    return order


def _rounded(point: tuple[float, float]) -> tuple[float, float]:
    return (round(point[0], 3), round(point[1], 3))
