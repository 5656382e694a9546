"""Is a room what it was asked to be: has a bedroom a bed, a dining room a table, a bathroom a basin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shapely.geometry import Point, Polygon

from tools.brief.brief import Brief, RoomType
from tools.brief.purpose import Need, lacking, name_of, type_named
from tools.critique import Finding
from tools.geometry import Vec2
from tools.source.words import brief_in
from tools.survey import Space, Survey, Wished
from tools.workspace import Workspace

NEAR = 0.1
"""Metres beyond a room's floor within which what hangs on its walls is still its own."""

There = Sequence[tuple[str, Vec2]]
"""Categories and where each stands, world metres."""


def purpose_scores(workspace: Workspace) -> tuple[dict[str, float], list[Finding]]:
    """Share of the rooms that have what makes them one of their kind: by the scene, before it by the plan."""
    asked = brief_in(workspace.source)
    if asked is None:
        return {}, []
    survey = workspace.survey
    brief = survey.brief or asked
    if workspace.scene.text:
        there: There = [(o.category, o.place.at) for o in workspace.report.objects]
    else:
        there = [
            (t.category, t.at or (0.0, 0.0))
            for t in survey.things
            if isinstance(t, Wished) and not t.rejected
        ]
    rooms = list(_rooms(asked, brief, survey, there))
    if not rooms:
        return {}, []
    items = [
        Finding(object="room", owner="LayoutArchitect", severity="high", problem=_problem(type, need))
        for type, needs in rooms
        for need in needs
    ]
    return {"purpose": sum(not needs for _, needs in rooms) / len(rooms)}, items


def _rooms(asked: Brief, brief: Brief, survey: Survey, there: There) -> Iterator[tuple[RoomType, list[Need]]]:
    """Every room whose type was told, with what it lacks."""
    spaces: Sequence[Space] = survey.room.spaces if survey.room is not None else ()
    if len(spaces) > 1:
        for space in spaces:
            type = type_named(space.name)
            if type is not None:
                floor = Polygon(space.floor).buffer(NEAR)
                own = [category for category, at in there if floor.covers(Point(at))]
                yield type, lacking(type, own, brief)
        return
    every = [category for category, _ in there]
    wishes = brief.rooms or asked.rooms
    told = [t for wish in wishes for t in (wish.type, wish.also) if t is not None]
    if not told and asked.type is not None:
        told = [asked.type]
    for type in dict.fromkeys(told):
        yield type, lacking(type, every, brief)


def _problem(type: RoomType, need: Need) -> str:
    others = f" ({', '.join(need.any_of[1:4])} will do)" if len(need.any_of) > 1 else ""
    return (
        f"the {name_of(type)} has no {need.what}: put one in with add_object, category "
        f"{need.any_of[0]!r}{others}; where there is no floor for it, take out what nobody asked for "
        "or choose a smaller one"
    )
