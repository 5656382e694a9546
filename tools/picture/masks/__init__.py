"""Masks somebody gave with a picture: a label map, a folder of them, or COCO JSON."""
