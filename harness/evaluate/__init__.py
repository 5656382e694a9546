"""Runs measured against truth and against each other: tables, JSON, a page of pictures."""
