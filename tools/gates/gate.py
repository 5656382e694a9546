"""The gate after each stage: numbers before anybody's opinion."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pydantic import BaseModel, Field

from tools.critique import Finding
from tools.gates.measures import Measure
from tools.gates.thresholds import SHOWN
from tools.solve.layout import Kind
from tools.workspace import Workspace


class Gate(BaseModel):
    """What was measured after a stage.

    Attributes:
        stage: name of the stage.
        passed: whether every score that counts reaches what it must.
        scores: by what was measured, 0 to 1, more is better.
        must: what those scores that count must reach.
        findings: located, with an owner, the gravest first.
        looked: ids whose work was measured, by whose work it is.
    """

    stage: str
    passed: bool
    scores: dict[str, float] = Field(default_factory=dict)
    must: dict[str, float] = Field(default_factory=dict)
    findings: list[Finding] = Field(default_factory=list)
    looked: dict[str, list[str]] = Field(default_factory=dict)

    @property
    def score(self) -> float:
        """One number by which attempts at the same stage are compared."""
        return sum(self.scores.values()) / len(self.scores) if self.scores else 1.0

    def words(self) -> str:
        """For a model or a person to read."""
        marks = ", ".join(
            f"{name} {value:.2f}"
            + (f" (must reach {self.must[name]:.2f})" if value < self.must.get(name, 0) else "")
            for name, value in self.scores.items()
        )
        lines = [marks, *(f"- {item.line()}" for item in self.findings[:SHOWN])]
        rest = self.findings[SHOWN:]
        if rest:
            alike: dict[str, list[str]] = {}
            for item in rest:
                alike.setdefault(item.kind or item.problem, []).append(item.object)
            kinds = "; ".join(f"{what}: {', '.join(ids)}" for what, ids in alike.items())
            lines.append(f"- and {len(rest)} more: {kinds}")
        return "\n".join(lines)


def must(measures: Sequence[Measure]) -> dict[str, float]:
    """What the scores of some measures must reach, by score."""
    return {name: value for measure in measures for name, value in measure.must.items()}


def measure(stage: str, measures: Sequence[Measure], workspace: Workspace, kinds: Collection[Kind]) -> Gate:
    """Measure what a stage left behind. A stage without measurements of its own passes.

    Args:
        stage: its name.
        measures: what is taken, in this order.
        workspace: the room as it stands.
        kinds: of the things that are looked at.
    """
    scores: dict[str, float] = {}
    findings: list[Finding] = []
    looked: dict[str, list[str]] = {}
    for kind in measures:
        found, items = kind.take(workspace, kinds)
        scores |= found
        findings += items
        if kind.of and found:
            looked.setdefault(kind.of, []).extend(kind.ids(workspace, kinds))
    rank = {"high": 0, "medium": 1, "low": 2}
    findings.sort(key=lambda item: rank[item.severity])
    needed = must(measures)
    passed = all(value >= needed.get(name, 0.0) - 1e-9 for name, value in scores.items())
    looked = {owner: list(dict.fromkeys(ids)) for owner, ids in looked.items()}
    return Gate(stage=stage, passed=passed, scores=scores, must=needed, findings=findings, looked=looked)
