"""The Layout Architect: has the layout solved and corrects it."""

from agents.specialist import Specialist
from tools.toolbox import architect as toolbox
from tools.toolbox.common import finish_turn, preview
from tools.toolbox.shell import change_openings

HANDS = (
    toolbox.add_objects,
    toolbox.change_objects,
    toolbox.remove_objects,
    change_openings,
    toolbox.list_objects,
    toolbox.check,
    preview,
    finish_turn,
)
"""What it corrects a layout with, however that came about."""
LAYOUT_ARCHITECT = Specialist(
    name="LayoutArchitect",
    prompt="layout_architect",
    description="Puts the room's shell and every object in its place.",
    tools=(toolbox.solve_layout, *HANDS),
    closing_tools=("finish_turn",),
)
BY_EYE = Specialist(
    name="LayoutArchitect",
    prompt="layout_by_eye",
    description="Places everything in metres by eye, without the picture tools: for comparison.",
    tools=(toolbox.set_room, *HANDS),
    closing_tools=("finish_turn",),
)
