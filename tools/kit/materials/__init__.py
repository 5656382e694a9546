"""Materials: palettes, kinds, patterns, UV, and who wears what."""
