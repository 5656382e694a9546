"""The Critic: holds every stage against the picture before work moves on."""

from agents.specialist import Specialist
from tools.desk import critic as desk

CRITIC = Specialist(
    name="Critic",
    prompt="critic",
    description="Compares render and picture and gives the verdict on a stage.",
    tools=(desk.compare, desk.submit_verdict),
    closing_tools=("submit_verdict",),
    keep_images=3,
    max_tool_iterations=5,
)
