"""Photos taken inside the room, at eye level: their camera, the room around it, and its metres."""
