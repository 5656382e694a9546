"""Furniture that the kit does not draw: solids assembled by a script of another style."""
