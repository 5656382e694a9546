"""A person's wishes on a finished room, without a model: who does them, what changes, what undo does."""

import asyncio
import io
import shutil
from pathlib import Path

import pytest
from rich.console import Console

from agents.events import AnswerEvent, RestEvent
from harness.runs import checkpoint as checkpoints
from harness.runs import folder as runfolder
from harness.runs import replay, transcript
from harness.runs.chat import Chat, Typed
from harness.runs.resting import rest
from harness.runs.session import Session, clients_for
from harness.settings import RoomSettings
from tests.harness.small_room import draw
from tools.blender.worker import Worker
from tools.program.read import read
from tools.source.picture import PictureSource

SETTINGS = RoomSettings(
    model="embedded", final_width=160, leave_out=["small_objects", "small_geometry", "textures", "final"]
)


@pytest.fixture(scope="module")
def built(worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small room, built by rules."""
    folder = tmp_path_factory.mktemp("wishes")
    run = runfolder.create(PictureSource.bring(draw(folder), annotated=True), folder / "run", force=False)
    runfolder.save_settings(run, SETTINGS)
    asyncio.run(Session(run, SETTINGS, worker, clients_for(SETTINGS)).run())
    return run


class Talk:
    """A chat on a run that is driven from a list of lines."""

    def __init__(self, run: Path, worker: Worker) -> None:
        point = checkpoints.load(run)
        assert point is not None
        checkpoints.rewind(run, point)
        self.point, self.out = point, io.StringIO()
        inbox: asyncio.Queue[object] = asyncio.Queue()
        self.session = Session(
            run,
            SETTINGS,
            worker,
            clients_for(SETTINGS),
            inbox=inbox,
            stay=True,  # type: ignore[arg-type]
        )
        self.session.workspace.resume(point.snapshot)
        self.chat = Chat(self.session, Console(file=self.out, width=200))

    def say(self, *lines: str) -> None:
        """Say every line at once, as a pipe does, then quit."""

        async def converse() -> None:
            running = asyncio.create_task(self.session.run(self.point))
            for line in [*lines, "/quit"]:
                await self.chat.hear(line)
            await running

        asyncio.run(asyncio.wait_for(converse(), 600))


@pytest.fixture
def talk(built: Path, worker: Worker, tmp_path: Path) -> Talk:
    shutil.copytree(built, tmp_path / "run")
    return Talk(tmp_path / "run", worker)


def test_a_new_thing_is_placed_and_built_and_undo_takes_back_the_whole_wish(talk: Talk) -> None:
    scene = talk.session.workspace.scene
    before, text = scene.version, scene.text
    talk.say("add a floor lamp next to the bed")
    lamp = next(p for p in read(scene.text).placements if p.category == "floor lamp")
    assert not next(o.placeholder for o in scene.report.objects if o.id == lamp.id)
    assert scene.version >= before + 2  # placed, then built
    asyncio.run(talk.chat.hear("/undo"))
    assert scene.text == text


def test_a_colour_goes_to_the_thing_and_nothing_else(talk: Talk) -> None:
    scene = talk.session.workspace.scene
    old = {o.id: o.color for o in scene.report.objects}
    talk.say("make the nightstand blue")
    new = {o.id: o.color for o in scene.report.objects}
    assert {id for id in new if new[id] != old[id]} == {"nightstand"}
    red, green, blue = new["nightstand"] or (0, 0, 0)
    assert blue > max(red, green)


def test_what_is_not_plain_is_answered_with_what_is(talk: Talk) -> None:
    scene = talk.session.workspace.scene
    version = scene.version
    talk.say("make it more like my grandmother's", "move the bed 10 cm to the right")
    transcript = talk.session.transcript.path.read_text()
    assert "Without a language model I understand plain wishes" in transcript
    assert scene.version == version + 1


def test_two_wishes_of_one_sentence_are_both_done(talk: Talk) -> None:
    scene = talk.session.workspace.scene
    old = {o.id: (o.color, o.center) for o in scene.report.objects}
    talk.say("make the nightstand blue and move the bed 10 cm to the right")
    new = {o.id: (o.color, o.center) for o in scene.report.objects}
    assert new["nightstand"][0] != old["nightstand"][0]
    assert new["bed"][1][0] == pytest.approx(old["bed"][1][0] + 0.1, abs=1e-3)


def test_without_a_wish_there_is_nothing_to_take_back(talk: Talk) -> None:
    scene = talk.session.workspace.scene
    version = scene.version
    talk.say("/undo", "make it more like my grandmother's", "/undo")
    assert scene.version == version
    assert talk.out.getvalue().count("no wish of yours is there to take back") == 2


def test_what_is_said_while_rules_are_at_work_is_done_and_never_takes_their_work_back(
    worker: Worker, tmp_path: Path
) -> None:
    run = runfolder.create(PictureSource.bring(draw(tmp_path), annotated=True), tmp_path / "run", force=False)
    inbox: asyncio.Queue[object] = asyncio.Queue()
    few = SETTINGS.model_copy(update={"leave_out": [*SETTINGS.leave_out, "lighting"]})
    session = Session(run, few, worker, clients_for(few), inbox=inbox, stay=True)  # type: ignore[arg-type]
    chat = Chat(session, Console(file=io.StringIO(), width=200))

    async def at(stage: str) -> None:
        crew = session.crew
        while crew.where.phase != "done" and crew.plan.stages[crew.where.stage].name != stage:
            await asyncio.sleep(0.01)

    async def converse() -> None:
        running = asyncio.create_task(session.run())
        await at("geometry")
        await chat.hear("take the nightstand out")
        await at("")
        await chat.hear("/undo")
        await chat.hear("/quit")
        await running

    asyncio.run(asyncio.wait_for(converse(), 600))
    scene = session.workspace.scene
    assert "nightstand" not in {o.id for o in scene.report.objects}
    answers = [e for e in transcript.read(session.transcript.path) if isinstance(e, AnswerEvent)]
    assert [e.text[:7] for e in answers] == ["no wish"]
    assert scene.version == scene.history.versions[-1].number


def test_lines_from_a_pipe_are_done_one_after_another_and_a_chat_can_go_on(
    talk: Talk, worker: Worker
) -> None:
    scene, run = talk.session.workspace.scene, talk.session.folder
    talk.say("make the nightstand blue", "add a floor lamp next to the bed", "/undo", "/show")
    colour = next(o.color for o in scene.report.objects if o.id == "nightstand")
    assert colour is not None
    assert colour[2] > max(colour[:2])
    assert not any(p.category == "floor lamp" for p in read(scene.text).placements)
    again = Talk(run, worker)
    again.session.workspace.scene.undo(1, by="hand")
    by_hand = again.session.workspace.scene.text
    third = Talk(run, worker)
    assert third.session.workspace.scene.text == by_hand
    third.say("move the bed 10 cm to the right")
    assert third.session.workspace.scene.text != by_hand


def test_a_replay_of_a_chat_ends(talk: Talk, worker: Worker, tmp_path: Path) -> None:
    talk.say("make the nightstand blue", "move the bed 10 cm to the right")
    found = asyncio.run(
        asyncio.wait_for(replay.check(talk.session.transcript.path, tmp_path / "again", worker), 600)
    )
    assert found.same, found.divergence


def test_lines_that_arrive_together_are_heard_one_by_one() -> None:
    lines: asyncio.Queue[str] = asyncio.Queue()
    typed = Typed(lines)
    assert typed.take(b"a r")
    assert lines.empty()
    assert typed.take(b"ug\na lamp\nthe e")
    assert typed.take("ölfter".encode() + b"\xff")
    assert not typed.take(b"")
    assert [lines.get_nowait() for _ in range(lines.qsize())] == [
        "a rug",
        "a lamp",
        "the eölfter\ufffd",
        "/quit",
    ]


def test_a_finished_room_leaves_its_outputs_before_the_next_wish_and_after_it(talk: Talk) -> None:
    """Once for the room as it is, once more for what each wish and /undo made of it."""
    left: list[tuple[int, str]] = []
    session = talk.session
    session.at_rest = lambda end: left.append((session.workspace.scene.version, end.outcome))
    session.crew.rest = lambda: rest(session)

    async def written(times: int) -> None:
        while len(left) < times or session.resting:
            await asyncio.sleep(0.01)

    async def converse() -> None:
        running = asyncio.create_task(session.run(talk.point))
        await written(1)
        await talk.chat.hear("move the bed 10 cm to the right")
        await written(2)
        await talk.chat.hear("/undo")
        await written(3)
        await talk.chat.hear("/quit")
        await running

    asyncio.run(asyncio.wait_for(converse(), 600))
    versions = [version for version, _ in left]
    assert versions[1] > versions[0]
    assert versions[2] != versions[1]
    events = transcript.read(session.transcript.path)
    rests = [event.written for event in events if isinstance(event, RestEvent)]
    assert rests == [False, True] * 3
