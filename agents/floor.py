"""A participant that says what a callback gives it: the Foreman and the person in the chat."""

from collections.abc import Awaitable, Callable, Sequence

from autogen_agentchat.agents import BaseChatAgent
from autogen_agentchat.base import Response
from autogen_agentchat.messages import BaseChatMessage, StopMessage, TextMessage
from autogen_core import CancellationToken

from agents.messages import MESSAGE_TYPES


class FloorAgent(BaseChatAgent):
    """Holds no memory of its own: what it says follows from the thread, which its caller has."""

    def __init__(self, name: str, description: str, speak: Callable[[], Awaitable[BaseChatMessage]]) -> None:
        super().__init__(name, description)
        self._speak = speak

    @property
    def produced_message_types(self) -> Sequence[type[BaseChatMessage]]:
        """Everything it may say."""
        return (TextMessage, StopMessage, *MESSAGE_TYPES)

    async def on_messages(
        self, messages: Sequence[BaseChatMessage], cancellation_token: CancellationToken
    ) -> Response:
        """Say the next thing."""
        return Response(chat_message=await self._speak())

    async def on_reset(self, cancellation_token: CancellationToken) -> None:
        """Nothing to forget."""
