"""The scene program as text: cells, typed reading, edits, the kit's words copied in, history."""
