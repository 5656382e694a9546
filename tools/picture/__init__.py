"""Measuring the input picture: camera, regions, colours, textures, and the survey they add up to."""
