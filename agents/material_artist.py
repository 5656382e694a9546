"""The Material Artist: colours, materials and textures from the picture."""

from agents.specialist import Specialist
from tools.toolbox import materials as toolbox
from tools.toolbox.analyst import colours, crop
from tools.toolbox.common import finish_turn

MATERIAL_ARTIST = Specialist(
    name="MaterialArtist",
    prompt="material_artist",
    description="Gives every part a material sampled from the picture.",
    tools=(
        crop,
        colours,
        toolbox.make_texture,
        toolbox.list_slots,
        toolbox.set_materials,
        toolbox.preview,
        finish_turn,
    ),
    closing_tools=("finish_turn",),
)
