"""What a page asks the studio for, as types. `web/src/messages.ts` has the same for the page."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from tools.blender.jobs import Quality
from tools.geometry import Vec3


class _Ask(BaseModel):
    model_config = ConfigDict(extra="forbid")

    n: int = 0
    """The page's own number of the request; its answer carries it."""


class EditAsk(_Ask):
    """Change the room by the words of `room edit`, one by one."""

    do: Literal["edit"]
    words: list[str] = Field(min_length=1, max_length=40)


class EditsAsk(_Ask):
    """Change the room by several lines of `room edit`, as one step: all of them, or none."""

    do: Literal["edits"]
    edits: list[list[str]] = Field(min_length=1, max_length=200)


class TextAsk(_Ask):
    """Replace the whole program, if the version in force is still `base`."""

    do: Literal["text"]
    text: str = Field(max_length=2_000_000)
    base: int


class StepAsk(_Ask):
    """Undo or redo one step."""

    do: Literal["undo", "redo"]


class CheckAsk(_Ask):
    """Look for what is wrong, after mending contacts and gaps when `fix` says so."""

    do: Literal["check"]
    fix: bool = False


class DiscardAsk(_Ask):
    """Put the accepted program back over what somebody wrote into scene.py and what is refused."""

    do: Literal["discard"]


class RenderAsk(_Ask):
    """Draw a view: a name of the program's, or where the page's camera is."""

    do: Literal["render"]
    view: str = "reference"
    quality: Quality = "lit"
    width: int = Field(512, ge=64, le=4096)
    camera: PageCamera | None = None


class PageCamera(BaseModel):
    """The page's camera: world metres; focal and height as fractions of the picture's width."""

    at: Vec3
    look_at: Vec3
    focal: float = Field(gt=0.05, lt=50)
    high: float = Field(0.75, ge=0.2, le=3)


Ending = Literal["blend", "glb", "usdc", "usdz", "fbx", "py"]


class ExportAsk(_Ask):
    """Write the room as a file to take away."""

    do: Literal["export"]
    ending: Ending


class ThereAsk(_Ask):
    """What is there already to be taken away: files, pictures, report."""

    do: Literal["there"]


class WordsAsk(_Ask):
    """Things of the kit whose names come near to what was typed."""

    do: Literal["words"]
    query: str = Field(max_length=100)


class Terms(BaseModel):
    """On what terms a team is called: what it may use, and whether it asks after each stage."""

    model_config = ConfigDict(extra="forbid")

    calls: int | None = Field(None, ge=1, le=100_000)
    minutes: float | None = Field(None, gt=0, le=10_000)
    approve: bool = False


class SayAsk(_Ask):
    """Words for the team, as in `room chat`."""

    do: Literal["say"]
    text: str = Field(min_length=1, max_length=4000)
    terms: Terms = Terms()
    """For a team that has gone and is called back."""


class BackAsk(_Ask):
    """The room as an earlier version of its program has it, to look at."""

    do: Literal["back"]
    version: int = Field(ge=1)


Ask = (
    EditAsk
    | EditsAsk
    | TextAsk
    | StepAsk
    | CheckAsk
    | DiscardAsk
    | RenderAsk
    | ExportAsk
    | ThereAsk
    | WordsAsk
    | SayAsk
    | BackAsk
)
ASK: TypeAdapter[Ask] = TypeAdapter(Annotated[Ask, Field(discriminator="do")])
