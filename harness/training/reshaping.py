"""Furniture in other shapes than it was built in: of another family, or a little wider, deeper, higher."""

from __future__ import annotations

import math
from random import Random

import numpy as np

from harness.sample.arrays import vec
from harness.sample.other_hand.shapes import MAKERS
from harness.training.rooms import MeshRoom

OTHER = 0.4
"""Share of the categories that a picture shows in shapes of another family."""
SOFT = frozenset({"bed", "sofa", "armchair", "sectional sofa", "pouf", "rug", "curtain", "blanket", "pillow"})


def other_shapes(made: MeshRoom, rng: Random) -> MeshRoom:
    """Some of the room's furniture in shapes that the kit does not have; twins stay twins."""
    keep = np.ones(len(made.triangles), bool)
    chosen = {name for name in MAKERS if rng.random() < OTHER}
    number_of = np.array([p["object"] for p in made.parts])[made.part]
    vertices, triangles, part_of = [made.vertices], [], []
    parts, offset = list(made.parts), len(made.vertices)
    for number, thing in enumerate(made.objects):
        if thing["category"] not in chosen:
            continue
        keep &= number_of != number
        size = tuple(thing["size"])
        twin = Random(f"{made.room['seed']}/{thing['category']}/{rng.random() if rng.random() < 0.1 else 0}")
        a = math.radians(thing["yaw"])
        turn = vec([[math.cos(a), math.sin(a), 0.0], [-math.sin(a), math.cos(a), 0.0], [0.0, 0.0, 1.0]])
        foot = vec((*thing["center"][:2], thing["center"][2] - size[2] / 2))
        for solid in MAKERS[thing["category"]](size, twin):
            vertices.append((solid.vertices @ turn + foot).astype(np.float32))
            triangles.append(solid.triangles + offset)
            part_of.append(np.full(len(solid.triangles), len(parts), np.int16))
            offset += len(solid.vertices)
            parts.append(
                {
                    "object": number,
                    "owner": thing["id"],
                    "name": solid.slot,
                    "slot": solid.slot,
                    "material": None,
                }
            )
    return made._replace(
        vertices=np.concatenate(vertices), triangles=np.concatenate([made.triangles[keep], *triangles]),
        part=np.concatenate([made.part[keep], *part_of]), parts=parts,
    )  # fmt: skip


def shaken(made: MeshRoom, rng: Random) -> MeshRoom:
    """Every thing a little wider, deeper, higher than it was; soft things a little out of shape."""
    vertices = made.vertices.copy()
    number_of = np.array([p["object"] for p in made.parts])[made.part]
    order = np.argsort(number_of, kind="stable")
    bounds = np.searchsorted(number_of[order], np.arange(len(made.objects) + 1))
    for number, thing in enumerate(made.objects):
        own = order[bounds[number] : bounds[number + 1]]
        if not len(own) or thing["category"] in ("door", "window") or rng.random() < 0.3:
            continue
        rows = np.unique(made.triangles[own])
        yaw, middle = math.radians(thing["yaw"]), vec(thing["center"])
        c, s = math.cos(yaw), math.sin(yaw)
        turn = vec([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])
        local = (vertices[rows] - middle) @ turn.T
        spread = 0.08 if thing["mount"] == "object" or thing["mount"] == "wall" else 0.14
        factor = vec([1 + rng.uniform(-spread, spread), 1 + rng.uniform(-spread, spread), 1.0])
        if thing["mount"] == "floor":
            factor[2] = 1 + rng.uniform(-0.12, 0.12)
        local = local * factor
        if thing["mount"] == "floor":
            local[:, 2] += (factor[2] - 1) * thing["size"][2] / 2
        if thing["category"] in SOFT and rng.random() < 0.6:
            k = vec([[rng.uniform(3, 9) for _ in range(3)] for _ in range(3)])
            phase = vec([rng.uniform(0, 6.3) for _ in range(3)])
            local += rng.uniform(0.004, 0.025) * np.sin(local @ k.T + phase)
        vertices[rows] = local @ turn + middle
    return made._replace(vertices=vertices)
