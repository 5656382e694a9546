"""Truth that a person read off a picture, in its own schema, as `Truth`.

Such a file has `image_size`, a rectangular `room` (`width_m`, `depth_m`, `floor_px` as a box), and objects
with `pos_m` (metres from the room's top-left inner corner, x right, y DOWN), `bbox_px`, `rotation_deg`
(front: 0 to the picture's bottom, 90 right), `size_m` (seen from above), `wall_mounted`, `small`, `on`.
Heights are not known: sizes and centres get the usual height of the category, and say so (`size_known`).
"""

from __future__ import annotations

from typing import Any

from tools.measure.truth import Mount, Truth, TruthObject, TruthRoom
from tools.vocabulary import canonical, entry


def looks_hand_made(data: Any) -> bool:
    """Whether a file is of this schema."""
    return isinstance(data, dict) and "image_size" in data and "width_m" in data.get("room", {})


def convert(data: dict[str, Any]) -> Truth:
    """The file as `Truth`; KeyError, TypeError or ValueError when it is not of that schema."""
    room = data["room"]
    width, depth = float(room["width_m"]), float(room["depth_m"])
    x, y = width / 2, depth / 2
    height = float(data.get("camera", {}).get("wall_height_m", 2.6))
    shell = TruthRoom(
        floor_polygon=[(-x, -y), (x, -y), (x, y), (-x, y)],
        height=height,
        floor_px=_corners(room["floor_px"]) if "floor_px" in room else [],
        wall_top_px=_corners(room["wall_top_px"]) if "wall_top_px" in room else [],
    )
    objects = [_thing(row, width, depth) for row in data["objects"]]
    size = (int(data["image_size"][0]), int(data["image_size"][1]))
    notes = ["read by hand: heights are the categories' usual ones and are not measured against"]
    return Truth(picture=data["image"], size=size, room=shell, objects=objects, notes=notes)


def _corners(box: list[float]) -> list[tuple[float, float]]:
    """Bottom left, bottom right, top right, top left: the order of the floor polygon."""
    x0, y0, x1, y1 = box
    return [(x0, y1), (x1, y1), (x1, y0), (x0, y0)]


def _thing(row: dict[str, Any], width: float, depth: float) -> TruthObject:
    mount: Mount = "wall" if row.get("wall_mounted") else "object" if row.get("on") else "floor"
    category = canonical(row["category"], mount) or row["category"]
    usual = entry(category)
    seen = row.get("size_m") or usual.size[:2]
    turned = float(row.get("rotation_deg") or 0.0)
    across = round(turned / 90) % 2 == 1
    w, d = (float(seen[1]), float(seen[0])) if across else (float(seen[0]), float(seen[1]))
    x, y = row["pos_m"]
    low = usual.elevation or 0.0
    return TruthObject(
        id=row["id"],
        category=category,
        mount=mount,
        on=row.get("on"),
        center=(float(x) - width / 2, depth / 2 - float(y), low + usual.size[2] / 2),
        size=(w, d, usual.size[2]),
        yaw_deg=turned,
        facing=turned if usual.turns == 1 and not row.get("small") else None,
        small=bool(row.get("small")),
        color=tuple(row["color_rgb"]) if row.get("color_rgb") else None,
        box=tuple(row["bbox_px"]) if row.get("bbox_px") else None,
        foot=tuple(row["foot_px"]) if row.get("foot_px") else None,
        size_known=False,
    )
