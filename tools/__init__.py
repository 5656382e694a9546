"""What a specialist can do: the scene program, its building words, the Blender worker, the picture."""
