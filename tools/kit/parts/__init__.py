"""Building parts that furniture words and geometry cells are made of."""
