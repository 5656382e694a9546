"""The Material Artist: colours, materials and textures from the picture."""

from agents.specialist import Specialist
from tools.desk import materials as desk
from tools.desk.analyst import colours, crop
from tools.desk.common import finish_turn

MATERIAL_ARTIST = Specialist(
    name="MaterialArtist",
    prompt="material_artist",
    description="Gives every part a material sampled from the picture.",
    tools=(crop, colours, desk.make_texture, desk.list_slots, desk.set_materials, desk.preview, finish_turn),
    closing_tools=("finish_turn",),
)
