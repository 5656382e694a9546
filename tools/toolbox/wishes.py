"""What the Analyst can do with words: have a room planned that holds what was asked for."""

from tools.brief.brief import Brief
from tools.errors import ToolError
from tools.planner.asked import request_of
from tools.planner.generate import generate
from tools.planner.planned import survey_of
from tools.source.words import WordsSource
from tools.toolbox.tool import tool
from tools.toolbox.words import room_lines
from tools.workspace import Workspace


@tool(edits=True, needs="words")
def plan_room(workspace: Workspace, brief: Brief) -> str:
    """Plan the room: its walls, doors and windows, what was asked for, and what such a room has besides."""
    source = workspace.source
    if isinstance(source, WordsSource):
        brief = source.pinned(brief)
    keys = [t.key for t in brief.things]
    if len(set(keys)) < len(keys):
        raise ToolError(f"each thing needs a key of its own: {', '.join(keys)}")
    design = generate(request_of(brief, workspace.settings.seed))
    survey = survey_of(design)
    workspace.save_survey(survey)
    said = [t for t in survey.things if t.source == "said"]
    lines = [f"{t.id}: {t.rejected or 'has a place'}" for t in said]
    return "\n".join([room_lines(survey), f"{len(survey.things)} things are planned.", *lines])
