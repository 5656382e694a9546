"""The command line, the gate and the model's own tool check alike."""

from pathlib import Path

import pytest

from harness import Room
from tools.blender.worker import Worker
from tools.critique import Finding, Verdict
from tools.gates.faults import fault_scores
from tools.program.edit import add_object
from tools.program.model import Placement, RoomSpec
from tools.program.template import empty_program
from tools.survey import Survey
from tools.toolbox.architect import check
from tools.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
SOFA = Placement(id="sofa", category="sofa", at=(0, 0), size=(2.0, 0.9, 0.8))
CRATE = Placement(id="crate", category="cabinet", at=(1.0, 0), size=(0.6, 0.6, 0.5))


@pytest.fixture
def crowded(worker: Worker, tmp_path: Path) -> Workspace:
    """A cabinet that stands in a sofa, 0.3 m deep."""
    room = RoomSpec(floor=[(-3, -3), (3, -3), (3, 3), (-3, 3)], height=2.6)
    made = Workspace(tmp_path, worker)
    made.apply(lambda text: add_object(add_object(empty_program(room), SOFA), CRATE), why="crowded")
    return made


def said(workspace: Workspace) -> list[bool]:
    """Whether each of the three complains of a contact."""
    with Room.open(workspace.folder) as room:
        found = room.check().findings
    return [
        any(f.kind == "contact" for f in found),
        any(f.kind == "contact" for f in fault_scores(workspace)[1]),
        "change_objects crate" in check(workspace),
    ]


def test_what_the_picture_shows_is_passed_by_all_three_or_by_none(crowded: Workspace) -> None:
    survey = Survey(picture="x", size=(10, 10))
    crowded.save_survey(survey)
    assert said(crowded) == [True, True, True]
    crowded.save_survey(survey.model_copy(update={"relations": [("crate", "inside", "sofa")]}))
    assert said(crowded) == [False, False, False]


def test_a_gates_finding_keeps_what_the_check_measured(crowded: Workspace) -> None:
    crowded.save_survey(Survey(picture="x", size=(10, 10)))
    found = next(f for f in fault_scores(crowded)[1] if f.kind == "contact")
    assert (found.owner, found.severity, found.objects) == ("LayoutArchitect", "medium", ("crate", "sofa"))
    assert found.measure == pytest.approx(0.3, abs=0.01)
    assert found.move is not None
    assert Finding.model_validate_json(found.model_dump_json()) == found


def test_a_model_is_asked_for_nothing_that_code_measures() -> None:
    schema = Verdict.model_json_schema()["$defs"]["Finding"]["properties"]
    assert set(schema) == {"object", "problem", "owner", "severity", "box"}


def test_tools_speak_of_moves_and_never_of_command_lines() -> None:
    files = [p for top in ("tools", "agents") for p in (ROOT / top).rglob("*.py")]
    assert not [p for p in files if "room edit" in p.read_text()]
