"""What somebody wishes for, taken from words."""
