"""Parsing Python, steadily: CPython 3.11 now and then fails to parse what is in order."""

import ast

TRIES = 4


def parse(source: str) -> ast.Module:
    """`ast.parse`, tried again when it raises SystemError.

    3.11.7 sometimes answers "AST constructor recursion depth mismatch" for sound source when a collection
    runs in the middle of it; the same call then works.

    Raises:
        SyntaxError: the source is not Python.
    """
    for _ in range(TRIES):
        try:
            return ast.parse(source)
        except SystemError:
            continue
    return ast.parse(source)
