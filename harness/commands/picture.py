"""`room picture ...`: every picture tool by itself, for a person, a script, or a look at what went wrong."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Annotated, Any, Literal

import cyclopts
from cyclopts import Parameter

from harness.commands import picture_views as views
from harness.options import Json
from harness.picture_out import writable, write
from harness.terminal import Console
from tools.errors import InputError
from tools.measured import SceneReport
from tools.picture import colours as sampling
from tools.picture import image, measure, region
from tools.picture import room as rooms
from tools.picture import texture as weaving
from tools.picture.camera import CameraHints, CameraSolution, from_rectangles, solve
from tools.picture.image import Pixels
from tools.picture.rectify import rectify as straighten
from tools.survey import Survey

Switch = Parameter(negative="")
Box = tuple[float, float, float, float]
Pixel = tuple[float, float]


@Parameter(name="*")
@dataclasses.dataclass(frozen=True)
class Known:
    """What is known of the picture.

    Attributes:
        room_width: metres between the left and right walls.
        wall_height: metres.
        door_height: metres.
        plan: the picture is a drawn plan or orthographic.
        camera: nadir (straight down), oblique, eye, or auto.
        floor: the floor's corners in pixels, "x,y x,y ..." or a box "x0,y0,x1,y1".
        wall_top: the inner edge of the wall tops, the same way.
    """

    room_width: float | None = None
    wall_height: float | None = None
    door_height: float | None = None
    plan: Annotated[bool, Switch] = False
    camera: Literal["auto", "nadir", "oblique", "eye"] = "auto"
    floor: str | None = None
    wall_top: str | None = None

    def hints(self) -> CameraHints:
        """For the solver; InputError for sizes that make no sense."""
        for name, low, high in (("room_width", 0.3, 200), ("wall_height", 0.5, 20), ("door_height", 0.5, 10)):
            value = getattr(self, name)
            if value is not None and not low < value < high:
                flag = "--" + name.replace("_", "-")
                raise InputError(f"{flag} {value:g}: give metres between {low:g} and {high:g}")
        return CameraHints(
            room_width=self.room_width, wall_height=self.wall_height, door_height=self.door_height,
            plan=self.plan or None, view=self.camera,
        )  # fmt: skip

    def reading(self, pixels: Pixels) -> rooms.RoomReading:
        """Camera and room from the marks when given, else from the picture alone."""
        if self.floor is None:
            return rooms.read_room(pixels, hints=self.hints())
        solution = self.solution(pixels)
        return rooms.RoomReading(solution, views.room_of(solution))

    def solution(self, pixels: Pixels) -> CameraSolution:
        """The camera alone."""
        if self.floor is None:
            return solve(pixels, hints=self.hints())
        size = (pixels.shape[1], pixels.shape[0])
        top = views.corners(self.wall_top, "--wall-top") if self.wall_top else None
        return from_rectangles(size, views.corners(self.floor, "--floor"), top, self.hints())


NOTHING = Known()


def register(app: cyclopts.App) -> None:
    """Add `room picture` and its tools."""
    tools = cyclopts.App(name="picture", help="The picture tools, one by one.")
    for command in (camera, room, rectify, segment, colours, texture, measure_, crop, overlay):
        tools.command(command, name=command.__name__.rstrip("_"))
    app.command(tools)


def camera(picture: Path, *, known: Known = NOTHING, as_json: Json = False) -> int:
    """Solve the camera: from --floor and --wall-top when given, else from the picture's lines.

    Args:
        picture: the picture.
        known: what is known.
        as_json: print JSON.
    """
    found = known.solution(image.load(picture))
    lines = [
        f"{found.kind}, confidence {found.confidence:.0%}, residual {found.residual:.2f} degrees",
        *found.words.split("; "),
    ]
    return _tell(found.model_dump(mode="json"), lines, as_json)


def room(
    picture: Path,
    *,
    known: Known = NOTHING,
    out: Path | None = None,
    force: Annotated[bool, Switch] = False,
    as_json: Json = False,
) -> int:
    """Find the room's floor, wall tops, partitions and openings.

    Args:
        picture: the picture.
        known: what is known.
        out: an overlay picture to write.
        force: overwrite it.
        as_json: print JSON.
    """
    pixels = image.load(picture)
    found = known.reading(pixels)
    data: dict[str, Any] = {
        "camera": found.solution.model_dump(mode="json"),
        "room": found.room.model_dump(mode="json"),
    }
    lines = [*rooms.describe(found.room).split("; "), *found.solution.words.split("; ")]
    if out is not None:
        data["files"] = [write(views.room_overlay(pixels, found), out, force=force)]
    return _tell(data, lines, as_json)


def rectify(
    picture: Path,
    out: Path,
    *,
    known: Known = NOTHING,
    height: float = 0.0,
    scale: float | None = None,
    force: Annotated[bool, Switch] = False,
    as_json: Json = False,
) -> int:
    """Write the exact overhead view of a horizontal plane.

    Args:
        picture: the picture.
        out: the file to write.
        known: what is known.
        height: metres of the plane above the floor.
        scale: pixels per metre; the picture's own when left out.
        force: overwrite.
        as_json: print JSON.
    """
    pixels = image.load(picture)
    found = known.reading(pixels)
    if scale is not None and scale <= 0:
        raise InputError(f"--scale {scale:g}: give pixels per metre above 0")
    flat = straighten(pixels, found.solution.camera, height, 1 / scale if scale else None)
    file = write(flat.image, out, force=force)
    data = {"file": file, "bounds": flat.bounds, "metres_per_pixel": flat.metres_per_pixel}
    x0, y0, x1, y1 = flat.bounds
    line = f"{file}: x {x0:.2f} to {x1:.2f} m, y {y0:.2f} to {y1:.2f} m, {1 / flat.metres_per_pixel:.1f} px/m"
    return _tell(data, [line], as_json)


def segment(
    picture: Path,
    *,
    at: Pixel | None = None,
    box: Box | None = None,
    known: Known = NOTHING,
    out: Path | None = None,
    force: Annotated[bool, Switch] = False,
    as_json: Json = False,
) -> int:
    """Cut out the thing at a pixel or in a rough box; without either, propose draft boxes for the whole room.

    Args:
        picture: the picture.
        at: x y of a pixel on the thing.
        box: x0 y0 x1 y1 around it.
        known: what is known; for proposals.
        out: an overlay picture to write.
        force: overwrite it.
        as_json: print JSON.
    """
    pixels = image.load(picture)
    rows, labelled = views.cut(pixels, at or box, lambda: known.reading(pixels))
    lines = [f"{row['confidence']:.2f} {row.get('how', 'draft')} box {row['box']}" for row in rows]
    data: dict[str, Any] = {"found": rows}
    if out is not None:
        data["files"] = [write(views.outlines(pixels, labelled), out, force=force)]
    return _tell(data, lines or ["nothing found"], as_json)


def colours(picture: Path, *, box: Box | None = None, as_json: Json = False) -> int:
    """Dominant colours, as seen and corrected for the light.

    Args:
        picture: the picture.
        box: x0 y0 x1 y1; the whole picture when left out.
        as_json: print JSON.
    """
    found = sampling.colours(image.load(picture), box)
    rows = [c._asdict() | {"hex": c.hex} for c in found]
    lines = [f"{c.share:.0%} {sampling.to_hex(c.rgb)} as seen, {c.hex} light-corrected" for c in found]
    return _tell({"colours": rows}, lines, as_json)


def texture(
    picture: Path,
    out: Path,
    *,
    region: str,
    known: Known = NOTHING,
    height: float = 0.0,
    whole: Annotated[bool, Switch] = False,
    seed: int = 0,
    force: Annotated[bool, Switch] = False,
    as_json: Json = False,
) -> int:
    """Make a texture of a flat region: a seamless tile, or with --whole the straightened region itself.

    Args:
        picture: the picture.
        out: .webp or .png file to write.
        region: corners in pixels, "x,y x,y x,y ..." or a box "x0,y0,x1,y1".
        known: what is known.
        height: metres of the surface above the floor.
        whole: do not tile.
        seed: of the quilting.
        force: overwrite.
        as_json: print JSON.
    """
    pixels = image.load(picture)
    writable(out, force=force)
    corners = views.polygon_of(views.corners(region, "--region"))
    found = known.reading(pixels)
    made = weaving.make_texture(
        pixels, found.solution.camera, corners, out, height=height, seed=seed, tile=False if whole else None
    )
    kind = "tiles without seams" if made.seamless else "does not tile"
    line = f"{out}: {made.size_m[0]:.2f} x {made.size_m[1]:.2f} m, {kind}, mean {sampling.to_hex(made.color)}"
    return _tell(made._asdict() | {"path": str(made.path)}, [line], as_json)


def measure_(
    picture: Path,
    *,
    a: Pixel | None = None,
    b: Pixel | None = None,
    box: Box | None = None,
    height: float = 0.0,
    known: Known = NOTHING,
    as_json: Json = False,
) -> int:
    """Metres between two pixels, or the footprint of a thing in a box with its lean undone.

    Args:
        picture: the picture.
        a: x y of the first pixel.
        b: x y of the second.
        box: x0 y0 x1 y1 of a thing.
        height: metres: of both pixels above the floor, or of the thing from foot to top.
        known: what is known.
        as_json: print JSON.
    """
    if (a is None) != (b is None) or (a is None) == (box is None):
        raise InputError("give --a X Y and --b X Y, or --box X0 Y0 X1 Y1 with --height METRES")
    found = known.reading(image.load(picture))
    anchor = found.solution.scale.anchor if found.solution.scale else "a guess"
    if a is not None and b is not None:
        metres = measure.distance(found.solution.camera, a, b, height)
        return _tell({"metres": metres, "scale": anchor}, [f"{metres:.3f} m ({anchor})"], as_json)
    assert box is not None
    foot = measure.footprint(found.solution.camera, box, height)
    x, y = foot.center
    line = f"{foot.size[0]:.2f} x {foot.size[1]:.2f} m at x {x:.2f}, y {y:.2f} ({anchor})"
    return _tell(foot._asdict() | {"scale": anchor}, [line], as_json)


def crop(
    picture: Path,
    out: Path,
    *,
    box: Box,
    margin: float = 0.08,
    side: int | None = None,
    force: Annotated[bool, Switch] = False,
    as_json: Json = False,
) -> int:
    """Write a part of the picture, enlarged by one factor.

    Args:
        picture: the picture.
        out: the file to write.
        box: x0 y0 x1 y1.
        margin: surroundings, as a part of the longer side.
        side: longer side in pixels.
        force: overwrite.
        as_json: print JSON.
    """
    file = write(region.crop(image.load(picture), box, margin=margin, side=side), out, force=force)
    return _tell({"file": file}, [file], as_json)


def overlay(
    picture: Path,
    out: Path,
    *,
    survey: Path | None = None,
    report: Path | None = None,
    force: Annotated[bool, Switch] = False,
    as_json: Json = False,
) -> int:
    """Draw a survey, or a finished scene's measured boxes, onto the picture.

    Args:
        picture: the picture.
        out: the file to write.
        survey: survey.json; also says which camera a scene is seen through.
        report: a scene's report in JSON.
        force: overwrite.
        as_json: print JSON.
    """
    if survey is None:
        raise InputError("give --survey survey.json; with --report the scene is drawn through its camera")
    pixels = image.load(picture)
    read = views.parsed(survey, Survey)
    scene = views.parsed(report, SceneReport) if report else None
    file = write(views.overlaid(pixels, read, scene), out, force=force)
    return _tell({"file": file}, [file], as_json)


def _tell(data: dict[str, Any], lines: list[str], as_json: bool) -> int:
    console = Console(highlight=False, soft_wrap=True)
    if as_json:
        console.print_json(json.dumps(data))
    else:
        for line in lines:
            console.print(line, markup=False)
    return 0
