"""A new specialist with a tool and a stage of its own: its own file, its prompts, and the plan."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from string import Template

import pytest
from rich.console import Console

import prompts
from agents.events import MeasurementEvent, MessageEvent, ToolCallEvent, VerdictEvent
from agents.models.embedded.decision import Decision, Done, did
from agents.specialist import Specialist
from agents.stage import Stage
from agents.stages import ROSTER
from harness.runs import chat_words, folder, story, transcript
from harness.runs.console import ConsoleView
from harness.runs.session import Session, clients_for
from harness.settings import RoomSettings
from tests.harness.small_room import draw
from tools.blender.worker import Worker
from tools.critique import Finding
from tools.gates.measures import Measure
from tools.source.picture import PictureSource
from tools.toolbox.tool import tool
from tools.workspace import Workspace

# What would be agents/gardener.py: one declaration, with its tool and its rules.


@tool(edits=True, ends_turn=True)
def water(workspace: Workspace, style: str) -> str:
    """Say how green the place is. Ends your turn."""
    survey = workspace.survey
    workspace.save_survey(survey.model_copy(update={"style": style}))
    return f"It is {style} now."


def decide(stage: Stage, workspace: Workspace, done: Sequence[Done]) -> Decision:
    """Water once."""
    return Decision(text="Watered.") if did(done, "water") else Decision([("water", {"style": "green"})])


GARDENER = Specialist(
    name="Gardener",
    prompt="gardener",
    description="Sees to the plants.",
    colour="green",
    tools=(water,),
    mends="whatever wilts",
    hints=("plant", "leaf"),
    state=("names",),
    rules=decide,
)
# What would be prompts/gardener.md and prompts/stage_garden.md.
WORDS = {
    "gardener": "You are the Gardener.\n$conventions",
    "stage_garden": "At least $must_green of it has to be green.\n$names",
}


def green(workspace: Workspace, kinds: object) -> tuple[dict[str, float], list[Finding]]:
    """One when the style is green; anything else is the Gardener's to mend."""
    done = workspace.survey.style == "green"
    return {"green": float(done)}, [] if done else [
        Finding(object="room", problem="is dry", owner="Gardener")
    ]


# What would be a line of the plan.
GARDEN = Stage("garden", GARDENER, measures=(Measure("green", green, must={"green": 0.9}),))


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> None:
    """The prompt files, and the plan with the new stage."""
    shipped = prompts.text
    monkeypatch.setattr(prompts, "text", lambda name: WORDS[name] if name in WORDS else shipped(name))
    monkeypatch.setitem(ROSTER, "Gardener", GARDENER)  # as the plan names it: ROSTER is read off the plan


def test_it_works_and_is_measured_reviewed_counted_and_addressed(
    planned: None, worker: Worker, tmp_path: Path
) -> None:
    settings = RoomSettings(model="embedded")
    run = folder.create(PictureSource.bring(draw(tmp_path), annotated=True), tmp_path / "run", force=False)
    session = Session(run, settings, worker, clients_for(settings), stages=(GARDEN,))
    end = asyncio.run(session.run())
    assert (end.reason, session.workspace.survey.style) == ("no room was built", "green")  # it only gardens
    events = transcript.read(run / "transcript.jsonl")
    said = [e for e in events if isinstance(e, MessageEvent)]
    assert "At least 0.9 of it has to be green." in said[1].text
    assert said[1].header is not None
    assert (said[1].header.specialist, said[1].header.answers) == ("Gardener", 2)
    assert [e.name for e in events if isinstance(e, ToolCallEvent)] == ["water", "submit_verdict"]
    assert next(e for e in events if isinstance(e, MeasurementEvent)).scores == {"green": 1.0}
    assert next(e for e in events if isinstance(e, VerdictEvent)).accept
    row = next(r for r in story.rows("run", events) if r["agent"] == "Gardener")
    assert (row["edits_accepted"], row["stages"], row["score_best"]) == (1, 1, 1.0)
    assert chat_words.specialist("garden") == "Gardener"
    assert chat_words.whom("the leaf of that plant") == "Gardener"
    line = ConsoleView(Console()).line(said[2])
    assert line is not None
    assert line.startswith("[green]Gardener[/green]: It is green now.")


def test_the_critic_knows_it(planned: None, worker: Worker, tmp_path: Path) -> None:
    settings = RoomSettings(model="embedded")
    run = folder.create(PictureSource.bring(draw(tmp_path), annotated=True), tmp_path / "run", force=False)
    critic = Session(run, settings, worker, clients_for(settings), stages=(GARDEN,)).crew.specialists[
        "Critic"
    ]
    system = critic._system_messages[0].content
    assert "Gardener for whatever wilts" in system
    bench = critic._workbench[0]
    for owner, wrong in (("Gardener", False), ("Plumber", True)):
        items = [{"object": "plant", "problem": "wilts", "owner": owner}]
        given = {"accept": True, "summary": "seen", "items": items}
        result = asyncio.run(bench.call_tool("submit_verdict", given))
        assert result.is_error == wrong
    assert "owners are Analyst, " in result.to_text()


def test_the_prompts_ask_for_nothing_unknown() -> None:
    assert set(Template(WORDS["stage_garden"]).get_identifiers()) == {"must_green", "names"}
