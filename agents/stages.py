"""The stages of a run in their order: the plan. Everything about a stage but its words is said here."""

from agents.analyst import ANALYST
from agents.critic import CRITIC
from agents.geometer import GEOMETER
from agents.layout_architect import BY_EYE_ARCHITECT, LAYOUT_ARCHITECT
from agents.lighting_director import LIGHTING_DIRECTOR
from agents.material_artist import MATERIAL_ARTIST
from agents.preparing import evaluate, finish_walls, light, relations_told, solve, stands_as_planned
from agents.specialist import Specialist
from agents.stage import Stage
from tools.gates.measures import (
    BUILT,
    CLOSE,
    COLOURS,
    COMPLETE,
    CONTACTS,
    COVERED,
    LIGHT,
    NAMED,
    PLACED,
    PURPOSE,
    RELATIONS,
    SILHOUETTES,
    SOUND,
    SURVEY,
    WISHES,
)

PLAN: tuple[Stage, ...] = (
    Stage("scene_type", ANALYST, gate=False, critic=False),
    Stage("survey", ANALYST, measures=(SURVEY, COMPLETE, WISHES, PURPOSE), shows="survey", answers=4),
    Stage("relations", ANALYST, measures=(RELATIONS,), done=relations_told, critic=False),
    Stage(
        "layout",
        LAYOUT_ARCHITECT,
        kinds=("large",),
        measures=(PLACED, SILHOUETTES, SOUND),
        prepare=solve,
        done=stands_as_planned,
        late=True,
        revisions=2,
        answers=1,
    ),
    Stage(
        "wall_objects",
        LAYOUT_ARCHITECT,
        kinds=("wall",),
        measures=(PLACED, SILHOUETTES),
        prepare=solve,
        done=stands_as_planned,
        late=True,
        answers=1,
    ),
    Stage("descriptions", GEOMETER, gate=False, critic=False),
    Stage("geometry", GEOMETER, kinds=("large", "wall"), measures=(BUILT, SILHOUETTES, CLOSE)),
    Stage(
        "small_objects",
        LAYOUT_ARCHITECT,
        kinds=("small",),
        measures=(PLACED, SILHOUETTES),
        prepare=solve,
        done=stands_as_planned,
        critic=False,
        answers=1,
    ),
    Stage(
        "small_geometry",
        GEOMETER,
        kinds=("large", "wall", "small"),
        measures=(BUILT, SILHOUETTES, CONTACTS),
        late=True,
    ),
    Stage(
        "revise",
        LAYOUT_ARCHITECT,
        kinds=("large", "wall", "small"),
        measures=(WISHES, PURPOSE, SOUND, BUILT),
        prepare=evaluate,
        revisions=3,
        answers=4,
        needs="words",
    ),
    Stage("materials", MATERIAL_ARTIST, measures=(COVERED, COLOURS), prepare=light, quality="lit"),
    Stage("textures", MATERIAL_ARTIST, measures=(COVERED, COLOURS), quality="lit"),
    Stage("lighting", LIGHTING_DIRECTOR, measures=(LIGHT, COLOURS), quality="lit"),
    Stage(
        "final",
        CRITIC,
        kinds=("large", "wall", "small"),
        measures=(
            *(NAMED, COMPLETE, PLACED, BUILT, COVERED, SILHOUETTES, LIGHT, COLOURS),
            *(WISHES, PURPOSE, CLOSE, SOUND),
        ),
        quality="lit",
        answers=None,
    ),
)
SMALL_DETAIL: tuple[Stage, ...] = (
    Stage("small_detail_plan", GEOMETER, gate=False, critic=False),
    Stage("small_detail", GEOMETER, kinds=("large", "wall", "small"), measures=(BUILT, SILHOUETTES)),
)
"""After `small_geometry`, when it is asked for."""
WALLS: tuple[Stage, ...] = (
    Stage("walls", MATERIAL_ARTIST, measures=(COVERED,), done=finish_walls, critic=False, quality="lit"),
)
"""Before `lighting`, when a finish is asked for."""
BY_EYE: tuple[Stage, ...] = (Stage("by_eye", BY_EYE_ARCHITECT, gate=False, critic=False, answers=None),)
"""The picture tools switched off: the layout in metres, as a model judges it by eye. For comparison."""
ROSTER: dict[str, Specialist] = {s.specialist.name: s.specialist for s in PLAN}
"""Everybody who works in the plan, by name."""
