"""What a gate can measure, each kind with what its scores must reach. A stage takes those that fit it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from tools.checks.shape import flaws
from tools.critique import Finding
from tools.gates import (
    building,
    closeness,
    completeness,
    faults,
    looks,
    purpose,
    reading,
    silhouettes,
    wishes,
)
from tools.gates.thresholds import PASS
from tools.solve import silhouettes as outlines
from tools.solve.layout import Kind, kind_of
from tools.source.base import Offer
from tools.workspace import Workspace

Scores = tuple[dict[str, float], list[Finding]]
Take = Callable[[Workspace, Collection[Kind]], Scores]


@dataclass(frozen=True)
class Measure:
    """One kind of measurement.

    Attributes:
        name: what it is about.
        take: scores, 0 to 1, more is better, and located findings, of the things of some kinds.
        must: what a score must reach; those not named inform, and do not stop the work.
        needs: what a source has to have brought for it.
        of: whose work it measures thing by thing, what a review said of it is held against it.
        ids: of what it looks at then.
    """

    name: str
    take: Take
    must: Mapping[str, float] = field(default_factory=dict)
    needs: frozenset[Offer] = frozenset()
    of: str = ""
    ids: Callable[[Workspace, Collection[Kind]], Sequence[str]] = lambda workspace, kinds: ()


def _placed(workspace: Workspace, kinds: Collection[Kind]) -> Scores:
    return building.placed_scores(workspace.survey, workspace.report, kinds)


def _silhouettes(workspace: Workspace, kinds: Collection[Kind]) -> Scores:
    rows = outlines.silhouettes(workspace, kinds)
    return {"silhouettes": silhouettes.score(rows)}, silhouettes.findings(rows)


def _things(workspace: Workspace, kinds: Collection[Kind]) -> list[str]:
    """Ids of what was seen of these kinds and is placed."""
    placed = {o.id for o in workspace.report.objects}
    return [t.id for t in workspace.survey.seen if t.id in placed and kind_of(t) in kinds]


def _all(workspace: Workspace, kinds: Collection[Kind]) -> list[str]:
    return ["floor", "walls", *(o.id for o in workspace.report.objects)]


def _built(workspace: Workspace, kinds: Collection[Kind]) -> Scores:
    ids = {o.id for o in workspace.report.objects}
    scores, items = building.built_scores(workspace.report, ids)
    return scores, [*items, *flaws(workspace.report, workspace.scene.meshes, ids)]


def _contacts(workspace: Workspace, kinds: Collection[Kind]) -> Scores:
    scores, items = faults.fault_scores(workspace)
    return {"contacts": scores.get("sound", 1.0)}, items


def _of(*names: str) -> dict[str, float]:
    return {name: PASS[name] for name in names}


SURVEY = Measure(
    "survey",
    lambda workspace, kinds: reading.survey_scores(workspace.survey),
    must=_of("camera", "fills", "things", "named"),
)
NAMED = Measure("named", lambda workspace, kinds: reading.named_scores(workspace.survey), must=_of("named"))
COMPLETE = Measure(
    "complete",
    lambda workspace, kinds: completeness.complete_scores(workspace.image, workspace.survey),
    _of("complete"),
    frozenset({"picture"}),
)
RELATIONS = Measure(
    "relations",
    lambda workspace, kinds: reading.relation_scores(workspace.survey),
    must=_of("supported", "consistent"),
)
PLACED = Measure("placed", _placed, must=_of("placed"))
SILHOUETTES = Measure(
    "silhouettes",
    _silhouettes,
    _of("silhouettes"),
    frozenset({"picture"}),
    of="LayoutArchitect",
    ids=_things,
)
BUILT = Measure("built", _built, must=_of("built"))
COVERED = Measure(
    "covered",
    lambda workspace, kinds: building.covered_scores(workspace.report),
    must=_of("covered"),
)
COLOURS = Measure(
    "colours",
    lambda workspace, kinds: looks.colour_scores(workspace),
    _of("colours"),
    frozenset({"looks"}),
    of="MaterialArtist",
    ids=_all,
)
LIGHT = Measure(
    "light",
    lambda workspace, kinds: looks.light_scores(workspace),
    _of("exposure", "contrast"),
    frozenset({"looks"}),
    of="LightingDirector",
    ids=lambda workspace, kinds: ("light",),
)
WISHES = Measure(
    "wishes", lambda workspace, kinds: wishes.wish_scores(workspace), _of("wishes"), frozenset({"words"})
)
PURPOSE = Measure(
    "purpose",
    lambda workspace, kinds: purpose.purpose_scores(workspace),
    _of("purpose"),
    frozenset({"words"}),
)
CLOSE = Measure(
    "close", lambda workspace, kinds: closeness.close_scores(workspace), _of("close"), frozenset({"scan"})
)
SOUND = Measure("sound", lambda workspace, kinds: faults.fault_scores(workspace), must=_of("sound"))
CONTACTS = Measure("contacts", _contacts)
"""Faults as the Critic should see them before colour comes in; who builds cannot move, so none fails."""
