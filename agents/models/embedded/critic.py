"""The Critic without a model: silhouettes, colours and checks from the reference camera."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agents.models.embedded.decision import Decision, Done, did
from tools.critique import Finding
from tools.workspace import Workspace

if TYPE_CHECKING:
    from agents.stage import Stage

MOST = 10
"""Items in one verdict."""


def decide(stage: Stage, workspace: Workspace, done: Sequence[Done]) -> Decision:
    """Measure, and accept what the numbers accept: rules doing the same work again give the same result."""
    if did(done, "submit_verdict"):
        return Decision(text="Verdict given.")
    measured = stage.measure(workspace)
    items = [_plain(item) for item in measured.findings[:MOST]]
    numbers = ", ".join(f"{name} {value:.2f}" for name, value in measured.scores.items())
    verdict = "passes" if measured.passed else "is below its gate, and rules alone cannot better it"
    arguments = {
        "accept": True,
        "summary": f"By measurement, without an eye: {stage.name} {verdict} "
        f"({numbers or 'nothing to measure'}).",
        "items": [i.model_dump(mode="json") for i in items],
        "scores": {name: round(10 * value, 1) for name, value in measured.scores.items()},
    }
    return Decision([("submit_verdict", arguments)])


def _plain(item: Finding) -> Finding:
    return item if item.owner else item.model_copy(update={"owner": "LayoutArchitect"})
