"""What the group chat carries besides plain words: typed, so that routing can be folded from the thread."""

from typing import Any, Generic, TypeVar

from autogen_agentchat.messages import StructuredMessage
from autogen_core.models import UserMessage
from pydantic import BaseModel


class Brief(BaseModel):
    """The Foreman gives a specialist the floor."""

    stage: str
    specialist: str
    attempt: int
    text: str
    request: bool = False
    """True when a person asked for this turn, outside the plan."""


class Measured(BaseModel):
    """The numbers of a stage's gate after a specialist's turn."""

    stage: str
    attempt: int
    passed: bool
    score: float
    """One figure to compare attempts by; higher is better."""
    scores: dict[str, float]
    version: int
    """Snapshot of the workspace these numbers belong to."""
    text: str


class Approval(BaseModel):
    """A person's word on a stage that asks for one."""

    stage: str
    approve: bool
    text: str


class HumanWord(BaseModel):
    """Something a person said; `to` names the specialist it is for, if any."""

    to: str | None
    text: str
    goto: str | None = None
    """A stage to go to."""
    quit: bool = False
    """Nothing more is wished: end the chat."""


Payload = TypeVar("Payload", bound=BaseModel)


class Said(StructuredMessage[Payload], Generic[Payload]):
    """A payload that models read as its `text`; AutoGen's own would give them the JSON."""

    format_string: str | None = "{text}"

    def to_model_message(self) -> UserMessage:
        """The words only."""
        return UserMessage(content=self.to_text(), source=self.source)


MESSAGE_TYPES: list[Any] = [Said[Brief], Said[Measured], Said[Approval], Said[HumanWord]]


def wrap(source: str, content: Brief | Measured | Approval | HumanWord) -> Said[Any]:
    """A payload as a chat message."""
    kind: Any = Said[type(content)]  # type: ignore[misc]
    message: Said[Any] = kind(source=source, content=content)
    return message
