"""How the scene looks beside the picture: colours of things, and the light over the room."""

from __future__ import annotations

import cv2
import numpy as np

from tools import vocabulary
from tools.critique import Finding
from tools.gates.thresholds import ENOUGH, FAR, SPREAD, STOPS, WORST
from tools.picture import exposure as photometry
from tools.picture import image as pictures
from tools.picture.colours import Array, ciede2000, lab_of
from tools.solve import sightings, swatches
from tools.workspace import Workspace


def colour_scores(workspace: Workspace) -> tuple[dict[str, float], list[Finding]]:
    """Median colours of things, floor and walls in the lit render against the picture's.

    The overall brightness is taken out: it is the light's, and is scored there.
    """
    render = pictures.load(workspace.render("reference", "lit"))
    height, width = render.shape[:2]
    picture = cv2.resize(workspace.image, (width, height), interpolation=cv2.INTER_AREA)
    ids = workspace.ids(width)
    rows: list[tuple[str, Array, Array]] = []
    for number, item in enumerate(workspace.report.objects, start=1):
        mask = cv2.erode((ids == number).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        if mask.sum() >= ENOUGH and vocabulary.entry(item.category).family != "mirror":
            seen, made = (lab_of([np.median(p[mask], axis=0)])[0] for p in (picture, render))
            rows.append((item.id, seen, made))
    for name, bare in (
        ("floor", swatches.floor_mask(workspace.image, workspace.survey, ids=ids)),
        ("walls", swatches.wall_mask(workspace.image, workspace.survey)),
    ):
        if name == "walls" and workspace.settings.walls is not None:
            continue  # asked for otherwise than they are seen
        small = cv2.resize(bare.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST) > 0
        mask = small & (ids == 0)
        if mask.sum() >= ENOUGH:
            seen, made = (lab_of([np.median(p[mask], axis=0)])[0] for p in (picture, render))
            rows.append((name, seen, made))
    if not rows:
        return {}, []
    brighter = float(np.median([made[0] - seen[0] for _, seen, made in rows]))
    boxes = workspace.survey.boxes
    elsewhere = {id for id, seen in sightings.sightings(workspace).items() if seen.why}
    gaps, items = [], []
    for id, seen, made in rows:
        level = made - (brighter, 0.0, 0.0)
        gap = float(ciede2000(seen, level))
        gaps.append(min(gap, WORST))
        if gap > FAR and id not in elsewhere:  # else its pixels are another thing's
            items.append(
                Finding(
                    object=id,
                    owner="MaterialArtist",
                    severity="medium",
                    kind="colour",
                    box=boxes.get(id),
                    problem=f"its colour is off by {gap:.0f} (CIEDE2000): {_way(seen, level)}",
                )
            )
    return {"colours": 1.0 - float(np.mean(gaps)) / WORST}, items


def light_scores(workspace: Workspace) -> tuple[dict[str, float], list[Finding]]:
    """Brightness, contrast and histogram of the lit render against the picture's, within the walls."""
    render = pictures.load(workspace.render("reference", "lit"))
    found = photometry.compare(workspace.image, render, workspace.survey)
    scores = {
        "exposure": max(0.0, 1.0 - abs(found.stops) / 2),
        "contrast": max(0.0, 1.0 - abs(float(np.log2(found.contrast)))),
        "histogram": max(0.0, 1.0 - 4 * found.histogram),
    }
    if abs(found.stops) < STOPS and scores["contrast"] > SPREAD:
        return scores, []
    problem = found.words()
    return scores, [Finding(object="light", problem=problem, owner="LightingDirector", severity="medium")]


def _way(seen: Array, made: Array) -> str:
    """In words, how the picture's colour differs from the render's."""
    lighter, redder, yellower = (seen - made).tolist()
    words = [
        text
        for value, text in (
            (lighter, "lighter" if lighter > 0 else "darker"),
            (redder, "redder" if redder > 0 else "greener"),
            (yellower, "yellower" if yellower > 0 else "bluer"),
        )
        if abs(value) > 6
    ]
    return "it should be " + (" and ".join(words) or "a little different")
