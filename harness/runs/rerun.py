"""`room rerun`: one specialist works again on a saved state; the result is a new version beside the old."""

import asyncio
import json
import shutil
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path
from typing import Annotated, Any

import cyclopts

from agents.stage import Stage
from harness import settings as configuration
from harness.commands.run import EXIT, Flag, Json
from harness.runs import checkpoint as checkpoints
from harness.runs import folder
from harness.runs.chat_words import specialist
from harness.runs.choosing import choose
from harness.runs.console import ConsoleView, where_things_are
from harness.runs.driving import check_endpoint, write_outputs
from harness.runs.pace import Pace
from harness.runs.session import Session, clients_for
from harness.runs.stopping import stoppable
from harness.terminal import Console
from team import plan_for, task
from tools.blender.worker import Worker
from tools.critique import CRITIC
from tools.errors import InputError
from tools.files import read_model, read_object, read_text, write_text
from tools.picture import image
from tools.picture.sheet import contact_sheet
from tools.program.cells import split
from tools.program.read import read
from tools.run_files import COMPARISON, PICTURE, RENDERS, REPORT, SCENE, STATE, STATE_FOLDERS, SURVEY
from tools.source.base import OFFERS, Source
from tools.source.kinds import open_source
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


def compare(old: Path, new: Path, report: dict[str, Any]) -> dict[str, Any]:
    """Gate scores before and after, and a sheet of picture, old and new render in the new folder."""
    before = read_object(old / REPORT).get("gates", {}) if (old / REPORT).exists() else {}
    rows = {
        stage: {"before": before.get(stage, {}).get("scores", {}), "after": gate["scores"]}
        for stage, gate in report["gates"].items()
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


def register(app: cyclopts.App) -> None:
    """Add `room rerun`."""

    @app.command
    def rerun(
        run: Path,
        agent: str,
        *,
        objects: str | None = None,
        note: str | None = None,
        from_turn: Annotated[int | None, cyclopts.Parameter(name="--from")] = None,
        out: Path | None = None,
        model: str | None = None,
        quiet: Annotated[bool, Flag] = False,
        as_json: Json = False,
    ) -> int:
        """Let one specialist work again on a saved state; everything else stays as it was.

        Args:
            run: the run to start from; it is left untouched.
            agent: analyst, layout, geometer, material, lighting or critic.
            objects: what to work on, with commas: ids, their stems ("bed" for bed_1), categories or families;
                all others are left alone.
            note: what you want, in words (for a model).
            from_turn: the state before this turn instead of the newest.
            out: folder of the new version (default: beside the old).
            model: "auto", "embedded", or a model of your endpoint.
            quiet: print nothing but errors.
            as_json: print the comparison as JSON.
        """
        old, name = folder.find(run), specialist(agent)
        settings = configuration.of_run(old, model)
        check_endpoint(settings)
        point = checkpoints.load(old, from_turn)
        if from_turn is not None and point is None:
            raise InputError(f"{old}: has no checkpoint of turn {from_turn}: see `room transcript {old}`")
        chosen = choose(objects, categories_of(old)) if objects else []
        new = out or next_to(old, name)
        if new.exists():
            raise InputError(f"{new}: exists: choose another --out")
        copy_state(old, new)
        folder.save_settings(new, settings)
        console = Console(quiet=quiet or as_json, highlight=False)
        with folder.held(new), stoppable(new), Worker() as worker:
            session = Session(
                new, settings, worker, clients_for(settings),
                stages=stages_of(name, open_source(old), free=settings.resolved_model == "embedded"),
            )  # fmt: skip
            pace = Pace([stage.name for stage in session.crew.plan.stages], rules=session.rules_read)
            view = ConsoleView(console, settings.prices, pace)
            session.transcript.listeners.append(view)
            if from_turn is not None and point is not None:
                session.workspace.restore(point.snapshot, tell=False)
            session.workspace.only = frozenset(chosen) if chosen else None
            session.workspace.afresh = True
            session.task = "\n".join(filter(None, [task(session.workspace), _wish(name, chosen, note)]))
            if chosen:
                console.print(f"{name} works on {', '.join(chosen)}; everything else stays.", markup=False)
            before = session.workspace.scene.text
            with view.shown():
                end = asyncio.run(session.run())
                report = write_outputs(session, end)
        rows, changed = compare(old, new, report), changed_lines(before, session.workspace.scene.text)
        if as_json:
            Console().print_json(
                json.dumps({"run": str(new), "outcome": end.outcome, "gates": rows, "changed_lines": changed})
            )
        else:
            for stage, scores in rows.items():
                pairs = [
                    f"{k} {scores['before'].get(k, float('nan')):.2f} -> {v:.2f}"
                    for k, v in scores["after"].items()
                ]
                console.print(f"  {stage}: {', '.join(pairs)}", markup=False)
            console.print(_effect(changed, settings.resolved_model), markup=False)
            where_things_are(console, new, end)
        return EXIT[end.outcome]


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


def _effect(changed: int, model: str) -> str:
    """What a rerun came to, for the last lines."""
    if changed:
        return f"{changed} lines of scene.py changed; comparison.json and renders/comparison.png tell."
    why = "the same rules make the same of the same marks; change a mark, or give a model a --note"
    return f"Nothing changed: {why if model == 'embedded' else 'it was built again as it was'}."


def _wish(agent: str, objects: Sequence[str], note: str | None) -> str:
    """What this rerun is for, as the specialists read it."""
    scope = f" for {', '.join(objects)}" if objects else ""
    return f"[rerun] The {agent} works again{scope}; everything else stays.{' ' + note if note else ''}"
