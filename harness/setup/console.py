"""Lines for the person in front, and programs run for them."""

import subprocess
import sys


def say(line: str) -> None:
    """One line for the person in front."""
    sys.stderr.write(f"room: {line}\n")
    sys.stderr.flush()


def stop(line: str) -> SystemExit:
    """The exception that ends with one line and exit code 2."""
    say(line)
    return SystemExit(2)


def wait(command: "list[str]", **options: "object") -> int:
    """Run a command to its end; Ctrl-C is the command's to answer. Returns its exit code."""
    child = subprocess.Popen(command, **options)  # type: ignore[call-overload]
    while True:
        try:
            code: int = child.wait()
        except KeyboardInterrupt:
            continue
        return code if code >= 0 else 128 - code
