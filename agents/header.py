"""A turn's header: whose turn it is, at what. A field of its messages, never a sentence to be read back."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

FOREMAN, HUMAN = "Foreman", "Human"
"""Who speaks beside the specialists."""


class Header(BaseModel):
    """What routing, budgets, figures and rules need to know of one of the Foreman's messages.

    Attributes:
        kind: a stage is opened, its numbers are told, or a person's request is passed on.
        stage: name of the stage it is about; for a request, of the one that was under way.
        specialist: who has the floor; for numbers, who worked.
        attempt: 0 for the first try.
        answers: how many model calls the turn has; None for as many as it takes.
        wish: what a person asks for, in a request.
    """

    model_config = ConfigDict(frozen=True)

    kind: Literal["brief", "request", "measured"]
    stage: str
    specialist: str
    attempt: int = 0
    answers: int | None = None
    wish: str = ""

    def line(self) -> str:
        """The header as the first words of what people and models read."""
        if self.kind == "request":
            return f"[request] {self.specialist}"
        if self.kind == "measured":
            return f"[measured {self.stage}, attempt {self.attempt + 1}]"
        several = f" for {self.answers} answers" if self.answers else ""
        answers = " for one answer" if self.answers == 1 else several
        stage = f"[stage {self.stage}, attempt {self.attempt + 1}]"
        return f"{stage} {self.specialist}, the floor is yours{answers}."
