"""Recorded runs as examples to learn from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness import cli
from harness.runs import transcript
from harness.runs.examples import IMAGE, chat_rows, step_rows, turns_of

ROOT = Path(__file__).resolve().parents[3]
RUN = ROOT / "transcripts" / "bedroom"


@pytest.fixture(scope="module")
def events():
    return transcript.read(RUN / "transcript.jsonl")


def test_every_answer_of_a_model_is_in_one_turn(events) -> None:
    calls = [e.seq for e in events if e.kind == "model_call"]
    assert [c.seq for turn in turns_of(events) for c, _ in turn.said] == calls
    assert any(turn.measured is not None for turn in turns_of(events))


def test_a_chat_begins_with_instructions_and_answers_every_call(events) -> None:
    rows = list(chat_rows("bedroom", events, RUN))
    assert len(rows) == len(turns_of(events))
    for row in rows:
        roles = [m["role"] for m in row["messages"]]
        assert roles[:2] == ["system", "user"]
        assert roles[-1] in ("assistant", "tool")
        asked = [c["id"] for m in row["messages"] for c in m["tool_calls"] or []]
        answered = [m["tool_call_id"] for m in row["messages"] if m["role"] == "tool"]
        assert set(answered) <= set(asked)
        for call in [c for m in row["messages"] for c in m["tool_calls"] or []]:
            assert isinstance(json.loads(call["function"]["arguments"]), dict)
        assert sum(m["content"].count(IMAGE) for m in row["messages"]) == len(row["images"])
        assert all(Path(path).is_file() for path in row["images"])
    assert any(row["images"] for row in rows)


def test_steps_have_named_rewards_where_a_gate_measured(events) -> None:
    rows = list(step_rows("bedroom", events, RUN))
    assert len(rows) == sum(e.kind == "tool_call" for e in events)
    assert all(set(row["reward"]) == {"soundness", "wishes", "likeness"} for row in rows)
    rewarded = [v for row in rows for v in row["reward"].values() if v is not None]
    assert rewarded
    assert all(0.0 <= v <= 1.0 for v in rewarded)
    assert sum(row["done"] for row in rows) <= 1


@pytest.mark.parametrize("format", ["chat", "steps"])
def test_the_command_writes_lines_of_one_shape(format: str, tmp_path: Path, capsys) -> None:
    out = tmp_path / "rows.jsonl"
    assert cli.run(["transcript", "export", str(RUN), "--format", format, "--out", str(out)]) == 0
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert f"{len(rows)} rows" in capsys.readouterr().out
    assert len({tuple(row) for row in rows}) == 1


def test_the_library_that_trainers_use_loads_them(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    for format in ("chat", "steps"):
        out = tmp_path / f"{format}.jsonl"
        cli.run(["transcript", "export", str(RUN), "--format", format, "--out", str(out)])
        loaded = datasets.load_dataset(
            "json", data_files=str(out), cache_dir=str(tmp_path / "c"), split="train"
        )
        assert len(loaded) == len(out.read_text().splitlines())


def test_statistics_are_still_there(capsys) -> None:
    assert cli.run(["transcript", str(RUN)]) == 0
    assert "bedroom" in capsys.readouterr().out


def test_nothing_to_learn_from_is_said(tmp_path: Path, capsys) -> None:
    first = (RUN / "transcript.jsonl").read_text().splitlines()[0]
    (tmp_path / "transcript.jsonl").write_text(first + "\n")
    out = tmp_path / "x.jsonl"
    assert cli.run(["transcript", "export", str(tmp_path), "--out", str(out)]) == 2
    assert "no turn to learn from" in capsys.readouterr().err
    assert not out.exists()
