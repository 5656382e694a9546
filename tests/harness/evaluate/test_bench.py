"""The benchmark's own book-keeping: cases, resuming, columns, worst first."""

from harness.bench.pipeline import WORST_BY, Case, by_kind, cases, load_result, run_cases, worst
from harness.evaluate.evaluation import Evaluation
from tools.files import write_text


def put(out, case, near, completed=True):
    found = Evaluation(
        run=case.name, completed=completed, outcome="done" if completed else "failed", objects=3,
        fidelity={"recall": near, WORST_BY: near},
    )  # fmt: skip
    (out / "results").mkdir(exist_ok=True)
    write_text(out / "results" / f"{case.name}.json", found.model_dump_json())


def test_cases_turn_through_cameras_and_both_ways():
    every = cases(4, 10, ["above", "plan"], "both")
    assert len(every) == 8
    assert [c.camera for c in every[::2]] == ["above", "plan", "above", "plan"]
    assert every[0].room == every[1].room
    assert every[0].name != every[1].name
    assert len({c.name for c in every}) == 8


def test_results_there_are_not_run_again(tmp_path):
    every = cases(2, 0, ["above"], "without")
    for case in every:
        put(tmp_path, case, 0.5)
    seen = []

    class NoWork:
        """Stands where the bench's settings would: touching it would mean running something."""

        out = tmp_path

    run_cases(NoWork, every, 1, seen.append)
    assert [e.run for e in seen] == [c.name for c in every]


def test_columns_are_kinds_and_all(tmp_path):
    every = cases(4, 0, ["above", "plan"], "without")
    for case, near in zip(every, (1.0, 0.0, 0.5, 0.0), strict=True):
        put(tmp_path, case, near)
    columns = by_kind(tmp_path, every)
    assert list(columns) == ["above (2)", "plan (2)", "all (4)"]
    assert columns["above (2)"]["recall"].mean == 0.75
    assert columns["all (4)"]["recall"].mean == 0.375


def test_the_worst_comes_first_and_what_is_missing_is_not_there(tmp_path):
    every = [Case(k, "above", False) for k in range(3)]
    put(tmp_path, every[0], 0.9)
    put(tmp_path, every[1], 0.1)
    assert [c.seed for c, _ in worst(tmp_path, every)] == [1, 0]
    assert load_result(tmp_path, every[2]) is None
