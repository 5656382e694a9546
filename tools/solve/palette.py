"""A small palette: colours that look alike share one material."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from tools.picture.colours import Rgb, ciede2000, lab_of, to_hex
from tools.program.model import MaterialSpec

ALIKE = 5.0
"""CIEDE2000 below which two colours of one kind of material are one."""


@dataclass
class Palette:
    """Materials by kind and colour, in the order they were first needed."""

    entries: list[tuple[str, str, Rgb]] = field(default_factory=list)
    """(name, kind, sRGB)."""

    def name(self, kind: str, rgb: Rgb) -> str:
        """The material of that kind nearest to a colour; a new one when none is near."""
        own = [(n, c) for n, k, c in self.entries if k == kind]
        if own:
            gaps = ciede2000(lab_of([rgb]), lab_of([c for _, c in own]))
            nearest = int(np.argmin(gaps))
            if gaps[nearest] < ALIKE:
                return own[nearest][0]
        stem = kind.replace(" ", "_")
        name = stem if not own else f"{stem}_{len(own) + 1}"
        self.entries.append((name, kind, rgb))
        return name

    def specs(self) -> list[MaterialSpec]:
        """The lines of the palette."""
        return [MaterialSpec(name=n, family=kind, color=to_hex(rgb)) for n, kind, rgb in self.entries]
