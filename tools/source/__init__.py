"""What a room is made from: one module a kind, and `kinds` that finds the one of a run folder."""
