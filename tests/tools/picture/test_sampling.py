"""A thing marked without a colour gets the picture's."""

import numpy as np

from tools.picture.sampling import with_colours
from tools.survey import Seen, Survey


def test_what_has_no_colour_gets_the_middle_of_its_box() -> None:
    image = np.full((60, 80, 3), 255, np.uint8)
    image[20:40, 20:60] = (120, 80, 40)
    seen = Seen(id="desk", category="desk", box=(15, 15, 65, 45))
    known = Seen(id="rug", category="rug", box=(0, 0, 10, 10), color=(1, 2, 3))
    found = with_colours(Survey(picture="p", size=(80, 60), things=[seen, known]), image)
    assert [t.color for t in found.things] == [(120, 80, 40), (1, 2, 3)]
