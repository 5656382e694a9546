"""Is the survey complete and consistent."""

from __future__ import annotations

import cv2
import numpy as np

from tools import vocabulary
from tools.critique import Finding
from tools.gates.thresholds import GUESS, LEAN, PASS
from tools.survey import Survey, Thing

ANALYST = "Analyst"


def survey_scores(survey: Survey) -> tuple[dict[str, float], list[Finding]]:
    """Whether the camera and room are known, things have names, carriers and places."""
    pictured = bool(survey.views)
    if survey.room is None or (pictured and survey.camera is None):
        problem = "no floor outline is marked, so nothing can be put in metres"
        finding = Finding(object="room", problem=problem, owner=ANALYST, severity="high")
        return {"camera" if pictured else "things": 0.0}, [finding]
    named, items = named_scores(survey)
    scores = {
        "things": 1.0 if survey.things else 0.0,
        **named,
        "carried": _share(survey, lambda t: t.mount != "object" or t.on is not None),
    }
    if pictured:
        residual = survey.views[0].residual if survey.views[0].residual is not None else 1.0
        fills = room_share(survey)
        scores = {"camera": max(0.0, 1.0 - residual / 2.0), "fills": fills} | scores
        if fills < PASS["fills"]:
            width, height = survey.views[0].size
            problem = (
                f"the room's outlines cover {fills:.0%} of the picture: were pixels of the file meant, "
                f"{width} x {height}?"
            )
            items.append(Finding(object="room", problem=problem, owner=ANALYST, severity="high"))
        if residual > LEAN:
            problem = f"the outlines fit the camera only within {residual:.1f} degrees"
            items.append(Finding(object="camera", problem=problem, owner=ANALYST, severity="medium"))
    return scores, items


def room_share(survey: Survey) -> float:
    """Of the first picture, the share within the convex hull of floor and wall tops; 1 without outlines.

    A photo from inside shows nothing but the room.
    """
    room = survey.room
    if room is None or room.seen is not None or not survey.views or len(room.floor_px) < 3:
        return 1.0
    width, height = survey.views[0].size
    corners = np.array([*room.floor_px, *room.wall_top_px], np.float32)
    inside = np.clip(corners, 0, (width, height)).astype(np.float32)
    return float(cv2.contourArea(cv2.convexHull(inside))) / (width * height)


def named_scores(survey: Survey) -> tuple[dict[str, float], list[Finding]]:
    """The share of the kept things that have a name; a nameless box is no thing, and a guess is no name."""
    unnamed = [t for t in survey.things if t.category == vocabulary.UNKNOWN and not t.rejected]
    guessed = [
        Finding(
            object=t.id, problem=f"its name is a guess, {t.confidence:.0%} sure", owner=ANALYST,
            severity="low", box=survey.boxes.get(t.id),
        )
        for t in survey.named if t.confidence < GUESS
    ]  # fmt: skip
    items = [
        Finding(
            object=t.id, problem="could not be named; it is built as a plain volume", owner=ANALYST,
            severity="low", box=survey.boxes.get(t.id),
        )
        for t in unnamed
    ]  # fmt: skip
    return {"named": _share(survey, is_named)}, [*items, *guessed]


def is_named(thing: Thing) -> bool:
    """Whether it has a name, and one that is no guess."""
    return thing.category != vocabulary.UNKNOWN and thing.confidence >= GUESS


def relation_scores(survey: Survey) -> tuple[dict[str, float], list[Finding]]:
    """Whether every small thing has a carrier and every relation names things that exist."""
    ids = {t.id for t in survey.things} | {"wall"}
    carried = {a for a, relation, _ in survey.relations if relation in ("on", "inside")}
    orphans = [
        t for t in survey.things if t.small and t.on is None and t.id not in carried and not t.rejected
    ]
    broken = [r for r in survey.relations if r[0] not in ids or r[2] not in ids]
    small = sum(t.small for t in survey.things)
    items = [
        Finding(
            object=t.id,
            problem="is small and stands on nothing",
            owner=ANALYST,
            severity="low",
            box=survey.boxes.get(t.id),
        )
        for t in orphans
    ]
    items += [
        Finding(object=r[0], problem=f"{r[1]} {r[2]}: one of them is not in the survey", owner=ANALYST)
        for r in broken
    ]
    return {
        "supported": 1.0 - len(orphans) / max(1, small),
        "consistent": 1.0 - len(broken) / max(1, len(survey.relations)),
    }, items


def _share(survey: Survey, test: object) -> float:
    kept = [t for t in survey.things if not t.rejected]
    return sum(bool(test(t)) for t in kept) / len(kept) if kept and callable(test) else 0.0
