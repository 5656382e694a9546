"""The Lighting Director: light, exposure and views."""

from agents.specialist import Specialist
from tools.toolbox import lighting as toolbox
from tools.toolbox.common import finish_turn

LIGHTING_DIRECTOR = Specialist(
    name="LightingDirector",
    prompt="lighting_director",
    description="Matches light, exposure and colour cast to the picture.",
    tools=(toolbox.exposure, toolbox.set_lighting, toolbox.add_view, finish_turn),
    closing_tools=("finish_turn",),
)
