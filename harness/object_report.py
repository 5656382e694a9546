"""What an object's folder says of itself, in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tools.errors import InputError
from tools.files import read_object
from tools.run_files import RENDERS, REPORT, SCENE

SHEET = "cloud-and-model.png"


def is_object(folder: Path) -> bool:
    """Whether `room object` made a folder: it holds a program and a report that names its cloud's axes."""
    if not (folder / SCENE).is_file() or not (folder / REPORT).is_file():
        return False
    try:
        return {"to_file", "program", "distance"} <= read_object(folder / REPORT).keys()
    except InputError:
        return False


def described(report: dict[str, Any]) -> list[str]:
    """A report's lines: notes, what it is, how large, how near, and what else was tried."""
    lines = [f"  {note}" for note in report["notes"]]
    if report["program"] == "kit":
        given = ", ".join(f"{k}={v!r}" for k, v in report["arguments"].items())
        lines.append(f"{report['category']}: the word {report['word']}({given})")
    else:
        several = ", ".join(f"{n} {name}" if n > 1 else name for name, n in report["parts"].items())
        lines.append(f"{report['category']} of free parts: {several}")
    seen = report.get("seen")
    if seen and seen["what"]:
        tokens = seen["prompt_tokens"] + seen["completion_tokens"]
        lines.append(f"a model saw: {seen['what']} ({seen['calls']} calls, {tokens:,} tokens)")
    w, d, h = report["size_m"]
    near = report["distance"]
    lines.append(
        f"{w:.3f} x {d:.3f} x {h:.3f} m; Chamfer {100 * near['chamfer']:.3f} x 1e-2, "
        f"F at 0.05 {near['f_0.05']:.2f}, {report['seconds']:.0f} s"
    )
    return lines


def shown(folder: Path) -> list[str]:
    """What `room show` says of an object's folder.

    Raises:
        InputError: its report is damaged.
    """
    report = read_object(folder / REPORT)
    try:
        lines = [
            f"{folder}: a program of {report['source']}, {report['points']:,} points",
            *described(report),
        ]
        for other in report["tried"][1:]:
            what = other["word"] or "free parts"
            lines.append(f"also tried: {what}, {100 * other['distance']:.1f} % of its size away")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{folder / REPORT}: is damaged ({error!r}): make the object anew") from error
    picture = folder / RENDERS / SHEET
    return [*lines, *([f"Cloud and model: {picture.resolve()}"] if picture.exists() else [])]
