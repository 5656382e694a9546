"""The warm Blender worker and its jail: run, render, bounds, export."""
