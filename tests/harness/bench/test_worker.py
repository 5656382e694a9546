"""The bench: its programs run, its figures are measured and judged the right way round."""

from __future__ import annotations

from pathlib import Path

from harness.bench import worker as bench_worker
from harness.bench.worker import Figure
from tools.blender.worker import Worker


def test_the_bench_room_holds_what_it_says(worker: Worker, tmp_path: Path) -> None:
    result = worker.job(bench_worker.furnished(4), tmp_path)
    assert [o.id for o in result.report.objects] == ["bed_0", "sofa_1", "desk_2", "chair_3"]
    assert not any(o.placeholder for o in result.report.objects)
    assert bench_worker.blender_objects(result) > 8


def test_every_snippet_differs_from_the_last(worker: Worker, tmp_path: Path) -> None:
    first, second = (worker.run(bench_worker.snippet(n), tmp_path) for n in range(2))
    assert first.digest != second.digest


def test_an_aim_is_an_upper_bound_but_for_ratios() -> None:
    assert Figure("a", 0.4, "s", 0.5).ok
    assert not Figure("a", 0.6, "s", 0.5).ok
    assert Figure("a", 12.0, "x", 10.0).ok
    assert not Figure("a", 8.0, "x", 10.0).ok
    assert Figure("a", 99.0, "MB").ok


def test_rows_are_plain() -> None:
    (row,) = bench_worker.as_json([Figure("a", 0.4, "s", 0.5, "how")])
    assert row == {"name": "a", "value": 0.4, "unit": "s", "aim": 0.5, "detail": "how", "ok": True}
