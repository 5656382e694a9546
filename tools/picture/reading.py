"""From marks on the picture to the survey: the camera, the room, and every thing under one name."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from tools import vocabulary
from tools.picture import openings, polygon, uneven
from tools.picture.annotations import (
    Annotations,
    KnownSize,
    OpeningMark,
    PartitionMark,
    PlanSize,
    SpaceMark,
    ThingMark,
    corners,
)
from tools.picture.camera import CameraHints, CameraSolution
from tools.picture.framing import MEASURED
from tools.picture.holes import bright_openings
from tools.picture.image import Pixels, fit_within
from tools.picture.known_sizes import sides
from tools.picture.naming import sharpened
from tools.picture.parts import part_of
from tools.picture.photo.holes import photo_opening, with_holes
from tools.picture.photo.shell import solve_shell
from tools.picture.region import mask_of
from tools.picture.scaling import solve_camera
from tools.picture.turned import world_facing
from tools.picture.view import find_background
from tools.pinhole import Camera
from tools.settings import PictureSettings
from tools.survey import Box, Point, RoomSurvey, Seen, Space, Survey, View
from tools.walls import walls_of

MIN_DRAWN, MAX_DRAWN = 0.03, 0.75
"""Metres between which a plan's walls are taken to be as thick as they are drawn."""
LIT_WORD = "lit"
"""Word of a lamp that is on."""
LENS_ERROR = 0.28
"""Error of metres, as a fraction, through a fisheye or at a steep slant, or where the outline is wrong: an
isometric drawing of a room of 5.06 m was read as 6.38 m; by night, its walls taken for floor, as 6.10 m."""
GLOWS = 235
"""A lamp whose brightest pixels reach this is on."""


def read(
    image: Pixels,
    settings: PictureSettings,
    annotations: Annotations,
    *,
    picture: str = "input.png",
    alone: Collection[str] = (),
) -> Survey:
    """The survey of an annotated picture.

    Args:
        image: (height, width, 3) sRGB.
        settings: sizes a user gave; they win over the annotations'.
        annotations: what was marked; `floor_px` must be among it.
        picture: name to note in the survey.
        alone: ids of things that are built by themselves, even where they look like a part of another.

    Raises:
        InputError: the outlines fit no camera.
    """
    size = (image.shape[1], image.shape[0])
    hints = hints_of(settings, annotations)
    if annotations.at_eye_level:
        solution, room = solve_shell(size, annotations, hints)
        room.openings = [o for m in annotations.openings if (o := photo_opening(m, solution.camera, room))]
        return _with_lit(image, _survey(picture, size, solution, room, annotations), annotations, alone)
    floor_px = corners(annotations.floor_px) or []
    solution = solve_camera(size, floor_px, annotations, hints, image)
    if annotations.confidence is not None:  # a draft knows how sure it is of its own outlines
        solution = solution.model_copy(update={"confidence": annotations.confidence})
    solution = _wider(solution, _deceived(annotations))
    room = room_survey(
        solution,
        floor_px,
        annotations.inner_top,
        _resized(annotations, solution.camera),
        annotations.openings,
        outer_top=annotations.outer_top,
    )
    if annotations.wall_px and solution.camera.metres_per_pixel:
        drawn = annotations.wall_px * solution.camera.metres_per_pixel
        room.thickness = round(min(MAX_DRAWN, max(MIN_DRAWN, drawn)), 3)
    small, factor = fit_within(image, MEASURED)
    overhead = solution.camera.resized(factor)
    if annotations.outer_top is None and not annotations.plan:
        room.thickness = seen_thickness(small, overhead, room)
    seen_walls = annotations.inner_top is not None and solution.camera.kind == "pinhole"
    if not annotations.openings and seen_walls and not annotations.plan:
        boxes = [mark.box for mark in annotations.things if mark.box is not None]
        taken = [(x0 * factor, y0 * factor, x1 * factor, y1 * factor) for x0, y0, x1, y1 in boxes]
        room.openings = bright_openings(small, overhead, room, taken)
    room.spaces = [space_of(mark, solution.camera) for mark in annotations.spaces]
    return _with_lit(image, _survey(picture, size, solution, room, annotations), annotations, alone)


def _resized(annotations: Annotations, camera: Camera) -> list[PartitionMark]:
    """A plan's inner walls as thick as they are drawn, where its metres were given another way since."""
    size = annotations.plan_size
    if size is None or camera.metres_per_pixel is None:
        return annotations.partitions
    factor = camera.metres_per_pixel / size.metres_per_pixel
    return [
        p.model_copy(update={"thickness": min(1.0, max(MIN_DRAWN, p.thickness * factor))})
        for p in annotations.partitions
    ]


def _survey(
    picture: str, size: tuple[int, int], solution: CameraSolution, room: RoomSurvey, annotations: Annotations
) -> Survey:
    """What is known before the things are."""
    given = solution.scale is not None and solution.scale.source == "user"
    # once metres are given, that a drawing tells none is no doubt any more
    caveats = [c for c in annotations.caveats if not (given and c.about == "size")] + solution.caveats
    return Survey(
        scene_type=annotations.scene_type or "residential",
        style=annotations.style or "modern",
        views=[
            View(
                picture=picture,
                size=size,
                camera=solution.camera,
                residual=solution.residual,
                source="measured",
                confidence=solution.confidence,
            )
        ],
        scale=solution.scale,
        room=room,
        notes=[
            solution.words,
            *uneven.told(room),
            *(f"{c.words}: {c.settle}" for c in caveats if c.words not in solution.words),
            *annotations.notes,
        ],
        caveats=caveats,
    )


def _with_lit(image: Pixels, survey: Survey, annotations: Annotations, alone: Collection[str]) -> Survey:
    """The survey with the marked things, and which lamps among them are on."""
    found = with_things(survey, annotations.things, alone, annotations.known_sizes)
    return with_lit(image, found)


def with_lit(image: Pixels, survey: Survey) -> Survey:
    """The survey, its lamps that are on in the picture named so, in place."""
    for thing in survey.seen:
        if _lit(image, thing):
            thing.words.append(LIT_WORD)
    return survey


def _lit(image: Pixels, thing: Seen) -> bool:
    """Whether a thing is a lamp that is on."""
    if vocabulary.entry(thing.category).family != "lamp":
        return False
    pixels = image[mask_of(thing.box, (image.shape[1], image.shape[0]))]
    return bool(np.percentile(pixels.max(1), 97) >= GLOWS)


def hints_of(settings: PictureSettings, annotations: Annotations) -> CameraHints:
    """What is known of the camera beforehand; a user's word wins over the annotations'."""
    word = settings.camera
    return CameraHints(
        room_width=settings.room_width or annotations.room_width,
        wall_height=settings.wall_height or annotations.wall_height,
        door_height=settings.door_height,
        camera_height=settings.camera_height or annotations.camera_height,
        plan=True if settings.plan or annotations.plan or word == "ortho" else None,
        turn=annotations.turn,
        plan_size=_told(annotations.plan_size),
        view=word if word in ("nadir", "oblique", "eye") else "auto",
    )


def _deceived(annotations: Annotations) -> float:
    """How likely the lines of a picture deceive: through a lens, or by a draft's own doubt of its outline."""
    if any(c.about == "lens" for c in annotations.caveats):
        return 1.0
    if annotations.plan_size is not None or annotations.confidence is None:
        return 0.0  # a drawing's metres do not hang on its outline
    return 1.0 - annotations.confidence


def _wider(solution: CameraSolution, deceived: float) -> CameraSolution:
    """The solution, its metres off by `LENS_ERROR` besides as far as the picture's lines deceive, 0 to 1."""
    scale = solution.scale
    if scale is None or scale.source == "user" or not deceived:
        return solution
    error = min(0.5, float(np.hypot(scale.relative_error, LENS_ERROR * deceived)))
    return solution.model_copy(update={"scale": scale.model_copy(update={"relative_error": error})})


def _told(size: PlanSize | None) -> tuple[float, str, float, bool] | None:
    return None if size is None else (size.metres_per_pixel, size.words, size.relative_error, size.written)


def space_of(mark: SpaceMark, camera: Camera) -> Space:
    """A marked room of several in world metres."""
    floor = polygon.canonical(polygon.squared(camera.to_plane(mark.outline)[:, :2]))
    ring = [(float(x), float(y)) for x, y in floor]
    return Space(name=mark.name, floor=ring, source="measured", confidence=0.8)


def room_survey(
    solution: CameraSolution,
    floor_px: Sequence[Point] | Box,
    wall_top_px: Sequence[Point] | Box | None = None,
    partitions: Sequence[PartitionMark] = (),
    openings_: Sequence[OpeningMark] = (),
    *,
    outer_top: Sequence[Point] | None = None,
) -> RoomSurvey:
    """The shell in metres. Wall 0 runs along the picture's bottom; the others follow counter-clockwise."""
    floor = _from_bottom_left(solution.floor)
    camera, height = solution.camera, solution.wall_height or 2.6
    room = RoomSurvey(
        floor_px=[_pixel(camera, p, 0.0) for p in floor],
        wall_top_px=[_pixel(camera, p, height) for p in floor] if wall_top_px is not None else [],
        floor=floor,
        height=height,
        lean_px=uneven.leans(camera, floor, height, wall_top_px),
        thickness=_thickness(camera, height, wall_top_px, outer_top),
        partitions=[openings.partition_of(mark, camera) for mark in partitions],
        source="measured",
        confidence=solution.confidence,
    )
    found = [openings.opening_of(mark, camera, room) for mark in openings_]
    return room.model_copy(update={"openings": [opening for opening in found if opening]})


def with_things(
    survey: Survey,
    marks: Sequence[ThingMark],
    alone: Collection[str] = (),
    sizes: Sequence[KnownSize] = (),
) -> Survey:
    """The survey with these things in it, openings put into their walls, and parts folded into wholes.

    Args:
        survey: with camera and room.
        marks: of the things.
        alone: ids of those that are not folded into others.
        sizes: what somebody knows of them.

    Raises:
        ValueError: the survey has no camera or room yet.
    """
    if survey.camera is None or survey.room is None:
        raise ValueError("things can be placed only after the camera and the room are known")
    holes = [m for m in marks if vocabulary.canonical(m.category) in vocabulary.OPENINGS and m.on is None]
    if survey.room.seen is not None:
        room, left_out = with_holes(holes, survey.camera, survey.room)
    else:
        room, left_out = openings.add_seen(holes, survey.camera, survey.room)
    things = [seen(mark) for mark in marks if mark not in holes]
    for thing in things:
        thing.said = sides(thing.id, thing.category, sizes)
        if thing.facing is not None:
            thing.facing = world_facing(survey.camera, thing.facing)
    relations = list(survey.relations)
    by_id = {thing.id: thing for thing in things}
    for thing in things:
        thing.category = sharpened(thing, by_id, survey.camera)
        carrier = by_id.get(thing.on or "")
        if carrier is not None and _underfoot(thing, carrier):
            thing.on, thing.mount = None, "floor"  # a bed on a rug stands on the floor like any other
            thing.small = _little(thing.category)
            relations.append((thing.id, "on", carrier.id))
        whole = None if thing.id in alone else part_of(thing, things)
        if whole is not None:
            thing.rejected = f"part of {whole.id}, which is built with it"
            relations.append((thing.id, "part of", whole.id))
    parts = {a: b for a, relation, b in relations if relation == "part of"}
    for thing in things:
        if thing.on in parts and thing.rejected is None:
            thing.on = parts[thing.on]
    return survey.model_copy(
        update={
            "room": room,
            "things": things,
            "relations": relations,
            "notes": [*survey.notes, *left_out],
        }
    )


def _little(category: str) -> bool:
    """Whether such things take less than a tenth of a square metre."""
    width, depth, _ = vocabulary.entry(category).size
    return width * depth < 0.1


def _underfoot(thing: Seen, carrier: Seen) -> bool:
    """Whether a thing said to be "on" another is furniture on a rug."""
    below = vocabulary.entry(carrier.category)
    return below.family == "rug" and carrier.on is None and vocabulary.entry(thing.category).mount == "floor"


def seen(mark: ThingMark) -> Seen:
    """A mark under its canonical category, with what follows from the category filled in."""
    known = vocabulary.canonical(mark.category, mark.mount)
    category = known or vocabulary.UNKNOWN
    entry = vocabulary.entry(category)
    usual = "floor" if entry.mount == "object" else entry.mount
    words = [*mark.words, *([mark.note] if mark.note else [])]
    if known is None and mark.category.lower() != vocabulary.UNKNOWN:
        words.insert(0, mark.category)
    return Seen(
        id=mark.id,
        category=category,
        box=mark.box or (0, 0, 1, 1),
        outline=mark.outline,
        rim=mark.rim,
        foot=mark.foot,
        contacts=mark.contacts_px,
        hidden_by=mark.hidden_by,
        mount="object" if mark.on else (mark.mount if mark.mount not in (None, "object") else usual),
        on=mark.on,
        facing=mark.facing,
        height=mark.height,
        elevation=mark.elevation,
        top=mark.top,
        color=mark.color,
        materials=mark.materials,
        words=words,
        small=mark.small if mark.small is not None else bool(mark.on) or _little(category),
        source="user",
        confidence=mark.confidence if known else min(mark.confidence, 0.4),
    )


def _from_bottom_left(floor: Sequence[Point]) -> list[Point]:
    """A counter-clockwise polygon started at its bottom left corner."""
    first = min(range(len(floor)), key=lambda i: floor[i][0] + floor[i][1])
    return [*floor[first:], *floor[:first]]


def _pixel(camera: Camera, point: Point, z: float) -> Point:
    u, v = camera.project([(*point, z)])[0].tolist()
    return (u, v)


def _thickness(
    camera: Camera,
    height: float,
    inner: Sequence[Point] | Box | None,
    outer: Sequence[Point] | None,
) -> float:
    """Metres between the inner and outer edge of the wall tops; usual when only one was marked."""
    edge = corners(list(inner) if inner is not None and len(inner) != 4 else inner)  # type: ignore[arg-type]
    if edge is None or outer is None or len(outer) != len(edge):
        return 0.12
    inside, outside = (camera.to_plane(p, height)[:, :2] for p in (edge, outer))
    grown = (outside.max(0) - outside.min(0)) - (inside.max(0) - inside.min(0))
    return min(0.6, max(0.05, float(grown.mean()) / 2))


def seen_thickness(image: Pixels, camera: Camera, room: RoomSurvey) -> float:
    """Metres from the walls' inner edge to where the page around the building begins, at their tops.

    The usual thickness when the picture has no plain page around the building.
    """
    page = find_background(image)
    if not page.found or not room.wall_top_px:
        return room.thickness
    height, width = image.shape[:2]
    steps = np.arange(0.05, MAX_THICKNESS, 0.01)
    found = []
    for wall in walls_of(room):
        if wall.inner:
            continue
        for share in (0.2, 0.35, 0.5, 0.65, 0.8):
            ray = [(*wall.at(share * wall.length, -out), room.height) for out in steps]
            pixels = np.rint(camera.project(ray)).astype(int)
            inside = ((pixels >= 0) & (pixels < (width, height))).all(1)
            reached = [
                out for out, (x, y), ok in zip(steps, pixels, inside, strict=True) if ok and page.mask[y, x]
            ]
            if reached and reached[0] > steps[0]:  # else the wall's top looks like the page itself
                found.append(float(reached[0]) - 0.005)
    return round(float(np.median(found)), 3) if len(found) >= 4 else room.thickness


MAX_THICKNESS = 0.5
"""Metres: the page must begin nearer than this to the wall's inner edge."""
