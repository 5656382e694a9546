import numpy as np
import pytest

from tests.tools.solve.rooms import CAMERA, HEIGHT, Truth, outline, survey_of
from tools.measured import ObjectReport, PartMesh, PartReport, RoomReport, SceneReport
from tools.picture.colours import Colour, lab_of
from tools.picture.pictures import Shown
from tools.picture.region import mask_of
from tools.program.read import read
from tools.solve import cut_outs, kinds, layout, materials, swatches
from tools.solve.palette import Palette

Vec3 = tuple[float, float, float]
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


def test_textures_are_cut_from_bare_floor() -> None:
    image, survey = painted(), survey_of({"sofa": SOFA, "rug": RUG})
    wanted = {w.target: w for w in materials.textures([Shown(1, image, survey)], report_of())}
    assert set(wanted) == {"room"}
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


@pytest.mark.parametrize(
    ("slot", "category", "said", "rgb", "kind"),
    [
        ("body", "dresser", ["2 columns of 3 gold pulls"], (112, 97, 85), "wood"),
        ("door", "wardrobe", ["white closed wardrobe", "brass knobs"], (231, 216, 190), "painted wood"),
        ("frame", "floor mirror", ["brown frame", "glass reflects the floor"], (100, 70, 50), "walnut"),
        ("body", "shelf", [], (222, 192, 152), "painted wood"),  # pale, in the light that makes walls tan
        ("top", "desk", [], (188, 138, 82), "wood"),
        ("body", "vase", ["brass vase"], (180, 150, 90), "brass"),
        ("case", "computer tower", ["white PC tower with glass side"], (220, 210, 190), "plastic"),
    ],
)
def test_what_is_said_of_a_part_is_not_said_of_the_whole(
    slot: str, category: str, said: list[str], rgb: tuple[int, int, int], kind: str
) -> None:
    assert kinds.kind_of(slot, category, said, rgb, (219, 190, 150)) == kind


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (["white closed wardrobe", "brass knobs"], "brass"),
        (["2 columns of 3 gold pulls"], "gold"),
        (["black handle"], "black metal"),
        (["black glossy front"], None),
        ([], None),
    ],
)
def test_handles_are_of_what_was_said_of_them(said: list[str], kind: str | None) -> None:
    assert kinds.handle_kind(said) == kind


def test_blooms_leaves_and_bedding_wear_their_own_colours() -> None:
    def colour(rgb: tuple[int, int, int], share: float) -> Colour:
        lab = lab_of([rgb])[0]
        return Colour(rgb, rgb, (float(lab[0]), float(lab[1]), float(lab[2])), share)

    found = [colour((225, 220, 214), 0.5), colour((70, 110, 50), 0.3), colour((226, 130, 50), 0.1)]
    assert materials.of_plant("flower", found) == found[2]
    assert materials.of_plant("leaf", found) == found[1]
    assert materials.of_plant("leaf", found[:1]) is None
    assert materials.of_plant("flower", found[:2]) is None  # a pale wall behind it is no bloom
    tan = [colour((231, 190, 140), 0.8), colour((226, 130, 50), 0.1)]
    assert materials.of_plant("flower", tan, (225, 188, 140)) == tan[1]
    assert materials.of_plant("flower", tan[:1], (225, 188, 140)) is None  # nor is a white one in warm light


def test_a_wall_of_another_colour_wears_its_own() -> None:
    image, survey = painted(), survey_of({"sofa": SOFA})
    assert survey.room is not None
    mask = swatches.one_wall_mask(image, survey, 0)
    assert mask.sum() > 1000
    image[mask] = (120, 140, 170)
    code = materials.choose(image, survey, read(layout.solve(survey).apply("")), report_of(sofa=["fabric"]))
    worn = next(line for line in code.splitlines() if line.startswith('wear("room"'))
    assert "wall_0=" in worn
    assert "wall_1=" not in worn


def solid(id: str, category: str, slot: str, at: Vec3, size: Vec3) -> tuple[ObjectReport, PartMesh]:
    """A thing of one box, as built."""
    low, high = np.array(at) - np.array(size) / 2, np.array(at) + np.array(size) / 2
    mesh = PartMesh(slot, np.array([low, high]), np.zeros((0, 3), np.int32), slot)
    fields = {"id": id, "category": category, "mount": "wall", "on": None, "center": at, "size": size}
    fields |= {"declared_size": size, "yaw_deg": 0, "low": tuple(low), "high": tuple(high)}
    return ObjectReport.model_validate(fields | {"parts": [part(slot)]}), mesh


def test_faces_are_cut_where_they_are_marked_and_seen() -> None:
    survey = survey_of({"rug": RUG, "sofa": SOFA})
    rug, mesh = solid("rug", "rug", "rug", (1.2, -0.8, 0.0075), (2.2, 1.6, 0.015))
    face = cut_outs.face_of(survey, rug, [mesh], "rug")
    assert face is not None
    assert face.well_seen
    assert face.shape == pytest.approx(2.2 / 1.6, rel=0.01)
    x0, y0, x1, y1 = survey.boxes["rug"]
    assert face.seen_px[0] == pytest.approx((x0, y0), abs=2)
    assert face.seen_px[2] == pytest.approx((x1, y1), abs=2)
    first = Shown(1, painted(), survey)
    assert [(f.id, f.picture) for f in cut_outs.wanted([first], [rug], {"rug": [mesh]})] == [("rug", 1)]
    back, turned = solid("picture", "picture", "art", (0.0, -1.98, 1.4), (0.8, 0.03, 0.6))
    away = cut_outs.face_of(survey, back, [turned], "art")  # hung on the wall below, it looks to that wall
    assert away is not None
    assert not away.well_seen
    assert cut_outs.face_of(survey, rug, [mesh], "art") is None


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
