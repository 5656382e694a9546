"""Measures of a room against its truth, against its picture, and by itself. Numbers only, no Blender."""
