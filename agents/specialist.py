"""What makes a specialist: a name, a prompt, tools, and how much it sees."""

from collections.abc import Sequence
from dataclasses import dataclass

from autogen_agentchat.agents import AssistantAgent
from autogen_core import FunctionCall
from autogen_core.models import ChatCompletionClient, FunctionExecutionResult

import prompts
from agents.context import RoomContext
from agents.events import Recorder
from agents.workbench import DeskTool, SafeWorkbench, Tool
from tools.images import keys_in
from tools.workspace import Workspace


@dataclass(frozen=True)
class Specialist:
    """One of the six.

    Attributes:
        name: its name in the group chat.
        prompt: name of its prompt file.
        description: one line for the others.
        tools: functions over a Workspace.
        closing_tools: names of the tools that end its turn.
        keep_images: newest pictures it is shown besides the input picture.
        max_tool_iterations: model calls in one turn at most.
    """

    name: str
    prompt: str
    description: str
    tools: Sequence[Tool]
    closing_tools: Sequence[str]
    keep_images: int = 2
    max_tool_iterations: int = 8

    def build(self, client: ChatCompletionClient, workspace: Workspace, recorder: Recorder) -> AssistantAgent:
        """The AutoGen agent, bound to one run's workspace."""
        context = RoomContext(
            workspace.images,
            name=self.name,
            keep_images=self.keep_images,
            pinned=keys_in(workspace.picture_mark),
        )
        system = prompts.load(self.prompt, conventions=prompts.load("conventions"))
        return AssistantAgent(
            self.name,
            client,
            description=self.description,
            system_message=system,
            model_context=context,
            workbench=SafeWorkbench(self.name, [DeskTool(tool, workspace) for tool in self.tools], recorder),
            max_tool_iterations=self.max_tool_iterations,
            reflect_on_tool_use=False,
            model_client_stream=False,  # streaming loses tool calls in AutoGen 0.7.5
            tool_call_summary_formatter=_summary,
        )


def _summary(call: FunctionCall, result: FunctionExecutionResult) -> str:
    """What the others read when a turn runs out of model calls: not the tool's raw output."""
    state = "refused" if result.is_error else "done"
    return f"({call.name}: {state}; the turn ended at its limit of tool calls)"
