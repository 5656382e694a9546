"""Does what was asked for stand in the room, and does nothing that was not wanted."""

from __future__ import annotations

from tools import vocabulary
from tools.critique import Finding
from tools.source.words import WordsSource
from tools.workspace import Workspace


def wish_scores(workspace: Workspace) -> tuple[dict[str, float], list[Finding]]:
    """Share of the wishes that are met: by what stands in the scene, or before there is one, by the plan."""
    source = workspace.source
    if not isinstance(source, WordsSource):
        return {}, []
    if workspace.scene.text:
        there = [o.category for o in workspace.report.objects]
    else:
        there = [t.category for t in workspace.survey.things if not t.rejected]
    wish = source.wish
    counts = {name: sum(vocabulary.same(name, c) for c in there) for name, _ in wish.things}
    met = [min(1.0, counts[name] / count) for name, count in wish.things]
    items = [
        Finding(
            object="room", owner="LayoutArchitect", severity="high",
            problem=f"{count} x {name} asked for, {counts[name]} there",
        )
        for name, count in wish.things
        if counts[name] < count
    ]  # fmt: skip
    for name in wish.without:
        kept = not any(vocabulary.same(name, c) for c in there)
        met.append(float(kept))
        if not kept:
            problem = f"{name} was not wanted, and is there"
            items.append(Finding(object="room", owner="LayoutArchitect", severity="high", problem=problem))
    if wish.unknown:
        problem = f"not understood: {', '.join(wish.unknown)}"
        items.append(Finding(object="room", owner="Analyst", severity="low", problem=problem))
    return {"wishes": sum(met) / len(met) if met else 1.0}, items
