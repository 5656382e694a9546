"""What a specialist is told when it gets the floor: its stage's prompt with today's state filled in."""

from collections.abc import Callable, Collection, Sequence
from string import Template

import prompts
from agents.header import Header
from agents.messages import Brief
from agents.plan import Where
from agents.specialist import Specialist
from agents.stage import Stage
from tools import vocabulary
from tools.critique import CRITIC, Finding
from tools.errors import RoomError
from tools.files import read_object
from tools.measured import ObjectReport, SceneReport
from tools.picture.planned_room import draw_plan
from tools.program import kit_index
from tools.program.cells import find, split
from tools.run_files import DESCRIPTIONS
from tools.toolbox import words
from tools.toolbox.analyst import closer
from tools.toolbox.critic import quarters, scene_mark, worst_mark
from tools.toolbox.lighting import exposure, sunlight
from tools.toolbox.looking import around
from tools.toolbox.materials import KINDS, list_slots
from tools.toolbox.words import scene_lines
from tools.workspace import Workspace


def _cell(workspace: Workspace, name: str) -> str:
    cell = find(split(workspace.scene.text), name)
    return cell.source.strip() if cell else ""


def _descriptions(workspace: Workspace) -> str:
    path = workspace.folder / DESCRIPTIONS
    known = read_object(path) if path.exists() else {}
    bare = {o.id for o in workspace.report.objects if o.placeholder}
    return "\n".join(f"{id}: {parts}" for id, parts in known.items() if id in bare) or "(none)"


def _marked(workspace: Workspace) -> str:
    """Everything marked so far; before the room is marked, the masks that were given."""
    if "words" in workspace.source.offers and workspace.survey.things:
        return words.planned_lines(workspace.survey)
    masks = workspace.marks.masks if workspace.has_picture else None
    if masks is None or workspace.survey.things:
        told = words.marked(workspace.survey)
    else:
        rows = (f"{m.id}: {m.category}, box {[round(v) for v in m.box or ()]}" for m in masks.things)
        told = prompts.load("masks", masks="\n".join(rows))
    if "several" not in workspace.source.offers:
        return told
    return f"{told}\n{prompts.load('several', count=str(len(workspace.source.pictures)))}"


def _kit(workspace: Workspace, *, small: bool = False) -> str:
    bare = {o.category for o in workspace.report.objects if o.placeholder}
    if not bare:
        return "(`kit` tells words and their parameters)"
    return kit_index.vocabulary_text(bare, furniture=not small)


def _palette(workspace: Workspace) -> str:
    """The lines of the materials cell that say what materials there are."""
    return "\n".join(spec.source() for spec in workspace.scene.program.materials) or "(none)"


def _wearing(workspace: Workspace) -> str:
    """What wears what, of the room and of what shows a pattern or is wide enough for a texture."""
    wide = {"room", *words.wide(workspace.survey)}
    wears = [w.source() for w in workspace.scene.program.wears if wide & {*w.targets}]
    return "\n".join(wears) or "(nothing is dressed yet)"


DRAWING = "drawing"
"""What the prompts of a picture without colours are called by."""
VALUES: dict[str, Callable[[Workspace], str]] = {
    "picture": lambda w: w.picture_mark,
    "closer": closer,
    "categories": lambda w: ", ".join(n for n in vocabulary.entries() if n != vocabulary.UNKNOWN),
    "names": lambda w: words.names(w.survey),
    "surfaces": lambda w: words.surfaces(w.survey),
    "room": lambda w: words.room_lines(w.survey),
    "marked": _marked,
    "scene": lambda w: scene_lines(w.report),
    "unbuilt": lambda w: words.to_build(w.survey, w.report),
    "placed": lambda w: ", ".join(f"{o.id} ({o.category})" for o in w.report.objects),
    "descriptions": _descriptions,
    "kit": _kit,
    "kit_small": lambda w: _kit(w, small=True),
    "slots": list_slots,
    "kinds": lambda w: ", ".join(sorted(KINDS)),
    "palette": _palette,
    "wearing": _wearing,
    "lighting": lambda w: _cell(w, "lighting"),
    "lights": lambda w: words.lights(w.survey, w.report),
    "exposure": exposure,
    "sunlight": sunlight,
}
"""What a stage prompt may ask for with $name; each is computed only when its prompt does."""


def _value(name: str, workspace: Workspace) -> str:
    """One value; what cannot be had yet (no scene to render) is said instead of ending the chat."""
    try:
        return VALUES[name](workspace)
    except RoomError as error:
        return f"(not to be had yet: {error})"


def compose(stages: Sequence[Stage], where: Where, workspace: Workspace, prepared: str = "") -> Brief:
    """The brief for the next attempt at a stage. Its first line says the header.

    Args:
        stages: the stage, last, and before it the notes that are asked for with it.
        where: how the plan stands.
        workspace: how the room stands.
        prepared: what code has done already and what came of it.
    """
    stage = stages[-1]
    header = Header(
        kind="brief",
        stage=stage.name,
        specialist=stage.specialist.name,
        attempt=where.attempt,
        answers=stage.answers,
    )
    mending = where.detour_from is not None
    kind = DRAWING if workspace.has_picture and not workspace.has_looks else workspace.manner
    text = "\n".join(prompts.stage("mend" if mending else s.name, kind) for s in stages)
    if mending:
        text += "".join(f"\n${name}" for name in stage.specialist.state)
    must = {f"must_{score}": f"{least:g}" for score, least in stage.must.items()}
    # What a source cannot have measured, its stages do not ask for.
    text = "\n".join(line for line in text.split("\n") if _asked(line) <= must.keys())
    wanted = set(Template(text).get_identifiers())
    given = {"prepared": prepared, **must}
    given |= {} if stage.eyes else {"closer": ""}
    values = given | {n: _value(n, workspace) for n in wanted - given.keys()}
    filled = Template(text).substitute(values)
    mine = [i for i in where.items if i.owner in ("", stage.specialist.name)] or where.items
    if mine:
        filled += "\nTo be mended first:\n" + "\n".join(f"- {item.line()}" for item in mine)
    again = where.attempt or mending
    # A measurement says what was left by then: the one before another attempt, and the Critic's own.
    said = (where.attempt and not mending) or stage.specialist.name == CRITIC
    text = filled + ("" if said else carried(stage, where))
    text += _as_it_stands(stage.specialist, where, workspace) if again else ""
    return Brief(header=header, text=f"{header.line()}\n{text}")


def _asked(line: str) -> set[str]:
    """The thresholds that a line of a prompt names."""
    return {name for name in Template(line).get_identifiers() if name.startswith("must_")}


def _as_it_stands(specialist: Specialist, where: Where, workspace: Workspace) -> str:
    """For a second attempt: the lines of what is to be mended, as whoever mends it writes them."""
    mine = (specialist.name, "")
    wanted = {i.object for i in where.items if i.owner in mine}
    wanted |= {r.item.object for r in where.carried if r.item.owner in mine and r.state != "mended"}
    named = [o for o in workspace.report.objects if o.id in wanted] if workspace.scene.text else []
    if not named:
        return ""
    lines = [] if specialist.writes == "materials" else [scene_lines(_only(workspace, named))]
    ids = {o.id for o in named}
    if specialist.writes == "geometry":
        lines += [_building(workspace, name, ids) for name in _cells_of(workspace, named)]
    elif specialist.writes == "materials":
        lines += [w.source() for w in workspace.scene.program.wears if ids & {*w.targets}]
    return "\n".join(["\nAs it stands:", *lines])


def _only(workspace: Workspace, objects: Sequence[ObjectReport]) -> SceneReport:
    return workspace.report.model_copy(update={"objects": list(objects)})


def _cells_of(workspace: Workspace, objects: Sequence[ObjectReport]) -> list[str]:
    geometry = workspace.scene.program.geometry
    return list(dict.fromkeys(geometry[o.id] for o in objects if o.id in geometry))


def _building(workspace: Workspace, name: str, ids: Collection[str]) -> str:
    """A geometry cell; of one that only furnishes many things, the lines that build these."""
    source = _cell(workspace, name)
    lines = source.splitlines()
    if not all(line.startswith(("furnish(", "#")) or not line.strip() for line in lines):
        return source
    return "\n".join(line for line in lines if any(f'"{id}"' in line for id in ids))


def carried(stage: Stage, where: Where) -> str:
    """What earlier reviews left for this stage's specialist; for the final review, all of it."""
    mine = [
        f"- {r.line()}"
        for r in where.carried
        if r.item not in where.items
        and r.state != "mended"
        and stage.specialist.name in (r.item.owner, CRITIC)
    ]
    head = "\nLeft from earlier reviews, with what was measured since:"
    return "\n".join([head, *mine]) if mine else ""


def request(header: Header, words: str, workspace: Workspace) -> Brief:
    """The brief for a turn that a person asked for."""
    scene = scene_lines(workspace.report) if workspace.scene.text else "(nothing is built yet)"
    text = f"{header.line()}, a person asks: {words}\n{prompts.load('request', scene=scene)}"
    return Brief(header=header.model_copy(update={"wish": words}), text=text)


def evidence(stage: Stage, workspace: Workspace, findings: Sequence[Finding] = ()) -> str:
    """What the Critic looks at after the numbers: the survey over the picture, or picture and render.

    With these come the regions of the gravest findings, enlarged, and for the final review all of both.
    """
    if not stage.critic:
        return ""
    if stage.shows == "survey":
        if "words" in workspace.source.offers:
            lines = [words.room_lines(workspace.survey), words.planned_lines(workspace.survey)]
            if stage.eyes and workspace.survey.room is not None:
                seen = draw_plan(workspace.survey)
                lines.append(workspace.images.put(seen, "the plan from above: fronts red, windows blue"))
            return "\n" + "\n".join(lines)
        return f"\n{workspace.overlay_mark() or words.names(workspace.survey)}"
    if not workspace.scene.text:
        return "\nThere is no scene yet."
    lines = [
        f"\nThe picture: {workspace.picture_mark}" if workspace.has_picture else "",
        f"The scene: {scene_mark(workspace, stage.quality)}",
        worst_mark(workspace, findings, stage.quality) if stage.eyes else "",
    ]
    if stage.specialist.name == CRITIC and stage.eyes and workspace.has_picture:
        lines += quarters(workspace)
    if "words" in workspace.source.offers and stage.eyes:
        lines += around(workspace, stage.quality)
    return "\n".join(filter(None, lines))
