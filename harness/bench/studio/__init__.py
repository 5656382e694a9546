"""How fast the studio is, in a real browser, and a picture marked by hand through its page."""
