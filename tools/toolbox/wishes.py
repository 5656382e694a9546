"""What the Analyst can do with words: have a room planned that holds what was asked for."""

from typing import Annotated

from pydantic import BaseModel, Field

from tools import vocabulary
from tools.planner.design import Request, RoomType, Shape, Style
from tools.planner.generate import generate
from tools.planner.planned import survey_of
from tools.planner.wish import Size, Wish
from tools.toolbox.tool import tool
from tools.toolbox.words import room_lines
from tools.workspace import Workspace


class WishedThing(BaseModel):
    """Something that has to be in the room."""

    category: str
    count: int = Field(1, ge=1, le=12)


@tool(edits=True, needs="words")
def plan_room(
    workspace: Workspace,
    room_type: RoomType | None = None,
    style: Style | None = None,
    shape: Shape | None = None,
    size: Size | None = None,
    things: list[WishedThing] = [],  # noqa: B006  # read only, and a schema's default
    without: Annotated[list[str], Field(description="categories there must not be")] = [],  # noqa: B006
    unknown: Annotated[list[str], Field(description="words that none of this can say")] = [],  # noqa: B006
) -> str:
    """Plan the room: its walls, doors and windows, what was asked for, and what such a room has besides."""
    named = [(vocabulary.canonical(t.category) or t.category, t.count) for t in things]
    wish = Wish(room_type, shape, style, size, tuple(named), tuple(without), tuple(unknown))
    request = Request(
        seed=workspace.settings.seed, type=room_type or "living", shape=shape or "rect", style=style,
        rooms=1, size=size, things=wish.things, without=wish.without,
    )  # fmt: skip
    survey = survey_of(generate(request), wish)
    workspace.save_survey(survey)
    said = [t for t in survey.things if t.source == "said"]
    lines = [f"{t.id}: {t.rejected or 'has a place'}" for t in said]
    return "\n".join([room_lines(survey), f"{len(survey.things)} things are planned.", *lines])
