"""The package's server, its refusals in plain lines, and what there is to be read listed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError
from mcp_types import CallToolResult, InputRequiredResult, Resource
from pydantic import ValidationError

from tools.files import first_fault

PLAIN = "text/plain"


class Plain(MCPServer[None]):
    """A server whose tools take the arguments that they have, and say in one line what is wrong with a call.

    Args:
        files: what there is to be read now, as the ends of `room://` addresses.
        settings: as the package's.
    """

    def __init__(self, files: Callable[[], Awaitable[list[str]]], *settings: Any, **named: Any) -> None:
        super().__init__(*settings, **named)
        self._files = files

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[None, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool; what it does not take is refused, not dropped."""
        schema = next((tool.input_schema for tool in await self.list_tools() if tool.name == name), None)
        if schema is not None and (fault := misfit(name, schema, arguments)):
            raise ToolError(fault)
        try:
            return await super().call_tool(name, arguments, context)
        except UnexpectedToolError:
            raise
        except ToolError as error:  # without the package's own words before it
            if isinstance(error.__cause__, ValidationError):
                raise ToolError(f"{name}: {first_fault(error.__cause__)}") from None
            raise ToolError(str(error.__cause__ or error)) from None

    async def list_resources(self) -> list[Resource]:
        """The texts of rooms that are there now."""
        return [Resource(uri=f"room://{file}", name=file, mime_type=PLAIN) for file in await self._files()]


def misfit(name: str, schema: Mapping[str, Any], arguments: Mapping[str, Any]) -> str:
    """Which argument of a call is one too many, or missing; "" for none.

    Args:
        name: of the tool.
        schema: of its arguments (JSON Schema).
        arguments: the call's.
    """
    known = schema.get("properties", {})
    if unknown := [argument for argument in arguments if argument not in known]:
        return f"no argument `{unknown[0]}`; {name} takes {', '.join(known) or 'none'}"
    lacking = [f"`{argument}`" for argument in schema.get("required", ()) if argument not in arguments]
    return f"{name} wants {', '.join(lacking)}" if lacking else ""
