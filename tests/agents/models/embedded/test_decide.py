from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from agents.models.embedded.decision import Decision, Done
from agents.stages import PLAN, ROSTER
from tests.tools.solve.rooms import Truth, survey_of
from tools.picture.annotations import Annotations
from tools.program.read import read
from tools.settings import PictureSettings
from tools.solve import layout
from tools.survey import Survey
from tools.workspace import Workspace

GIVEN = Annotations.model_validate(
    {
        "scene_type": "office",
        "floor_px": [10, 20, 110, 80],
        "wall_top_px": [0, 10, 120, 90],
        "things": [
            {"category": "desk", "box": [20, 30, 60, 50]},
            {"category": "gizmo", "box": [70, 30, 90, 50]},
        ],
    }
)
BED = Truth("bed", (0, 0.9), (1.8, 2.1, 1.1), marks={"top": 1.1, "words": ["tufted headboard"]})


def decide(who: str, stage: str, workspace: Workspace, done: Sequence[Done]) -> Decision:
    """What a specialist's rules say."""
    rules = ROSTER[who].rules
    assert rules is not None
    return rules(next(s for s in PLAN if s.name == stage), workspace, done)


def desk_of(**parts: Any) -> Workspace:
    """What a specialist reads of a workspace."""
    marks = SimpleNamespace(given=parts.pop("given", None), masks=None)
    empty = {"settings": PictureSettings(), "marks": marks, "image": np.zeros((100, 120, 3), np.uint8)}
    empty |= {"afresh": False, "may_change": lambda id: True, "has_picture": True}
    empty |= {"source": SimpleNamespace(offers=frozenset({"picture"}))}
    empty |= {"survey": None}
    return cast(Workspace, SimpleNamespace(**(empty | parts)))


def test_the_analyst_takes_type_and_marks_that_were_given() -> None:
    workspace = desk_of(given=GIVEN)
    kind, room = decide("Analyst", "survey", workspace, []).calls
    assert kind == ("set_scene_type", {"scene_type": "office", "style": "modern"})
    assert room[0] == "submit_room"
    assert room[1]["floor_px"][0] == [10, 20]
    (things,) = decide("Analyst", "survey", workspace, [Done(*room, "ok")]).calls
    assert [t["category"] for t in things[1]["things"]] == ["desk", "gizmo"]


def test_the_analyst_says_what_it_could_not_name() -> None:
    survey = survey_of({"bed": BED, "blob": Truth("gizmo", (2, -1), (0.5, 0.5, 0.5), marks={"facing": None})})
    workspace = desk_of(given=GIVEN, survey=survey)
    done = [Done("finish_survey", {}, "done")]
    text = decide("Analyst", "survey", workspace, done).text
    assert "blob" in text
    assert "plain volumes" in text
    without = decide("Analyst", "survey", desk_of(survey=survey), done).text
    assert "I cannot name" in without


@pytest.mark.parametrize(
    ("stage", "kind"), [("layout", "large"), ("wall_objects", "wall"), ("small_objects", "small")]
)
def test_the_layout_architect_has_each_kind_solved_once(stage: str, kind: str) -> None:
    bare = desk_of(survey=Survey(picture="x", size=(10, 10)), scene=SimpleNamespace(text=""))
    (call,) = decide("LayoutArchitect", stage, bare, []).calls
    assert call == ("solve_layout", {"kinds": kind})
    assert not decide("LayoutArchitect", stage, bare, [Done(*call, "bed: bed")]).calls


def test_the_layout_architect_leaves_what_stands() -> None:
    survey = survey_of({"bed": BED})
    text = layout.solve(survey).apply("")
    desk = desk_of(survey=survey, scene=SimpleNamespace(text=text, program=read(text)))
    assert not decide("LayoutArchitect", "layout", desk, []).calls


def test_a_refusal_is_passed_on_in_words() -> None:
    refusal = [Done("solve_layout", {"kinds": "large"}, "the survey has no room yet", True)]
    bare = desk_of(survey=Survey(picture="x", size=(10, 10)), scene=SimpleNamespace(text=""))
    decision = decide("LayoutArchitect", "layout", bare, refusal)
    assert not decision.calls
    assert "the survey has no room yet" in decision.text


def test_the_geometer_builds_what_has_no_geometry() -> None:
    survey = survey_of({"bed": BED, "bed_2": BED})
    text = layout.solve(survey).apply("")
    bare = [SimpleNamespace(id="bed", placeholder=True), SimpleNamespace(id="bed_2", placeholder=False)]
    workspace = desk_of(
        survey=survey,
        scene=SimpleNamespace(text=text, program=read(text)),
        report=SimpleNamespace(objects=bare),
    )
    parts, call = decide("Geometer", "geometry", workspace, []).calls
    assert [d["id"] for d in parts[1]["descriptions"]] == ["bed", "bed_2"]
    (cell,) = call[1]["cells"]
    assert cell["ids"] == ["bed"]
    assert 'furnish("bed", bed' in cell["code"]
    assert 'headboard="tufted"' in cell["code"]


def test_the_critic_gives_located_items_with_an_owner() -> None:
    survey = Survey(picture="x", size=(10, 10))
    (call,) = decide("Critic", "survey", desk_of(survey=survey), []).calls
    name, verdict = call
    assert name == "submit_verdict"
    assert "below its gate" in verdict["summary"]
    assert verdict["items"][0]["owner"] == "Analyst"
    assert not decide("Critic", "survey", desk_of(survey=survey), [Done(*call, "ok")]).calls
