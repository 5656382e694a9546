"""The room itself: floor, walls, openings, trim, and what a view leaves out of them."""
