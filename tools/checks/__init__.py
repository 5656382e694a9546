"""Is the room sound: contacts, supports, shapes, openings; and the smallest edits that mend it."""
