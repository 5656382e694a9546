"""Furnished rooms from nothing: by recipes, and by what was asked for in words."""
