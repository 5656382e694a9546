"""Transcripts are whole up to the last line, and people can read them."""

import io
import json
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from agents.events import EndEvent, MessageEvent, RunEvent, ToolCallEvent
from agents.header import Header
from harness.runs import story, transcript
from harness.runs.console import ConsoleView
from harness.runs.driving import seconds_by_stage
from harness.runs.transcript import Transcript
from tools.errors import InputError
from tools.images import ImageStore


def written(folder: Path) -> Path:
    path = folder / "transcript.jsonl"
    log = Transcript(path)
    log.write(RunEvent(picture="input.png", settings={"model": "embedded"}))
    log.turn = 1
    header = Header(kind="brief", stage="layout", specialist="LayoutArchitect", answers=2)
    log.write(MessageEvent(source="Foreman", type="x", text="Lay it out.", header=header))
    log.write(
        ToolCallEvent(
            agent="LayoutArchitect", name="change_objects", arguments={}, result="ok", error=False, seconds=1
        )
    )
    log.write(
        ToolCallEvent(
            agent="LayoutArchitect", name="change_objects", arguments={}, result="no", error=True, seconds=1
        )
    )
    log.write(EndEvent(outcome="done", reason="every gate passed"))
    return path


def test_events_come_back_as_they_were_numbered_in_order(tmp_path: Path) -> None:
    events = transcript.read(written(tmp_path))
    assert [e.seq for e in events] == [0, 1, 2, 3, 4]
    assert [e.turn for e in events] == [0, 1, 1, 1, 1]


def test_a_last_line_cut_by_a_kill_is_left_out_and_the_file_continues(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_bytes(path.read_bytes()[:-20])
    assert len(transcript.read(path)) == 4
    transcript.truncate(path, len(path.read_bytes().rsplit(b"\n", 1)[0]) + 1)
    Transcript(path).write(EndEvent(outcome="stopped", reason="again"))
    assert transcript.read(path)[-1].seq == 4
    assert (tmp_path / "abandoned.jsonl").exists()


def test_a_broken_line_in_the_middle_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = written(tmp_path)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], "{broken", *lines[1:]]) + "\n")
    with pytest.raises(InputError, match="line 2"):
        transcript.read(path)


def test_a_transcript_of_version_1_gets_its_headers_from_its_words(tmp_path: Path) -> None:
    path = written(tmp_path)
    run, brief, *rest = (json.loads(line) for line in path.read_text().splitlines())
    words = "[stage layout, attempt 2] LayoutArchitect, the floor is yours for 2 answers.\nLay it out."
    for version, found in ((1, "LayoutArchitect"), (2, None)):
        lines = [run | {"version": version}, brief | {"text": words, "header": None}, *rest]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines))
        event = transcript.read(path)[1]
        assert isinstance(event, MessageEvent)
        assert (event.header.specialist if event.header else None) == found


def brief_event(time: float, stage: str) -> MessageEvent:
    header = Header(kind="brief", stage=stage, specialist="Geometer")
    return MessageEvent(source="Foreman", type="x", text="reworded at will", header=header, time=time)


def test_seconds_go_to_the_stages_that_the_headers_name() -> None:
    spent = seconds_by_stage([brief_event(1.0, "layout"), brief_event(3.5, "geometry")])
    assert spent == {"start": 1.0, "layout": 2.5, "geometry": 0.0}


def test_rows_count_edits_per_specialist(tmp_path: Path) -> None:
    (row,) = story.rows("run", transcript.read(written(tmp_path)))
    assert (row["agent"], row["edits_accepted"], row["edits_refused"]) == ("LayoutArchitect", 1, 1)
    assert story.as_csv([row]).splitlines()[0].startswith("run,agent,calls")


def test_views_hold_words_and_pictures(tmp_path: Path) -> None:
    store = ImageStore(tmp_path / "images")
    mark = store.put(np.zeros((8, 8, 3), np.uint8), "black <square>")
    path = written(tmp_path)
    Transcript(path).write(MessageEvent(source="Critic", type="x", text=f"see {mark} & [/weird] markup"))
    events = transcript.read(path)
    page = story.as_html("a run", events, store)
    assert "data:image/jpeg;base64," in page
    assert "black &lt;square&gt;" in page
    assert "(images/" in story.as_markdown("a run", events)


def test_markup_in_a_message_never_breaks_the_console(tmp_path: Path) -> None:
    out = Console(file=io.StringIO(), width=200)
    view = ConsoleView(out)
    for text in ("verts[/3]", "[red]", "[[img:0123456789ab x]]", "[/]"):
        view.write(MessageEvent(source="Geometer", type="x", text=text))
    assert "verts[/3]" in out.file.getvalue()  # type: ignore[attr-defined]
