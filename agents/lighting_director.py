"""The Lighting Director: light, exposure and views."""

from agents.models.embedded import lighting_director as rules
from agents.specialist import Specialist
from tools.toolbox import lighting as toolbox
from tools.toolbox.colours import match_colours
from tools.toolbox.common import finish_turn, hand_on
from tools.toolbox.materials import preview

LIGHTING_DIRECTOR = Specialist(
    name="LightingDirector",
    prompt="lighting_director",
    description="Matches light, exposure and colour cast to the picture.",
    colour="bright_yellow",
    tools=(
        toolbox.exposure,
        toolbox.set_lighting,
        match_colours,
        toolbox.add_view,
        preview,
        hand_on,
        finish_turn,
    ),
    mends="light",
    hints=("light", "dark", "bright", "lamp", "sun", "shadow", "exposure", "warm", "cold"),
    state=("lighting", "lights", "exposure"),
    rules=rules.decide,
    side=640,  # it goes by numbers and points at no pixels
)
