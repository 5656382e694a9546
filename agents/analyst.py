"""The Analyst: names what is seen and marks it in pixels."""

from agents.specialist import Specialist
from tools.desk import analyst as desk

ANALYST = Specialist(
    name="Analyst",
    prompt="analyst",
    description="Reads the picture: names things and marks them in pixels.",
    tools=(
        desk.set_scene_type,
        desk.crop,
        desk.colours,
        desk.measure,
        desk.submit_room,
        desk.submit_things,
        desk.finish_survey,
        desk.set_relations,
    ),
    closing_tools=("finish_survey", "set_relations"),
    keep_images=4,
    max_tool_iterations=10,
)
