"""The Material Artist: colours, materials and textures from the picture."""

from agents.models.embedded import material_artist as rules
from agents.specialist import Specialist
from tools.kit.materials.textures import PATTERNS
from tools.toolbox import materials as toolbox
from tools.toolbox.analyst import colours, crop
from tools.toolbox.colours import match_colours
from tools.toolbox.common import finish_turn, hand_on

MATERIAL_ARTIST = Specialist(
    name="MaterialArtist",
    prompt="material_artist",
    description="Gives every part a material sampled from the picture.",
    colour="yellow",
    tools=(
        crop,
        colours,
        toolbox.make_texture,
        toolbox.draw_texture,
        toolbox.cut_out,
        match_colours,
        toolbox.list_slots,
        toolbox.set_materials,
        toolbox.preview,
        hand_on,
        finish_turn,
    ),
    mends="colour",
    hints=(
        *("colour", "color", "material", "texture", "wood", "fabric", "paint"),
        *("blue", "red", "green"),
    ),
    writes="materials",
    state=("palette",),
    values={"patterns": ", ".join(PATTERNS)},
    rules=rules.decide,
)
