"""A room in words: "a small bedroom with a desk"."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Protocol, runtime_checkable

from pydantic import BaseModel, ConfigDict, ValidationError

from tools.brief.brief import Brief, Density, RoomType, RoomWish, Shape, Style
from tools.brief.grammar import brief_of
from tools.errors import InputError
from tools.files import first_fault, read_object, write_text
from tools.run_files import SOURCE
from tools.source.base import Offer, Source
from tools.survey import Survey

MOST = 20_000
"""Characters that are read."""


@runtime_checkable
class Said(Protocol):
    """What a source answers besides that offers words."""

    @property
    def text(self) -> str:
        """The words as they were said."""


class Pins(BaseModel):
    """What flags fix whatever the words say; None leaves it to them.

    Attributes:
        extent: metres along x and y.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: RoomType | None = None
    shape: Shape | None = None
    style: Style | None = None
    extent: tuple[float, float] | None = None
    density: Density | None = None


class WordsSource:
    """What somebody said.

    Args:
        text: as it was said.
        pins: what is fixed besides.

    Raises:
        InputError: nothing was said, or too much.
    """

    kind = "words"
    offers: frozenset[Offer] = frozenset({"words"})
    leaves_out = frozenset({"scene_type", "textures"})
    """Planning says type and style with the rest; textures are cut from pictures."""

    def __init__(self, text: str, pins: Pins | None = None) -> None:
        self.text = " ".join(text.replace("\x00", " ").split())
        self.pins = pins or Pins()
        if not self.text:
            raise InputError('say what room it is to be: --words "a small bedroom with a desk"')
        if len(self.text) > MOST:
            raise InputError(f"{len(self.text)} characters are too many words: at most {MOST} are read")

    @classmethod
    def open(cls, folder: Path) -> WordsSource:
        """The words of a run folder.

        Raises:
            InputError: source.json is damaged.
        """
        path = folder / SOURCE
        held = read_object(path)
        try:
            pins = Pins.model_validate(held.get("pins", {}))
        except ValidationError as error:
            raise InputError(f"{path}: {first_fault(error)}") from error
        return cls(str(held.get("text", "")), pins)

    @property
    def title(self) -> str:
        """The words; long ones are cut short."""
        return self.text if len(self.text) <= 300 else f"{self.text[:297]}..."

    @cached_property
    def brief(self) -> Brief:
        """The words as the rules understand them, with what is fixed."""
        return self.pinned(brief_of(self.text))

    def pinned(self, brief: Brief) -> Brief:
        """A brief with what is fixed, whoever wrote it."""
        pins = self.pins
        first, *others = brief.rooms or (RoomWish(),)
        more = {"type": pins.type, "extent": pins.extent}
        rooms = (first.model_copy(update={k: v for k, v in more.items() if v is not None}), *others)
        own = {"shape": pins.shape, "style": pins.style, "density": pins.density}
        return brief.model_copy(
            update={"rooms": rooms} | {k: v for k, v in own.items() if v is not None}
        )  # fmt: skip

    @property
    def task(self) -> str:
        """The words are the task."""
        fixed = self.pins.model_dump_json(exclude_none=True)
        more = "" if fixed == "{}" else f" Fixed besides: {fixed}"
        return f'Build a room as a scene program from these words: "{self.text}"{more}'

    @property
    def pictures(self) -> list[Path]:
        """None."""
        return []

    def keep(self, folder: Path) -> None:
        """Write the words."""
        held = {"kind": self.kind, "text": self.text, "pins": self.pins.model_dump(exclude_none=True)}
        write_text(folder / SOURCE, json.dumps(held), within=folder)

    def empty(self) -> Survey:
        """A survey that knows nothing."""
        return Survey()


def brief_in(source: Source) -> Brief | None:
    """What the words of a source ask for, as the rules understand them; None where it offers none.

    Raises:
        InputError: it offers words and does not say them.
    """
    if "words" not in source.offers:
        return None
    if isinstance(source, WordsSource):
        return source.brief
    if not isinstance(source, Said):
        raise InputError(f"a source of kind {source.kind!r} offers words: it needs a `text` that says them")
    return brief_of(source.text)
