"""What the Lighting Director can do: measure the exposure, write the lighting and camera cells."""

from typing import Annotated

from pydantic import Field

from tools.picture import exposure as photometry
from tools.picture import image
from tools.program import edit_code
from tools.program.cells import get, split
from tools.solve import exposing, lighting
from tools.toolbox.tool import tool
from tools.workspace import Workspace


@tool(looks=True, needs="looks")
def exposure(workspace: Workspace) -> str:
    """Render from the reference camera and compare brightness, contrast and colour cast with the picture."""
    render = workspace.render("reference", "lit")
    if not workspace.has_picture:
        off = exposing.stops_off(workspace)
        mark = workspace.images.put(render, "lit render, view reference")
        said = f"it wants {off:+.1f} stops of exposure" if abs(off) > 0.1 else "it is well exposed"
        return f"By its own brightness {said}.\n{mark}"
    measured = photometry.compare(workspace.image, image.load(render), workspace.survey)
    return f"{measured.words()}\n{workspace.images.put(render, 'lit render, view reference')}"


def sunlight(workspace: Workspace) -> str:
    """Where the sun stands by light and shadow on the picture's floor, in words."""
    sun = lighting.sun_of(workspace)
    if sun is None:
        return "No edge between light and shadow on the floor tells of a sun."
    return (
        f"Light and shadow on the floor tell of a sun at azimuth={sun.azimuth:.0f}, elevation="
        f"{sun.elevation:.0f}: what it lights is {sun.ratio:.1f} times as bright (correlation {sun.fit:.2f})."
    )


@tool(edits=True, looks=True)
def set_lighting(
    workspace: Workspace,
    code: Annotated[
        str, Field(description="sun(...), sky(...), area_light(...), lamp_light(...), exposure(...) lines")
    ],
) -> str:
    """Write the lighting cell, then measure the exposure."""
    workspace.apply(lambda text: edit_code.set_cell(text, "lighting", code), why="lighting")
    return exposure(workspace)


@tool(edits=True)
def add_view(
    workspace: Workspace,
    code: Annotated[str, Field(description='view("name", at=(x, y, z), look_at=(x, y, z), focal=0.9) lines')],
) -> str:
    """Add named views. The reference camera stays as it was measured."""
    held = get(split(workspace.scene.text), "camera").source
    workspace.apply(lambda text: edit_code.set_cell(text, "camera", held + code), why="views")
    return "Views added."
