"""A room in words: "a small bedroom with a desk"."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path

from tools.errors import InputError
from tools.files import read_object, write_text
from tools.planner.wish import Wish, understood
from tools.run_files import SOURCE
from tools.source.base import Offer
from tools.survey import Survey

MOST = 2000
"""Characters that are read."""


class WordsSource:
    """What somebody said.

    Args:
        text: as it was said.

    Raises:
        InputError: nothing was said, or too much.
    """

    kind = "words"
    offers: frozenset[Offer] = frozenset({"words"})
    leaves_out = frozenset({"scene_type", "textures"})
    """Planning says type and style with the rest; textures are cut from pictures."""

    def __init__(self, text: str) -> None:
        self.text = " ".join(text.split())
        if not self.text:
            raise InputError('say what room it is to be: --words "a small bedroom with a desk"')
        if len(self.text) > MOST:
            raise InputError(f"{len(self.text)} characters are too many words: at most {MOST} are read")

    @classmethod
    def open(cls, folder: Path) -> WordsSource:
        """The words of a run folder."""
        return cls(str(read_object(folder / SOURCE).get("text", "")))

    @property
    def title(self) -> str:
        """The words, cut short."""
        return self.text if len(self.text) <= 60 else f"{self.text[:57]}..."

    @cached_property
    def wish(self) -> Wish:
        """The words as the rules understand them."""
        return understood(self.text)

    @property
    def task(self) -> str:
        """The words are the task."""
        return f'Build a room as a scene program from these words: "{self.text}"'

    @property
    def pictures(self) -> list[Path]:
        """None."""
        return []

    def keep(self, folder: Path) -> None:
        """Write the words."""
        write_text(folder / SOURCE, json.dumps({"kind": self.kind, "text": self.text}), within=folder)

    def empty(self) -> Survey:
        """A survey that knows nothing."""
        return Survey()
