"""Furniture that is used together, stood as one: seats before a screen, beds in a row, banks of desks."""
