"""A room without a picture from many sides: what whoever judges it looks at."""

from tools.blender.jobs import Quality
from tools.picture import image
from tools.picture.sheet import contact_sheet
from tools.program import edit_code
from tools.program.cells import get, split
from tools.solve.standpoints import Standpoint, standpoints
from tools.workspace import Workspace

TILE = 500
"""Longer side of each of the pictures, pixels: two beside each other fill what is shown of a picture."""


def around(workspace: Workspace, quality: Quality) -> list[str]:
    """The room slanted from two sides, and at eye level from its corners: two sheets, as marks.

    Raises:
        RoomError: it cannot be drawn.
    """
    taken = {view.name for view in workspace.report.views}
    points = [_named_apart(p, taken) for p in standpoints(workspace.survey, workspace.report)]
    text = workspace.scene.text
    views = "".join(point.source() for point in points)
    seen = edit_code.set_cell(text, "camera", get(split(text), "camera").source + views)
    names = ["iso", *(point.name for point in points)]
    drawn = [image.load(p) for p in workspace.renders.several(seen, names, quality, TILE)]
    captions = ["slanted from the front", *(n.strip("_").replace("_", " ") for n in names[1:])]
    sheets = [(slice(0, 2), "slanted, from the front and from the back"), (slice(2, None), "at eye level")]
    return [
        workspace.images.put(contact_sheet(drawn[part], captions[part], columns=2, side=TILE), what)
        for part, what in sheets
        if drawn[part]
    ]


def _named_apart(point: Standpoint, taken: set[str]) -> Standpoint:
    """The same under a name that no view of the scene has: somebody may have called one "kitchen", too."""
    name = point.name
    while name in taken:
        name += "_"
    return point._replace(name=name)
