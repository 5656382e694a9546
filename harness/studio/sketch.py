"""The room that marks come to, in 3D while they are drawn: solved, built and coloured by rules."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from harness.studio.marking import Sheet
from harness.studio.messages import Placed
from harness.studio.state import placed_of
from tools.blender.worker import Worker
from tools.measured import SceneReport
from tools.program.edit_code import set_cell, write_geometry
from tools.program.program import Program
from tools.program.read import read
from tools.scene.building import Building
from tools.scene.scene import complete
from tools.shown import ShownThing
from tools.solve import layout, materials, words
from tools.survey import Survey

WEARS = re.compile(r'wear\("([^"]+)"')
"""A line of our own materials cell that says what a thing wears."""


class Drawn(Placed):
    """What stands in the room by the marks so far."""

    left: dict[str, str]
    """Why a thing is not placed, by id."""


class Sketch:
    """Draws what is marked on one picture; safe to use from several threads.

    Nothing of it is kept: the team reads the marks themselves.

    Args:
        sheet: the picture and its marks.
        worker: gives the worker that runs the program; asked when it is needed.
    """

    def __init__(self, sheet: Sheet, worker: Callable[[], Worker]) -> None:
        self._sheet, self._worker = sheet, worker
        self._lock = threading.Lock()
        self._number = 0
        self._shown: dict[str, ShownThing] = {}
        self._building: Building | None = None
        self._last: _Drawn | None = None
        self._colours = ""
        """The materials cell: of the marks as they were when colours were last sampled."""

    def draw(self) -> Drawn | None:
        """The room by the marks that were kept last, in the colours sampled before; None without a floor.

        Raises:
            RoomError: it cannot be built.
        """
        with self._lock:
            survey = self._sheet.survey
            if survey is None:
                return None
            plan = layout.solve(survey)
            text = plan.apply("")
            sources = words.choose(survey, read(text))
            if sources:
                text = write_geometry(text, list(sources), "".join(sources.values()))
            return self._run(text, survey, plan.rejected)

    def colour(self) -> Drawn | None:
        """What was drawn last, in colours sampled anew; None when they are the same.

        Raises:
            RoomError: it cannot be built.
        """
        with self._lock:
            last = self._last
            if last is None:
                return None
            found = materials.choose(self._sheet.pixels, last.survey, read(last.text), last.report)
            if found == self._colours:
                return None
            self._colours = found
            return self._run(last.text, last.survey, last.left)

    def geometry(self, digests: Iterable[str]) -> list[ShownThing]:
        """The geometry of these digests, as far as it is still shown."""
        return [self._shown[digest] for digest in digests if digest in self._shown]

    def _run(self, text: str, survey: Survey, left: dict[str, str]) -> Drawn:
        program = read(text)
        text_worn = complete(set_cell(text, "materials", _worn(self._colours, program)))
        if self._building is None:
            self._building = Building(self._worker(), self._sheet.folder)
        built = self._building.build(read(text_worn), shown=True)
        assert built.shown is not None
        self._last = _Drawn(text, survey, left, built.report)
        self._shown = {thing.digest: thing for thing in built.shown.things.values()}
        self._number += 1
        placed = placed_of(program, built.report, built.shown, self._number)
        return Drawn(**dict(placed), left=left)


@dataclass(frozen=True)
class _Drawn:
    """A program without colours, what it was made from, and how its things stand."""

    text: str
    survey: Survey
    left: dict[str, str]
    report: SceneReport


def _worn(colours: str, program: Program) -> str:
    """A materials cell without what things wear that are not there."""
    there = {"room", *program.ids}
    lines = [(line, WEARS.match(line)) for line in colours.splitlines(keepends=True)]
    return "".join(line for line, wears in lines if wears is None or wears[1] in there)
