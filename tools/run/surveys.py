"""The survey of a run, read once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tools.files import read_model, write_text
from tools.run_files import SURVEY
from tools.survey import Survey


class SurveyStore:
    """survey.json: parsed when it is first wanted, and again only when the file has changed.

    Args:
        folder: the run folder.
        empty: what stands in before anything was surveyed.
    """

    def __init__(self, folder: Path, empty: Callable[[], Survey]) -> None:
        self.path, self._empty = folder / SURVEY, empty
        self._held: tuple[tuple[int, int], Survey] | None = None

    @property
    def exists(self) -> bool:
        """Whether anything was surveyed yet."""
        return self.path.exists()

    def read(self) -> Survey:
        """The survey; it is shared, so change a copy and `save` it.

        Raises:
            InputError: the file is no survey of this version.
        """
        try:
            state = self.path.stat()
        except FileNotFoundError:
            return self._empty()
        mark = (state.st_mtime_ns, state.st_size)
        if self._held is None or self._held[0] != mark:
            self._held = (mark, read_model(self.path, Survey))
        return self._held[1]

    def save(self, survey: Survey) -> None:
        """Write survey.json."""
        write_text(self.path, survey.model_dump_json(indent=1), within=self.path.parent)
        self._held = None
