"""What the survey and the vocabulary say about one thing, put into the solver's terms."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from shapely import Point as ShapelyPoint
from shapely import Polygon

from tools import vocabulary
from tools.geometry import Wall, wrap
from tools.picture import uneven
from tools.picture.known_sizes import TAPE
from tools.picture.photo.view import looks_level
from tools.pinhole import Camera
from tools.place import Place
from tools.solve import level
from tools.solve.cut import NONE, Edges, cut_edges, fill, frame_of, is_cut
from tools.solve.footprint import Observation, Prior
from tools.survey import AXES, Measured, Opening, Point, RoomSurvey, Seen, Survey, Thing, Wished
from tools.walls import faces_of, nearest, walls_of

SQUARE = 7.0
"""Degrees: a large thing this close to square with the walls stands square."""
MATTRESS = 0.6
"""Metres: a bed's mattress is not higher than this."""
UPRIGHT = 0.2
"""Metres: a pillow that reaches higher than this above what it lies on stands."""
TURNED = ("facing", "around")
"""Relations that turn a thing's front to another, where no facing was seen."""
SHOWN_FROM, STEEP = 0.8, -0.85
"""Share of a garment's height above which it shows from above, and the view's slope from which that is so."""
BOARD = 0.05
"""Metres below the top of its carrier from which a thing is in it and not on it."""
AS_USUAL = 0.1
"""Spread of a depth that a shelf hides: things in it are as deep as they usually are."""
AS_WINDOW, ASIDE = 0.08, 0.3
"""Spread of a blind's sides against its window's, and metres that its middle may lie beside it."""
OVER_HEADS = 1.4
"""Metres: no ceiling lamp hangs lower, unless its elevation is said: a mark may hold its chain, too."""
ARMED = {"arc", "arched", "arm", "arms", "reaching", "square", "rectangular"}
"""Words of a lamp, a plate or a rug that is not round seen from above."""
REACH = 1.2
"""Metres: something on a wall is sought on walls this near to its foot."""


def observation_of(
    thing: Seen, survey: Survey, parents: Mapping[str, Place], covered: Mapping[str, Edges] | None = None
) -> Observation | None:
    """The evidence for one thing; None for something on a wall where no wall is.

    Args:
        thing: what was seen.
        survey: with camera and room.
        parents: what is solved already, by id; the thing's carrier must be among it.
        covered: edges of marks that other things hide, by id; see `covered_edges`.
    """
    found = _from_above(thing, survey, parents, covered or {})
    if found is None:
        return None
    if survey.camera is not None and looks_level(survey.camera):
        found = level.observed(found, thing, survey, parents)
    return _as_said(found, thing) if thing.said else found


def _as_said(found: Observation, thing: Seen) -> Observation:
    """The evidence with the sizes that somebody said in place of usual ones."""
    width, depth, height = (
        Prior(thing.said[axis], TAPE) if axis in thing.said else usual
        for axis, usual in zip(AXES, found.size, strict=True)
    )
    top = None if "height" in thing.said else found.top  # read off the picture, it says the same, but worse
    return replace(found, size=(width, depth, height), top=top)


def _from_above(
    thing: Seen, survey: Survey, parents: Mapping[str, Place], covered: Mapping[str, Edges]
) -> Observation | None:
    """The same, the camera looking down.

    Args:
        thing: what was seen.
        survey: with camera and room.
        parents: what is solved already, by id; the thing's carrier must be among it.
        covered: edges of marks that other things hide, by id.
    """
    camera, room = survey.camera, survey.room
    if camera is None or room is None:
        raise ValueError("the survey has no camera or room yet")
    entry = vocabulary.entry(thing.category)
    point = floor_point(thing, survey)
    wall = None
    if thing.mount == "wall":
        wall = nearest(walls_of(room), point, thing.facing, REACH) or nearest(
            walls_of(room), point, None, 0.5
        )
        if wall is None:
            return None
    yaw = wall.facing if wall else yaw_of(thing, survey, parents)
    z, top = _heights(thing, survey, room, parents)
    w, d, h = entry.size
    if entry.shape == "soft" and top is not None and top.value - z.value > UPRIGHT:
        d = min(d, 0.45 * w)  # it stands on its edge and leans
    if _lies_across(thing, yaw, entry.turns):
        if thing.facing is None:
            yaw = wrap(yaw + 90)  # a rail or a row of seats runs along its width: turn it, keep its width
        else:
            w, d = d, w
    height = Prior(thing.height, 0.08) if thing.height else Prior(h, 0.25)
    if entry.shape == "flat":
        height = Prior(h, 0.02)
    elif top is not None and thing.height is None:
        height = Prior(max(0.02, min(top.value - z.value, 10)) if thing.mount != "wall" else h, 0.35)
    hanging = entry.shape == "hang"
    inside = hanging or _between_boards(thing, parents)
    hidden = hidden_edges(thing, point, camera, room)
    if inside and thing.on is not None and camera.kind == "pinhole":
        # Seen from above, the top of its cupboard covers the side of what is in it that is at the back.
        back = _BACKS[int(wrap(90 * round(parents[thing.on].yaw / 90)))]
        hidden = _either(hidden, (back == 0, back == 1, back == 2, back == 3))
    size = (Prior(w, 1.0 if hanging else 0.35), Prior(d, 0.35 if not wall else 0.2), height)
    if inside and not hanging:
        size = (size[0], Prior(min(d, 0.9 * parents[str(thing.on)].size[1]), AS_USUAL), size[2])
    under = covered.get(thing.id, NONE)
    if wall is None and thing.mount == "floor" and is_cut(thing, survey.size):
        hidden = _either(hidden, cut_edges(thing.box, survey.size))
        filled = fill(thing, survey, parents, covered)
        size = (*filled[:2], height if thing.height or thing.top else filled[2])
    elif wall is not None and is_cut(thing, survey.size):
        hidden = _either(hidden, cut_edges(thing.box, survey.size))
    elif any(under) and thing.mount == "floor":
        hidden = _either(hidden, under)
        filled = fill(thing, survey, parents, covered)
        across, along = _axes_of(under, yaw)
        size = (filled[0] if across else size[0], filled[1] if along else size[1], size[2])
    pane = _window_behind(thing, wall, point, room)
    if pane is not None:
        size = (
            Prior(pane.width, AS_WINDOW),
            size[1],
            size[2] if thing.height else Prior(pane.height, AS_WINDOW),
        )
    return Observation(
        box=uneven.straightened(
            thing.box, point, z.value, top.value if top else z.value + size[2].value, room
        ),
        shape=entry.shape,
        yaw=yaw,
        size=size,
        z=z,
        top=top,
        foot=thing.foot,
        hidden=hidden,
        wall=wall,
        frame=frame_of(thing.box, survey.size) if is_cut(thing, survey.size) else None,
        # What hangs on a rail is seen only where it sticks out from under its cupboard's top.
        box_weight=0.6 if hanging else 1.0,
        # From above only shoulders show: the rest hangs in the dark below them.
        circle=_is_circle(thing),
        shown_from=SHOWN_FROM if hanging and camera.rotation[2][2] < STEEP else 0.0,
    )


def _is_circle(thing: Seen) -> bool:
    """Whether such a thing is round seen from above, and this one has no arm that reaches out."""
    entry = vocabulary.entry(thing.category)
    if entry.turns or entry.size[0] != entry.size[1] or ARMED & {*" ".join(thing.words).lower().split()}:
        return False
    return entry.shape in ("round", "flat") or entry.family == "lamp"


def _either(a: Edges, b: Edges) -> Edges:
    return (a[0] or b[0], a[1] or b[1], a[2] or b[2], a[3] or b[3])


def _between_boards(thing: Seen, parents: Mapping[str, Place]) -> bool:
    """Whether a thing is in a shelf: said to be at a height, it ends below the top of what carries it."""
    if thing.on is None or thing.on not in parents or thing.elevation is None:
        return False
    return thing.elevation + (thing.height or 0.0) < parents[thing.on].top - BOARD


def _axes_of(edges: Edges, yaw: float) -> tuple[bool, bool]:
    """Whether hidden edges say nothing of a thing's width, and of its depth; of neither when askew."""
    sideways, upright = edges[0] or edges[2], edges[1] or edges[3]
    if abs(wrap(yaw - 90 * round(yaw / 90))) > 20:
        return True, True
    return (upright, sideways) if abs(math.sin(math.radians(yaw))) > 0.7 else (sideways, upright)


def _window_behind(thing: Seen, wall: Wall | None, point: Point, room: RoomSurvey) -> Opening | None:
    """The window that a blind hangs before: on its wall, where its middle is."""
    if wall is None or thing.category != "blind":
        return None
    at = wall.place_of(point)[0]
    panes = [o for o in room.openings if o.kind == "window" and o.wall == wall.name]
    return next((o for o in panes if o.start - ASIDE < at < o.start + o.width + ASIDE), None)


_BACKS = {0: 1, 90: 0, 180: 3, -90: 2}
"""Edge of a box (left, top, right, bottom) at the back of a thing of that yaw."""


def known_place(thing: Thing, survey: Survey, parents: Mapping[str, Place]) -> Place | None:
    """The place of a thing that no picture has to be solved for; None for a wish that has none."""
    if not isinstance(thing, Measured | Wished) or thing.at is None:
        return None
    size = thing.size or vocabulary.entry(thing.category).size
    z = thing.z
    if z is None and thing.on is not None and thing.on in parents:
        z = surface_of(thing.on, survey, parents)
    if z is None:
        z = survey.room.height - size[2] if thing.mount == "ceiling" and survey.room else 0.0
    return Place(thing.at, size, thing.yaw, z, round=vocabulary.entry(thing.category).turns == 0)


def floor_point(thing: Thing, survey: Survey) -> Point:
    """Where a thing's footprint is, roughly: its place, its foot, or its box's middle at half its height."""
    if not isinstance(thing, Seen):
        return getattr(thing, "at", None) or (0.0, 0.0)
    if thing.picture != 0:  # another picture of the room shows it
        return floor_point(thing.model_copy(update={"picture": 0}), survey.from_picture(thing.picture))
    camera = survey.camera
    if camera is None:
        raise ValueError("the survey has no camera yet")
    if looks_level(camera):
        return level.point_of(thing, survey)
    x0, y0, x1, y1 = thing.box
    if thing.foot is not None:
        x, y = camera.to_plane([thing.foot])[0, :2].tolist()
        return (x, y)
    entry = vocabulary.entry(thing.category)
    top = thing.top or (thing.elevation or entry.elevation or 0.0) + (thing.height or entry.size[2])
    low = thing.elevation or (entry.elevation or 0.0 if thing.mount == "wall" else 0.0)
    x, y = camera.to_plane([((x0 + x1) / 2, (y0 + y1) / 2)], (low + top) / 2)[0, :2].tolist()
    return (x, y)


def yaw_of(thing: Thing, survey: Survey, parents: Mapping[str, Place]) -> float:
    """The facing that was seen, else the one told; otherwise the usual: back to a wall, front to a table."""
    entry = vocabulary.entry(thing.category)
    if entry.shape == "hang" and thing.on is not None and thing.on in parents:
        return parents[thing.on].yaw  # it hangs on a rail along its cupboard, whichever way its front looks
    if thing.facing is not None:
        square = 90.0 * round(thing.facing / 90)
        small = thing.small or thing.on is not None
        return wrap(square if not small and abs(wrap(thing.facing - square)) < SQUARE else thing.facing)
    told = next((b for a, r, b in survey.relations if a == thing.id and r in TURNED), None)
    other = next((t for t in survey.things if t.id == told), None)
    if other is not None:
        return _towards(floor_point(thing, survey), floor_point(other, survey))
    if thing.on is not None and thing.on in parents:
        return parents[thing.on].yaw
    if entry.turns == 0 or survey.camera is None or survey.room is None:
        return 0.0
    point = floor_point(thing, survey)
    if entry.back_to_wall:
        wall = nearest(walls_of(survey.room), point, within=1.6)
        if wall is not None:
            return wall.facing
    if entry.family in ("chair", "stool", "armchair", "sofa"):
        return _towards_table(point, survey)
    return 0.0


def _towards_table(point: Point, survey: Survey) -> float:
    """Square yaw that turns a seat to the nearest table, or else to the middle of the room."""
    tables = [t for t in survey.things if vocabulary.entry(t.category).family == "table" and not t.rejected]
    target: Point = (0.0, 0.0)
    if tables:
        target = min((floor_point(t, survey) for t in tables), key=lambda p: math.dist(p, point))
    return _towards(point, target)


def _towards(point: Point, target: Point) -> float:
    dx, dy = target[0] - point[0], target[1] - point[1]
    return wrap(90.0 * round(math.degrees(math.atan2(dx, -dy)) / 90))


def _heights(
    thing: Seen, survey: Survey, room: RoomSurvey, parents: Mapping[str, Place]
) -> tuple[Prior, Prior | None]:
    """Underside and, when it was seen, top above the floor."""
    entry = vocabulary.entry(thing.category)
    top = Prior(min(thing.top, room.height), 0.08) if thing.top and entry.shape != "flat" else None
    if thing.elevation is not None:
        return Prior(thing.elevation, 0.03), top
    if thing.on is not None and thing.on in parents:
        surface = surface_of(thing.on, survey, parents)
        tall = thing.height or entry.size[2]
        if (thing.top is not None and thing.top < surface + 0.01) or entry.shape == "hang":
            return Prior(max(0.02, (thing.top or surface * 0.8) - tall), 0.03), top
        return Prior(surface, 0.03), Prior(top.value, 0.04) if top else None
    if thing.mount == "wall":
        if entry.elevation is not None and entry.elevation < 0.2:
            return Prior(entry.elevation, 0.05), top  # a curtain or panel hangs down to the floor
        low = entry.elevation if entry.elevation is not None else 1.2
        return Prior(max(0.0, top.value - entry.size[2]) if top else low, 0.5), top
    if thing.mount == "ceiling":
        low = room.height - (thing.height or entry.size[2])
        return Prior(max(low, min(OVER_HEADS, room.height - 0.1)), 0.02), Prior(room.height, 0.02)
    return Prior(0.0, 0.001), top


def surface_of(id: str, survey: Survey, parents: Mapping[str, Place]) -> float:
    """Height above the floor of the surface with which a solved thing carries others, metres."""
    category = next((t.category for t in survey.things if t.id == id), vocabulary.UNKNOWN)
    fraction = vocabulary.entry(category).surface
    carrier = parents[id]
    if vocabulary.entry(category).family == "bed":
        return carrier.z + min(MATTRESS, 0.5 * carrier.size[2])
    return carrier.z + carrier.size[2] * (1.0 if fraction is None else fraction)


def hidden_edges(
    thing: Seen, point: Point, camera: Camera, room: RoomSurvey
) -> tuple[bool, bool, bool, bool]:
    """Which edges (left, top, right, bottom) of its box are where a partition's top hides the rest of it."""
    eye = camera.position[:2]
    x0, y0, x1, y1 = thing.box
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    probes = [(x0 - 5, middle_y), (middle_x, y0 - 5), (x1 + 5, middle_y), (middle_x, y1 + 5)]
    hidden = [False] * 4
    for partition in room.partitions:
        faces = faces_of(partition)
        behind = [f for f in faces if f.place_of(point)[1] > -0.02 and f.place_of(eye)[1] < 0]
        if camera.kind == "ortho" or not behind:
            continue
        top = partition.height or room.height
        shadow = Polygon(_picture_of(faces, camera, 0.0)).union(Polygon(_picture_of(faces, camera, top)))
        for k, probe in enumerate(probes):
            hidden[k] = hidden[k] or bool(shadow.convex_hull.contains(ShapelyPoint(probe)))
    return (hidden[0], hidden[1], hidden[2], hidden[3])


def _picture_of(faces: Sequence[Wall], camera: Camera, z: float) -> list[Point]:
    ends = [(*p, z) for face in faces for p in (face.start, face.end)]
    return [(u, v) for u, v in camera.project(ends).tolist()]


def _lies_across(thing: Seen, yaw: float, turns: int) -> bool:
    """Whether a thing whose front is any of its sides is longer the other way than usual."""
    entry = vocabulary.entry(thing.category)
    askew = abs(wrap(yaw - 90 * round(yaw / 90))) > 20
    if turns not in (2, 4) or thing.mount == "wall" or entry.shape == "hang" or askew:
        return False
    w, d, _ = entry.size
    x0, y0, x1, y1 = thing.box
    across = abs(math.sin(math.radians(yaw))) > 0.7
    seen_wide = (y1 - y0 > x1 - x0) if across else (x1 - x0 > y1 - y0)
    return (w > d) != seen_wide
