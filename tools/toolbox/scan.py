"""What the Analyst can do with a scan: have its room and its things measured."""

from tools.cloud.library import looks
from tools.cloud.scan.reading import read_scan
from tools.errors import ToolError
from tools.source.scan import ScanSource
from tools.toolbox.tool import tool
from tools.toolbox.words import marked, room_lines
from tools.workspace import Workspace


@tool(edits=True, needs="scan")
def measure_scan(workspace: Workspace) -> str:
    """Measure the scan: floor, walls, openings, and every thing with box, facing and a name by its shape."""
    source = workspace.source
    if not isinstance(source, ScanSource):
        raise ToolError("this room was not made from a scan")
    survey = read_scan(source.cloud, looks(workspace.worker))
    workspace.save_survey(survey)
    return "\n".join([room_lines(survey), f"{len(survey.things)} things were found.", marked(survey)])
