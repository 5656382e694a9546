"""The Layout Architect: has the layout solved and corrects it."""

from dataclasses import replace

from agents.models.embedded import layout_architect as rules
from agents.specialist import ON_REQUEST, Specialist
from tools.checks.allowed import HARD
from tools.toolbox import architect as toolbox
from tools.toolbox import revising
from tools.toolbox.assets import find_asset
from tools.toolbox.common import finish_turn, hand_on, preview
from tools.toolbox.shell import change_openings

HANDS = (
    toolbox.add_objects,
    toolbox.change_objects,
    toolbox.remove_objects,
    change_openings,
    toolbox.list_objects,
    toolbox.check,
    preview,
    hand_on,
    finish_turn,
)
"""What it corrects a layout with, however that came about."""
TWICE = ("add_objects", "change_objects", "remove_objects", "finish_turn")
"""Of `HANDS`, what a revision does with its seven tools; elsewhere those are the double."""
PLACING = ("layout", "wall_objects", "small_objects", "request")
LAYOUT_ARCHITECT = Specialist(
    name="LayoutArchitect",
    prompt="layout_architect",
    description="Puts the room's shell and every object in its place.",
    colour="blue",
    tools=(toolbox.solve_layout, *HANDS, *revising.REVISING, find_asset),
    mends="place, size, doors and windows",
    hints=(
        *("move", "turn", "rotate", "bigger", "smaller", "wider"),
        *("remove", "add", "place", "closer"),
    ),
    state=("placed",),
    values={"contact_cm": f"{100 * HARD:g}"},
    rules=rules.decide,
    only={
        **ON_REQUEST,
        **dict.fromkeys(TWICE, PLACING),
        **{tool.name: ("revise",) for tool in revising.REVISING},
    },
)
BY_EYE_ARCHITECT = replace(
    LAYOUT_ARCHITECT,
    prompt="layout_by_eye",
    description="Places everything in metres by eye, without the picture tools: for comparison.",
    tools=(toolbox.set_room, *HANDS),
    values={},
    rules=None,
    only=ON_REQUEST,
)
