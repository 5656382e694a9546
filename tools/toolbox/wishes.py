"""What the Analyst can do with words: have a room planned that holds what was asked for."""

from collections.abc import Mapping

from tools.brief.brief import Brief
from tools.brief.completing import completed, unlisted_in
from tools.errors import ToolError
from tools.picture.planned_room import draw_plan
from tools.planner.asked import request_of
from tools.planner.generate import Standing, generate, gone
from tools.planner.planned import survey_of
from tools.source.words import WordsSource
from tools.survey import Survey, Wished
from tools.toolbox.tool import tool
from tools.toolbox.words import planned_lines, room_lines
from tools.workspace import Workspace

SHOWN = 8
"""Faults of living there that are told at once."""


@tool(edits=True, needs="words")
def plan_room(workspace: Workspace, brief: Brief) -> str:
    """Plan the room: its walls, doors and windows, what was asked for, and what such a room has besides.

    The answer has every place that was found, which of the wishes cannot be had, and what to mend.
    """
    source = workspace.source
    if isinstance(source, WordsSource):
        brief = source.pinned(brief)
        if brief.windows is None:  # "the window" is one, whoever wrote the brief
            brief = brief.model_copy(update={"windows": source.brief.windows})
    if brief.impossible:
        raise ToolError(brief.impossible)
    brief, unlisted = completed(brief), unlisted_in(brief)
    keys = [t.key for t in brief.things]
    if len(set(keys)) < len(keys):
        raise ToolError(f"each thing needs a key of its own: {', '.join(keys)}")
    before = standing(workspace.survey)
    design = generate(request_of(brief, workspace.settings.seed), before=[*before.values()])
    survey = survey_of(design)
    workspace.save_survey(survey)
    lines = [room_lines(survey), planned_lines(survey), *moved_since(before, survey)]
    lines += [f"- {name!r} is no category; near it: {', '.join(near) or 'none'}" for name, near in unlisted]
    lines += [f"Whoever lived there would mend: {what}" for what, _ in design.faults[:SHOWN]]
    if survey.room is not None:
        lines.append(workspace.images.put(draw_plan(survey), "the plan from above: fronts red, windows blue"))
    return "\n".join(lines)


def standing(survey: Survey) -> dict[str, Standing]:
    """What a survey has standing in the room by itself, by its id."""
    things = [t for t in survey.things if isinstance(t, Wished) and t.on is None and not t.rejected]
    return {t.id: (t.category, (t.at[0], t.at[1])) for t in things if t.at is not None}


def moved_since(before: Mapping[str, Standing], survey: Survey) -> list[str]:
    """A line on what stands elsewhere than in the plan before; nothing for a first plan."""
    if not before:
        return []
    ids = [*before]
    missing = [ids[number] for number in gone([*before.values()], [*standing(survey).values()])]
    stays = f"Of {len(before)} things {len(before) - len(missing)} stand where the plan before had them"
    return [f"{stays}; elsewhere or gone: {', '.join(missing)}." if missing else f"{stays}."]
