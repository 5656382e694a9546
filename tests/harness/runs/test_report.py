"""A run's report: typed, kept whole, and written for people."""

from pathlib import Path

import pytest

from agents.events import MessageEvent, ModelCallEvent
from agents.header import FOREMAN, Header
from harness.runs import report as reports
from harness.runs.report import Gate, ObjectRow, Point, Report
from harness.runs.spent import spent_of
from tools.critique import Finding
from tools.errors import InputError


def sample() -> Report:
    finding = Finding(
        object="bed", problem="39 px too low", owner="Layout", severity="high", box=(1, 2, 3, 4)
    )
    return Report(
        outcome="below",
        reason="layout is below its gate",
        objects=[ObjectRow(id="bed", category="bed", center=(0, 0, 0.3), size=(1.6, 2, 0.6), yaw_deg=90)],
        findings=[finding],
        checklist=[Point(**finding.model_dump(), stage="layout", status="left")],
        gates={"layout": Gate(passed=False, scores={"placed": 0.5}, findings=[finding])},
        files={"renders/beside.png": 3},
    )


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    sample().write(tmp_path)
    assert reports.load(tmp_path) == sample()
    page = (tmp_path / "report.md").read_text()
    assert "| bed | bed | 0.00 0.00 0.30 | 1.60 2.00 0.60 | 90 |" in page
    assert page.count("39 px too low") == 1


def test_what_another_version_wrote_into_it_stays(tmp_path: Path) -> None:
    later = sample().model_dump(mode="json") | {"weather": "mild"}
    later["objects"][0]["price"] = 12
    report = Report.model_validate(later)
    report.write(tmp_path)
    again = reports.load(tmp_path).model_dump(mode="json")
    assert again["weather"] == "mild"
    assert again["objects"][0]["price"] == 12


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"outcome": "splendid"}', '{"outcome": "done", "objects": [1]}']
)
def test_what_is_no_report_is_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "report.json").write_text(text)
    with pytest.raises(InputError, match=r"report\.json"):
        reports.load(tmp_path)


def test_its_page_says_what_is_in_doubt() -> None:
    report = sample()
    assert "## In doubt" not in reports.as_markdown(report)
    report.doubts = [f"doubt {i}. Settle it with a ruler." for i in range(14)]
    page = reports.as_markdown(report)
    assert "## In doubt\n\n- doubt 0. Settle it with a ruler." in page
    assert "- and 2 smaller doubts (report.json lists them)" in page


def test_its_page_has_what_each_used_in_each_stage() -> None:
    brief = MessageEvent(
        source=FOREMAN, type="Brief", text="", header=Header(kind="brief", stage="layout", specialist="A")
    )
    call = ModelCallEvent(
        agent="A", index=0, request_hash="", messages=1, images=0, result={}, tokens_in=1200, tokens_out=30,
        seconds=2.5,
    )  # fmt: skip
    report = sample()
    report.spent = spent_of([call, brief, call, call, call.model_copy(update={"agent": "Critic"})])
    assert [(r.stage, r.specialist, r.calls) for r in report.spent] == [
        ("start", "A", 1), ("layout", "A", 2), ("layout", "Critic", 1)
    ]  # fmt: skip
    assert "| layout | A | 2 | 2,400 | 60 | 5.0 |" in reports.as_markdown(report)
