"""Evaluations as a table for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.table import Table

from harness.evaluate.evaluation import Evaluation
from harness.evaluate.summary import Figure, scores_of

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("outcome", ("completed",)),
    ("fidelity", (
        "recall_large", "precision_large", "within_0.3_large", "within_0.15_large", "recall_small",
        "precision_small", "within_0.3_small", "recall_family_large", "within_0.3_family_large",
        "within_0.15_family_large", "recall_family_small", "within_0.3_family_small", "any_within_0.3",
        "center_error_median", "size_error_mean", "seen_size_error_median_large",
        "seen_size_error_median_small",
        "yaw_error_mean", "iou_all", "floor_iou", "room_width_error", "room_depth_error",
        "color_error_mean", "chamfer", "f_0.1", "f_0.01", "chamfer_rigid", "f_0.1_rigid",
        "iou_box", "iou_box_rigid", "object_chamfer", "object_f_0.1", "object_chamfer_axes",
        "object_f_0.1_axes",
    )),
    ("camera", (
        "camera_rotation_error", "camera_tilt_error", "camera_focal_error", "camera_height_error",
    )),
    ("likeness", ("silhouette_iou", "ssim", "psnr", "flip", "ciede2000", "sun_found", "sun_error")),
    ("plausibility", (
        "scenerevis_collision", "scenerevis_out_of_bounds", "scenerevis_voxel_oob_m3",
        "scenerevis_voxel_collision_m3", "scenerevis_valid", "sceneeval_collision", "sceneeval_out_of_bounds",
        "sceneeval_navigability", "sceneeval_openings_obstructed", "contact_share",
    )),
)  # fmt: skip


def run_table(evaluations: Sequence[Evaluation]) -> Table:
    """A row a measure, a column a run; beside each plausibility figure the truth's own."""
    table = Table(title="evaluation", title_justify="left")
    table.add_column("measure")
    for evaluation in evaluations:
        table.add_column(evaluation.run, justify="right")
        if evaluation.truth_plausibility:
            table.add_column("truth", justify="right", style="dim")
    scores = [scores_of(e) for e in evaluations]
    for _, names in GROUPS:
        for name in names:
            if not any(name in row for row in scores):
                continue
            cells = []
            for evaluation, row in zip(evaluations, scores, strict=True):
                cells.append(_shown(row.get(name)))
                if evaluation.truth_plausibility:
                    cells.append(_shown(row.get(f"truth:{name}")))
            table.add_row(name, *cells)
        table.add_section()
    return table


def summary_table(title: str, columns: Mapping[str, Mapping[str, Figure]]) -> Table:
    """A row a measure, a column a kind of room, each a mean with its 95 % interval."""
    table = Table(title=title, title_justify="left")
    table.add_column("measure")
    for name in columns:
        table.add_column(name, justify="right")
    names = [n for _, group in GROUPS for n in group]
    names += [*sorted({n for c in columns.values() for n in c if n.startswith("cost:")}), "seconds"]
    for name in names:
        figures = [c.get(name) for c in columns.values()]
        if any(f is not None for f in figures):
            table.add_row(name, *("" if f is None else str(f) for f in figures))
            truths = [c.get(f"truth:{name}") for c in columns.values()]
            if any(t is not None for t in truths):
                table.add_row("  truth's own", *("" if t is None else str(t) for t in truths), style="dim")
    return table


def markdown(columns: Mapping[str, Mapping[str, Figure]], names: Sequence[str]) -> str:
    """The named measures as a Markdown table."""
    lines = ["| measure | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for name in names:
        figures = [c.get(name) for c in columns.values()]
        if any(f is not None for f in figures):
            lines.append(f"| {name} | " + " | ".join("" if f is None else str(f) for f in figures) + " |")
    return "\n".join(lines) + "\n"


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
