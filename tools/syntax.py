"""Parsing Python, steadily: CPython 3.11 now and then fails to parse what is in order."""

import ast

TRIES = 4
MOST = 4_000_000
"""Characters that are parsed: five times all words of the kit; 60 MB would take minutes."""


def parse(source: str) -> ast.Module:
    """`ast.parse`, tried again when it raises SystemError.

    3.11.7 sometimes answers "AST constructor recursion depth mismatch" for sound source when a collection
    runs in the middle of it; the same call then works.

    Raises:
        SyntaxError: the source is not Python, or too long.
    """
    if len(source) > MOST:
        raise SyntaxError(f"more than {MOST:,} characters")
    for _ in range(TRIES):
        try:
            return ast.parse(source)
        except SystemError:
            continue
    return ast.parse(source)
