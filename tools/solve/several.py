"""What each of several pictures shows of a thing, put into the solver's terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tools.place import Place
from tools.solve.cut import Edges
from tools.solve.evidence import observation_of
from tools.solve.footprint import Sight
from tools.solve.rims import with_rim
from tools.survey import Seen, Survey


def sights_of(
    thing: Seen,
    survey: Survey,
    parents: Mapping[str, Place],
    covered: Mapping[str, Edges] | None = None,
    first: Mapping[str, Place] | None = None,
) -> list[Sight]:
    """What every picture shows of a thing, the one that shows it best first.

    Args:
        thing: what was seen.
        survey: with cameras and room.
        parents: what is solved already, by id; the thing's carrier must be among it.
        covered: edges of marks in the first picture that other things hide, by id.
        first: first places of everything, by id: with them the rims of masks are used.

    Returns:
        Empty for something on a wall where no wall is.
    """
    found: list[Sight] = []
    for number in sorted(thing.pictures):
        own, alone = thing.seen_in(number), survey.from_picture(number)
        if own is None or alone.camera is None:
            continue
        evidence = observation_of(own, alone, parents, covered if number == 0 else None)
        if evidence is not None:
            rimmed = evidence if first is None else with_rim(evidence, own, alone, first)
            found.append(Sight(rimmed, alone.camera))
    found.sort(key=_worth, reverse=True)
    if len(found) > 1 and found[0].evidence.wall is not None:
        # one wall holds it: what another picture has on another wall, it has wrong
        wall = found[0].evidence.wall
        found = [s for s in found if s.evidence.wall is not None and s.evidence.wall.name == wall.name]
    return [found[0], *(Sight(replace(s.evidence, within=()), s.camera) for s in found[1:])] if found else []


def _worth(sight: Sight) -> tuple[int, int, float]:
    """How much a picture tells of a thing: contact points, edges that are its own, and size in the frame."""
    evidence, camera = sight
    x0, y0, x1, y1 = evidence.box
    area = (x1 - x0) * (y1 - y0) / (camera.width * camera.height)
    return min(2, len(evidence.contacts)), -sum(evidence.hidden), area
