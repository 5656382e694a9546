"""The stage plan as a pure fold over the thread: where the work stands, and who speaks next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from autogen_agentchat.messages import (
    BaseAgentEvent,
    BaseChatMessage,
    StructuredMessage,
    ToolCallExecutionEvent,
    ToolCallRequestEvent,
)
from pydantic import BaseModel, ValidationError

from agents.header import FOREMAN, HUMAN
from agents.messages import Approval, Brief, HumanWord, Measured
from agents.stage import Stage
from tools.critique import CRITIC, Finding, Raised, Verdict, carry, remeasured, worked_on
from tools.toolbox.common import Colleague

Message = BaseAgentEvent | BaseChatMessage


def spoken(thread: Sequence[Message]) -> int:
    """How many messages of a thread were said to everybody, the task included."""
    return sum(isinstance(message, BaseChatMessage) for message in thread)


@dataclass(frozen=True)
class Try:
    """One measured attempt at a stage."""

    score: float
    version: int
    passed: bool


WORSE = 0.02
"""Of the score: by this much attempts differ without one being better."""
Phase = Literal["open", "work", "measure", "review", "approve", "done"]


@dataclass
class Where:
    """The state of the plan after some prefix of the thread.

    Attributes:
        stage: index into the plan.
        attempt: 0 for the first try.
        detour_from: stage to come back to after one that was sent back.
        request: a person's wish being served outside the plan, whatever the phase.
        serving: whether its specialist has the floor already.
        waiting: wishes that came meanwhile, the oldest first.
        items: the checklist of the last verdict, for the next brief.
        restore: snapshot to go back to first, because a later attempt measured worse.
    """

    stage: int = 0
    attempt: int = 0
    phase: Phase = "open"
    tries: list[Try] = field(default_factory=list)
    items: list[Finding] = field(default_factory=list)
    carried: list[Raised] = field(default_factory=list)
    """What reviews found, with how it stands, until it is closed."""
    detour_from: int | None = None
    detours: int = 0
    then: list[int] = field(default_factory=list)
    """Stages to go on with before coming back from a detour."""
    request: HumanWord | None = None
    serving: bool = False
    waiting: list[HumanWord] = field(default_factory=list)
    handed: HumanWord | None = None
    """The rest of the request, for whom its specialist handed it on to."""
    hands: int = 0
    """How often this request was handed on."""
    quit: bool = False
    silences: int = 0
    verdict: Verdict | None = None
    restore: int | None = None
    log: list[str] = field(default_factory=list)
    outcomes: dict[str, bool] = field(default_factory=dict)
    """Finished stage -> whether its best attempt passed its gate."""

    @property
    def best(self) -> Try | None:
        """The best attempt so far: passed before failed, then by score; the later one where both are alike.

        A revision was asked for by somebody who looked, for what numbers may not show: it goes back only
        when it measures worse by more than WORSE.
        """
        best: Try | None = None
        for tried in self.tries:
            if best is None or (tried.passed, tried.score + WORSE) >= (best.passed, best.score):
                best = tried
        return best


class StagePlan:
    """Folds a thread into where the work stands. Holds no state of its own.

    Args:
        stages: the plan.
        approvals: names of the stages after which a person is asked.
        max_detours: how often, in all, the Critic may send work back to an earlier stage.
        stay: with a person there, wait for their next wish when the plan is done.
    """

    def __init__(
        self,
        stages: Sequence[Stage],
        approvals: Sequence[str] = (),
        max_detours: int = 2,
        *,
        stay: bool = False,
    ) -> None:
        self.stages, self.approvals, self.max_detours = tuple(stages), frozenset(approvals), max_detours
        self.stay = stay

    def fold(self, thread: Sequence[Message], since: int = 0) -> Where:
        """Where the work stands after these messages; who quit before message `since` has come back."""
        where = Where()
        asked: dict[str, str] = {}
        for number, message in enumerate(thread):
            if isinstance(message, ToolCallRequestEvent) and message.source == CRITIC:
                asked |= {c.id: c.arguments for c in message.content if c.name == "submit_verdict"}
            elif isinstance(message, ToolCallExecutionEvent) and message.source == CRITIC:
                for result in message.content:
                    if result.call_id in asked and not result.is_error:
                        where.verdict = _verdict(asked[result.call_id]) or where.verdict
            elif isinstance(message, ToolCallRequestEvent) and where.serving:
                where.handed = self._handed(where, message) or where.handed
            elif isinstance(message, BaseChatMessage) and not self._asked(where, message):
                self._step(where, message)
            where.quit = where.quit and number >= since
        return where

    def speaker(self, where: Where) -> str:
        """Who speaks next."""
        if where.quit:
            return FOREMAN
        if where.request is not None and where.request.to:  # the Foreman gives the floor first
            return where.request.to if where.serving else FOREMAN
        if where.phase == "done":
            return HUMAN if self.stay else FOREMAN
        if where.phase == "work":
            return self.stages[where.stage].specialist.name
        return {"review": CRITIC, "approve": HUMAN}.get(where.phase, FOREMAN)

    def together(self, where: Where) -> tuple[Stage, ...]:
        """The stages that the next brief is for: the one at hand, and after a note the work it is for."""
        stages = [self.stages[where.stage]]
        for after in self.stages[where.stage + 1 :]:
            if (
                stages[-1].gate
                or where.detour_from is not None
                or after.specialist.name != stages[0].specialist.name
            ):
                break
            stages.append(after)
        return tuple(stages)

    def _asked(self, where: Where, message: BaseChatMessage) -> bool:
        """Take in what belongs to a person's wish; True when the message did."""
        content = message.content if isinstance(message, StructuredMessage) else None
        if isinstance(content, HumanWord):
            where.quit = where.quit or content.quit
            if content.goto:
                self._goto(where, content.goto)
            elif content.to:
                where.waiting.append(content)
                self._next_wish(where)
            return True
        if isinstance(content, Brief) and content.header.kind == "request":
            where.serving = True
            return True
        if where.serving and where.request and message.source == where.request.to:
            where.request, where.serving, where.handed = where.handed, False, None
            where.hands += 1
            self._next_wish(where)
            return True
        return False

    def _next_wish(self, where: Where) -> None:
        """Take up the oldest wish, where none is being served."""
        if where.request is None and where.waiting:
            where.request, where.serving, where.hands = where.waiting.pop(0), False, 0

    def _handed(self, where: Where, message: ToolCallRequestEvent) -> HumanWord | None:
        """What the specialist with the floor hands on, and to whom; a wish goes round once at most."""
        request = where.request
        if request is None or message.source != request.to or where.hands >= len(HANDS):
            return None
        for call in message.content:
            if call.name == "hand_on":
                try:
                    given = Handing.model_validate_json(call.arguments)
                except ValidationError:
                    return None
                text = f"{request.text}\n{request.to} hands on: {given.what}"
                return HumanWord(to=given.to, text=text) if given.to != request.to else None
        return None

    def _goto(self, where: Where, name: str) -> None:
        names = [s.name for s in self.stages]
        if name in names:
            where.stage, where.attempt, where.phase = names.index(name), 0, "open"
            where.tries, where.items, where.detour_from = [], [], None

    def _step(self, where: Where, message: BaseChatMessage) -> None:
        content = message.content if isinstance(message, StructuredMessage) else None
        stage = self.stages[where.stage]
        if where.phase == "done":
            return
        if isinstance(content, Brief):
            where.restore = None
            stage = self._briefed(where, content.header.stage)
            where.carried = worked_on(where.carried, content.header.specialist)
            where.phase = "measure" if stage.specialist.name == CRITIC else "work"
        elif where.phase == "work" and message.source == stage.specialist.name:
            where.phase = "measure"
            if not stage.gate:
                self._advance(where, "done")
        elif isinstance(content, Measured):
            self._measured(where, stage, content)
        elif where.phase == "review" and message.source == CRITIC:
            self._reviewed(where, stage)
        elif where.phase == "approve" and isinstance(content, Approval):
            self._approved(where, content)

    def _briefed(self, where: Where, name: str) -> Stage:
        """The stage that a brief opens; the notes before it are told in it."""
        while self.stages[where.stage].name != name and len(self.together(where)) > 1:
            self._advance(where, f"told with {name}")
        return self.stages[where.stage]

    def _measured(self, where: Where, stage: Stage, content: Measured) -> None:
        where.tries.append(Try(content.score, content.version, content.passed))
        where.items, where.restore = [], None
        where.carried = remeasured(where.carried, content.looked, content.findings)
        if not content.passed and where.attempt < stage.revisions and stage.specialist.name != CRITIC:
            self._revise(where, "sent back by its gate")
        elif stage.critic and not self._mending_for_final(where):
            where.phase, where.verdict, where.silences = "review", None, 0
        else:
            self._accept(where, "passed" if content.passed else "best of its attempts")

    def _mending_for_final(self, where: Where) -> bool:
        """Whether the final review, which looks at everything anyway, sent this work back."""
        back = where.detour_from
        return back is not None and self.stages[back].specialist.name == CRITIC

    def _reviewed(self, where: Where, stage: Stage) -> None:
        verdict = where.verdict
        if verdict is None:  # prose instead of a verdict: ask once more, then let the numbers decide
            where.silences += 1
            if where.silences > 1:
                self._accept(where, "no verdict came; its numbers decided")
            return
        where.items = verdict.items
        where.carried = carry(where.carried, stage.name, stage.specialist.name, verdict.items)
        back = self._detour(where, verdict)
        if verdict.accept:
            self._accept(where, "accepted by the Critic")
        elif back is not None:
            where.detour_from, where.detours = where.stage, where.detours + 1
            where.then = self._then(back, where, verdict)
            where.log.append(f"{stage.name}: sent back to {self.stages[back].name}")
            where.stage, where.attempt, where.phase, where.tries = back, 0, "open", []
        elif where.attempt < stage.revisions and stage.specialist.name != CRITIC:
            self._revise(where, "sent back by the Critic")
        else:
            self._accept(where, "revisions used up; best version kept")

    def _detour(self, where: Where, verdict: Verdict) -> int | None:
        """The earlier stage a verdict sends work back to, if it may."""
        if verdict.accept or where.detour_from is not None or where.detours >= self.max_detours:
            return None
        names = [s.name for s in self.stages[: where.stage]]
        target = verdict.send_back_to
        if target is None and self.stages[where.stage].specialist.name == CRITIC:
            return next(iter(self._stages_of(verdict.items)), None)
        return names.index(target) if target in names else None

    def _stages_of(self, items: Sequence[Finding]) -> list[int]:
        """Where those work who are to mend the points of some weight (else all), in the plan's order."""
        heavy = [i for i in items if i.severity != "low"] or items
        return sorted({n for owner in {i.owner for i in heavy} if (n := self._stage_of(owner)) is not None})

    def _stage_of(self, owner: str) -> int | None:
        """The stage in which somebody mends: their last one; the survey for whoever reads the picture."""
        own = [i for i, s in enumerate(self.stages) if s.specialist.name == owner and s.gate]
        if owner == self.stages[0].specialist.name:
            return next((i for i in own if self.stages[i].critic), None)
        return own[-1] if own and owner != CRITIC else None

    def _then(self, back: int, where: Where, verdict: Verdict) -> list[int]:
        """The stages after the first one of a detour: the other owners', and the layout after the survey."""
        reader = self.stages[0].specialist.name
        wanted = (
            set(self._stages_of(verdict.items))
            if self.stages[where.stage].specialist.name == CRITIC
            else set()
        )
        if self.stages[back].specialist.name == reader:
            later = [i for i, s in enumerate(self.stages) if i > back and s.specialist.name != reader]
            wanted |= set(later[:1])
        return sorted(i for i in wanted if i > back)

    def _revise(self, where: Where, why: str) -> None:
        where.log.append(f"{self.stages[where.stage].name}: {why} (attempt {where.attempt + 1})")
        self._keep_best(where)
        where.attempt, where.phase = where.attempt + 1, "open"

    def _keep_best(self, where: Where) -> None:
        best = where.best
        if best and best.version != where.tries[-1].version:
            where.restore = best.version

    def _accept(self, where: Where, why: str) -> None:
        if self.stages[where.stage].name in self.approvals:
            where.phase = "approve"
        else:
            self._advance(where, why)

    def _approved(self, where: Where, approval: Approval) -> None:
        if approval.approve:
            self._advance(where, "approved by a person")
        else:
            where.items = [Finding(object="room", problem=approval.text, severity="high")]
            where.attempt, where.phase = 0, "open"

    def _advance(self, where: Where, why: str) -> None:
        where.log.append(f"{self.stages[where.stage].name}: {why}")
        where.outcomes[self.stages[where.stage].name] = where.best is None or where.best.passed
        back = where.detour_from
        where.detour_from, where.attempt = None, 0
        self._keep_best(where)
        if back is not None and where.then:
            where.detour_from, where.stage = back, where.then.pop(0)
            where.phase, where.tries, where.items = "open", [], []
        elif back is not None:
            where.stage, where.phase, where.tries = back, "measure", []
        elif where.stage + 1 < len(self.stages):
            where.stage, where.phase, where.tries, where.items = where.stage + 1, "open", [], []
        else:
            where.phase = "done"


class Handing(BaseModel):
    """The arguments of `hand_on`."""

    to: Colleague
    what: str


HANDS = get_args(Colleague)
"""Everybody a wish can be handed on to."""


def _verdict(arguments: str) -> Verdict | None:
    try:
        return Verdict.model_validate_json(arguments)
    except ValidationError:
        return None
