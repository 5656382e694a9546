"""What a person watching a run reads: once each, with the folder, the stage and the time left."""

import io
import math
from pathlib import Path

import pytest
from rich.console import Console

from agents.events import EndEvent, Event, MessageEvent, ToolCallEvent, VerdictEvent
from agents.header import Header
from agents.stages import PLAN
from harness.runs.console import ConsoleView, beginning, cut, in_doubt, where_things_are
from harness.runs.pace import MODEL, OUTPUTS, RULES, Pace, spoken
from tools.picture.review import Doubt

STAGES = [stage.name for stage in PLAN]


def shown(*events: Event, pace: Pace | None = None) -> str:
    out = io.StringIO()
    view = ConsoleView(Console(file=out, width=200), pace=pace)
    for event in events:
        view.write(event)
    return out.getvalue()


def brief(stage: str, time: float) -> MessageEvent:
    header = Header(kind="brief", stage=stage, specialist="Analyst", attempt=0)
    return MessageEvent(source="Foreman", type="Brief", text=f"[stage {stage}]", header=header, time=time)


def test_a_verdict_is_said_once() -> None:
    said = "Accepted: it stands as in the picture."
    text = shown(
        ToolCallEvent(
            agent="Critic", name="submit_verdict", arguments={}, result=said, error=False, seconds=0
        ),
        MessageEvent(source="Critic", type="TextMessage", text=said),
        VerdictEvent(stage="layout", accept=True, summary="it stands as in the picture.", items=[]),
    )
    assert text.count("it stands as in the picture") == 1
    assert "accepts" in text


def test_a_refused_verdict_is_said() -> None:
    call = ToolCallEvent(
        agent="Critic", name="submit_verdict", arguments={}, result="no stage x", error=True, seconds=0
    )
    assert "refused" in shown(call)


def test_the_answer_that_closes_a_turn_is_said_once() -> None:
    text = shown(
        ToolCallEvent(
            agent="Analyst", name="finish_survey", arguments={}, result="32 things. [[img:0123456789ab s]]",
            error=False, seconds=0,
        ),
        MessageEvent(source="Analyst", type="TextMessage", text="32 things. [[img:0123456789ab s]]"),
        MessageEvent(source="Geometer", type="TextMessage", text="Built 17."),
    )  # fmt: skip
    assert text.count("32 things.") == 1
    assert "[[img" not in text
    assert "Built 17." in text


def test_stages_count_up_and_the_time_left_counts_down() -> None:
    pace = Pace(STAGES, rules=True)
    text = shown(brief("survey", 0.5), brief("materials", 60.0), brief("final", 170.0), pace=pace)
    assert "survey," not in text  # too early to say
    assert f"of {len(STAGES) + 1}: materials, about" in text
    left = [pace.left(name, 100 * pace.share(name)) for name in STAGES if pace.share(name) > 0.1]
    assert all(value is not None for value in left)
    assert left == sorted(left, key=lambda value: -(value or 0))
    shares = [pace.share(name) for name in [*STAGES, OUTPUTS]]
    assert shares == sorted(shares)
    assert shares[0] == 0 < shares[-1] < 1


def test_after_the_last_stage_something_is_said_to_happen() -> None:
    end = EndEvent(outcome="done", reason="every gate passed", time=100.0)
    assert "writing the final picture" in shown(end, pace=Pace(STAGES, rules=True))


def test_every_stage_that_is_measured_has_a_usual_time() -> None:
    assert (
        {s.name for s in PLAN if s.gate} - {"relations"}
        == RULES.keys() - {OUTPUTS}
        == MODEL.keys() - {OUTPUTS}
    )


@pytest.mark.parametrize(
    ("seconds", "words"), [(2, "5 s"), (41, "40 s"), (170, "3 min"), (4900, "1 h 22 min")]
)
def test_times_as_people_say_them(seconds: float, words: str) -> None:
    assert spoken(seconds) == words


def last_lines(folder: Path, end: EndEvent) -> str:
    out = io.StringIO()
    where_things_are(Console(file=out, width=60), folder, end)
    return out.getvalue()


def test_ways_on_stand_in_place_of_a_check(tmp_path: Path) -> None:
    end = EndEvent(outcome="failed", reason="no room was built", ways=["`room doctor` tries the endpoint"])
    text = last_lines(tmp_path, end)
    assert "Ways on:" in text
    assert "room doctor" in text
    assert "room check" not in text


def test_a_finished_room_is_to_be_checked_and_edited(tmp_path: Path) -> None:
    (tmp_path / "scene.py").write_text("")
    text = last_lines(tmp_path, EndEvent(outcome="done", reason="every gate passed"))
    assert f"room check {tmp_path}" in text  # whole, however narrow the terminal is
    assert f"room edit {tmp_path} move" in text


def test_the_worst_doubts_are_said_at_the_end_and_where_the_rest_is(tmp_path: Path) -> None:
    doubts = [Doubt(f"d{i}", f"doubt {i}", "a ruler", m) for i, m in enumerate((math.inf, 0.3, 0.2, 0.1, 0))]
    out = io.StringIO()
    in_doubt(Console(file=out, width=40), tmp_path, doubts)
    lines = out.getvalue().splitlines()
    assert lines[0] == "In doubt: doubt 0. Settle it with a ruler."
    assert [line.split(".")[0] for line in lines[1:3]] == ["In doubt: doubt 1", "In doubt: doubt 2"]
    assert lines[3] == f"2 smaller doubts: {tmp_path / 'report.md'}"


def test_small_doubts_alone_are_left_to_the_report(tmp_path: Path) -> None:
    out = io.StringIO()
    in_doubt(Console(file=out), tmp_path, [Doubt("bed", "which way bed faces is guessed", "its facing", 0.0)])
    assert not out.getvalue()


@pytest.mark.parametrize(("marks", "said"), [("Marks: 32 things", "Marks: 32"), (None, "No model is set")])
def test_who_reads_the_picture_is_said_first(marks: str | None, said: str, tmp_path: Path) -> None:
    out = io.StringIO()
    beginning(Console(file=out, width=200), tmp_path, marks, "embedded")
    assert str(tmp_path) in out.getvalue()
    assert said in out.getvalue()


def test_what_is_too_long_ends_after_a_whole_word() -> None:
    assert cut("short", 10) == "short"
    assert cut("one two three", 9) == "one two …"
    assert cut("one two three", 8) == "one two …"
    assert cut("unbroken", 4) == "unb …"
