"""The Critic: holds every stage against the picture before work moves on."""

from collections.abc import Sequence
from dataclasses import replace

from agents.models.embedded import critic as rules
from agents.specialist import Specialist
from tools.toolbox import critic as toolbox
from tools.toolbox.materials import preview

CRITIC = Specialist(
    name="Critic",
    prompt="critic",
    description="Compares render and picture and gives the verdict on a stage.",
    colour="red",
    tools=(toolbox.compare, preview, toolbox.submit_verdict),
    rules=rules.decide,
    keep_images=3,
    max_tool_iterations=5,
)


def critic_of(team: Sequence[Specialist]) -> Specialist:
    """The Critic of a team: it knows who mends what, and takes no other name for an owner."""
    owners = {s.name: s.mends for s in team if s.mends}
    mending = ", ".join(f"{name} for {what}" for name, what in owners.items())
    tools = (toolbox.compare, preview, toolbox.verdict_for(tuple(owners)))
    return replace(CRITIC, tools=tools, values={"owners": mending})
