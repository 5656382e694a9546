"""The prompts of `room bench words`, and what is measured of one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from shapely.geometry import box

from harness.bench.words.command import figures_of
from harness.bench.words.measuring import Found, measure_prompt
from harness.bench.words.prompts import Prompt, Told, further, prompts, wishes
from tools import vocabulary
from tools.blender.worker import Worker
from tools.brief.brief import FIXED, ROOM_TYPES
from tools.measure.relations import Hall, Stood


def test_there_are_sixty_over_ten_types_and_their_names_are_known() -> None:
    every = prompts()
    assert len(every) == len({p.id for p in every}) == 60
    assert set(Counter(p.id.split("-")[0] for p in every).values()) == {6}
    assert {p.type for p in every} == {*ROOM_TYPES, None}
    more = further()
    assert Counter(p.row for p in more) == {"flats": 6, "lived-in": 6}
    every = [*every, *more]
    names = {n for p in every for key in (*p.count, *p.most, *p.without) for n in key.split("|")}
    names |= {n for p in every for t in p.relations for n in t.subject.split("|")}
    names |= {n for p in every for t in p.relations for n in t.object.split("|") if n not in FIXED}
    assert [n for n in sorted(names) if vocabulary.exact(n) is None] == []


def test_a_wish_is_met_by_what_stands_there() -> None:
    prompt = Prompt(
        id="x", words="", count={"plant": 2}, without=("tv",), extent=(4.0, 4.0),
        relations=(Told(subject="plant", kind="left of", object="sofa", number=1),),
    )  # fmt: skip
    hall = Hall(box(-2, -2, 2, 2), ())
    sofa = Stood((0.0, 0.0), (2.0, 0.9, 0.8), id="sofa_1", category="sofa")
    left = Stood((-1.4, 0.0), (0.4, 0.4, 1.0), id="plant_1", category="plant")
    right = Stood((1.4, 0.0), (0.4, 0.4, 1.0), id="plant_2", category="plant")
    assert [ok for _, ok in wishes(prompt, [sofa, left, right], hall, [])] == [True] * 4
    assert [ok for _, ok in wishes(prompt, [sofa, right], hall, [])] == [False, True, False, True]


def test_figures_count_what_failed() -> None:
    good = {"contact_share": 0.5, "scenerevis_collision": 0.5, "scenerevis_out_of_bounds": 0.0,
            "scenerevis_valid": 1.0, "sceneeval_navigability": 1.0}  # fmt: skip
    found = [
        Found(id="a", outcome="made", objects=2, met=[("x", True), ("y", False)], scores=good),
        Found(id="b", outcome="failed: no"),
        Found(id="c", outcome="refused", met=[("refused in a line", True)]),
    ]
    figures = figures_of(found)
    assert figures["wishes met"] == pytest.approx(2 / 3)
    assert figures["collisions"] == 0.5
    assert figures["made or rightly refused"] == pytest.approx(2 / 3)


@pytest.mark.timeout(300)
def test_one_prompt_is_made_and_measured(tmp_path: Path) -> None:
    chosen = {p.id: p for p in prompts()}
    with Worker(check_policy=False) as worker:
        found = measure_prompt(chosen["bedroom-5"], tmp_path, worker, 0, None, look=False)
        refused = measure_prompt(chosen["lab-6"], tmp_path, worker, 0, None, look=False)
    assert found.outcome == "made"
    assert all(ok for _, ok in found.met)
    assert found.scores["scenerevis_valid"] == 1.0
    assert (refused.outcome, refused.met) == ("refused", [("refused in a line", True)])
