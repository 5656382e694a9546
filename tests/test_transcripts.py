"""The recorded runs that are shipped give the same programs again, with the real tools."""

import asyncio
from pathlib import Path

import pytest

from harness.runs import replay, story, transcript
from tools.blender.worker import Worker

RECORDED = sorted((Path(__file__).resolve().parent.parent / "transcripts").glob("*/transcript.jsonl"))


def test_there_are_recorded_runs() -> None:
    assert len(RECORDED) >= 2


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("path", RECORDED, ids=lambda p: p.parent.name)
def test_a_recorded_run_gives_the_same_programs(path: Path, worker: Worker, tmp_path: Path) -> None:
    found = asyncio.run(replay.check(path, tmp_path / "again", worker))
    assert found.divergence == ""
    assert found.versions == found.recorded > 5


@pytest.mark.parametrize("path", RECORDED, ids=lambda p: p.parent.name)
def test_a_recorded_run_came_from_a_model_and_holds_no_secret(path: Path) -> None:
    figures = story.statistics(transcript.read(path))
    assert figures["tokens_in"] > 10_000
    assert figures["images_sent"] > 5
    text = path.read_text()
    assert "api_key" not in text
    assert "/tmp/" not in text
