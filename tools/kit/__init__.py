"""The building words a scene program is written in. bpy, numpy (it comes with it), the standard library.

Every module here is a flat list of top-level functions, classes and constants whose names are unique
over the whole kit, so that `tools.program.bundle` can inline just the ones a program uses.
"""
