"""One run held against its truth: read both and measure."""

from __future__ import annotations

from pathlib import Path

from harness.evaluate.evaluation import Evaluation, evaluate
from harness.evaluate.subject import Subject, find_truth, in_world_of, load_subject, read_truth
from tools.blender.worker import Worker
from tools.measure.truth import Truth

Result = tuple[Subject, Truth | None, Evaluation]


def measure(run: Path, truth: Path | None, worker: Worker | None) -> Result:
    """One run, its truth when there is one, and what was measured."""
    subject = load_subject(run)
    path = find_truth(subject, truth)
    known = read_truth(path)
    subject = in_world_of(known, subject)
    return subject, known, evaluate(subject, known, path, worker)
