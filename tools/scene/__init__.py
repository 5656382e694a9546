"""A scene: a folder with its program, and the only way to change it."""
