"""The comparison without picture tools: a model writes metres, code builds and reports them."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from agents.models.base import ModelClient
from agents.models.ledger import Ledger
from agents.models.scripted import ScriptedClient
from agents.specialist import Specialist
from agents.stage import Stage
from harness.cli import run
from harness.runs import folder as runfolder
from harness.runs import outputs, transcript
from harness.runs.driving import seconds_by_stage
from harness.runs.session import Session
from harness.settings import RoomSettings
from tests.harness.small_room import draw
from tools.blender.worker import Worker
from tools.source.picture import PictureSource
from tools.workspace import Workspace

ANSWERS = {
    "LayoutArchitect": [
        [
            ("set_room", {"floor": [[0, 0], [4, 0], [4, 3], [0, 3]], "height": 2.5}),
            (
                "add_objects",
                {"objects": [{"id": "bed", "category": "bed", "x": -1, "y": 0.3, "size": [1.6, 2, 0.9]}]},
            ),
            ("finish_turn", {"summary": "A bed in a room."}),
        ]
    ],
}


def scripted(
    specialist: Specialist, workspace: Workspace, ledger: Ledger, stages: Sequence[Stage]
) -> ModelClient:
    return ScriptedClient(ANSWERS.get(specialist.name, []))


def test_a_layout_by_eye_is_built_and_reported(worker: Worker, tmp_path: Path) -> None:
    settings = RoomSettings(model="eyes", base_url="http://127.0.0.1:1/v1", by_eye=True, final_width=96)
    folder = runfolder.create(
        PictureSource.bring(draw(tmp_path), annotated=False), tmp_path / "run", force=False
    )
    session = Session(folder, settings, worker, scripted)
    end = asyncio.run(session.run())
    events = transcript.read(folder / "transcript.jsonl")
    report = outputs.finish(session, end, events, seconds_by_stage(events))
    assert end.outcome == "done"
    assert [(o.id, o.size) for o in report.objects] == [("bed", pytest.approx([1.6, 2, 0.9]))]
    assert report.camera is None
    assert json.loads((folder / "report.json").read_text())["gates"] == {}


def test_rules_cannot_judge_by_eye(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["run", str(draw(tmp_path)), "--by-eye", "--model", "embedded", "--out", str(tmp_path / "o")])
    assert code == 2
    assert "ROOM_BASE_URL" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()
