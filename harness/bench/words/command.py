"""`room bench words`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import cyclopts
import orjson
from cyclopts import Parameter

from agents.asking import Client
from harness import settings as configuration
from harness.bench.words.measuring import Found, measure_prompt
from harness.bench.words.prompts import further, prompts
from harness.evaluate.judging import Opinion, judge_words, with_client
from harness.terminal import Console
from tools.blender.worker import Worker
from tools.brief.brief import Density
from tools.errors import InputError
from tools.files import write_text
from tools.picture import image
from tools.picture.sheet import contact_sheet

AIMS = {"wishes met": 0.95, "collisions": 0.0, "out of bounds": 0.0, "valid": 1.0, "seconds": 20.0}
COLUMNS = 6
REPEATED = 3
"""How often words that are said many times are said to a judge."""


def register(bench: cyclopts.App) -> None:
    """Add the command to `room bench`."""
    bench.command(words)


def words(
    *,
    out: Path = Path("runs/bench-words"),
    seed: int = 0,
    only: str | None = None,
    density: Density | None = None,
    look: bool = True,
    judge: Annotated[bool, Parameter(negative="")] = False,
    json: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Make rooms from words by the embedded rules and count the wishes they meet. Exit 1 below an aim.

    60 prompts of single rooms, 6 of flats, 6 of rooms that are lived in: a column each, and all of them.
    Stopped and called again with the same options, it goes on where it was.

    Args:
        out: folder for rooms, pictures and results.
        seed: for everything drawn at random.
        only: ids of prompts, or how they begin, with commas: bedroom,bath-1.
        density: how much stands about.
        look: draw each room from above and slanted, on contact sheets.
        judge: also ask the configured model for marks (rationality, layout, accessibility, 0 to 10) of each
            room that was drawn; never part of an aim.
        json: print JSON.
    """
    names = only.split(",") if only else [""]
    chosen = [p for p in (*prompts(), *further()) if any(p.id.startswith(name) for name in names)]
    if not chosen:
        raise InputError(
            f"--only {only}: no prompt's id begins so; they are bedroom-1 to nursery-6, flat-1, lived-1"
        )
    console = Console(stderr=True, highlight=False)
    found: list[Found] = []
    with Worker(check_policy=False) as worker:
        for prompt in chosen:
            kept = out / "results" / f"{prompt.id}.json"
            if kept.is_file():
                found.append(Found.model_validate_json(kept.read_bytes()))
                continue
            one = measure_prompt(prompt, out, worker, seed, density, look=look)
            kept.parent.mkdir(parents=True, exist_ok=True)
            write_text(kept, one.model_dump_json(indent=1))
            found.append(one)
            console.print(_line(one), markup=False)
    if look:
        _sheets(out, found)
    said = _judged(out, found) if judge else []
    rows = {
        row: figures_of([f for f in found if f.row == row]) for row in dict.fromkeys(f.row for f in found)
    }
    rows["all"] = figures_of(found)
    write_text(out / "words.json", orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode())
    _show(found, rows, json)
    for opinion in said:
        console.print("judge: " + ", ".join(f"{k} {v}" for k, v in opinion.items()), markup=False)
    if said:
        write_text(out / "judge.json", orjson.dumps(said, option=orjson.OPT_INDENT_2).decode())
    return 0 if all(_reached(name, rows["all"][name]) for name in AIMS) else 1


def figures_of(found: Sequence[Found]) -> dict[str, float]:
    """Means over the prompts; a room that was not made meets no wish and is not valid."""
    made = [f for f in found if f.outcome == "made"]
    wished = [ok for f in found for _, ok in f.met]
    objects = max(1, sum(f.objects for f in made))

    def share(name: str) -> float:
        return sum(f.scores[name] * f.objects for f in made) / objects

    right = sum(f.outcome == "made" or (f.outcome == "refused" and all(ok for _, ok in f.met)) for f in found)
    return {
        "prompts": len(found),
        "wishes": len(wished),
        "wishes met": sum(wished) / max(1, len(wished)),
        "collisions": share("contact_share"),
        "collisions, nothing excused": share("scenerevis_collision"),
        "out of bounds": share("scenerevis_out_of_bounds"),
        "valid": sum(f.scores.get("scenerevis_valid", 0.0) for f in made) / max(1, len(made)),
        "made or rightly refused": right / max(1, len(found)),
        "navigability": sum(f.scores["sceneeval_navigability"] for f in made) / max(1, len(made)),
        "things a room": objects / max(1, len(made)),
        "seconds": max((f.cpu for f in made), default=0.0),
        "seconds, mean": sum(f.cpu for f in made) / max(1, len(made)),
    }


def _reached(name: str, value: float) -> bool:
    return value >= AIMS[name] - 1e-9 if name in ("wishes met", "valid") else value <= AIMS[name] + 1e-9


def _line(one: Found) -> str:
    lost = [what for what, ok in one.met if not ok]
    touching = f"; touching: {', '.join(' and '.join(p) for p in one.touching)}" if one.touching else ""
    invalid = ""
    if one.scores.get("scenerevis_valid") == 0:
        most = ", ".join(f"{a} and {b} {litres:.0f} l" for a, b, litres in one.sharing[:4])
        invalid = f"; not valid: {most}"
    return (
        f"{one.id:<12} {one.outcome}, {one.objects} things, {one.cpu:.1f} s{touching}{invalid}"
        + (f"; not met: {', '.join(lost)}" if lost else "")
    )  # fmt: skip


def _judged(out: Path, found: Sequence[Found]) -> list[Opinion]:
    """A model's marks of every room that was drawn, and their means."""
    words = {p.id: " ".join([p.words] * min(p.repeat, REPEATED)) for p in (*prompts(), *further())}
    drawn = {f.id: [out / "rooms" / f.id / f"{view}.png" for view in ("iso", "top")] for f in found}
    drawn = {id: views for id, views in drawn.items() if all(v.is_file() for v in views)}
    if not drawn:
        raise InputError(f"--judge: no room is drawn in {out}; run it with --look")

    async def ask(client: Client) -> list[Opinion]:
        return [await judge_words(client, id, words[id], views) for id, views in drawn.items()]

    said = with_client(configuration.load(), ask)
    mean: Opinion = {"run": "mean"}
    for name in ("rationality", "layout", "accessibility"):
        mean[name] = round(sum(float(o[name]) for o in said) / len(said), 2)
    return [*said, mean]


def _sheets(out: Path, found: Sequence[Found]) -> None:
    """Nine prompts a sheet, each from above and slanted."""
    made = [f for f in found if (out / "rooms" / f.id / "iso.png").is_file()]
    for number, start in enumerate(range(0, len(made), 9), start=1):
        part = made[start : start + 9]
        paths = [(f, view) for f in part for view in ("top", "iso")]
        pictures = [image.load(out / "rooms" / f.id / f"{view}.png") for f, view in paths]
        captions = [f"{f.id} {view}" for f, view in paths]
        image.save(contact_sheet(pictures, captions, columns=COLUMNS, side=330), out / f"sheet-{number}.jpg")


def _show(found: Sequence[Found], rows: dict[str, dict[str, float]], json: bool) -> None:
    console = Console(highlight=False, soft_wrap=True)
    if json:
        data = {"figures": rows["all"], "rows": rows, "rooms": [f.model_dump() for f in found]}
        console.print(orjson.dumps(data).decode(), markup=False)
        return
    console.print(" " * 28 + "".join(f"{row:>12}" for row in rows))
    for name, value in rows["all"].items():
        each = "".join(f"{figures[name]:>12.3f}" for figures in rows.values())
        aim = f"  (aim {AIMS[name]:g} {'met' if _reached(name, value) else 'missed'})" if name in AIMS else ""
        console.print(f"{name:<28}{each}{aim}", markup=False)
