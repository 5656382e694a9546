"""Steering a team from its page: what is pressed reaches it as words, what it answers shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from agents.events import (
    AnswerEvent,
    AskedEvent,
    EndEvent,
    Event,
    HumanEvent,
    MeasurementEvent,
    MessageEvent,
    ModelCallEvent,
    RestEvent,
    RunEvent,
    VerdictEvent,
)
from agents.header import FOREMAN, Header
from harness.runs.transcript import Transcript
from harness.studio.asks import Terms
from harness.studio.team import Team
from tests.harness.studio.page import Seen, served
from tools.run_files import TRANSCRIPT

BRIEF = "[stage layout, attempt 1] LayoutArchitect, the floor is yours.\nPlace everything that was seen."


@dataclass
class Scripted:
    """A team that does what a test writes into its transcript, and keeps what it is told."""

    seen: Seen
    folder: Path
    told: list[tuple[str, Terms | None]] = field(default_factory=list)

    @property
    def page(self) -> Page:
        return self.seen.page

    def does(self, *events: Event) -> None:
        """Write events as a run writes them."""
        script = Transcript(self.folder / TRANSCRIPT)
        for event in events:
            script.write(event)

    def hears(self, words: str) -> None:
        """Wait for words to arrive, the newest that were said."""
        for _ in range(3000):
            if self.told and self.told[-1][0] == words:
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"never told {words!r}: {self.told}")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()


def brief(stage: str, who: str) -> MessageEvent:
    header = Header(kind="brief", stage=stage, specialist=who)
    return MessageEvent(source=FOREMAN, type="Brief", text=BRIEF.replace("layout", stage), header=header)


def done(stage: str, score: float, must: float) -> list[Event]:
    scores = {"placed": score}
    measured = MeasurementEvent(
        stage=stage, attempt=0, passed=score >= must, scores=scores, must={"placed": must}, findings=[]
    )
    return [
        measured,
        VerdictEvent(stage=stage, accept=score >= must, summary=f"{stage} looks right"),
    ]


@pytest.fixture
def script(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    monkeypatch.setattr(Team, "start", lambda self, what, *flags: None)
    monkeypatch.setattr(Team, "live", True)
    with served(tmp_path / "runs" / "none") as studio:
        key = studio.rooms.from_words("a bedroom with a bed", Terms())
        desk = studio.rooms.desk(key)
        assert desk is not None
        desk.folder.mkdir(parents=True, exist_ok=True)
        seen = Seen(browser.new_context(viewport={"width": 1280, "height": 800}).new_page())
        found = Scripted(seen, desk.folder)
        monkeypatch.setattr(Team, "say", lambda self, text, terms=None: found.told.append((text, terms)))
        settings = {"budget": {"calls": 60, "seconds": 1200}}
        found.does(RunEvent(picture="room.png", settings=settings), brief("layout", "LayoutArchitect"))
        seen.page.goto(f"{studio.address}room/{key}/")
        expect(seen.page.locator(".stages li")).to_have_count(1)  # a team at work shows by itself
        yield found
        seen.page.context.close()
        assert seen.complaints == []


def test_a_stage_is_approved_or_rejected_with_a_reason(script: Scripted) -> None:
    asked, page = script.page.locator(".asked"), script.page
    script.does(*done("layout", 0.96, 0.9))
    expect(page.locator(".said.verdict")).to_be_visible()
    expect(asked).to_have_count(0)  # not before the team waits
    expect(page.get_by_role("button", name="Approve")).to_be_disabled()  # nothing is asked
    script.does(AskedEvent(stage="layout"))
    expect(asked).to_contain_text("layout is done")
    expect(page.locator(".veil")).to_contain_text("The team waits for you: layout is done")
    expect(page.locator(".veil .busy")).to_have_count(0)
    expect(page.locator(".stages li.passed")).to_contain_text("placed 0.96 ≥ 0.9")
    expect(page.get_by_role("button", name="Reject")).to_be_disabled()  # without a reason
    page.get_by_label("Say something to the team").fill("the bed stands the wrong way")
    script.press("Reject")
    script.hears("/reject the bed stands the wrong way")
    expect(asked).to_have_count(0)  # it was answered: not asked twice
    script.does(HumanEvent(text="the bed stands the wrong way", thread=1, stage="layout", approve=False))
    script.does(brief("layout", "LayoutArchitect"), *done("layout", 0.97, 0.9), AskedEvent(stage="layout"))
    expect(asked).to_be_visible()
    script.press("Approve")
    script.hears("/approve")
    script.does(HumanEvent(text="Approved.", thread=2, stage="layout", approve=True))
    expect(page.locator(".said.human")).to_have_count(2)
    expect(asked).to_have_count(0)


def test_it_holds_and_goes_on_and_takes_a_wish_back(script: Scripted) -> None:
    page = script.page
    script.press("Pause")
    script.hears("/pause")
    script.does(AnswerEvent(text="paused", paused=True))
    expect(page.locator(".held")).to_have_text("paused")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_disabled()
    page.reload()  # in the middle: nothing is lost
    expect(page.locator(".held")).to_be_visible()
    script.press("Go on")
    script.hears("/resume")
    script.does(AnswerEvent(text="going on"))
    expect(page.locator(".cost")).to_contain_text("at work")
    script.press("Undo a wish")
    script.hears("/undo")
    script.does(AnswerEvent(text="there are not that many", good=False))
    expect(page.locator(".said.answer.below")).to_contain_text("refused there are not that many")


def test_words_for_a_team_that_holds_are_shown_as_waiting(script: Scripted) -> None:
    page = script.page
    script.does(AnswerEvent(text="paused", paused=True))
    expect(page.locator(".held")).to_be_visible()
    page.get_by_label("Say something to the team").fill("a warmer light")
    script.press("Say")
    expect(page.locator(".waits")).to_contain_text("a warmer light waits until you go on")
    script.does(AnswerEvent(text="going on"), HumanEvent(text="a warmer light", thread=1))
    expect(page.locator(".waits")).to_have_count(0)


def test_a_plan_that_is_done_is_finished_and_words_bring_the_team_back(script: Scripted) -> None:
    page = script.page
    script.does(*done("layout", 0.96, 0.9), RestEvent(outcome="done", reason="every gate passed"))
    expect(page.locator(".cost .busy")).to_contain_text("writing")
    script.does(RestEvent(outcome="done", reason="every gate passed", written=True))
    expect(page.locator(".finished")).to_contain_text("Finished: say something to go on")
    expect(page.locator(".cost")).not_to_contain_text("at work")
    expect(page.locator(".cost")).not_to_contain_text("left")
    expect(page.locator(".stages [aria-current]")).to_have_count(0)  # none is under way
    page.reload()
    expect(page.locator(".finished")).to_be_visible()
    page.get_by_label("Say something to the team").fill("a rug")
    script.press("Say")
    script.hears("a rug")
    script.does(HumanEvent(text="a rug", thread=3), brief("layout", "LayoutArchitect"))
    expect(page.locator(".finished")).to_have_count(0)
    expect(page.locator(".cost")).to_contain_text("at work")


def test_words_reach_whom_they_name_and_stages_are_gone_to(script: Scripted) -> None:
    page = script.page
    page.get_by_label("Say something to the team").fill("@geometer make the headboard curved")
    script.press("Say")
    script.hears("@geometer make the headboard curved")
    expect(page.get_by_label("Say something to the team")).to_have_value("")
    script.does(*done("layout", 0.96, 0.9), brief("geometry", "Geometer"))
    expect(page.locator(".stages [aria-current]")).to_contain_text("geometry")
    script.press("layout")
    script.hears("/goto layout")


def test_what_is_said_twice_stands_once_and_briefs_are_folded(script: Scripted) -> None:
    page = script.page
    script.does(
        HumanEvent(text="closer to the wall", thread=1),
        MessageEvent(source="Human", type="HumanWord", text="closer to the wall"),
        MessageEvent(source="Critic", type="Verdict", text="Accepted: layout looks right"),
        *done("layout", 0.96, 0.9),
    )
    expect(page.locator(".said.verdict")).to_contain_text("layout looks right")
    expect(page.get_by_text("closer to the wall", exact=True)).to_have_count(1)
    expect(page.get_by_text("layout looks right")).to_have_count(1)
    folded = page.locator(".said.brief details").first
    expect(folded.locator("summary")).to_have_text("LayoutArchitect, the floor is yours.")
    expect(folded.locator("div")).not_to_be_visible()
    folded.locator("summary").click()
    expect(folded.locator("div")).to_contain_text("Place everything that was seen.")


def test_limits_are_shown_and_a_team_that_went_home_is_called_back_on_new_ones(
    script: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = script.page
    call = ModelCallEvent(
        agent="Geometer", index=0, request_hash="", messages=1, images=0, result={}, tokens_in=900,
        tokens_out=100, seconds=1,
    )  # fmt: skip
    script.does(call)
    expect(page.locator(".cost")).to_contain_text("1 of 60 calls · 1,000 tokens")
    expect(page.locator(".cost")).to_contain_text("of 20 min")
    monkeypatch.setattr(Team, "live", False)
    script.does(EndEvent(outcome="stopped", reason="60 calls were made"))
    expect(page.locator(".said.end")).to_contain_text("60 calls were made")
    page.get_by_label("and, calls").fill("90")
    page.get_by_label("Say something to the team").fill("go on")
    script.press("Say")
    script.hears("go on")
    assert script.told[-1][1] == Terms(calls=90)


def test_a_recorded_run_is_watched_and_not_steered(script: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    page = script.page
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    monkeypatch.setattr(Team, "playing", True)
    script.does(*done("layout", 0.96, 0.9))
    expect(page.locator(".team")).to_contain_text("A recorded run is played again")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_have_count(0)
    expect(page.get_by_label("Say something to the team")).to_have_count(0)
