"""Whether a room could stand as it is: published measures under their own names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tools.measure import sceneeval, scenerevis
from tools.measure.solids import Mesh, bodies
from tools.measure.truth import Item, Room

FLAT = 0.03
"""Metres: things no higher lie on the floor and may be stood on (rugs)."""


def plausibility(
    items: Sequence[Item], room: Room, meshes: Mapping[str, Mesh] | None = None, *, voxels: bool = True
) -> dict[str, float]:
    """Every measure by name; shares are of the objects, 0 is good unless said otherwise.

    Args:
        items: the objects.
        room: the shell, with its openings (without them opening clearance is left out).
        meshes: object id to mesh in world metres; objects without one are measured as their box.
        voxels: also the voxel check (the slowest).

    Returns:
        scenerevis_collision, scenerevis_out_of_bounds, scenerevis_voxel_oob_m3,
        scenerevis_voxel_collision_m3, scenerevis_valid (1 is good), sceneeval_collision,
        sceneeval_out_of_bounds, sceneeval_navigability (1 is good), sceneeval_openings_obstructed (share of
        the doors and windows), and our own contact_share, which forgives supports and things lying flat.
    """
    made = bodies(items, meshes)
    count = max(len(items), 1)
    scores = {
        "scenerevis_collision": len(scenerevis.colliding(made)) / count,
        "scenerevis_out_of_bounds": len(scenerevis.out_of_bounds(made, room)) / count,
        "sceneeval_collision": len(sceneeval.colliding(made)) / count,
        "sceneeval_out_of_bounds": len(sceneeval.out_of_bounds(made, room)) / count,
        "sceneeval_navigability": sceneeval.navigability(items, room),
        "contact_share": len(unexcused(items, made)) / count,
    }
    if voxels:
        found = scenerevis.voxel_check(made, room)
        scores["scenerevis_voxel_oob_m3"] = found.out_of_bounds
        scores["scenerevis_voxel_collision_m3"] = found.collision
        scores["scenerevis_valid"] = float(found.valid)
    if room.openings:
        covered = sceneeval.obstructed(items, made, room)
        scores["sceneeval_openings_obstructed"] = sum(c > 0 for c in covered.values()) / max(len(covered), 1)
    return scores


def unexcused(items: Sequence[Item], made: Mapping[str, Mesh]) -> set[str]:
    """Ids of the objects in a contact deeper than 1 cm that furniture does not usually have.

    Excused: an object and what carries it, two things that one thing carries (cushions), and anything lying
    flat on the floor.
    """
    return {id for pair in unexcused_pairs(items, made) for id in pair}


def unexcused_pairs(items: Sequence[Item], made: Mapping[str, Mesh]) -> set[tuple[str, str]]:
    """The pairs of those contacts."""
    by_id = {item.id: item for item in items}
    flat = {item.id for item in items if item.mount == "floor" and item.size[2] <= FLAT}
    found: set[tuple[str, str]] = set()
    for a, b in scenerevis.contact_pairs(made):
        one, two = by_id[a], by_id[b]
        family = one.on == b or two.on == a or (one.on is not None and one.on == two.on)
        if not family and a not in flat and b not in flat:
            found.add((a, b))
    return found
