"""Our own reader: a small network that names the things in a picture of a room, on a CPU, without a key."""
