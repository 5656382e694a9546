"""Training the project's own reader: rooms as meshes, pictures of them, the network, its figures."""
