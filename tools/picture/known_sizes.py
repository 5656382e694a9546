"""Sizes that somebody knows ("this is 1.47 m wide"): what each says of the scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tools import vocabulary
from tools.picture.annotations import Annotations, KnownSize, ThingMark
from tools.picture.extents import Sides
from tools.picture.size_evidence import STEPS, curve, guesses, seen_sides, standing, underside
from tools.picture.solution import CameraSolution
from tools.picture.turned import camera_turn
from tools.picture.usual import LOOSE, Spread, Usual, typical, variants
from tools.survey import Axis

ROOM, WALLS = "room", "walls"
"""Names that `KnownSize.of` may have besides ids."""
TAPE = 0.012
"""Spread of a size that somebody measured, as a fraction."""
CUT = 0.12
"""The same where a thing is cut on all sides: what shows is its size or less, nobody knows by how much."""
ACROSS = 0.02
"""Spread of a distance between two marks on the floor."""


class Said(NamedTuple):
    """What one known size says.

    Attributes:
        words: "shelf is 1.47 m wide".
        factor: true metres over provisional ones.
        spread: one standard deviation, as a fraction.
    """

    words: str
    factor: float
    spread: float


def wall_height(marks: Annotations) -> float | None:
    """The walls' height, if it was said as a known size."""
    said = [k.metres for k in marks.known_sizes if k.of in (ROOM, WALLS) and k.axis == "height"]
    return said[-1] if said else None


def faults(marks: Annotations) -> list[str]:
    """A line for each known size that can be held against nothing."""
    things = {t.id: t for t in marks.things}
    openings = {o.id for o in marks.openings}
    out = []
    for known in marks.known_sizes:
        name = f"{known.of}: {known.axis} {known.metres:g} m"
        if known.of in (ROOM, WALLS) or known.of in openings:
            continue
        if known.of not in things:
            out.append(f"{name}: there is no thing, opening or room of that id; it waits until it is marked")
        elif things[known.of].mount == "wall":
            out.append(
                f"{name}: what hangs on a wall gives no scale here; say one of what stands on the floor"
            )
    return out


def sides(id: str, category: str, known: Sequence[KnownSize]) -> dict[Axis, float]:
    """What is known of a thing's sides, metres: a length is that of the side that usually is the longer."""
    width, depth, _ = vocabulary.entry(category).size
    found: dict[Axis, float] = {}
    for one in (k for k in known if k.of == id):
        if one.axis == "diameter":
            found |= {"width": one.metres, "depth": one.metres}
        elif one.axis == "length":
            found["width" if width >= depth else "depth"] = one.metres
        else:
            found[one.axis] = one.metres
    return found


def said_of(marks: Annotations, solution: CameraSolution) -> list[Said]:
    """What the known sizes say of the scale of a provisional solution."""
    found = []
    for known in marks.known_sizes:
        one = (
            _of_room(known, solution)
            or _of_opening(known, marks, solution)
            or _of_thing(known, marks, solution)
        )
        if one is not None:
            found.append(one)
    return found


def _words(known: KnownSize) -> str:
    how = {"width": "wide", "depth": "deep", "length": "long", "height": "high", "diameter": "across"}
    return f"{known.of} is {known.metres:g} m {how[known.axis]}"


def _of_room(known: KnownSize, solution: CameraSolution) -> Said | None:
    if known.of != ROOM or known.axis == "height" or not solution.floor:
        return None
    sides = np.ptp(np.array(solution.floor), axis=0)
    side = {"width": sides[0], "depth": sides[1]}.get(known.axis, sides.max())
    return Said(_words(known), known.metres / float(side), TAPE)


def _of_opening(known: KnownSize, marks: Annotations, solution: CameraSolution) -> Said | None:
    mark = next((o for o in marks.openings if o.id == known.of), None)
    if mark is None or known.axis not in ("width", "length"):
        return None
    ends = solution.camera.to_plane([mark.from_px, mark.to_px])[:, :2]
    return Said(_words(known), known.metres / max(float(np.hypot(*(ends[1] - ends[0]))), 1e-6), 0.03)


def _of_thing(known: KnownSize, marks: Annotations, solution: CameraSolution) -> Said | None:
    mark = next((t for t in marks.things if t.id == known.of), None)
    if mark is None or mark.box is None or mark.mount in ("wall", "ceiling"):
        return None
    camera = solution.camera
    category = vocabulary.canonical(mark.category, mark.mount) or vocabulary.UNKNOWN
    sides = seen_sides(mark, marks.things, camera)
    rows = [
        _knowing(row, known, mark, marks)
        for row in variants(category, [mark.category, *mark.words]) or (typical(category),)
    ]
    z = underside(mark, {t.id: t for t in marks.things})
    sizes = [
        g._replace(common=0.0) for row in rows for g in guesses(mark, category, [row], z, camera_turn(camera))
    ]
    tells = sides.tell(standing(mark))
    shown = sides if tells else Sides()  # cut all around, but it is all there is
    logs = curve(camera, mark, sizes, rigid=solution.rigid, sides=shown)
    weight = np.exp(logs - logs.max())
    weight /= weight.sum()
    mean = float(weight @ STEPS)
    spread = math.hypot(math.sqrt(float(weight @ (STEPS - mean) ** 2)), TAPE if tells else CUT)
    return Said(_words(known), math.exp(mean), spread)


def _knowing(row: Usual, known: KnownSize, mark: ThingMark, marks: Annotations) -> Usual:
    """The sizes of a thing of which one side, or several, are known; the others are as usual, but loosely."""
    sides: dict[str, Spread] = {
        name: (getattr(row, name)[0], max(LOOSE, getattr(row, name)[1])) for name in ("width", "depth")
    }
    sides["height"] = row.height
    for one in (k for k in marks.known_sizes if k.of == mark.id):
        tight = (one.metres, TAPE)
        longer = "width" if row.width[0] >= row.depth[0] else "depth"
        if one.axis == "diameter":
            sides["width"] = sides["depth"] = tight
        else:
            sides[longer if one.axis == "length" else one.axis] = tight
    return row.model_copy(update=sides)
