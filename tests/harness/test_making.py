"""A whole run from Python."""

import os
from pathlib import Path

import pytest

from harness import run
from harness.runs import driving
from tests.harness.small_room import draw
from tools.blender.worker import Worker
from tools.errors import InputError, StoppedError
from tools.picture import drafting
from tools.source.words import WordsSource

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
