"""The Geometer: writes what each object is made of."""

from agents.models.embedded import geometer as rules
from agents.specialist import Specialist
from tools.toolbox import geometer as toolbox
from tools.toolbox.assets import find_asset
from tools.toolbox.common import finish_turn, hand_on, preview

GEOMETER = Specialist(
    name="Geometer",
    prompt="geometer",
    description="Models every object in its own frame with kit words.",
    colour="magenta",
    tools=(
        toolbox.kit,
        toolbox.describe_parts,
        toolbox.write_geometry,
        toolbox.preview_object,
        find_asset,
        preview,
        hand_on,
        finish_turn,
    ),
    mends="shape",
    writes="geometry",
    hints=("model", "shape", "curve", "round", "leg", "drawer", "detail", "headboard", "handle"),
    rules=rules.decide,
)
