"""The `room` command."""

import json
import sys
import traceback
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import cyclopts
from rich.text import Text

from harness.invoked import spelled
from harness.terminal import Console
from tools.errors import RoomError, StoppedError
from tools.names import printable

COMMANDS: dict[str, str] = {
    **dict.fromkeys(("run", "resume"), "commands.run"),
    "list": "commands.listing",
    **dict.fromkeys(("show", "clean", "settings"), "commands.runs"),
    "chat": "commands.chat",
    "replay": "commands.replay",
    "transcript": "commands.transcript",
    "rerun": "commands.rerun",
    **dict.fromkeys(("edit", "check", "history", "diff", "undo", "redo", "render"), "commands.scene"),
    "export": "commands.export",
    "batch": "commands.batch",
    "mcp": "commands.mcp",
    "picture": "commands.picture",
    "survey": "commands.survey",
    "object": "commands.object",
    "sample": "commands.sample",
    "prompts": "commands.prompts",
    "evaluate": "commands.evaluate",
    "train-reader": "commands.reader",
    "kit": "commands.kit",
    "assets": "commands.assets",
    "bench": "commands.bench",
    "doctor": "commands.doctor",
    "studio": "studio.command",
}
"""Command -> the module under harness/ whose `register(app)` adds it."""

GROUPS: dict[str, tuple[str, ...]] = {
    "Make a room": ("run", "chat", "batch", "resume", "rerun", "survey", "object"),
    "Look at it": ("show", "list", "render", "export", "check"),
    "Change it": ("studio", "edit", "undo", "redo", "history", "diff", "kit", "assets"),
    "Go over a run again": ("replay", "transcript", "clean"),
    "Measure": ("evaluate", "bench", "sample", "picture", "prompts"),
    "This machine": ("doctor", "mcp", "settings", "completion", "train-reader"),
}
"""`room --help`: the commands by what one does with them, in the order one meets them."""

HELP = "help.json"
"""The first line of each command's help, so that `room --help` loads none of them; a test compares."""
UNEXPECTED = "an unexpected fault, probably ours"
DONE, BELOW, BAD_INPUT, STOPPED = 0, 1, 2, 3
"""Exit codes: done; done but below its gates; bad input; stopped and resumable."""


def build(command: str | None = None) -> cyclopts.App:
    """The app with one command's module loaded; where the command is not known, with the names of all."""
    app = cyclopts.App(
        name="room",
        help="A picture of a room goes in; a room you can open, edit and run comes out.",
        version=lambda: version("drawing-room"),
        version_flags=["--version"],
        result_action="return_value",
        suppress_keyboard_interrupt=False,
    )
    if command == "--version":
        return app
    if command in COMMANDS:
        import_module(f"harness.{COMMANDS[command]}").register(app)
    elif command == "completion":
        for name in dict.fromkeys(COMMANDS.values()):
            import_module(f"harness.{name}").register(app)
    else:
        for name, line in json.loads((Path(__file__).parent / HELP).read_text()).items():
            app.command(_named, name=name, help=line)
    app.register_install_completion_command(name="completion", add_to_startup=True)
    _sort(app)
    return app


def _named() -> None:
    """What stands for each command where only its name and line are wanted."""


def _sort(app: cyclopts.App) -> None:
    """Put the commands that are loaded into their groups; help and version come last."""
    loaded = set(app)
    for number, (title, commands) in enumerate(GROUPS.items()):
        group = cyclopts.Group(title, sort_key=number)
        for place, name in enumerate(commands):
            if name in loaded:
                app[name].group, app[name].sort_key = (group,), place
    flags = cyclopts.Group("Flags", sort_key=len(GROUPS))
    for flag in ("--help", "--version"):
        app[flag].group = (flags,)


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit with its code. Errors for people are one line; --debug shows the rest."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    sys.exit(run([word for word in given if word != "--debug"], debug=debug))


def run(arguments: list[str], *, debug: bool = False) -> int:
    """Run one command and return its exit code."""
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        result = build(arguments[0] if arguments else None)(arguments, exit_on_error=False, print_error=False)
    except cyclopts.CycloptsError as error:
        code, line = BAD_INPUT, _one_line(error)
        trace = error.__traceback__
    except RoomError as error:
        code = STOPPED if isinstance(error, StoppedError) else BAD_INPUT
        line, trace = str(error), error.__traceback__
    except KeyboardInterrupt as error:
        code, line, trace = STOPPED, "stopped by you; a run goes on with `room resume`", error.__traceback__
    except BrokenPipeError:  # the reader of our output went away
        return DONE
    except OSError as error:
        code, trace = BAD_INPUT, error.__traceback__
        line = f"{error.filename or 'a file'}: {error.strerror or error}: is there room, and may you write?"
    except Exception as error:  # the last net: a fault of ours is one line too, and --debug says where
        code, trace = BAD_INPUT, error.__traceback__
        said = " ".join(str(error).split())[:200]
        line = f"{UNEXPECTED} ({type(error).__name__}: {said}): --debug shows where"
    else:
        return result if isinstance(result, int) else DONE
    line = spelled(line)
    errors.print(Text.assemble(("room:", "red"), f" {printable(line)}"))
    if debug:
        errors.print("".join(traceback.format_tb(trace)), markup=False, soft_wrap=True)
    return code


def _one_line(error: cyclopts.CycloptsError) -> str:
    if isinstance(error, cyclopts.MissingArgumentError) and error.argument is not None:
        line = f"{' '.join(error.command_chain or ())} wants {error.argument.name.lstrip('-').upper()}"
    else:
        line = " ".join(str(error).split())
        if line.endswith("..."):  # a list of commands that is cut short: the help has all of them
            line = line.partition(" Available commands:")[0]
    return f"{line} See `room --help`" if line.endswith("?") else f"{line.rstrip('.')}: see `room --help`"
