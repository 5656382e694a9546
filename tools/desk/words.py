"""The survey and the scene as short lines for a model to read."""

from tools.picture.survey import Seen, Survey
from tools.scene.report import SceneReport


def room_lines(survey: Survey) -> str:
    """The room in metres: size, height, camera, where the scale comes from."""
    room = survey.room
    if room is None:
        return "No room is marked yet."
    xs, ys = [p[0] for p in room.floor], [p[1] for p in room.floor]
    lines = [
        f"Room {max(xs) - min(xs):.2f} x {max(ys) - min(ys):.2f} m, {len(room.floor)} corners, "
        f"walls {room.height:.2f} m high, {len(room.partitions)} partitions, {len(room.openings)} openings."
    ]
    if survey.scale:
        lines.append(f"Scale from: {survey.scale.anchor} (+-{100 * survey.scale.relative_error:.0f} %).")
    if survey.camera:
        x, y, z = survey.camera.position
        lines.append(f"Camera at ({x:.2f}, {y:.2f}, {z:.2f}) m, {survey.camera.kind}.")
    return "\n".join([*lines, *survey.notes])


def place_line(survey: Survey, thing: Seen) -> str:
    """One thing: what, where in metres, what is known of it."""
    parts = [f"{thing.id}: {thing.category}, box {[round(v) for v in thing.box]}"]
    if survey.camera:
        pixel = thing.foot or ((thing.box[0] + thing.box[2]) / 2, (thing.box[1] + thing.box[3]) / 2)
        x, y, _ = survey.camera.to_plane([pixel])[0]
        parts.append(f"at ({x:.2f}, {y:.2f}) m")
    parts.append(f"on {thing.on}" if thing.on else thing.mount)
    if thing.facing is not None:
        parts.append(f"facing {thing.facing:.0f}")
    if thing.height is not None:
        parts.append(f"{thing.height:.2f} m high")
    if thing.color:
        parts.append("#{:02x}{:02x}{:02x}".format(*thing.color))
    parts += thing.words + thing.materials
    if thing.rejected:
        parts.append(f"REJECTED: {thing.rejected}")
    return ", ".join(parts)


def survey_lines(survey: Survey) -> str:
    """The whole survey."""
    things = [place_line(survey, t) for t in survey.things]
    return "\n".join([f"{survey.scene_type}, {survey.style}", room_lines(survey), *things])


def scene_lines(report: SceneReport) -> str:
    """Every object as it stands in Blender: id, category, centre, size, yaw, support."""
    lines = []
    for o in report.objects:
        x, y, z = o.center
        w, d, h = o.size
        where = f"on {o.on}" if o.on else o.mount
        built = "placeholder" if o.placeholder else f"{len(o.parts)} parts"
        lines.append(
            f"{o.id}: {o.category}, centre ({x:.2f}, {y:.2f}, {z:.2f}), size ({w:.2f}, {d:.2f}, {h:.2f}), "
            f"yaw {o.yaw_deg:.0f}, {where}, {built}"
        )
    return "\n".join(lines) or "The scene has no objects yet."
