"""Measuring a point cloud: reading, cleaning, fitting words and free parts to it."""
