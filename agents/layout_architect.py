"""The Layout Architect: has the layout solved and corrects it."""

from agents.specialist import Specialist
from tools.desk import architect as desk
from tools.desk.common import finish_turn, preview
from tools.desk.shell import change_openings

HANDS = (
    desk.add_objects,
    desk.change_objects,
    desk.remove_objects,
    change_openings,
    desk.list_objects,
    desk.check,
    preview,
    finish_turn,
)
"""What it corrects a layout with, however that came about."""
LAYOUT_ARCHITECT = Specialist(
    name="LayoutArchitect",
    prompt="layout_architect",
    description="Puts the room's shell and every object in its place.",
    tools=(desk.solve_layout, *HANDS),
    closing_tools=("finish_turn",),
)
BY_EYE = Specialist(
    name="LayoutArchitect",
    prompt="layout_by_eye",
    description="Places everything in metres by eye, without the picture tools: for comparison.",
    tools=(desk.set_room, *HANDS),
    closing_tools=("finish_turn",),
)
