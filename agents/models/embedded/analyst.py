"""The Analyst without a model: marks beside the picture, what our own reader recognises, or planned words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from agents.models.embedded.decision import Call, Decision, Done, did, refused
from tools import vocabulary
from tools.brief.brief import Brief
from tools.picture import drafting
from tools.picture.annotations import Annotations, ThingMark
from tools.picture.masks.merging import with_masks
from tools.picture.masks.naming import recognised, supported
from tools.solve.relations import relations
from tools.source.marks import Marks
from tools.source.photo import PhotoSource
from tools.source.words import brief_in
from tools.survey import AnyThing, Survey
from tools.workspace import Workspace

if TYPE_CHECKING:
    from agents.stage import Stage


def decide(stage: Stage, workspace: Workspace, done: Sequence[Done]) -> Decision:
    """Survey the picture, its scene type and relations included, or write the relation graph alone."""
    if stage.name == "relations":
        return _relations(workspace, done)
    if workspace.has_picture:
        return _survey(workspace, done)
    if "scan" in workspace.source.offers:
        return _measure(workspace, done)
    brief = brief_in(workspace.source)
    return _survey(workspace, done) if brief is None else _plan(brief, workspace, done)


def _plan(brief: Brief, workspace: Workspace, done: Sequence[Done]) -> Decision:
    """Have a room planned by what the words say."""
    planned = did(done, "plan_room")
    if did(done, "finish_survey"):
        own = "Sizes and places are usual ones; only what was asked for is sure."
        return Decision(text=f"{' '.join(workspace.survey.notes)} {own}{refused(done)}")
    if planned is None:
        return Decision([("plan_room", {"brief": brief.model_dump(mode="json", exclude_defaults=True)})])
    if planned.error:
        return Decision(text=f"No room could be planned.{refused(done)}")
    return Decision([("finish_survey", {"relations": []})])


def _measure(workspace: Workspace, done: Sequence[Done]) -> Decision:
    """Have the scan measured; what code finds in it is the survey."""
    read = did(done, "measure_scan")
    if did(done, "finish_survey"):
        unsure = [t.id for t in workspace.survey.things if t.confidence < 0.5]
        doubt = f" Named by shape alone, and not surely: {', '.join(unsure)}." if unsure else ""
        return Decision(text=f"{' '.join(workspace.survey.notes)}{doubt}{refused(done)}")
    if read is None:
        return Decision([("measure_scan", {})])
    if read.error:
        return Decision(text=f"The scan could not be measured.{refused(done)}")
    return Decision([("finish_survey", {"relations": _found(workspace)})])


def _scene_type(workspace: Workspace) -> Call:
    given = workspace.marks.given
    wanted = workspace.settings.scene_type
    style = (given.style if given else None) or "modern"
    scene_type = wanted if wanted != "auto" else _scene_word(given)
    return "set_scene_type", {"scene_type": scene_type, "style": style}


def _scene_word(given: Annotations | None) -> str:
    """The scene type that was marked, or the one that most of the marked things are found in."""
    if given is None:
        return "residential"
    known = ("residential", "lab", "office", "industrial", "retail", "other")
    if given.scene_type:
        return given.scene_type if given.scene_type in known else "residential"
    rooms = [r for t in given.things for r in vocabulary.entry(t.category).rooms]
    office = sum(r in ("office", "classroom") for r in rooms)
    shop = sum(r == "shop" for r in rooms)
    home = len(rooms) - office - shop
    return "office" if office > home else "retail" if shop > home else "residential"


def _survey(workspace: Workspace, done: Sequence[Done]) -> Decision:
    if did(done, "finish_survey"):
        return Decision(text=_summary(workspace.survey, drafted=_nothing_given(workspace)) + refused(done))
    if did(done, "submit_things"):
        others = [("submit_picture", _picture(m)) for m in workspace.marks.others if m.given is not None]
        if others and not did(done, "submit_picture"):
            return Decision(others)
        return Decision([("finish_survey", {"relations": _found(workspace)})])
    room = did(done, "submit_walls" if isinstance(workspace.source, PhotoSource) else "submit_room")
    if room is None:
        marks = workspace.marks.given
        if isinstance(workspace.source, PhotoSource):
            return Decision([_scene_type(workspace), ("submit_walls", _walls(marks or Annotations()))])
        if marks is None or marks.floor_px is None:
            marks = workspace.marks.drawn or drafting.draft_room(workspace.image, workspace.settings)
        return Decision([_scene_type(workspace), ("submit_room", _room(marks))])
    if room.error:
        return Decision(text=f"The room could not be marked.{refused(done)}")
    things = [_thing(mark) for mark in _marks(workspace)]
    return Decision([("submit_things", {"things": things, "replace": True})])


def _nothing_given(workspace: Workspace) -> bool:
    return workspace.marks.given is None and workspace.marks.masks is None


def _marks(workspace: Workspace) -> list[ThingMark]:
    """What there is to be marked: what was given, masks first, or what our own reader and tools see."""
    masks, given, survey = workspace.marks.masks, workspace.marks.given, workspace.survey
    if masks is not None:
        merged = with_masks(given or Annotations(), masks).things
        named = recognised(merged, workspace.image, survey.camera, survey.room)
        return supported(named, masks)
    drawn = given or workspace.marks.drawn
    return drawn.things if drawn else drafting.things_of(workspace.image, survey)


def _thing(mark: ThingMark) -> dict[str, Any]:
    """A mark as the tool takes it; a note is words about its looks."""
    words = [*mark.words, *([mark.note] if mark.note else [])]
    return mark.model_copy(update={"words": words, "note": ""}).model_dump(mode="json", exclude_none=True)


def _room(marks: Annotations) -> dict[str, Any]:
    floor, top = marks.floor_corners or [], marks.inner_top or []
    return {
        "floor_px": [list(p) for p in floor],
        "wall_top_px": [list(p) for p in top],
        "partitions": [p.model_dump(mode="json") for p in marks.partitions],
        "openings": [o.model_dump(mode="json") for o in marks.openings],
    }


def _walls(marks: Annotations) -> dict[str, Any]:
    keys = ("walls", "verticals_px", "levels_px", "openings")
    data = marks.model_dump(mode="json", exclude_none=True)
    return {key: data[key] for key in keys}


def _picture(marks: Marks) -> dict[str, Any]:
    """A further picture's marks as the tool takes them."""
    given = marks.given or Annotations()
    merged = with_masks(given, marks.masks) if marks.masks is not None else given
    room = _room(merged)
    return {
        "picture": marks.number, "floor_px": room["floor_px"], "wall_top_px": room["wall_top_px"],
        **_walls(merged), "things": [_thing(mark) for mark in merged.things],
    }  # fmt: skip


def _relations(workspace: Workspace, done: Sequence[Done]) -> Decision:
    if did(done, "set_relations"):
        return Decision(text="Wrote the relations that supports, distances and facings give." + refused(done))
    return Decision([("set_relations", {"relations": _found(workspace)})])


def _found(workspace: Workspace) -> list[dict[str, str]]:
    return [{"subject": a, "relation": r, "object": b} for a, r, b in relations(workspace.survey)]


def _summary(survey: Survey, *, drafted: bool) -> str:
    unknown = [t for t in survey.things if t.category == vocabulary.UNKNOWN]
    folded = [t.id for t in survey.things if t.rejected]
    count = len(survey.things)
    if drafted:
        return _read_alone(survey, unknown)
    parts = [f"Taken as {survey.scene_type}, {survey.style}."]
    parts += [f"Took {count} marked things and solved camera and room from the marked outlines."]
    if survey.scale:
        parts.append(f"Metres: {survey.scale.anchor} (+-{survey.scale.relative_error:.0%}).")
    if unknown:
        parts.append(f"Not named, built as plain volumes: {', '.join(t.id for t in unknown)}.")
    if folded:
        parts.append(f"Parts of other things: {', '.join(folded)}.")
    return " ".join(parts)


def _read_alone(survey: Survey, unknown: Sequence[AnyThing]) -> str:
    """What our own reader named, how sure it is, and what it left without a name."""
    named = [t for t in survey.things if t not in unknown]
    words = ["No marks lay beside the picture and no model is set."]
    if named:
        right = sum(t.confidence for t in named) / len(named)
        words.append(
            f"Our own small reader named {len(named)} things; it takes {right:.0%} of them to be right."
        )
        doubted = sorted((t for t in named if t.confidence < DOUBTED), key=lambda t: t.confidence)[:SHOWN]
        if doubted:
            words.append("Least sure: " + ", ".join(f"{t.id} {t.confidence:.0%}" for t in doubted) + ".")
    if unknown:
        words.append(
            f"{len(unknown)} regions I cannot name: they become plain volumes of their size and colour."
        )
    words.append("`room survey PICTURE --draft` writes what was read for you to correct.")
    return " ".join(words)


DOUBTED = 0.7
"""Names less sure than this are listed."""
SHOWN = 6
