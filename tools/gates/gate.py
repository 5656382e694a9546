"""The gate after each stage: numbers from the reference camera before anybody's opinion."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pydantic import BaseModel, Field

from tools.critique import Item
from tools.gates import building, faults, looks, reading, silhouettes
from tools.workspace import Workspace

Scores = tuple[dict[str, float], list[Item]]

PASS: dict[str, float] = {
    "camera": 0.3,
    "things": 1.0,
    "named": 0.5,
    "supported": 0.5,
    "consistent": 1.0,
    "placed": 1.0,
    "silhouettes": 0.55,
    "built": 1.0,
    "covered": 0.98,
    "colours": 0.5,
    "exposure": 0.6,
    "sound": 0.8,
}
"""What a score must reach; scores not named here inform, and do not stop the work."""
SHOWN = 12
"""Findings shown to a specialist at once."""


class Gate(BaseModel):
    """What was measured after a stage.

    Attributes:
        stage: name of the stage.
        passed: whether every score that counts reaches what it must.
        scores: by what was measured, 0 to 1, more is better.
        findings: located, with an owner, the gravest first.
    """

    stage: str
    passed: bool
    scores: dict[str, float] = Field(default_factory=dict)
    findings: list[Item] = Field(default_factory=list)

    @property
    def score(self) -> float:
        """One number by which attempts at the same stage are compared."""
        return sum(self.scores.values()) / len(self.scores) if self.scores else 1.0

    def words(self) -> str:
        """For a model or a person to read."""
        marks = ", ".join(
            f"{name} {value:.2f}" + (f" (must reach {PASS[name]:.2f})" if value < PASS.get(name, 0) else "")
            for name, value in self.scores.items()
        )
        lines = [marks, *(f"- {item.line()}" for item in self.findings[:SHOWN])]
        if len(self.findings) > SHOWN:
            lines.append(f"- and {len(self.findings) - SHOWN} more")
        return "\n".join(lines)


def measure(stage: str, workspace: Workspace) -> Gate:
    """Measure what a stage left behind. A stage without measurements of its own passes."""
    scores: dict[str, float] = {}
    findings: list[Item] = []
    for take in STAGES.get(stage, ()):
        found, items = take(workspace)
        scores |= found
        findings += items
    rank = {"high": 0, "medium": 1, "low": 2}
    findings.sort(key=lambda item: rank[item.severity])
    passed = all(value >= PASS.get(name, 0.0) - 1e-9 for name, value in scores.items())
    return Gate(stage=stage, passed=passed, scores=scores, findings=findings)


def _survey(workspace: Workspace) -> Scores:
    return reading.survey_scores(workspace.survey)


def _relations(workspace: Workspace) -> Scores:
    return reading.relation_scores(workspace.survey)


def _placed(*kinds: str) -> Callable[[Workspace], Scores]:
    def take(workspace: Workspace) -> Scores:
        return building.placed_scores(workspace.survey, workspace.report, kinds)

    return take


def _seen(*kinds: str) -> Callable[[Workspace], Scores]:
    def take(workspace: Workspace) -> Scores:
        rows = silhouettes.silhouettes(workspace, kinds)
        share = sum(r.overlap for r in rows) / len(rows) if rows else 1.0
        return {"silhouettes": share}, silhouettes.findings(rows)

    return take


def _built(workspace: Workspace) -> Scores:
    return building.built_scores(workspace.report, {o.id for o in workspace.report.objects})


def _covered(workspace: Workspace) -> Scores:
    return building.covered_scores(workspace.report)


def _contacts(workspace: Workspace) -> Scores:
    """Faults as the Critic should see them before colour comes in; who builds cannot move, so none fails."""
    scores, items = faults.fault_scores(workspace)
    return {"contacts": scores.get("sound", 1.0)}, items


Measure = Callable[[Workspace], Scores]
STAGES: dict[str, Sequence[Measure]] = {
    "survey": (_survey,),
    "relations": (_relations,),
    "layout": (_placed("large"), _seen("large"), faults.fault_scores),
    "wall_objects": (_placed("wall"), _seen("wall")),
    "geometry": (_built, _seen("large", "wall")),
    "small_objects": (_placed("small"), _seen("small")),
    "small_geometry": (_built, _seen("large", "wall", "small"), _contacts),
    "materials": (_covered, looks.colour_scores),
    "textures": (_covered, looks.colour_scores),
    "lighting": (looks.light_scores, looks.colour_scores),
    "final": (
        _placed("large", "wall", "small"),
        _built,
        _covered,
        _seen("large", "wall", "small"),
        looks.light_scores,
        looks.colour_scores,
        faults.fault_scores,
    ),
}
"""What is measured after each stage, by its name."""
