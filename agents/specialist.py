"""What makes a specialist: one declaration, in a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from autogen_agentchat.agents import AssistantAgent
from autogen_core import FunctionCall
from autogen_core.models import ChatCompletionClient, FunctionExecutionResult

import prompts
from agents.context import RoomContext
from agents.events import Recorder
from agents.models.embedded.decision import Decision, Done
from agents.workbench import DeskTool, SafeWorkbench
from tools.assets.library import Library
from tools.images import SHOWN, keys_in
from tools.toolbox.tool import Tool
from tools.workspace import Workspace

if TYPE_CHECKING:
    from agents.stage import Stage


ON_REQUEST: Mapping[str, Collection[str]] = {"hand_on": ("request",)}
"""Tools that everybody is offered when serving a person's wish, and then alone."""


@dataclass(frozen=True)
class Specialist:
    """One of the team.

    Attributes:
        name: its name in the group chat.
        prompt: name of its prompt file.
        description: one line for the others.
        colour: of its name on a console, as rich knows it.
        tools: what it can do.
        mends: what the Critic gives it to mend, in a few words; "" for nothing.
        hints: words in an unaddressed wish that tell that it is for this one.
        writes: which cells it writes, where those are what it is to mend: it is shown them then.
        state: values (see `agents.briefs`) of how things stand that it is told when work was sent back to it.
        values: more values of its prompt.
        rules: its decisions without a model; None where there are none.
        only: names of tools that it is offered in turns of these stages alone; "request" is a person's wish.
        keep_images: newest pictures it is shown besides the input picture.
        side: longer side of its pictures, pixels.
        max_tool_iterations: model calls in one turn at most.
    """

    name: str
    prompt: str
    description: str
    colour: str
    tools: Sequence[Tool[Any]]
    mends: str = ""
    hints: tuple[str, ...] = ()
    writes: Literal["", "geometry", "materials"] = ""
    state: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    rules: Callable[[Stage, Workspace, Sequence[Done]], Decision] | None = None
    only: Mapping[str, Collection[str]] = field(default_factory=lambda: ON_REQUEST)
    keep_images: int = 1
    side: int = SHOWN
    max_tool_iterations: int = 8

    @property
    def closing_tools(self) -> frozenset[str]:
        """Names of the tools that end its turn."""
        return frozenset(tool.name for tool in self.tools if tool.ends_turn)

    @property
    def looking_tools(self) -> frozenset[str]:
        """Names of the tools that show or tell something and change nothing."""
        return frozenset(tool.name for tool in self.tools if not (tool.edits or tool.ends_turn))

    def usable(self, workspace: Workspace) -> list[Tool[Any]]:
        """Its tools that what the room is made from has a use for."""
        offers, painter = workspace.source.offers, workspace.painter
        fit = (tool for tool in self.tools if tool.needs is None or tool.needs in offers)
        own = Library().any
        return [t for t in fit if (painter is not None or not t.paints) and (own or not t.own)]

    def offers(self, tool: str, stage: str) -> bool:
        """Whether it is offered a tool in turns of a stage."""
        return stage in self.only.get(tool, (stage,))

    def system_message(self, source: str = "picture") -> str:
        """What it starts from, where the room is made from a source of this kind."""
        prompt = prompts.specialist(self.prompt, source)
        return prompts.load(prompt, conventions=prompts.conventions(source), **self.values)

    def build(self, client: ChatCompletionClient, workspace: Workspace, recorder: Recorder) -> AssistantAgent:
        """The AutoGen agent, bound to one run's workspace."""
        context = RoomContext(
            workspace.images,
            name=self.name,
            keep_images=self.keep_images,
            side=self.side,
            pinned=keys_in(workspace.picture_mark),
        )
        return AssistantAgent(
            self.name,
            client,
            description=self.description,
            system_message=self.system_message(workspace.manner),
            model_context=context,
            workbench=SafeWorkbench(
                self.name,
                [DeskTool(t, workspace) for t in self.usable(workspace)],
                recorder,
                offered=lambda tool: self.offers(tool, context.stage),
            ),
            max_tool_iterations=self.max_tool_iterations,
            reflect_on_tool_use=False,
            model_client_stream=False,  # streaming loses tool calls in AutoGen 0.7.5
            tool_call_summary_formatter=_summary,
        )


def _summary(call: FunctionCall, result: FunctionExecutionResult) -> str:
    """What the others read when a turn runs out of model calls: not the tool's raw output."""
    state = "refused" if result.is_error else "done"
    return f"({call.name}: {state}; the turn ended at its limit of tool calls)"
