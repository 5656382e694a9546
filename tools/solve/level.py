"""Things on a photo at eye level: where they stand by what they touch, not by the middle of their box.

From above the middle of a box tells where a thing is. At eye level its ray runs along the floor: there a
thing is placed by its contact points, by the wall it hangs on, or by the lower edge of its box.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tools import vocabulary
from tools.geometry import Wall, wrap
from tools.picture.photo.covered import covered_edges
from tools.picture.photo.rays import nearest_wall, on_wall, ray_of
from tools.pinhole import Camera
from tools.place import Place
from tools.solve.contacts import push_off
from tools.solve.cut import cut_edges, fill, frame_of
from tools.solve.footprint import Observation, Prior
from tools.survey import Point, RoomSurvey, Seen, Survey
from tools.walls import walls_of

Array = NDArray[np.float64]

SQUARE = 12.0
"""Degrees: a thing whose side on the floor is this close to square with the walls stands square."""
ROUGH = 25.0
"""The same of a facing that was only told: at eye level nobody sees it to better than that."""
WALL_Z = 0.05
"""Metres by which the height of what hangs on a wall is off where its box shows it."""
FARTHEST = 12.0
"""Metres: what would stand further off is taken to stand so far."""
HANGS, LOOSE = 0.4, 0.6
"""Metres by which a lamp hangs lower than usual, and the spread of its height."""
CARRIED = 0.7
"""Spread of the usual size of what stands on other things and shows whole: vases and boxes come in all
sizes."""
DISTANCES = (0.8, 1.2, 1.7, 2.3, 3.0, 3.8, 4.8, 6.0)
"""Metres from the camera at which a thing is looked for whose contact points do not show."""
USUAL = 0.15
"""Least spread of a usual size where the picture does not show a side."""
CORNERS = {0: (0, 1), 90: (1, 2), 180: (2, 3), -90: (3, 0)}
"""Corners of a footprint, as `Place.corners` numbers them, at the ends of the side that looks that way in its
own frame: 0 its front, 90 its right."""


def observed(base: Observation, thing: Seen, survey: Survey, parents: Mapping[str, Place]) -> Observation:
    """What is known of a thing, put right for a camera at eye level.

    Args:
        base: as for a picture from above.
        thing: what was seen.
        survey: with camera and room.
        parents: what is solved already, by id.
    """
    camera, room = survey.camera, survey.room
    assert camera is not None
    assert room is not None
    hidden = _hidden(thing, survey)
    base = replace(
        base,
        frame=frame_of(thing.box, survey.size),
        within=() if thing.mount == "wall" else bounding_walls(room),
    )
    if thing.mount == "wall":
        return _on_wall(replace(base, hidden=hidden), thing, survey)
    if thing.mount == "ceiling":
        return _on_ceiling(replace(base, hidden=hidden), thing, survey)
    if thing.on is not None and thing.on in parents:
        return _carried(replace(base, hidden=hidden), thing, survey, parents)
    size = _usual(thing, survey, parents, base)
    yaw = yaw_of(thing, survey, base.yaw)
    places = contacts_of(thing, camera)
    held = replace(base, hidden=hidden, size=size, yaw=yaw, foot=None if places is not None else base.foot)
    if places is None or len(places) < 2:
        held = replace(held, others=_along_ray(thing, survey))
    if places is None:
        return replace(held, center=point_of(thing, survey, parents))
    numbers = _numbered(places, yaw, camera, (size[0].value, size[1].value))
    middles = [_middle(places, n, yaw, size) for n in numbers]
    return replace(
        held, center=middles[0], others=(*held.others, *middles[1:]), contacts=tuple(thing.contacts),
        numbers=tuple(tuple(n) for n in numbers),
    )  # fmt: skip


def point_of(thing: Seen, survey: Survey, parents: Mapping[str, Place] | None = None) -> Point:
    """Where a thing is, roughly, seen from above."""
    camera, room = survey.camera, survey.room
    assert camera is not None
    x0, y0, x1, y1 = thing.box
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    entry = vocabulary.entry(thing.category)
    if room is not None and thing.mount == "wall":
        met = nearest_wall(camera, middle, seen_walls(room), room.height)
        if met is not None:
            return met[0].at(met[1])
    if room is not None and thing.mount == "ceiling":
        return _on_plane(camera, middle, room.height - (thing.height or entry.size[2]) / 2)
    if thing.on is not None and parents and thing.on in parents:
        return _beside(camera, middle, parents[thing.on])
    carrier = next((t for t in survey.seen if t.id == thing.on), None)
    if carrier is not None:
        return point_of(carrier, survey)
    places = contacts_of(thing, camera)
    deep = (entry.size[0] + entry.size[1]) / 4
    if places is not None and len(places) > 1:
        near = (places[0] + places[1]) / 2
        away = _away(places, camera)
        return (float(near[0] + away[0] * deep), float(near[1] + away[1] * deep))
    if places is not None:
        return _behind(camera, (float(places[0][0]), float(places[0][1])), deep)
    if thing.foot is not None:
        return _on_plane(camera, thing.foot, 0.0)
    if y1 < camera.height - 1.5:
        return _behind(camera, _on_plane(camera, (middle[0], y1), 0.0), deep)
    high = thing.top or entry.size[2]  # its foot is out of the frame: its top tells
    return _on_plane(camera, (middle[0], y0), high)


def yaw_of(thing: Seen, survey: Survey, told: float) -> float:
    """Its facing: along its side on the floor where that shows, else as it was told, squared to the walls."""
    camera = survey.camera
    places = contacts_of(thing, camera) if camera is not None else None
    if places is None or len(places) < 2 or vocabulary.entry(thing.category).turns == 0:
        square = 90.0 * round(told / 90)
        return wrap(square if abs(wrap(told - square)) < ROUGH else told)
    along = places[1] - places[0]
    side = math.degrees(math.atan2(along[1], along[0]))
    yaw = wrap(side + 90.0 * round((told - side) / 90))
    square = 90.0 * round(yaw / 90)
    return wrap(square if abs(wrap(yaw - square)) < SQUARE else yaw)


def contacts_of(thing: Seen, camera: Camera) -> Array | None:
    """Its contact points on the floor (n, 2), world metres; None without any."""
    if not thing.contacts or thing.mount in ("wall", "ceiling"):
        return None
    places = camera.to_plane(thing.contacts)[:, :2]
    near = np.isfinite(places).all() and np.hypot(*(places - camera.position[:2]).T).max() < FARTHEST
    return places if near else None


def seen_walls(room: RoomSurvey) -> list[Wall]:
    """The faces that the photo shows: on no other does anything hang, or stand with its back to it."""
    return [w for w in walls_of(room) if w.name not in room.guessed]


def bounding_walls(room: RoomSurvey) -> tuple[Wall, ...]:
    """The seen walls before which the whole room lies."""
    outer = [w for w in seen_walls(room) if not w.inner]
    return tuple(w for w in outer if all(w.place_of(p)[1] > -0.01 for p in room.floor))


def grown(room: RoomSurvey, standing: Sequence[Place]) -> RoomSurvey:
    """The room with the walls that nobody sees moved out until what stands on the floor is inside."""
    corners = np.array([c for place in standing for c in place.corners()]).reshape(-1, 2)
    floor, openings = [*room.floor], [*room.openings]
    for wall in walls_of(room):
        if wall.name not in room.guessed or not len(corners) or not isinstance(wall.name, int):
            continue
        out = -min(wall.place_of((float(x), float(y)))[1] for x, y in corners)
        if not 0 < out < FARTHEST:
            continue
        (nx, ny), i, j = wall.normal, wall.name, (wall.name + 1) % len(floor)
        for k in (i, j):
            floor[k] = (floor[k][0] - nx * out, floor[k][1] - ny * out)
        # the next wall begins further off now, and what is in it is measured from there
        openings = [o.model_copy(update={"start": o.start + out}) if o.wall == j else o for o in openings]
    return room.model_copy(update={"floor": floor, "openings": openings})


def _hidden(thing: Seen, survey: Survey) -> tuple[bool, bool, bool, bool]:
    """Edges of its box that the frame or another thing cuts short."""
    # what carries it, and what stands on it, does not cut it short
    boxes = {t.id: t.box for t in survey.seen if t.id != thing.on and t.on != thing.id}
    over = covered_edges(thing.box, [boxes[i] for i in thing.hidden_by or () if i in boxes])
    cut = cut_edges(thing.box, survey.size)
    return (over[0] or cut[0], over[1] or cut[1], over[2] or cut[2], over[3] or cut[3])


def _usual(
    thing: Seen, survey: Survey, parents: Mapping[str, Place], base: Observation
) -> tuple[Prior, Prior, Prior]:
    """Its usual size, or that of its like, where part of it does not show."""
    width, depth, height = fill(thing, survey, parents)
    kept = base.size[2] if thing.height or thing.top else height
    return (
        Prior(width.value, max(USUAL, width.spread)), Prior(depth.value, max(USUAL, depth.spread)),
        Prior(kept.value, max(USUAL, kept.spread)),
    )  # fmt: skip


def _on_wall(base: Observation, thing: Seen, survey: Survey) -> Observation:
    """What hangs on a wall: its box is seen on the wall's face."""
    camera, room = survey.camera, survey.room
    assert camera is not None
    assert room is not None
    x0, y0, x1, y1 = thing.box
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    met = nearest_wall(camera, middle, seen_walls(room), room.height)
    if met is None:
        return base
    wall, along, _ = met
    low, high = (on_wall(camera, (middle[0], y), wall) for y in (y1, y0))
    z, top = base.z, base.top
    if low is not None and high is not None:
        z = z if thing.elevation is not None or base.hidden[3] else Prior(max(0.0, low[1]), WALL_Z)
        top = top if base.hidden[1] else Prior(min(room.height, high[1]), WALL_Z)
    return replace(
        base, wall=wall, yaw=wall.facing, center=wall.at(along, base.size[1].value / 2), z=z, top=top
    )


def _carried(base: Observation, thing: Seen, survey: Survey, parents: Mapping[str, Place]) -> Observation:
    """What stands on another thing: its lower edge tells where, so that its box tells how large it is."""
    size = base.size
    if base.shape not in ("flat", "drape", "hang") and not any(base.hidden):
        w, d, h = base.size
        size = (Prior(w.value, CARRIED), Prior(d.value, CARRIED), Prior(h.value, CARRIED))
    return replace(base, size=size, center=point_of(thing, survey, parents))


def _on_ceiling(base: Observation, thing: Seen, survey: Survey) -> Observation:
    """What hangs from the ceiling: how far down is seen, and not usual."""
    room = survey.room
    assert room is not None
    width, depth, height = base.size
    z = Prior(room.height - height.value, HANGS)
    return replace(
        base, z=z, top=Prior(room.height, 0.02),
        size=(Prior(width.value, LOOSE), Prior(depth.value, LOOSE), Prior(height.value, LOOSE)),
        center=point_of(thing, survey), others=_along_ray(thing, survey),
    )  # fmt: skip


def _along_ray(thing: Seen, survey: Survey) -> tuple[Point, ...]:
    """Places at several distances where a thing's box is seen, inside the walls that are seen."""
    camera, room = survey.camera, survey.room
    assert camera is not None
    assert room is not None
    ray = ray_of(camera, ((thing.box[0] + thing.box[2]) / 2, (thing.box[1] + thing.box[3]) / 2))[:2]
    x, y = ray / (float(np.hypot(*ray)) or 1e-9)
    places = [(camera.position[0] + x * d, camera.position[1] + y * d) for d in DISTANCES]
    walls = seen_walls(room)
    return tuple(p for p in places if all(w.inner or w.place_of(p)[1] > 0 for w in walls))


def kept_inside(place: Place, room: RoomSurvey) -> Place:
    """A thing within the walls that are seen: all that is seen is on this side of them."""
    for wall in seen_walls(room):
        if wall.inner:
            continue
        depths = [wall.place_of((float(x), float(y))) for x, y in place.corners()]
        if max(a for a, _ in depths) < 0.02 or min(a for a, _ in depths) > wall.length - 0.02:
            continue
        out = min(o for _, o in depths)
        if out < 0:
            place = push_off(place, wall.normal, -out)
    return place


def _on_plane(camera: Camera, pixel: Point, z: float) -> Point:
    """Where a pixel's ray meets a height, at most `FARTHEST` metres off."""
    ray = ray_of(camera, pixel)
    flat = math.hypot(ray[0], ray[1]) or 1e-9
    far = (z - camera.position[2]) / ray[2] * flat if abs(ray[2]) > 1e-6 else -1.0
    far = far if 0 < far < FARTHEST else FARTHEST / 2
    return (camera.position[0] + ray[0] / flat * far, camera.position[1] + ray[1] / flat * far)


def _beside(camera: Camera, pixel: Point, carrier: Place) -> Point:
    """The point of a pixel's ray, seen from above, that is nearest to the middle of what carries it."""
    ray = ray_of(camera, pixel)[:2]
    ray = ray / (float(np.hypot(*ray)) or 1e-9)
    along = max(0.1, float(ray @ np.subtract(carrier.at, camera.position[:2])))
    place = carrier.local((camera.position[0] + ray[0] * along, camera.position[1] + ray[1] * along))
    half = (carrier.size[0] / 2, carrier.size[1] / 2)
    return carrier.world(
        (float(np.clip(place[0], -half[0], half[0])), float(np.clip(place[1], -half[1], half[1])))
    )


def _behind(camera: Camera, point: Point, metres: float) -> Point:
    """A point so much further from the camera."""
    dx, dy = point[0] - camera.position[0], point[1] - camera.position[1]
    length = math.hypot(dx, dy) or 1e-9
    return (point[0] + dx / length * metres, point[1] + dy / length * metres)


def _away(places: Array, camera: Camera) -> Array:
    """Unit vector (2,) from the side between the first two contacts into the thing."""
    along = places[1] - places[0]
    across = np.array([-along[1], along[0]]) / max(float(np.hypot(*along)), 1e-9)
    middle = (places[0] + places[1]) / 2
    return across if float(across @ (middle - camera.position[:2])) > 0 else -across


def _numbered(places: Array, yaw: float, camera: Camera, size: tuple[float, float]) -> list[list[int]]:
    """Which corners of the footprint the contacts may be: of one alone nobody knows it."""
    if len(places) == 1:
        return [[k] for k in range(4)]
    turn = math.radians(yaw)
    own = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    out = own @ -_away(places, camera)
    looks = wrap(90.0 * round(math.degrees(math.atan2(out[0], -out[1])) / 90))
    first, second = CORNERS[round(looks)]
    local = places @ own.T
    unit = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * np.array(size) / 2
    if float((local[1] - local[0]) @ (unit[second] - unit[first])) < 0:
        first, second = second, first
    numbers, left = [first, second], [k for k in range(4) if k not in (first, second)]
    middle = local[:2].mean(0) - unit[[first, second]].mean(0)
    for place in local[2:]:
        best = min(left, key=lambda k: float(np.hypot(*(unit[k] + middle - place))))
        numbers.append(best)
        left.remove(best)
    return [numbers]


def _middle(places: Array, numbers: Sequence[int], yaw: float, size: tuple[Prior, Prior, Prior]) -> Point:
    """The middle of a footprint of that size whose corners are where the contacts are, on average."""
    unit = Place((0.0, 0.0), (size[0].value, size[1].value, 0.0), yaw).corners()
    x, y = (places - unit[list(numbers)]).mean(0).tolist()
    return (x, y)
