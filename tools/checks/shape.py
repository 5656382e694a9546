"""Geometry that is broken: loose parts, a poor fit, holes in the numbers, faces inside out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

from tools.checks.allowed import family
from tools.checks.bodies import Array, Body, Solid, bodies, clearance
from tools.checks.depth import inside
from tools.checks.shells import wrong_faces
from tools.critique import Finding, Kind, Unit
from tools.measured import ObjectReport, PartMesh, SceneReport
from tools.remedy import Rebuild, Remedy, Resize

LOOSE = 0.015
"""Metres of air between parts that belong together."""
STRETCH = 1.25
"""Fitting an object into its box may scale it by this much before it counts as built to the wrong size."""
VISIBLE = 0.05
"""Metres that fitting must change a side by before it counts: a shirt twice as thick is still a shirt."""
BEYOND = 0.01
"""Metres, or this share of its size, by which an object may differ from the size its line asks for."""
_APART = {"curtain", "clothes", "dishes", "gym", "instrument", "food", "toy", "book"}
"""Families whose things come in pieces."""


def check_shape(
    report: SceneReport, meshes: Mapping[str, Sequence[PartMesh]], solid: Mapping[str, Body]
) -> list[Finding]:
    """Every kind of broken geometry, object by object."""
    found: list[Finding] = []
    for info in report.objects:
        found += _broken(info, meshes.get(info.id, ()))
        found += _fit(info)
        if info.id in solid:
            found += _loose(solid[info.id])
    return [*found, *_inverted(solid)]


def flaws(
    report: SceneReport, meshes: Mapping[str, Sequence[PartMesh]], ids: Collection[str]
) -> list[Finding]:
    """What whoever wrote the geometry of these objects mends: loose parts and faces that look inwards."""
    own = report.model_copy(update={"objects": [o for o in report.objects if o.id in ids]})
    made = bodies(own, meshes)
    found = [f for body in made.values() if not body.info.placeholder for f in _loose(body)]
    return [f.model_copy(update={"owner": "Geometer", "severity": "low"}) for f in [*_inverted(made), *found]]


def _broken(info: ObjectReport, parts: Sequence[PartMesh]) -> list[Finding]:
    bad = [p.name for p in parts if not len(p.vertices) or not np.isfinite(p.vertices).all()]
    if parts and not bad:
        return []
    names = ", ".join(bad)
    words = (
        f"{info.id}: {names} has no vertices or coordinates that are no numbers"
        if bad
        else f"{info.id} has no mesh"
    )
    return [_finding("broken mesh", info, len(bad), "parts", words, Rebuild(id=info.id))]


def _fit(info: ObjectReport) -> list[Finding]:
    if info.placeholder:
        return []
    sides = [(f, abs(size - size / f)) for f, size in zip(info.fit, info.declared_size, strict=True) if f > 0]
    stretch = max((max(f, 1 / f) for f, change in sides if change > VISIBLE), default=1.0)
    if stretch > STRETCH:
        scale = " x ".join(f"{f:.2f}" for f in info.fit)
        words = f"{info.id} was built to the wrong size: fitting it into its box scales it by {scale}"
        return [_finding("misfit", info, stretch, "ratio", words, Rebuild(id=info.id))]
    off = [abs(a - b) for a, b in zip(info.size, info.declared_size, strict=True)]
    over = [d for d, size in zip(off, info.declared_size, strict=True) if d > max(BEYOND, 0.02 * size)]
    if not over:
        return []
    sizes = [" x ".join(f"{v:.2f}" for v in size) for size in (info.size, info.declared_size)]
    words = f"{info.id} measures {sizes[0]} m, its line asks for {sizes[1]} m"
    return [_finding("misfit", info, max(over), "m", words, Resize(id=info.id, size=info.size))]


def _inverted(solid: Mapping[str, Body]) -> Iterator[Finding]:
    """All parts are looked at in one go: one by one they would take longer than everything else."""
    parts = [(body, part) for body in solid.values() for part in body.parts]
    wrong: dict[str, dict[str, int]] = {}
    for (body, part), faces in zip(parts, wrong_faces([part for _, part in parts]), strict=True):
        if faces:
            wrong.setdefault(body.id, {})[part.name] = int(faces)
    for id, bad in wrong.items():
        more = f" and {len(bad) - 5} more" if len(bad) > 5 else ""
        names, count = ", ".join(list(bad)[:5]) + more, sum(bad.values())
        words = f"{id}: {count} faces of {names} look inwards; turn their vertices' order round"
        yield _finding("inverted", solid[id].info, count, "faces", words, Rebuild(id=id))


def _loose(body: Body) -> list[Finding]:
    if len(body.parts) < 2 or family(body) in _APART:
        return []
    groups = _groups(body.parts)
    # What reaches the underside stands by itself: the second shoe, the other bookend.
    standing = [any(body.parts[i].low[2] <= body.low[2] + LOOSE for i in group) for group in groups]
    main = max(range(len(groups)), key=lambda n: (standing[n], len(groups[n])))
    loose = [body.parts[i] for n, g in enumerate(groups) if n != main and not standing[n] for i in g]
    if not loose:
        return []
    names = ", ".join(p.name for p in loose[:5]) + (f" and {len(loose) - 5} more" if len(loose) > 5 else "")
    words = f"{body.id}: {names} touch{'es' if len(loose) == 1 else ''} nothing of the rest"
    return [_finding("disconnected", body.info, len(loose), "parts", words, Rebuild(id=body.id))]


def _groups(parts: Sequence[Solid]) -> list[list[int]]:
    """Parts gathered into groups that hang together."""
    low, high = np.array([p.low for p in parts]), np.array([p.high for p in parts])
    gap = np.maximum(low[:, None] - high, low - high[:, None]).max(axis=2)
    pairs = sorted(map(tuple, np.argwhere(np.triu(gap <= LOOSE, 1))), key=lambda ij: gap[ij])
    owner = list(range(len(parts)))

    def root(i: int) -> int:
        while owner[i] != i:
            i = owner[i]
        return i

    # The cheap tests join most parts; the dear ones are left with what is still apart.
    for joined in (_both_boxes, _corners_meet, _corner_inside, _faces_meet):
        for i, j in pairs:
            if root(i) != root(j) and joined(parts[i], parts[j]):
                owner[root(i)] = root(j)
    groups: dict[int, list[int]] = {}
    for i in range(len(parts)):
        groups.setdefault(root(i), []).append(i)
    return list(groups.values())


def _both_boxes(a: Solid, b: Solid) -> bool:
    """Boxes along the axes are as close as their bounds are."""
    return _is_box(a) and _is_box(b)


def _corners_meet(a: Solid, b: Solid) -> bool:
    near = _near(a, b)
    return bool(len(near) and np.min(b.tree.query(near, distance_upper_bound=LOOSE)[0]) <= LOOSE)


def _corner_inside(a: Solid, b: Solid) -> bool:
    """A leg let into a seat, the works of a clock, a bulb in its globe."""
    return any(
        p.closed and bool(len(near := _near(q, p))) and bool(inside(p, near[:: 1 + len(near) // 12]).any())
        for p, q in ((a, b), (b, a))
    )


def _faces_meet(a: Solid, b: Solid) -> bool:
    return clearance(a, b, LOOSE) <= LOOSE


def _near(part: Solid, other: Solid) -> Array:
    """(n, 3) the part's vertices that lie in or close to the other's bounds."""
    held = ((part.vertices >= other.low - LOOSE) & (part.vertices <= other.high + LOOSE)).all(axis=1)
    return np.asarray(part.vertices[held])


def _is_box(part: Solid) -> bool:
    """Whether it fills its bounds: eight vertices, each at a corner of them."""
    at_end: Array = (np.abs(part.vertices - part.low) < 1e-4) | (np.abs(part.vertices - part.high) < 1e-4)
    return len(part.vertices) == 8 and bool(at_end.all())


def _finding(
    kind: Kind, info: ObjectReport, measure: float, unit: Unit, words: str, remedy: Remedy
) -> Finding:
    return Finding(
        object=info.id,
        problem=words,
        kind=kind,
        measure=round(float(measure), 4),
        unit=unit,
        at=info.center,
        remedy=remedy,
    )
