# %% kit
# The words below (place, furnish, wear, ...) lie in room_kit.py: beside this file or, in a .blend, beside
# this text. Drawing Room writes this cell anew; put your own code in the cells below.
import os
import sys

import bpy

sys.modules.pop("room_kit", None)  # run twice in one Blender, a room starts afresh
_here = globals().get("__file__") or "scene.py"
_text, _kit = bpy.data.texts.get(os.path.basename(_here)), bpy.data.texts.get("room_kit.py")
_here = bpy.path.abspath(_text.filepath) if _text and _text.filepath else os.path.abspath(_here)
sys.path.insert(0, os.path.dirname(_here))
if _kit and not os.path.exists(os.path.join(sys.path[0], "room_kit.py")):
    sys.modules["room_kit"] = _kit.as_module()
from room_kit import *  # noqa: E402, F403

# %% room
room(floor=[(-2.53, -1.95), (2.53, -1.95), (2.53, 1.95), (-2.53, 1.95)], height=2.699, wall=0.125)
door("door_1", wall=2, at=4.484, size=(0.856, 2.05))
window("window_1", wall=0, at=2.536, size=(1.675, 1.42), sill=0.78)
# %% layout
place("bed_1", "bed", at=(0.01, 0.915), size=(1.725, 2.067, 1.014), yaw=0)
place("nightstand_1", "nightstand", at=(-1.127, 1.747), size=(0.453, 0.402, 0.519), yaw=0)
place("nightstand_2", "nightstand", at=(1.14, 1.744), size=(0.45, 0.408, 0.516), yaw=0)
place("rug_1", "rug", at=(0.007, 0.902), size=(2.554, 1.891, 0.015), yaw=0)
place("wardrobe_1", "wardrobe", at=(2.233, -0.856), size=(2.155, 0.593, 2.076), yaw=-90)
place("dresser_1", "dresser", at=(-1.811, -1.733), size=(1.084, 0.432, 0.914), yaw=180)
place("armchair_1", "armchair", at=(2.101, 1.48), size=(0.751, 0.855, 0.841), yaw=-90)
place("floor_lamp_1", "floor lamp", at=(2.285, 0.837), size=(0.449, 0.399, 1.612), yaw=0)
place("vanity_table_1", "vanity table", at=(0.009, -1.714), size=(0.9, 0.467, 0.712), yaw=180)
place("office_chair_1", "office chair", at=(0.091, -1.271), size=(0.642, 0.464, 1.106), yaw=0)
place("basket_1", "basket", at=(-2.313, -0.478), size=(0.432, 0.432, 0.588), yaw=0)
place("curtain_1", "curtain", at=(-1.018, -1.882), size=(0.392, 0.134, 2.195), z=0.025, yaw=180, mount="wall")
place("curtain_2", "curtain", at=(1.038, -1.882), size=(0.392, 0.133, 2.162), z=0.025, yaw=180, mount="wall")
place("wall_mirror_1", "wall mirror", at=(-1.801, -1.932), size=(0.507, 0.036, 0.801), z=1.145, yaw=180, mount="wall")
place("picture_1", "picture", at=(0.007, 1.932), size=(1.002, 0.033, 0.501), z=1.297, yaw=0, mount="wall")
place("picture_2", "picture", at=(-2.514, -0.011), size=(0.831, 0.031, 0.582), z=1.35, yaw=90, mount="wall")
place("picture_3", "picture", at=(1.014, 1.933), size=(0.565, 0.03, 0.747), z=1.345, yaw=0, mount="wall")
place("throw_pillow_1", "throw pillow", at=(-0.011, 0.052), size=(0.445, 0.219, 0.375), yaw=0, on="armchair_1")
place("desk_lamp_1", "desk lamp", at=(0.291, -0.009), size=(0.156, 0.306, 0.399), yaw=0, on="vanity_table_1")
place("small_plant_1", "small plant", at=(-0.014, -0.053), size=(0.14, 0.144, 0.259), yaw=0, on="vanity_table_1")
place("cup_1", "cup", at=(-0.097, 0.097), size=(0.091, 0.091, 0.09), yaw=0, on="vanity_table_1")
place("pillow_1", "pillow", at=(-0.395, 0.599), size=(0.673, 0.446, 0.14), yaw=0, on="bed_1")
place("pillow_2", "pillow", at=(0.391, 0.595), size=(0.671, 0.453, 0.14), yaw=0, on="bed_1")
place("throw_pillow_2", "throw pillow", at=(0.009, 0.161), size=(0.447, 0.255, 0.399), yaw=0, on="bed_1")
place("blanket_1", "blanket", at=(-0.005, -0.468), size=(1.695, 0.464, 0.04), yaw=0, on="bed_1")
place("table_lamp_1", "table lamp", at=(0.004, 0.018), size=(0.252, 0.251, 0.519), yaw=0, on="nightstand_1")
place("alarm_clock_1", "alarm clock", at=(0.114, -0.15), size=(0.139, 0.068, 0.1), yaw=0, on="nightstand_1")
place("table_lamp_2", "table lamp", at=(-0.006, 0.019), size=(0.296, 0.296, 0.42), yaw=0, on="nightstand_2")
place("book_stack_1", "book stack", at=(-0.072, -0.045), size=(0.211, 0.282, 0.08), yaw=0, on="dresser_1")
place("decor_1", "decor", at=(0.178, 0.113), size=(0.191, 0.101, 0.217), yaw=0, on="dresser_1")
place("perfume_bottle_1", "perfume bottle", at=(-0.286, -0.111), size=(0.064, 0.064, 0.149), yaw=0, on="dresser_1")
place("vase_1", "vase", at=(0.294, -0.09), size=(0.147, 0.147, 0.337), yaw=0, on="dresser_1")
# %% geometry:bed_1
furnish("bed_1", bed, style="modern", pillows=0, cushions=0, blanket=False, mattress_top=0.507, seed=124)
# %% geometry:nightstand_1
furnish("nightstand_1", nightstand, style="modern")
furnish("nightstand_2", nightstand, style="modern")
# %% geometry:rug_1
furnish("rug_1", rug, style="modern", pattern="plain", fringe=False, shape="rectangle", seed=416)
# %% geometry:wardrobe_1
furnish("wardrobe_1", wardrobe, style="modern")
# %% geometry:dresser_1
furnish("dresser_1", dresser, style="modern")
# %% geometry:armchair_1
furnish("armchair_1", armchair, style="modern", pillows=0, seed=445)
# %% geometry:floor_lamp_1
furnish("floor_lamp_1", floor_lamp, style="modern")
# %% geometry:vanity_table_1
furnish("vanity_table_1", vanity_table, style="modern")
# %% geometry:office_chair_1
furnish("office_chair_1", office_chair, style="modern")
# %% geometry:basket_1
furnish("basket_1", basket, style="modern")
# %% geometry:curtain_1
furnish("curtain_1", curtain, style="modern", rod=True, kind="drawn", seed=969)
furnish("curtain_2", curtain, style="modern", rod=True, kind="drawn", seed=611)
# %% geometry:wall_mirror_1
furnish("wall_mirror_1", wall_mirror, style="modern", shape="rectangle")
# %% geometry:picture_1
furnish("picture_1", picture, style="modern")
furnish("picture_2", picture, style="modern")
furnish("picture_3", picture, style="modern")
# %% geometry:throw_pillow_1
furnish("throw_pillow_1", throw_pillow, style="modern", seed=739)
furnish("throw_pillow_2", throw_pillow, style="modern", seed=89)
# %% geometry:desk_lamp_1
furnish("desk_lamp_1", desk_lamp, style="modern")
# %% geometry:small_plant_1
furnish("small_plant_1", small_plant, style="modern", habit="bushy")
# %% geometry:cup_1
furnish("cup_1", cup, style="modern")
# %% geometry:pillow_1
furnish("pillow_1", pillow, style="modern", seed=827)
furnish("pillow_2", pillow, style="modern", seed=265)
# %% geometry:blanket_1
furnish("blanket_1", blanket, style="modern", seed=739)
# %% geometry:table_lamp_1
furnish("table_lamp_1", table_lamp, style="modern")
furnish("table_lamp_2", table_lamp, style="modern")
# %% geometry:alarm_clock_1
furnish("alarm_clock_1", alarm_clock, style="modern")
# %% geometry:book_stack_1
furnish("book_stack_1", book_stack, style="modern")
# %% geometry:decor_1
furnish("decor_1", decor, style="modern")
# %% geometry:perfume_bottle_1
furnish("perfume_bottle_1", perfume_bottle, style="modern")
# %% geometry:vase_1
furnish("vase_1", vase, style="modern")
# %% materials
material("wood_floor", "wood floor", color="#a8836c")
material("wall_paint", "wall paint", color="#e7e4db")
material("paint", "paint", color="#d9e3e7")
material("linen", "linen", color="#d2cabf")
material("wood", "wood", color="#e1a974")
material("rug", "rug", color="#a9745d")
material("wood_2", "wood", color="#ab947f")
material("walnut", "walnut", color="#b0987b")
material("linen_2", "linen", color="#e79609")
material("lampshade", "lampshade", color="#e8cfb4")
material("fabric", "fabric", color="#191a1c")
material("linen_3", "linen", color="#9a9996")
material("walnut_2", "walnut", color="#523f2a")
material("wood_3", "wood", color="#8b6741")
material("paper", "paper", color="#8b6741")
material("wood_4", "wood", color="#cea56a")
material("paper_2", "paper", color="#cea56a")
material("linen_4", "linen", color="#d6510e")
material("lampshade_2", "lampshade", color="#e8dcc7")
material("ceramic", "ceramic", color="#414d22")
material("ceramic_2", "ceramic", color="#604233")
material("linen_5", "linen", color="#c08228")
material("ceramic_3", "ceramic", color="#aea6a7")
material("wood_5", "wood", color="#aea6a7")
material("paper_3", "paper", color="#5c6b4f")
material("ceramic_4", "ceramic", color="#b0b1b4")
material("wood_6", "wood", color="#b0b1b4")
material("ceramic_5", "ceramic", color="#c9d3d4")
material("floor_picture", "wood floor", color="#ae8b77", texture="textures/floor.webp", tile=(1.64, 1.64))
material("rug_1_picture", "rug", color="#ab7864", texture="textures/rug_1.webp", tile=(0.62, 0.62))
wear("room", floor="floor_picture", walls="wall_paint", cap="paint")
wear("bed_1", duvet="linen", fabric="linen")
wear("nightstand_1", body="wood", drawer="wood", leg="wood", top="wood")
wear("nightstand_2", body="wood", drawer="wood", leg="wood", top="wood")
wear("rug_1", "rug_1_picture")
wear("wardrobe_1", body="wood_2", door="wood_2", top="wood_2", trim="wood_2")
wear("dresser_1", body="walnut", drawer="walnut", leg="walnut", top="walnut")
wear("armchair_1", cushion="linen_2", fabric="linen_2")
wear("floor_lamp_1", shade="lampshade")
wear("vanity_table_1", body="wood", drawer="wood", leg="wood", top="wood")
wear("office_chair_1", seat="fabric")
wear("curtain_1", curtain="linen_3")
wear("curtain_2", curtain="linen_3")
wear("wall_mirror_1", frame="walnut_2")
wear("picture_1", frame="wood_3", paper="paper")
wear("picture_2", frame="wood_3", paper="paper")
wear("picture_3", frame="wood_4", paper="paper_2")
wear("throw_pillow_1", "linen_4")
wear("desk_lamp_1", shade="lampshade_2")
wear("small_plant_1", pot="ceramic")
wear("cup_1", "ceramic_2")
wear("pillow_1", "linen")
wear("pillow_2", "linen")
wear("throw_pillow_2", "linen_5")
wear("blanket_1", "linen_5")
wear("table_lamp_1", shade="lampshade_2")
wear("alarm_clock_1", paper="ceramic_3", wood="wood_5")
wear("table_lamp_2", shade="lampshade")
wear("book_stack_1", cover_4="paper_3", cover_5="paper_3")
wear("decor_1", ceramic="ceramic_4", wood="wood_6")
wear("vase_1", "ceramic_5")
# %% lighting
sun(elevation=47, azimuth=151, strength=8.6, kelvin=5300)
sky(strength=1.683, kelvin=5000)
area_light("ceiling_1", at=(0.0, 0.0, 2.649), size=(4.048, 3.119), power=26.1, kelvin=5000)
area_light("day_window_1", at=(0.006, -1.75, 1.49), look_at=(0.006, 1.25, 0.4), size=(1.675, 1.42), power=38, kelvin=5500)
lamp_light("floor_lamp_1_light", on="floor_lamp_1", power=12.25, kelvin=3000)
lamp_light("table_lamp_1_light", on="table_lamp_1", power=3.89, kelvin=3000)
lamp_light("table_lamp_2_light", on="table_lamp_2", power=2.57, kelvin=3000)
exposure(-2.002, white=5525, contrast="medium")
# %% camera
camera("reference", at=(-0.22228097, 0.35089734, 14.80418457), rotation=(0, 0, 0), focal=2.11511004, shift=(0.03871339, -0.06135182), resolution=(1024, 800))
# %% run
finish()
