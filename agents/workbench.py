"""Tools as AutoGen wants them, in a workbench that can neither hang nor kill an agent."""

import asyncio
import inspect
import time
import typing
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import orjson
from autogen_core import CancellationToken
from autogen_core.tools import BaseTool, StaticWorkbench, TextResultContent, ToolResult, ToolSchema
from pydantic import BaseModel, create_model

from agents.events import Recorder, ToolCallEvent
from agents.models.arguments import ODD, odd
from tools.errors import RoomError, ToolError
from tools.toolbox.tool import Tool


class DeskTool(BaseTool[BaseModel, BaseModel]):
    """A tool `f(workspace, ...) -> str` with its first argument filled in.

    AutoGen's own FunctionTool does not read pydantic fields in annotations, so the model of the arguments is
    made here, descriptions and bounds included. The function runs outside the event loop.
    """

    def __init__(self, tool: Tool[Any], first: object) -> None:
        function = tool.function
        hints = typing.get_type_hints(function, include_extras=True)
        _, *rest = inspect.signature(function).parameters.values()
        fields: dict[str, Any] = {
            p.name: (hints[p.name], ... if p.default is p.empty else p.default) for p in rest
        }
        arguments = create_model(f"{function.__name__}_arguments", **fields)
        super().__init__(
            arguments, cast(type[BaseModel], str), function.__name__, inspect.getdoc(function) or ""
        )
        self._function, self._first, self._names = function, first, list(fields)

    @property
    def schema(self) -> ToolSchema:
        """AutoGen's schema, said shortly: it is sent with every request."""
        short: ToolSchema = _shorter(super().schema)
        return short

    async def run(self, args: BaseModel, cancellation_token: CancellationToken) -> Any:
        """Call the function with checked arguments."""
        given = {name: getattr(args, name) for name in self._names}
        future = asyncio.ensure_future(asyncio.to_thread(self._function, self._first, **given))
        cancellation_token.link_future(future)
        return await future


def _shorter(schema: Any) -> Any:
    """A JSON schema without pydantic's titles, and with optional values said by leaving them out."""
    if isinstance(schema, list):
        return [_shorter(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {k: v for k, v in schema.items() if not (k == "title" and isinstance(v, str))}
    choices = [c for c in kept.get("anyOf", ()) if c != {"type": "null"}]
    if len(choices) == 1 and kept.get("default", 0) is None:
        kept = {k: v for k, v in kept.items() if k not in ("anyOf", "default")} | choices[0]
    each = kept.get("prefixItems", [])
    if each and all(part == each[0] for part in each):  # so many of one kind: what a pixel or a box is
        kept = {k: v for k, v in kept.items() if k != "prefixItems"} | {"items": each[0]}
    return {k: _shorter(v) for k, v in kept.items()}


class SafeWorkbench(StaticWorkbench):
    """Runs tools with a time limit; every failure becomes text for the model. Each call is recorded.

    AutoGen 0.7.5 hangs when a workbench raises or is cancelled during a tool call, so nothing escapes
    from here but a real cancellation of the task. It starts the calls of one answer all at once; they run
    here one after the other, in the order the model wrote them.
    """

    def __init__(
        self,
        agent: str,
        tools: Sequence[DeskTool],
        recorder: Recorder,
        timeout: float = 300,
        offered: Callable[[str], bool] = lambda name: True,
    ) -> None:
        super().__init__(list(tools))
        self.offered = offered
        self.agent, self.recorder, self.timeout = agent, recorder, timeout
        self._one_at_a_time = asyncio.Lock()

    async def list_tools(self) -> list[ToolSchema]:
        """The tools that are of use now; the others work, too, when one is called all the same."""
        return [tool for tool in await super().list_tools() if self.offered(tool["name"])]

    async def call_tool(
        self,
        name: str,
        arguments: Mapping[str, Any] | None = None,
        cancellation_token: CancellationToken | None = None,
        call_id: str | None = None,
    ) -> ToolResult:
        """Run one tool; errors come back as the result's text."""
        async with self._one_at_a_time:
            return await self._call(name, arguments, cancellation_token, call_id)

    async def _call(
        self,
        name: str,
        arguments: Mapping[str, Any] | None,
        cancellation_token: CancellationToken | None,
        call_id: str | None,
    ) -> ToolResult:
        started = time.monotonic()
        given = dict(arguments) if isinstance(arguments, Mapping) else {}
        try:
            if arguments is not None and not isinstance(arguments, Mapping):
                raise ToolError(str(orjson.loads(odd(f"they are {arguments!r:.80}"))[ODD]))
            if ODD in given:
                raise ToolError(str(given[ODD]))
            result = await asyncio.wait_for(
                super().call_tool(name, given, cancellation_token, call_id), self.timeout
            )
        except TimeoutError:
            result = _error(name, f"{name} took longer than {self.timeout:.0f} s and was given up")
        except asyncio.CancelledError:
            if cancellation_token is None or not cancellation_token.is_cancelled():
                raise
            result = _error(name, "cancelled by the user")
        except RoomError as error:
            result = _error(name, str(error))
        except Exception as error:  # a tool's bug must reach the model as text: raising here hangs the team
            result = _error(name, f"{type(error).__name__}: {error}")
        event = ToolCallEvent(
            agent=self.agent,
            name=name,
            arguments=given,
            result=result.to_text(),
            error=result.is_error,
            seconds=round(time.monotonic() - started, 3),
        )
        try:
            self.recorder.write(event)
        except Exception as error:  # a full disk: the next model call, which may raise, ends the run
            return _error(name, f"the call could not be recorded: {error}")
        return result


def _error(name: str, text: str) -> ToolResult:
    return ToolResult(name=name, result=[TextResultContent(content=text)], is_error=True)
