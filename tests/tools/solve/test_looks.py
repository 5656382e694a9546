import numpy as np
import pytest

from tests.tools.solve.rooms import CAMERA, HEIGHT, Truth, outline, survey_of
from tools.measured import ObjectReport, PartReport, RoomReport, SceneReport
from tools.picture.region import mask_of
from tools.program.read import read
from tools.solve import kinds, layout, materials, swatches
from tools.solve.palette import Palette

SOFA = Truth("sofa", (-1.0, 1.4), (2.0, 0.9, 0.8), marks={"top": 0.8})
RUG = Truth("rug", (1.2, -0.8), (2.2, 1.6, 0.015), marks={"facing": None})


def painted() -> np.ndarray:
    """A picture of the room: brown floor, white walls, a blue sofa, a red rug."""
    image = np.full((CAMERA.height, CAMERA.width, 3), 250, np.uint8)
    size = (CAMERA.width, CAMERA.height)
    image[mask_of(outline(HEIGHT), size)] = (225, 225, 222)
    image[mask_of(outline(0.0), size)] = (140, 100, 60)
    for truth, color in ((RUG, (170, 40, 40)), (SOFA, (40, 60, 160))):
        box = truth.mark("x").box
        assert box is not None
        image[mask_of(box, size)] = color
    return image


def part(slot: str) -> PartReport:
    return PartReport(name=slot, slot=slot, material=None, low=(0, 0, 0), high=(1, 1, 1), triangles=1)


def report_of(**slots: list[str]) -> SceneReport:
    fields = {"mount": "floor", "on": None, "center": (0, 0, 0), "size": (1, 1, 1), "yaw_deg": 0}
    fields |= {"declared_size": (1, 1, 1), "low": (0, 0, 0), "high": (1, 1, 1)}
    objects = [
        ObjectReport.model_validate(fields | {"id": id, "category": id, "parts": [part(s) for s in names]})
        for id, names in slots.items()
    ]
    return SceneReport(room=RoomReport(floor_polygon=[], height=2.6), objects=objects, views=[], digest="")


def test_each_thing_wears_its_colour_from_the_picture() -> None:
    image, survey = painted(), survey_of({"sofa": SOFA, "rug": RUG})
    program = read(layout.solve(survey).apply(""))
    code = materials.choose(image, survey, program, report_of(sofa=["fabric", "leg"], rug=["rug"]))
    made = read(layout.solve(survey).apply("").replace("# %% materials\n", "# %% materials\n" + code))
    colors = {m.name: m.color for m in made.materials}
    worn = {w.target: w for w in made.wears}
    r, g, b = (int(str(colors[worn["sofa"].slots["fabric"]])[k : k + 2], 16) for k in (1, 3, 5))
    assert b > 2 * r
    assert b > 2 * g
    rug = worn["rug"].material or worn["rug"].slots["rug"]
    assert int(str(colors[rug])[1:3], 16) > 2 * int(str(colors[rug])[5:7], 16)
    assert {"floor", "walls"} <= worn["room"].slots.keys()


def test_textures_are_cut_from_bare_floor_and_rugs() -> None:
    image, survey = painted(), survey_of({"sofa": SOFA, "rug": RUG})
    wanted = {w.target: w for w in materials.textures(image, survey)}
    assert set(wanted) == {"room", "rug"}
    box = SOFA.mark("x").box
    assert box is not None
    xs, ys = [p[0] for p in wanted["room"].polygon], [p[1] for p in wanted["room"].polygon]
    assert max(xs) <= box[0] or min(xs) >= box[2] or max(ys) <= box[1] or min(ys) >= box[3]


def test_finished_textures_are_worn_and_the_rest_is_kept() -> None:
    survey = survey_of({"rug": RUG})
    text = layout.solve(survey).apply("")
    text = text.replace(
        "# %% materials\n",
        '# %% materials\nmaterial("p", "paint", color="#ffffff")\nwear("room", walls="p")\n',
    )
    wanted = [materials.Wanted("floor", "room", "floor", "wood floor", [(0, 0)], 0.0)]
    code = materials.textured(wanted, {"textures/floor.webp": (1.2, 0.8)}, read(text))
    assert 'wear("room", walls="p", floor="floor_picture")' in code
    assert "tile=(1.2, 0.8)" in code
    assert materials.textured(wanted, {"textures/other.webp": (1.2, 0.8)}, read(text)) == ""


def test_colours_that_look_alike_are_one_material() -> None:
    palette = Palette()
    assert palette.name("oak", (120, 90, 60)) == palette.name("oak", (123, 92, 61))
    assert palette.name("oak", (30, 30, 30)) == "oak_2"
    assert palette.name("linen", (120, 90, 60)) == "linen"
    assert [s.name for s in palette.specs()] == ["oak", "oak_2", "linen"]


@pytest.mark.parametrize(
    ("slot", "category", "said", "rgb", "kind"),
    [
        ("seat", "armchair", ["velvet"], (90, 20, 20), "velvet"),
        ("leg", "side table", [], (120, 80, 50), "wood"),
        ("top", "side table", [], (240, 240, 238), "painted wood"),
        ("top", "side table", ["marble top"], (240, 240, 238), "marble"),
        ("glass", "window", [], (200, 200, 200), None),
        ("sheer", "curtain", [], (250, 250, 250), "sheer"),
        ("shade", "table lamp", [], (250, 240, 220), "lampshade"),
    ],
)
def test_what_a_slot_is_made_of(
    slot: str, category: str, said: list[str], rgb: tuple[int, int, int], kind: str | None
) -> None:
    assert kinds.kind_of(slot, category, said, rgb) == kind


def test_the_largest_bare_rectangle() -> None:
    mask = np.zeros((100, 200), bool)
    mask[10:60, 20:180] = True
    mask[30:40, 90:100] = False
    assert swatches.largest_rectangle(mask) in ((20, 10, 90, 60), (100, 10, 180, 60))
    assert swatches.largest_rectangle(np.zeros((10, 10), bool)) is None


def test_garments_on_one_rail_wear_the_several_colours_seen() -> None:
    image = painted()
    box = SOFA.mark("x").box
    assert box is not None
    x0, y0, x1, y1 = (int(v) for v in box)
    image[y0:y1, (x0 + x1) // 2 : x1] = (200, 180, 60)
    survey = survey_of({"row": SOFA})
    survey.things[0].category = "clothes"
    text = layout.solve(survey).apply("")
    code = materials.choose(image, survey, read(text), report_of(row=["fabric", "fabric_2", "fabric_3"]))
    made = read(text.replace("# %% materials\n", "# %% materials\n" + code))
    worn = next(w for w in made.wears if w.target == "row").slots
    assert worn["fabric"] != worn["fabric_2"]
