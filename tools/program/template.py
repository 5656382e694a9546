"""The skeleton every scene program starts from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.program.cells import join, new_cell
from tools.program.model import CameraSpec, ExposureSpec, LightSpec, RoomSpec, Spec

RUN = "finish()\n"
"""The last cell, the same in every program."""
DAYLIGHT: tuple[Spec, ...] = (
    LightSpec(kind="sun", options={"elevation": 50, "azimuth": 135, "strength": 3.0, "kelvin": 5500}),
    LightSpec(kind="sky", options={"strength": 0.6}),
    ExposureSpec(stops=0.0),
)


def rectangle(width: float, depth: float) -> list[tuple[float, float]]:
    """Floor polygon of a rectangular room, metres, counter-clockwise, centred on the origin."""
    x, y = width / 2, depth / 2
    return [(-x, -y), (x, -y), (x, y), (-x, y)]


def empty_program(
    room: RoomSpec | None = None,
    cameras: Sequence[CameraSpec] = (),
    lights: Iterable[Spec] = DAYLIGHT,
) -> str:
    """A program with every cell, a room, light and cameras, and nothing in it yet.

    Args:
        room: the shell; left out, 4 m by 3 m.
        cameras: named views; left out, `reference` looks straight down on the whole room.
        lights: lines of the lighting cell.

    The kit cell is empty: bundling fills it with what the program uses.
    """
    room = room or RoomSpec(floor=rectangle(4.0, 3.0))
    lines: list[tuple[str, Iterable[Spec]]] = [
        ("room", [room]),
        ("layout", []),
        ("materials", []),
        ("lighting", lights),
        ("camera", cameras or [overhead(room)]),
    ]
    made = [new_cell("kit", "")]
    made += [new_cell(name, "".join(spec.source() + "\n" for spec in specs)) for name, specs in lines]
    return join([*made, new_cell("run", RUN)])


def overhead(room: RoomSpec, name: str = "reference", width: int = 1024) -> CameraSpec:
    """A camera above the middle of the room that sees all of it, picture-up along +Y."""
    xs, ys = [p[0] for p in room.floor], [p[1] for p in room.floor]
    margin, eye = 2 * room.wall + 0.4, 18.0
    across = max(xs) - min(xs) + margin
    high = max(ys) - min(ys) + margin
    focal = (eye - room.height) / across  # the wall tops, nearest to the eye, must still fit
    return CameraSpec(
        name=name,
        at=((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2, eye),
        rotation=(0.0, 0.0, 0.0),
        focal=focal,
        resolution=(width, max(1, round(width * high / across))),
    )
