"""Does what was asked for stand in the room, as it was told, and does nothing that was not wanted."""

from __future__ import annotations

from shapely.geometry import Polygon

from tools.brief.brief import Brief
from tools.critique import Finding
from tools.geometry import Wall
from tools.measure.relations import CLOSE, Gap, Hall, Stood
from tools.measure.wishes import Met, apart, judge
from tools.measured import ObjectReport
from tools.source.words import brief_in
from tools.survey import RoomSurvey, Survey, Wished
from tools.walls import walls_of
from tools.workspace import Workspace


def wish_scores(workspace: Workspace) -> tuple[dict[str, float], list[Finding]]:
    """Share of the wishes that are met: by what stands in the scene, or before there is one, by the plan."""
    asked = brief_in(workspace.source)
    if asked is None:
        return {}, []
    survey = workspace.survey
    brief = survey.brief or asked
    if workspace.scene.text:
        things = [stood_of(o) for o in workspace.report.objects]
    else:
        things = [_planned(t, survey) for t in survey.things if isinstance(t, Wished) and not t.rejected]
    met = judged(brief, things, survey)
    items = [
        Finding(object="room", owner="LayoutArchitect", severity="high", problem=_problem(m))
        for m in met
        if not m.ok
    ]
    if brief.unknown:
        problem = f"not understood: {', '.join(brief.unknown[:30])}"
        items.append(Finding(object="room", owner="Analyst", severity="low", problem=problem))
    items += [
        Finding(
            object=a.id, others=(b.id,), owner="LayoutArchitect", severity="low", problem=_loose(a, b, far)
        )
        for a, b, far in apart(brief, things, keys_of(survey))
    ]
    kept = [m for m in met if m.ok or not _said_to_be_impossible(m, survey)]
    return {"wishes": sum(m.ok for m in kept) / len(kept) if kept else 1.0}, items


def judged(brief: Brief, things: list[Stood], survey: Survey) -> list[Met]:
    """Every wish, judged by things in the room of a survey."""
    return judge(
        brief, things, keys_of(survey), [hall_of(survey.room)] if survey.room else [Hall(Polygon(), ())]
    )


def keys_of(survey: Survey) -> dict[str, str]:
    """Id of a thing to the wish it was put in for."""
    return {t.id: t.wish for t in survey.things if isinstance(t, Wished) and t.wish}


def hall_of(room: RoomSurvey) -> Hall:
    """The room as relations see it."""
    walls = tuple(walls_of(room))
    gaps = tuple(
        Gap(o.kind, wall, _along(wall, o.start + o.width / 2), o.width, o.sill)
        for o in room.openings
        for wall in walls
        if wall.name == o.wall
    )
    return Hall(Polygon(room.floor), walls, gaps)


def _along(wall: Wall, at: float) -> float:
    return at


def stood_of(thing: ObjectReport) -> Stood:
    """An object of a scene where it stands."""
    place = thing.place
    return Stood(
        at=place.at, size=place.size, yaw=place.yaw, z=place.z, id=thing.id, category=thing.category,
        mount=thing.mount, on=thing.on,
    )  # fmt: skip


def _planned(thing: Wished, survey: Survey) -> Stood:
    by_id = {t.id: t for t in survey.things}
    size = thing.size or (0.5, 0.5, 0.5)
    low = thing.z or 0.0
    carrier = by_id.get(thing.on or "")
    if carrier is not None and isinstance(carrier, Wished) and carrier.size:
        low = carrier.size[2]
    if thing.mount == "ceiling" and survey.room is not None:
        low = survey.room.height - size[2]
    at = thing.at or (0.0, 0.0)
    return Stood(
        at=at, size=size, yaw=thing.yaw, z=low, id=thing.id, category=thing.category, mount=thing.mount,
        on=thing.on,
    )  # fmt: skip


def _loose(a: Stood, b: Stood, far: float) -> str:
    return f"stands {far:.2f} m from {b.id}, which it was asked to be beside: that is up to {CLOSE} m"


def _problem(met: Met) -> str:
    if met.kind == "number":
        return f"{met.what} asked for, {met.score:.0%} of them there"
    return f"not met: {met.what}"


def _said_to_be_impossible(met: Met, survey: Survey) -> bool:
    """Whether the plan named it among what cannot be had: nobody can mend that."""
    return any(note.startswith(f"Cannot be had: {met.what}:") for note in survey.notes)
