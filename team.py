"""The plan as a user wants it, the selector, and the group chat."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from autogen_agentchat.conditions import StopMessageTermination
from autogen_agentchat.messages import BaseChatMessage, StopMessage
from autogen_agentchat.teams import SelectorGroupChat
from autogen_core.models import ChatCompletionClient

from agents import briefs, preparing
from agents.context import RoomContext
from agents.critic import critic_of
from agents.events import AskedEvent, MeasurementEvent, Recorder, VerdictEvent
from agents.floor import FloorAgent
from agents.header import FOREMAN, HUMAN, Header
from agents.messages import MESSAGE_TYPES, Approval, Brief, Headed, HumanWord, Measured, wrap
from agents.plan import Message, StagePlan, Where
from agents.specialist import Specialist
from agents.stage import Stage
from agents.stages import BY_EYE, PLAN, ROSTER, SMALL_DETAIL, WALLS
from tools.critique import CRITIC, Finding
from tools.errors import InputError, RoomError
from tools.gates import gate
from tools.source.base import Offer
from tools.workspace import Workspace


def plan_for(
    *,
    leave_out: Sequence[str] = (),
    small_detail: bool = False,
    revisions: int | None = None,
    by_eye: bool = False,
    walls: bool = False,
    free: bool = False,
    missing: Collection[Offer] = (),
    end: str | None = None,
) -> tuple[Stage, ...]:
    """The plan with a user's changes: stages left out, small detail on, walls, another bound on revisions.

    `free` is for rules: their answers cost nothing, a turn has as many as it takes, and they look at numbers.
    What needs something that is `missing`, because no source brought it, is not measured. `end` is the last
    stage; what comes after it is left for later.

    Raises:
        InputError: a stage to leave out or to end with that there is not.
    """
    known = [s.name for s in (*PLAN, *SMALL_DETAIL, *WALLS)]
    unknown = [name for name in leave_out if name not in known]
    if unknown:
        raise InputError(f"there is no stage {unknown[0]!r} to leave out; there are {', '.join(known)}")
    if by_eye:
        return BY_EYE
    stages = list(PLAN)
    if small_detail:
        after = next(i for i, s in enumerate(stages) if s.name == "small_geometry") + 1
        stages[after:after] = SMALL_DETAIL
    if walls:
        before = next(i for i, s in enumerate(stages) if s.name == "lighting")
        stages[before:before] = WALLS
    kept = [s for s in stages if s.name not in leave_out and s.needs not in missing]
    kept = [replace(s, measures=tuple(m for m in s.measures if not m.needs & {*missing})) for s in kept]
    if "picture" in missing and "words" not in missing:
        kept = [replace(s, critic=s.critic and not s.late) for s in kept]
    if free:
        kept = [replace(s, answers=None, eyes=False) for s in kept]
    if end is not None:
        kept = up_to(end, kept)
    return tuple(s if revisions is None else replace(s, revisions=min(s.revisions, revisions)) for s in kept)


def up_to(end: str, stages: Sequence[Stage]) -> list[Stage]:
    """The stages as far as the one named.

    Raises:
        InputError: it is not among them, or is a note that is told within a later one's turn.
    """
    ends = [s.name for s in stages if s.gate]
    if end not in ends:
        raise InputError(f"no stage {end!r} to end with; this run has {', '.join(ends)}")
    return list(stages[: [s.name for s in stages].index(end) + 1])


def team_of(stages: Sequence[Stage]) -> dict[str, Specialist]:
    """Who takes part, by name: everybody of the usual plan, whom else these stages name, and their Critic."""
    team = ROSTER | {s.specialist.name: s.specialist for s in stages}
    return team | {CRITIC: critic_of(tuple(team.values()))}


class Utterance(NamedTuple):
    """What somebody said to everybody: `content` is the payload of a typed message, else the words."""

    source: str
    kind: str
    text: str
    content: object
    header: Header | None = None


class Crew:
    """The group chat of one run: six specialists, a Foreman without a model, and perhaps a person.

    Args:
        workspace: what they work on.
        plan: the stages.
        client: gives each specialist its model client.
        recorder: gets measurements, verdicts and tool calls.
        before_turn: awaited before every turn with the whole thread: pauses and checkpoints live there.
        inbox: what a person says; None when nobody is there.
        rest: awaited when the plan is done and nothing is in the inbox, before the person is waited for.
        max_turns: upper bound on turns of the chat.
        named: end the chat when the survey has named nothing, before minutes go into plain boxes.
    """

    def __init__(
        self,
        workspace: Workspace,
        plan: StagePlan,
        client: Callable[[Specialist], ChatCompletionClient],
        recorder: Recorder,
        *,
        before_turn: Callable[[Sequence[Message]], Awaitable[None]] | None = None,
        inbox: asyncio.Queue[HumanWord | Approval] | None = None,
        rest: Callable[[], Awaitable[None]] | None = None,
        max_turns: int = 200,
        named: bool = False,
    ) -> None:
        self.workspace, self.plan, self.recorder = workspace, plan, recorder
        self.named, self.nameless = named, False
        self.before_turn, self.inbox, self.rest = before_turn, inbox, rest
        self.where = Where()
        self.speaker = ""
        self.taken = self.settled = 0
        """How many of a person's words were taken out of the inbox, and how many the plan knows of."""
        self.since: int | None = None
        """Length of the thread when this sitting began."""
        self.specialists = {
            s.name: s.build(client(s), workspace, recorder) for s in team_of(plan.stages).values()
        }
        self.chat = SelectorGroupChat(
            [
                *self.specialists.values(),
                FloorAgent(FOREMAN, "Keeps the stage plan and measures.", self._foreman),
                FloorAgent(HUMAN, "The person this room is for.", self._human),
            ],
            None,  # type: ignore[arg-type]  # never asked: `select` always names the speaker
            selector_func=self.select,
            allow_repeated_speaker=True,
            termination_condition=StopMessageTermination(),
            max_turns=max_turns,
            custom_message_types=MESSAGE_TYPES,
        )

    async def run(self, first: str | None) -> AsyncIterator[Utterance]:
        """Converse until the plan is done; `first` is the task, None goes on from a loaded state."""
        async for message in self.chat.run_stream(task=first):
            if isinstance(message, BaseChatMessage):
                content = getattr(message, "content", None)
                header = content.header if isinstance(content, Headed) else None
                yield Utterance(message.source, type(message).__name__, message.to_text(), content, header)

    async def save(self) -> dict[str, Any]:
        """The chat's state as JSON."""
        return dict(await self.chat.save_state())

    async def load(self, state: dict[str, Any]) -> None:
        """Go back to a saved state."""
        await self.chat.load_state(state)

    async def select(self, thread: Sequence[Message]) -> str:
        """Name the next speaker: a pure fold of the plan over the thread, unless a person wants to speak."""
        if self.before_turn:
            await self.before_turn(thread)
        self.since = len(thread) if self.since is None else self.since
        self.settled = self.taken
        before, self.where = self.where, self.plan.fold(thread, self.since)
        self._note_verdict(before, self.where)
        waiting = self.inbox is not None and not self.inbox.empty()
        self.speaker = HUMAN if waiting else self.plan.speaker(self.where)
        return self.speaker

    def interject(self, words: str) -> None:
        """Let whoever works now hear a person's words at its next model call."""
        working = self.specialists.get(self.speaker)
        if working is not None and isinstance(working.model_context, RoomContext):
            working.model_context.interject(words)

    def _note_verdict(self, before: Where, now: Where) -> None:
        verdict = now.verdict
        if verdict is not None and verdict is not before.verdict and before.phase == "review":
            self.recorder.write(
                VerdictEvent(
                    stage=self.plan.stages[before.stage].name,
                    accept=verdict.accept,
                    summary=verdict.summary,
                    items=verdict.items,
                )
            )

    async def _foreman(self) -> BaseChatMessage:
        """Open a stage, measure it, or end the chat, as the fold says. Blender work leaves the event loop."""
        return await asyncio.to_thread(self._foreman_speaks)

    def _foreman_speaks(self) -> BaseChatMessage:
        where = self.where
        if where.restore is not None:
            self.workspace.restore(where.restore)
        stage = self.plan.stages[where.stage]
        if where.request is not None and where.request.to:
            header = Header(
                kind="request", stage=stage.name, specialist=where.request.to, attempt=where.attempt
            )
            return wrap(FOREMAN, briefs.request(header, where.request.text, self.workspace))
        if where.phase == "done" or where.quit:
            return StopMessage(content="The room is finished.", source=FOREMAN)
        if (
            self.named
            and stage.name == "survey"
            and where.phase == "measure"
            and not self.workspace.survey.named
        ):
            self.nameless = True
            return StopMessage(content="Nothing in the picture was recognised.", source=FOREMAN)
        if where.phase == "measure" or (
            where.phase == "open" and not where.attempt and stage.done and stage.done(stage, self.workspace)
        ):
            return wrap(FOREMAN, self._measure(stage, where))
        return wrap(FOREMAN, self._brief(where))

    def _nameless(self) -> bool:
        """Whether the survey names nothing, where names are wanted; remembered for whoever ends the run."""
        self.nameless = self.named and not self.workspace.survey.named
        return self.nameless

    def _brief(self, where: Where) -> Brief:
        """Give the floor for a stage, and for the notes before it."""
        stages = self.plan.together(where)
        mending = where.detour_from is not None
        prepared = "" if mending else preparing.prepare(stages[-1], self.workspace)
        return briefs.compose(stages, where, self.workspace, prepared)

    def _measure(self, stage: Stage, where: Where) -> Measured:
        try:
            found = stage.measure(self.workspace)
        except RoomError as error:  # nothing to measure yet, or it cannot be run: that is a failed gate
            item = Finding(object="room", problem=str(error), owner=stage.specialist.name, severity="high")
            found = gate.Gate(stage=stage.name, passed=False, scores={"measurable": 0.0}, findings=[item])
        self.recorder.write(
            MeasurementEvent(
                stage=stage.name,
                attempt=where.attempt,
                passed=found.passed,
                scores=found.scores,
                must=found.must,
                findings=found.findings,
                looked=found.looked,
            )
        )
        outcome = "passed" if found.passed else "not passed"
        header = Header(
            kind="measured", stage=stage.name, specialist=stage.specialist.name, attempt=where.attempt
        )
        return Measured(
            header=header,
            passed=found.passed,
            score=found.score,
            scores=found.scores,
            version=self.workspace.snapshot(),
            findings=found.findings,
            looked=found.looked,
            text=f"{header.line()} {outcome}\n"
            + found.words()
            + briefs.carried(stage, where)
            + (f"\nSend-backs left: {self.plan.max_detours - where.detours}." if stage.critic else "")
            + briefs.evidence(stage, self.workspace, found.findings),
        )

    async def _human(self) -> BaseChatMessage:
        """The oldest thing the person said; waits when an approval is due."""
        if self.inbox is None:  # nobody is there to ask
            stage = self.plan.stages[self.where.stage].name
            return wrap(HUMAN, Approval(stage=stage, approve=True, text="Nobody is here to ask; going on."))
        if self.where.phase == "approve" and self.inbox.empty():
            self.recorder.write(AskedEvent(stage=self.plan.stages[self.where.stage].name))
        if self.where.phase == "done" and self.rest is not None:
            await self.rest()
        word = await self.inbox.get()
        self.taken += 1
        return wrap(HUMAN, word)


def task(workspace: Workspace) -> str:
    """The first message of the chat, which everybody keeps."""
    return " ".join(filter(None, [workspace.source.task, workspace.picture_mark]))
