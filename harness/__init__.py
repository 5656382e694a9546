"""Runs the team: command line, run folders, transcripts, replay, evaluation."""
