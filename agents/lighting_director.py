"""The Lighting Director: light, exposure and views."""

from agents.specialist import Specialist
from tools.desk import lighting as desk
from tools.desk.common import finish_turn

LIGHTING_DIRECTOR = Specialist(
    name="LightingDirector",
    prompt="lighting_director",
    description="Matches light, exposure and colour cast to the picture.",
    tools=(desk.exposure, desk.set_lighting, desk.add_view, finish_turn),
    closing_tools=("finish_turn",),
)
