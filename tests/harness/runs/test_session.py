"""The whole line on a small room: a run, its files, a kill, a resume, a replay, a rerun."""

import asyncio
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from autogen_core.models import ChatCompletionClient

from agents.events import EditEvent, EndEvent, Event, MeasurementEvent, ModelCallEvent
from agents.models.ledger import Budget, Ledger
from agents.specialist import Specialist
from agents.stage import Stage
from harness import cli
from harness.runs import checkpoint as checkpoints
from harness.runs import folder as runfolder
from harness.runs import outputs, replay, story, transcript
from harness.runs.driving import seconds_by_stage
from harness.runs.session import Session, clients_for
from harness.settings import RoomSettings
from tests.harness.small_room import THINGS, draw
from tools.blender.worker import Worker
from tools.picture import drafting
from tools.source.picture import PictureSource
from tools.workspace import Workspace, program_digest

SETTINGS = {"model": "embedded", "final_width": 160}


KEPT = ("transcript.jsonl", "scene.py", "survey.json", "annotations.json", "input.png", "run.json")
FOLDERS = ("history", "snapshots", "checkpoints", "textures")


class Photographer:
    """A listener that copies what is on disk at every event: just what a kill -9 there would leave."""

    def __init__(self, folder: Path, out: Path) -> None:
        self.folder, self.out, self.count = folder, out, 0

    def write(self, event: Event) -> None:
        shot = self.out / f"{self.count:04d}"
        shot.mkdir(parents=True)
        for name in KEPT:
            if (self.folder / name).exists():
                shutil.copyfile(self.folder / name, shot / name)
        for name in FOLDERS:
            if (self.folder / name).exists():
                # what another thread is just writing has another name a moment later
                half = shutil.ignore_patterns("*.part")
                shutil.copytree(self.folder / name, shot / name, ignore=half)
        self.count += 1


def start(folder: Path, worker: Worker, picture: Path, **settings: object) -> Session:
    made = RoomSettings(**{**SETTINGS, **settings})
    folder = runfolder.create(PictureSource.bring(picture, annotated=True), folder, force=False)
    runfolder.save_settings(folder, made)
    return Session(folder, made, worker, clients_for(made))


def programs(folder: Path) -> list[str]:
    return [e.program_sha for e in transcript.read(folder / "transcript.jsonl") if isinstance(e, EditEvent)]


@pytest.fixture(scope="module")
def finished(worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One whole embedded run."""
    folder = tmp_path_factory.mktemp("line")
    session = start(folder / "run", worker, draw(folder))
    session.transcript.listeners.append(Photographer(session.folder, folder / "shots"))
    end = asyncio.run(session.run())
    events = transcript.read(session.folder / "transcript.jsonl")
    outputs.finish(session, end, events, seconds_by_stage(events))
    return session.folder


def test_a_run_leaves_everything(finished: Path) -> None:
    for name in ("scene.py", "survey.json", "scene.blend", "scene.glb", "report.json", "report.md"):
        assert (finished / name).stat().st_size > 100
    report = json.loads((finished / "report.json").read_text())
    assert report["outcome"] in ("done", "below")
    assert {o["id"] for o in report["objects"]} | set(report["rejected"]) == {str(t["id"]) for t in THINGS}
    assert "api_key" not in json.dumps(report)


def test_every_specialist_took_a_turn_and_every_gate_was_measured(finished: Path) -> None:
    events = transcript.read(finished / "transcript.jsonl")
    rows = {row["agent"]: row for row in story.rows("run", events)}
    assert rows.keys() >= {
        "Analyst", "LayoutArchitect", "Geometer", "MaterialArtist", "LightingDirector", "Critic"
    }  # fmt: skip
    measured = {e.stage for e in events if isinstance(e, MeasurementEvent)}
    assert measured >= {"survey", "layout", "geometry", "materials", "lighting", "final"}
    assert isinstance(events[-1], EndEvent)


def test_a_replay_gives_the_same_programs(finished: Path, worker: Worker, tmp_path: Path) -> None:
    found = asyncio.run(replay.check(finished / "transcript.jsonl", tmp_path / "again", worker))
    assert found.divergence == ""
    assert found.same
    assert found.versions == len(programs(finished)) > 3


def test_a_changed_answer_is_named_as_the_divergence(finished: Path, worker: Worker, tmp_path: Path) -> None:
    forged = tmp_path / "forged"
    forged.mkdir()
    shutil.copy(finished / "input.png", forged)
    shutil.copy(finished / "given.annotations.json", forged)
    events = transcript.read(finished / "transcript.jsonl")
    answers = [e for e in events if isinstance(e, ModelCallEvent) and "set_lighting" in json.dumps(e.result)]
    call = answers[0].result["content"][0]
    call["arguments"] = json.dumps({"code": "sky(strength=0.123)"})
    (forged / "transcript.jsonl").write_text(transcript.dump(events))
    found = asyncio.run(replay.check(forged / "transcript.jsonl", tmp_path / "again", worker))
    assert not found.same
    assert "lighting" in found.divergence


def resumed(shot: Path, worker: Worker) -> tuple[Session, checkpoints.Checkpoint] | None:
    """A killed run put back to its last whole turn, as `room resume` does; None before the first."""
    point = checkpoints.load(shot)
    if point is None:
        return None
    checkpoints.rewind(shot, point)
    made = RoomSettings(**SETTINGS)
    session = Session(shot, made, worker, clients_for(made))
    session.workspace.restore(point.snapshot, tell=False)
    return session, point


def state(session: Session) -> tuple[object, ...]:
    """What the rest of the run depends on."""
    folder = session.folder
    texts = [p.read_text() for name in KEPT[2:4] if (p := folder / name).exists()]
    return program_digest(session.workspace.scene.text), *texts, (folder / "transcript.jsonl").read_bytes()


def test_killed_at_any_event_a_run_goes_back_to_its_last_whole_turn(
    finished: Path, worker: Worker, tmp_path: Path
) -> None:
    shots = sorted((finished.parent / "shots").iterdir())
    assert len(shots) == len(transcript.read(finished / "transcript.jsonl"))
    seen: dict[int, tuple[object, ...]] = {}
    for shot in shots:
        copy = shutil.copytree(shot, tmp_path / shot.name)
        again = resumed(copy, worker)
        if again is not None:
            session, point = again
            assert state(session) == seen.setdefault(point.turn, state(session)), shot.name
    assert len(seen) > 20


@pytest.mark.parametrize("share", [0.3, 0.8])
def test_resumed_it_ends_in_the_same_program(
    finished: Path, worker: Worker, tmp_path: Path, share: float
) -> None:
    shots = sorted((finished.parent / "shots").iterdir())
    shot = shutil.copytree(shots[int(share * len(shots))], tmp_path / "run")
    again = resumed(shot, worker)
    assert again is not None
    session, point = again
    end = asyncio.run(session.run(point))
    assert end.outcome in ("done", "below")
    assert programs(session.folder)[-1] == programs(finished)[-1]


def test_a_budget_stops_cleanly_and_can_be_resumed(worker: Worker, tmp_path: Path) -> None:
    session = start(tmp_path / "run", worker, draw(tmp_path), budget=Budget(calls=3))
    end = asyncio.run(session.run())
    assert (end.outcome, session.ledger.calls) == ("stopped", 3)
    assert "resume" in end.reason
    assert checkpoints.load(session.folder) is not None


def test_a_model_that_only_talks_never_hangs_the_team(worker: Worker, tmp_path: Path) -> None:
    from agents.models.scripted import ScriptedClient

    session = start(tmp_path / "run", worker, draw(tmp_path), leave_out=["descriptions"], unnamed=True)

    def talk(
        specialist: Specialist, workspace: Workspace, ledger: Ledger, stages: Sequence[Stage]
    ) -> ChatCompletionClient:
        return ScriptedClient(["I would rather talk about the weather."])

    session = Session(session.folder, session.settings, worker, talk)
    end = asyncio.run(session.run())
    assert end.outcome == "failed"
    assert end.reason.startswith("no room was built: below its gate")
    assert end.ways
    assert not any("check" in way for way in end.ways)
    assert session.ledger.calls < 80


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own reader recognises nothing, as in a picture of a kind that it never learnt."""
    monkeypatch.setattr(drafting, "recognised", lambda *given, **options: [])


def nameless(folder: Path, worker: Worker, **settings: object) -> tuple[Session, EndEvent]:
    """A picture without marks and without a model."""
    made = RoomSettings(**{**SETTINGS, **settings})
    session = Session(
        runfolder.create(PictureSource.bring(draw(folder), annotated=False), folder / "run", force=False),
        made, worker, clients_for(made),
    )  # fmt: skip
    return session, asyncio.run(session.run())


@pytest.mark.usefixtures("unread")
def test_a_picture_in_which_nothing_is_recognised_stops_before_it_is_built(
    worker: Worker, tmp_path: Path
) -> None:
    session, end = nameless(tmp_path, worker)
    assert end.outcome == "stopped"
    assert "nothing in the picture was recognised" in end.reason
    assert not session.workspace.scene.text
    ways = " ".join(end.ways)
    assert all(word in ways for word in ("ROOM_BASE_URL", "--draft", "--unnamed", "room resume"))


def test_with_the_endpoint_set_it_goes_on_from_there(worker: Worker, tmp_path: Path) -> None:
    from agents.models.scripted import ScriptedClient

    session, _ = nameless(tmp_path, worker)
    point = checkpoints.load(session.folder)
    assert point is not None
    checkpoints.rewind(session.folder, point)
    made = RoomSettings(**{**SETTINGS, "model": "eyes"})

    def talk(
        specialist: Specialist, workspace: Workspace, ledger: Ledger, stages: Sequence[Stage]
    ) -> ChatCompletionClient:
        return ScriptedClient(["I see a room."])

    again = Session(session.folder, made, worker, talk)
    before = again.transcript.elapsed
    end = asyncio.run(again.run(point))
    assert "recognised" not in end.reason
    assert any(row.calls for row in [again.ledger])
    assert end.cost["seconds"] >= before > 0  # those before the stop are counted


@pytest.mark.usefixtures("unread")
def test_boxes_can_be_asked_for(worker: Worker, tmp_path: Path) -> None:
    session, end = nameless(tmp_path, worker, unnamed=True, leave_out=["materials", "textures", "lighting"])
    assert session.workspace.report.objects
    assert end.outcome == "below"  # boxes without names pass no gate
    assert "named 0.00 of 0.80" in end.reason


def test_a_rerun_builds_anew_what_is_named_and_nothing_else(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`room rerun RUN geometer --objects bed`, where somebody made the bed a box by hand."""
    run = shutil.copytree(finished, tmp_path / "run")
    code = tmp_path / "code.py"
    code.write_text('@geometry("bed")\ndef plain(o):\n    box(o, "body", o.size)\n\n')
    assert cli.run(["edit", str(run), "geometry", "bed", str(code)]) == 0
    other = code.read_text().replace("bed", "nightstand").replace("plain", "plain_2")
    code.write_text(other)
    assert cli.run(["edit", str(run), "geometry", "nightstand", str(code)]) == 0
    out = tmp_path / "again"
    assert cli.run(["rerun", str(run), "geometer", "--objects", "beds", "--out", str(out)]) in (0, 1)
    said = capsys.readouterr().out
    assert "works on bed;" in " ".join(said.split())
    assert "Nothing changed" not in said
    made = (out / "scene.py").read_text()
    assert "def plain(o)" not in made  # the bed is built by its word again
    assert "def plain_2(o)" in made  # and the nightstand was left as it was
    assert "def plain(o)" in (run / "scene.py").read_text()


def test_a_rerun_for_nothing_is_bad_input(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(finished)
    assert cli.run(["rerun", ".", "geometer", "--objects", "nightstnd"]) == 2
    assert "did you mean nightstand?" in capsys.readouterr().err
    assert not list(finished.parent.glob("run-geometer-*"))
