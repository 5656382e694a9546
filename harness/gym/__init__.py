"""A room as a Gymnasium environment: one tool call a step, named rewards. Needs the group `gym`."""
