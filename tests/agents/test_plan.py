"""The stage plan is a pure fold over the thread."""

import json
from collections.abc import Sequence
from typing import Any, get_args

from autogen_agentchat.messages import TextMessage, ToolCallExecutionEvent, ToolCallRequestEvent
from autogen_core import FunctionCall
from autogen_core.models import FunctionExecutionResult

from agents.analyst import ANALYST
from agents.briefs import carried
from agents.header import FOREMAN, HUMAN, Header
from agents.layout_architect import LAYOUT_ARCHITECT
from agents.messages import Approval, Brief, HumanWord, Measured, wrap
from agents.plan import Message, StagePlan
from agents.stage import Stage
from agents.stages import ROSTER
from team import plan_for
from tools.critique import CRITIC, Finding, Raised, carry, remeasured, worked_on
from tools.toolbox.common import Colleague

STAGES = (
    Stage("survey", ANALYST),
    Stage("layout", LAYOUT_ARCHITECT, revisions=1),
    Stage("final", ROSTER[CRITIC]),
)
PLAN = StagePlan(STAGES)


def brief(stage: str, who: str, attempt: int = 0) -> Message:
    header = Header(kind="brief", stage=stage, specialist=who, attempt=attempt)
    return wrap(FOREMAN, Brief(header=header, text="words"))


def says(who: str, text: str = "done") -> Message:
    return TextMessage(source=who, content=text)


def measured(stage: str, score: float = 0.9, *, version: int = 1, passed: bool = True) -> Message:
    found = Measured(
        header=Header(kind="measured", stage=stage, specialist="whoever"),
        passed=passed,
        score=score,
        scores={"s": score},
        version=version,
        text="numbers",
    )
    return wrap(FOREMAN, found)


def verdict(accept: bool, *, error: bool = False, **more: Any) -> list[Message]:
    arguments = json.dumps({"accept": accept, "summary": "seen", **more})
    result = FunctionExecutionResult(content="ok", name="submit_verdict", call_id="c1", is_error=error)
    return [
        ToolCallRequestEvent(
            source=CRITIC, content=[FunctionCall(id="c1", name="submit_verdict", arguments=arguments)]
        ),
        ToolCallExecutionEvent(source=CRITIC, content=[result]),
        says(CRITIC),
    ]


def next_speaker(thread: Sequence[Message], plan: StagePlan = PLAN) -> str:
    return plan.speaker(plan.fold(thread))


SURVEYED = [brief("survey", "Analyst"), says("Analyst"), measured("survey"), *verdict(True)]


def test_a_stage_goes_brief_work_measure_review() -> None:
    expected = [FOREMAN, "Analyst", FOREMAN, CRITIC]
    assert [next_speaker(SURVEYED[:n]) for n in range(4)] == expected
    assert PLAN.fold(SURVEYED).stage == 1


def test_every_prefix_folds_alike_however_often() -> None:
    for n in range(len(SURVEYED) + 1):
        assert PLAN.fold(SURVEYED[:n]) == PLAN.fold(SURVEYED[:n])


def test_a_failed_gate_sends_the_stage_back_without_asking_the_critic() -> None:
    where = PLAN.fold([brief("survey", "Analyst"), says("Analyst"), measured("survey", passed=False)])
    assert (where.phase, where.attempt) == ("open", 1)


def test_the_last_attempt_is_reviewed_even_when_its_gate_fails() -> None:
    thread = [brief("survey", "Analyst"), says("Analyst"), measured("survey", passed=False)]
    thread += [brief("survey", "Analyst", 1), says("Analyst"), measured("survey", passed=False)]
    assert PLAN.fold(thread).phase == "review"


def test_a_rejection_is_bounded_and_the_best_version_is_restored() -> None:
    thread = [*SURVEYED]
    thread += [
        brief("layout", "LayoutArchitect"),
        says("LayoutArchitect"),
        measured("layout", 0.8, version=5),
    ]
    thread += verdict(False, items=[{"object": "bed", "problem": "0.3 m left", "owner": "LayoutArchitect"}])
    where = PLAN.fold(thread)
    assert (where.phase, where.attempt, where.items[0].object) == ("open", 1, "bed")
    thread += [
        brief("layout", "LayoutArchitect", 1),
        says("LayoutArchitect"),
        measured("layout", 0.5, version=6),
    ]
    thread += verdict(False)
    where = PLAN.fold(thread)
    assert (where.stage, where.restore) == (2, 5)


def test_the_final_review_may_send_work_back_and_comes_back() -> None:
    thread = [
        *SURVEYED,
        brief("layout", "LayoutArchitect"),
        says("LayoutArchitect"),
        measured("layout"),
        *verdict(True),
    ]
    thread += [brief("final", CRITIC), measured("final")]
    assert next_speaker(thread) == CRITIC
    thread += verdict(False, items=[{"object": "bed", "problem": "turned", "owner": "LayoutArchitect"}])
    where = PLAN.fold(thread)
    assert (STAGES[where.stage].name, where.detour_from, where.items[0].problem) == ("layout", 2, "turned")
    thread += [brief("layout", "LayoutArchitect"), says("LayoutArchitect"), measured("layout")]
    where = PLAN.fold(thread)
    assert (STAGES[where.stage].name, where.phase) == ("final", "measure")
    thread += [measured("final"), *verdict(True)]
    assert PLAN.fold(thread).phase == "done"


def test_a_critic_without_a_verdict_is_asked_once_more_then_numbers_decide() -> None:
    thread = [*SURVEYED[:3], says(CRITIC, "looks nice")]
    assert next_speaker(thread) == CRITIC
    assert PLAN.fold([*thread, says(CRITIC, "really nice")]).stage == 1


def test_a_refused_verdict_call_does_not_count() -> None:
    assert PLAN.fold([*SURVEYED[:3], *verdict(True, error=True)]).phase == "review"


def test_approval_is_asked_where_wanted() -> None:
    plan = StagePlan(STAGES, approvals=["survey"])
    assert next_speaker(SURVEYED, plan) == HUMAN
    no = wrap(HUMAN, Approval(stage="survey", approve=False, text="the rug is missing"))
    assert plan.fold([*SURVEYED, no]).items[0].problem == "the rug is missing"
    yes = wrap(HUMAN, Approval(stage="survey", approve=True, text="good"))
    assert plan.fold([*SURVEYED, yes]).stage == 1


def test_a_wish_gets_its_own_turn_and_the_plan_goes_on() -> None:
    thread = [*SURVEYED, wrap(HUMAN, HumanWord(to="Geometer", text="curve it"))]
    assert next_speaker(thread) == FOREMAN
    header = Header(kind="request", stage="layout", specialist="Geometer")
    asked = Brief(header=header, text="curve it")
    thread.append(wrap(FOREMAN, asked))
    assert next_speaker(thread) == "Geometer"
    thread.append(says("Geometer"))
    where = PLAN.fold(thread)
    assert where.request is None
    assert PLAN.speaker(where) == FOREMAN


def hands_on(who: str, to: str, what: str) -> list[Message]:
    call = FunctionCall(id="h", name="hand_on", arguments=json.dumps({"to": to, "what": what}))
    return [ToolCallRequestEvent(source=who, content=[call]), says(who)]


def asked(who: str) -> Message:
    return wrap(FOREMAN, Brief(header=Header(kind="request", stage="layout", specialist=who), text="words"))


def test_a_wish_is_handed_on_until_nobody_hands_it_on() -> None:
    thread = [*SURVEYED, wrap(HUMAN, HumanWord(to="LightingDirector", text="add a lamp"))]
    thread += [asked("LightingDirector"), *hands_on("LightingDirector", "LayoutArchitect", "place a lamp")]
    where = PLAN.fold(thread)
    assert where.request is not None
    assert where.request.to == "LayoutArchitect"
    assert where.request.text.splitlines() == ["add a lamp", "LightingDirector hands on: place a lamp"]
    assert PLAN.speaker(where) == FOREMAN
    thread += [asked("LayoutArchitect"), *hands_on("LayoutArchitect", "Geometer", "build lamp_1")]
    thread += [asked("Geometer"), says("Geometer", "built")]
    assert PLAN.fold(thread).request is None
    assert next_speaker(thread) == next_speaker(SURVEYED)


def test_a_second_wish_waits_for_the_first() -> None:
    thread = [*SURVEYED, *(wrap(HUMAN, HumanWord(to=to, text=to)) for to in ("Geometer", "LayoutArchitect"))]
    for who in ("Geometer", "LayoutArchitect"):
        assert next_speaker(thread) == FOREMAN
        thread.append(asked(who))
        assert next_speaker(thread) == who
        thread.append(says(who))
    assert PLAN.fold(thread).request is None
    assert next_speaker(thread) == next_speaker(SURVEYED)


def test_a_wish_that_goes_round_in_circles_ends() -> None:
    thread = [*SURVEYED, wrap(HUMAN, HumanWord(to="Geometer", text="do it"))]
    for _ in range(9):
        for who, to in (("Geometer", "MaterialArtist"), ("MaterialArtist", "Geometer")):
            thread += [asked(who), *hands_on(who, to, "you")]
    assert PLAN.fold(thread).request is None


def test_everybody_who_can_be_handed_work_is_in_the_plan() -> None:
    assert {*get_args(Colleague)} == {*ROSTER} - {CRITIC}
    assert all("hand_on" in {tool.name for tool in ROSTER[name].tools} for name in get_args(Colleague))


def item(object: str, owner: str) -> Finding:
    return Finding(object=object, problem="too low", owner=owner)


def test_what_a_verdict_does_not_say_again_is_closed_and_the_rest_is_carried_on() -> None:
    left = carry([], "layout", "LayoutArchitect", [item("bed", "LayoutArchitect"), item("rug", "Geometer")])
    left = carry(left, "layout", "LayoutArchitect", [item("rug", "Geometer")])
    assert [(r.stage, r.item.object) for r in left] == [("layout", "rug")]
    left = carry(left, "wall_objects", "LayoutArchitect", [item("sofa", "MaterialArtist")])
    assert [r.item.object for r in left] == ["rug", "sofa"]
    left = carry(left, "geometry", "Geometer", [])  # the Geometer was told of the rug, and it is fine now
    assert [r.item.object for r in left] == ["sofa"]
    assert carry(left, "final", CRITIC, []) == []


def test_what_is_said_again_of_an_object_replaces_what_was_said_of_it() -> None:
    left = carry([], "survey", "Analyst", [item("door", "Geometer")])
    left = carry(left, "layout", "LayoutArchitect", [item("door", "Geometer")])
    assert [(r.stage, r.item.object) for r in left] == [("layout", "door")]


def test_corrected_marks_are_followed_by_a_new_layout_before_the_final_review() -> None:
    thread = [*SURVEYED, brief("layout", "LayoutArchitect"), says("LayoutArchitect"), measured("layout")]
    thread += [*verdict(True), brief("final", CRITIC), measured("final")]
    thread += verdict(False, items=[{"object": "door", "problem": "is an opening", "owner": "Analyst"}])
    where = PLAN.fold(thread)
    assert (STAGES[where.stage].name, where.detour_from) == ("survey", 2)
    thread += [brief("survey", "Analyst"), says("Analyst"), measured("survey")]
    where = PLAN.fold(thread)
    assert (STAGES[where.stage].name, where.phase, where.detour_from) == ("layout", "open", 2)
    thread += [brief("layout", "LayoutArchitect"), says("LayoutArchitect"), measured("layout")]
    where = PLAN.fold(thread)
    assert (STAGES[where.stage].name, where.phase, where.detour_from) == ("final", "measure", None)


def test_a_point_left_at_an_accepted_stage_reaches_its_owner_and_the_final_review() -> None:
    told = [{"object": "lamp", "problem": "too dark", "owner": "LayoutArchitect"}]
    where = PLAN.fold([*SURVEYED[:3], *verdict(True, items=told)])
    assert where.items == []
    assert "lamp: too dark" in carried(STAGES[1], where)
    assert "lamp: too dark" in carried(STAGES[2], where)
    assert carried(STAGES[0], where) == ""


def test_a_revision_that_measures_alike_stays_and_one_that_measures_worse_goes_back() -> None:
    first = [brief("layout", "LayoutArchitect"), says("LayoutArchitect"), measured("layout", 0.9, version=4)]
    again = [brief("layout", "LayoutArchitect", 1), says("LayoutArchitect")]
    for score, restored in ((0.89, None), (0.85, 4)):
        thread = [*SURVEYED, *first, *verdict(False), *again, measured("layout", score, version=5)]
        assert PLAN.fold([*thread, *verdict(True)]).restore == restored


def test_after_the_final_review_each_owner_of_some_weight_has_a_turn_and_the_critic_none_between() -> None:
    stages = [
        *STAGES[:2],
        Stage("materials", ROSTER["MaterialArtist"]),
        Stage("lighting", ROSTER["LightingDirector"]),
    ]
    plan = StagePlan([*stages, STAGES[2]])
    thread: list[Message] = []
    for stage in stages:
        thread += [
            brief(stage.name, stage.specialist.name),
            says(stage.specialist.name),
            measured(stage.name),
        ]
        thread += verdict(True)
    thread += [brief("final", CRITIC), measured("final")]
    wrong = [
        {"object": "lamp", "problem": "dark", "owner": "LightingDirector", "severity": "medium"},
        {"object": "rug", "problem": "red", "owner": "MaterialArtist", "severity": "low"},
        {"object": "bed", "problem": "left", "owner": "LayoutArchitect", "severity": "high"},
    ]
    thread += verdict(False, items=wrong)
    visited = []
    for _ in range(2):
        where = plan.fold(thread)
        stage = plan.stages[where.stage]
        visited.append(stage.name)
        assert [r.item.object for r in where.carried] == ["lamp", "rug", "bed"]
        thread += [
            brief(stage.name, stage.specialist.name),
            says(stage.specialist.name),
            measured(stage.name),
        ]
    assert visited == ["layout", "lighting"]
    where = plan.fold(thread)
    assert (plan.stages[where.stage].name, where.phase) == ("final", "measure")


def test_a_note_is_told_and_done_with_the_work_it_is_for() -> None:
    note = Stage("scene_type", ANALYST, gate=False, critic=False)
    plan = StagePlan((note, *STAGES))
    assert [s.name for s in plan.together(plan.fold([]))] == ["scene_type", "survey"]
    thread = [brief("survey", "Analyst"), says("Analyst")]
    where = plan.fold(thread)
    assert plan.stages[where.stage].name == "survey"
    assert where.phase == "measure"
    assert where.outcomes == {"scene_type": True}
    assert [s.name for s in plan.together(plan.fold([*thread, measured("survey"), *verdict(True)]))] == [
        "layout"
    ]


def test_a_stage_whose_work_stands_is_measured_without_giving_the_floor() -> None:
    where = PLAN.fold([*SURVEYED, measured("layout")])
    assert where.phase == "review"
    assert PLAN.stages[where.stage].name == "layout"


def test_rules_have_as_many_answers_as_they_need_and_models_what_the_plan_says() -> None:
    assert {s.answers for s in plan_for(free=True)} == {None}
    assert next(s for s in plan_for() if s.name == "geometry").answers == 2


def test_a_point_is_worked_on_then_measured_mended_or_still_wrong() -> None:
    points = [Raised(stage="layout", item=item(o, "LayoutArchitect")) for o in ("bed", "sofa", "rug")]
    wrong = [Finding(object="sofa", problem="39 px too low", owner="LayoutArchitect")]
    seen = {"LayoutArchitect": ["bed", "sofa"]}
    assert [r.state for r in remeasured(points, seen, [])] == ["open", "open", "open"]
    told = worked_on(points, "LayoutArchitect")
    now = remeasured(told, seen, wrong)
    assert [r.state for r in now] == ["mended", "still wrong", "worked on"]
    assert now[1].line().endswith("too low (LayoutArchitect) -- still wrong: 39 px too low")
    left = carry(now, "final", CRITIC, [])  # silence closes no point that the numbers still see
    assert [r.item.object for r in left] == ["sofa"]
    assert [r.state for r in remeasured(worked_on(now, "LayoutArchitect"), seen, [])][:2] == ["mended"] * 2


def test_what_is_mended_is_told_to_nobody_again() -> None:
    told = [{"object": "lamp", "problem": "too low", "owner": "LayoutArchitect"}]
    thread = [*SURVEYED[:3], *verdict(True, items=told), brief("layout", "LayoutArchitect")]
    thread += [says("LayoutArchitect")]
    header = Header(kind="measured", stage="layout", specialist="LayoutArchitect")
    numbers = {"passed": True, "score": 0.9, "scores": {}, "version": 1, "text": "numbers"}
    looked = {"LayoutArchitect": ["lamp"]}
    wrong = Finding(object="lamp", problem="12 px too high", owner="LayoutArchitect")
    for findings, left in (([], ""), ([wrong], "still wrong: 12 px too high")):
        content = Measured(header=header, findings=findings, looked=looked, **numbers)
        where = PLAN.fold([*thread, wrap(FOREMAN, content)])
        assert left in carried(STAGES[2], where)
        assert bool(carried(STAGES[2], where)) == bool(left)
