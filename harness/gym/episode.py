"""One episode: a room in a folder of its own, how it begins, a tool call in it, and what it is worth."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError, create_model

from harness.making import run
from harness.runs.folder import find_scene
from tools.blender.worker import Worker
from tools.brief.brief import Brief
from tools.errors import InputError, RoomError
from tools.gates.faults import fault_scores
from tools.gates.silhouettes import score
from tools.gates.wishes import wish_scores
from tools.planner.asked import request_of
from tools.planner.generate import generate
from tools.planner.planned import survey_of
from tools.program import edit, edit_code
from tools.program.read import read
from tools.run_files import ASSETS, HISTORY, SCENE, STATE, TEXTURES
from tools.solve import finishing, layout, words
from tools.solve.silhouettes import silhouettes
from tools.source.words import WordsSource
from tools.toolbox import revising
from tools.toolbox.words import scene_lines
from tools.workspace import Workspace

Start = Literal["empty", "planned", "built"]
"""The bare shell; boxes where the planner puts things; and those built and dressed."""
TOOLS = {tool.name: tool.function for tool in revising.REVISING}
"""What an action can call, by name."""
TERMINATE = revising.terminate.name
KEPT = (*STATE, HISTORY, TEXTURES, ASSETS)
"""What of a run's folder an episode needs."""


class Episode:
    """A room being revised.

    Args:
        folder: its own, empty.
        worker: Blender.
    """

    def __init__(self, folder: Path, worker: Worker) -> None:
        self.folder, self.worker = folder, worker
        self.workspace: Workspace

    def begin_with_words(self, text: str, seed: int, start: Start) -> None:
        """A room planned from words; the same words and seed give the same room."""
        source = WordsSource(text)
        if source.brief.says_nothing:
            raise InputError(f"{text!r}: nothing of it says what room it is to be")
        source.keep(self.folder)
        survey = survey_of(generate(request_of(source.brief, seed)))
        self.workspace = Workspace(self.folder, self.worker)
        program = layout.solve(survey).apply("")
        if start == "empty":
            program = edit.set_cell(program, "layout", "")
            survey = survey.model_copy(update={"things": [], "relations": [], "notes": []})
        elif start == "built":
            for id, code in words.choose(survey, read(program)).items():
                program = edit_code.write_geometry(program, [id], code)
            program = edit.set_cell(program, "materials", finishing.choose(survey, read(program), seed))
        self.workspace.save_survey(survey)
        self.workspace.apply(lambda _: program, why="the room at first")

    def begin_with_picture(self, picture: Path, made: Path) -> None:
        """What the embedded rules make of a picture (minutes; `made` keeps it for the next time)."""
        if not (made / SCENE).is_file():
            run(picture, settings={"model": "embedded"}, out=made, force=True)
        self.begin_with_run(made)

    def begin_with_run(self, made: Path) -> None:
        """A copy of a run's room."""
        found = find_scene(made)
        for name in KEPT:
            if (found / name).is_dir():
                shutil.copytree(found / name, self.folder / name)
            elif (found / name).is_file():
                shutil.copy2(found / name, self.folder / name)
        self.workspace = Workspace(self.folder, self.worker)

    def call(self, name: str, arguments: str) -> str:
        """Call a tool; returns its answer.

        Raises:
            RoomError: there is no such tool, the arguments are none of its, or it refused.
        """
        if name not in TOOLS:
            raise InputError(f"there is no tool {name!r}: {', '.join(TOOLS)}")
        function = TOOLS[name]
        given = _arguments(function, arguments)
        return function(self.workspace, **given)

    def rewards(self) -> dict[str, float | None]:
        """Soundness, wishes and likeness, each 0 to 1; None for what the source cannot have measured."""
        scores: dict[str, float] = fault_scores(self.workspace)[0] | wish_scores(self.workspace)[0]
        likeness = None
        if self.workspace.has_picture and self.workspace.survey.camera is not None:
            likeness = score(silhouettes(self.workspace, ("large", "wall", "small")))
        return {
            "soundness": scores.get("sound", 1.0),
            "wishes": scores.get("wishes"),
            "likeness": likeness,
        }

    def state(self) -> str:
        """Everything that stands there, and what is measured to be wrong, as lines of ASCII."""
        brief: Brief | None = self.workspace.survey.brief
        source = self.workspace.source
        asked = [f"Asked for: {source.text}"] if isinstance(source, WordsSource) else []
        if brief is not None and brief.unknown:
            asked.append(f"Not understood: {', '.join(brief.unknown)}")
        report = self.workspace.report
        xs, ys = zip(*report.room.floor_polygon, strict=True)
        extent = f"x {min(xs):.2f} to {max(xs):.2f}, y {min(ys):.2f} to {max(ys):.2f}"
        shell = f"Room {extent}, {report.room.height:.2f} m high."
        lines = [*asked, shell, scene_lines(report), f"Measured: {revising.evaluated(self.workspace)}"]
        return "\n".join(lines).encode("ascii", "replace").decode()


def _arguments(function: Any, text: str) -> dict[str, Any]:
    """Arguments as JSON text, held against the tool's own types."""
    hints = {k: v for k, v in function.__annotations__.items() if k not in ("workspace", "return")}
    model = create_model("Arguments", **{name: (kind, ...) for name, kind in hints.items()})  # type: ignore[call-overload]
    try:
        found = TypeAdapter(model).validate_python(json.loads(text or "{}"))
    except (ValueError, ValidationError, RecursionError) as error:
        first = str(error).splitlines()[0]
        raise InputError(f"the arguments are none of {', '.join(hints)}: {first}") from error
    return {name: getattr(found, name) for name in hints}


def refusal(error: RoomError) -> str:
    """A refusal in one line of ASCII."""
    return " ".join(str(error).split()).encode("ascii", "replace").decode()[:500]
