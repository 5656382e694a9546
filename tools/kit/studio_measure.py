"""Measures of one built object: its size, islands and gaps between them, open edges, flicker, triangles."""

from __future__ import annotations

import hashlib
import struct
from typing import Any

from mathutils import Vector
from mathutils.bvhtree import BVHTree
from scipy.cluster.hierarchy import DisjointSet

from tools.kit.core import Thing

OPEN_SLOTS = {"leaf", "throw", "sheet", "duvet", "curtain", "sheer", "shade", "flower"}
FLICKER_GAP = 5e-5


def studio_measures(thing: Thing) -> dict[str, Any]:
    """Everything `kit --check` wants to know about an object that was built and fitted.

    Returns:
        outer (measured size, metres), low (lowest z), fit (the scale that was needed), triangles, parts,
        open_edges and turned_edges of closed parts, floating (islands apart from the rest, with the gap in
        metres), flicker (coplanar faces of two parts on top of each other), digest of all coordinates.
    """
    points = [v.co for part in thing.parts for v in part.data.vertices]
    low = [min(p[k] for p in points) for k in range(3)]
    high = [max(p[k] for p in points) for k in range(3)]
    return {
        "outer": [high[k] - low[k] for k in range(3)],
        "centre": [(high[0] + low[0]) / 2, (high[1] + low[1]) / 2, low[2]],
        "fit": list(thing.root["fit"]),
        "parts": len(thing.parts),
        "triangles": sum(len(p.vertices) - 2 for part in thing.parts for p in part.data.polygons),
        "edges": measure_edges(thing),
        "floating": measure_floating(thing),
        "flicker": measure_flicker(thing),
        "digest": measure_digest(thing),
    }


def measure_digest(thing: Thing) -> str:
    """A hash of every part's name, slot, coordinates and faces."""
    digest = hashlib.sha256()
    for part in thing.parts:
        digest.update(f"{part['part']}|{part['slot']}".encode())
        for v in part.data.vertices:
            digest.update(struct.pack("<3f", *v.co))
        for p in part.data.polygons:
            digest.update(struct.pack(f"<{len(p.vertices)}I", *p.vertices))
    return digest.hexdigest()


def measure_edges(thing: Thing) -> list[str]:
    """Closed parts that are not: open edges, or neighbours that face different ways."""
    bad = []
    for part in thing.parts:
        if part["slot"] in OPEN_SLOTS:
            continue
        seen: dict[tuple[int, int], int] = {}
        for p in part.data.polygons:
            ring = list(p.vertices)
            for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
                seen[a, b] = seen.get((a, b), 0) + 1
        wrong = sum(1 for (a, b), count in seen.items() if count != 1 or seen.get((b, a), 0) != 1)
        if wrong:
            bad.append(f"{part['part']}: {wrong} open edges")
        elif measure_volume(part) <= 0:
            bad.append(f"{part['part']}: inside out")
    return bad


def measure_volume(part: Any) -> float:
    """Signed volume of a closed part, cubic metres."""
    verts, total = part.data.vertices, 0.0
    for p in part.data.polygons:
        first = verts[p.vertices[0]].co
        for a, b in zip(p.vertices[1:], p.vertices[2:], strict=False):
            total += first.dot(verts[a].co.cross(verts[b].co)) / 6
    return total


def measure_islands(thing: Thing) -> list[tuple[str, list[Vector], list[tuple[int, ...]]]]:
    """The connected pieces of every part: name, vertices, faces."""
    islands = []
    for part in thing.parts:
        joined = DisjointSet(range(len(part.data.vertices)))
        for p in part.data.polygons:
            for other in p.vertices[1:]:
                joined.merge(p.vertices[0], other)
        groups: dict[int, list[tuple[int, ...]]] = {}
        for p in part.data.polygons:
            groups.setdefault(joined[p.vertices[0]], []).append(tuple(p.vertices))
        for faces in groups.values():
            used = sorted({k for face in faces for k in face})
            place = {k: n for n, k in enumerate(used)}
            verts = [part.data.vertices[k].co.copy() for k in used]
            islands.append((part["part"], verts, [tuple(place[k] for k in face) for face in faces]))
    return islands


def measure_floating(thing: Thing, gap: float = 0.002) -> list[str]:
    """Pieces that nothing within `gap` metres connects to the biggest group of pieces."""
    islands = measure_islands(thing)
    trees = [BVHTree.FromPolygons(verts, faces) for _, verts, faces in islands]
    boxes = [
        ([min(v[k] for v in verts) for k in range(3)], [max(v[k] for v in verts) for k in range(3)])
        for _, verts, _ in islands
    ]
    joined = DisjointSet(range(len(islands)))
    for i in range(len(islands)):
        for j in range(i):
            if not joined.connected(i, j) and measure_touch(islands, trees, boxes, i, j, gap):
                joined.merge(i, j)
    # What stands on the ground by itself (the other shoe of a pair) does not float.
    ground = min(low[2] for low, _ in boxes) + gap
    standing = [k for k, (low, _) in enumerate(boxes) if low[2] <= ground]
    for k in standing[1:]:
        joined.merge(k, standing[0])
    main = max(joined.subsets(), key=lambda group: sum(len(islands[k][1]) for k in group))
    return [name for k, (name, _, _) in enumerate(islands) if k not in main]


def measure_touch(islands: Any, trees: Any, boxes: Any, i: int, j: int, gap: float) -> bool:
    """True when two pieces come within a gap, cross, or one lies inside the other."""
    (low_a, high_a), (low_b, high_b) = boxes[i], boxes[j]
    if any(low_a[k] > high_b[k] + gap or low_b[k] > high_a[k] + gap for k in range(3)):
        return False
    if trees[i].overlap(trees[j]):
        return True
    for one, other in ((i, j), (j, i)):
        verts, faces = islands[one][1], islands[one][2]
        spots = [*verts, *(sum((verts[k] for k in face), Vector()) / len(face) for face in faces)]
        if any(trees[other].find_nearest(v, gap)[0] is not None for v in spots):
            return True
        near, normal, _, _ = trees[other].find_nearest(verts[0])
        if near is not None and (verts[0] - near).dot(normal) < 0:
            return True
    return False


def measure_flicker(thing: Thing, limit: float = 2e-4) -> list[str]:
    """Pairs of parts whose faces lie on each other facing alike, by sampling; areas over `limit`, m2."""
    trees = []
    for part in thing.parts:
        verts = [v.co.copy() for v in part.data.vertices]
        trees.append(BVHTree.FromPolygons(verts, [tuple(p.vertices) for p in part.data.polygons]))
    found: dict[str, float] = {}
    for i, part in enumerate(thing.parts):
        for p in part.data.polygons:
            if p.area < 2e-5:
                continue
            spots = measure_samples(part, p)
            for j, other in enumerate(thing.parts):
                if j == i:
                    continue
                hits = sum(measure_coplanar(trees, j, spot, p.normal) for spot in spots)
                if hits:
                    key = " on ".join(sorted((part["part"], other["part"])))
                    found[key] = found.get(key, 0.0) + p.area * hits / len(spots)
    return [f"{key}: {area * 1e4:.1f} cm2" for key, area in found.items() if area > limit]


def measure_coplanar(trees: Any, j: int, spot: Vector, normal: Vector) -> bool:
    """True when a face of part j lies at a spot, faces the same way, and no part covers the place."""
    near, facing, _, _ = trees[j].find_nearest(spot, FLICKER_GAP)
    if near is None or facing.dot(normal) <= 0.999:
        return False
    above = spot + normal * 5e-4
    for tree in trees:
        near, facing, _, _ = tree.find_nearest(above, 0.05)
        if near is not None and (above - near).dot(facing) < -1e-6:
            return False
    return True


def measure_samples(part: Any, polygon: Any) -> list[Vector]:
    """Points inside a face: its middle, and points drawn in from each corner."""
    corners = [part.data.vertices[k].co for k in polygon.vertices]
    middle = polygon.center
    return [middle.copy(), *(middle.lerp(corner, 0.85) for corner in corners[:8])]
