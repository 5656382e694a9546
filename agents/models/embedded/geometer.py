"""The Geometer without a model: a building word for each category, with parameters that the picture gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from agents.models.embedded.decision import Call, Decision, Done, did, refused
from tools.solve import words
from tools.solve.layout import kind_of
from tools.workspace import Workspace

if TYPE_CHECKING:
    from agents.stage import Stage


def decide(stage: Stage, workspace: Workspace, done: Sequence[Done]) -> Decision:
    """Write the geometry of everything that has none, and before that the parts of what is large."""
    if stage.name == "small_detail":
        return Decision(
            text="Building words carry their small parts already; nothing is added without a model."
        )
    answer = did(done, "write_geometry")
    if answer is None:
        cells = _cells(workspace, stage.name)
        if not cells:
            return Decision(text="Everything placed is built.")
        lines = _descriptions(workspace) if stage.name == "geometry" else []
        noted: list[Call] = [("describe_parts", {"descriptions": lines})] if lines else []
        return Decision([*noted, ("write_geometry", {"cells": cells})])
    plain = words.unbuilt(workspace.scene.program)
    said = f" No word makes these, they are plain volumes: {', '.join(plain)}." if plain else ""
    return Decision(
        text=f"Built {_count(answer, workspace)} objects with building words chosen by category; counts and "
        f"styles are those of the words unless a mark said otherwise.{said}{refused(done)}"
    )


def _descriptions(workspace: Workspace) -> list[dict[str, str]]:
    """The large things by their usual parts."""
    sources = words.choose(workspace.survey, workspace.scene.program)
    seen = {t.id: t for t in workspace.survey.things}
    lines = []
    for id, source in sources.items():
        if id in seen and kind_of(seen[id]) == "small":
            continue
        said = ", ".join(seen[id].words) if id in seen else ""
        first = source.strip().splitlines()[0]
        lines.append({"id": id, "parts": f"{said + ': ' if said else ''}{first}"})
    return lines


def _cells(workspace: Workspace, stage: str) -> list[dict[str, Any]]:
    """One cell per building word, holding a line for each object; plain volumes have their own."""
    small = {t.id for t in workspace.survey.things if kind_of(t) == "small"}
    again = {
        o.id for o in workspace.report.objects if (o.id in small) == (stage == "small_geometry")
    } if workspace.afresh else set()  # fmt: skip
    wanted = {
        o.id for o in workspace.report.objects
        if (o.placeholder or o.id in again) and workspace.may_change(o.id)
    }  # fmt: skip
    sources = words.choose(workspace.survey, workspace.scene.program)
    program = workspace.scene.program
    grouped: dict[str, list[str]] = {}
    for id in sources:
        if id not in wanted:
            continue
        word = words.word_for(program.placement(id).category)
        grouped.setdefault(word.name if word else id, []).append(id)
    return [{"ids": ids, "code": "".join(sources[id] for id in ids)} for ids in grouped.values()]


def _count(answer: Done, workspace: Workspace) -> int:
    """How many of the objects that were to be built are."""
    asked = {id for cell in answer.arguments["cells"] for id in cell["ids"]}
    return sum(o.id in asked and not o.placeholder for o in workspace.report.objects)
