"""A whole run from Python."""

import json
import os
from pathlib import Path
from typing import ClassVar

import pytest

from harness import run
from harness.runs import driving
from tests.harness.small_room import draw
from tools.blender.worker import Worker
from tools.errors import InputError, StoppedError
from tools.picture import drafting
from tools.run_files import SOURCE, TRANSCRIPT
from tools.source.base import Offer
from tools.source.kinds import KINDS
from tools.source.words import WordsSource
from tools.survey import Survey

QUICK = {
    "model": "embedded",
    "final_width": 64,
    "leave_out": ["descriptions", "geometry", "small_objects", "materials", "textures", "lighting"],
}


@pytest.fixture(autouse=True)
def _nobody_else_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("ROOM_")]:
        monkeypatch.delenv(name)


async def test_a_picture_becomes_a_room_also_where_a_loop_runs(tmp_path: Path, capfd) -> None:
    with run(draw(tmp_path), settings=QUICK, out="made") as room:
        assert room.report.outcome in ("done", "below")
        assert {"bed", "nightstand"} <= {o.id for o in room.objects}
        assert room.edit("move nightstand --by 0 -0.1").objects
    assert capfd.readouterr().out == ""


class NoteSource:
    """A source as a newcomer writes one (docs/adding.md): `Source`, and `text` because it offers words."""

    kind = "note"
    offers: frozenset[Offer] = frozenset({"words"})
    leaves_out = frozenset({"scene_type", "textures"})
    pictures: ClassVar[list[Path]] = []

    def __init__(self, text: str) -> None:
        self.text = self.title = text
        self.task = f"Build a room as a scene program from this note: {text}"

    @classmethod
    def open(cls, folder: Path) -> "NoteSource":
        return cls(json.loads((folder / SOURCE).read_text())["text"])

    def keep(self, folder: Path) -> None:
        (folder / SOURCE).write_text(json.dumps({"kind": self.kind, "text": self.text}))

    def empty(self) -> Survey:
        return Survey()


def test_a_source_of_a_newcomer_that_offers_words_becomes_a_room(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(KINDS, NoteSource.kind, NoteSource.open)
    with run(NoteSource("A small bedroom with a desk"), settings=QUICK, out="made", quiet=False) as room:
        assert room.report.source.kind == "note"
        assert {"bed", "desk"} <= {o.category.split()[-1] for o in room.objects}
    told = capfd.readouterr().out
    assert "a grammar reads the words" in told
    assert "picture" not in told.partition("stage survey")[0]
    assert "Survey the picture" not in (tmp_path / "made" / TRANSCRIPT).read_text()


def test_a_source_without_its_words_is_said_in_one_line(tmp_path: Path) -> None:
    note = NoteSource("a bedroom")
    del note.text
    with pytest.raises(InputError, match="needs a `text`"):
        run(note, settings=QUICK, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_used_leaves_nothing(tmp_path: Path) -> None:
    picture = draw(tmp_path)
    for source, settings in (
        (tmp_path / "none.png", QUICK),
        (picture, QUICK | {"no_setting": 1}),
        (picture, QUICK | {"leave_out": ["no_stage"]}),
        (picture, QUICK | {"by_eye": True}),
        (
            WordsSource("a bedroom"),
            QUICK | {"by_eye": True, "base_url": "http://localhost:1", "model": "eyes"},
        ),
    ):
        with pytest.raises(InputError):
            run(source, settings=settings, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_run_without_a_room_says_how_to_go_on(
    tmp_path: Path, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Lent:
        def __enter__(self) -> Worker:
            return worker

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(driving, "Worker", Lent)
    monkeypatch.setattr(drafting, "recognised", lambda *given, **options: [])
    picture = draw(tmp_path)
    (tmp_path / "room.annotations.json").unlink()
    with pytest.raises(StoppedError, match="nothing in the picture was recognised"):
        run(str(picture), settings=QUICK | {"picture": {"camera": "nadir"}}, out=tmp_path / "out")
