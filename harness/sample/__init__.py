"""A seeded generator of believable furnished rooms, with exact truth."""
