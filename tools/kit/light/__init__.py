"""Light: sun, sky, lamps, and how bright a picture comes out."""
