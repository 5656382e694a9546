"""The Critic: holds every stage against the picture before work moves on."""

from agents.specialist import Specialist
from tools.toolbox import critic as toolbox

CRITIC = Specialist(
    name="Critic",
    prompt="critic",
    description="Compares render and picture and gives the verdict on a stage.",
    tools=(toolbox.compare, toolbox.submit_verdict),
    closing_tools=("submit_verdict",),
    keep_images=3,
    max_tool_iterations=5,
)
