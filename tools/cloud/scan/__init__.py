"""A scan of a furnished room: its shell from planes, its things from what stands between them."""
