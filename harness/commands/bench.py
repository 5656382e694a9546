"""`room bench`: the figures we promise, measured side by side in one run."""

import json

import cyclopts

from harness.bench import worker as bench_worker
from harness.bench.cloud_command import register as register_cloud
from harness.bench.confidence import register as register_confidence
from harness.bench.gym_speed import register as register_gym
from harness.bench.metres import register as register_metres
from harness.bench.photo import register as register_photo
from harness.bench.physics import register as register_physics
from harness.bench.picture import register as register_picture
from harness.bench.pipeline_command import register as register_rooms
from harness.bench.plans import register as register_plans
from harness.bench.studio.command import register as register_studio
from harness.bench.words.command import register as register_words
from harness.options import Json
from harness.terminal import Console


def register(app: cyclopts.App) -> None:
    """Add `room bench`."""
    bench = cyclopts.App(name="bench", help="Measure what we promise, side by side in one run.")
    app.command(bench)
    register_rooms(bench)
    register_picture(bench)
    register_metres(bench)
    register_photo(bench)
    register_cloud(bench)
    register_plans(bench)
    register_confidence(bench)
    register_words(bench)
    register_studio(bench)
    register_gym(bench)
    register_physics(bench)

    @bench.command
    def worker(
        *,
        repeats: int = 5,
        as_json: Json = False,
    ) -> int:
        """Measure the Blender worker: edits, rebuild, previews, jail, memory, throughput.

        Args:
            repeats: how often each thing is done; the median counts.
            as_json: print JSON.
        """
        progress = Console(stderr=True, highlight=False)
        found = bench_worker.measure(repeats, say=lambda line: progress.print(f"measuring {line} ..."))
        console = Console(highlight=False, soft_wrap=True)
        if as_json:
            console.print_json(json.dumps(bench_worker.as_json(found)))
        else:
            for figure in found:
                console.print(figure.line, markup=False)
        return 0 if all(figure.ok for figure in found) else 1
