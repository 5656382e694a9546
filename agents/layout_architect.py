"""The Layout Architect: has the layout solved and corrects it."""

from agents.specialist import Specialist
from tools.desk import architect as desk
from tools.desk.common import finish_turn, preview

LAYOUT_ARCHITECT = Specialist(
    name="LayoutArchitect",
    prompt="layout_architect",
    description="Puts the room's shell and every object in its place.",
    tools=(
        desk.solve_layout,
        desk.add_object,
        desk.move_object,
        desk.rotate_object,
        desk.scale_object,
        desk.remove_object,
        desk.reject_thing,
        desk.list_objects,
        desk.check,
        preview,
        finish_turn,
    ),
    closing_tools=("finish_turn",),
)
