"""The Analyst: names what is seen and marks it in pixels."""

from agents.specialist import Specialist
from tools.toolbox import analyst as toolbox

ANALYST = Specialist(
    name="Analyst",
    prompt="analyst",
    description="Reads the picture: names things and marks them in pixels.",
    tools=(
        toolbox.set_scene_type,
        toolbox.crop,
        toolbox.colours,
        toolbox.measure,
        toolbox.submit_room,
        toolbox.submit_things,
        toolbox.finish_survey,
        toolbox.set_relations,
    ),
    closing_tools=("finish_survey", "set_relations"),
    keep_images=4,
    max_tool_iterations=10,
)
