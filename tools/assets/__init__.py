"""A user's own meshes: taken in, kept, found, and brought beside a program that names them."""
