"""What the group chat carries besides plain words: typed, so that routing can be folded from the thread."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from autogen_agentchat.messages import StructuredMessage
from autogen_core.models import AssistantMessage, LLMMessage, UserMessage
from pydantic import BaseModel, Field, model_validator

from agents.header import Header
from agents.version_1 import header_in
from tools.critique import Finding


class Headed(BaseModel):
    """What the Foreman says: a header for code, words for people and models."""

    header: Header
    text: str

    @model_validator(mode="before")
    @classmethod
    def _of_version_1(cls, data: Any) -> Any:
        """A checkpoint of version 1 holds no header yet."""
        if not isinstance(data, dict) or "header" in data or not isinstance(data.get("text"), str):
            return data
        return {**data, "header": header_in(data["text"])}


class Brief(Headed):
    """The Foreman gives a specialist the floor."""


class Measured(Headed):
    """The numbers of a stage's gate after a specialist's turn."""

    passed: bool
    score: float
    """One figure to compare attempts by; higher is better."""
    scores: dict[str, float]
    version: int
    """Snapshot of the workspace these numbers belong to."""
    findings: list[Finding] = Field(default_factory=list)
    """What the gate found."""
    looked: dict[str, list[str]] = Field(default_factory=dict)
    """Ids whose work was measured, by whose work it is."""


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


class HeadedMessage(UserMessage):
    """A Foreman's message in a request: the header goes along, unseen by the model."""

    header: Header


def header_of(message: LLMMessage) -> Header | None:
    """The header of a message in a request; None for all but the Foreman's."""
    return message.header if isinstance(message, HeadedMessage) else None


def turn_begins(messages: Sequence[LLMMessage]) -> bool:
    """Whether nothing was answered yet since the floor was given, by the Foreman's last message."""
    for message in reversed(messages):
        if isinstance(message, AssistantMessage):
            return False
        if header_of(message):
            return True
    return False


def plain(messages: Sequence[LLMMessage]) -> list[LLMMessage]:
    """Messages as other people's clients know them: no headers."""
    return [
        UserMessage(content=m.content, source=m.source) if isinstance(m, HeadedMessage) else m
        for m in messages
    ]


Payload = TypeVar("Payload", bound=BaseModel)


class Said(StructuredMessage[Payload], Generic[Payload]):
    """A payload that models read as its `text`; AutoGen's own would give them the JSON."""

    format_string: str | None = "{text}"

    def to_model_message(self) -> UserMessage:
        """The words, with the header beside them."""
        if isinstance(self.content, Headed):
            return HeadedMessage(content=self.to_text(), source=self.source, header=self.content.header)
        return UserMessage(content=self.to_text(), source=self.source)


MESSAGE_TYPES: list[Any] = [Said[Brief], Said[Measured], Said[Approval], Said[HumanWord]]


def wrap(source: str, content: Brief | Measured | Approval | HumanWord) -> Said[Any]:
    """A payload as a chat message."""
    kind: Any = Said[type(content)]  # type: ignore[misc]
    message: Said[Any] = kind(source=source, content=content)
    return message
