"""A whole run on answers that no model should give: it goes on or stops, and always says why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from agents.events import EndEvent, ModelCallEvent, ToolCallEvent
from agents.models.scripted import ScriptedClient
from agents.workbench import SafeWorkbench
from harness import cli, settings
from harness.runs import driving, transcript
from harness.runs import folder as runfolder
from harness.runs import session as sessions
from harness.runs.session import Session
from tests.agents.models.fake_endpoint import FakeEndpoint, Reply
from tests.harness.small_room import draw
from tools.blender.worker import Worker
from tools.source.picture import PictureSource

ODD: list[list[tuple[str, Any]]] = [
    [("set_scene_type", "5")],
    [("set_scene_type", "[" * 100_000)],
    [("set_scene_type", '{"scene_type": "office", "style": "\\ud800"}')],
    [("set_scene_type", '{"scene_type": "office", "style": "a\\u2028b\\u0000"}')],
    [("crop", '{"box": [NaN, 0, 1e999, 5]}')],
    [("\x1b]0;pwned\x1b\\", {}), ("", {}), ("functions.crop:0", {"box": "[0, 0, 50, 50]"})],
    [("format_disk", {})] * 300,
    [("set_scene_type", {"scene_type": "office", "style": "x" * (3 << 20)})],
]


@pytest.fixture(autouse=True)
def _one_worker(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    class Lent:
        def __enter__(self) -> Worker:
            return worker

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(driving, "Worker", Lent)


def test_odd_answers_come_back_to_the_model_as_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def script(body: dict[str, Any], n: int) -> Reply:
        return {"calls": ODD[(n - 1) % len(ODD)]}

    with FakeEndpoint(script) as fake:
        monkeypatch.setenv("ROOM_BASE_URL", fake.url)
        monkeypatch.setenv("ROOM_MODEL", "eyes")
        out = tmp_path / "out"
        assert cli.run(["run", str(draw(tmp_path)), "--out", str(out), "--max-calls", str(len(ODD))]) == 3
    events = transcript.read(out / "transcript.jsonl")
    assert sum(isinstance(e, ModelCallEvent) for e in events) == len(ODD)
    tools = [e for e in events if isinstance(e, ToolCallEvent)]
    refused = [e for e in tools if "must be one JSON object" in e.result]
    assert len(refused) >= 4
    assert all(e.error for e in refused)
    assert any(e.name == "crop" and not e.error for e in tools)
    assert (out / "transcript.jsonl").stat().st_size < 3 << 20
    assert "budget of 8 calls" in next(e for e in events if isinstance(e, EndEvent)).reason
    assert "\x1b]0" not in "".join(capsys.readouterr())


async def test_a_turn_that_stands_still_is_given_up(
    tmp_path: Path, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AutoGen waits for ever on an agent whose workbench raises."""

    async def raising(*_: object, **__: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(SafeWorkbench, "call_tool", raising)
    monkeypatch.setattr(sessions, "WATCH", 0.1)
    monkeypatch.setattr(sessions, "STILL", 1.0)
    chosen = settings.load(call_timeout=0.1)
    monkeypatch.setattr(sessions, "STILL_MORE", 1.0)
    folder = runfolder.create(
        PictureSource.bring(draw(tmp_path), annotated=True), tmp_path / "out", force=False
    )
    client = ScriptedClient([[("set_scene_type", {"scene_type": "office"})]])
    end = await Session(folder, chosen, worker, lambda *_: client).run()
    assert end.outcome == "stopped"
    assert "nothing happened" in end.reason
    last = json.loads((folder / "transcript.jsonl").read_text().splitlines()[-1])
    assert last["kind"] == "end"
