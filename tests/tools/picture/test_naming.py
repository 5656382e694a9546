import pytest

from tools.picture.naming import sharpened
from tools.pinhole import Camera
from tools.survey import Seen

CAMERA = Camera.overhead(1000, 1000, 1000.0, (0.0, 0.0, 10.0))  # 100 px a metre on the floor
BED = Seen(id="bed", category="bed", box=(0, 0, 200, 200))
SOFA = Seen(id="sofa", category="sofa", box=(0, 0, 200, 100))


@pytest.mark.parametrize(
    ("thing", "category"),
    [
        (Seen(id="a", category="rug", box=(0, 0, 80, 200)), "runner rug"),
        (Seen(id="a", category="rug", box=(0, 0, 200, 250)), "rug"),
        (Seen(id="a", category="rug", box=(0, 0, 200, 200), words=["round, with a border"]), "round rug"),
        (Seen(id="a", category="pillow", box=(0, 0, 70, 40), on="bed"), "pillow"),
        (Seen(id="a", category="pillow", box=(0, 0, 40, 40), on="bed"), "throw pillow"),
        (Seen(id="a", category="pillow", box=(0, 0, 70, 40), on="sofa"), "throw pillow"),
        (Seen(id="a", category="curtain", box=(0, 0, 70, 40), words=["sheer white"]), "sheer curtain"),
        (Seen(id="a", category="bed", box=(0, 0, 70, 40), words=["beside a table"]), "bed"),
        (Seen(id="a", category="desk", box=(0, 0, 70, 40), words=["front apron"]), "desk"),
        (Seen(id="a", category="dining table", box=(0, 0, 70, 70), words=["round"]), "round table"),
        (Seen(id="a", category="side table", box=(0, 0, 70, 70), words=["round"]), "side table"),
        (Seen(id="a", category="dining table", box=(0, 0, 70, 70), words=["at the side"]), "dining table"),
        (Seen(id="a", category="dining table", box=(0, 0, 70, 70), words=["left side"]), "dining table"),
        (Seen(id="a", category="coffee table", box=(0, 0, 70, 40), words=["rectangular"]), "coffee table"),
    ],
)
def test_words_size_and_place_sharpen_a_name(thing: Seen, category: str) -> None:
    assert sharpened(thing, {"bed": BED, "sofa": SOFA, "a": thing}, CAMERA) == category
