"""Prompts for pictures of rooms from above, and pictures of them from an image model."""
