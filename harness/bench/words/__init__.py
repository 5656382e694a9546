"""Rooms from words, measured: prompts of our own, what each asks for written down by hand."""
