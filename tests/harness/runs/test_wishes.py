"""A person's wishes on a finished room, without a model: who does them, what changes, what undo does."""

import asyncio
import io
import shutil
from pathlib import Path

import pytest
from rich.console import Console

from harness.runs import checkpoint as checkpoints
from harness.runs import folder as runfolder
from harness.runs.chat import Chat
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
        self.session.workspace.restore(point.snapshot, tell=False)
        self.chat = Chat(self.session, Console(file=self.out, width=200))

    def say(self, *lines: str) -> None:
        """Say each line when the team waits for one, then quit."""

        async def converse() -> None:
            rest = iter([*lines, "/quit"])
            running = asyncio.create_task(self.session.run(self.point))
            while not running.done():
                await asyncio.sleep(0.05)
                crew = self.session.crew
                idle = crew.speaker == "Human" and crew.where.request is None
                if idle and self.session.inbox is not None and self.session.inbox.empty():
                    await self.chat.hear(next(rest, "/quit"))
                    crew.speaker = ""
            await running

        asyncio.run(converse())


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
