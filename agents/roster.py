"""The six specialists by name."""

from agents.analyst import ANALYST
from agents.critic import CRITIC
from agents.geometer import GEOMETER
from agents.layout_architect import LAYOUT_ARCHITECT
from agents.lighting_director import LIGHTING_DIRECTOR
from agents.material_artist import MATERIAL_ARTIST
from agents.specialist import Specialist

ROSTER: dict[str, Specialist] = {
    s.name: s for s in (ANALYST, LAYOUT_ARCHITECT, GEOMETER, MATERIAL_ARTIST, LIGHTING_DIRECTOR, CRITIC)
}
