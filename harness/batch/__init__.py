"""Many rooms in one go: what is to be made, a process each, and what came of it."""
