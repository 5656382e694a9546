"""One specialist works again on a saved state; the result is a new version beside the old."""

import json
import shutil
from difflib import unified_diff
from pathlib import Path
from typing import Any

from agents.stage import Stage
from harness.runs import report as reports
from harness.runs.report import Report
from team import plan_for
from tools.critique import CRITIC
from tools.files import read_model, read_text, write_text
from tools.picture import image
from tools.picture.sheet import contact_sheet
from tools.program.cells import split
from tools.program.read import read
from tools.run_files import COMPARISON, PICTURE, RENDERS, REPORT, SCENE, STATE, STATE_FOLDERS, SURVEY
from tools.source.base import OFFERS, Source
from tools.survey import Survey


def copy_state(old: Path, new: Path) -> None:
    """Copy what a specialist works on; renders, transcript and checkpoints are the new version's own."""
    new.mkdir(parents=True)
    for name in STATE:
        if (old / name).exists():
            shutil.copyfile(old / name, new / name)
    for name in STATE_FOLDERS:
        if (old / name).exists():
            shutil.copytree(old / name, new / name, symlinks=True)


def next_to(old: Path, agent: str) -> Path:
    """A free folder name beside the old run: <run>-<agent>-2."""
    parent = old.parent if old.name not in ("", "..") else old / ".."  # the run may be given as "."
    number = 2
    while (found := parent / f"{old.resolve().name}-{agent.lower()}-{number}").exists():
        number += 1
    return found


def stages_of(agent: str, source: Source, *, free: bool = False) -> list[Stage]:
    """The stages a specialist works in, and the final review after them; `free` as for `plan_for`."""
    stages = plan_for(free=free, leave_out=sorted(source.leaves_out), missing=OFFERS - source.offers)
    own = [s for s in stages if s.specialist.name == agent and s.gate]
    return own if agent == CRITIC else [*own, stages[-1]]


def compare(old: Path, new: Path, report: Report) -> dict[str, Any]:
    """Gate scores before and after, and a sheet of picture, old and new render in the new folder."""
    before = reports.load(old).gates if (old / REPORT).exists() else {}
    rows = {
        stage: {"before": before[stage].scores if stage in before else {}, "after": gate.scores}
        for stage, gate in report.gates.items()
    }
    pictures = [new / PICTURE, old / "renders/reference-final.png", new / "renders/reference-final.png"]
    if all(p.exists() for p in pictures):
        sheet = contact_sheet(
            [image.load(p, smallest=1) for p in pictures],
            ["picture", *(f.resolve().name for f in (old, new))],
            columns=3,
            side=700,
        )
        image.save(sheet, new / RENDERS / "comparison.png", within=new)
    write_text(new / COMPARISON, json.dumps(rows, indent=1), within=new)
    return rows


def categories_of(run: Path) -> dict[str, str]:
    """Id -> category of what is placed or was seen in a run, what is placed first."""
    program, survey = run / SCENE, run / SURVEY
    found = {p.id: p.category for p in read(read_text(program)).placements} if program.exists() else {}
    seen = read_model(survey, Survey).things if survey.exists() else []
    return found | {t.id: t.category for t in seen if t.id not in found}


def changed_lines(before: str, after: str) -> int:
    """Lines of the room's own cells that are new or gone; the building words are not counted."""
    old, new = (
        [line for cell in split(text) if cell.name != "kit" for line in cell.source.splitlines()]
        for text in (before, after)
    )
    found = unified_diff(old, new, n=0, lineterm="")
    return sum(line[:1] in "+-" and line[:3] not in ("+++", "---") for line in found)
