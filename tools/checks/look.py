"""Objects that wear nothing, and names that are taken twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tools.critique import Finding
from tools.measured import SceneReport
from tools.program.program import Program
from tools.remedy import Dress, Rename


def check_look(program: Program, report: SceneReport) -> list[Finding]:
    """Built objects with bare parts, and ids that a person or an exporter would mix up."""
    return [*_bare(report), *_names(program, report)]


def _bare(report: SceneReport) -> Iterator[Finding]:
    for info in report.objects:
        bare = sorted({p.slot for p in info.parts if p.material is None})
        if bare and not info.placeholder:
            yield Finding(
                kind="no material",
                object=info.id,
                measure=sum(p.material is None for p in info.parts),
                unit="parts",
                at=info.center,
                problem=f"{info.id} wears nothing on {', '.join(bare)}",
                remedy=Dress(id=info.id),
            )


def _names(program: Program, report: SceneReport) -> Iterator[Finding]:
    """Ids that differ in case only, or that an object shares with a wall, an opening, a light or a camera."""
    shell = [s.key for s in (*program.partitions, *program.openings)]
    lights = [light.name for light in program.lights if light.name]
    names = [*program.ids, *shell, *lights, *(c.name for c in program.cameras)]
    places = {info.id: info.center for info in report.objects}
    for name, count in Counter(n.lower() for n in names).items():
        if count > 1:
            same = [n for n in names if n.lower() == name]
            first = next((n for n in same if n in places), same[0])
            yield Finding(
                kind="name",
                object=first,
                others=tuple(n for n in dict.fromkeys(same) if n != first),
                measure=count,
                unit="parts",
                at=places.get(first, (0.0, 0.0, 0.0)),
                problem=f"{count} things are called {name!r}; exports tell them apart by numbers only",
                remedy=Rename(id=first, to=f"{first}_2"),
            )
