"""A person's wish without a model: plain ones become tool calls, others are told what is plain."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from agents.models.embedded.decision import Decision, Done, refused
from tools import vocabulary
from tools.measured import ObjectReport
from tools.program.cells import get, split
from tools.program.model import MaterialSpec, Wear
from tools.solve import words
from tools.solve.wishes import Verb, Wish, free_spot, understand, verb_in
from tools.workspace import Workspace

OWNER: dict[Verb, str] = {
    **dict.fromkeys(("move", "turn", "scale", "remove", "add"), "LayoutArchitect"),
    "colour": "MaterialArtist",
    "light": "LightingDirector",
}
"""Who can do what is wished."""
PLAIN = (
    "That was not done. Without a language model I understand plain wishes about what stands in the room: "
    "move the bed 20 cm to the left, turn the chair, make the rug 20 % bigger, make the armchair blue, "
    "remove the plant, add a floor lamp next to the sofa, brighter. Everything else is an edit of the "
    "program; /help says how."
)


def owner_of(text: str) -> str | None:
    """The specialist whose hands a wish plainly needs; None when its words do not say."""
    verb = verb_in(text)
    return OWNER[verb] if verb else None


def decide(name: str, text: str, workspace: Workspace, done: Sequence[Done]) -> Decision:
    """What a specialist does about a wish: its own part, and the rest goes on to who can.

    Args:
        name: the specialist's.
        text: the wish, and in further lines what others handed on.
        workspace: read only.
        done: this turn's tool calls so far.
    """
    if name == "Geometer":
        return _built(workspace, done)
    wish = understand(text.splitlines()[0], workspace.report)
    if wish is None:
        return Decision(text=PLAIN)
    if OWNER[wish.verb] != name:
        return Decision([("hand_on", {"to": OWNER[wish.verb], "what": text.splitlines()[0]})])
    if done:
        return _after(wish, done)
    if wish.verb == "light":
        return Decision([("set_lighting", {"code": _exposed(workspace, wish.factor[0])})])
    if wish.verb == "colour":
        return Decision([("set_materials", {"code": _coloured(workspace, wish), "replace": False})])
    if wish.verb == "remove":
        return Decision([("remove_objects", {"ids": list(wish.ids), "reason": "a person asked for it"})])
    if wish.verb == "add":
        return _adding(workspace, wish)
    return Decision(
        [("change_objects", {"changes": [_change(workspace.report.object(i), wish) for i in wish.ids]})]
    )


def _after(wish: Wish, done: Sequence[Done]) -> Decision:
    last = done[-1]
    if wish.verb == "add" and not last.error:
        new = last.arguments["objects"][0]["id"]
        return Decision([("hand_on", {"to": "Geometer", "what": f"build {new}"})])
    about = ", ".join(wish.ids) or wish.slot or wish.category or "the room"
    return Decision(
        text=f"Done by rule ({wish.verb}): {about}." + refused(done) if not last.error else refused(done)
    )


def _change(thing: ObjectReport, wish: Wish) -> dict[str, object]:
    if wish.verb == "move":
        return {"id": thing.id, "dx": wish.by[0], "dy": wish.by[1]}
    if wish.verb == "turn":
        return {"id": thing.id, "yaw": thing.yaw_deg + wish.degrees}
    return {"id": thing.id, "size": [round(s * f, 3) for s, f in zip(thing.size, wish.factor, strict=True)]}


def _adding(workspace: Workspace, wish: Wish) -> Decision:
    """A new thing of its usual size where there is room for it."""
    report, known = workspace.report, vocabulary.entry(wish.category)
    near = report.object(wish.near) if wish.near else None
    taken = {o.id for o in report.objects}
    stem = wish.category.replace(" ", "_")
    new = next(id for n in count(1) if (id := f"{stem}_{n}") not in taken)
    x, y = free_spot(wish.category, near, report)
    mount = known.mount if known.mount in ("floor", "wall", "ceiling") else "floor"
    size = list(known.size or (0.5, 0.5, 0.5))
    thing = {
        "id": new,
        "category": wish.category,
        "x": round(x, 2),
        "y": round(y, 2),
        "size": size,
        "mount": mount,
    }
    return Decision([("add_objects", {"objects": [thing]})])


def _built(workspace: Workspace, done: Sequence[Done]) -> Decision:
    """The Geometer's part: whatever stands unbuilt."""
    bare = [o.id for o in workspace.report.objects if o.placeholder]
    if done or not bare:
        made = ", ".join(id for d in done for cell in d.arguments.get("cells", []) for id in cell["ids"])
        return Decision(text=(f"Built {made}." if made else PLAIN) + refused(done))
    sources = words.choose(workspace.survey, workspace.scene.program)
    return Decision([("write_geometry", {"cells": [{"ids": [id], "code": sources[id]} for id in bare]})])


def _coloured(workspace: Workspace, wish: Wish) -> str:
    """Lines that give the largest surface of each thing, or a surface of the room, another colour."""
    program = workspace.scene.program
    palette = {m.name: m for m in program.materials}
    lines: list[str] = []
    for target in wish.ids or ("room",):
        old = next((w for w in reversed(program.wears) if target in w.targets), Wear(target=target))
        slots = (wish.slot,) if target == "room" else _main_slots(workspace.report.object(target))
        now = palette.get(old.slots.get(slots[0], old.material or ""))
        name = f"{target}_{wish.color[1:]}"
        lines.append(
            MaterialSpec(name=name, family=now.family if now else "paint", color=wish.color).source()
        )
        dressed = old.slots | dict.fromkeys(slots, name)
        lines.append(Wear(target=target, material=old.material, slots=dressed).source())
    return "\n".join(lines) + "\n"


def _main_slots(thing: ObjectReport) -> tuple[str, ...]:
    """The slots that wear what most of a thing's surface wears, the largest first."""
    area: dict[str | None, float] = {}
    own: dict[str, float] = {}
    for part in thing.parts:
        x, y, z = (part.high[k] - part.low[k] for k in range(3))
        area[part.material] = area.get(part.material, 0.0) + x * y + y * z + z * x
        own[part.slot] = own.get(part.slot, 0.0) + x * y + y * z + z * x
    most = max(area, key=lambda name: area[name])
    slots = {p.slot for p in thing.parts if p.material == most}
    return tuple(sorted(slots, key=lambda slot: -own[slot]))


def _exposed(workspace: Workspace, stops: float) -> str:
    """The lighting cell with another exposure."""
    now = workspace.scene.program.exposure
    kept = [
        line
        for line in get(split(workspace.scene.text), "lighting").source.splitlines()
        if line[:9] != "exposure("
    ]
    return "\n".join([*kept, f"exposure({(now.stops if now else 0.0) + stops:g})"]) + "\n"
