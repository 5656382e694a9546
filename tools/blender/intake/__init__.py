"""Somebody's own mesh file taken apart inside the jail, and written as a plain GLB that the kit reads.

`checking` looks at the file before Blender does, `loading` has Blender's importers read it and gathers its
triangles, `looks` its materials, `writing` makes the GLB. Loaded by the zygote's children only.
"""
