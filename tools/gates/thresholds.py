"""Every number that decides at a gate, and where it comes from.

"Good runs" are the recorded ones (`transcripts/`, `example/finished`) and generated rooms with all marks
given; their worst values are named, so that a threshold can be held against them again.
"""

from __future__ import annotations

from collections.abc import Mapping

PASS: dict[str, float] = {
    "camera": 0.3,  # outlines within 1.4 degrees of the solved camera; good runs 0.91 and more
    "fills": 0.1,  # of the picture within the room's outlines; good runs 0.40 and more, a stamp 0.05
    "things": 1.0,  # something was seen at all
    "named": 0.8,  # good runs 1.00; a model names 0.90 to 0.95 of the large things right (README)
    "complete": 0.6,  # good runs 0.83 and more; six of 45 things marked leave 0.25
    "supported": 0.5,  # good runs 0.79 and more; what leans or is held has no carrier
    "consistent": 1.0,  # no relation may name what is not there
    "wishes": 1.0,  # everything asked for in words is there, and nothing that was not wanted
    "purpose": 1.0,  # a bedroom has a bed: every room has what makes it one of its kind
    "close": 0.6,  # share of a scan's points within 0.1 m of what is built; a small drawn room has 0.92
    "placed": 1.0,  # everything seen is placed, or rejected with a reason
    "silhouettes": 0.55,  # good runs 0.77 and more; generated oblique rooms have a mean of 0.73 (README)
    "built": 1.0,  # every object has geometry
    "covered": 0.98,  # every part wears a material; one in fifty may be hidden
    "colours": 0.5,  # mean CIEDE2000 below 20; good runs 0.79 and more
    "exposure": 0.6,  # within 0.8 stops; good runs 0.95 and more
    "contrast": 0.4,  # a spread of brightness within a factor of 1.5; good runs 0.76 and more
    "sound": 0.8,  # one in five may have a fault; good runs 0.95 and more
}
"""What a score must reach; scores not named here inform, and do not stop the work."""
SHOWN = 12
"""Findings shown to a specialist at once."""

LEAN = 1.0
"""Degrees of the camera's residual from which it is reported: 5 cm on the floor, 3 m away."""
SURE = 0.5
"""A silhouette of less weight is told last: an edge off by a pixel takes half of it away."""
GOOD = 0.6
"""A silhouette whose box overlaps the marked one less is reported; 0.5 is a usual bar for a hit."""
FIT = 1.6
"""Geometry stretched more than this to fill its box was built to the wrong size."""
ENOUGH = 25
"""Pixels below which a thing's colour is not compared."""
FAR = 20.0
"""CIEDE2000 from which a thing's colour is reported: another colour name, to most people."""
WORST = 40.0
"""CIEDE2000 that counts as nothing in common."""
STOPS, SPREAD = 0.4, 0.6
"""Stops of exposure, and score of contrast, from which the light is reported."""
GRAVE = 0.05
"""Metres: a contact deeper than this is grave."""
UNDERGROUND = 0.5
"""What "sound" is at most, below what it must reach, while a thing is deeper than that under the floor."""
ALIEN = 18.0
"""Distance in Lab (lightness at half weight, for shadow and sun) from which floor is something else on it."""


def below(scores: Mapping[str, float], must: Mapping[str, float]) -> list[str]:
    """What fails by what the scores must reach, in words: "contrast 0.15 of 0.40"."""
    return [
        f"{name} {value:.2f} of {must[name]:.2f}"
        for name, value in scores.items()
        if value < must.get(name, 0.0) - 1e-9
    ]


GUESS = 0.5
"""A name less sure than this is a guess: more likely wrong than right by its own calibration."""
