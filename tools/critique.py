"""A critique: a checklist of located findings, each with an owner, and a verdict."""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from tools.geometry import Vec3
from tools.remedy import Move, Remedy

Kind = Literal[
    "contact",
    "sunk",
    "outside",
    "floating",
    "unsupported",
    "disconnected",
    "misfit",
    "broken mesh",
    "inverted",
    "no material",
    "name",
    "door blocked",
    "window blocked",
    "starts in contact",
    "moves",
    "tips",
    "not placed",
    "not built",
    "stretched",
    "place in the picture",
    "colour",
]
Unit = Literal["m", "ratio", "parts", "faces", "share", "degrees"]
Severity = Literal["low", "medium", "high"]
CRITIC = "Critic"
"""Who gives verdicts: no point of a critique is its own to mend."""


class Finding(BaseModel):
    """One thing that is wrong, found by a check, a gate or a reviewer.

    What a model fills in is in the schema it is given; what only code measures is not.

    Attributes:
        kind: what sort of fault a check found; None for what a gate or a reviewer says.
        others: ids of what else it is about.
        measure: how much: depth, gap, ratio, count; see `unit`.
        unit: of `measure`.
        at: world metres, where to look.
        remedy: an edit that would put it right; None where there is no simple one.
    """

    model_config = ConfigDict(frozen=True)

    object: str = Field(description="id of the object it is about, or 'room', 'light', 'camera'")
    problem: str = Field(description="what is wrong, in one sentence with a direction or a number")
    owner: str = Field("", description="who mends it: a specialist's name")
    severity: Severity = "medium"
    box: tuple[float, float, float, float] | None = Field(None, description="where, in picture pixels")
    kind: SkipJsonSchema[Kind | None] = None
    others: SkipJsonSchema[tuple[str, ...]] = ()
    measure: SkipJsonSchema[float] = 0.0
    unit: SkipJsonSchema[Unit | None] = None
    at: SkipJsonSchema[Vec3 | None] = None
    remedy: SkipJsonSchema[Remedy | None] = None

    @property
    def objects(self) -> tuple[str, ...]:
        """Ids of all it is about, the one to be changed first."""
        return (self.object, *self.others)

    @property
    def move(self) -> Move | None:
        """The remedy, where it is a move."""
        return self.remedy if isinstance(self.remedy, Move) else None

    def line(self) -> str:
        """The finding in one line."""
        where = f" at {[round(v) for v in self.box]}" if self.box else ""
        return f"[{self.severity}] {self.object}{where}: {self.problem} ({self.owner or 'anyone'})"


State = Literal["open", "worked on", "still wrong", "mended"]


class Raised(BaseModel):
    """A point of a critique, and the stage whose review raised it.

    Attributes:
        stage: whose review raised it.
        item: the point.
        state: "open" until its owner had a turn, "worked on" from then on until a gate measures it again,
            which finds it "still wrong" or "mended".
        now: what was measured last, where that is wrong.
    """

    model_config = ConfigDict(frozen=True)

    stage: str
    item: Finding
    state: State = "open"
    now: str = ""

    def line(self) -> str:
        """The point and how it stands, in one line."""
        now = f": {self.now}" if self.now else ""
        return self.item.line() + ("" if self.state == "open" else f" -- {self.state}{now}")


def worked_on(points: Sequence[Raised], specialist: str) -> list[Raised]:
    """The points after their owner got the floor and was told them."""
    return [
        r.model_copy(update={"state": "worked on", "now": ""})
        if r.item.owner == specialist and r.state != "mended"
        else r
        for r in points
    ]


def remeasured(
    points: Sequence[Raised], looked: Mapping[str, Collection[str]], findings: Sequence[Finding]
) -> list[Raised]:
    """The points after a gate took its numbers.

    What was not worked on stays open where the numbers see nothing: a reviewer may see more.

    Args:
        points: as they stood.
        looked: ids whose work was measured, by whose work it is.
        findings: what the gate found.
    """
    wrong = {(f.object, f.owner): f.problem for f in reversed(findings)}
    after = []
    for r in points:
        key = (r.item.object, r.item.owner)
        if r.item.object in looked.get(r.item.owner, ()):
            if key in wrong:
                anew = wrong[key] if wrong[key] != r.item.problem else ""
                if anew or r.state != "open":
                    r = r.model_copy(update={"state": "still wrong", "now": anew})
            elif key not in wrong and r.state != "open":
                r = r.model_copy(update={"state": "mended", "now": ""})
        after.append(r)
    return after


def carry(open_: Sequence[Raised], stage: str, worker: str, items: Sequence[Finding]) -> list[Raised]:
    """What is still to be mended after a verdict.

    The verdict says anew what is wrong with the stage at hand and with what its specialist was told to mend:
    what it does not say again is closed, and what it does say of an object replaces what was said of it.
    Everything else is carried on. The final review closes or keeps all. What was measured mended is closed,
    and what was measured to be still wrong is not closed by silence.

    Args:
        open_: what was to be mended before.
        stage: the stage that was reviewed.
        worker: its specialist; the Critic for the final review.
        items: what the verdict says.
    """
    again = {(item.object, item.owner) for item in items}
    kept = [
        r
        for r in open_
        if (r.item.object, r.item.owner) not in again
        and r.state != "mended"
        and (r.state == "still wrong" or (worker != CRITIC and r.stage != stage and r.item.owner != worker))
    ]
    return [*kept, *(Raised(stage=stage, item=item) for item in items)]


class Verdict(BaseModel):
    """The Critic's answer on one stage."""

    accept: bool
    summary: str
    items: list[Finding] = Field(default_factory=list)
    send_back_to: str | None = None
    """An earlier stage that has to work again before this one can pass."""
    scores: dict[str, float] = Field(default_factory=dict)
    """The Critic's own marks, 0 to 10, by aspect."""
