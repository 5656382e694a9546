"""A drawn plan: its walls, gaps, rooms, symbols and lettering."""
