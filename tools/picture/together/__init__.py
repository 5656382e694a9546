"""Several pictures of one room: where each was taken, and one room from all of them."""
