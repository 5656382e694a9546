"""The Geometer: writes what each object is made of."""

from agents.specialist import Specialist
from tools.desk import geometer as desk
from tools.desk.common import finish_turn, preview

GEOMETER = Specialist(
    name="Geometer",
    prompt="geometer",
    description="Models every object in its own frame with kit words.",
    tools=(desk.kit, desk.describe_parts, desk.write_geometry, desk.preview_object, preview, finish_turn),
    closing_tools=("finish_turn",),
)
