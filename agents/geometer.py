"""The Geometer: writes what each object is made of."""

from agents.specialist import Specialist
from tools.toolbox import geometer as toolbox
from tools.toolbox.common import finish_turn, preview

GEOMETER = Specialist(
    name="Geometer",
    prompt="geometer",
    description="Models every object in its own frame with kit words.",
    tools=(
        toolbox.kit,
        toolbox.describe_parts,
        toolbox.write_geometry,
        toolbox.preview_object,
        preview,
        finish_turn,
    ),
    closing_tools=("finish_turn",),
)
