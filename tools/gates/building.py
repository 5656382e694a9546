"""Is everything placed, built, covered, and free of faults that need no eye."""

from __future__ import annotations

from collections.abc import Collection

from tools.critique import Finding
from tools.gates.thresholds import FIT
from tools.measured import SceneReport
from tools.solve.layout import kind_of
from tools.survey import Survey


def placed_scores(
    survey: Survey, report: SceneReport, kinds: Collection[str]
) -> tuple[dict[str, float], list[Finding]]:
    """Whether everything seen of these kinds is placed or rejected with a reason."""
    wanted = [t for t in survey.things if kind_of(t) in kinds and not t.rejected]
    placed = {o.id for o in report.objects}
    missing = [t for t in wanted if t.id not in placed]
    items = [
        Finding(
            object=t.id, problem="was seen, and is neither placed nor rejected", owner="LayoutArchitect",
            severity="high", box=survey.boxes.get(t.id), kind="not placed",
        )
        for t in missing
    ]  # fmt: skip
    return {"placed": 1.0 - len(missing) / len(wanted) if wanted else 1.0}, items


def built_scores(report: SceneReport, ids: Collection[str]) -> tuple[dict[str, float], list[Finding]]:
    """Whether these objects have geometry that fits its box."""
    objects = [o for o in report.objects if o.id in ids]
    bare = [o for o in objects if o.placeholder]
    stretched = [o for o in objects if not o.placeholder and max(max(o.fit), 1 / min(o.fit)) > FIT]
    items = [
        Finding(
            object=o.id, problem="has no geometry yet", owner="Geometer", severity="high", kind="not built"
        )
        for o in bare
    ]  # fmt: skip
    items += [
        Finding(
            object=o.id, owner="Geometer", severity="low", kind="stretched",
            problem="had to be scaled by {:.2f} x {:.2f} x {:.2f} to fill its box".format(*o.fit),
        )
        for o in stretched
    ]  # fmt: skip
    count = max(1, len(objects))
    return {"built": 1 - len(bare) / count, "fit": 1 - 0.5 * len(stretched) / count}, items


def covered_scores(report: SceneReport) -> tuple[dict[str, float], list[Finding]]:
    """Whether every part wears a material."""
    parts = [(o.id, p.name) for o in report.objects for p in o.parts]
    bare = [(o.id, p.name) for o in report.objects for p in o.parts if p.material is None]
    owners = sorted({id for id, _ in bare})
    items = [
        Finding(
            object=id, problem="has parts without a material", owner="MaterialArtist", severity="medium",
            kind="no material",
        )
        for id in owners
    ]  # fmt: skip
    return {"covered": 1 - len(bare) / max(1, len(parts))}, items
