"""The camera of a picture: from outlines somebody marked, or from the picture alone."""

from __future__ import annotations

from tools.picture.rectangles import from_rectangles
from tools.picture.solution import CameraHints, CameraSolution

__all__ = ["CameraHints", "CameraSolution", "from_rectangles"]
