"""Light for a picture: a kind of day or evening, and the lamps that are on."""

from __future__ import annotations

from random import Random

from tools.planner.design import CameraKind, Design
from tools.program.model import ExposureSpec, LightSpec, Spec

LAMPS: dict[str, float] = {
    "table lamp": 6.0, "floor lamp": 10.0, "pendant lamp": 18.0, "chandelier": 24.0, "desk lamp": 5.0,
    "ceiling lamp": 20.0,
}  # fmt: skip
MOODS: tuple[tuple[str, float, float, float, float], ...] = (
    # name, sun W/m2, sky, share of lamps that are on, exposure in stops
    ("day", 3.0, 0.7, 0.15, 0.0), ("bright", 4.5, 0.9, 0.0, -0.2), ("overcast", 0.4, 1.1, 0.2, 0.1),
    ("warm", 1.6, 0.4, 1.0, 0.2), ("soft", 0.8, 0.8, 0.6, 0.1),
)  # fmt: skip


def choose_lights(rng: Random, design: Design, camera: CameraKind) -> list[Spec]:
    """The lines of the lighting cell."""
    _, sun, sky, lamps, stops = MOODS[rng.randrange(len(MOODS))]
    lines: list[Spec] = [
        LightSpec(kind="sun", options={
            "elevation": round(rng.uniform(35, 65)), "azimuth": round(rng.uniform(0, 360)),
            "strength": round(sun * rng.uniform(0.7, 1.2), 2), "kelvin": round(rng.uniform(4600, 6000), -2),
        }),
        LightSpec(kind="sky", options={"strength": round(sky * rng.uniform(0.8, 1.2), 2)}),
    ]  # fmt: skip
    for piece in design.pieces:
        if piece.category in LAMPS and rng.random() < lamps:
            options = {"on": piece.id, "power": LAMPS[piece.category], "kelvin": rng.choice([2700, 3000])}
            lines.append(LightSpec(kind="lamp_light", name=f"{piece.id}_bulb", options=options))
    if camera == "eye":
        lines += _ceiling_panels(design)
    lines.append(ExposureSpec(stops=round(stops + rng.uniform(-0.15, 0.15), 2)))
    return lines


def _ceiling_panels(design: Design) -> list[Spec]:
    """A soft panel under each room's ceiling: inside, windows alone leave a picture too dark."""
    panels: list[Spec] = []
    for number, zone in enumerate(design.zones):
        spot = zone.polygon.representative_point()
        x0, y0, x1, y1 = zone.polygon.bounds
        size = (round((x1 - x0) * 0.4, 2), round((y1 - y0) * 0.4, 2))
        at = (round(float(spot.x), 3), round(float(spot.y), 3), round(design.height - 0.05, 3))
        power = round(6.0 * float(zone.polygon.area))
        options = {"at": at, "size": size, "power": power, "kelvin": 4000}
        panels.append(LightSpec(kind="area_light", name=f"panel_{number + 1}", options=options))
    return panels
