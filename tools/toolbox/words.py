"""The survey and the scene as short lines for a model to read."""

import math
from collections.abc import Collection, Mapping

from tools import vocabulary
from tools.measured import ObjectReport, SceneReport
from tools.picture.colours import to_hex as hex_of
from tools.picture.photo.view import looks_level
from tools.solve.evidence import floor_point
from tools.survey import Point, RoomSurvey, Seen, Survey, Thing, Wished

STANDS = 0.005
"""Metres above the floor within which a thing stands on it."""
WIDE = 0.015
"""Share of the picture from which a thing's surface is wide enough for a texture of its own."""


def room_lines(survey: Survey) -> str:
    """The room in metres: size, height, camera, where the scale comes from."""
    room = survey.room
    if room is None:
        return "No room is marked yet."
    xs, ys = [p[0] for p in room.floor], [p[1] for p in room.floor]
    lines = [
        f"Room {max(xs) - min(xs):.2f} x {max(ys) - min(ys):.2f} m, {len(room.floor)} corners, "
        f"walls {room.height:.2f} m high, {len(room.partitions)} partitions, {len(room.openings)} openings."
    ]
    if survey.scale:
        lines.append(f"Scale from: {survey.scale.anchor} (+-{100 * survey.scale.relative_error:.0f} %).")
    if survey.camera:
        x, y, z = survey.camera.position
        lines.append(f"Camera at ({x:.2f}, {y:.2f}, {z:.2f}) m, {survey.camera.kind}.")
    return "\n".join([*lines, *survey.notes])


def place_line(survey: Survey, thing: Thing) -> str:
    """One thing: what, where in metres, what is known of it."""
    parts = [f"{thing.id}: {thing.category}"]
    if isinstance(thing, Seen):
        parts[0] += f", box {[round(v) for v in thing.box]}"
        if len(survey.views) > 1:
            parts[0] += f" in picture {thing.picture + 1}"
        if thing.also:
            parts[0] += f", seen in {', '.join(str(s.picture + 1) for s in thing.also)}, too"
    point = _point(survey, thing)
    if point is not None:
        parts.append(f"at ({point[0]:.2f}, {point[1]:.2f}) m")
    parts.append(f"on {thing.on}" if thing.on else thing.mount)
    if thing.facing is not None:
        parts.append(f"facing {thing.facing:.0f}")
    if thing.height is not None:
        parts.append(f"{thing.height:.2f} m high")
    if thing.color:
        parts.append(hex_of(thing.color))
    parts += thing.words + thing.materials
    if thing.rejected:
        parts.append(f"REJECTED: {thing.rejected}")
    return ", ".join(parts)


def marked(survey: Survey) -> str:
    """Everything marked so far, in full: for the Analyst who is to correct it."""
    return "\n".join(place_line(survey, t) for t in survey.things) or "(nothing)"


def names(survey: Survey) -> str:
    """Everything seen by id: what it is, where it stands in metres, what carries it, how it is turned."""
    lines = []
    for thing in survey.things:
        parts = [f"{thing.id}: {thing.category}"]
        point = _point(survey, thing)
        if point is not None:
            parts.append(f"({point[0]:.1f}, {point[1]:.1f})")
        parts.append(f"on {thing.on}" if thing.on else thing.mount)
        if thing.facing is not None:
            parts.append(f"facing {thing.facing:.0f}")
        if thing.rejected:
            parts.append(f"rejected: {thing.rejected}")
        lines.append(", ".join(parts))
    return "\n".join([f"{survey.scene_type}, {survey.style}", *lines])


def planned_lines(survey: Survey) -> str:
    """A plan from words: doors and windows, and every thing with its size and place, a kind in a line."""
    room = survey.room
    lines = []
    if room is not None:
        for o in room.openings:
            start, end = _ends(room, o.wall)
            far = math.dist(start, end)
            share = (o.start + o.width / 2) / far if far else 0.0
            x, y = (a + (b - a) * share for a, b in zip(start, end, strict=True))
            high = f", sill at {o.sill:.2f} m" if o.kind == "window" else ""
            lines.append(f"{o.id}: {o.kind}, {o.width:.2f} m wide, in a wall at ({x:.2f}, {y:.2f}){high}")
    lines.append("(width x depth x height in its own frame, at its centre, no yaw: 0; * was asked for)")
    alike: dict[str, list[str]] = {}
    for thing in survey.things:
        if isinstance(thing, Wished) and not thing.rejected and thing.at and thing.size:
            (w, d, h), (x, y) = thing.size, thing.at
            turned = f" yaw {thing.yaw:.0f}" if round(thing.yaw) else ""
            place = f"{w:.2f} x {d:.2f} x {h:.2f} at ({x:.2f}, {y:.2f}){turned}"
            star = "*" if thing.wish else ""
            where = f"on {thing.on}" if thing.on else thing.mount
            alike.setdefault(f"{thing.category}, {where}", []).append(f"{thing.id}{star} {place}")
    lines += [f"{what}: {'; '.join(places)}" for what, places in alike.items()]
    lines += [f"{t.id}: NO PLACE: {t.rejected}" for t in survey.things if t.rejected]
    return "\n".join(lines)


def _ends(room: RoomSurvey, wall: int | str) -> tuple[Point, Point]:
    """Where a wall begins and ends, world metres."""
    if isinstance(wall, int):
        return room.floor[wall], room.floor[(wall + 1) % len(room.floor)]
    partition = next(p for p in room.partitions if p.id == wall)
    return partition.start, partition.end


def wide(survey: Survey) -> list[str]:
    """Ids of what is flat or wide enough in the picture to show a pattern."""
    whole = survey.size[0] * survey.size[1]
    return [
        t.id
        for t in survey.seen
        if not t.rejected
        and (
            vocabulary.entry(t.category).shape == "flat"
            or (t.box[2] - t.box[0]) * (t.box[3] - t.box[1]) > WIDE * whole
        )
    ]


def surfaces(survey: Survey) -> str:
    """Where the floor, and what is flat or wide enough to show a pattern, lies in the picture, pixels."""
    lines = []
    if survey.room:
        lines.append(f"floor: corners {[(round(x), round(y)) for x, y in survey.room.floor_px]}")
    shown = {*wide(survey)}
    for thing in survey.seen:
        entry = vocabulary.entry(thing.category)
        if thing.id in shown:
            top = thing.top or (thing.elevation or 0.0) + (thing.height or entry.size[2])
            high = 0.0 if entry.shape == "flat" and not thing.on else top
            box = [round(v) for v in thing.box]
            lines.append(f"{thing.id}: {thing.category}, box {box}, surface {high:.2f} m high")
    return "\n".join(lines)


def to_build(survey: Survey, report: SceneReport) -> str:
    """What is placed and has no geometry yet, alike things in a line: what, on what, ids, sizes, looks."""
    seen = {t.id: t for t in survey.things}
    alike: dict[tuple[str, str], list[str]] = {}
    for o in report.objects:
        if not o.placeholder:
            continue
        looks = ", ".join([*seen[o.id].words, *seen[o.id].materials]) if o.id in seen else ""
        what = o.category + (f" on {o.on}" if o.on else "")
        alike.setdefault((what, looks), []).append(f"{o.id} {_size(o)}")
    lines = [
        f"{what}: {', '.join(each)}" + (f"; {looks}" if looks else "")
        for (what, looks), each in alike.items()
    ]
    return "\n".join(lines) or "(nothing)"


def dressing(
    survey: Survey, report: SceneReport, palette: Collection[str], seen_as: Mapping[str, str] | None = None
) -> str:
    """Who has which slots, what they wear of the palette, and the colour and materials seen in the picture.

    Args:
        survey: what is known of the things.
        report: what is built.
        palette: names of the program's own materials.
        seen_as: id -> its colour, or that it is not seen well; left out, the survey's colours.

    Things of one kind with the same looks, slots and dress are one line; a slot without a material wears
    what is usual.
    """
    seen = {t.id: t for t in survey.things}
    alike: dict[tuple[str, str], list[str]] = {}
    for o in report.objects:
        slots: dict[str, str] = {}
        for part in o.parts:
            slots.setdefault(part.slot, part.material or "")
        thing = seen.get(o.id)
        looks = [*thing.words, *thing.materials] if thing else []
        worn = ", ".join(f"{s}={m}" if m in palette else s for s, m in slots.items())
        own = hex_of(thing.color) if thing and thing.color else ""
        look = (seen_as or {}).get(o.id, own)
        colour = f" {look}" if look else ""
        alike.setdefault(("; ".join([o.category, *looks]), worn), []).append(o.id + colour)
    return "\n".join(f"{', '.join(ids)} ({looks}): {worn}" for (looks, worn), ids in alike.items())


def lights(survey: Survey, report: SceneReport) -> str:
    """What can give light: lamps with their places, windows with their walls, and the room's size."""
    seen = {t.id: t for t in survey.things}
    lines = [room_lines(survey).splitlines()[0]]
    for o in report.objects:
        if vocabulary.entry(o.category).family == "lamp":
            words = ", ".join(seen[o.id].words) if o.id in seen else ""
            x, y, _ = o.center
            lines.append(f"{o.id}: {o.category} at ({x:.2f}, {y:.2f}), top {o.high[2]:.2f} m; {words}")
    for opening in survey.room.openings if survey.room else ():
        if opening.kind == "window":
            lines.append(f"{opening.id}: window {opening.width:.1f} m wide in wall {opening.wall}")
    return "\n".join(lines)


def scene_lines(report: SceneReport) -> str:
    """Every object as it stands in Blender, a kind in a line: what, on what; id, size, centre, yaw."""
    alike: dict[tuple[str, str], list[str]] = {}
    bare = {o.placeholder for o in report.objects}
    for o in report.objects:
        where = f"on {o.on}" if o.on else o.mount
        # Told only where it tells things apart: before the geometry's stages nothing is built.
        where += ", not built" if o.placeholder and len(bare) > 1 else ""
        x, y, z = o.center
        high = "" if o.mount == "floor" and abs(o.low[2]) < STANDS else f", {z:.2f}"
        turned = f" yaw {o.yaw_deg:.0f}" if round(o.yaw_deg) else ""
        place = f"{o.id} {_size(o)} at ({x:.2f}, {y:.2f}{high}){turned}"
        alike.setdefault((o.category, where), []).append(place)
    lines = [f"{what}, {where}: {'; '.join(all_)}" for (what, where), all_ in alike.items()]
    head = "(width x depth x height in its own frame, at its centre; no height: on the floor, no yaw: 0)"
    return "\n".join([head, *lines]) if lines else "The scene has no objects yet."


def _size(o: ObjectReport) -> str:
    return "{:.2f} x {:.2f} x {:.2f}".format(*o.size)


def _point(survey: Survey, thing: Thing) -> Point | None:
    """Where a thing stands, roughly, world metres; None before that can be said."""
    if not isinstance(thing, Seen):
        return getattr(thing, "at", None)
    if survey.camera is None:
        return None
    if thing.picture != 0 or looks_level(survey.camera):
        return floor_point(thing, survey)
    x0, y0, x1, y1 = thing.box
    x, y, _ = survey.camera.to_plane([thing.foot or ((x0 + x1) / 2, (y0 + y1) / 2)])[0]
    return (float(x), float(y))
