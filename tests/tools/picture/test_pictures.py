import cv2
import numpy as np
import pytest

from tests.tools.solve.rooms import survey_of
from tests.tools.solve.test_looks import RUG, SOFA, painted, report_of, solid
from tools.picture.pictures import Shown
from tools.solve import cut_outs, materials


def nearer(shown: Shown, by: int = 2) -> Shown:
    """The same view in a picture of that many times the pixels, as the room's second one."""
    image = cv2.resize(shown.image, None, fx=by, fy=by, interpolation=cv2.INTER_NEAREST)
    survey, camera = shown.survey, shown.survey.camera
    assert camera is not None
    large = camera.resized(by)
    view = survey.views[0].model_copy(update={"camera": large, "size": (large.width, large.height)})
    room = survey.room
    assert room is not None
    grown = {n: [(u * by, v * by) for u, v in getattr(room, n)] for n in ("floor_px", "wall_top_px")}
    things = [t.model_copy(update={"box": tuple(by * v for v in t.box)}) for t in survey.seen]
    update = {"views": [view], "things": things, "room": room.model_copy(update=grown)}
    return Shown(2, np.asarray(image, np.uint8), survey.model_copy(update=update))


def test_each_face_is_cut_from_the_picture_that_shows_it_best() -> None:
    first = Shown(1, painted(), survey_of({"rug": RUG, "sofa": SOFA}))
    second = nearer(first)
    rug, mesh = solid("rug", "rug", "rug", (1.2, -0.8, 0.0075), (2.2, 1.6, 0.015))
    (face,) = cut_outs.wanted([first, second], [rug], {"rug": [mesh]})
    assert face.picture == 2
    alone = cut_outs.face_of(first.survey, rug, [mesh], "rug")
    assert alone is not None
    assert face.seen_px == pytest.approx(2 * alone.seen_px, abs=0.5)
    # what the nearer picture does not show is cut from the other
    empty = second.survey.model_copy(update={"things": [t for t in second.survey.seen if t.id != "rug"]})
    (face,) = cut_outs.wanted([first, second._replace(survey=empty)], [rug], {"rug": [mesh]})
    assert face.picture == 1


def test_floors_are_cut_from_the_picture_that_shows_most_of_them() -> None:
    first = Shown(1, painted(), survey_of({"rug": RUG, "sofa": SOFA}))
    for pictures in ([first, nearer(first)], [nearer(first), first]):
        (floor,) = materials.textures(pictures, report_of())
        assert floor.picture == 2
