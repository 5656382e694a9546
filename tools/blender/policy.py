"""Policy."""


def check(program: str) -> None:
    """Check."""
