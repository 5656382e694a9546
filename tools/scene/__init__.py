"""The scene program: cells, typed reading, edits, checks, history."""
