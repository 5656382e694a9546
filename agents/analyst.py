"""The Analyst: names what is seen and marks it in pixels."""

from agents.models.embedded import analyst as rules
from agents.specialist import Specialist
from tools.toolbox import analyst as toolbox
from tools.toolbox import photo, scan, several, wishes
from tools.toolbox.common import hand_on

ANALYST = Specialist(
    name="Analyst",
    prompt="analyst",
    description="Reads the picture: names things and marks them in pixels.",
    colour="cyan",
    tools=(
        wishes.plan_room,
        scan.measure_scan,
        toolbox.set_scene_type,
        toolbox.crop,
        toolbox.colours,
        toolbox.measure,
        toolbox.submit_room,
        photo.submit_walls,
        toolbox.submit_things,
        several.submit_picture,
        several.same_things,
        toolbox.state_sizes,
        toolbox.finish_survey,
        toolbox.set_relations,
        hand_on,
    ),
    mends="a wrong mark or name",
    state=("room", "marked"),
    rules=rules.decide,
    only={"hand_on": ("request",), "set_relations": ("relations", "request")},
    max_tool_iterations=10,
)
