"""Train the reader from a pool of drawn pictures: seeded, resumable, a checkpoint every few minutes."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from harness.training.batches import changed, look, normal, rows_of, target_of
from harness.training.network import WEIGHTS, Reader, Trunk, losses
from harness.training.pictures import opened, read_shard

KEEP = 0.998
"""Weight of the past in the running mean of the weights, which is what is shipped."""
SHARDS = 40
"""Shards held in memory at once; one is swapped for another every so often."""


class Feed:
    """Random changed pictures of the pool's shards. A pool that grows while training is used as it grows."""

    def __init__(self, folder: Path, size: int, seed: int) -> None:
        self.folder, self.size = folder, size
        self.rng, self.noise = Random(seed), np.random.default_rng(seed)
        self.held: dict[Path, list[Any]] = {}

    def refresh(self) -> None:
        """Take in one more shard; let the oldest go when there are many."""
        files = [f for f in sorted(self.folder.glob("shard-?????.npz")) if f not in self.held]
        if files:
            file = files[-1] if self.rng.random() < 0.5 else self.rng.choice(files)
            self.held[file] = read_shard(file)
        if len(self.held) > SHARDS:
            del self.held[next(iter(self.held))]

    def batch(self, count: int) -> tuple[NDArray[np.float32], dict[str, torch.Tensor]]:
        """(n, 3, s, s) pictures and their maps."""
        images, targets = [], []
        for _ in range(count):
            packed, row = self.rng.choice(self.held[self.rng.choice(list(self.held))])
            image = opened(packed)
            rows, ignored = rows_of(row["things"])
            image, rows, ignored = changed(image, rows, ignored, row["kind"], self.size, self.rng)
            images.append(normal(look(image, self.rng, self.noise)))
            targets.append(target_of(rows, ignored, self.size))
        maps = {k: torch.from_numpy(np.stack([t[k] for t in targets])) for k in targets[0]}
        return np.stack(images), maps


def train(
    pool: Path, out: Path, *, steps: int, batch: int = 8, size: int = 384, seed: int = 0, threads: int = 1,
    rate: float = 2e-3, backbone: float = 0.2, warm: bool = True, every: int = 50,
    tell: Callable[[str], object] = lambda line: None,
) -> None:  # fmt: skip
    """Train to `steps` in all, going on from OUT when it is there.

    Args:
        pool: folder of shards.
        out: checkpoint, with the running mean of the weights.
        steps: in all; the rate falls to nothing by then (half a cosine).
        batch: pictures a step.
        size: pixels of the square they are put in.
        seed: of everything random.
        threads: of torch.
        rate: of the heads.
        backbone: share of that rate for the backbone.
        warm: start slowly.
        every: steps between checkpoints and log lines.
        tell: gets the log lines, JSON.
    """
    torch.set_num_threads(threads)
    cv2.setNumThreads(threads)
    torch.manual_seed(seed)
    net = Reader().train().to(memory_format=torch.channels_last)
    own = [p for n, p in net.named_parameters() if n.startswith("blocks") and p.requires_grad]
    heads = [p for n, p in net.named_parameters() if not n.startswith("blocks") and p.requires_grad]
    groups = [{"params": own, "share": backbone}, {"params": heads, "share": 1.0}]
    optimiser = torch.optim.AdamW(groups, lr=rate, weight_decay=0.02)
    mean = {k: v.clone() for k, v in net.state_dict().items()}
    start = 0
    if out.exists():
        held = torch.load(out, weights_only=True)
        net.load_state_dict(held["net"])
        optimiser.load_state_dict(held["optimiser"])
        mean, start = held["mean"], held["step"]
    trunk = Trunk(net, size)
    feed = Feed(pool, size, seed + start)
    for _ in range(SHARDS):
        feed.refresh()
    log: list[dict[str, float]] = []
    began, spent = time.process_time(), time.process_time()
    for step in range(start, steps):
        if step % 10 == 0:
            feed.refresh()
        slow = min(1.0, (step + 1) / 40) if warm else 1.0
        for group in optimiser.param_groups:
            fall = 0.5 * (1 + math.cos(math.pi * step / steps)) + 0.01
            group["lr"] = rate * group["share"] * slow * fall
        x, target = feed.batch(batch)
        parts = losses(net.upper(trunk(x).to(memory_format=torch.channels_last)), target)
        loss = sum(WEIGHTS[k] * v for k, v in parts.items())
        optimiser.zero_grad()
        loss.backward()  # type: ignore[union-attr]
        torch.nn.utils.clip_grad_norm_([*own, *heads], 10.0)
        optimiser.step()
        keep = min(KEEP, (step + 1) / (step + 20))
        for name, value in net.state_dict().items():
            if value.dtype.is_floating_point:
                mean[name].lerp_(value, 1 - keep)
        log.append({k: float(v.detach()) for k, v in parts.items()})
        if (step + 1) % every == 0 or step + 1 == steps:
            spent = time.process_time() - began
            shown = {k: round(float(np.mean([row[k] for row in log[-every:]])), 3) for k in WEIGHTS}
            half = out.with_suffix(".half")
            torch.save(
                {
                    "net": net.state_dict(),
                    "mean": mean,
                    "optimiser": optimiser.state_dict(),
                    "step": step + 1,
                },
                half,
            )
            half.rename(out)
            tell(json.dumps({"step": step + 1, **shown, "shards": len(feed.held), "cpu": round(spent)}))
