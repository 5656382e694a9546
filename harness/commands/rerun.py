"""`room rerun`: one specialist works again on a saved state; the result is a new version beside the old."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import cyclopts

from harness import settings as configuration
from harness.commands.run import EXIT, Flag
from harness.options import Json
from harness.runs import checkpoint as checkpoints
from harness.runs import folder
from harness.runs.chat_words import specialist
from harness.runs.choosing import choose
from harness.runs.console import ConsoleView, where_things_are
from harness.runs.driving import check_endpoint, write_outputs
from harness.runs.pace import Pace
from harness.runs.rerun import categories_of, changed_lines, compare, copy_state, next_to, stages_of
from harness.runs.session import Session, clients_for
from harness.runs.stopping import stoppable
from harness.terminal import Console
from team import task
from tools.blender.worker import Worker
from tools.errors import InputError
from tools.source.kinds import open_source


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
