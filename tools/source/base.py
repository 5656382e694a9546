"""What every source answers, whatever it is."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Protocol, get_args

from tools.survey import Survey

Offer = Literal["picture", "above", "photo", "several", "looks", "words", "scan"]
"""What a source can bring: a picture is seen from above or is a photo from inside, besides; several: there is
more than one of the room; looks: it shows
colours, materials and light, as a line drawing does not; words: its `text` says them. A tool
or a measure that needs it is left out where it was not brought."""
OFFERS: frozenset[Offer] = frozenset(get_args(Offer))


class Source(Protocol):
    """What somebody brought to make a room from.

    What it tells of each thing is in the survey: `Seen` in a picture, `Measured` in metres, or `Wished` for.
    """

    @property
    def kind(self) -> str:
        """One word; `source.json` says it."""

    @property
    def title(self) -> str:
        """What a list calls it."""

    @property
    def offers(self) -> frozenset[Offer]:
        """What it brings; tools and measures go by it. Soundness is measured always."""

    @property
    def leaves_out(self) -> frozenset[str]:
        """Names of stages that the plan has no use for."""

    @property
    def task(self) -> str:
        """What is asked of the team, in a sentence."""

    @property
    def pictures(self) -> list[Path]:
        """What specialists see of it."""

    def keep(self, folder: Path) -> None:
        """Write what a run needs of it into a run folder, and `source.json` with it."""

    def empty(self) -> Survey:
        """The survey before anybody looked."""
