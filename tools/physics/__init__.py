"""Rooms as simulators want them: solid shapes, masses, joints; written, settled and opened."""
