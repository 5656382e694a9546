"""`room kit`: the building words, their check, and a contact sheet of them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import cyclopts
from rich.progress import Progress

from harness.kit.check import KitCheck, check_kit
from harness.kit.sheet import make_sheet
from harness.options import Json
from harness.terminal import Console
from tools.errors import InputError
from tools.program import kit_index

Switch = cyclopts.Parameter(negative="")


def register(app: cyclopts.App) -> None:
    """Add `room kit`."""

    @app.command
    def kit(
        *query: str,
        check: Annotated[bool, Switch] = False,
        sheet: Path | None = None,
        sizes: int = 20,
        pixels: int = 384,
        as_json: Json = False,
    ) -> int:
        """List the building words; with words to look for, show those in full.

        Args:
            query: what to look for: a category, a part, a detail; names for --check and --sheet.
            check: build every word at random sizes and measure.
            sheet: write a contact sheet of lit pictures here.
            sizes: random sizes a word for --check.
            pixels: side of one picture of the sheet.
            as_json: print JSON.
        """
        console = Console(highlight=False, soft_wrap=True)
        if check:
            return _check(console, list(query) or None, sizes, as_json)
        if sheet:
            return _sheet(console, sheet, list(query) or None, pixels)
        if as_json:
            rows = kit_index.search(" ".join(query)) if query else list(kit_index.entries())
            console.print_json(json.dumps([{"name": e.name, "kind": e.kind, "doc": e.doc} for e in rows]))
            return 0
        found = kit_index.search(" ".join(query))
        if query and not found:
            raise InputError(f"nothing in the kit goes by {' '.join(query)!r}: `room kit` lists its words")
        text = _told(query, found) if query else kit_index.vocabulary_text()
        console.print(text, markup=False)
        return 0


def _told(query: Sequence[str], found: Sequence[kit_index.Entry]) -> str:
    """Entries in full; after the one of exactly the name asked for, the others are only near it."""
    full = list(map(kit_index.detail, found))
    if len(found) > 1 and found[0].name == "_".join(" ".join(query).lower().split()):
        full.insert(1, "Near it:")
    return "\n\n".join(full)


def _check(console: Console, names: list[str] | None, sizes: int, as_json: bool) -> int:
    total = len(names or kit_index.words())
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("building", total=total)
        found = check_kit(names, sizes=sizes, tell=lambda word: progress.advance(task))
    if as_json:
        console.print_json(json.dumps(found.as_dict()))
    else:
        _print_check(console, found)
    return 0 if found.passed else 1


def _print_check(console: Console, found: KitCheck) -> None:
    for row in found.words:
        mark = "ok    " if row.passed else "FAILED"
        faults = f"  {'; '.join(row.notes)}" if row.notes else ""
        console.print(
            f"{mark} {row.word:<22} {row.triangles:>6.0f} triangles {row.ms:>6.1f} ms  "
            f"off {1000 * row.off:.2f} mm  floating {row.floating}  open {row.leaky}{faults}",
            markup=False,
        )
    passed = sum(row.passed for row in found.words)
    medians = f"median {found.triangles:.0f} triangles, {found.ms:.1f} ms"
    console.print(f"{passed} of {len(found.words)} words pass; {medians}")


def _sheet(console: Console, out: Path, names: list[str] | None, pixels: int) -> int:
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("rendering", total=len(names or kit_index.words()))
        failed = make_sheet(out, names, pixels=pixels, tell=lambda word: progress.advance(task))
    for line in failed:
        console.print(f"could not build {line}", markup=False)
    console.print(str(out), markup=False)
    return 1 if failed else 0
